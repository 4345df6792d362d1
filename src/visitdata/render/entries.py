"""Any record of a visit as an entry to read: what it is in one line, and below it whatever else it says.

What has no form of its own here is shown under the names of its fields, so that nothing that is said is left out, also
of a class that comes later.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from visitdata.model.activity import Activity, ActivityStatus, Participant, StatusChange
from visitdata.model.kinds import DateKind, IntegerKind, Kind, ManyKind, NodeKind, WordKind
from visitdata.model.node import Field, Node, Noted
from visitdata.model.program import Placed
from visitdata.model.quantities import Amount, Count
from visitdata.model.sources import Claim, Source
from visitdata.model.statements import Statement, TopicEntry
from visitdata.model.time import When
from visitdata.render.lines import Entry, Run, Style
from visitdata.render.readings import NAMED_BY, Readings, quoted, shown, spaced

_PLAIN = frozenset({
    "as_worded", "capacity", "city", "code", "count", "country", "kind", "language", "organization", "party", "place",
    "visit", "when",
})  # fmt: skip
"""Fields whose value says by itself what it is, in a word or two."""

_NAMED = frozenset({"access", "agenda", "answer", "parties_order", "steps_order"})
"""Fields whose word says little without the field's name."""

_LISTED = frozenset({"steps", "statements", "outcomes", "gifts", "documents", "irregularities"})
"""Fields whose records stand on lines of their own, however short they are."""

_UNTOLD = frozenset({"id", "citations"})
"""Fields that have no line of their own: ids are replaced by names, citations are marks."""

HELD = ActivityStatus.HELD


