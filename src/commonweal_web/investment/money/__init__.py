"""What things are worth and to whom, and what each partner can put in."""
