"""One command a module: argument parsing, then one call."""
