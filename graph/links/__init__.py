"""What ties two accounts, and how strongly? Identity ties in bits, by family of evidence."""
