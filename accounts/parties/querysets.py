"""Which parties does a reader want, and who hangs on whom?"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, models
from django.db.models import Func, Value
from django.db.models.functions import Lower, Upper

from accounts.parties.contact import CONTEXT, Contact
from kycrisk.lib.vault import unseal

if TYPE_CHECKING:
    from accounts.parties.models import Account, LegalEntity  # noqa: F401  # named in the bases below

BELOW = """
WITH RECURSIVE below (id) AS (
    SELECT unnest(%s::bigint[])
    UNION
    SELECT stake.owned_id FROM parties_stake AS stake JOIN below ON stake.owner_entity_id = below.id
)
SELECT account.account FROM parties_account AS account JOIN below ON account.legal_entity_id = below.id
ORDER BY account.account
"""


def without_layout(text: Any) -> Lower:
    """A text without punctuation and case, as the database sees it."""
    between = (Value("[^[:alnum:]]+"), Value(" "), Value("g"))
    return Lower(Func(text, *between, function="regexp_replace", output_field=models.CharField()))


# An address as words: an index is built over exactly this expression.
AS_WRITTEN = without_layout("registered_address")


# A number of a register without layout and case: an index is built over exactly this expression.
AS_COPIED = Upper(
    Func(
        "registration_number",
        Value("[^[:alnum:]]"),
        Value(""),
        Value("g"),
        function="regexp_replace",
        output_field=models.CharField(),
    )
)


class LegalEntityQuerySet(models.QuerySet["LegalEntity"]):
    """Companies and other organisations."""

    def called(self, name: str) -> "LegalEntityQuerySet":
        """Those whose name has words like these, the most similar first."""
        alike = self.filter(name__trigram_word_similar=name)
        return alike.order_by(TrigramWordSimilarity(name, "name").desc(), "name", "pk")

    def registered_as(self, text: str) -> "LegalEntityQuerySet":
        """Those with this number in a register, however it is laid out, or this LEI."""
        number = "".join(letter for letter in text if letter.isalnum()).upper()
        if not number:
            return self.none()
        by_number = self.exclude(registration_number="").alias(number=AS_COPIED).filter(number=number)
        return by_number | self.exclude(lei="").alias(number=AS_COPIED).filter(lei=number)

    def registered_at(self, address: str) -> "LegalEntityQuerySet":
        """Those whose registered address has the same words in the same order."""
        return self.exclude(registered_address="").alias(place=AS_WRITTEN).filter(place=without_layout(Value(address)))


class AccountQuerySet(models.QuerySet["Account"]):
    """Customer accounts."""

    def named(self, names: Iterable[str]) -> "AccountQuerySet":
        """Those with these ids of the provider."""
        return self.filter(account__in=list(names))


def contact_of(account: "Account") -> Contact:
    """An account's contact, readable: for machines that compare. People ask `actions.reveal_contact`.

    Empty where nobody said, or after erasure.
    """
    if account.sealed is None or account.wrapped_key is None:
        return Contact()
    return Contact.from_text(unseal(bytes(account.wrapped_key), bytes(account.sealed), context=CONTEXT))


def contacts_of(accounts: Iterable["Account"]) -> Mapping[int, Contact]:
    """The same for many, by primary key."""
    return {account.pk: contact_of(account) for account in accounts}


def accounts_under(entities: Iterable[int]) -> list[str]:
    """The accounts of these legal entities and of everything they own through chains, rings included."""
    with connection.cursor() as cursor:
        cursor.execute(BELOW, [list(entities)])
        return [name for (name,) in cursor.fetchall()]
