"""What one partner asks of another: to act on a factor, by a day."""
