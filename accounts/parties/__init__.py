"""Who is who? Accounts at the provider, the legal entities and the people behind them."""
