"""Places, their partners and people, and who may do what."""
