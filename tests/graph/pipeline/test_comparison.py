"""Two policies look at the same moment: Larkspur's twelve accounts, the agency that one of them would touch."""

from graph.pipeline.comparison import Decided, Group, People, Picture, compared

LARKSPUR = frozenset(range(1, 13))
AGENCY = frozenset(range(20, 26))
NOBODY = People({}, {}, {})


def ring(level: str, members: frozenset[int] = LARKSPUR, *, network: str = "net_larkspur") -> Group:
    return Group(network, "Larkspur", level, 40.0, len(members), members)


def agency(level: str) -> Group:
    return Group("net_agency", "Pinecote", level, 6.0, 0, AGENCY)


def picture(*groups: Group) -> Picture:
    levels = {account: group.level for group in groups for account in group.members if group.level != "clear"}
    return Picture(dict(enumerate(groups)), levels)


def test_the_same_picture_changes_nothing():
    found = compared(picture(ring("limit"), agency("clear")), picture(ring("limit"), agency("clear")), NOBODY, 9, 9)
    assert found.nothing
    assert found.accounts["limit"] == (12, 12)


def test_a_ring_that_would_no_longer_be_seen_is_lowered_and_its_accounts_released():
    found = compared(picture(ring("review")), picture(ring("watch")), NOBODY, 9, 9)
    assert [(change.how, change.network, change.now.level) for change in found.changed] == [
        ("lowered", "net_larkspur", "watch")
    ]
    assert (found.released_in_all, found.touched_in_all) == (12, 0)
    assert found.accounts == {"limit": (0, 0), "review": (12, 0), "watch": (0, 12)}


def test_the_innocent_who_would_be_touched_are_named_with_what_speaks_for_them():
    marks = dict.fromkeys(AGENCY, ("verified", "country DE"))
    people = People({account: f"acct_{account}" for account in AGENCY}, dict.fromkeys(AGENCY, False), marks)
    found = compared(picture(agency("clear")), picture(agency("review")), people, 9, 4)
    assert (found.touched_in_all, found.touched) == (6, ["acct_20", "acct_21", "acct_22", "acct_23"])
    assert found.who == [("country DE", 6), ("verified", 6)]
    assert (found.decided.cleared_was, found.decided.cleared_now) == (0, 6)


def test_what_people_decided_says_how_right_each_policy_is():
    said = dict.fromkeys(LARKSPUR, True) | dict.fromkeys(AGENCY, False)
    both = picture(ring("review"), agency("review"))
    found = compared(both, picture(ring("review"), agency("watch")), People({}, said, {}), 9, 9)
    assert found.decided.precision == (12 / 18, 1.0)
    assert found.decided.recall == (1.0, 1.0)


def test_without_a_decision_there_is_no_precision():
    assert Decided(0, 0, 0, 0, 0, 0).precision == (None, None)


def test_two_networks_that_would_be_one_are_matched_by_their_members():
    one, two = ring("review", frozenset(range(1, 9))), ring("review", frozenset(range(9, 13)), network="net_two")
    found = compared(picture(one, two), picture(ring("review", network="")), NOBODY, 9, 9)
    assert [(change.network, change.how, change.joined) for change in found.changed] == [
        ("net_larkspur", "other members", 4),
        ("net_two", "taken in by another", 0),
    ]


def test_what_crosses_a_persons_desk_comes_first_and_the_rest_is_counted():
    watch = [Group(f"net_{n}", f"Café {n}", "clear", 1, 0, frozenset(range(100 * n, 100 * n + 50))) for n in (1, 2, 3)]
    seen = [Group(one.network, one.name, "watch", 1, 0, one.members) for one in watch]
    found = compared(picture(*watch, ring("watch")), picture(*seen, ring("review")), NOBODY, 2, 9)
    assert [change.network for change in found.changed] == ["net_larkspur", "net_1"]
    assert found.changed_in_all == 4
