"""Looks at the drawn map that people gave a name."""
