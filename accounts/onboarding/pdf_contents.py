"""What can a PDF do besides show pages? Every object in it is looked at, once, whether a page leads there or not.

Objects are taken from the cross-reference tables and the object streams one by one, so that rings cannot trap the walk
and nothing hides behind a name tree. What is found is told by its worst, in the words of `refusals`.
"""

import io
from collections.abc import Iterator
from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NullObject, StreamObject

from accounts.onboarding.drawn import NotTaken
from accounts.policy.defaults import Files

# ISO 32000-2: actions (12.6.4), annotations (12.5.6), embedded files (7.11.4), forms (12.7).
ACTIONS: Final = {
    "/JavaScript": "script",
    "/Launch": "starts_programs",
    "/SubmitForm": "sends",
    "/ImportData": "sends",
    "/GoToR": "other_files",
    "/GoToE": "attachment",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMediaExecute": "media",
    "/GoTo3DView": "media",
}
ANNOTATIONS: Final = {
    "/FileAttachment": "attachment",
    "/RichMedia": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/Screen": "media",
    "/3D": "media",
}
KEYS: Final = {"/JS": "script", "/JavaScript": "script", "/XFA": "living_form", "/AA": "acts", "/EF": "attachment"}
WORST_FIRST: Final = (
    "script",
    "starts_programs",
    "attachment",
    "living_form",
    "media",
    "sends",
    "other_files",
    "acts",
    "too_many_pixels",
)


def refuse_what_acts(raw: bytes, limits: Files) -> None:
    """Raises `NotTaken` for a PDF that is locked or holds anything but pages, links and fields."""
    reader = PdfReader(io.BytesIO(raw), strict=False)
    if reader.is_encrypted:
        raise NotTaken("encrypted")
    found = {code for entry in _dictionaries(reader) for code in _acts_in(entry, limits)}
    for code in WORST_FIRST:
        if code in found:
            raise NotTaken(code)


def _objects(reader: PdfReader) -> Iterator[Any]:
    yield reader.trailer
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    for number, generation in sorted(numbers):
        if generation < 65_535:  # the head of the list of free objects
            yield reader.get_object(IndirectObject(number, generation, reader))


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    for found in _objects(reader):
        waiting = [found]
        while waiting:
            one = waiting.pop()
            if isinstance(one, DictionaryObject):
                yield one
                waiting.extend(dict.values(one))
            elif isinstance(one, ArrayObject):
                waiting.extend(list.__iter__(one))


def _acts_in(entry: DictionaryObject, limits: Files) -> Iterator[str]:
    yield from (KEYS[key] for key in entry if key in KEYS and _is_something(entry[key]))
    yield from (
        words[name]
        for key, words in (("/S", ACTIONS), ("/Subtype", ANNOTATIONS))
        if (name := _name(entry, key)) in words
    )
    if _name(entry, "/Type") == "/EmbeddedFile":
        yield "attachment"
    if _begins_with_an_act(entry):
        yield "acts"
    if isinstance(entry, StreamObject):
        yield from _acts_of_stream(entry, limits)


def _acts_of_stream(entry: StreamObject, limits: Files) -> Iterator[str]:
    if "/F" in entry:  # its bytes are in another file
        yield "other_files"
    if (
        _name(entry, "/Subtype") == "/Image"
        and _number(entry, "/Width") * _number(entry, "/Height") > limits.most_pixels
    ):
        yield "too_many_pixels"


def _begins_with_an_act(entry: DictionaryObject) -> bool:
    """To open at a place of its own is harmless, and what many programs write."""
    opening = entry.get("/OpenAction")
    opening = opening.get_object() if isinstance(opening, IndirectObject) else opening
    return isinstance(opening, DictionaryObject) and _name(opening, "/S") != "/GoTo"


def _is_something(value: Any) -> bool:
    value = value.get_object() if isinstance(value, IndirectObject) else value
    if isinstance(value, StreamObject):
        return True
    return not isinstance(value, NullObject) and value not in (None, {}, [], "")


def _name(entry: DictionaryObject, key: str) -> str:
    value = entry.get(key)
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return str(value) if isinstance(value, NameObject) else ""


def _number(entry: DictionaryObject, key: str) -> int:
    value = entry.get(key)
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return int(value) if isinstance(value, int | float) else 0
