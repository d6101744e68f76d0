"""What each partner can put in, year by year."""
