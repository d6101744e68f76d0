"""A place folder in and out; backup and restore."""
