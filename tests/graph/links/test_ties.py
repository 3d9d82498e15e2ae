"""Who is tied, and how strongly? Harbour and the café first: what strangers share must stay small."""

import msgspec
import numpy as np
import pytest

from accounts.policy.detection import Ties
from graph.links.rarity import freeze
from graph.links.thresholds import TiePolicy
from graph.links.ties import PairExplanation, case_ties, explain
from graph.signals.kinds import Kind, NetworkClass
from tests.graph.room import POLICY, Room, agency, cafe, crowd, harbour, larkspur

TIES = Ties()


def _why(room: Room, a: str, b: str, policy: TiePolicy = POLICY) -> PairExplanation:
    return explain(room.scene(policy), room.number(a), room.number(b))


def _families(why: PairExplanation) -> dict[str, float]:
    return {line.family: round(line.bits, 2) for line in why.lines}


# -- the innocent


def test_strangers_are_not_tied() -> None:
    room = Room()
    harbour(room)
    cafe(room)
    why = _why(room, "harbour-001", "cafe-001")
    assert (why.bits, why.lines, why.groups) == (0.0, (), ())


def test_the_cafe_ties_its_guests_by_an_address_only_and_their_cards_speak_against_it() -> None:
    room = Room()
    guests = cafe(room)
    ties = case_ties(room.scene())
    assert len(ties.pairs) == len(guests) * (len(guests) - 1) // 2
    assert ties.pairs.trusted.max() <= 0
    assert ties.pairs.bits.max() <= TIES.ip.cap + np.log2(0.1) + 1e-9
    assert _families(_why(room, guests[0], guests[1])) == {"ip": 5.0, "payment": -3.32}


def test_a_full_cafe_is_a_group_and_ties_nobody() -> None:
    room = Room()
    guests = cafe(room, 61)
    why = _why(room, guests[0], guests[1])
    assert why.bits == 0
    assert [(group.family, group.accounts) for group in why.groups] == [("ip", 61)]
    assert len(case_ties(room.scene()).pairs) == 0


def test_a_campus_of_214_shares_an_address_without_ties_and_a_domain_with_few() -> None:
    room = Room()
    students = crowd("student", 214)
    room.share(students, Kind.IP, "campus")
    assert len(case_ties(room.scene()).pairs) == 0
    for who in students:
        room.shows(who, Kind.EMAIL_DOMAIN, "campus.example")
    assert _families(_why(room, students[0], students[1])) == {"email": 6.0, "ip": 5.0}


def test_a_group_counts_beside_a_tie_of_another_family_but_not_beside_another_group() -> None:
    room = Room()
    room.share(crowd("guest", 61), Kind.IP, "hotel")
    room.share(crowd("guest", 151), Kind.TLS, "browser")
    assert _why(room, "guest-001", "guest-002").bits == 0
    room.share(["guest-001", "guest-002"], Kind.PAYMENT, "card")
    assert _families(_why(room, "guest-001", "guest-002")) == {"payment": 9.0, "ip": 5.0, "tls": 2.0}


def test_a_second_group_of_the_same_family_does_not_count_beside_the_first() -> None:
    room = Room()
    room.share(crowd("guest", 61), Kind.IP, "hotel")
    room.share(crowd("guest", 2), Kind.IP_BLOCK, "hotel block")
    assert _families(_why(room, "guest-001", "guest-002")) == {"ip": 3.0}


@pytest.mark.parametrize("known", [NetworkClass.HOSTING, NetworkClass.VPN, NetworkClass.TOR, NetworkClass.CARRIER])
def test_strangers_behind_a_shared_network_are_hardly_tied(known: NetworkClass) -> None:
    room = Room(classes={(Kind.IP, "exit"): known})
    room.share(["ann", "bo"], Kind.IP, "exit")
    assert _why(room, "ann", "bo").bits == 0.5


