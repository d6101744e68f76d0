"""When and where the partners meet."""
