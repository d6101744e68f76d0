"""Commonweal: see a system together, decide together, learn whether it worked."""

__version__ = "0.1.0"
