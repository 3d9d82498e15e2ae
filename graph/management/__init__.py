"""Commands of the derivation."""
