"""What would be found without one family or rule? The replayed world judged again under policies that lack it.

Everything happens inside transactions that are rolled back: the database is afterwards what it was.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from django.db import transaction

from accounts.journal.actors import Actor
from accounts.policy.actions import activate, draft, propose
from accounts.policy.querysets import current
from accounts.staff.actions import create_user, new_password
from accounts.staff.models import Role
from graph.evaluation.ablations import Body, Without
from graph.evaluation.collecting import standing_now
from graph.evaluation.measures import Measured, levels, networks
from graph.evaluation.report import Ablation
from graph.pipeline.actions import rebuild

type Show = Callable[[str, int], None]


def ablated(world: Measured, tried: Sequence[Without], show: Show) -> Iterator[Ablation]:
    """The figures at the end of the world: with everything, then without each family or rule that is tried."""
    yield _figures(world, "", "nothing")
    for number, one in enumerate(tried, 1):
        show("ablations", number)
        with transaction.atomic():
            _hold(one.body)
            rebuild()
            level, network = standing_now()
            transaction.set_rollback(True)
        bent = replace(world, replayed=replace(world.replayed, level=level, network=network))
        yield _figures(bent, one.name, one.sentence)


def _figures(world: Measured, name: str, sentence: str) -> Ablation:
    return Ablation(without=name, sentence=sentence, levels=levels(world), networks=networks(world))


def _hold(body: Body) -> None:
    """Let a policy hold, as everywhere by two people; they exist in this transaction alone."""
    first, second = (_somebody(name) for name in ("ablation-drafts", "ablation-activates"))
    version = propose(by=first, version=draft(by=first, body=body, note="One thing less, to see what it carries."))
    activate(by=second, version=version, over=current().number)


def _somebody(name: str) -> Actor:
    by = Actor.command("evaluate")
    return Actor.person(create_user(by=by, username=name, role=Role.ANALYST, password=new_password()))
