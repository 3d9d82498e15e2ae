"""What is each sort of organisation like? Tables of `House`."""

from dataclasses import replace
from datetime import datetime
from random import Random

from graph.evaluation.worlds import clocks, texts
from graph.evaluation.worlds.honest.houses import House
from graph.evaluation.worlds.honest.persons import PersonStyle
from graph.evaluation.worlds.plans import Ask
from graph.evaluation.worlds.tastes import (
    ANYTHING,
    CHATTING,
    LEARNING,
    PROGRAMMING,
    TEACHING,
    THINKING,
    WORKING,
    WRITING,
)
from graph.evaluation.worlds.texts.lessons import rubric


def course(rng: Random) -> Ask:
    """A sheet of homework a week; everybody who takes the course pastes that of the week."""
    sheets = [texts.homework(rng) for _ in range(6)]

    def ask(_rng: Random, at: datetime) -> str:
        return sheets[at.toordinal() // 7 % len(sheets)]

    return ask


_EMPLOYEE = PersonStyle(requests_per_day=0.9, saved=0.25, mobile=0.2, tastes=(WORKING, WRITING, PROGRAMMING, ANYTHING))

FIRM = House(
    "firm",
    person=_EMPLOYEE,
    wording=lambda rng: texts.support_bot(rng).ask,
    wordings=(1, 4),
    repeated=(0.1, 0.7),
    declared=0.6,
    desks=0,
)
AGENCY = House(
    "agency",
    person=replace(_EMPLOYEE, tastes=(WRITING, WORKING)),
    wording=lambda rng: texts.house_style(rng).ask,
    wordings=(2, 5),
    repeated=(0.4, 0.9),
    cards=(1, 1),
    own_mail=0.4,
    declared=0.75,
    desks=3,
)
RESELLER = House(
    "reseller",
    person=PersonStyle(requests_per_day=0.8, disposable=0.1),
    wordings=(0, 0),
    cards=(1, 3),
    egress=(0, 0),
    program="reseller",
    own_mail=0.0,
    declared=0.8,
    waves=(4, 20),
)
CI_FLEET = House(
    "ci",
    person=PersonStyle(requests_per_day=1.2, spread=0.8, saved=0.0, tastes=(PROGRAMMING,)),
    wording=lambda rng: texts.ci_check(rng).ask,
    wordings=(1, 1),
    repeated=(0.85, 1.0),
    egress=(4, 20),
    hosting=True,
    api_only=1.0,
    clock=clocks.FLAT,
    weekdays=clocks.WORKDAYS,
    waves=(1, 2),
)
EVALUATORS = House(
    "evaluators",
    person=PersonStyle(requests_per_day=2.5, spread=0.9, saved=0.0, tastes=(TEACHING, THINKING)),
    wording=lambda rng: texts.evaluation_forms(rng, 5).ask,
    wordings=(1, 2),
    repeated=(0.4, 0.9),
    egress=(2, 10),
    hosting=True,
    api_only=0.6,
    waves=(1, 3),
)
SUPPORT_DESK = House(
    "enterprise",
    person=PersonStyle(requests_per_day=2.5, spread=1.0, saved=0.0, tastes=(CHATTING,)),
    wording=lambda rng: texts.support_bot(rng).ask,
    wordings=(1, 1),
    repeated=(0.9, 1.0),
    egress=(1, 6),
    hosting=True,
    api_only=0.8,
    verified=0.9,
)
HACKATHON = House(
    "hackathon",
    person=PersonStyle(requests_per_day=1.0, recent=1.0, unpaid=0.9, tastes=(PROGRAMMING, ANYTHING)),
    wording=lambda rng: texts.starter(rng).ask,
    wordings=(1, 1),
    repeated=(0.5, 0.9),
    cards=(0, 0),
    egress=(1, 2),
    plan="individual",
    program="startup",
    registered=0.0,
    verified=0.1,
    declared=0.0,
    own_mail=0.0,
)
CAMPUS = House(
    "campus",
    school=True,
    person=PersonStyle(requests_per_day=0.6, unpaid=0.8, recent=0.7, saved=0.1, tastes=(LEARNING, ANYTHING, CHATTING)),
    wording=course,
    wordings=(2, 4),
    repeated=(0.1, 0.35),
    cards=(0, 0),
    egress=(1, 1),
    api_only=0.02,
    plan="individual",
    program="education",
    registered=0.0,
    verified=0.3,
    declared=0.0,
    own_mail=0.8,
    waves=(6, 30),
    oldest_days=300,
)
RESEARCHERS = House(
    "research",
    school=True,
    person=PersonStyle(requests_per_day=1.5, recent=0.6, saved=0.2, tastes=(THINKING, TEACHING, PROGRAMMING)),
    wording=lambda rng: rubric(rng).ask,
    wordings=(1, 3),
    repeated=(0.2, 0.6),
    cards=(0, 1),
    egress=(1, 3),
    program="research",
    registered=0.0,
    verified=0.5,
    declared=0.2,
    own_mail=0.8,
)
