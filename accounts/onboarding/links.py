"""Which link lets an applicant in? A token only we can make, of which the database keeps only a hash.

The token is an HMAC-SHA256 (RFC 2104) of the link's number under the secret key: 256 bits nobody can guess, and whoever
writes a letter or answers a call can make it again, so no copy of it is stored. Should the secret key change, links
already sent keep working (their hashes are looked up).
"""

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Q, QuerySet

from accounts.onboarding.models import ApplicationLink

PATHS = {"portal": "/apply/{}/", "email": "/apply/confirm/{}/", "domain": "/.well-known/kycrisk-{}.txt"}


def new_link(link: ApplicationLink) -> str:
    """Save the link with the hash of its token; answers the address to send."""
    link.save(force_insert=True)
    link.token_hash = hash_of(token_of(link))
    link.save(update_fields=["token_hash"])
    return address_of(link)


def token_of(link: ApplicationLink) -> str:
    """43 characters that fit into an address."""
    key = hashlib.sha256(b"application link" + settings.SECRET_KEY.encode()).digest()
    digest = hmac.digest(key, link.pk.to_bytes(8) + link.purpose.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def address_of(link: ApplicationLink) -> str:
    """Where the link leads: an absolute address."""
    return urljoin(settings.PUBLIC_URL, PATHS[link.purpose].format(token_of(link)))


def hash_of(token: str) -> bytes:
    """What is kept of a token and looked up: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).digest()


def found_by(token: str, purpose: str) -> ApplicationLink | None:
    """The link with this token, however it stands now; None for what we never made."""
    links = ApplicationLink.objects.filter(token_hash=hash_of(token), purpose=purpose)
    return links.select_related("application").first()


def live(now: datetime) -> Q:
    """Links that still let somebody in."""
    return Q(revoked_at__isnull=True, expires_at__gt=now)


def live_links(application_id: int, now: datetime) -> "QuerySet[ApplicationLink]":
    """The portal links of an application that still work, newest first."""
    return ApplicationLink.objects.filter(live(now), application=application_id, purpose="portal").order_by("-id")
