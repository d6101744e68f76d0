"""What the map says, as sentences for people: plain words first, figures after. Pages and commands show the same."""
