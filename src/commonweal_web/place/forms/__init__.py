"""What the place room asks people, and how it explains what is wrong."""
