"""What stands before every page: limits on use, open lines, strangers."""
