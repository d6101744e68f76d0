"""The map of a place to and from other programs: spreadsheets, graph files, Kumu, PRSM."""
