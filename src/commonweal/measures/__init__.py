"""Measures of factors: their series, control charts and rules."""
