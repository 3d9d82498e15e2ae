"""How does the outside learn of it? Rows in an outbox, signed and delivered at least once, in order per account."""
