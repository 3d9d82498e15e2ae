"""What do we read in an event of Stripe, and what never? Cards, banks and wallets, disputes, expanded objects, garbage.

In the room: Harbour, Mina whose card is used, and an applicant whose identity is being checked.
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.signals.intake.stripe_objects import Card, Claim, Strange, Thing, told
from tests.graph.signals.stripe_events import charge, customer, dispute, stripe_event, warning


def claimed(kind: str, one: dict[str, Any], **changes: Any) -> Claim | None:
    return told(stripe_event(kind, one, **changes)).claim


def things(one: dict[str, Any]) -> tuple[Thing, ...]:
    return told(stripe_event("any.thing", one)).things


@pytest.mark.parametrize(
    ("kind", "one", "expected"),
    [
        ("charge.succeeded", charge(), Claim("paid", "ch_1", "ch_1", "succeeded", 1200, "EUR")),
        ("charge.failed", charge(), Claim("paid", "ch_1", "ch_1", "failed", 1200, "EUR")),
        ("charge.updated", charge(), None),
        ("charge.dispute.created", dispute(), Claim("disputed", "dp_ch_1", "ch_1", "disputed", 1200, "EUR")),
        (
            "charge.dispute.created",
            dispute(reason="duplicate"),
            Claim("paid", "dp_ch_1", "ch_1", "refunded", 1200, "EUR"),
        ),
        ("charge.dispute.updated", dispute(), None),
        ("charge.dispute.closed", dispute(status="lost"), None),
        ("charge.dispute.closed", dispute(status="won"), Claim("withdrawn", "dp_ch_1", "ch_1", "", 1200, "EUR")),
        (
            "charge.dispute.closed",
            dispute(status="warning_closed"),
            Claim("withdrawn", "dp_ch_1", "ch_1", "", 1200, "EUR"),
        ),
        (
            "charge.dispute.closed",
            dispute(reason="duplicate", status="won"),
            Claim("paid", "dp_ch_1", "ch_1", "succeeded", 1200, "EUR"),
        ),
        ("radar.early_fraud_warning.created", warning(), Claim("disputed", "issfr_ch_1", "ch_1", "disputed")),
        ("radar.early_fraud_warning.updated", warning(), None),
        ("customer.created", customer(), None),
        ("payment_method.attached", {"id": "pm_1", "object": "payment_method"}, Claim("paid", "pm_1", "pm_1")),
        (
            "setup_intent.succeeded",
            {"id": "seti_1", "object": "setup_intent", "payment_method": {"id": "pm_1"}},
            Claim("paid", "seti_1", "pm_1"),
        ),
        ("review.opened", {"id": "prv_1", "object": "review", "charge": "ch_1"}, None),
        (
            "review.closed",
            {"id": "prv_1", "object": "review", "charge": "ch_1", "closed_reason": "refunded_as_fraud"},
            Claim("disputed", "prv_1", "ch_1", "disputed"),
        ),
        ("review.closed", {"id": "prv_1", "object": "review", "charge": "ch_1", "closed_reason": "approved"}, None),
        ("payout.paid", {"id": "po_1", "object": "payout", "charge": "ch_1"}, None),
    ],
)
def test_what_each_event_claims(kind: str, one: dict[str, Any], expected: Claim | None):
    assert claimed(kind, one) == expected


def test_of_a_refund_only_what_came_back_with_this_event_counts():
    back = charge(amount_refunded=700)
    before = {"data": {"previous_attributes": {"amount_refunded": 500}}}
    assert (claimed("charge.refunded", back, **before) or Claim("paid", "", "")).amount == 200
    assert (claimed("charge.refunded", back) or Claim("paid", "", "")).amount == 700


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        (
            {"type": "card", "card": {"fingerprint": "fp", "country": "de", "funding": "prepaid", "iin": "42424242"}},
            Card("fp", "card", "42424242", "DE", "prepaid"),
        ),
        ({"type": "card", "card": {"fingerprint": "fp", "funding": "unknown", "iin": "4242"}}, Card("fp", "card")),
        ({"type": "sepa_debit", "sepa_debit": {"fingerprint": "fp", "country": "FR"}}, Card("fp", "bank", "", "FR")),
        ({"type": "paypal", "paypal": {"payer_id": "PAYER"}}, Card("PAYER", "wallet")),
        ({"type": "card", "card": {"country": "DE"}}, None),
        ({"type": "card", "card": None}, None),
        ({"type": "klarna", "klarna": {"fingerprint": "fp"}}, None),
        ({"type": ["card"]}, None),
        (None, None),
    ],
)
def test_by_what_a_means_of_payment_is_recognised(means: Any, expected: Card | None):
    (thing,) = things(charge(payment_method_details=means))
    assert thing.card == expected
    if isinstance(means, dict):
        (method,) = things({"id": "pm_1", "object": "payment_method", **means})
        assert method.card == expected


def test_whose_an_object_is_by_its_metadata_and_by_what_it_names():
    named = charge(customer={**customer(), "email": "mina@example.org"}, payment_intent="pi_1", invoice="in_1")
    assert things(named) == (
        Thing("ch_1", "", ("pi_1", "in_1", "cus_harbour"), Card("fp_harbour", "card", "", "DE", "credit")),
        Thing("cus_harbour", "acct_harbour"),
    )
    subscribed = {"parent": {"subscription_details": {"subscription": "sub_1", "metadata": {"account": "acct_sub"}}}}
    paid = {"payments": {"data": [{"payment": {"payment_intent": "pi_2"}}, None]}}
    invoice = {"id": "in_1", "object": "invoice", "customer": "cus_harbour", **subscribed, **paid}
    assert things(invoice) == (Thing("in_1", "acct_sub", ("sub_1", "cus_harbour")), Thing("pi_2", "", ("in_1",)))


@pytest.mark.parametrize("said", ["", "two words", "a/b", "x" * 201, "acct\n", 7, None, ["acct"]])
def test_what_is_no_account_is_taken_for_none(said: Any):
    assert things({**customer(), "metadata": {"account": said}})[0].account == ""


def test_of_an_identity_check_only_its_session_and_state_are_read():
    session = {"id": "vs_1", "object": "identity.verification_session", "status": "verified"}
    seen = told(stripe_event("identity.verification_session.verified", {**session, "verified_outputs": {"dob": 1}}))
    assert (seen.identity, seen.things, seen.claim) == (("vs_1", "verified"), (), None)


@pytest.mark.parametrize("broken", [{"id": None}, {"type": 7}, {"type": ""}, {"data": []}, {"created": True}])
def test_what_is_no_event_is_said_to_be_none(broken: dict[str, Any]):
    with pytest.raises(Strange):
        told({**stripe_event("customer.created", customer()), **broken})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(charge())), inner, max_size=6),
    max_leaves=12,
)


@given(st.sampled_from(["charge.succeeded", "charge.dispute.closed", "invoice.paid", "setup_intent.succeeded"]), JSON)
def test_no_shape_of_an_object_breaks_the_reading(kind: str, inside: Any):
    named = {"object": kind.partition(".")[0], "id": "ch_1"}
    for one in (
        {**charge(), "payment_method_details": inside},
        {**named, **(inside if isinstance(inside, dict) else {})},
    ):
        told(stripe_event(kind, one))
