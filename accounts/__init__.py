"""The record: who the customers are, whether their door is open, and who decided so. Sworn, append-only, slow."""
