"""What may be shown of these identifiers?"""

from collections.abc import Sequence

from graph.signals.models import Identifier


def masks_of(keys: Sequence[int]) -> list[str]:
    """The masks of identifiers, in the order of the keys given."""
    known = dict(Identifier.objects.filter(pk__in=keys).values_list("pk", "mask"))
    return [known.get(key, "…") for key in keys]
