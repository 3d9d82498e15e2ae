"""What of canaries goes when it is old, or with an account?"""

from datetime import datetime

from accounts.parties.models import Account
from graph.canaries.models import Canary, Minting, Recipient, Spotting


def forget_account(account: Account) -> None:
    """Forget where an account showed canaries, and the words that it alone was given; in the caller's transaction."""
    Spotting.objects.filter(account=account).delete()
    alone = Minting.objects.filter(recipients__account=account, pool="")
    Canary.objects.filter(minting__in=alone).update(sealed=None, words_mark=None)
    alone.update(wrapped_key=None)
    Recipient.objects.filter(account=account).delete()


def forget_before(moment: datetime) -> int:
    """Destroy the words of canaries made before a moment; how many. What came back is still known."""
    old = Minting.objects.filter(minted_at__lt=moment, wrapped_key__isnull=False)
    keys = list(old.values_list("pk", flat=True))
    count = Canary.objects.filter(minting__in=keys, sealed__isnull=False).update(sealed=None, words_mark=None)
    Minting.objects.filter(pk__in=keys).update(wrapped_key=None)
    Canary.objects.filter(minting__in=keys, spottings=None).delete()
    return count
