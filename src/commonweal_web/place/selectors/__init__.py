"""Reads of the place room."""
