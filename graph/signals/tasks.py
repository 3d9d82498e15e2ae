"""What does the clock do about signals?"""

from celery import shared_task

from graph.signals.partitions import make_ahead


@shared_task(name="signals.make_partitions", ignore_result=True)
def make_partitions() -> None:
    """Have the partitions of the coming months ready."""
    make_ahead()
