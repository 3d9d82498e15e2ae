"""The index of the derivation's jobs, for Celery alone."""

from graph.pipeline.tasks import advance
from graph.signals.tasks import make_partitions

__all__ = ["advance", "make_partitions"]