class Entries:
    """The entries of one visit."""

    def __init__(self, readings: Readings, placed: Iterable[Placed]) -> None:
        self.readings = readings
        self._placed = {placed.pointer: placed for placed in placed}
        self._own: dict[type[Node], Callable[[Any, set[str]], Iterator[Run]]] = {
            Participant: self._participant, TopicEntry: self._topic, Statement: self._statement,
            StatusChange: self._change, Claim: self._claim, Source: self._source,
        }  # fmt: skip

    def of(self, node: Node, pointer: str = "") -> Entry:
        """The entry of a record. `pointer` is the place of an activity in the document."""
        taken = set(_UNTOLD)
        if isinstance(node, Activity):
            head = self._activity(node, self._placed[pointer], taken)
        else:
            head = self._own.get(type(node), self._named)(node, taken)
        named = tuple(head)
        facts = ", ".join(self._facts(node, taken))
        told = (Run(f" ({facts})" if named else facts),) if facts else ()
        runs = (*named, *told, *self.marks(node))
        return Entry(runs or _nameless(node), (*self.details(node, taken, pointer), *self.remarks(node)))

    def details(self, node: Node, taken: Iterable[str], pointer: str = "") -> Iterator[Entry]:
        """The fields of a record that its line has not told, each under its name."""
        for field in node.__fields__.values():
            if field.name in node.__dict__ and field.name not in taken:
                yield from self._detail(node, field, pointer)

    def remarks(self, node: Node) -> Iterator[Entry]:
        """What is noted of its citations, and of its time as printed."""
        if isinstance(node, Activity) and node.when is not None and node.when.label is not None:
            yield Entry((Run("time as printed: ", "dim"), Run(quoted(node.when.label))))
        for citation in node.__dict__.get("citations", ()):
            about = self.details(citation, {"id", "source", "quote", "locator", "supports"})
            mark = Run(f"on {self.readings.cited(citation)}, ", "dim")
            yield from (Entry((mark, *entry.head), entry.inside) for entry in about)

    def _detail(self, node: Node, field: Field, pointer: str) -> Iterator[Entry]:
        style: Style = "alarm" if field.name == "irregularities" else "dim"
        value, label = node.__dict__[field.name], Run(f"{spaced(field.name)}: ", style)
        if not _holds_records(field.kind):
            yield Entry((label, Run(self.readings.field(node, field))))
            return
        records = value if isinstance(value, tuple) else (value,)
        entries = tuple(self.of(record, f"{pointer}/steps/{index}") for index, record in enumerate(records))
        if field.name in ("steps", "statements"):
            yield from entries
        elif len(entries) == 1:
            head = () if entries[0].head == _nameless(records[0]) else entries[0].head
            yield Entry((label, *head) if head else (label._replace(text=label.text.rstrip()),), entries[0].inside)
        elif field.name in _LISTED or any(entry.inside for entry in entries):
            yield Entry((Run(f"{spaced(field.name)}:", style),), entries)
        else:
            heads = [run for entry in entries for run in (Run("; "), *entry.head)]
            yield Entry((label, *heads[1:]))

    def _facts(self, node: Node, taken: set[str]) -> Iterator[str]:
        """What can be said in a word or two: kinds, dates, countries, counts."""
        for field in node.__fields__.values():
            label = f"{field.name}_label"
            is_told = field.name in node.__dict__ and (field.name in _PLAIN or _is_short(field.kind))
            if field.name in taken or not (is_told or label in node.__dict__):
                continue
            yield self._fact(node, field, label if label in node.__dict__ else None)
            taken |= {field.name, label}

    def _fact(self, node: Node, field: Field, label: str | None) -> str:
        words = quoted(node.__dict__[label]) if label is not None else ""
        value = self.readings.field(node, field) if field.name in node.__dict__ else ""
        if words:
            value = words if value in ("", "other") else f"{value} {words}"
        if field.name == "as_worded":
            return quoted(node.__dict__["as_worded"])
        is_plain = field.name in _PLAIN or (_is_word(field.kind) and field.name not in _NAMED)
        return value if is_plain else f"{spaced(field.name)} {value}"

    def marks(self, node: Node) -> Iterator[Run]:
        """The marks of its citations, each once."""
        marks = dict.fromkeys(map(self.readings.cited, node.__dict__.get("citations", ())))
        if marks:
            yield Run(f" {''.join(marks)}", "dim")

    def _named(self, node: Node, taken: set[str]) -> Iterator[Run]:
        """A record by its best name, a person with the honorific and the letters that belong to it."""
        said = node.__dict__
        taken.update(next(([field] for field in NAMED_BY if field in said), []))
        taken |= {"honorific", "post_nominals"}
        name = self.readings.own_name(node) or said.get("id")
        parts = [shown(said[field]) for field in ("honorific", "post_nominals") if field in said]
        before = f"{parts.pop(0)} " if "honorific" in said else ""
        if name is not None or parts or before:
            yield Run(", ".join([f"{before}{name or ''}".rstrip(), *parts]).removeprefix(", "), "bold")

    def _activity(self, node: Activity, placed: Placed, taken: set[str]) -> Iterator[Run]:
        taken |= {"label", "status", "place", "when"}
        yield Run(f"{self.readings.number(node)}  ", "dim")
        time = self.readings.time(node.when) if node.when is not None else ""
        if time:
            yield Run(f"{time}  ")
        yield Run(spaced(node.type), "bold")
        if node.label is not None:
            yield Run(f" {quoted(node.label)}", "bold")
        if node.place is not None:
            yield Run(f", {self.readings.name(node.place)}")
        whole = self._placed[placed.pointer.rsplit("/", 2)[0]].status if placed.occasion is not None else HELD
        if node.status is not None or placed.status is not whole:
            yield Run(f", {spaced(placed.status.value)}", "plain" if placed.status is HELD else "alarm")

    def _participant(self, node: Participant, taken: set[str]) -> Iterator[Run]:
        for field, value in (("ref", node.ref), ("description", node.description), ("as_worded", node.as_worded)):
            if value is not None:
                taken.add(field)
                yield Run(self.readings.name(value) if field == "ref" else shown(value))
                return

    def _topic(self, node: TopicEntry, taken: set[str]) -> Iterator[Run]:
        if node.topic is not None:
            taken.add("topic")
            yield Run(self.readings.name(node.topic))

    def _statement(self, node: Statement, taken: set[str]) -> Iterator[Run]:
        taken |= {"speakers", "as_worded", "act", "act_label", "withheld", "text"}
        who = ", ".join(map(self.readings.name, node.speakers))
        words = quoted(node.as_worded) if node.as_worded is not None else ""
        yield Run(who or words or "not attributed", "bold")
        if who and words:
            yield Run(f" ({words})")
        if node.withheld is not None:
            yield Run(", withheld" if node.withheld else ", not withheld", "alarm")
        act = self.readings.field(node, node.__fields__["act"]) if node.act is not None else ""
        if node.act_label is not None:
            act = quoted(node.act_label) if act in ("", "other") else f"{act} {quoted(node.act_label)}"
        if act:
            yield Run(f", {act}")
        if node.text is not None:
            yield Run(f": {quoted(node.text)}")

    def _change(self, node: StatusChange, taken: set[str]) -> Iterator[Run]:
        if node.status is not None:
            taken.add("status")
            yield Run(spaced(node.status.value))

    def _claim(self, node: Claim, taken: set[str]) -> Iterator[Run]:
        taken |= {"about", "field", "standing", "value"}
        if node.standing is not None:
            yield Run(f"{spaced(node.standing.value)}: ", "dim")
        yield Run(self.readings.claimed(node) if "value" in node.__dict__ else "no value")

    def _source(self, node: Source, taken: set[str]) -> Iterator[Run]:
        taken |= {"publisher", "title"}
        names = [shown(text) for text in (node.publisher, node.title) if text is not None]
        if names:
            yield Run(", ".join(names), "bold")


def _nameless(node: Node) -> tuple[Run, ...]:
    """What stands for a record that nothing names: its class."""
    return (Run(re.sub("(?<=[a-z])(?=[A-Z])", " ", type(node).__name__).lower()),)


def _holds_records(kind: Kind) -> bool:
    """Whether a field holds records, which have notes and citations of their own, and not mere values."""
    kind = kind.item if isinstance(kind, ManyKind) else kind
    return isinstance(kind, NodeKind) and issubclass(kind.cls, Noted)


def _is_word(kind: Kind) -> bool:
    return isinstance(kind, WordKind) or (isinstance(kind, ManyKind) and isinstance(kind.item, WordKind))


def _is_short(kind: Kind) -> bool:
    """Whether a value of this kind is said in a word or two."""
    if isinstance(kind, NodeKind):
        return kind.cls in (Count, Amount, When)
    return _is_word(kind) or isinstance(kind, DateKind | IntegerKind)
