"""What is asked of passwords beyond what Django asks."""
