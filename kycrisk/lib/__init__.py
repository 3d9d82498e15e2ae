"""Tools without opinions: they know nothing of accounts, networks or decisions."""
