"""Reads that join rooms."""
