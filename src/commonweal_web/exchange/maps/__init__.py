"""The map of a place alone: to and from other programs, in the browser."""
