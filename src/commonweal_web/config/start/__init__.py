"""What is left for after the first page: rooms that nobody asked for yet, sockets, drawing."""
