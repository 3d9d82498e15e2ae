"""What do bodies of the REST interface look like? One example for every schema that a call takes or answers with.

A test checks each against its schema, and that none is missing: add yours here when you add a call.
"""

from typing import Any

AT = "2026-11-24T09:00:00Z"
LATER = "2026-12-08T09:00:00Z"

ACCESS: dict[str, Any] = {
    "account": "acct_harbour",
    "state": "provisional",
    "allowed": True,
    "limits": {"requests_per_minute": 20, "tokens_per_day": 200_000, "models": ["standard"]},
    "treatments": [],
    "reason": "verification_pending",
    "sequence": 1,
    "since": AT,
    "expires_at": LATER,
}
QUESTION: dict[str, Any] = {
    "subject": {"type": "account", "id": "acct_harbour"},
    "action": {"name": "invoke"},
    "resource": {"type": "model", "id": "standard"},
}
DECISION: dict[str, Any] = {
    "decision": True,
    "context": {name: ACCESS[name] for name in ("state", "reason", "limits")},
}
COMPANY = {"name": "Harbour Analytics GmbH", "jurisdiction": "DE", "registration_number": "HRB 150123"}
ACCOUNT: dict[str, Any] = {
    "account": "acct_harbour",
    "created_at": AT,
    "plan": "business",
    "program": None,
    "country": "DE",
    "company": {"entity": "ent_7Q2K9M4T1XZ0", **COMPANY},
    "verification": {"status": "provisional", "tier": "none", "valid_until": None},
    "access": ACCESS,
    "network": None,
    "assessment": None,
}
CASE: dict[str, Any] = {
    "case": "case_3F8Q2W6M9RTA",
    "kind": "network",
    "subject": {"type": "network", "id": "net_LARKSPUR0001"},
    "state": "open",
    "priority": 3,
    "priority_reasons": ["5,400 requests a day, growing", "second pool since 18 Nov"],
    "due_at": LATER,
    "assignee": None,
    "opened_at": AT,
}
EVIDENCE: dict[str, Any] = {
    "at": AT,
    "recommendation": "limit",
    "score": 0.97,
    "bits": 40.2,
    "headline": "Larkspur: 412 accounts act as one",
    "groups": [
        {"key": "owns", "bits": 9.0, "lines": [{"sentence": "Three accounts paid with the same card (•••• 4242)."}]}
    ],
    "speaks_for": ["No payment was disputed."],
    "members": 412,
}
NETWORK: dict[str, Any] = {
    "network": "net_LARKSPUR0001",
    "name": "Larkspur",
    "members": 412,
    "score": 0.97,
    "recommendation": "limit",
    "campaign_type": "distillation",
    "first_seen": AT,
    "last_seen": LATER,
    "case": "case_3F8Q2W6M9RTA",
}
CANARY: dict[str, Any] = {
    "id": "can_7Q2K9M4T1XZ0",
    "canary": "See Pelmer, Skamen, Tarko and Gantus (1931) for a longer treatment.",
    "state": "burnt",
    "account": "acct_larkspur_001",
    "pool": None,
    "note": "Answers since Monday",
    "minted_at": AT,
    "burnt_at": LATER,
    "sightings": [
        {
            "account": "acct_larkspur_001",
            "where": "dataset",
            "source": "/research/hub",
            "first_seen": LATER,
            "last_seen": LATER,
            "count": 1,
        }
    ],
}
LINK: dict[str, Any] = {
    "a": "acct_larkspur_001",
    "b": "acct_larkspur_002",
    "bits": 9.0,
    "families": [
        {
            "family": "payment",
            "bits": 9.0,
            "value": "•••• 4242",
            "accounts": 3,
            "one_in": 33_333.3,
            "first_seen": AT,
            "last_seen": LATER,
            "sentence": "Three accounts paid with the same card (•••• 4242).",
            "without": 0.0,
        }
    ],
}
MEMBER = {"account": "acct_larkspur_001", "role": "member", "recommendation": "limit", "score": 0.97}
APPLICATION: dict[str, Any] = {
    "application": "app_4H8K2M6PRTXB",
    "account": "acct_harbour",
    "external_id": "crm-184220",
    "state": "draft",
    "invite_url": "https://kycrisk.example.com/apply/2v8Yq3Jt0cXwq9B1mN7rKp5sLd4fGh6jZa8eTu0iOyE/",
    "missing": ["company.registration_number", "director", "document.register_extract"],
    "expires_at": LATER,
}
ENDPOINT: dict[str, Any] = {
    "endpoint": "whe_1XZ07Q2K9M4T",
    "url": "https://billing.example.com/kycrisk",
    "event_types": ["access.changed"],
    "enabled": True,
    "disabled_reason": "",
    "previous_secret_until": None,
    "created_at": AT,
}
DELIVERY: dict[str, Any] = {
    "delivery": "whd_9M4T1XZ07Q2K",
    "event": "msg_6M9RTA3F8Q2W",
    "type": "access.changed",
    "endpoint": "whe_1XZ07Q2K9M4T",
    "sequence": 2,
    "state": "delivered",
    "attempts": 1,
    "due_at": None,
    "last_status": 200,
    "last_error": "",
    "last_attempt_at": AT,
    "delivered_at": AT,
}
SIGNAL: dict[str, Any] = {
    "specversion": "1.0",
    "id": "0198a7c2",
    "source": "/billing/acme",
    "type": "payment.used",
    "subject": "acct_harbour",
    "time": AT,
    "data": {"fingerprint": "card_9f2c", "method": "card", "amount": 4900, "currency": "EUR", "outcome": "succeeded"},
}

