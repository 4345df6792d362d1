"""Any record of a visit as an entry to read: what it is in one line, and below it whatever else it says.

What has no form of its own here is shown under the names of its fields, so that nothing that is said is left out, also
of a class that comes later.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from visitdata.model.activity import Activity, ActivityStatus, Participant, StatusChange
from visitdata.model.formats import COUNTRY
from visitdata.model.kinds import DateKind, IntegerKind, Kind, ManyKind, NodeKind, WordKind
from visitdata.model.node import Field, Node, Noted
from visitdata.model.program import Placed
from visitdata.model.quantities import Amount, Count
from visitdata.model.sources import Claim, Source
from visitdata.model.statements import Statement, TopicEntry
from visitdata.model.time import When
from visitdata.render.disputes import claimed_runs
from visitdata.render.lines import Entry, Run, Style, glued, said
from visitdata.render.readings import Readings, shown

_PLAIN = frozenset({
    "as_worded", "capacity", "city", "code", "count", "country", "kind", "language", "organization", "party", "place",
    "visit", "when",
})  # fmt: skip
"""Fields whose value says by itself what it is, in a word or two."""

_NAMED = frozenset({"access", "agenda", "answer", "parties_order", "steps_order"})
"""Fields whose word says little without the field's name."""

_LISTED = frozenset({"steps", "statements", "outcomes", "gifts", "documents", "irregularities"})
"""Fields whose records stand on lines of their own, however short they are."""

_UNNAMED = frozenset({"steps", "statements"})
"""Fields whose records need no name of the field above them."""

_UNTOLD = frozenset({"id", "citations"})
"""Fields that have no line of their own: ids are replaced by names, citations are marks."""

HELD = ActivityStatus.HELD

UNDONE = frozenset({
    ActivityStatus.CANCELLED, ActivityStatus.POSTPONED, ActivityStatus.NOT_HELD, ActivityStatus.FICTITIOUS,
})  # fmt: skip
"""What is told of something that did not take place in this visit."""


