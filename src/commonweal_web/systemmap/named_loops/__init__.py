"""Names and stories that people give to loops."""
