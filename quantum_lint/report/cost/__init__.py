"""Reports of what submissions would cost, and of the prices behind them."""
