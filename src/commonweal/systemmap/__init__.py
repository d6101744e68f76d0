"""The shared map: factors, the links between them, and what the map says."""
