"""How a class declares its fields.

One line each: ``name: Text = says("Its meaning.", "an example")``. The annotation names a `Kind`, which knows what a
constructor accepts and turns it into, what is refused and what was expected.

Type checkers see `Many`, `OneOf`, `ManyOf`, `Date`, `TextMap` and `JsonMap` as descriptors, because a constructor
accepts more (a list, a word, a text, a dict) than an attribute gives back (a tuple, an enum member, an `EDTF`, a frozen
map).
"""

from __future__ import annotations

import datetime
import reprlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar, get_args, get_origin

import attrs

from visitdata.model.edtf import EDTF
from visitdata.model.formats import (
    COUNTRY,
    CURRENCY,
    DATE,
    DECIMAL,
    DURATION,
    ID,
    LANGUAGE,
    LICENSE,
    NAMESPACE,
    RANK_CODE,
    REF,
    SCHEME,
    SHA256,
    TEXT,
    TIME,
    URI,
    URI_REFERENCE,
    VISIT_REF,
    ZONE,
)
from visitdata.model.frozen import FrozenMap
from visitdata.model.kinds import (
    FlagKind,
    IntegerKind,
    JsonKind,
    JsonMapKind,
    Kind,
    ManyKind,
    NodeKind,
    NumberKind,
    TextMapKind,
    Word,
    WordKind,
)

WHOLE = "*"
"""In place of the name of a field: the object as a whole."""


_SHORTLY = reprlib.Repr()  # a small value may say more than fills the memory
_SHORTLY.maxlevel, _SHORTLY.maxstring, _SHORTLY.maxother = 4, 100, 100


class InvalidField(ValueError):  # noqa: N818 - it names the field that is invalid
    """A value that a field cannot hold: says class, field, value and what was expected."""

    def __init__(self, owner: str, field: str, value: object, expected: str) -> None:
        super().__init__(owner, field, value, expected)
        self.owner = owner
        self.field = field
        self.value = value
        self.expected = expected

    def __repr__(self) -> str:
        return f"InvalidField({str(self)!r})"  # the value itself may say more than any memory holds

    def __str__(self) -> str:
        try:
            shown = _SHORTLY.repr(self.value)
        except Exception:  # an integer of too many digits, or an object that cannot say what it is
            shown = f"a {type(self.value).__name__}"
        if len(shown) > 80:
            shown = shown[:77] + "..."
        place = self.owner if self.field == WHOLE else f"{self.owner}.{self.field}"
        return f"{place}: got {shown}, expected {self.expected}"


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
        """An `EDTF` or None; constructors take its text too, or a `datetime.date`."""

        def __get__(self, node: object, owner: Any = None) -> EDTF | None: ...
        def __set__(self, node: object, value: EDTF | str | datetime.date | None) -> None: ...

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
    Identifiers = Annotated[FrozenMap | None, TextMapKind(SCHEME, TEXT)]
    Translations = Annotated[FrozenMap | None, TextMapKind(LANGUAGE, TEXT)]
    JsonMap = Annotated[FrozenMap | None, JsonMapKind(NAMESPACE)]


def kind_of(annotation: Any) -> Kind:
    """The kind that an annotation names: an `Annotated` one says it, any other is a class of the model."""
    if get_origin(annotation) is Annotated:
        kind: Kind = get_args(annotation)[1]
        return kind
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
