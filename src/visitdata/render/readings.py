"""What the values of a visit read as: ids as names, words of lists as words, dates and numbers as a reader says them.

Whatever it gives is safe to show: characters that would act on a terminal are escapes, line breaks are spaces.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from visitdata.findings import legible
from visitdata.model import EDTF, Visit
from visitdata.model.activity import Activity, Occasion
from visitdata.model.formats import COUNTRY, DURATION, LANGUAGE, REF, TEXT, URI, VISIT_REF
from visitdata.model.frozen import FrozenMap, thaw
from visitdata.model.kinds import Kind, ManyKind, NodeKind, TextMapKind, Word
from visitdata.model.names import Name
from visitdata.model.node import Field, Node
from visitdata.model.parties import Party
from visitdata.model.quantities import Amount, Count, Ordinal
from visitdata.model.sources import Citation
from visitdata.model.time import Duration, When
from visitdata.render.dates import in_words, length
from visitdata.render.labels import Labels, english
from visitdata.render.lines import Run, Style, cut, glued, said

NAMED_BY = ("name", "title", "label", "award", "description", "text", "as_worded")
"""The fields that name a record, the best one first."""


_LONGEST = 120
"""The most characters of a name that stands for an id: one name may be referred to any number of times."""


def shown(text: str) -> str:
    """A text on one line, as people read it in a terminal and on a page."""
    return legible(text.replace("\r\n", " ").replace("\n", " "))


def spaced(word: str) -> str:
    """A word of the model, or the name of a field, as a reader writes it."""
    return word.replace("_", " ")


def is_ref(kind: Kind) -> bool:
    """Whether a field names records by their ids."""
    return kind is REF or (isinstance(kind, ManyKind) and kind.item is REF)


class Readings:
    """The readings of one visit: names of its records, numbers of its activities, sources and quotes.

    Words of the model are in the language of the labels. Where they are to be written out, months and countries are
    told by their names, not by digits and codes.
    """

    def __init__(self, visit: Visit, labels: Labels | None = None, *, written_out: bool = False) -> None:
        self.visit = visit
        self.labels = labels or english()
        self.written_out = written_out
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
        return self.name_of(node) if node is not None else shown(ref)

    def name_of(self, node: Node) -> str:
        """What stands for a record: the number of an activity and what it is, the mark of a source, a name; its id, or
        else its class, where nothing names it."""
        id = node.__dict__.get("id")
        if id in self.sources:
            return f"[{self.sources[id]}]"
        if isinstance(node, Activity):
            what = shown(cut(node.label, _LONGEST)) if node.label else self.labels.of_class(type(node))
            return f"{self.number(node)} {what}"
        named = self.own_name(node, _LONGEST)
        return named or (shown(id) if id is not None else self.labels.of_class(type(node)))

    def called(self, ref: str, style: Style = "plain") -> Run:
        """The name of the record with an id, which leads to it."""
        node = self.records.get(ref)
        return Run(self.name(ref), style, to=ref, language=self._language_of(node) if node is not None else None)

    def run_of(self, node: Node, anchor: str | None, style: Style = "plain") -> Run:
        """What stands for a record, which leads to its anchor."""
        return Run(self.name_of(node), style, to=anchor, language=self._language_of(node))

    def _language_of(self, node: Node) -> str | None:
        """The language of what stands for a record, where that is its name and nothing else."""
        is_own = not isinstance(node, Activity) and node.__dict__.get("id") not in self.sources
        return self.naming(node)[2] if is_own else None

    def own_name(self, node: Node, most: int | None = None) -> str | None:
        """What a record is called by its own fields, cut to so many characters; None where none of them names it."""
        name = own_name(node, self.labels.language, most)
        if name is None and isinstance(node, Party) and node.country is not None:
            return self._country(node.country)
        return name

    def naming(self, node: Node) -> tuple[str | None, str, str | None]:
        """What names a record: the field that is told by it, the name, and its language; in that of the reader where
        the record has it, which tells no field whole. An empty name where nothing names it."""
        return naming(node, self.labels.language, self.visit.language)

    def quoted(self, text: str) -> str:
        """The source's own words, marked as such."""
        return self.labels("text.quoted", shown(text))

    def date(self, date: EDTF) -> str:
        """A date in words."""
        return in_words(date, self.labels, written_out=self.written_out)

    def field(self, node: Node, field: Field) -> str:
        """The value of a field that holds no records, as text alone."""
        return said(self.field_runs(node, field))

    def field_runs(self, node: Node, field: Field) -> list[Run]:
        """The value of a field that holds no records."""
        return self.runs(field.kind, node.__dict__[field.name])

    def value(self, kind: Kind, value: Any) -> str:
        """A value of some kind, as `field` gives it."""
        return said(self.runs(kind, value))

    def runs(self, kind: Kind, value: Any) -> list[Run]:
        """A value of some kind, as `field_runs` gives it."""
        match value:
            case EDTF():
                return [Run(self.date(value), date=value.text)]
            case Node():
                return self.inline(value)
            case bool():
                return [Run(self.labels("text.yes" if value else "text.no"))]
            case Word():
                return [Run(self.labels.word(value))]
            case int():
                return [Run(self.labels.number(value))]
            case str():
                return [self._text(kind, value)]
            case tuple() if isinstance(kind, ManyKind):
                joint = self.labels("text.semicolon" if isinstance(kind.item, NodeKind) else "text.comma")
                return glued((self.runs(kind.item, item) for item in value), joint)
            case FrozenMap() if isinstance(kind, TextMapKind):
                return self._list(self._keyed(kind, key, text) for key, text in value.items())
        return [Run(as_json(value))]

    def _text(self, kind: Kind, text: str) -> Run:
        if kind is REF:
            return self.called(text)
        if kind is DURATION:
            return Run(length(text, self.labels))
        if kind is COUNTRY:
            return Run(self._country(text))
        if kind is LANGUAGE and self.written_out:
            return Run(shown(self.labels.of_language(text)))
        if kind is TEXT:
            return Run(shown(text), language=self.visit.language)
        return Run(shown(text), to=text if kind is URI or kind is VISIT_REF else None)

    def _country(self, code: str) -> str:
        return self.labels.country(code) if self.written_out else code

    def _keyed(self, kind: TextMapKind, key: str, text: str) -> list[Run]:
        """An item of a map. Of a text in several languages, the key is the tag of its language."""
        language = key if kind.key is LANGUAGE else None
        named = self.labels.of_language(key) if language is not None and self.written_out else key
        return [Run(self.labels("text.named", shown(named))), Run(shown(text), language=language)]

    def cited(self, citation: Citation) -> str:
        """The mark of a citation: ``[1]``, or ``[1.3]`` for the third quote of the first source."""
        source = str(self.sources.get(citation.source) or self.name(citation.source))
        mark = f"{source}.{self.quotes[citation.source][citation.quote]}" if citation.quote is not None else source
        more = [shown(citation.locator)] if citation.locator is not None else []
        more += [self.labels.word(citation.supports)] if citation.supports is not None else []
        return f"[{self.labels('text.comma').join([mark, *more])}]"

    def footnote(self, citation: Citation) -> str:
        """The anchor of what a citation quotes, or of its source."""
        if citation.quote is None:
            return citation.source
        return self.quote_anchor(citation.source, self.quotes[citation.source][citation.quote])

    def quote_anchor(self, ref: str, number: int) -> str:
        """The anchor of a quote: of the position of its source, or of an id that no source has."""
        position = self.sources.get(ref)
        return f"Q{position}.{number}" if position is not None else f"Q.{ref}.{number}"

    def inline(self, value: Node) -> list[Run]:
        """A value of several fields, such as a time or a count, on one line."""
        match value:
            case When():
                return self.time_runs(value, value.label)
            case Count() | Amount() | Duration():
                number = glued(self._fields(value, "qualifier", "value", "currency", "of"), " ")
                return self._list([number, self._quoted(value.label), *self._fields(value, "basis")])
            case Ordinal():
                place: list[list[Run]] = []
                if value.value is not None:
                    place.append([Run(self.labels("text.number", self.labels.number(value.value)))])
                if value.of is not None:
                    place.append([Run(self.labels("text.of", shown(value.of)))])
                named = (
                    [Run(f"{self.labels.field(name)} "), *self.field_runs(value, value.__fields__[name])]
                    for name in ("whose", "since", "earlier")
                    if name in value.__dict__
                )
                return self._joined(place, named)
            case Name():
                text = [[Run(shown(value.text), language=value.language)]] if value.text is not None else []
                return self._joined(text, self._name_facts(value))
        return self._list(self._fields(value, *value.__fields__))

    def _fields(self, node: Node, *names: str) -> list[list[Run]]:
        return [self.field_runs(node, node.__fields__[name]) for name in names if name in node.__dict__]

    def _name_facts(self, name: Name) -> Iterator[list[Run]]:
        yield from self._fields(name, "language", "kind", "order")
        for field in ("since", "until"):
            yield from ([Run(f"{self.labels.field(field)} "), *runs] for runs in self._fields(name, field))

    def time(self, when: When, printed: str | None = None) -> str:
        """A time as text alone."""
        return said(self.time_runs(when, printed))

    def time_runs(self, when: When, printed: str | None = None) -> list[Run]:
        """A time, with the words in which it is printed where these are given; empty without anything else."""
        start = self._fields(when, "date", "qualifier", "time")
        end = self._fields(when, "end_date", "end_qualifier", "end_time")
        if end:
            end = [[Run(f"{self.labels('text.to')} "), *end[0]], *end[1:]]
        return self._joined([*start, *end], [*self._fields(when, "zone", "duration"), self._quoted(printed)])

    def _quoted(self, text: str | None) -> list[Run]:
        return [Run(self.quoted(text), language=self.visit.language)] if text is not None else []

    def _list(self, parts: Iterable[Iterable[Run]]) -> list[Run]:
        return glued(parts, self.labels("text.comma"))

    def _joined(self, main: Iterable[Iterable[Run]], more: Iterable[Iterable[Run]]) -> list[Run]:
        """The main thing, and in parentheses what is said of it."""
        first, rest = glued(main, " "), self._list(more)
        return [*first, *self.in_parentheses(rest)] if first and rest else first or rest

    def in_parentheses(self, runs: Iterable[Run]) -> list[Run]:
        """Stretches of text in parentheses, set off from what stands before them."""
        return [Run(self.labels("text.open")), *runs, Run(self.labels("text.close"))]


