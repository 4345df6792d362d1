"""A change between two versions of a visit as a sentence: ``start made more precise: 2023-11 → 2023-11-01``.

Records are told by their names, with their ids beside them.
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any, NamedTuple

from visitdata.findings import path_of
from visitdata.model.activity import Activity, Participant
from visitdata.model.difference import Change, ChangeKind, Shift
from visitdata.model.edtf import EDTF
from visitdata.model.formats import TEXT
from visitdata.model.kinds import JsonKind, JsonMapKind, Kind, ManyKind, NodeKind, TextMapKind, Word, WordKind
from visitdata.model.node import Field, Node, Noted
from visitdata.model.sources import Citation, Claim, Source, Waiver
from visitdata.model.statements import Statement, TopicEntry
from visitdata.model.tree import at
from visitdata.model.visit import Visit
from visitdata.render.disputes import claimed
from visitdata.render.entries import Entries
from visitdata.render.lines import Entry, Run, cut
from visitdata.render.readings import NAMED_BY, Readings, as_json, quoted, shown, spaced

_LONGEST = 60
"""The most characters of a name or quote that only says which record is meant."""

_AROUND = 24
"""How many characters before and after a change in a long text are shown."""

_NOUNS = {"members": "member", "history": "status change", "related": "related visit"}
"""What one item of these fields is called, where its class is called otherwise."""

_QUALIFIERS = {"~": "approximate", "?": "uncertain", "%": "approximate and uncertain"}


class Told(NamedTuple):
    """A change in words."""

    place: str
    """The record in which it is; empty for the visit itself."""
    sentence: str
    details: tuple[Entry, ...] = ()
    """Of a record that is there in one version alone, what else it says."""


class _Names(Readings):
    """Readings in which an id is told by a name and the id, since numbers differ from version to version."""

    def name(self, ref: str) -> str:
        node = self.records.get(ref)
        name = self._own_title(node) if node is not None else ""
        return f"{name} ({shown(ref)})" if name else shown(ref)

    def cited(self, citation: Citation) -> str:
        quote = [quoted(_cut(citation.quote))] if citation.quote is not None else []
        return f"[{': '.join([shown(citation.source), *quote])}]"

    def title(self, node: Node) -> str:
        """What a record is called, without its id; empty where nothing names it."""
        match node:
            case Citation():
                return self.name(node.source)
            case Claim():
                about = [self.name(node.about)] if node.about is not None else ["the visit"]
                return f"{shown(spaced(node.field.removeprefix('/')))} of {about[0]}"
            case Participant() if node.ref is not None:
                return self.name(node.ref)
            case TopicEntry() if node.topic is not None:
                return self.name(node.topic)
            case Statement() if node.speakers:
                return f"of {', '.join(map(self.name, node.speakers))}"
            case Statement() if node.text is not None:
                return quoted(_cut(node.text))
            case Waiver():
                return " of ".join([node.code, *([self.name(node.about)] if node.about is not None else [])])
        return self._own_title(node)

    def _own_title(self, node: Node) -> str:
        """What a record is called by its own words, which lead to no other record and so never in a circle."""
        match node:
            case Activity():
                return " ".join([spaced(node.type), *([quoted(_cut(node.label))] if node.label else [])])
            case Source():
                return ", ".join(_cut(text) for text in (node.publisher, node.title) if text is not None)
        return self.own_name(node, _LONGEST) or ""


class _Side:
    """One version, and how it reads."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.names = _Names(visit)
        self.entries = Entries(self.names, visit.activities())

    def called(self, node: Node, field: str = "") -> str:
        """What a record is, its name, and its id."""
        words = [self.names.title(node)]
        if not isinstance(node, Activity):
            words.insert(0, noun(node, field))
        id = node.__dict__.get("id")
        return " ".join([*filter(None, words), *([f"({id})"] if id is not None else [])])

    def place(self, pointer: str) -> str:
        """A record in which something is, from the visit on; empty for the visit itself."""
        value: Any = self.visit
        called, field = [], ""
        for step in path_of(pointer):
            value = at(value, (step,))
            if isinstance(value, Node):
                called.append(self.called(value, field or step))
            field = step if isinstance(value, tuple) else ""
        return ", ".join(called)


