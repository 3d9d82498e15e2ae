"""Which parties does a reader want, and who hangs on whom?"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import connection, models

from accounts.parties.contact import CONTEXT, Contact
from kycrisk.lib.vault import unseal

if TYPE_CHECKING:
    from accounts.parties.models import Account  # named in the base below

BELOW = """
WITH RECURSIVE below (id) AS (
    SELECT unnest(%s::bigint[])
    UNION
    SELECT stake.owned_id FROM parties_stake AS stake JOIN below ON stake.owner_entity_id = below.id
)
SELECT account.account FROM parties_account AS account JOIN below ON account.legal_entity_id = below.id
ORDER BY account.account
"""


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
