"""The derivation's background work, for the worker alone."""

from graph.signals.tasks import make_partitions

__all__ = ["make_partitions"]
