"""Who did it? The actor every verb takes first."""

from dataclasses import dataclass
from typing import Any, Protocol

from accounts.journal.models import ActorKind


class Member(Protocol):
    """What the journal wants to know of a member of staff; who that is, is settled above it."""

    pk: Any

    @property
    def role(self) -> str:
        """The one role the person has."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a key, a command, a policy version or a customer; `name` is what the journal shows."""

    kind: ActorKind
    name: str
    user_id: int | None = None
    role: str = ""

    @classmethod
    def person(cls, user: Member) -> "Actor":
        """A logged-in member of staff."""
        return cls(ActorKind.PERSON, str(user), user.pk, user.role)

    @classmethod
    def key(cls, name: str) -> "Actor":
        """A machine with an API key."""
        return cls(ActorKind.KEY, name)

    @classmethod
    def command(cls, name: str) -> "Actor":
        """A command or periodic job on the server."""
        return cls(ActorKind.COMMAND, name)

    @classmethod
    def policy(cls, number: int) -> "Actor":
        """A measure the activated policy applies by itself, in its version's name."""
        return cls(ActorKind.POLICY, f"policy {number}")

    @classmethod
    def customer(cls, account: str) -> "Actor":
        """The customer through a link we sent them; named by the account's public id."""
        return cls(ActorKind.CUSTOMER, account)
