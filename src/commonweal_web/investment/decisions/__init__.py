"""Joint decisions: asked for, worked out by a worker, kept, and read."""
