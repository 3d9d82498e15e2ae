"""What is to be done about sketch keys? Their ages in, sentences for whoever runs the installation out. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from accounts.policy.detection import Sketching

SETTING = "KYCRISK_SKETCH_KEYS"


def advice(named: Sequence[str], introduced: Mapping[str, datetime], now: datetime, numbers: Sketching) -> list[str]:
    """What to change, most urgent first; empty when all is well.

    `named`: ids in the order of the setting, newest first. `introduced`: when each was first used; a key that nobody
    has used yet is missing.
    """
    newest, *older = named
    since = introduced.get(newest)
    said = []
    if since and any(introduced[key] > since for key in older if key in introduced):
        said.append(f"{SETTING} names an older sketch key first; write the newest first.")
    elif since and now - since > timedelta(days=numbers.key_days):
        said.append(
            f"Sketch key {newest} has been in use since {since:%Y-%m-%d}, longer than {numbers.key_days} days; put a "
            f"new one before it in {SETTING}."
        )
    if older and since:
        said.append(_about_the_one_before(older[0], since + timedelta(days=numbers.overlap_days), now))
    if older[1:]:
        said.append(f"Prompts are sketched under two keys; take {', '.join(older[1:])} out of {SETTING}.")
    return [sentence for sentence in said if sentence]


def _about_the_one_before(key: str, until: datetime, now: datetime) -> str:
    if now < until:
        return f"Sketch key {key} stays in {SETTING} until {until:%Y-%m-%d}, so that families are known again."
    return f"Sketch key {key} is no longer needed; take it out of {SETTING} and destroy it."