BY_SCHEMA: dict[str, Any] = {
    "AccessShown": ACCESS,
    "ChangesPage": {"results": [ACCESS], "next": None, "cursor": "WzcxMiwgNDRd"},
    "EvaluationAsked": QUESTION,
    "EvaluationAnswer": DECISION,
    "EvaluationsAsked": {
        "action": QUESTION["action"],
        "resource": QUESTION["resource"],
        "evaluations": [{"subject": QUESTION["subject"]}, {"subject": {"type": "account", "id": "acct_lark"}}],
        "options": {"evaluations_semantic": "execute_all"},
    },
    "EvaluationsAnswer": {
        "evaluations": [DECISION, {"decision": False, "context": {**DECISION["context"], "state": "suspended"}}]
    },
    "EvaluationsOrOne": {"evaluations": [DECISION]},
    "AccountTold": {"email": "ops@harbour.example", "country": "DE", "plan": "business", "company": COMPANY},
    "AccountShown": ACCOUNT,
    "ApplicationTold": {
        "account": "acct_harbour",
        "external_id": "crm-184220",
        "company_name": "Harbour Analytics GmbH",
        "country": "DE",
        "contact_name": "Jörg Brandt",
        "contact_email": "j.brandt@harbour-analytics.example",
        "plan": "enterprise",
        "language": "de",
    },
    "ApplicationShown": APPLICATION,
    "ApplicationPage": {"results": [APPLICATION], "next": None},
    "CaseShown": CASE,
    "CasePage": {"results": [CASE], "next": None},
    "WholeCaseShown": {**CASE, "evidence": [EVIDENCE], "decisions": []},
    "NetworkShown": NETWORK,
    "NetworkPage": {"results": [NETWORK], "next": None},
    "LinkPage": {"results": [LINK], "next": None},
    "CanariesTold": {"count": 2, "account": "acct_larkspur_001", "note": "Answers since Monday"},
    "CanariesMinted": {"canaries": [CANARY["canary"], "The ticket pelmer-skamen-for-tarko-gantus says the same."]},
    "CanaryPage": {"results": [CANARY], "next": None},
    "MemberPage": {"results": [MEMBER], "next": None},
    "SignalsAnswer": {
        "accepted": 498,
        "duplicates": 1,
        "rejected": [{"index": 17, "id": "0198a7c3", "error": "time: more than 10 minutes in the future"}],
    },
    "StripeEvent": {
        "id": "evt_1QGqv2LkdIwHu7ix",
        "type": "charge.succeeded",
        "created": 1_795_510_800,
        "data": {
            "object": {
                "id": "ch_1QGqv1LkdIwHu7ix",
                "object": "charge",
                "amount": 1999,
                "currency": "eur",
                "customer": "cus_R8harbour",
                "metadata": {"account": "acct_harbour"},
                "payment_method_details": {"type": "card", "card": {"fingerprint": "AOB934RVNwzk6xtn"}},
            }
        },
    },
    "EndpointTold": {"url": ENDPOINT["url"], "event_types": ENDPOINT["event_types"]},
    "PatchedEndpointTold": {"enabled": False},
    "EndpointShown": ENDPOINT,
    "EndpointWithSecret": {**ENDPOINT, "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
    "EndpointPage": {"results": [ENDPOINT], "next": None},
    "DeliveryShown": DELIVERY,
    "DeliveryPage": {"results": [DELIVERY], "next": None},
}
BY_CONTENT: dict[str, Any] = {
    "application/cloudevents+json": SIGNAL,
    "application/cloudevents-batch+json": [SIGNAL],
    "application/x-ndjson": SIGNAL,
}


def add_examples(result: dict[str, Any], **_generator: Any) -> dict[str, Any]:
    """A hook of drf-spectacular: each example beside its schema; signals have none, so beside their content type."""
    schemas = result["components"]["schemas"]
    for name in schemas.keys() & BY_SCHEMA.keys():
        schemas[name]["examples"] = [BY_SCHEMA[name]]
    for path in result["paths"].values():
        for call in path.values():
            for kind, content in call.get("requestBody", {}).get("content", {}).items():
                if kind in BY_CONTENT:
                    content["example"] = BY_CONTENT[kind]
    return result
