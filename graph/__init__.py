"""The derivation: what signals say about who belongs together. Computed, revisable, without authority."""
