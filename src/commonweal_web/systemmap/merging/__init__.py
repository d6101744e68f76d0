"""Private layers offered to the place: no view is averaged, each stays that of who holds it."""
