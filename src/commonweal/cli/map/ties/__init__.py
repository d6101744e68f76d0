"""`commonweal map network`, `brokerage` and `drift`: who works with whom."""