class Wording:
    """The words for the changes between two versions of a visit."""

    def __init__(self, old: Visit, new: Visit) -> None:
        self._old, self._new = _Side(old), _Side(new)

    def tell(self, change: Change) -> Told:
        """A change in words."""
        place = self._new.place(change.new_place)
        node = change.old if change.kind is ChangeKind.REMOVED else change.new
        if isinstance(node, Noted) and change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
            return self._whole(place, change, node)
        return Told(place, self._sentence(change))

    def _whole(self, place: str, change: Change, node: Noted) -> Told:
        """A record that is there in one version alone."""
        side, pointer = (self._new, change.new_pointer) if change.old is None else (self._old, change.old_pointer)
        what = _verb(change, node)
        told = {"id", "citations"}
        line = ", ".join([name for name in [self._headline(side, node, told)] if name] + list(_facts(side, node, told)))
        details = [*side.entries.details(node, told, pointer or "")]
        for citation in node.__dict__.get("citations", ()):
            details.append(Entry((Run("citation: ", "dim"), Run(side.names.cited(citation)))))
        return Told(place, f"{noun(node, change.field)} {what}{': ' if line else ''}{line}", tuple(details))

    def _headline(self, side: _Side, node: Node, told: set[str]) -> str:
        """The name and the id of a record, or what it says in a few words; `told` takes what is said by it."""
        id = f" ({node.__dict__['id']})" if "id" in node.__dict__ else ""
        match node:
            case Activity():
                told |= {"label", "when", "place"}
                label = [quoted(node.label)] if node.label is not None else []
                time = [side.names.time(node.when, node.when.label)] if node.when is not None else []
                place = [side.names.name(node.place)] if node.place is not None else []
                return ", ".join([" ".join([*label, *([id.strip()] if id else [])]), *time, *place]).removeprefix(", ")
            case Claim():
                told |= {"about", "field", "value"}
                value = f": {claimed(side.names, node)}" if "value" in node.__dict__ else ""
                return f"{side.names.title(node)}{value}"
            case Citation():
                told |= {"source", "quote"}
                quote = f": {quoted(node.quote)}" if node.quote is not None else ""
                return f"{side.names.title(node)}{quote}"
            case Statement():
                told |= {"speakers", "text"}
                text = f": {quoted(node.text)}" if node.text is not None else ""
                return f"{side.names.title(node)}{id}{text}".strip() if node.speakers else f"{id}{text}".strip(" :")
            case Source() if {"publisher", "title"} & set(node.__dict__):
                told |= {"publisher", "title"}
                name = ", ".join(shown(text) for text in (node.publisher, node.title) if text is not None)
            case Participant() if node.ref is not None:
                told.add("ref")
                name = side.names.title(node)
            case TopicEntry():
                told.add("topic")
                name = side.names.title(node)
            case Waiver():
                told |= {"code", "about"}
                name = side.names.title(node)
            case _:
                told.update(next(([field] for field in NAMED_BY if field in node.__dict__), []))
                name = side.names.own_name(node) or ""
        return f"{name}{id}".strip()

    def _sentence(self, change: Change) -> str:
        match change.kind:
            case ChangeKind.RENAMED:
                return f"id changed: {change.old} → {change.new}"
            case ChangeKind.REORDERED if isinstance(change.new[0], Node):
                return f"{spaced(change.field)} in another order"
            case ChangeKind.MOVED:
                return self._moved(change)
            case ChangeKind.TRANSFERRED:
                what = self._new.called(change.new, change.field)
                return f"{what} moved here from {self._old.place(change.old_place) or 'the visit'}"
        name = spaced(change.field.removeprefix("$"))
        if change.key is not None:
            name = f"{name} ({shown(change.key)})"
        old, new = (
            self._value(side, record, change, value)
            for side, record, value in (
                (self._old, change.old_record, change.old),
                (self._new, change.new_record, change.new),
            )
        )
        kind = _kind(change)
        if isinstance(kind, ManyKind) and isinstance(kind.item, NodeKind):
            name = noun(change.new if change.new is not None else change.old, change.field)
        elif change.kind is ChangeKind.REORDERED:
            return f"{name} in another order: {old} → {new}"
        elif isinstance(kind, ManyKind):
            word = "added to" if change.kind is ChangeKind.ADDED else "removed from"
            return f"{word} {name}: {new or old}"
        if change.kind is not ChangeKind.CHANGED:
            return f"{name} {change.kind}: {new or old}"
        if kind is TEXT:
            old, new = map(quoted, _around(str(change.old), str(change.new)))
        return f"{name} {_shifted(change)}: {old} → {new}"

    def _value(self, side: _Side, record: Node, change: Change, value: Any) -> str:
        """A value of a field, or an item of it, as it reads in a version; empty where it is not there."""
        kind = _kind(change)
        if isinstance(record, Claim) and isinstance(kind, JsonKind) and value is not None:
            return claimed(side.names, record)
        if value is None:
            return ""
        if isinstance(kind, TextMapKind):
            return quoted(value)
        if kind is None or isinstance(kind, JsonMapKind):
            return as_json(value) if kind is not None else spaced(value)
        if isinstance(kind, ManyKind):
            items = value if isinstance(value, tuple) else (value,)
            return ", ".join(quoted(item) if kind.item is TEXT else side.names.value(kind.item, item) for item in items)
        return quoted(value) if kind is TEXT else side.names.value(kind, value)

    def _moved(self, change: Change) -> str:
        what = self._new.called(change.new)
        position = int(path_of(change.new_pointer or "")[-1])
        before = at(change.new_record, (change.field,))[position - 1]
        return f"{what} moved: now {f'after {self._new.called(before)}' if position else 'first'}"