def test_declared_facts_anybody_can_write_amount_to_three_bits_together() -> None:
    room = Room()
    for kind in (
        Kind.ADDRESS,
        Kind.PHONE,
        Kind.AGENT,
        Kind.DECLARED_DIRECTOR,
        Kind.DECLARED_DOMAIN,
        Kind.DECLARED_OWNER,
    ):
        room.share(["harbour", "competitor"], kind, "copied")
    why = _why(room, "harbour", "competitor")
    assert (why.bits, why.trusted_bits) == (3.0, 0.0)


def test_what_a_competitor_copies_later_is_charged_to_the_competitor() -> None:
    room = Room()
    room.shows("harbour", Kind.DEVICE, "laptop", -300, 0)
    room.shows("harbour", Kind.EMAIL_DOMAIN, "harbour.example", -300, 0)
    room.shows("competitor", Kind.DEVICE, "laptop", -2)
    room.shows("competitor", Kind.EMAIL_DOMAIN, "harbour.example", -2)
    for asked in (("harbour", "competitor"), ("competitor", "harbour")):
        why = _why(room, asked[0], asked[1])
        charged = dict(zip(asked, (why.charged_to_a, why.charged_to_b), strict=True))
        assert charged == {"harbour": 0.0, "competitor": 12.0}
        first = dict(zip(asked, (why.lines[0].a_first, why.lines[0].b_first), strict=True))
        assert first["harbour"] < first["competitor"]


def test_a_planted_value_ties_nobody_and_a_victims_card_only_the_thieves() -> None:
    room = Room(dead={(Kind.DEVICE, "planted")})
    room.share(["harbour", "thief-1", "thief-2"], Kind.DEVICE, "planted")
    room.share(["thief-1", "thief-2"], Kind.PAYMENT, "stolen card")
    room.shows("harbour", Kind.PAYMENT, "stolen card", -50, -10)
    room.shows("harbour", Kind.PAYMENT, "stolen card", -9, void=True)
    assert _why(room, "harbour", "thief-1").bits == 0
    assert _families(_why(room, "thief-1", "thief-2")) == {"payment": 9.0}


def test_disagreement_counts_once_for_persons_once_for_payment_and_never_for_devices() -> None:
    room = Room()
    room.share(["ann", "bo"], Kind.IP, "office")
    room.share(["ann", "bo"], Kind.EMAIL_DOMAIN, "office.example")
    for who in ("ann", "bo"):
        for kind in (Kind.OWNER, Kind.DIRECTOR, Kind.DOCUMENT, Kind.DEVICE, Kind.PAYMENT):
            room.shows(who, kind, f"own of {who}")
    assert _families(_why(room, "ann", "bo")) == {"email": 6.0, "ip": 5.0, "owner": -3.32, "payment": -3.32}
    room.share(["ann", "bo"], Kind.DIRECTOR, "the same director")
    assert _families(_why(room, "ann", "bo")) == {"owner": 12.0, "email": 6.0, "ip": 5.0, "payment": -3.32}


# -- the guilty


def test_the_larkspur_shells_are_tied_by_what_others_cannot_write() -> None:
    room = Room()
    shells = larkspur(room)
    why = _why(room, shells[0], shells[4])
    assert _families(why) == {"owner": 12.0, "payment": 9.0, "device": 6.0, "ip": 5.0}
    assert (why.bits, why.trusted_bits) == (32.0, 27.0)
    assert [line.without for line in why.lines] == [20.0, 23.0, 26.0, 27.0]


def test_an_agencys_card_ties_its_clients() -> None:
    room = Room()
    clients = agency(room)
    assert _families(_why(room, clients[0], clients[1])) == {"payment": 9.0}


# -- time


@pytest.mark.parametrize(("days", "bits"), [(0, 5.0), (14, 5.0), (28, 3.86), (42, 1.93), (140, 0.02)])
def test_an_address_fades_with_the_gap_between_the_nearest_sightings(days: int, bits: float) -> None:
    room = Room()
    room.shows("ann", Kind.IP, "line", -400)
    room.shows("ann", Kind.IP, "line", -200)
    room.shows("bo", Kind.IP, "line", -200 + days)
    why = _why(room, "ann", "bo")
    assert why.bits == pytest.approx(bits, abs=0.01)
    assert why.lines[0].gap_days == days


