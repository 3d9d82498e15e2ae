"""What does the clock do about the derivation? A wake-up is only a hint: everything to do stands in the database."""

from celery import shared_task

from graph.pipeline.actions import advance_by_the_clock
from graph.pipeline.trials import ask_shadows, run_next


@shared_task(name="pipeline.advance", ignore_result=True)
def advance() -> None:
    """Fold in what waits and derive, unless somebody is at it: the clock comes back for what they leave."""
    advance_by_the_clock()


@shared_task(name="pipeline.ask_shadows", ignore_result=True)
def shadow_policies() -> None:
    """Ask for a trial of every version in shadow that is due."""
    ask_shadows()


@shared_task(name="pipeline.try_policies", ignore_result=True)
def try_policies() -> None:
    """Run the oldest trial that waits: the clock comes back for the next."""
    run_next()
