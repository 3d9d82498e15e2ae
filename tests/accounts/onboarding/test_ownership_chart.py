"""Does Harbour's chart stand as it was told, and is what cannot be said to whoever entered it?"""

import itertools
import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from accounts.onboarding.chart import Chart, chart
from accounts.onboarding.claims import Claims
from accounts.onboarding.owners import Deciding
from accounts.onboarding.tree import complaints, levels, unowned
from tests.accounts.onboarding.claimed import harbour, owned_by


def sentences(said: Claims) -> list[str]:
    return [one.sentence for one in complaints(said)]


def overlaps(drawn: Chart) -> list[tuple[str, str]]:
    return [
        (one.key, other.key)
        for one, other in itertools.combinations(drawn.boxes, 2)
        if abs(one.x - other.x) < one.width and abs(one.y - other.y) < one.height
    ]


def test_harbours_chart_has_its_owners_above_and_the_rest_dashed():
    drawn = chart(harbour())
    boxes = {box.key: box for box in drawn.boxes}
    assert [(key, boxes[key].kind) for key in ("", "p2", "p3", "p4", "p5", "rest:")] == [
        ("", "applicant"),
        ("p2", "entity"),
        ("p3", "person"),
        ("p4", "person"),
        ("p5", "entity"),
        ("rest:", "rest"),
    ]
    assert boxes["p4"].y == boxes["p5"].y < boxes["p2"].y == boxes["p3"].y == boxes["rest:"].y < boxes[""].y
    assert {line.owner: line.text for line in drawn.lines} == {
        "p2": "60 %", "p3": "22–30 %", "p4": "51 %", "p5": "49 %", "rest:": "10–18 %",
    }  # fmt: skip
    assert overlaps(drawn) == []
    assert drawn.sentence == (
        "Who owns Harbour Analytics GmbH: Nordkai Holding GmbH 60 %, Petra Lindqvist 22–30 %, ? 10–18 %."
    )


def test_the_share_that_decides_is_tinted_and_names_can_be_masked():
    drawn = chart(harbour(), decides=Deciding("p3", ""), names={"p3": "P. L."})
    assert [box.name for box in drawn.boxes if box.decides] == ["P. L."]
    assert [line.text for line in drawn.lines if line.decides] == ["22–30 %"]
    assert [(row.owner, row.share) for row in drawn.rows if row.decides] == [("P. L.", "22–30 %")]
    assert "Lindqvist" not in repr(drawn)


def test_lines_from_one_side_do_not_cross():
    drawn = chart(owned_by(*((name, "", 12) for name in ("a", "b", "c", "d", "e", "f", "g"))))
    for side in (drawn.lines[:3], drawn.lines[4:]):
        level = [int(re.findall(r"V(\d+)H", line.path)[0]) for line in side]
        assert level == sorted(level, reverse=side == drawn.lines[:3])
        assert len(set(level)) == len(level)


def test_the_rest_can_be_what_decides():
    assert [box.key for box in chart(owned_by(("kai", "", 100))).boxes] == ["", "kai"]
    assert [box.kind for box in chart(owned_by(("kai", "", 100)), decides=Deciding("", "kai")).boxes][2:] == ["rest"]
    said = owned_by(("mara", "", 60))
    assert [box.kind for box in chart(said, decides=Deciding("", "")).boxes if box.decides] == ["rest"]
    assert [box.kind for box in chart(owned_by(("mara", "", 60), nobody_else=True)).boxes] == [
        "applicant",
        "person",
        "others",
    ]


def test_rings_long_ways_and_strangers_are_drawn_without_an_overlap():
    said = owned_by(
        ("a", "", 50), ("b", "a", 60), ("a", "b", 20), ("mara", "b", 30), ("mara", "", 20), ("lost", "other", 10)
    )
    drawn = chart(said)
    assert overlaps(drawn) == []
    assert {"lost", "other"}.isdisjoint(box.key for box in drawn.boxes)
    assert drawn.left_out == 1
    assert len(drawn.rows) > len(drawn.lines)
    # Mara stands above b, so her share of the applicant goes round the side, and so does what a holds of b.
    assert [(line.owner, line.owned) for line in drawn.lines if line.right] == [("a", "b"), ("mara", "")]
    assert all(line.right < drawn.width for line in drawn.lines)


