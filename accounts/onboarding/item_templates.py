"""What is usually asked for, ready to be sent or changed? Each with what answers it: a document, or words.

Pure. Sentences wait to be said in the applicant's language; `%(company)s` and `%(who)s` are filled in then.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from kycrisk.lib.wording import gettext_noop


class Template(NamedTuple):
    """A question: its key, what reviewers call it, the kind of document that answers it (empty: words), its text."""

    key: str
    label: str
    document_kind: str
    text: str


TEMPLATES: Final = (
    Template(
        "shareholder_list",
        "Shareholder list",
        "shareholder_list",
        gettext_noop(
            "Please upload the latest shareholder list of %(company)s filed with the register. We need it to know who "
            "holds how much."
        ),
    ),
    Template(
        "register_extract",
        "Register extract",
        "register_extract",
        gettext_noop(
            "Please upload an extract from the register about %(company)s that is not older than three months."
        ),
    ),
    Template(
        "identity",
        "Identity document",
        "passport",
        gettext_noop(
            "Please upload the passport, identity card or residence permit of %(who)s; of a card, both sides in one "
            "file."
        ),
    ),
    Template(
        "authority",
        "Authority to sign",
        "authority",
        gettext_noop("Please upload a document that shows that %(who)s may sign for %(company)s."),
    ),
    Template(
        "proof_of_address",
        "Proof of address",
        "proof_of_address",
        gettext_noop("Please upload a bill or letter of the last three months that shows the address of %(who)s."),
    ),
    Template(
        "tax_certificate",
        "Tax certificate",
        "tax_certificate",
        gettext_noop("Please upload a certificate of the tax office with the tax number of %(company)s."),
    ),
    Template(
        "owners",
        "Who holds the rest",
        "",
        gettext_noop(
            "Please tell us who holds the shares of %(company)s that you did not name, and how much each holds."
        ),
    ),
    Template(
        "difference",
        "Why something differs",
        "",
        gettext_noop(
            "What you wrote and what the register says are not the same. Please tell us which is right, and why."
        ),
    ),
    Template(
        "purpose",
        "What it is for",
        "",
        gettext_noop(
            "Please describe in a few sentences what you build, for whom, and why you expect so many requests."
        ),
    ),
    Template("enrolment", "Proof of enrolment", "enrolment", gettext_noop("Please upload a proof of enrolment.")),
    Template("research", "Proof of research", "research", gettext_noop("Please upload a proof of your research.")),
    Template("funding", "Proof of funding", "funding", gettext_noop("Please upload a proof of your funding.")),
    Template(
        "resale_terms",
        "Terms for end users",
        "resale_terms",
        gettext_noop("Please upload the terms that your own customers agree to."),
    ),
    Template("other", "Something else", "", ""),
)
BY_KEY: Final = {template.key: template for template in TEMPLATES}


def suggested(missing: Iterable[str], *, share_decides: bool) -> Template:
    """What to ask first: the share that decides, then the first thing that a tier misses (keys of its needs)."""
    if share_decides:
        return BY_KEY["shareholder_list"]
    for key in missing:
        about = key.removeprefix("document.").split("|")[0]
        for template in TEMPLATES:
            if template.document_kind and template.document_kind == about:
                return template
    return BY_KEY["difference"]
