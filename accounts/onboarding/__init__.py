"""What do customers claim, what of it was proven, and what is missing? Applications, documents, checks."""
