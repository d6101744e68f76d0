"""Writes of the place room, each with its event in the audit."""
