"""Hypothesis strategies made from the classes of the model, so that a new field or class is drawn without a word here.

Everything is first drawn as a plain JSON value and then built through the constructors. A drawn document stands alone:
its ids are unique, and every reference leads to one of them.
"""

import functools
import re
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar

from hypothesis import strategies as st

from visitdata.checker.pipeline import from_dict
from visitdata.codec.convert import structure_part
from visitdata.limits import MAX_INTEGER
from visitdata.model import EDTF, Node, Occasion, Participant, Party, Person, Place, Step, Visit, When
from visitdata.model.formats import DATE, ID, REF, VERSION
from visitdata.model.kinds import (
    DateKind,
    FlagKind,
    IntegerKind,
    JsonKind,
    JsonMapKind,
    Kind,
    ManyKind,
    NodeKind,
    NumberKind,
    TextKind,
    TextMapKind,
    WordKind,
)
from visitdata.model.node import Field

N = TypeVar("N", bound=Node)
Plain = st.SearchStrategy[Any]

_FEW, _MANY = 4, 14
"""How many of its optional fields an object, or a whole visit, has at most: objects are wide and sparse."""

_COMMON = {
    Visit: ("start", "people", "places", "program", "status"),
    Party: ("role", "country"),
    Person: ("name", "party"),
    Place: ("name", "zone"),
    Occasion: ("when", "place", "participants", "steps", "status"),
    Step: ("participants", "status"),
    Participant: ("ref", "side", "attendance"),
    When: ("date",),
}
"""Fields on which most code that reads visits depends: each is drawn three times out of four."""


def visits() -> st.SearchStrategy[Visit]:
    """Valid visits: ids unique, every reference leading to one of them."""
    return documents().map(from_dict)


def documents() -> st.SearchStrategy[dict[str, Any]]:
    """Valid visits as plain dicts, as `json.loads` gives them."""
    return st.builds(_whole, plain(Visit), st.sampled_from([True, True, False]))


def instances(cls: type[N]) -> st.SearchStrategy[N]:
    """Valid objects of any class of the model, or of a family such as `Step`. Their references lead nowhere.

    Raises `TypeError` for what is no class of the model.
    """
    return plain(cls).map(lambda value: structure_part(value, cls))


def dates() -> st.SearchStrategy[EDTF]:
    """EDTF dates of every form that the model knows."""
    return _date_texts().map(EDTF)


def plain(cls: type[Node]) -> st.SearchStrategy[dict[str, Any]]:
    """Valid objects of any class of the model as plain dicts. Their references lead nowhere.

    Raises `TypeError` for what is no class of the model.
    """
    is_model = isinstance(cls, type) and issubclass(cls, Node) and cls is not Node
    if not is_model or (cls.__family__ and not cls.__members__):
        raise TypeError(f"{cls!r} is no class of the model that stands in a document")
    classes: tuple[Any, ...] = cls.__members__ or (cls,)
    return st.sampled_from(classes).flatmap(_object)


@functools.cache
def _object(cls: Any) -> Plain:
    required = [field for field in cls.__fields__.values() if field.required]
    optional = [field for field in cls.__fields__.values() if not field.required]
    least = 0 if required or cls.__tag__ else 1
    most = min(_MANY if cls is Visit else _FEW, len(optional))
    names = next((names for base, names in _COMMON.items() if issubclass(cls, base)), ())
    common = [field for field in optional if field.name in names]
    strategies = {field.json: _kind(field.kind) for field in cls.__fields__.values()}

    @st.composite
    def drawn(draw: Callable[[st.SearchStrategy[Any]], Any]) -> dict[str, Any]:
        size = draw(st.integers(least, most))
        positions = st.lists(st.integers(0, len(optional) - 1), min_size=size, max_size=size, unique=True)
        some = [optional[position] for position in draw(positions)]
        some += [field for field in common if field not in some and draw(st.integers(0, 3))]
        value: dict[str, Any] = {"type": cls.__tag__} if cls.__tag__ else {}
        for field in (*required, *some):
            value[field.json] = draw(strategies[field.json])
        return value

    return drawn()


