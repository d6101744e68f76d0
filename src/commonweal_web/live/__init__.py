"""Documents that many change at once: rooms, and the socket that leads to them. It knows nothing of maps."""
