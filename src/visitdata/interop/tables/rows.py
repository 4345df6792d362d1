"""A visit as the rows of tables.

A row's key is the number of its visit in the corpus and its JSON Pointer there, so that keys differ whatever ids say.
It begins with a letter, so that no program takes some keys for numbers.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

import orjson

from visitdata.interop.tables.columns import (
    DERIVED,
    TABLES,
    home_of,
    is_flat,
    table_of,
    table_of_values,
)
from visitdata.model import EDTF, Activity, FrozenMap, Placed, Visit
from visitdata.model.frozen import thaw
from visitdata.model.kinds import JsonKind, JsonMapKind, ManyKind, NodeKind
from visitdata.model.node import Field, Node

Row = list[Any]
"""The cells of a row in the order of its table's columns: str, int, float, bool, date or None."""

_PLACES = {table.name: {name: place for place, name in enumerate(table.names)} for table in TABLES}
Fill = Callable[[Row, Any], None]


def rows_of(visit: Visit, number: int) -> Iterator[tuple[str, Row]]:
    """The rows that a visit is, each with the name of its table; `number` tells it from the others of its corpus."""
    key = f"v{number}"
    placed = {f"{key}{one.pointer}": (place, one) for place, one in enumerate(visit.activities(), 1)}
    yield from _rows(visit, _Owner(key, visit.id, key, "", "", None), key, placed)


class _Owner(NamedTuple):
    """Where an object stands: the key and the id of its visit, and the row that holds it."""

    visit_key: str
    visit_id: str
    key: str
    table: str
    field: str
    position: int | None


def _rows(node: Node, owner: _Owner, key: str, placed: dict[str, tuple[int, Placed]]) -> Iterator[tuple[str, Row]]:
    plan = _plan(type(node))  # type: ignore[arg-type]  # a class can be hashed, whatever its objects are
    row: Row = [None] * plan.width
    said = node.__dict__
    for name, fill in plan.fills:
        if name in said:
            fill(row, said[name])
    for place, value in zip(plan.keys, (key, *owner), strict=True):
        if place is not None:
            row[place] = value
    if plan.tag is not None:
        row[plan.tag] = node.__tag__
    if isinstance(node, Activity):
        _derive(row, key, *placed[key], plan.derived)
    yield plan.table, row
    for field, name in plan.values:
        if field.name in said:
            base = [owner.visit_key, owner.visit_id, key, plan.table, field.name]
            yield from ((name, [*base, inner, text]) for inner, text in _values(said[field.name]))
    for field in plan.children:
        if field.name in said:
            children = said[field.name]
            is_list = isinstance(children, tuple)
            for position, child in enumerate(children if is_list else (children,)):
                inside = f"{key}/{field.json}/{position}" if is_list else f"{key}/{field.json}"
                at = _Owner(owner.visit_key, owner.visit_id, key, plan.table, field.name, position if is_list else None)
                yield from _rows(child, at, inside, placed)


def _derive(row: Row, key: str, sequence: int, one: Placed, places: tuple[int, ...]) -> None:
    """Fill the columns that follow from an activity's place in the visit, in the order of `DERIVED`."""
    date, place = one.date, one.place
    occasion = key.rsplit("/", 2)[0] if one.occasion is not None else None
    values = (
        sequence, occasion, one.status.value, date and date.text, date and date.earliest, date and date.latest,
        place and place.__dict__["id"], one.zone,
    )  # fmt: skip
    for column, value in zip(places, values, strict=True):
        row[column] = value


def _values(value: Any) -> Iterator[tuple[str | int, str]]:
    """The values of a map, each with its key, or of a list, each with its position."""
    if isinstance(value, FrozenMap):
        yield from value.items()
    else:
        yield from ((position, str(item)) for position, item in enumerate(value))


class _Plan:
    """How the objects of a class are told, found out once."""

    def __init__(self, cls: type[Any]) -> None:
        self.table = table_of(cls)
        places = _PLACES[self.table]
        self.width = len(places)
        names = ("key", "visit_key", "visit_id", "parent_key", "parent_table", "parent_field", "parent_position")
        self.keys = tuple(places.get(name) for name in names)
        self.tag = places["type"] if cls.__tag__ is not None else None
        self.derived = tuple(places[column.name] for column in DERIVED) if home_of(cls) is Activity else ()
        fields = list(cls.__fields__.values())
        self.fills = [(field.name, _fill(field, field.name, places)) for field in fields if _is_column(field)]
        self.values = [(field, name) for field in fields if (name := table_of_values(field)) is not None]
        self.children = [field for field in fields if _is_child(field)]


_plan = cache(_Plan)


def _is_child(field: Field) -> bool:
    kind = field.kind.item if isinstance(field.kind, ManyKind) else field.kind
    return isinstance(kind, NodeKind) and (kind is not field.kind or not is_flat(kind.cls))


def _is_column(field: Field) -> bool:
    return table_of_values(field) is None and not _is_child(field)


def _fill(field: Field, column: str, places: dict[str, int]) -> Fill:
    """What puts the value of a field into its cells."""
    kind = field.kind
    if isinstance(kind, NodeKind):
        inner = [(one.name, _fill(one, f"{column}_{one.name}", places)) for one in kind.cls.__fields__.values()]
        return lambda row, node: _fill_all(row, node.__dict__, inner)
    place = places[column]
    if f"{column}_earliest" in places:
        return lambda row, value: _fill_date(row, place, value)
    if isinstance(kind, JsonKind | JsonMapKind):
        return lambda row, value: row.__setitem__(place, orjson.dumps(thaw(value)).decode())
    return lambda row, value: row.__setitem__(place, value.value if hasattr(value, "meaning") else value)


def _fill_all(row: Row, said: dict[str, Any], fills: list[tuple[str, Fill]]) -> None:
    for name, fill in fills:
        if name in said:
            fill(row, said[name])


def _fill_date(row: Row, place: int, value: EDTF) -> None:
    row[place : place + 3] = value.text, value.earliest, value.latest
