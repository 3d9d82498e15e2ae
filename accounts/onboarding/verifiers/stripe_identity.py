"""Stripe Identity: the person shows papers and face to Stripe, which tells whether they fit together.

A VerificationSession is `requires_input` until papers were sent and again after they were not good enough (with a
`last_error`), `processing`, `verified`, or `canceled` (https://docs.stripe.com/identity/how-sessions-work). Name and
birth date come only when asked for (`verified_outputs`), to a key that may read them.
"""

from collections.abc import Mapping
from typing import Any, Final

import stripe
from django.conf import settings

from accounts.onboarding.verifiers import Down, Outcome, Question, Started, Whom
from accounts.policy.querysets import current

CONNECT_SECONDS: Final = 3.0
# Within one call; what fails then is asked again by the clock.
RETRIES: Final = 1
WHOM: Final = ["verified_outputs", "verified_outputs.dob"]
UNREADABLE: Final = "unreadable answer"


class StripeIdentity:
    """Asks Stripe with the key of `KYCRISK_STRIPE_API_KEY`; without one it is down."""

    name = "stripe_identity"
    works_offline = False

    def start(self, question: Question) -> Started:
        """Open a VerificationSession for a document and a selfie."""
        made = self._ask(
            lambda sessions: sessions.create(
                {
                    "type": "document",
                    "options": {"document": {"require_matching_selfie": True}},
                    "metadata": {"session": question.session},
                    "client_reference_id": question.session,
                    "return_url": question.return_url,
                },
                {"idempotency_key": question.session},
            )
        )
        if not isinstance(made.get("id"), str):
            raise Down(UNREADABLE)
        return Started(made["id"], _text(made.get("url")))

    def fetch(self, external_id: str) -> Outcome:
        """Read the session, and whom it proved if our key may know."""
        try:
            return outcome_of(self._ask(lambda sessions: sessions.retrieve(external_id, {"expand": WHOM})))
        except Withheld:
            return outcome_of(self._ask(lambda sessions: sessions.retrieve(external_id)))

    def _ask(self, call: Any) -> dict[str, Any]:
        try:
            answer = call(_client().v1.identity.verification_sessions).to_dict()
        except stripe.PermissionError:
            raise Withheld("permission") from None
        except stripe.StripeError as error:
            raise Down(_why(error)) from None
        except (AttributeError, TypeError, ValueError):
            raise Down(UNREADABLE) from None
        if not isinstance(answer, dict):
            raise Down(UNREADABLE)
        return answer


class Withheld(Down):
    """Our key may not read this."""


def outcome_of(session: Mapping[str, Any], *, whole: bool = True) -> Outcome:
    """What a VerificationSession says, fetched or of a webhook (then not `whole`). Raises `Down` for anything else."""
    status, error = session.get("status"), session.get("last_error")
    reason = _text(error.get("code")) if isinstance(error, Mapping) else ""
    url = _text(session.get("url"))
    if status == "verified":
        return Outcome("passed", whom=_whom(session.get("verified_outputs")), whole=whole)
    if status == "canceled":
        return Outcome("failed", reason or "canceled", whole=whole)
    if status == "requires_input" and reason:
        return Outcome("failed", reason, final=False, whole=whole, url=url)
    if status in {"requires_input", "processing"}:
        return Outcome("pending", final=False, whole=whole, url=url)
    raise Down(UNREADABLE)


def _whom(outputs: object) -> Whom | None:
    if not isinstance(outputs, Mapping):
        return None
    name = " ".join(part for part in (_text(outputs.get("first_name")), _text(outputs.get("last_name"))) if part)
    born = outputs.get("dob")
    day = ""
    if isinstance(born, Mapping) and all(isinstance(born.get(part), int) for part in ("year", "month", "day")):
        day = f"{born['year']:04}-{born['month']:02}-{born['day']:02}"
    return Whom(name, day) if name else None


def _client() -> stripe.StripeClient:
    key, base = settings.STRIPE_API_KEY, settings.STRIPE_API_BASE
    if not key:
        raise Down("no key is configured")
    stripe.enable_telemetry = False
    seconds = float(current().numbers.onboarding.provider_seconds)
    return stripe.StripeClient(
        key,
        base_addresses={"api": base} if base else {},
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=(min(CONNECT_SECONDS, seconds), seconds)),
    )


def _why(error: stripe.StripeError) -> str:
    """Few words for the log and the row: never the service's own text, which may repeat what was sent."""
    status = f" {error.http_status}" if error.http_status else ""
    return f"{type(error).__name__}{status}"


def _text(value: object) -> str:
    return value[:2000] if isinstance(value, str) else ""
