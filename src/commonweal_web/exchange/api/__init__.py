"""The API: reads of a place for programs."""
