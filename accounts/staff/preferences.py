"""How does a browser know what somebody chose? By two cookies, so that no page flashes in the wrong theme."""

from django.conf import settings
from django.http import HttpResponse

from accounts.staff.models import User

YEAR = 365 * 24 * 3600


def remember(answer: HttpResponse, user: User) -> HttpResponse:
    """Write into the answer's cookies what the person chose; `theme.js` and `keys.js` read and write the same."""
    for name, value in (("theme", user.theme), ("keys", "" if user.keys_enabled else "off")):
        if value:
            answer.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
        else:
            answer.delete_cookie(name, samesite="Lax")
    return answer
