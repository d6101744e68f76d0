"""Who can act on a factor, and who works with whom."""