def _kind(kind: Kind) -> Plain:
    match kind:
        case DateKind():
            return _date_texts()
        case TextKind():
            return _texts(kind)
        case WordKind():
            return st.sampled_from([word.value for word in kind.words])
        case IntegerKind():
            return st.integers(kind.minimum, 30) | st.integers(kind.minimum, MAX_INTEGER)
        case NumberKind():
            return st.floats(kind.minimum, kind.maximum) | st.integers(kind.minimum, kind.maximum).map(float)
        case FlagKind():
            return st.booleans()
        case ManyKind():
            return st.lists(_kind(kind.item), min_size=1, max_size=2)
        case TextMapKind():
            return st.dictionaries(_texts(kind.key), _texts(kind.value), min_size=1, max_size=2)
        case JsonMapKind():
            return st.dictionaries(_texts(kind.key), _json(), min_size=1, max_size=2)
        case JsonKind():
            return _json().filter(lambda value: value is not None)
        case NodeKind():
            return plain(kind.cls)
    raise TypeError(f"no strategy for {kind!r}")


@functools.cache
def _texts(kind: TextKind) -> Plain:
    if kind is VERSION:
        return st.sampled_from(kind.examples)
    if not kind.pattern:
        return _free_texts()
    formed = st.from_regex(re.compile(kind.pattern, re.ASCII), fullmatch=True).filter(_is_sound)
    return st.sampled_from(kind.examples) | formed if kind.examples else formed


def _free_texts() -> Plain:
    return st.text(min_size=1, max_size=10).filter(_is_sound)


def _is_sound(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


@functools.cache
def _json() -> Plain:
    numbers = st.integers(-MAX_INTEGER, MAX_INTEGER) | st.floats(allow_nan=False, allow_infinity=False)
    scalars = st.none() | st.booleans() | numbers | _free_texts() | st.just("")
    keys = st.text(max_size=5).filter(_is_sound)
    return st.recursive(
        scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=5
    )


@functools.cache
def _date_texts() -> st.SearchStrategy[str]:
    days = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
    common = st.dates(date(1850, 1, 1), date(2030, 12, 31)).map(date.isoformat)
    months, years = common.map(lambda day: day[:7]), days.map(lambda day: day[:4])
    seasons = years.map(lambda year: year + "-21") | years.map(lambda year: year + "-24")
    vague = st.sampled_from(["197X", "19XX", "2010-XX", "2010-XX-XX", "2010-07-XX", "2010-07-3X", "2010-1X"])
    whole = common | days | months | years | seasons | vague
    single = st.builds(str.__add__, whole, st.sampled_from(["", "", "", "~", "?", "%"]))
    pair = st.tuples(single, single)
    intervals = pair.map("/".join) | single.map("{}/..".format) | single.map("../{}".format) | single.map("{}/".format)
    sets = st.one_of(
        pair.map(",".join).map("[{}]".format),
        pair.map("..".join).map("[{}]".format),
        single.map("[..{}]".format),
        single.map("[{}..]".format),
        pair.map(",".join).map("{{{}}}".format),
    )
    return st.one_of(common, single, intervals, sets).filter(DATE.matches)


def _whole(document: dict[str, Any], has_sides: bool) -> dict[str, Any]:
    """A drawn document whose ids are unique and whose references lead to them; with sides, one that has a guest and
    a host."""
    if has_sides:
        document["parties"] = [*document["parties"], {"id": "host"}][:2]
        for party, role in zip(document["parties"], ("guest", "host"), strict=True):
            party["role"] = role
    ids: list[str] = []
    for _, value, field in _fields(document, Visit):
        if field.kind is ID:
            name = value[field.json]
            value[field.json] = name = name if name not in ids else f"{name}-{len(ids)}"
            ids.append(name)
    for _, value, field in _fields(document, Visit):
        if field.kind is REF:
            value[field.json] = _chosen(value[field.json], ids)
        elif isinstance(field.kind, ManyKind) and field.kind.item is REF:
            value[field.json] = [_chosen(ref, ids) for ref in value[field.json]]
    return document


def _chosen(ref: str, ids: list[str]) -> str:
    return ids[zlib.crc32(ref.encode()) % len(ids)]


def _fields(value: dict[str, Any], cls: type[Node]) -> Iterator[tuple[type[Node], dict[str, Any], Field]]:
    """Every field that is present in a plain object and in what it holds."""
    for field in cls.__fields__.values():
        if field.json not in value:
            continue
        yield cls, value, field
        kind = field.kind.item if isinstance(field.kind, ManyKind) else field.kind
        if isinstance(kind, NodeKind):
            held = value[field.json]
            for item in held if isinstance(held, list) else [held]:
                yield from _fields(item, kind.class_of(item))
