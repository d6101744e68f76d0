"""Settings, addresses and the server's entrance."""
