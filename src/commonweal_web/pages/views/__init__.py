"""Views of pages that join rooms."""
