"""How good is it, and what is there to show? Simulated worlds whose truth is known."""
