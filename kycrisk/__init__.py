"""Wiring and tools: settings, routes, the worker, and libraries without opinions about the domain."""