def test_a_verified_owner_never_fades() -> None:
    room = Room()
    room.shows("ann", Kind.OWNER, "person", -4000)
    room.shows("bo", Kind.OWNER, "person", 0)
    assert _why(room, "ann", "bo").bits == 12.0


def test_rarer_is_stronger_below_the_cap() -> None:
    no_cap = TiePolicy.of(_uncapped())
    room = Room()
    room.share(crowd("guest", 50), Kind.DEVICE, "common")
    room.share(crowd("guest", 2), Kind.DEVICE, "rare")
    common, rare = (
        _why(room, "guest-003", "guest-004", policy=no_cap),
        _why(room, "guest-001", "guest-002", policy=no_cap),
    )
    assert common.bits == pytest.approx(np.log2(0.9 * 100_000 / 50))
    assert rare.bits == pytest.approx(np.log2(0.9 * 100_000 / 2))
    assert rare.lines[0].one_in == 50_000


def _uncapped() -> Ties:
    return msgspec.structs.replace(TIES, device=msgspec.structs.replace(TIES.device, cap=99))


# -- the two ways of asking


def test_a_case_and_a_question_about_two_give_the_same_bits() -> None:
    rng = np.random.default_rng(7)
    room = Room(bystanders={"nobody"})
    kinds = [Kind.PAYMENT, Kind.DEVICE, Kind.OWNER, Kind.IP, Kind.IP_BLOCK, Kind.TLS, Kind.ADDRESS, Kind.EMAIL_DOMAIN]
    for _ in range(300):
        kind = kinds[rng.integers(len(kinds))]
        room.shows(f"p{rng.integers(25):02}", kind, f"v{rng.integers(6)}", float(rng.integers(-90, 0)))
    low = TiePolicy.of(_small_hubs())
    scene = room.scene(low)
    pairs = case_ties(scene).pairs
    told = {(int(a), int(b)): bits for a, b, bits in zip(pairs.a, pairs.b, pairs.bits, strict=True)}
    for a in range(len(room.people)):
        for b in range(a + 1, len(room.people)):
            assert explain(scene, a, b).bits == pytest.approx(told.get((a, b), 0.0)), (a, b)
    assert 0 < len(told) < 300
    assert scene.rarity.hub.any()


def _small_hubs() -> Ties:
    return msgspec.structs.replace(
        TIES, **{n: msgspec.structs.replace(getattr(TIES, n), hub_limit=9) for n in ("ip", "tls")}
    )


def test_what_is_too_common_to_unfold_makes_no_pairs_and_is_named() -> None:
    room = Room()
    room.share(crowd("clerk", 40), Kind.OWNER, "one owner behind all")
    room.share(crowd("clerk", 3), Kind.DEVICE, "one laptop")
    ties = case_ties(room.scene(TiePolicy.of(msgspec.structs.replace(TIES, meetings_limit=100))))
    assert ties.left_out.tolist() == [room.value(Kind.OWNER, "one owner behind all")]
    assert ties.pairs.bits.tolist() == pytest.approx([6 + np.log2(0.9 * 100_000 / 40)] * 3)


def test_a_network_counts_as_one_controller_so_a_ring_is_no_hub_of_its_own() -> None:
    room = Room()
    ring = crowd("ring", 300)
    room.share(ring, Kind.DEVICE, "ring server")
    room.share(["ring-001", "harbour"], Kind.DEVICE, "laptop")
    first = room.scene()
    assert first.rarity.hub[room.value(Kind.DEVICE, "ring server")]
    networks = np.where(np.arange(301) >= 1, 1, -1).astype(np.int32)
    second = freeze(first.holdings, first.values, first.policy, networks=networks)
    assert second.degree.tolist() == [2, 1]
    assert not second.hub.any()


def test_nobody_is_tied_to_oneself() -> None:
    room = Room()
    room.shows("ann", Kind.DEVICE, "laptop")
    with pytest.raises(ValueError, match="two different accounts"):
        explain(room.scene(), 0, 0)