def noun(node: Node, field: str = "") -> str:
    """What a record of a field is called."""
    if isinstance(node, Activity):
        return spaced(node.type)
    return _NOUNS.get(field) or re.sub("(?<=[a-z])(?=[A-Z])", " ", type(node).__name__).lower()


def _verb(change: Change, node: Node) -> str:
    return "withdrawn" if change.kind is ChangeKind.REMOVED and isinstance(node, Claim) else change.kind.value


def _kind(change: Change) -> Kind | None:
    """The kind of the field in which a change is; None for the type of an activity, which is no field."""
    for record in (change.new_record, change.old_record):
        for field in record.__fields__.values():
            if field.json == change.field:
                return field.kind
    return None


def _facts(side: _Side, node: Node, told: set[str]) -> Iterator[str]:
    """What a record says in a word or two."""
    for field in node.__fields__.values():
        if field.name in node.__dict__ and field.name not in told and _is_short(field, node.__dict__[field.name]):
            told.add(field.name)
            label, value = f"{field.name}_label", side.names.field(node, field)
            if label in node.__dict__:
                told.add(label)
                value = f"{'' if value == 'other' else f'{value} '}{quoted(node.__dict__[label])}"
            yield value if _is_word(field) else f"{spaced(field.name)} {value}"


def _is_word(field: Field) -> bool:
    kind = field.kind.item if isinstance(field.kind, ManyKind) else field.kind
    return isinstance(kind, WordKind) or field.name == "country"


def _is_short(field: Field, value: Any) -> bool:
    is_words = isinstance(value, tuple) and isinstance(value[0], Word)
    return is_words or isinstance(value, Word | EDTF) or type(value) is int or field.name == "country"


def _shifted(change: Change) -> str:
    """What became of a value: ``changed``, or of a date how."""
    old, new = change.old, change.new
    if isinstance(old, EDTF) and isinstance(new, EDTF) and old.text.rstrip("~?%") == new.text.rstrip("~?%"):
        was, now = _QUALIFIERS.get(old.text[-1]), _QUALIFIERS.get(new.text[-1])
        return f"now {now}" if now else f"no longer {was}"
    words = {Shift.MORE_PRECISE: "made more precise", Shift.LESS_PRECISE: "made less precise"}
    return words[change.shift] if change.shift is not None else "changed"


def _cut(text: str) -> str:
    return shown(cut(text, _LONGEST))


def _around(old: str, new: str) -> tuple[str, str]:
    """Two texts, of long ones the part in which they differ, from word to word, and a little around it."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    first = 0 if start <= 2 * _AROUND else old.find(" ", start - _AROUND, start) + 1 or start - _AROUND
    rest = 0 if end <= 2 * _AROUND else end - _AROUND
    return _part(old, first, rest), _part(new, first, rest)


def _common(old: str, new: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _part(text: str, first: int, rest: int) -> str:
    """A text without so many characters at its beginning and, up to the end of a word, at its end."""
    last = len(text) - rest
    if rest:
        space = text.find(" ", last)
        last = space if 0 <= space < last + _AROUND else last
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"
