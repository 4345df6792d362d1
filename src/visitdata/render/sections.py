"""One visit, section by section, as entries to read: who visits whom, the program, what was said and agreed, what the
sources disagree on, and the sources with the words that are quoted from them."""

from collections.abc import Iterator
from typing import NamedTuple

from visitdata.model import Visit
from visitdata.model.parties import PartyRole
from visitdata.model.sources import Claim, Source
from visitdata.render.dates import span_in_words
from visitdata.render.entries import Entries
from visitdata.render.lines import Entry, Run, glued
from visitdata.render.readings import Readings, shown, spaced

NAMES = (
    "parties", "delegations", "people", "program", "periods", "statements", "outcomes", "documents", "events",
    "arrangements", "relations", "history", "related", "topics", "places", "organizations", "claims", "sources",
    "waivers",
)  # fmt: skip
"""The fields of a visit that are sections of their own, in the order in which they are read."""

_DOCUMENT = ("schema_version", "schema", "language", "record")
"""Fields that speak of the document, not of the visit."""

_HEAD = frozenset({"title", "grade", "grade_label", "status", "start", "end", "citations", "program_order"})
"""Fields of the visit that its first lines tell."""


def claim_anchor(position: int) -> str:
    """The anchor of what is claimed of one field, by its position among the fields that have claims."""
    return f"C{position}"


class Section(NamedTuple):
    """A part of what is told of a visit."""

    name: str
    """The field of the visit it shows, or ``document``."""
    title: str
    entries: tuple[Entry, ...]


class Sections:
    """The sections of one visit."""

    def __init__(self, readings: Readings) -> None:
        self.visit = readings.visit
        self.readings = readings
        self.labels = readings.labels
        self.entries = Entries(readings, self.visit.activities())

    def __iter__(self) -> Iterator[Section]:
        """Every section in which something stands."""
        for name in NAMES:
            yield from self._titled(name, self.labels(f"section.{name}"), self._of(name))
        others = set(Visit.__fields__) - set(_DOCUMENT)
        yield from self._titled("document", self.labels("section.document"), self.entries.details(self.visit, others))

    def _titled(self, name: str, title: str, entries: Iterator[Entry]) -> Iterator[Section]:
        inside = tuple(entries)
        if inside:
            yield Section(name, title, inside)

    def head(self) -> Entry:
        """Who visits whom, when, and how; below it what else is said of the visit as a whole."""
        visit, entries = self.visit, self.entries
        facts = [*self._dates(), *self._words()]
        runs = [Run(self.who(), "bold"), *([Run(self.labels("text.colon"), "bold")] if facts else [])]
        runs += glued(([Run(fact, "bold")] for fact in facts), self.labels("text.comma"))
        is_translated = visit.title is not None and self.title() != Run(shown(visit.title), language=visit.language)
        told = _HEAD - {"title"} if is_translated else _HEAD
        details = entries.details(visit, {*told, *NAMES, *_DOCUMENT})
        return Entry((*runs, *entries.marks(visit)), (*details, *entries.remarks(visit)))

    def title(self) -> Run | None:
        """The title, in the language of the reader where the visit has it; None where it has none."""
        _, title, language = self.readings.naming(self.visit)
        return Run(shown(title), language=language) if title else None

    def who(self) -> str:
        """Who visits whom."""
        guests, hosts = (
            [self.readings.name(party.id) for party in self.visit.parties if party.role is role]
            for role in (PartyRole.GUEST, PartyRole.HOST)
        )
        joint = self.labels("text.and")
        if guests and hosts:
            key = "head.visits" if len(guests) == 1 else "head.visit"
            return self.labels(key, joint.join(guests), joint.join(hosts))
        if guests:
            return self.labels("head.of", joint.join(guests))
        return self.labels("head.to", joint.join(hosts)) if hosts else self.labels("head.of_nobody")

    def dates(self) -> str:
        """From when to when; empty where neither is told."""
        readings = self.readings
        return span_in_words(self.visit.start, self.visit.end, readings.labels, written_out=readings.written_out)

    def _dates(self) -> Iterator[str]:
        if self.visit.start or self.visit.end:
            yield self.dates()

    def _words(self) -> Iterator[str]:
        """The grade and the status in words."""
        visit = self.visit
        if visit.grade is not None:
            yield self.labels.word(visit.grade)
        if visit.grade_label is not None:
            yield self.readings.quoted(visit.grade_label)
        if visit.status is not None:
            yield self.labels.word(visit.status)

    def _of(self, name: str) -> Iterator[Entry]:
        if name == "claims":
            yield from self._claims()
        elif name == "sources":
            yield from self._sources()
        else:
            if name == "program" and self.visit.program_order is not None:
                order = self.labels.word(self.visit.program_order)
                yield Entry((Run(self.labels("text.order", order), "dim"),))
            for position, node in enumerate(getattr(self.visit, name)):
                yield self.entries.of(node, f"/{name}/{position}")

    def claims(self) -> dict[tuple[str | None, str], list[Claim]]:
        """The claims, those about one field together."""
        fields: dict[tuple[str | None, str], list[Claim]] = {}
        for claim in self.visit.claims:
            fields.setdefault((claim.about, claim.field), []).append(claim)
        return fields

    def _claims(self) -> Iterator[Entry]:
        for position, ((about, field), claims) in enumerate(self.claims().items(), 1):
            name = Run(self.labels("text.the_visit"), "bold")
            if about is not None:
                name = self.readings.called(about, "bold")
            where = self.labels("text.in_field", shown(self.field_named(field)))
            head = (name, Run(where))
            yield Entry(head, tuple(map(self.entries.of, claims)), claim_anchor(position))

    def field_named(self, pointer: str) -> str:
        """A field by its pointer, as a reader writes it."""
        return spaced(pointer.removeprefix("/"))

    def _sources(self) -> Iterator[Entry]:
        for position, source in enumerate(self.visit.sources, 1):
            yield self._source(source, position)
        for ref in (ref for ref in self.readings.quotes if ref not in self.readings.sources):
            name = self.readings.name(ref)
            yield Entry((Run(f"[{name}]", "dim"),), self._quotes(name, ref))

    def _source(self, source: Source, position: int) -> Entry:
        """A source, and each text that is quoted from it; where two have the same id, below the first."""
        entry = self.entries.of(source)
        quotes: tuple[Entry, ...] = ()
        if source.id is not None and self.readings.sources[source.id] == position:
            quotes = self._quotes(str(position), source.id, source.language)
        return entry._replace(
            head=(Run(f"[{position}]", "dim"), Run(" "), *entry.head), inside=(*entry.inside, *quotes)
        )

    def _quotes(self, mark: str, ref: str, language: str | None = None) -> tuple[Entry, ...]:
        quotes = self.readings.quotes.get(ref, {})
        return tuple(
            Entry(
                (Run(f"[{mark}.{number}]", "dim"), Run(" "), Run(self.readings.quoted(text), language=language)),
                anchor=self.readings.quote_anchor(ref, number),
            )
            for text, number in quotes.items()
        )
