"""Commands that the site adds to the command line."""
