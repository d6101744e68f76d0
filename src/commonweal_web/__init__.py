"""The site: a place of your own, shared between organisations."""
