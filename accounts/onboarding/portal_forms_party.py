"""What is asked about a person or a company in the ownership tree, and about somebody who applies for themselves?"""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.onboarding import fields
from accounts.onboarding.claims import ClaimedStake, NamedParty
from accounts.onboarding.portal_fields import Country, Date, OneOf, Read, Ticks, short, told
from accounts.onboarding.portal_forms import AddressGroup, incorporated, today
from accounts.onboarding.portal_groups import Group
from accounts.onboarding.saving_parties import CHOSEN_ROLES, Bounds
from accounts.policy.querysets import current

ROLE_WORDS = {
    "director": _("Is a director, or leads the company"),
    "representative": _("Signs for the company here"),
    "control": _("Decides in the end, for example as chair or by contract"),
}
ROLES_IN_SHORT = {"director": _("director"), "representative": _("signs"), "control": _("decides")}
IDENTITY_TYPES = (
    ("passport", _("Passport")),
    ("identity_card", _("Identity card")),
    ("residence_permit", _("Residence permit")),
)


def born(day: str, month: str, year: str) -> str:
    """A birth date of somebody of an age to act."""
    return fields.birth_date(day, month, year, today=today(), numbers=current().numbers.onboarding)


def expires(day: str, month: str, year: str) -> str:
    """Until when a document is valid."""
    return fields.expiry_date(day, month, year, today=today())


class PersonGroup(Group):
    """Who is it?"""

    key = "person"
    title = _("The person")

    name = Read(fields.person_name, _("Full name, as in the passport"), _("In any script."))
    born_on = Date(born, _("Date of birth"), _("For example 27 3 1980"))
    country = Country(_("Nationality"), _("If there are several, the one of the passport."))


class YouGroup(Group):
    """Who applies for themselves?"""

    key = "person"
    title = _("About you")
    why = _("We compare this with your document. Only our review team sees it.")

    name = Read(fields.person_name, _("Full name, as in the passport"), _("In any script."), autocomplete="name")
    born_on = Date(born, _("Date of birth"), _("For example 27 3 1980"), autocomplete="bday")
    country = Country(_("Nationality"), _("If there are several, the one of the passport."))
    phone = Read(
        fields.phone,
        _("Phone"),
        _("With its country, for example +49 40 123456."),
        beside="country",
        inputmode="tel",
        autocomplete="tel",
    )


class PersonAddressGroup(AddressGroup):
    """Where does the person live?"""

    key = "address"
    where = ("address",)
    title = _("Home address")


class PaperGroup(Group):
    """Which document proves who it is?"""

    key = "paper"
    where = ("identity",)
    title = _("Identity document")
    why = _("The one you will photograph in the next step.")

    type = OneOf(lambda: IDENTITY_TYPES, _("Which document"))
    number = Read(fields.document_number, _("Number"), _("As printed."))
    issuer = Country(_("Issued by"))
    expires_on = Date(expires, _("Valid until"), _("For example 28 2 2031"))
    mrz = Read(
        lambda text: fields.paragraphs(text, 200),
        _("The two or three lines of signs at the bottom"),
        _("Optional. They look like P<DEUBRANDT<<JOERG<<<. With them we need to ask less."),
        rows=3,
    )


class PersonMoreGroup(Group):
    """What a person does in the company, and how we reach them."""

    key = "more"
    position = Read(short, _("Position"), _("For example managing director."))
    email = Read(fields.email, _("E-mail"), _("If we may write to this person."), inputmode="email")


class EntityGroup(Group):
    """Which company is it?"""

    key = "entity"
    title = _("The company")

    name = Read(fields.company_name, _("Registered name"))
    country = Country(_("Where it is registered"))
    registration_number = Read(fields.registration_number, _("Register number"), beside="country")
    main_country = Country(_("Where it is run from"), _("If that is another country."))
    listed_on = Read(short, _("Stock exchange"), _("If its shares are traded on one, its owners need not be named."))


class SourceGroup(Group):
    """Where is this known from?"""

    key = "source"
    source = Read(short, _("Where this is known from"), _("For example the shareholder list of May 2026."))
    as_of = Date(incorporated, _("As of"), _("The year, or month and year, is fine."))


class RolesForm(forms.Form):
    """What does this person do?"""

    roles = Ticks(list(ROLE_WORDS.items()), _("What this person does"))

    def __init__(self, roles: Any, sent: Any = None, *, prefix: str) -> None:
        chosen = [role for role in roles if role in CHOSEN_ROLES]
        super().__init__(data=sent, prefix=prefix, initial={"roles": chosen}, label_suffix="")


class ShareForm(forms.Form):
    """How much do they hold: exactly, between two shares, or is it not known?"""

    how = forms.ChoiceField(
        choices=[("exact", ""), ("range", ""), ("unknown", "")], required=False, widget=forms.RadioSelect
    )
    exact = forms.CharField(required=False)
    least = forms.CharField(required=False)
    most = forms.CharField(required=False)

    def __init__(
        self, stake: ClaimedStake, title: str, sent: Any = None, *, complaint: str = "", known: bool = True
    ) -> None:
        self.stake, self.title, self.complaint = stake, title, complaint
        prefix = f"{stake.owner}-of-{stake.owned or 'us'}"
        super().__init__(data=sent, prefix=prefix, initial=_shown(stake, known=known), label_suffix="")

    def clean(self) -> None:
        """Only what was chosen is read."""
        readers = {"exact": self._exact, "range": self._range}
        how = self.cleaned_data.get("how") or ("exact" if self.cleaned_data.get("exact") else "unknown")
        try:
            self.cleaned_data["bounds"] = readers.get(how, lambda: (None, None))()
        except ValueError as error:
            self.add_error("least" if how == "range" else "exact", told(error))

    @property
    def bounds(self) -> Bounds | None:
        """From and to, both None when it is not known; None while it cannot be read."""
        self.is_valid()
        found: Bounds | None = self.cleaned_data.get("bounds")
        return found

    def _exact(self) -> tuple[Decimal | None, Decimal | None]:
        text = self.cleaned_data["exact"][:40]
        return (fields.share(text),) * 2 if text.strip() else (None, None)

    def _range(self) -> tuple[Decimal | None, Decimal | None]:
        least, most = self.cleaned_data["least"][:40], self.cleaned_data["most"][:40]
        return fields.share_range(least, most) if (least + most).strip() else (None, None)


def plain_number(share: Decimal | None) -> str:
    """33.3, 60: a share without zeros that say nothing."""
    return "" if share is None else f"{share.normalize():f}"


def groups_of(party: NamedParty) -> tuple[type[Group], ...]:
    """What is asked about a party in the tree; papers only of whoever signs."""
    if party.kind == "entity":
        return (EntityGroup, SourceGroup)
    papers = (PaperGroup,) if "representative" in party.roles else ()
    return (PersonGroup, PersonAddressGroup, PersonMoreGroup, *papers)


YOU = (YouGroup, PersonAddressGroup, PaperGroup)


def _shown(stake: ClaimedStake, *, known: bool) -> dict[str, str]:
    if stake.share_min is None and stake.share_max is None:
        return {"how": "unknown" if known else ""}
    if stake.exact:
        return {"how": "exact", "exact": plain_number(stake.share_min)}
    return {"how": "range", "least": plain_number(stake.share_min), "most": plain_number(stake.share_max)}
