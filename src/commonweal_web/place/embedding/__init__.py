"""Other websites that show the map of a place inside their own pages."""
