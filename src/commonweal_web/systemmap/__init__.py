"""The shared map of a place."""
