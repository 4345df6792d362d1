"""One visit as a page: who came and who received them, the program drawn and told, what was said and agreed, what the
sources disagree on, and the sources with the words that are quoted from them."""

import unicodedata
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any, NamedTuple

from visitdata.model import Statement, Step, Visit
from visitdata.model.edtf import EDTF
from visitdata.render import html, people, titles
from visitdata.render.anchors import Leads, once
from visitdata.render.contested import contested
from visitdata.render.labels import Labels, english
from visitdata.render.lines import Entry, Run
from visitdata.render.people import Column
from visitdata.render.readings import Readings, id_of
from visitdata.render.sections import Section, Sections
from visitdata.render.timeline import draw

STYLES = ("timeline.css", "visit.css")
"""The style sheets that a page needs beside the theme."""


class Told(NamedTuple):
    """What a page tells of a visit, in its order."""

    anchor: str
    """The anchor of the visit itself."""
    called: str
    """What the visit is called where one name of it must do."""
    title: Run
    original: Run | None
    """The title as the document has it, where the reader sees a translation."""
    who: str
    dates: Run | None
    badges: tuple[Run, ...]
    """The grade, in the source's words too, and the status."""
    marks: tuple[Run, ...]
    head: tuple[Entry, ...]
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    leads: Leads


def html_of(
    visit: Visit, labels: Labels | None = None, *, json_href: str | None = None,
    visits: Mapping[str, str] | None = None, template: str = "visit.html", more: Mapping[str, Any] | None = None,
) -> str:  # fmt: skip
    """A visit as a whole page, which fetches nothing.

    `json_href` is the address of its document, `visits` those of the pages of other visits by their ids. A `template`
    that extends ``visit.html`` may add to it, with `more` facts. Raises `MissingExtra` where Jinja is not installed.
    """
    facts = _facts(visit, labels or english(), visits or {}, json_href)
    return html.page(template, {**facts, **(more or {})}, styles=STYLES)


def _facts(visit: Visit, labels: Labels, visits: Mapping[str, str], json_href: str | None) -> dict[str, Any]:
    told = tell(visit, labels, visits)
    return {
        "labels": labels,
        "told": told,
        "json_href": json_href,
        "timeline": draw(visit, labels),
        "href": told.leads.of,
        "groups": groups,
        "is_isolated": _Isolation(labels).of,
        "is_day": lambda date: EDTF(date).is_day,
    }


def tell(visit: Visit, labels: Labels, visits: Mapping[str, str]) -> Told:
    """What is told of a visit, each anchor once; `visits` are the addresses of the pages of others."""
    sections = Sections(Readings(visit, labels, written_out=True))
    lines, seen = contested(sections), {visit.id}
    who, led = titles.who(sections.readings), titles.led(sections.readings)
    facts = [*lines.pop(id_of(visit), ()), *sections.head().inside]
    original = next((fact.head[-1] for fact in facts if fact.field == "title"), None)
    facts = sorted((fact for fact in facts if fact.field != "title"), key=lambda fact: fact.field == "id")
    head = once(facts, seen)

    def settled(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return once(_marked(entries, lines), seen)

    columns = tuple(
        Column(side, settled(parties), settled(delegations), settled(persons), order)
        for side, parties, delegations, persons, order in people.columns(sections)
    )
    rest = tuple(part._replace(entries=settled(part.entries)) for part in sections if part.name not in people.NAMES)
    return Told(
        visit.id, titles.called(sections.readings).text, titles.title_of(visit, labels) or Run(led), original, who,
        next(sections.dates(), None), tuple(sections.words()),
        tuple(sections.entries.marks(visit)), head, columns, rest, Leads(frozenset(seen), visits),
    )  # fmt: skip


def _marked(entries: Iterable[Entry], lines: MutableMapping[int, tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """Entries with the lines of their records on which accounts differ, which come first below them; what has such
    lines flows no more. Lines that are told are taken out: a record that is listed again does not repeat them."""
    return tuple(_with_lines(entry, lines) for entry in entries)


def _with_lines(entry: Entry, lines: MutableMapping[int, tuple[Entry, ...]]) -> Entry:
    own = lines.pop(id_of(entry.node), ()) if entry.node is not None else ()
    inside = _marked(entry.inside, lines)
    return entry._replace(inside=(*own, *inside), flows=entry.flows and not any(one.inside for one in inside))


def groups(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """What is told below an entry, that of one kind together: facts, steps, statements, and quotes."""
    found: dict[str, list[Entry]] = {"facts": [], "steps": [], "statements": [], "quotes": []}
    for entry in entries:
        found[_group(entry)].append(entry)
    return [(name, members) for name, members in found.items() if members]


def _group(entry: Entry) -> str:
    if isinstance(entry.node, Step):
        return "steps"
    if isinstance(entry.node, Statement):
        return "statements"
    return "quotes" if entry.node is None and (entry.anchor or "").startswith("Q") else "facts"


class _Isolation:
    """Which texts are set off from their surroundings, because they run the other way than the page."""

    def __init__(self, labels: Labels) -> None:
        self.other = ("L",) if labels.direction == "rtl" else ("R", "AL")

    def of(self, text: str) -> bool:
        if text.isascii() and "L" not in self.other:
            return False
        return any(unicodedata.bidirectional(char) in self.other for char in text)
