"""What a field can hold, and how a class declares one.

A field is declared in one line: ``name: Text = says("Its meaning.", "an example")``. The annotation names a
`Kind`, which knows everything else: what a constructor accepts and turns it into, what is refused and what was
expected. The JSON Schema, the codec and the test strategies are made from the same kinds, so none of them can
disagree. Nothing here knows JSON Schema or files.

Type checkers see `Many`, `OneOf`, `ManyOf`, `Date`, `TextMap` and `JsonMap` as descriptors, because a
constructor accepts more (a list, a word, a text, a dict) than an attribute gives back (a tuple, an enum
member, an `EDTF`, a frozen map).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar, get_args, get_origin

import attrs

from visitdata.findings import nearest
from visitdata.limits import MAX_DEPTH, MAX_INTEGER
from visitdata.model.edtf import EDTF, EDTF_PATTERN


class InvalidField(ValueError):  # noqa: N818 - it names the field that is invalid
    """A value that a field cannot hold: says class, field, value and what was expected."""

    def __init__(self, owner: str, field: str, value: object, expected: str) -> None:
        super().__init__(owner, field, value, expected)
        self.owner = owner
        self.field = field
        self.value = value
        self.expected = expected

    def __str__(self) -> str:
        shown = repr(self.value)
        if len(shown) > 80:
            shown = shown[:77] + "..."
        return f"{self.owner}.{self.field}: got {shown}, expected {self.expected}"


class Refused(Exception):  # noqa: N818 - internal signal between a kind and the field that holds it
    """A kind does not take a value. `path` is the place of the refused `value` inside what was given."""

    def __init__(self, expected: str, value: object, path: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.value = value
        self.path = path


class Word(StrEnum):
    """A word of a closed list. Each member is its JSON text and carries its meaning."""

    _value_: str
    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Word:
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = member.__doc__ = meaning
        return member


class FrozenMap(Mapping[str, Any]):
    """An immutable, hashable mapping whose values are immutable too. Equal to any mapping that says the same;
    `True`, ``1`` and ``1.0`` are not the same. `plain()` gives a dict that may be changed."""

    __slots__ = ("_items",)
    _items: dict[str, Any]

    def __init__(self, items: dict[str, Any]) -> None:
        object.__setattr__(self, "_items", items)

    def __getitem__(self, key: str) -> Any:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a FrozenMap cannot be changed ({name})")

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Mapping):
            return bool(identity(self) == identity(other))
        return NotImplemented

    def __hash__(self) -> int:
        return hash(identity(self))

    def __repr__(self) -> str:
        return repr(self._items)

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenMap, (self._items,)

    def plain(self) -> dict[str, Any]:
        """A copy made of dicts and lists, which may be changed."""
        result: dict[str, Any] = thaw(self)
        return result


def identity(value: Any) -> Any:
    """What makes a JSON value equal to another: content and exact type, whatever the order of keys."""
    if isinstance(value, Mapping):
        return ("{", frozenset((key, identity(item)) for key, item in value.items()))
    if isinstance(value, list | tuple):
        return ("[", *map(identity, value))
    return (type(value), repr(value) if type(value) is float else value)


def freeze(value: Any, depth: int = 1) -> Any:
    """A JSON value made immutable: dicts become `FrozenMap`, lists tuples.

    Raises `Refused` for what JSON text cannot say or I-JSON (RFC 7493) forbids: NaN, infinities, lone
    surrogates, keys that are not text, integers past ±(2^53 - 1), nesting past 200 levels.
    """
    kind = type(value)
    if kind is str:
        return _sound_text(value)
    if value is None or kind is bool:
        return value
    if kind is int:
        if abs(value) > MAX_INTEGER:
            raise Refused("an integer within ±(2^53 - 1)", value)
        return value
    if kind is float:
        if not isfinite(value):
            raise Refused("a finite number", value)
        return value
    if depth > MAX_DEPTH:
        raise Refused(f"JSON nested at most {MAX_DEPTH} levels deep", value)
    if isinstance(value, Mapping):
        frozen = {}
        for key, item in value.items():
            if type(key) is not str:
                raise Refused("keys that are text", value)
            frozen[_sound_text(key)] = freeze(item, depth + 1)
        return FrozenMap(frozen)
    if isinstance(value, list | tuple):
        return tuple(freeze(item, depth + 1) for item in value)
    raise Refused("a JSON value: text, number, true, false, null, list or dict", value)


def freeze_trusted(value: Any) -> Any:
    """As `freeze`, for a value that decoding has already found to be good JSON."""
    if type(value) is dict:
        return FrozenMap({key: freeze_trusted(item) for key, item in value.items()})
    if type(value) is list:
        return tuple(map(freeze_trusted, value))
    return value


def thaw(value: Any) -> Any:
    """A frozen JSON value as plain dicts and lists."""
    if isinstance(value, FrozenMap):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [thaw(item) for item in value]
    return value


def _sound_text(value: str) -> str:
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Refused("text without lone surrogates", value) from None
    return value


class Kind:
    """What a field can hold. `expected` says it in words; `accept` returns the value to keep or raises
    `Refused`; `absent` is what the attribute gives where nothing was said."""

    expected = ""
    absent: Any = None

    def accept(self, value: Any) -> Any:
        raise NotImplementedError


class TextKind(Kind):
    """Text of one format. `name` is its name in the schema's ``$defs``; `pattern` a regular expression (without
    anchors) that ECMA-262, Python and Rust read alike; `meaning` says what it is and where it is defined."""

    def __init__(
        self,
        name: str,
        title: str,
        meaning: str,
        pattern: str = "",
        *examples: str,
        format: str = "",
        expected: str = "",
    ) -> None:
        self.name = name
        self.title = title
        self.meaning = meaning
        self.pattern = pattern
        self.examples = examples
        self.format = format
        example = f" such as {examples[0]!r}" if examples else ""
        self.expected = expected or f"{title}{example}"

    def accept(self, value: Any) -> Any:
        if not isinstance(value, str):
            raise Refused(self.expected, value)
        text = value if type(value) is str else str.__str__(value)
        if not text or (self.pattern and not self.matches(text)):
            raise Refused(self.expected, value)
        return _sound_text(text)

    def matches(self, text: str) -> bool:
        """Whether a text has this format."""
        return re.fullmatch(self.pattern, text) is not None


class DateKind(TextKind):
    """An EDTF date: accepts an `EDTF` or its text."""

    def accept(self, value: Any) -> Any:
        if type(value) is EDTF:
            return value
        if not isinstance(value, str):
            raise Refused(self.expected, value)
        try:
            return EDTF(value)
        except ValueError:
            raise Refused(self.expected, value) from None


class WordKind(Kind):
    """A word of a closed list: accepts a member or its text."""

    def __init__(self, words: type[Word]) -> None:
        self.words = words

    @property
    def expected(self) -> str:  # type: ignore[override]  # made when asked for: lists are long, errors rare
        return "one of " + ", ".join(word.value for word in self.words)

    def accept(self, value: Any) -> Any:
        if type(value) is self.words:
            return value
        if type(value) is str:
            word = self.words._value2member_map_.get(value)
            if word is not None:
                return word
            near = nearest(value, self.words._value2member_map_)
            if near is not None:
                raise Refused(f"{self.expected}; did you mean {near!r}?", value)
        raise Refused(self.expected, value)


class IntegerKind(Kind):
    """A whole number between two bounds. A truth value is not a number."""

    def __init__(self, minimum: int) -> None:
        self.minimum = minimum
        self.maximum = MAX_INTEGER
        self.expected = f"a whole number from {minimum} up"

    def accept(self, value: Any) -> Any:
        if type(value) is not int or not self.minimum <= value <= self.maximum:
            raise Refused(self.expected, value)
        return value


class NumberKind(Kind):
    """A number between two bounds, in degrees."""

    def __init__(self, bound: int) -> None:
        self.minimum = -bound
        self.maximum = bound
        self.expected = f"a number of degrees from -{bound} to {bound}"

    def accept(self, value: Any) -> Any:
        if type(value) not in (int, float) or not self.minimum <= value <= self.maximum:
            raise Refused(self.expected, value)
        return float(value)


class FlagKind(Kind):
    """True or false; absent where no source says either."""

    expected = "true or false"

    def accept(self, value: Any) -> Any:
        if type(value) is not bool:
            raise Refused(self.expected, value)
        return value


class NodeKind(Kind):
    """An object of one class, or of one of the subclasses of a family such as `Step`."""

    def __init__(self, cls: type[Any]) -> None:
        self.cls = cls

    @property
    def classes(self) -> tuple[type[Any], ...]:
        """The class itself, or the members of the family."""
        return self.cls.__members__ or (self.cls,)

    @property
    def expected(self) -> str:  # type: ignore[override]
        name = self.cls.__name__
        return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"

    def accept(self, value: Any) -> Any:
        if type(value) not in self.classes:
            raise Refused(self.expected, value)
        return value


class ManyKind(Kind):
    """A list of one kind, kept as a tuple. An empty one says nothing and is absent."""

    absent = ()

    def __init__(self, item: Kind) -> None:
        self.item = item

    @property
    def expected(self) -> str:  # type: ignore[override]
        return f"a list, each item {self.item.expected}"

    def accept(self, value: Any) -> Any:
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
            raise Refused(self.expected, value)
        accepted = []
        for position, item in enumerate(value):
            try:
                accepted.append(self.item.accept(item))
            except Refused as refused:
                raise Refused(refused.expected, refused.value, f"[{position}]{refused.path}") from None
        return tuple(accepted)


class TextMapKind(Kind):
    """A map from keys of one format to text, kept with its keys sorted."""

    def __init__(self, key: TextKind) -> None:
        self.key = key
        self.expected = f"a map from {key.title} to text"

    def accept(self, value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise Refused(self.expected, value)
        accepted = {}
        for key in value:
            accepted[self.key.accept(key)] = TEXT.accept(value[key])
        return FrozenMap(dict(sorted(accepted.items()))) if accepted else None


class JsonKind(Kind):
    """Any JSON value but null, kept as it is and immutable."""

    expected = "a JSON value"

    def accept(self, value: Any) -> Any:
        return freeze(value)


class JsonMapKind(Kind):
    """A map from namespaces to any JSON, kept as it is, its namespaces sorted."""

    def __init__(self, key: TextKind) -> None:
        self.key = key
        self.expected = f"a map from {key.title} to any JSON value"

    def accept(self, value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise Refused(self.expected, value)
        for key in value:
            self.key.accept(key)
        return freeze(dict(sorted(value.items()))) if value else None


# Formats of text. Each pattern is written for three regular expression engines; see schema/emit.py.

TEXT = TextKind("text", "text", "Text that is not empty.", expected="text that is not empty")
ID = TextKind(
    "id", "an id (lower-case ASCII letters, digits, - and _)",
    "A slug that is unique in the document: lower-case ASCII letters, digits, hyphens and underscores, beginning "
    "with a letter or digit.",
    "[a-z0-9][a-z0-9_-]*", "munir", "az-pk-2023-11-01",
)  # fmt: skip
REF = TextKind(
    "ref", "the id of a record of this document",
    "The id of another record of the same document.",
    ID.pattern, "munir",
)  # fmt: skip
VISIT_REF = TextKind(
    "visit_ref", "the id of another document",
    "The id of another visit document, outside this one.",
    ID.pattern, "us-transit-2023-03-29",
)  # fmt: skip
DATE = DateKind(
    "date", "an EDTF date",
    "A date in the profile of EDTF (Extended Date/Time Format, Library of Congress, 2019; ISO 8601-2:2019) that "
    "visitdata reads: a day, month, year or season, each perhaps approximate (~), uncertain (?) or both (%); "
    "digits unspecified from the right (X); an interval a/b, a/.., ../b, a/; one of a set [a,b], [a..b]; all of a "
    "set {a,b}.",
    EDTF_PATTERN.removeprefix("^").removesuffix("$"), "2023-11-01", "2010-07-XX", "2024-02~", "2023-03-29/2023-03-31",
)  # fmt: skip
TIME = TextKind(
    "time", "a local wall time HH:MM or HH:MM:SS",
    "Local wall-clock time, 24 hours, HH:MM or HH:MM:SS; the zone stands beside it or comes from the place.",
    "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?", "18:10",
)  # fmt: skip
ZONE = TextKind(
    "zone", "an IANA time zone",
    "The name of a time zone in the IANA Time Zone Database.",
    "[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*", "Asia/Baku",
)  # fmt: skip
COUNTRY = TextKind(
    "country", "an ISO 3166 country code",
    "ISO 3166-1 alpha-2 code, or ISO 3166-3 alpha-4 code of a former country, in capitals; XK is used for Kosovo.",
    "[A-Z]{2}(?:[A-Z]{2})?", "AZ", "SUHH",
)  # fmt: skip
LANGUAGE = TextKind(
    "language", "a BCP 47 language tag",
    "Language tag after BCP 47 (RFC 5646), with the script where it matters.",
    "(?:[A-Za-z]{2,8}|x)(?:-[A-Za-z0-9]{1,8})*", "en", "ur-Arab", "az-Latn",
)  # fmt: skip
DURATION = TextKind(
    "iso_duration", "an ISO 8601 duration",
    "A length of time after ISO 8601, such as P4D for four days or PT12M for twelve minutes.",
    "P(?:[0-9]+W|{days}(?:T{clock})?|T{clock})".format(
        days="(?:[0-9]+Y(?:[0-9]+M)?(?:[0-9]+D)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)",
        clock="(?:[0-9]+H(?:[0-9]+M)?(?:{s})?|[0-9]+M(?:{s})?|{s})".format(s=r"[0-9]+(?:\.[0-9]+)?S"),
    ),
    "P4D", "PT12M",
)  # fmt: skip
DECIMAL = TextKind(
    "decimal", "a decimal number written as text",
    "A decimal number written as text, so that no digit is lost: 12000000, 0.5.",
    r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", "12000000", "0.5",
)  # fmt: skip
CURRENCY = TextKind(
    "currency", "an ISO 4217 currency code", "Currency code after ISO 4217, in capitals.", "[A-Z]{3}", "USD"
)
SCHEME = TextKind(
    "scheme", "the name of an identifier scheme",
    "The name of a scheme of identifiers in lower snake case.",
    "[a-z][a-z0-9_]*", "wikidata", "geonames",
)  # fmt: skip
NAMESPACE = TextKind(
    "namespace", "a namespace",
    "A name that is the author's own, such as a reversed domain or the name of a program: ASCII letters, digits, "
    "and the signs . _ : / -.",
    "[A-Za-z0-9][A-Za-z0-9._:/-]*", "org.example.protocol",
)  # fmt: skip
URI = TextKind(
    "uri", "a URI",
    "An absolute URI (RFC 3986); internationalized ones (RFC 3987) are kept as they are. It is never fetched.",
    r"[A-Za-z][A-Za-z0-9+.-]*:[^\u0000-\u0020]+", "https://news.az/news/azerbaijan-pakistan-discuss-issues-of-military-cooperation",
    format="iri",
)  # fmt: skip
URI_REFERENCE = TextKind(
    "uri_reference", "a URI reference",
    "A URI or relative reference (RFC 3986), for editors; it is never fetched.",
    r"[^\u0000-\u0020]+", "../schemas/1.0/visit.schema.json",
    format="iri-reference",
)  # fmt: skip
POINTER = TextKind(
    "pointer", "a JSON Pointer",
    "JSON Pointer (RFC 6901) from the record that the claim is about. An item of a list is named by its id.",
    "(?:/(?:[^/~]|~[01])*)+", "/grade", "/start",
)  # fmt: skip
RANK_CODE = TextKind(
    "rank_code", "a NATO rank code",
    "Rank code after STANAG 2116 (APersP-01): OF-1 to OF-10, OR-1 to OR-9, WO-1 to WO-5 or WO.",
    "OF-(?:10|[1-9])|OR-[1-9]|WO(?:-[1-5])?", "OF-8",
)  # fmt: skip
SHA256 = TextKind("sha256", "a SHA-256 sum", "SHA-256 sum of a file, 64 lower-case hexadecimal digits.", "[0-9a-f]{64}")
LICENSE = TextKind(
    "license", "an SPDX license expression",
    "License expression after SPDX.",
    "[A-Za-z0-9.+():][A-Za-z0-9.+(): -]*", "CC0-1.0",
)  # fmt: skip
FINDING_CODE = TextKind(
    "finding_code", "the code of a finding", "The code of a finding: VD, a family letter, three digits.",
    "VD[A-Z][0-9]{3}", "VDT001",
)  # fmt: skip
VERSION = TextKind("version", "a schema version this release knows", "The version of the model.", r"1\.0", "1.0")

FORMATS = tuple(value for value in list(globals().values()) if isinstance(value, TextKind))
"""Every format of text, in the order in which they are defined."""

T = TypeVar("T")
W = TypeVar("W", bound=Word)

Text = Annotated[str | None, TEXT]
Id = Annotated[str | None, ID]
Ref = Annotated[str | None, REF]
VisitRef = Annotated[str | None, VISIT_REF]
Time = Annotated[str | None, TIME]
Zone = Annotated[str | None, ZONE]
Country = Annotated[str | None, COUNTRY]
Language = Annotated[str | None, LANGUAGE]
IsoDuration = Annotated[str | None, DURATION]
Decimal = Annotated[str | None, DECIMAL]
Currency = Annotated[str | None, CURRENCY]
Uri = Annotated[str | None, URI]
UriReference = Annotated[str | None, URI_REFERENCE]
RankCode = Annotated[str | None, RANK_CODE]
Sha256 = Annotated[str | None, SHA256]
License = Annotated[str | None, LICENSE]
Whole = Annotated[int | None, IntegerKind(0)]
Positive = Annotated[int | None, IntegerKind(1)]
Latitude = Annotated[float | None, NumberKind(90)]
Longitude = Annotated[float | None, NumberKind(180)]
Flag = Annotated[bool | None, FlagKind()]
Json = Annotated[Any, JsonKind()]

if TYPE_CHECKING:

    class Many(Generic[T]):
        """A tuple; constructors take any iterable."""

        def __get__(self, node: object, owner: Any = None) -> tuple[T, ...]: ...
        def __set__(self, node: object, value: Iterable[T]) -> None: ...

    class OneOf(Generic[W]):
        """A word or None; constructors take its text too."""

        def __get__(self, node: object, owner: Any = None) -> W | None: ...
        def __set__(self, node: object, value: W | str | None) -> None: ...

    class ManyOf(Generic[W]):
        """A tuple of words; constructors take any iterable of words or their texts."""

        def __get__(self, node: object, owner: Any = None) -> tuple[W, ...]: ...
        def __set__(self, node: object, value: Iterable[W | str]) -> None: ...

    class Date:
        """An `EDTF` or None; constructors take its text too."""

        def __get__(self, node: object, owner: Any = None) -> EDTF | None: ...
        def __set__(self, node: object, value: EDTF | str | None) -> None: ...

    class TextMap:
        """A frozen map or None; constructors take any mapping."""

        def __get__(self, node: object, owner: Any = None) -> FrozenMap | None: ...
        def __set__(self, node: object, value: Mapping[str, str] | None) -> None: ...

    class JsonMap:
        """A frozen map or None; constructors take any mapping."""

        def __get__(self, node: object, owner: Any = None) -> FrozenMap | None: ...
        def __set__(self, node: object, value: Mapping[str, Any] | None) -> None: ...

    Refs = Many[str]
    Texts = Many[str]
    Languages = Many[str]
    Identifiers = TextMap
    Translations = TextMap
else:

    class Many:
        def __class_getitem__(cls, item: Any) -> Any:
            return Annotated[tuple[item, ...], ManyKind(kind_of(item))]

    class OneOf:
        def __class_getitem__(cls, words: type[Word]) -> Any:
            return Annotated[words | None, WordKind(words)]

    class ManyOf:
        def __class_getitem__(cls, words: type[Word]) -> Any:
            return Annotated[tuple[words, ...], ManyKind(WordKind(words))]

    Date = Annotated[EDTF | None, DATE]
    Refs = Annotated[tuple[str, ...], ManyKind(REF)]
    Texts = Annotated[tuple[str, ...], ManyKind(TEXT)]
    Languages = Annotated[tuple[str, ...], ManyKind(LANGUAGE)]
    Identifiers = Annotated[FrozenMap | None, TextMapKind(SCHEME)]
    Translations = Annotated[FrozenMap | None, TextMapKind(LANGUAGE)]
    JsonMap = Annotated[FrozenMap | None, JsonMapKind(NAMESPACE)]


def kind_of(annotation: Any) -> Kind:
    """The kind that an annotation names: an `Annotated` one says it, any other is a class of the model."""
    if get_origin(annotation) is Annotated:
        for mark in get_args(annotation)[1:]:
            if isinstance(mark, Kind):
                return mark
    classes = [part for part in get_args(annotation) or (annotation,) if part is not type(None)]
    return NodeKind(classes[0])


def says(meaning: str, *examples: Any, name: str | None = None, present: bool = False) -> Any:
    """Declare a field that may be absent: its meaning, perhaps examples, its JSON name where that is no Python
    name, and whether those it names are present by doing what the field says."""
    return attrs.field(metadata={"meaning": meaning, "examples": examples, "json": name, "present": present})


def required(meaning: str, *examples: Any, default: Any = attrs.NOTHING) -> Any:
    """Declare a field that must be there. A default spares the constructor's caller, not the document."""
    metadata = {"meaning": meaning, "examples": examples, "json": None, "required": True}
    return attrs.field(default=default, metadata=metadata)


def label(of: str = "kind") -> Any:
    """Declare the source's own words beside a word of a closed list."""
    return says(f"The source's own words for `{of}`, allowed with any value of it.")
