"""Programmes of places in and out: what lies beside several place folders."""
