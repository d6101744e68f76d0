"""Deleting what others may rely on: what goes with it, and why it may have to stay."""
