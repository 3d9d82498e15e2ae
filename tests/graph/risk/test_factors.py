"""Does every piece of evidence say a sentence that can be contested?"""

from dataclasses import replace

from accounts.policy.detection import Recommend
from graph.risk.factors import disowned, in_step, shared_values
from graph.risk.packs import campaign_type, network_pack
from graph.risk.phrases import counted, days, number, one_in, percent
from graph.risk.subjects import NetworkFacts, SharedFamily, SharedValue

DAY = 86_400
SEP = 20_708 * DAY  # 12 September 2026


def card(mask: str, accounts: int) -> SharedValue:
    return SharedValue("payment", "payment", mask, accounts, 9.0, 40_000, SEP, SEP + 7 * DAY)


def network(*values: SharedValue, in_step: int = 0, families: tuple[SharedFamily, ...] = ()) -> NetworkFacts:
    return NetworkFacts(
        name="Larkspur",
        members=412,
        in_step=in_step,
        cells=5,
        companies=5,
        families=families,
        family_share=0.62,
        values=values,
        elicitation_share=0.54,
        usual_elicitation_share=0.06,
        requests_per_day=5_360,
        first_exchange=SEP,
        last_exchange=SEP + 70 * DAY,
    )


def test_the_words_of_numbers() -> None:
    assert (number(3), number(412), number(5_360)) == ("three", "412", "5,360")
    assert counted(1, "account") == "one account"
    assert (percent(0.54), percent(0.004)) == ("54 %", "under 1 %")
    assert one_in(41_234) == "one in 41,000"
    assert days(SEP, SEP + 7 * DAY) == "12–19 Sep 2026"
    assert days(SEP, SEP) == "12 Sep 2026"
    assert days(SEP, SEP + 30 * DAY) == "12 Sep – 12 Oct 2026"


def test_a_shared_card_is_told_with_when_and_how_rare() -> None:
    (line,) = shared_values(network(card("•••• 4242", 3)))
    assert line.sentence == "Three accounts paid with the same card or bank account (•••• 4242), seen 12–19 Sep 2026."
    assert line.small == "One in 40,000 controllers shows it."
    assert line.bits == 9.0


def test_sixteen_cards_are_three_lines() -> None:
    lines = shared_values(network(*(card(f"…{place}", 2 + place % 2) for place in range(16))))
    assert len(lines) == 3
    assert lines[-1].sentence == "14 further cards or bank accounts are shared by two to three accounts each."
    assert (lines[-1].bits, lines[-1].weight) == (None, "context")


def test_an_address_of_a_campus_is_a_group_worth_nothing() -> None:
    campus = SharedValue("ip", "ip", "81.2.69.…", 214, 0.0, 500, SEP, SEP, hub=True)
    (line,) = shared_values(network(campus))
    assert (line.bits, line.weight) == (0.0, "group")


def test_conduct_says_how_many_and_how_much() -> None:
    family = SharedFamily("Rubric grading, form A", 371, 8.0, 11_000, SEP, SEP)
    (line,) = in_step(network(in_step=388, families=(family,)))
    assert line.sentence == "388 of 412 accounts are in step: one prompt family fills 62 % of their prompts."
    assert in_step(network()) == []


def test_disowned_payments_say_what_kind_of_ring_it_is_and_count_for_nothing() -> None:
    thieves = replace(network(), members=10, disowned=4, elicitation_share=0.0)
    (line,) = disowned(thieves)
    assert line.sentence == "Four accounts paid with cards whose holders said that the payment was not theirs."
    pack = network_pack(thieves, {}, Recommend())
    assert (pack.campaign_type, pack.bits, pack.recommendation) == ("stolen_cards", 0.0, "clear")


def test_an_agency_with_one_clients_chargeback_is_no_ring_of_thieves() -> None:
    agency = replace(network(), members=12, disowned=1, elicitation_share=0.0, explained=(("Harbour", 12),))
    assert campaign_type(agency, Recommend()) == "honest_group"
    assert campaign_type(replace(agency, members=2), Recommend()) == "honest_group"
    assert disowned(replace(agency, disowned=0)) == []