def naming(node: Node, reader: str, spoken: str | None) -> tuple[str | None, str, str | None]:
    """What names a record of a document in a spoken language, as `Readings.naming` gives it."""
    told = node.__dict__
    for field in NAMED_BY:
        translations = told.get(f"{field}s")
        if isinstance(translations, FrozenMap) and reader in translations:
            return None, translations[reader], reader
        if field in told:
            return field, told[field], _language_of_name(node) if field == "name" else spoken
    return None, "", None


def own_name(node: Node, reader: str, most: int | None = None) -> str | None:
    """What a record is called by its own fields, or by the first of its parts that has a name, best in the language of
    the reader, cut to so many characters; None where nothing names it."""
    text = naming(node, reader, None)[1]
    if text:
        return shown(text if most is None else cut(text, most))
    told = node.__dict__
    parts = (part for field in ("names", "offices", "items") for part in told.get(field, ()))
    return next((name for part in parts if (name := own_name(part, reader, most)) is not None), None)


def _language_of_name(node: Node) -> str | None:
    """The language of a name, where it stands among the wordings of which that is told."""
    told = node.__dict__
    return next((name.language for name in told.get("names", ()) if name.text == told["name"]), None)


def id_of(node: Node) -> int:
    """What tells an object from others that say the same; the visit keeps it alive."""
    return id(node)


def as_json(value: Any) -> str:
    """Any JSON on one line."""
    return shown(json.dumps(thaw(value), ensure_ascii=False))


def quoted(text: str) -> str:
    """The source's own words, marked as such."""
    return f"“{shown(text)}”"
