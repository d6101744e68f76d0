"""What was done, by whom, in an unbroken chain."""
