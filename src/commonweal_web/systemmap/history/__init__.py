"""What became of a map: who changed what and when, the map as it was, versions with a name."""
