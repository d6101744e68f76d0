"""The map as it is drawn, and what its editor in the browser begins with."""
