"""What stands before every page: limits on use, open lines, sessions left alone."""
