"""The index of the derivation's jobs, for Celery alone."""

from graph.pipeline.tasks import advance, shadow_policies, try_policies
from graph.risk.tasks import compare_facts
from graph.signals.tasks import forget_unattributed_payments, make_partitions

__all__ = [
    "advance",
    "compare_facts",
    "forget_unattributed_payments",
    "make_partitions",
    "shadow_policies",
    "try_policies",
]
