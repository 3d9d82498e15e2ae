"""What was decided about a network so far, newest first, and how far each decision got?"""

from dataclasses import dataclass

from accounts.review.decision_page import bar
from accounts.review.measures import MEASURES
from accounts.review.models import Decision
from accounts.review.progress import Progress

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Told:
    """A decision in a line: what became of how many, and its bar."""

    decision: Decision
    past: str
    progress: Progress
    bar: dict[str, float]


def decisions_about(network: str) -> list[Told]:
    """The newest decisions in cases about this lineage, and those that took them back; three queries."""
    about = Decision.objects.about_network([network]) | Decision.objects.filter(
        reverses__case__subject_type="network", reverses__case__subject_id=network
    )
    newest = list(about.select_related("decided_by", "approved_by").distinct().order_by("-id")[:SHOWN])
    got = Decision.objects.filter(pk__in=[one.pk for one in newest]).progress()
    return [Told(one, MEASURES[one.measure].past, got[one.pk], bar(got[one.pk])) for one in newest]
