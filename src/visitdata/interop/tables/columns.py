"""Which tables there are and what their columns hold, made from the classes of the model.

One table holds the objects of one class, the classes of a family in one. A value that stands alone and holds no list,
such as a `When`, has no table: its fields are columns of the object that holds it. Lists of ids are rows of ``refs``,
lists of texts and words rows of ``texts``, maps rows of ``identifiers`` and ``translations``.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from visitdata.model import Activity, ActivityStatus, Visit
from visitdata.model.formats import LANGUAGE, REF, SCHEME, ZONE
from visitdata.model.kinds import (
    DateKind,
    FlagKind,
    IntegerKind,
    JsonMapKind,
    Kind,
    ManyKind,
    NodeKind,
    NumberKind,
    TextKind,
    TextMapKind,
    Word,
    WordKind,
)
from visitdata.model.node import Field, Node, Noted


class Column(NamedTuple):
    """A column of a table."""

    name: str
    type: str
    """What its cells are, in the words of Table Schema: string, integer, number, boolean, date, or object (JSON)."""
    meaning: str
    required: bool = False
    words: tuple[str, ...] = ()
    """The only texts that its cells may be, where there is such a list."""
    path: tuple[str, ...] = ()
    """The JSON names that lead from the row's object to the value; empty for keys and for what is derived."""


class Table(NamedTuple):
    """A table: its columns, by which of them its rows are told apart, and where others of them lead."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[tuple[str, str], ...]
    """Pairs of a column and the table whose ``key`` it holds."""
    objects: type[Any] | None = None
    """The class or family whose objects are its rows; None where rows are no objects."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


class Holder(NamedTuple):
    """A place that may hold objects of a class: a field of the objects of a table."""

    table: str
    field: str
    is_list: bool


def home_of(cls: type[Any]) -> type[Any]:
    """The class or family whose table holds the objects of a class."""
    return [base for base in cls.__mro__ if (issubclass(base, Node) and base.__tag__ is not None) or base is cls][-1]


def table_of(cls: type[Any]) -> str:
    """The name of the table that holds the objects of a class: its own in the plural, ``status_changes``."""
    name = re.sub("(?<=[a-z])(?=[A-Z])", "_", home_of(cls).__name__).lower()
    if name == "person":
        return "people"
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


def is_flat(cls: type[Any]) -> bool:
    """Whether an object of a class that stands alone is told in columns of the object that holds it."""
    is_simple = not any(isinstance(field.kind, ManyKind | TextMapKind) for field in cls.__fields__.values())
    return is_simple and not issubclass(cls, Noted)


def _classes(kind: Kind) -> tuple[type[Any], ...]:
    """The classes of the objects that a field of a kind holds in tables of their own."""
    if isinstance(kind, ManyKind):
        return kind.item.classes if isinstance(kind.item, NodeKind) else ()
    return kind.classes if isinstance(kind, NodeKind) and not is_flat(kind.cls) else ()


def _holders() -> dict[type[Any], list[Holder]]:
    """For each class that has a table, the places that may hold its objects; `Visit` first, with none."""
    holders: dict[type[Any], list[Holder]] = {Visit: []}
    waiting: list[type[Any]] = [Visit]
    while waiting:
        cls = waiting.pop(0)
        for field in cls.__fields__.values():
            for held in _classes(field.kind):
                home = home_of(held)
                is_new = home not in holders
                found = holders.setdefault(home, [])
                holder = Holder(table_of(cls), field.name, isinstance(field.kind, ManyKind))
                if holder not in found:
                    found.append(holder)
                if is_new:
                    waiting += home.__members__ or (home,)
    return holders


HOLDERS = _holders()


def _base(table: str) -> list[Column]:
    """The columns that tell the visit of a row."""
    return [
        Column("visit_key", "string", "Key of the visit it belongs to, in `visits`.", True),
        Column("visit_id", "string", "Id of the visit it belongs to; two documents may have the same.", True),
    ] * (table != "visits")


def _parent(holders: list[Holder]) -> list[Column]:
    """The columns that tell where a row's object stands, as far as it may stand in several places."""
    tables, fields = sorted({holder.table for holder in holders}), sorted({holder.field for holder in holders})
    columns = []
    if tables not in ([], ["visits"]):
        columns.append(Column("parent_key", "string", f"Key of the row that holds it, in {_listed(tables)}.", True))
    if len(tables) > 1:
        columns.append(Column("parent_table", "string", "The table of the row that holds it.", True, tuple(tables)))
    if len(fields) > 1:
        columns.append(Column("parent_field", "string", "The field that holds it.", True, tuple(fields)))
    if any(holder.is_list for holder in holders):
        columns.append(Column("parent_position", "integer", "Its position in the list, from 0.", True))
    return columns


def _listed(tables: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in tables) if len(tables) < 5 else "the table that `parent_table` names"


def _fields(home: type[Any]) -> list[Field]:
    """The fields of a class; of a family those of all its members, each once."""
    merged: dict[str, list[Field]] = {name: [] for name in home.__fields__}
    for cls in home.__members__ or (home,):
        for field in cls.__fields__.values():
            merged.setdefault(field.name, []).append(field)
    fields = [_merged(alike) for alike in merged.values()]
    return sorted(fields, key=lambda field: field.name in ("note", "extensions"))


def _merged(alike: list[Field]) -> Field:
    """One field in place of those that several classes have under one name."""
    first, kind = alike[0], alike[0].kind
    words = {word.value: word for field in alike if isinstance(field.kind, WordKind) for word in field.kind.words}
    if len({type(field.kind) for field in alike}) > 1:
        raise TypeError(f"the classes of a family disagree on what {first.name} is")
    if isinstance(kind, WordKind) and len(words) > len(kind.words):
        kind = WordKind(Word("AnyWord", {word.name: (word.value, word.meaning) for word in words.values()}))  # type: ignore[arg-type]  # the functional form of an enum gives a class
    meaning = " / ".join(dict.fromkeys(field.meaning for field in alike))
    return first._replace(kind=kind, meaning=meaning)


