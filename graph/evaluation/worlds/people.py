"""What are people and their mailboxes called?"""

from random import Random

FIRST = (
    "Mina Jonas Aiko Femi Lucia Piotr Sena Tomas Noura Erik Amara Luis Hana Owen Zeynep Ravi Clara Mateus Ines Oskar "
    "Leila Anton Grace Yusuf Marta Daniel Thuy Kofi Elena Hugo Priya Samuel Nadia Felix Ayla Bruno Chidi Dalia Emil "
    "Farah Gita Henrik Ivana Jamal Keiko Lars Maya Nils Olga Pablo Rosa Selim Tara Umar Vera Wim Ximena Yara Zoltan "
    "Adele Boris Carmen Dario Esther"
).split()
LAST = (
    "Okafor Lindqvist Tanaka Moreau Adeyemi Kowalski Demir Pereira Haddad Berg Mensah Ortiz Sato Price Yilmaz Nair "
    "Weiss Costa Duarte Holm Farah Novak Lin Rahman Nowak Reyes Pham Asante Petrova Keller Abbott Bianchi Castro "
    "Dvorak Eriksen Fischer Garza Hoang Ivanov Jansen Khan Larsen Marino Nakamura Olsen Popov Quist Rossi Silva "
    "Takeda Ueda Vargas Walsh Xu Yamada Zeman Aalto Brandt Conti Dupont Engel Ferrer Gupta Hansen Ito Jung Kaya Lopez"
).split()
PUBLIC_MAIL = ("gmail.com", "gmail.com", "gmail.com", "outlook.com", "yahoo.com", "gmx.de", "proton.me", "icloud.com")
DISPOSABLE_MAIL = (
    "mailinator.com",
    "yopmail.com",
    "guerrillamail.com",
    "sharklasers.com",
    "maildrop.cc",
    "trashmail.com",
)
_TAKEN = (
    "{first}.{last}{n}",
    "{first}{last}{n}",
    "{f}{last}{n}",
    "{last}.{first}{n}",
    "{first}{n}",
    "{first}_{last}{n}",
)


def full_name(rng: Random) -> str:
    """First and last name."""
    return f"{rng.choice(FIRST)} {rng.choice(LAST)}"


def mailbox(name: str, domain: str, rng: Random) -> str:
    """A mailbox as people make them from their name, numbered because the plain one was taken."""
    first, _, last = name.lower().partition(" ")
    local = rng.choice(_TAKEN).format(first=first, last=last, f=first[0], n=rng.randint(1, 9_999))
    return f"{local}@{domain}"


def private_domain(rng: Random) -> str:
    """A domain of one's own."""
    ending = rng.choice(("com", "net", "dev", "io", "org"))
    return f"{rng.choice(LAST).lower()}-{rng.choice(FIRST).lower()}{rng.randint(1, 99)}.{ending}"
