"""One machine, nothing to configure: what `dev.py` does once it has found an interpreter and its packages."""
