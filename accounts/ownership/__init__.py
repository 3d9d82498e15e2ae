"""Who controls them? Effective shares through chains and rings of companies (a first version: minima, multiplied)."""
