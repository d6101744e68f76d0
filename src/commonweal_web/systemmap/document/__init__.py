"""The map as a shared document: what may stand in it, and the rows that it is."""
