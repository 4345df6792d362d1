"""What the values of a visit read as: ids as names, words of lists as words, dates and numbers as a reader says them.

Whatever it gives is safe to show: characters that would act on a terminal are escapes, line breaks are spaces.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from visitdata.findings import printable
from visitdata.model import EDTF, Visit
from visitdata.model.activity import Activity, Occasion
from visitdata.model.formats import DURATION, REF
from visitdata.model.frozen import FrozenMap, thaw
from visitdata.model.kinds import Kind, ManyKind, NodeKind, TextMapKind, Word, WordKind
from visitdata.model.names import Name
from visitdata.model.node import Field, Node
from visitdata.model.parties import Party
from visitdata.model.quantities import Amount, Count, Ordinal
from visitdata.model.sources import Citation, Claim
from visitdata.model.time import Duration, When
from visitdata.render.dates import in_words, length

NAMED_BY = ("name", "title", "label", "award", "description", "text", "as_worded")
"""The fields that name a record, the best one first."""


_LONGEST = 120
"""The most characters of a name that stands for an id: one name may be referred to any number of times."""


def shown(text: str) -> str:
    """A text on one line, as a terminal shows it."""
    return printable(text.replace("\r\n", " ").replace("\n", " "))


def spaced(word: str) -> str:
    """A word of the model, or the name of a field, as a reader writes it."""
    return word.replace("_", " ")


def is_ref(kind: Kind) -> bool:
    """Whether a field names records by their ids."""
    return kind is REF or (isinstance(kind, ManyKind) and kind.item is REF)


class Readings:
    """The readings of one visit: names of its records, numbers of its activities, sources and quotes."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.records: dict[str, Node] = {}
        self.sources: dict[str, int] = {}
        self.quotes: dict[str, dict[str, int]] = {}
        self._numbers: dict[int, str] = {}
        for position, source in enumerate(visit.sources, 1):
            if source.id is not None:
                self.sources.setdefault(source.id, position)
        for _, node in visit.walk():
            id = node.__dict__.get("id")
            if id is not None:
                self.records.setdefault(id, node)
            if isinstance(node, Citation) and node.quote is not None:
                known = self.quotes.setdefault(node.source, {})
                known.setdefault(node.quote, len(known) + 1)
        for position, activity in enumerate(visit.program, 1):
            self._numbers[id_of(activity)] = str(position)
            for index, step in enumerate(activity.steps if isinstance(activity, Occasion) else (), 1):
                self._numbers[id_of(step)] = f"{position}.{index}"

    def number(self, activity: Activity) -> str:
        """The number of an activity in the program: ``3``, or ``3.1`` for a step."""
        return self._numbers[id_of(activity)]

    def name(self, ref: str) -> str:
        """The name of the record with an id; the id itself where there is no record or it has no name."""
        node = self.records.get(ref)
        if node is None:
            return shown(ref)
        if ref in self.sources:
            return f"[{self.sources[ref]}]"
        if isinstance(node, Activity):
            return f"{self.number(node)} {_cut(node.label, _LONGEST) if node.label else spaced(node.type)}"
        return self.own_name(node, _LONGEST) or shown(ref)

    def own_name(self, node: Node, most: int | None = None) -> str | None:
        """What a record is called by its own fields, cut to so many characters; None where none of them names it."""
        said = node.__dict__
        for field in NAMED_BY:
            if field in said:
                return _cut(said[field], most)
        for field in ("names", "offices", "items"):
            for part in said.get(field, ()):
                name = self.own_name(part, most)
                if name is not None:
                    return name
        return said.get("country") if isinstance(node, Party) else None

    def field(self, node: Node, field: Field) -> str:
        """The value of a field that holds no records."""
        return self.value(field.kind, node.__dict__[field.name])

    def value(self, kind: Kind, value: Any) -> str:
        """A value of some kind, as `field` gives it."""
        match value:
            case EDTF():
                return in_words(value)
            case Node():
                return self.inline(value)
            case bool():
                return "yes" if value else "no"
            case Word():
                return spaced(value.value)
            case int():
                return f"{value:,}"
            case str():
                return self.name(value) if kind is REF else length(value) if kind is DURATION else shown(value)
            case tuple() if isinstance(kind, ManyKind):
                joint = "; " if isinstance(kind.item, NodeKind) else ", "
                return joint.join(self.value(kind.item, item) for item in value)
            case FrozenMap() if isinstance(kind, TextMapKind):
                return ", ".join(f"{shown(key)}: {shown(text)}" for key, text in value.items())
        return as_json(value)

    def claimed(self, claim: Claim) -> str:
        """The value of a claim; ids in a field of references read as names."""
        value = claim.value
        about = self.records.get(claim.about) if claim.about is not None else None
        fields = Visit.__fields__ if claim.about is None else about.__fields__ if about is not None else {}
        first = claim.field.split("/")[1]
        field = next((field for field in fields.values() if field.json == first), None)
        names_records = field is not None and is_ref(field.kind)
        if isinstance(value, str):
            is_word = field is not None and isinstance(field.kind, WordKind)
            return self.name(value) if names_records else shown(spaced(value) if is_word else value)
        if names_records and isinstance(value, tuple) and all(isinstance(item, str) for item in value):
            return ", ".join(map(self.name, value))
        return as_json(value)

    def cited(self, citation: Citation) -> str:
        """The mark of a citation: ``[1]``, or ``[1.3]`` for the third quote of the first source."""
        source = str(self.sources.get(citation.source) or self.name(citation.source))
        mark = f"{source}.{self.quotes[citation.source][citation.quote]}" if citation.quote is not None else source
        more = [shown(citation.locator)] if citation.locator is not None else []
        more += [spaced(citation.supports.value)] if citation.supports is not None else []
        return f"[{', '.join([mark, *more])}]"

    def inline(self, value: Node) -> str:
        """A value of several fields, such as a time or a count, on one line."""
        match value:
            case When():
                return self.time(value, value.label)
            case Count() | Amount() | Duration():
                number = self._fields(value, "qualifier", "value", "currency", "of")
                words = [" ".join(number), _quoted(value.label), *self._fields(value, "basis")]
                return ", ".join(word for word in words if word)
            case Ordinal():
                place = [f"no. {value.value:,}"] if value.value is not None else []
                named = [f"{spaced(name)} {self.field(value, value.__fields__[name])}"
                         for name in ("whose", "since", "earlier") if name in value.__dict__]  # fmt: skip
                return _joined([*place, *([f"of {shown(value.of)}"] if value.of else [])], *named)
            case Name():
                return _joined(self._fields(value, "text"), *self._name_facts(value))
        return ", ".join(self._fields(value, *value.__fields__))

    def _fields(self, node: Node, *names: str) -> list[str]:
        return [self.field(node, node.__fields__[name]) for name in names if name in node.__dict__]

    def _name_facts(self, name: Name) -> Iterator[str]:
        yield from self._fields(name, "language", "kind", "order")
        for field in ("since", "until"):
            yield from (f"{field} {text}" for text in self._fields(name, field))

    def time(self, when: When, printed: str | None = None) -> str:
        """A time, with the words in which it is printed where these are given; empty without anything else."""
        start = self._fields(when, "date", "qualifier", "time")
        end = self._fields(when, "end_date", "end_qualifier", "end_time")
        span = [" ".join(start)] if start else []
        span += [f"to {' '.join(end)}"] if end else []
        return _joined(span, *self._fields(when, "zone", "duration"), _quoted(printed))


def id_of(node: Node) -> int:
    """What tells an object from others that say the same; the visit keeps it alive."""
    return id(node)


def as_json(value: Any) -> str:
    """Any JSON on one line."""
    return shown(json.dumps(thaw(value), ensure_ascii=False))


def _cut(text: str, most: int | None) -> str:
    return shown(text if most is None or len(text) <= most else f"{text[: most - 1]}…")


def quoted(text: str) -> str:
    """The source's own words, marked as such."""
    return f"“{shown(text)}”"


def _quoted(text: str | None) -> str:
    return quoted(text) if text is not None else ""


def _joined(main: Iterable[str], *more: str) -> str:
    """The main thing, and in parentheses what is said of it."""
    first, rest = " ".join(main), ", ".join(text for text in more if text)
    return f"{first} ({rest})" if first and rest else first or rest
