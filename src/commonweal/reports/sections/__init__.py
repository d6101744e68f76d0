"""The sections of a board paper, each made from a decision and its case."""
