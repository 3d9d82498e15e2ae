"""What do programmers ask, and what do they paste? Questions, and snippets of four languages with invented names."""

from random import Random

from graph.evaluation.worlds.texts.frames import combined, frames, listed, merged, one_of, told
from graph.evaluation.worlds.texts.stories import story
from graph.evaluation.worlds.texts.vocabulary import ENGLISH

_PARTS = {
    "verb": listed(
        """
        load, merge, parse, render, fetch, count, filter, sort, split, map, send, read, write, group, match, build
        encode, decode, flush, retry, resolve, assign, collect, validate, scale, trim, rotate, sum, index, publish
        """
    ),
    "object": listed(
        """
        order, user, row, page, token, image, rate, invoice, event, node, path, basket, seat, ticket, price, batch
        offset, queue, report, sensor, route, tile, score, label, cursor, header, stock, booking, chunk, layer, parcel
        """
    ),
    "kindly": listed("slow, wrong, empty, odd, late, twice as big, out of order, off by one, missing, truncated"),
}
CODE = merged(
    ENGLISH,
    _PARTS,
    {
        "call": combined(
            "{verb}_{object}\n{verb}_{object}s\n{verb}_{field}\n{verb}_{object}_{field}", merged(ENGLISH, _PARTS), 4096
        ),
        "var": combined("{object}\n{object}s\n{field}\n{object}_{field}\nold_{object}", merged(ENGLISH, _PARTS), 1024),
    },
)
"""Everyday words and names of functions (`call`) and variables (`var`)."""

_SHORT = frames(
    """
    {Tool}: {call} gives {fault}, why?
    How do I {verb} a {object} in {tool}?
    regex for {field} like {n}-{first}
    {tool} or {tool} for {n} {object}s a second?
    Why is {call} {kindly} after {call}?
    SQL: {field} per {field}, only {year}
    Rename {var} to {var} in a {tool} project
    What does {call}({var}) return if {var} is None?
    {Fault} in {tool} since version {digit}
    git: undo {few} commits but keep {call}
    Unit test for {call}, edge cases please
    One line that can {verb} {object}s by {field}
    Shell command to {verb} {n} files by {field}
    Explain {fault} to a {tool} beginner
    """,
    CODE,
)
_LINES = frames(
    """
    {var} = {call}({var}, {var})
    for {var} in {call}({var}):
    if {var} > {n} and {var}: {var} = {call}({var})
    return {call}({var})[{digit}:]
    self.{var}.{call}({var}={n})
    print({var}, {call}({var}))
    try: {call}({var}) except ValueError: {var} = None
    assert {call}({digit}) == {n}, {var}
    {var}.append({call}({var}))
    with {call}({var}) as {var}:
    const {var} = await {call}({var});
    SELECT {field}, {call}({field}) FROM {object}s WHERE {field} > {n}
    GROUP BY {field}, {field} ORDER BY {var}
    let {var}: Vec<{object}> = {call}(&{var})?;
    # {first}: {var} must be {adjective} before {call}
    while {var} < {call}({n}): {var} += {digit}
    """,
    CODE,
)
_ASKED = frames(
    """
    This {tool} {call} gives {fault}: {first} tried to {verb} {object}s.
    Why is {var} {kindly} after {call}?
    {Call} worked until {when}, {who} sees {fault}.
    Review {call} before {who} merges {var}:
    Please make {call} faster for {who}, {object}s pile up.
    Convert {call} to {tool}, {adjective} {object}s included:
    Explain {call} and {var} to {who}.
    {Fault} in {call}, {where} or in {var}?
    Add types to {call}, test {var}.
    """,
    CODE,
)
TASK = frames(
    """
    a function {call} for {adjective} {object}s with {field} and {var}, returning {few} {var}
    a class that can {verb} {object}s, {verb} {var} and report {fault} {when}
    a parser {call} for {object} lines, {field}, {field}, optionally {var}
    a {tool} script to {verb} the {field} of {adjective} {object}s from {city}
    {call}, which must {verb} {object}s into {few} {adjective} {noun}s by {field}
    a scheduler to {verb} and {verb} {object}s before {var} gets {kindly}
    """,
    CODE,
)
"""What a program should do, as half a sentence."""


def snippet(rng: Random, lines: int) -> str:
    """So many lines of code, indented as it comes."""
    return "\n".join([" " * (4 * int(rng.random() * 3)) + one_of(_LINES, rng) for _ in range(lines)])


def task(rng: Random) -> str:
    """What a program should do, in one clause of about twenty words."""
    return one_of(TASK, rng)


def short_coding(rng: Random) -> str:
    """A programmer's question of one line."""
    return one_of(_SHORT, rng)


def coding(rng: Random) -> str:
    """Code with a question: 40 to 160 words."""
    asked = told(_ASKED, 1 + int(rng.random() * 2), rng)
    told_too = story(rng, 1) if rng.random() < 0.2 else ""
    return f"{asked} {told_too}\n{snippet(rng, 5 + int(rng.random() * 14))}"
