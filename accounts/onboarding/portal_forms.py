"""What is a company asked, and what is everybody asked about the intended use? The groups of the steps, in order."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.onboarding import fields
from accounts.onboarding.needs import UNDERTAKINGS
from accounts.onboarding.portal_countries import jurisdiction_choices
from accounts.onboarding.portal_fields import (
    Agreed,
    Countries,
    Country,
    Date,
    OneOf,
    Read,
    Several,
    Ticks,
    Ways,
    YesNo,
    long,
    short,
)
from accounts.onboarding.portal_groups import Group
from accounts.onboarding.words import LONGEST

METHODS = (
    ("card", _("Card")),
    ("direct_debit", _("Direct debit")),
    ("invoice", _("Invoice and bank transfer")),
    ("wallet", _("Wallet, such as PayPal")),
)


def today() -> date:
    """The date by which dates are judged."""
    return timezone.now().date()


def incorporated(day: str, month: str, year: str) -> str:
    """When a company was founded; not in the future."""
    return fields.incorporation_date(day, month, year, today=today())


class IdentityGroup(Group):
    """Which company is it?"""

    key = "identity"
    where = ("company",)
    title = _("The company")
    why = _("We look it up in its register, so please write it as it stands there.")

    legal_name = Read(fields.company_name, _("Registered name"), autocomplete="organization")
    jurisdiction = OneOf(jurisdiction_choices, _("Where it is registered"))
    legal_form = Read(short, _("Legal form"), _("For example GmbH, Ltd, Inc., or university."))
    register = Read(short, _("Register"), _("For example Amtsgericht Hamburg, or Companies House."))
    registration_number = Read(
        fields.registration_number, _("Register number"), _("For example HRB 184220."), beside="jurisdiction"
    )
    incorporated_on = Date(incorporated, _("Registered since"), _("For example 4 5 2021. The year alone is fine."))
    tax_id = Read(fields.tax_id, _("Tax or VAT number"), _("For example DE136695976."), beside="jurisdiction")
    lei = Read(fields.lei, _("LEI, if it has one"), _("20 letters and digits."))
    trading_names = Several(fields.company_name, _("Other names it uses"), _("One on each line, if there are any."))
    ultimate_parent = Read(
        fields.company_name, _("The company at the top of its group"), _("Leave this empty if it belongs to no group.")
    )
    listed_on = Read(short, _("Stock exchange"), _("If its shares are traded on one."))


class AddressGroup(Group):
    """An address, at any place in what was said."""

    lines = Read(partial(fields.paragraphs, longest=300), _("Street and number"), rows=2, autocomplete="off")
    postal_code = Read(partial(fields.plain, longest=20), _("Postal code"))
    city = Read(partial(fields.plain, longest=100), _("Town or city"))
    region = Read(partial(fields.plain, longest=100), _("State or region"), _("Where addresses there have one."))
    country = Country(_("Country"))


class RegisteredAddressGroup(AddressGroup):
    """Where the register says that it is."""

    key = "registered"
    where = ("company", "registered_address")
    title = _("Registered address")
    why = _("As it stands in the register.")


class MainAddressGroup(AddressGroup):
    """Where the company is run from."""

    key = "main"
    where = ("company", "main_address")
    title = _("Where the company is run from")
    why = _("Where its directors work. If that is the registered address, the country is enough.")


class ContactGroup(Group):
    """How is the company reached?"""

    key = "contact"
    where = ("company",)
    title = _("Website and contact")
    why = _("We compare the website with the company, and call only if something cannot be settled in writing.")

    website = Read(fields.website, _("Website"), _("For example www.harbour-analytics.example"), inputmode="url")
    no_website = Read(short, _("If there is none: why?"))
    email = Read(fields.email, _("E-mail of the company"), inputmode="email", autocomplete="email")
    phone = Read(
        fields.phone,
        _("Phone"),
        _("With its country, for example +49 40 123456."),
        beside="jurisdiction",
        inputmode="tel",
        autocomplete="tel",
    )


class PurposeGroup(Group):
    """What are the models wanted for?"""

    key = "purpose"
    where = ("use",)
    title = _("What you want to build")
    why = _("A reviewer reads this. Two or three sentences about your product and its users help most.")

    purpose = Read(long, _("Purpose"), _("What does it do, and for whom?"), rows=5)
    requests_per_day = Read(
        fields.requests_per_day,
        _("Requests a day"),
        _("A rough guess is enough, for example 40000."),
        empty=None,
        inputmode="numeric",
    )
    accounts = Read(
        fields.whole_number,
        _("Accounts you will need"),
        _("Usually one for each team or product."),
        empty=None,
        inputmode="numeric",
    )


class UsersGroup(Group):
    """Who uses it in the end?"""

    key = "users"
    where = ("use",)
    title = _("Who will use it")

    end_user_countries = Countries(
        _("Countries of the people who will use it"), _("With commas between them, for example Germany, Denmark, NL.")
    )
    resells = YesNo(
        _("Will you pass the models on to customers of your own?"),
        _("For example as a reseller, or when your customers get keys of their own."),
    )
    undertakings = Ticks(
        lambda: [(key, gettext(words)) for key, words in UNDERTAKINGS.items()],
        _("Then please confirm"),
        _("We ask every reseller for all of these."),
    )


class PaymentGroup(Group):
    """How will the customer pay?"""

    key = "payment"
    where = ("use", "payment")
    title = _("How you will pay")
    why = _("Only how, not the card itself: you enter that later, with our payment provider.")

    method = Ways(METHODS, _("Way of paying"))
    iban = Read(fields.iban, _("IBAN"), _("Needed for direct debit."))
    wallet = Read(short, _("Wallet"), _("Needed when you pay by wallet: which one, for example PayPal."))
    institution = Read(short, _("Bank or card issuer"))
    payer_name = Read(fields.company_name, _("In whose name"), _("If somebody else pays for you."))
    country = Country(_("Country of the bank"))


class SmallUsersGroup(Group):
    """What an individual is asked besides the purpose."""

    key = "users"
    where = ("use",)
    title = _("Who will use it")
    resells = YesNo(_("Will you pass the models on to customers of your own?"))
    undertakings = UsersGroup.base_fields["undertakings"]


class OwnersGroup(Group):
    """Is anybody left who should be named?"""

    key = "owners"
    title = _("Anybody else?")
    nobody_over_threshold = Agreed("")

    def __init__(self, *args: Any, **named: Any) -> None:
        share = named.pop("share", "25")
        super().__init__(*args, **named)
        self.fields["nobody_over_threshold"].label = format_lazy(
            _("Nobody else holds {share} % or more, directly or through others."), share=share
        )


class StatementGroup(Group):
    """Who confirms that all this is true?"""

    key = "statement"
    title = _("Your statement")
    why = _(
        "I am allowed to make this application, what it says is true as far as I know, and I will say when it changes."
    )
    statement_name = Read(
        fields.person_name, _("Your full name"), _("Writing it here is your signature."), autocomplete="name"
    )


class ContestForm(forms.Form):
    """What a rejected applicant writes against the answer."""

    text = forms.CharField(
        label=_("Why should we decide differently?"),
        help_text=_("In your own words. Only the people who look at it again read it; it is kept encrypted."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Write a few words, so that somebody can understand your case."),
            "max_length": _("This is too long: at most 4,000 characters are kept."),
        },
    )


COMPANY = (IdentityGroup, RegisteredAddressGroup, MainAddressGroup, ContactGroup)
USE = {
    "organisation": (PurposeGroup, UsersGroup, PaymentGroup),
    "individual": (PurposeGroup, SmallUsersGroup),
}
