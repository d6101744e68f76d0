"""`commonweal map`: what the system map and the network of its partners say."""
