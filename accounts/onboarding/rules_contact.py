"""Does the applicant read mail where they say, and is the website theirs? Pure.

A free mailbox and a company without a website are common among the honest: neither proves or contradicts anything.
"""

from accounts.onboarding.check_facts import Facts, Finding
from kycrisk.lib.domains import host_of, is_disposable, is_public, private_domain, registrable_domain


def email_control(facts: Facts) -> Finding:
    """Did somebody who reads mail at the applicant's own address confirm it by our link?"""
    if not facts.emails:
        return Finding("unclear", "No e-mail address is known.")
    email = facts.emails[0]
    evidence = {"at": _host(email)}
    if is_disposable(_host(email)):
        return Finding("failed", "The e-mail address is of a service for mailboxes that are thrown away.", evidence)
    if done := facts.confirmed.get(email):
        evidence |= {"confirmed": done.at.date().isoformat()}
        return Finding("passed", f"The e-mail address was confirmed on {done.at:%Y-%m-%d}.", evidence)
    if sent := facts.asked.get(email):
        return Finding(
            "pending", f"A link was sent on {sent:%Y-%m-%d}; nobody has confirmed the address yet.", evidence
        )
    return Finding("pending", "The e-mail address is not confirmed yet; no link that still works was sent.", evidence)


def domain_control(facts: Facts) -> Finding:
    """Did the applicant confirm an address at the website's domain, or put our file on the website?"""
    domain = own_domain(facts)
    if not domain:
        return Finding("unclear", "No website or mailbox at a domain of the applicant's own was named.")
    evidence = {"domain": domain}
    for email, done in facts.confirmed.items():
        if domain_of_email(email) == domain:
            evidence |= {"by": "email", "confirmed": done.at.date().isoformat()}
            return Finding("passed", f"An address at {domain} was confirmed on {done.at:%Y-%m-%d}.", evidence)
    if facts.domain_file:
        evidence |= {"by": "file", "confirmed": facts.domain_file.at.date().isoformat()}
        return Finding("passed", f"Our file stood at {domain} on {facts.domain_file.at:%Y-%m-%d}.", evidence)
    return Finding("pending", f"Control of {domain} was not shown yet.", evidence)


def email_domain(facts: Facts) -> Finding | None:
    """Do the company's mail and its website belong to one domain?"""
    if facts.claims.kind == "individual" or not facts.emails:
        return None
    mail, site = _host(facts.emails[0]), website_domain(facts.claims.answers.company.website)
    evidence = {"mail": mail, "website": site}
    if not site:
        return Finding(
            "unclear", "There is no website of the company's own to compare the e-mail address with.", evidence
        )
    if private_domain(mail) == site:
        return Finding("passed", f"Mail and website are both at {site}.", evidence)
    if is_public(registrable_domain(mail) or mail):
        free = "A free mailbox: common among small companies, neither for nor against them."
        return Finding("unclear", free, evidence)
    return Finding("unclear", f"Mail is at {mail}, the website at {site}: whose is the other?", evidence)


def own_domain(facts: Facts) -> str:
    """The domain whose control is to be shown: the website's, or that of the mailbox where there is no website."""
    site = website_domain(facts.claims.answers.company.website)
    if site or facts.claims.answers.company.website:
        return site
    return next((domain for email in facts.emails if (domain := domain_of_email(email))), "")


def website_domain(website: str) -> str:
    """The registrable domain of a website if it is one owner's own; empty if anybody can have a page there."""
    host = host_of(website)
    return (private_domain(host) or "") if host else ""


def domain_of_email(email: str) -> str:
    """The domain of a mailbox if it is one owner's own; empty for a public provider."""
    return private_domain(_host(email)) or ""


def _host(email: str) -> str:
    return email.rpartition("@")[2]
