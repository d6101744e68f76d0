"""Measures, their values, and dated events."""
