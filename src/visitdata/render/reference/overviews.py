"""The pages that list others: the closed lists by group, the formats, the codes by family."""

from collections.abc import Iterator
from typing import NamedTuple

from visitdata.render.reference.captions import DICTIONARY
from visitdata.render.reference.facts import Facts, Place

MAIN = (
    ("Classes", "index"),
    ("Words", "words/index"),
    ("Formats", "format/index"),
    (DICTIONARY, "dictionary"),
    ("Rules", "rules/index"),
)
"""The pages that every page leads to, by what they list."""


class Entry(NamedTuple):
    """Something that is listed."""

    name: str
    to: Place
    meaning: str
    note: str = ""


class Section(NamedTuple):
    """Things that are listed under one heading."""

    key: str
    title: str
    """Empty where the page has one section alone."""
    entries: tuple[Entry, ...]


class Overview(NamedTuple):
    """A page that lists others."""

    page: str
    title: str
    lead: str
    sections: tuple[Section, ...]


def all_of(facts: Facts) -> Iterator[Overview]:
    """All such pages, but for that of the classes, which is the first of the reference."""
    yield Overview(
        "words/index",
        "Closed lists of words",
        "Fields that know only certain words. A label beside such a field takes the source’s own words.",
        tuple(_words(facts)),
    )
    formats = (Entry(name, Place(f"format/{name}"), one.meaning) for name, one in facts.formats.items())
    yield Overview(
        "format/index",
        "Formats of text",
        "How the text in a field is written: dates, codes, addresses, each with its source.",
        (Section("formats", "", tuple(formats)),),
    )
    yield Overview(
        "rules/index",
        "Rules and other codes",
        "What visitdata check can find, why it matters, and how to mend it. Numbers are never reused.",
        tuple(_codes(facts)),
    )


def _words(facts: Facts) -> Iterator[Section]:
    """The groups that have closed lists."""
    for group in facts.groups:
        lists = [one for one in facts.words.values() if one.group == group.key]
        entries = (Entry(one.name, Place(f"words/{one.name}"), one.meaning) for one in lists)
        yield from [Section(group.key, group.title, tuple(entries))] if lists else []


def _codes(facts: Facts) -> Iterator[Section]:
    for family in facts.families:
        pages = [facts.codes[code].page for code in family.codes]
        entries = (Entry(page.code, Place(f"rules/{page.code}"), page.what, page.severity) for page in pages)
        yield Section(family.key, f"{family.key}: {family.title}", tuple(entries))
