"""What no single cell shows: how the rows of a place folder fit together."""
