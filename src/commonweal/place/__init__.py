"""Places: where the partners work, who they are, and when they were there."""