def _columns(fields: list[Field], prefix: str = "", path: tuple[str, ...] = (), about: str = "") -> Iterator[Column]:
    """The columns of the fields that are told in the row of their object."""
    for field in fields:
        kind, name, inside = field.kind, prefix + field.name, (*path, field.json)
        meaning = f"{about}{field.meaning}"
        needed = field.required and not prefix
        if isinstance(kind, NodeKind):
            if is_flat(kind.cls):
                yield from _columns(list(kind.cls.__fields__.values()), f"{name}_", inside, f"{meaning} ")
        elif isinstance(kind, DateKind):
            yield Column(name, "string", meaning, needed, path=inside)
            yield from bounds(name)
        elif not isinstance(kind, ManyKind | TextMapKind):
            words = tuple(word.value for word in kind.words) if isinstance(kind, WordKind) else ()
            yield Column(name, type_of(kind), meaning, needed, words, inside)


def bounds(name: str) -> Iterator[Column]:
    """The columns that stand beside a date."""
    yield Column(
        f"{name}_earliest", "date", f"The earliest day that `{name}` may cover; 0001-01-01 where that is open."
    )
    yield Column(f"{name}_latest", "date", f"The latest day that `{name}` may cover; 9999-12-31 where that is open.")


def type_of(kind: Kind) -> str:
    """What the cells of a field's column are, in the words of Table Schema."""
    match kind:
        case IntegerKind():
            return "integer"
        case NumberKind():
            return "number"
        case FlagKind():
            return "boolean"
        case JsonMapKind():
            return "object"
    return "string"


DERIVED = (
    Column("sequence", "integer", "Derived: its place among all activities of the visit, from 1.", True),
    Column("occasion_key", "string", "Derived: key of the occasion that holds it, in `activities`."),
    Column(
        "effective_status", "string", "Derived: what became of it, by its own status, its citations, its occasion, "
        "or the status of the visit.", True, tuple(word.value for word in ActivityStatus),
    ),
    Column("effective_date", "string", "Derived: its date, or that of its occasion, or of a visit of one day."),
    *bounds("effective_date"),
    Column("effective_place", "string", "Derived: id of its place, or of that of its occasion."),
    Column("effective_zone", "string", f"Derived: {ZONE.title}, of its own, its place, or its occasion."),
)  # fmt: skip
"""The columns of ``activities`` that follow from an activity's place in the visit."""


def _objects(home: type[Any], holders: list[Holder]) -> Table:
    name = table_of(home)
    columns = [Column("key", "string", "What tells it from all other rows of all tables.", True), *_base(name)]
    columns += _parent(holders)
    if home.__tag__ is not None:
        tags = tuple(str(member.__tag__) for member in home.__members__)
        columns.append(Column("type", "string", "Which kind of object it is.", True, tags, ("type",)))
    columns += _columns(_fields(home))
    links = [("visit_key", "visits")] * (name != "visits")
    tables = {holder.table for holder in holders}
    if len(tables) == 1 and tables != {"visits"}:
        links.append(("parent_key", next(iter(tables))))
    if home is Activity:
        columns += DERIVED
        links.append(("occasion_key", name))
    return Table(name, home.__meaning__, tuple(columns), ("key",), tuple(links), home)


def table_of_values(field: Field) -> str | None:
    """The table in which the values of a field are rows: of a list of ids, of a list of texts or words, of a map of
    identifiers, of a map from languages to text. None for any other field."""
    kind = field.kind
    if isinstance(kind, TextMapKind):
        return "identifiers" if kind.key is SCHEME else "translations"
    item = kind.item if isinstance(kind, ManyKind) else None
    if item is REF:
        return "refs"
    return "texts" if isinstance(item, TextKind | WordKind) else None


def _values(name: str, meaning: str, *own: Column) -> Table:
    """The table of the values of all fields of a sort."""
    tables, fields = set(), set()
    for home in HOLDERS:
        found = {field.name for field in _fields(home) if table_of_values(field) == name}
        tables |= {table_of(home)} if found else set()
        fields |= found
    columns = (
        *_base(name),
        Column("parent_key", "string", "Key of the row whose field it is.", True),
        Column("parent_table", "string", "The table of that row.", True, tuple(sorted(tables))),
        Column("parent_field", "string", "The field.", True, tuple(sorted(fields))),
        *own,
    )
    primary_key = ("parent_key", "parent_field", own[0].name)
    return Table(name, meaning, columns, primary_key, (("visit_key", "visits"),))


_POSITION = Column("position", "integer", "Its position in the list, from 0.", True)

TABLES: tuple[Table, ...] = (
    *(_objects(home, holders) for home, holders in HOLDERS.items()),
    _values(
        "refs", "An id in a list of ids: who signed, who reviewed the guard, what came before.", _POSITION,
        Column("ref", "string", REF.meaning, True),
    ),
    _values(
        "texts", "A text or word in a list of them.", _POSITION,
        Column("value", "string", "The text.", True),
    ),
    _values(
        "identifiers", "An identifier in some scheme.",
        Column("scheme", "string", SCHEME.meaning, True), Column("value", "string", "The identifier.", True),
    ),
    _values(
        "translations", "A title or label in another language.",
        Column("language", "string", LANGUAGE.meaning, True), Column("text", "string", "The text.", True),
    ),
)  # fmt: skip
"""Every table, in the order of the model."""