class Entries:
    """The entries of one visit."""

    def __init__(self, readings: Readings, placed: Iterable[Placed]) -> None:
        self.readings = readings
        self.labels = readings.labels
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
        facts = glued(self._facts(node, taken, said(named)), self.labels("text.comma"))
        told = self.readings.in_parentheses(facts) if named and facts else facts
        runs = (*named, *told, *self.marks(node))
        inside = (*self.details(node, taken, pointer), *self.remarks(node))
        return Entry(runs or self._nameless(node), inside, self.anchor(node), node=node)

    def anchor(self, node: Node) -> str | None:
        """By what others lead to a record: its id, or of an activity without one its number."""
        id: str | None = node.__dict__.get("id")
        return f"A{self.readings.number(node)}" if id is None and isinstance(node, Activity) else id

    def details(self, node: Node, taken: Iterable[str], pointer: str = "") -> Iterator[Entry]:
        """The fields of a record that its line has not told, each under its name."""
        for field in node.__fields__.values():
            if field.name not in node.__dict__ or field.name in taken:
                continue
            if field.name in _UNNAMED:
                yield from self._records(node, field, pointer)
            else:
                yield self._detail(node, field, pointer)

    def remarks(self, node: Node) -> Iterator[Entry]:
        """What is noted of its citations, and of its time as printed."""
        if isinstance(node, Activity) and node.when is not None and node.when.label is not None:
            printed = self.readings.quoted(node.when.label)
            yield Entry((Run(self.labels("text.time_as_printed"), "dim"), Run(printed)))
        for citation in node.__dict__.get("citations", ()):
            about = self.details(citation, {"id", "source", "quote", "locator", "supports"})
            mark = Run(self.labels("text.on", self.readings.cited(citation)), "dim")
            yield from (Entry((mark, *entry.head), entry.inside, flows=entry.flows) for entry in about)

    def _detail(self, node: Node, field: Field, pointer: str) -> Entry:
        style: Style = "alarm" if field.name == "irregularities" else "dim"
        label = Run(self.labels("text.named", self.labels.field(field.name)), style)
        alone = label._replace(text=label.text.rstrip())
        if not _holds_records(field.kind):
            return Entry((label, *self.readings.field_runs(node, field)), field=field.name)
        entries = self._records(node, field, pointer)
        if len(entries) == 1:
            head = () if entries[0].head == self._nameless(_first(node, field)) else entries[0].head
            return entries[0]._replace(head=(label, *head) if head else (alone,), field=field.name)
        if field.name in _LISTED or any(entry.inside for entry in entries):
            return Entry((alone,), entries, field=field.name)
        return Entry((label,), entries, flows=True, field=field.name)

    def _records(self, node: Node, field: Field, pointer: str) -> tuple[Entry, ...]:
        value = node.__dict__[field.name]
        records = value if isinstance(value, tuple) else (value,)
        return tuple(self.of(record, f"{pointer}/steps/{index}") for index, record in enumerate(records))

    def _facts(self, node: Node, taken: set[str], named: str) -> Iterator[list[Run]]:
        """What can be said in a word or two: kinds, dates, countries, counts; not the name of a country that its own
        name says already."""
        for field in node.__fields__.values():
            label = f"{field.name}_label"
            is_told = field.name in node.__dict__ and (field.name in _PLAIN or _is_short(field.kind))
            if field.name in taken or not (is_told or label in node.__dict__):
                continue
            fact = self._fact(node, field)
            taken |= {field.name, label}
            if not (field.kind is COUNTRY and self.readings.written_out and said(fact) == named):
                yield fact

    def _fact(self, node: Node, field: Field) -> list[Run]:
        if field.name == "as_worded":
            return [Run(self.readings.quoted(node.__dict__["as_worded"]))]
        value = self._with_label(node, field)
        is_plain = field.name in _PLAIN or (_is_word(field.kind) and field.name not in _NAMED)
        return value if is_plain else [Run(f"{self.labels.field(field.name)} "), *value]

    def _with_label(self, node: Node, field: Field) -> list[Run]:
        """A value, and the source's own words beside it, or in place of `other`."""
        value = self.readings.field_runs(node, field) if field.name in node.__dict__ else []
        words = node.__dict__.get(f"{field.name}_label")
        if words is None:
            return value
        is_other = node.__dict__.get(field.name) in ("other", ("other",))
        quoted = Run(self.readings.quoted(words), language=self.readings.visit.language)
        return glued([[] if is_other else value, [quoted]], " ")

    def marks(self, node: Node) -> Iterator[Run]:
        """The marks of its citations, each once."""
        marks = {self.readings.cited(one): self.readings.footnote(one) for one in node.__dict__.get("citations", ())}
        if marks:
            yield Run(" ", "dim")
            yield from (Run(mark, "dim", to=anchor) for mark, anchor in marks.items())

    def _named(self, node: Node, taken: set[str]) -> Iterator[Run]:
        """A record by its best name, a person with the honorific and the letters that belong to it."""
        field, _, language = self.readings.naming(node)
        taken |= {"honorific", "post_nominals", *([field] if field is not None else [])}
        name = self.readings.own_name(node) or node.__dict__.get("id")
        runs = {
            part: [Run(shown(node.__dict__[part]), "bold", language=self.readings.visit.language)]
            for part in ("honorific", "post_nominals") if part in node.__dict__
        }  # fmt: skip
        called = [Run(name, "bold", language=language)] if name is not None else []
        before = glued([runs.get("honorific", []), called], " ")
        for run in glued([before, runs.get("post_nominals", [])], self.labels("text.comma")):
            yield run._replace(style="bold")

    def _activity(self, node: Activity, placed: Placed, taken: set[str]) -> Iterator[Run]:
        taken |= {"label", "status", "place", "when"}
        yield Run(f"{self.readings.number(node)}  ", "dim")
        time = self.readings.time_runs(node.when) if node.when is not None else []
        if time:
            yield from (*(run._replace(style="time") for run in time), Run("  "))
        name: Style = "struck" if placed.status in UNDONE else "bold"
        yield Run(self.labels.of_class(type(node)), name)
        if node.label is not None:
            label = self.readings.quoted(node.label)
            yield from (Run(" ", name), Run(label, name, language=self.readings.visit.language))
        if node.place is not None:
            yield from (Run(self.labels("text.comma")), self.readings.called(node.place))
        whole = self._placed[placed.pointer.rsplit("/", 2)[0]].status if placed.occasion is not None else HELD
        if node.status is not None or placed.status is not whole:
            style: Style = "plain" if placed.status is HELD else "alarm"
            yield from (Run(self.labels("text.comma"), style), Run(self.labels.word(placed.status), style))

    def _participant(self, node: Participant, taken: set[str]) -> Iterator[Run]:
        for field, value in (("ref", node.ref), ("description", node.description), ("as_worded", node.as_worded)):
            if value is not None:
                taken.add(field)
                language = self.readings.visit.language
                yield (self.readings.called(value) if field == "ref" else Run(shown(value), language=language))
                return

    def _topic(self, node: TopicEntry, taken: set[str]) -> Iterator[Run]:
        if node.topic is not None:
            taken.add("topic")
            yield self.readings.called(node.topic)

    def _statement(self, node: Statement, taken: set[str]) -> Iterator[Run]:
        taken |= {"speakers", "as_worded", "act", "act_label", "withheld", "text"}
        comma = self.labels("text.comma")
        who = glued(([self.readings.called(speaker, "bold")] for speaker in node.speakers), comma)
        words = self.readings.quoted(node.as_worded) if node.as_worded is not None else ""
        yield from who or [Run(words or self.labels("text.not_attributed"), "bold")]
        if who and words:
            yield from self.readings.in_parentheses([Run(words)])
        if node.withheld is not None:
            withheld = self.labels("text.withheld" if node.withheld else "text.not_withheld")
            yield from (Run(comma, "alarm"), Run(withheld, "alarm"))
        act = self._with_label(node, node.__fields__["act"])
        if act:
            yield from (Run(comma), *act)
        if node.text is not None:
            yield from (Run(self.labels("text.colon")), Run(self.readings.quoted(node.text), language=node.language))

    def _change(self, node: StatusChange, taken: set[str]) -> Iterator[Run]:
        if node.status is not None:
            taken.add("status")
            yield Run(self.labels.word(node.status))

    def _claim(self, node: Claim, taken: set[str]) -> Iterator[Run]:
        taken |= {"about", "field", "standing", "value"}
        if node.standing is not None:
            yield Run(self.labels("text.named", self.labels.word(node.standing)), "dim")
        yield from claimed_runs(self.readings, node)

    def _source(self, node: Source, taken: set[str]) -> Iterator[Run]:
        taken |= {"publisher", "title"}
        names = (
            [Run(shown(text), "bold", language=language)]
            for text, language in ((node.publisher, None), (node.title, node.language)) if text is not None
        )  # fmt: skip
        yield from glued(names, self.labels("text.comma"))

    def _nameless(self, node: Node) -> tuple[Run, ...]:
        """What stands for a record that nothing names: its class."""
        return (Run(self.labels.of_class(type(node))),)


def _first(node: Node, field: Field) -> Node:
    """The record of a field that holds one, or the first of several."""
    value: Any = node.__dict__[field.name]
    first: Node = value[0] if isinstance(value, tuple) else value
    return first


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
