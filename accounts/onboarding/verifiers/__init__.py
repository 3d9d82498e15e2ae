"""Who can tell whether a person is who they say? The interface that every verifier has, one file for each.

A verifier is asked a `Question` and answers where the person goes (`start`); later it is asked what came of it
(`fetch`), and it may send word of its own, read by its own `outcome_of`. It raises `Down` for everything that is not an
answer: no connection, no time, too many questions, an error over there, an answer that cannot be read, a key that is
not accepted. Then the check stays pending and the service is asked again; a verifier never guesses.

It is told no personal data: the person shows their papers to the service itself. What the service tells of them
(`Whom`) is compared with what was typed and forgotten.
"""

from typing import Literal, NamedTuple, Protocol

type Result = Literal["passed", "failed", "pending"]


class Down(Exception):  # an outcome, not a fault of ours
    """The service gave no answer. The text is a few words without personal data, such as `timeout`."""


class Question(NamedTuple):
    """`session` is our own id of the question, the same at every attempt; `return_url`: where the person comes back."""

    session: str
    return_url: str


class Started(NamedTuple):
    """The service's id of the question, and where the person goes now; empty: nowhere."""

    external_id: str
    url: str = ""


class Whom(NamedTuple):
    """Whom the service proved: a name, and a birth date such as `1979-08-02`, empty if it does not tell."""

    name: str
    born_on: str = ""


class Outcome(NamedTuple):
    """What came of a question.

    `reason` is a code of the service. `whom`: None if it does not tell. `final`: nothing else can come. `whole`: this
    is all the service says; False for a message that only tells that there is more to fetch. `url`: where the person
    may go (again).
    """

    result: Result
    reason: str = ""
    whom: Whom | None = None
    final: bool = True
    whole: bool = True
    url: str = ""


class Verifier(Protocol):
    """One service, or a person."""

    name: str
    # Does it need no other machine?
    works_offline: bool

    def start(self, question: Question) -> Started:
        """Put the question; asking twice with the same session is asking once. Raises `Down`."""

    def fetch(self, external_id: str) -> Outcome:
        """What came of it until now. Raises `Down`."""
