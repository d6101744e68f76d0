"""What happened: dated events beside the measures."""
