"""One visit, readable in a terminal: who visits whom, the program as a timeline, what was said and agreed, what the
sources disagree on, and the sources with the words that are quoted from them."""

from collections.abc import Iterator

from visitdata.model import Visit
from visitdata.model.parties import PartyRole
from visitdata.model.sources import Claim, Source
from visitdata.render.dates import in_words
from visitdata.render.entries import Entries
from visitdata.render.lines import Entry, Run, lay_out
from visitdata.render.readings import Readings, quoted, shown, spaced

WIDTH = 100
"""How many columns the lines may take where no terminal says it."""

_SECTIONS = (
    "parties", "delegations", "people", "program", "periods", "statements", "outcomes", "documents", "events",
    "arrangements", "relations", "history", "related", "topics", "places", "organizations", "claims", "sources",
    "waivers",
)  # fmt: skip

_DOCUMENT = ("schema_version", "schema", "language", "record")
"""Fields that speak of the document, not of the visit."""

_TITLES = {"related": "Related visits", "claims": "What the sources disagree on"}

_LEDE = frozenset({"title", "grade", "grade_label", "status", "start", "end", "citations", "program_order"})
"""Fields of the visit that its first lines tell."""


def render(visit: Visit, width: int | None = None, *, color: bool = False) -> Iterator[str]:
    """The lines of a visit, wrapped to so many columns (100 where none are given). With color, what matters is set
    off with the escapes of an ANSI terminal; nothing in the document can act on one."""
    width = width or WIDTH
    readings = Readings(visit)
    entries = Entries(readings, visit.activities())
    yield from lay_out(_lede(visit, entries), width, color=color)
    for name in _SECTIONS:
        yield from _titled(_TITLES.get(name, name.capitalize()), _section(visit, name, entries), width, color)
    others = set(Visit.__fields__) - set(_DOCUMENT)
    yield from _titled("This document", entries.details(visit, others), width, color)


def _titled(title: str, entries: Iterator[Entry], width: int, color: bool) -> Iterator[str]:
    """The lines of a section; none where nothing stands in it."""
    inside = tuple(entries)
    if inside:
        yield ""
        yield from lay_out([Entry((Run(title, "bold"),), inside)], width, color=color)


def _lede(visit: Visit, entries: Entries) -> Iterator[Entry]:
    if visit.title is not None:
        yield Entry((Run(shown(visit.title), "bold"),))
    facts = [_dates(visit)] if visit.start or visit.end else []
    facts += [spaced(visit.grade.value)] if visit.grade is not None else []
    facts += [quoted(visit.grade_label)] if visit.grade_label is not None else []
    facts += [spaced(visit.status.value)] if visit.status is not None else []
    head = Run(f"{_who(visit, entries.readings)}{': ' if facts else ''}{', '.join(facts)}", "bold")
    details = entries.details(visit, {*_LEDE, *_SECTIONS, *_DOCUMENT})
    yield Entry((head, *entries.marks(visit)), (*details, *entries.remarks(visit)))


def _who(visit: Visit, readings: Readings) -> str:
    """Who visits whom."""
    guests, hosts = (
        [readings.name(party.id) for party in visit.parties if party.role is role]
        for role in (PartyRole.GUEST, PartyRole.HOST)
    )
    if guests and hosts:
        return f"{' and '.join(guests)} visit{'s' if len(guests) == 1 else ''} {' and '.join(hosts)}"
    return f"Visit of {' and '.join(guests)}" if guests else f"Visit to {' and '.join(hosts)}" if hosts else "Visit"


def _dates(visit: Visit) -> str:
    start, end = ("" if date is None else in_words(date) for date in (visit.start, visit.end))
    if start and end:
        return start if start == end else f"{start} to {end}"
    return start or f"to {end}"


def _section(visit: Visit, name: str, entries: Entries) -> Iterator[Entry]:
    if name == "claims":
        yield from _claims(visit, entries)
    elif name == "sources":
        for position, source in enumerate(visit.sources, 1):
            yield _source(source, position, entries)
        for ref in (ref for ref in entries.readings.quotes if ref not in entries.readings.sources):
            name = entries.readings.name(ref)
            yield Entry((Run(f"[{name}]", "dim"),), _quotes(name, ref, entries))
    else:
        if name == "program" and visit.program_order is not None:
            yield Entry((Run(f"order: {spaced(visit.program_order.value)}", "dim"),))
        for position, node in enumerate(getattr(visit, name)):
            yield entries.of(node, f"/{name}/{position}")


def _claims(visit: Visit, entries: Entries) -> Iterator[Entry]:
    """The claims, those about one field together."""
    fields: dict[tuple[str | None, str], list[Claim]] = {}
    for claim in visit.claims:
        fields.setdefault((claim.about, claim.field), []).append(claim)
    for (about, field), claims in fields.items():
        name = entries.readings.name(about) if about is not None else "The visit"
        where = shown(spaced(field.removeprefix("/")))
        yield Entry((Run(name, "bold"), Run(f", {where}:")), tuple(map(entries.of, claims)))


def _source(source: Source, position: int, entries: Entries) -> Entry:
    """A source, and each text that is quoted from it; where two have the same id, below the first."""
    entry = entries.of(source)
    quotes: tuple[Entry, ...] = ()
    if source.id is not None and entries.readings.sources[source.id] == position:
        quotes = _quotes(str(position), source.id, entries)
    return Entry((Run(f"[{position}] ", "dim"), *entry.head), (*entry.inside, *quotes))


def _quotes(mark: str, ref: str, entries: Entries) -> tuple[Entry, ...]:
    quotes = entries.readings.quotes.get(ref, {})
    return tuple(Entry((Run(f"[{mark}.{number}] ", "dim"), Run(quoted(text)))) for text, number in quotes.items())
