"""Reports of what submissions cost, and of the prices behind them."""
