"""Options, money and decisions of a place."""
