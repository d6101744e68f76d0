"""The joint decision, from the command line."""
