"""One visit, section by section, as entries to read: who visits whom, the program, what was said and agreed, what the
sources disagree on, and the sources with the words that are quoted from them."""

from collections.abc import Iterator
from typing import NamedTuple

from visitdata.model import Visit
from visitdata.model.sources import Source
from visitdata.render import titles
from visitdata.render.disputes import Dispute, disputes, field_in_words
from visitdata.render.entries import Entries
from visitdata.render.lines import Entry, Run, glued
from visitdata.render.readings import Readings, shown

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
        self.disputes = disputes(readings)

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
        facts = [fact._replace(style="bold") for fact in (*self.dates(), *self.words())]
        runs = [Run(titles.who(self.readings), "bold"), *([Run(self.labels("text.colon"), "bold")] if facts else [])]
        runs += glued(([fact] for fact in facts), self.labels("text.comma"))
        told_by = titles.title_of(visit, self.labels)
        is_translated = visit.title is not None and told_by != Run(shown(visit.title), language=visit.language)
        told = _HEAD - {"title"} if is_translated else _HEAD
        details = entries.details(visit, {*told, *NAMES, *_DOCUMENT})
        return Entry((*runs, *entries.marks(visit)), (*details, *entries.remarks(visit)))

    def dates(self) -> Iterator[Run]:
        """From when to when, where that is told; a date alone is told as one."""
        start, end = self.visit.start, self.visit.end
        if start or end:
            is_one = start is not None and end in (None, start)
            yield Run(titles.when(self.readings), date=start.text if is_one and start else None)

    def words(self) -> Iterator[Run]:
        """The grade, also in the source's words, and the status."""
        visit = self.visit
        if visit.grade is not None:
            yield Run(self.labels.word(visit.grade), "bold")
        if visit.grade_label is not None:
            yield Run(self.readings.quoted(visit.grade_label), language=visit.language)
        if visit.status is not None:
            yield Run(self.labels.word(visit.status))

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

    def _claims(self) -> Iterator[Entry]:
        for position, dispute in enumerate(self.disputes, 1):
            field = field_in_words(self.readings, dispute.record, dispute.path)
            head = (self._record(dispute), Run(self.labels("text.in_field", field)))
            yield Entry(head, tuple(map(self.entries.of, dispute.claims)), claim_anchor(position))

    def _record(self, dispute: Dispute) -> Run:
        """The record of whose field something is claimed."""
        record = dispute.record
        if record is self.visit:
            return Run(self.labels("text.the_visit"), "bold")
        if record is None:
            return self.readings.called(dispute.about or "", "bold")
        return self.readings.run_of(record, self.entries.anchor(record), "bold")

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
