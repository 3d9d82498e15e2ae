"""What does an id look like in an address? Anything else leads nowhere, before a table is asked.

`<account:…>` is the provider's own id, `<id:…>` one of ours. Import this module where routes use them.
"""

from django.urls import register_converter
from django.urls.converters import StringConverter


class AccountConverter(StringConverter):
    """1 to 200 characters without spaces, slashes or control characters."""

    regex = r"[^\s/\x00-\x1f\x7f]{1,200}"


class PublicIdConverter(StringConverter):
    """`case_7Q2K…`: up to 40 letters, digits, dots, dashes and underscores (datasets bring their own)."""

    regex = r"[A-Za-z0-9_.:-]{1,40}"


register_converter(AccountConverter, "account")
register_converter(PublicIdConverter, "id")
