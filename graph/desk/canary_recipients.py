"""Whose answers will hold a canary? One account's, or those of everybody in a network as it stands now."""

from accounts.parties.models import Account
from graph.networks.models import MemberRole, Network
from kycrisk.lib.errors import Refused


def recipients_of(account: str, pool: str) -> list[Account]:
    """The accounts of an account's or a network's id; nobody if neither is named.

    Raises `Refused`: 404 for an id that is unknown, 422 for both at once or a network without members.
    """
    if account and pool:
        raise Refused("Name an account or a pool, not both.", code="both_named", status=422)
    if account:
        return [_account(account)]
    return _members(pool) if pool else []


def _account(name: str) -> Account:
    found = Account.objects.filter(account=name, erased_at=None).first()
    if found is None:
        raise Refused(f"There is no account {name[:60]}.", code="unknown_account", status=422)
    return found


def _members(pool: str) -> list[Account]:
    network = Network.objects.filter(network=pool).first()
    if network is None:
        raise Refused(f"There is no network {pool}; name it by its id, such as net_….", code="unknown_pool", status=422)
    rows = network.memberships.filter(role=MemberRole.MEMBER).select_related("account").order_by("account_id")
    members = [row.account for row in rows if row.account.erased_at is None]
    if not members:
        raise Refused(f"{pool} has no members any more.", code="empty_pool", status=422)
    return members
