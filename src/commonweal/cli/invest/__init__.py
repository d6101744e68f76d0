"""Commands that count the money."""
