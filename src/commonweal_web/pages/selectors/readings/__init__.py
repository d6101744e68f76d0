"""What the map and its ties say: bridges, loops, levers and gaps, each as sentences with a table behind them."""
