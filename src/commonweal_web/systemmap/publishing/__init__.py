"""Showing the whole map to everybody, or to members alone again."""
