"""Several maps of one place: their names and questions."""