def test_a_crowd_is_drawn_as_far_as_it_can_be_read():
    crowd = owned_by(*((f"c{at}", "" if at < 150 else f"c{at - 150}", 0.5) for at in range(300)))
    drawn = chart(crowd)
    assert len([box for box in drawn.boxes if box.kind == "entity"]) == 200
    assert drawn.left_out == 100
    assert overlaps(drawn) == []


def test_nobody_named_is_a_chart_too():
    drawn = chart(owned_by())
    assert [box.kind for box in drawn.boxes] == ["applicant", "rest"]
    assert [line.text for line in drawn.lines] == ["?"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_it_is_drawn_by_attributes_alone_and_says_its_sentence(language: str):
    with translation.override(language):
        page = render_to_string("components/ownership_chart.html", {"chart": chart(harbour()), "own": True})
    assert "style=" not in page
    assert 'role="img"' in page
    assert re.search(r'aria-label="Who owns Harbour Analytics GmbH: [^"]+10–18 %\."', page)
    assert not re.search(r'(?:x|y|width|height|d)="[^"]*,', page)
    assert page.count("<rect") == 2 * len(chart(harbour()).lines) + 1
    assert page.count('<th scope="row">') == 5


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (owned_by(("kai", "", 60), ("petra", "", 40)), []),
        (
            owned_by(("kai", "", 60), ("petra", "", 45)),
            ["Together with Kai (60 %) this makes 105 %. Enter 40 or less."],
        ),
        (
            owned_by(("kai", "", 60), ("mara", "", "0.5"), ("petra", "", "39.75", 80)),
            ["Together with the other owners (60.5 %) this makes 100.25 %. Enter 39.5 or less."],
        ),
        (
            owned_by(("kai", "", 100), ("petra", "", 45)),
            ["The others hold 100 % already. Enter less for one of them."],
        ),
        (owned_by(("kai", "", 60), ("petra", "", None), ("mara", "", 20, 90)), []),
        (
            owned_by(("mara", "petra", 10), ("petra", "", 10)),
            ["A person has no owners. Change the person to a company first."],
        ),
        (
            owned_by(("a", "b", 100), ("b", "a", 100), ("a", "", 50)),
            ["These companies hold all of each other: A, B. Name who else holds a share of one of them."],
        ),
        (owned_by(("a", "b", 100), ("b", "a", 90), ("a", "", 50)), []),
        (
            owned_by(("mara", "other", 10), ("kai", "", 50)),
            [
                "Enter what Mara holds, or say that you do not know it. If it holds nothing, remove it.",
                "Enter what Other holds, or say that you do not know it. If it holds nothing, remove it.",
            ],
        ),
        (
            owned_by(("c0", "", 50), *((f"c{at + 1}", f"c{at}", 50) for at in range(14))),
            ["This chain is longer than 12 companies. Upload a chart with the documents instead."],
        ),
    ],
)
def test_what_cannot_be_is_said_once(said: Claims, told: list[str]):
    assert sentences(said) == told


def test_a_complaint_stands_at_the_share_that_mends_it():
    first = complaints(owned_by(("kai", "", 60), ("petra", "", 45)))[0]
    assert (first.owner_key, first.owned_key) == ("petra", "")
    assert first.msgid % first.params == first.sentence
    assert "%(total)s" in first.msgid


def test_harbour_has_no_complaint_and_only_companies_off_the_exchange_are_asked_for_owners():
    assert sentences(harbour()) == []
    assert unowned(harbour()) == ()
    assert unowned(owned_by(("kai", "", 60), ("sea", "kai", 40), ("lost", "other", 3), listed="sea")) == ()
    assert unowned(owned_by(("kai", "", 60), ("sea", "kai", 40))) == ("sea",)


def test_everybody_stands_at_the_farthest_of_their_ways():
    assert levels(owned_by(("a", "", 50), ("mara", "", 10), ("mara", "a", 10), ("a", "a2", 5))) == {
        "": 0,
        "a": 1,
        "mara": 2,
    }
    assert levels(owned_by(("a", "", 50), ("b", "a", 60), ("a", "b", 20))) == {"": 0, "a": 1, "b": 2}
    two_ways = owned_by(("b", "", 10), ("c", "", 50), ("a", "c", 50), ("mara", "a", 10), ("mara", "b", 10))
    assert levels(two_ways) == {"": 0, "b": 1, "c": 1, "a": 2, "mara": 3}
