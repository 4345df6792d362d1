"""What a field can hold. The JSON Schema, the codec and the test strategies are made from these kinds, and constructors
check with them, so none can disagree. Nothing here knows JSON Schema or files."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Self

from visitdata.findings import nearest
from visitdata.limits import MAX_INTEGER
from visitdata.model.edtf import EDTF
from visitdata.model.frozen import FrozenMap, Refused, freeze, sound_text


class Word(StrEnum):
    """A word of a closed list. Each member is its JSON text and carries its meaning."""

    _value_: str
    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = member.__doc__ = meaning
        return member


class Kind(ABC):
    """What a field can hold. `expected` says it in words; `accept` returns the value to keep or raises
    `Refused`; `absent` is what the attribute gives where nothing was said."""

    expected = ""
    absent: Any = None

    @property
    def short(self) -> str:
        """What it holds in a few words, for help."""
        return self.expected

    @abstractmethod
    def accept(self, value: Any) -> Any:
        """The value to keep, or `Refused`."""


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

    @property
    def short(self) -> str:
        return self.title.split(" (")[0]

    def accept(self, value: Any) -> Any:
        kind = type(value)  # an object may say that it is of another class than it is
        if not issubclass(kind, str):
            raise Refused(self.expected, value)
        text = value if kind is str else str.__str__(value)
        if not text or (self.pattern and not self.matches(text)):
            raise Refused(self.expected, value)
        return sound_text(text)

    def matches(self, text: str) -> bool:
        """Whether a text has this format."""
        return re.fullmatch(self.pattern, text) is not None


class DateKind(TextKind):
    """An EDTF date: accepts an `EDTF`, its text, or a `datetime.date` for a certain day."""

    def accept(self, value: Any) -> Any:
        if type(value) is EDTF:
            return value
        if type(value) is date:
            return EDTF(value.isoformat())
        if not isinstance(value, str):
            raise Refused(self.expected, value)
        try:
            return EDTF(value)
        except ValueError:
            is_day = re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value)
            why = "; the calendar has no such day" if is_day else ""
            raise Refused(f"{self.expected}{why}", value) from None


class WordKind(Kind):
    """A word of a closed list: accepts a member or its text."""

    def __init__(self, words: type[Word]) -> None:
        self.words = words

    @property
    def short(self) -> str:
        return self.words.__name__

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
        return float(value) + 0.0  # which makes -0.0 of the same text as 0.0


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
    def short(self) -> str:
        return str(self.cls.__name__)

    @property
    def classes(self) -> tuple[type[Any], ...]:
        """The class itself, or the members of the family."""
        return self.cls.__members__ or (self.cls,)

    def class_of(self, value: Mapping[str, Any]) -> type[Any]:
        """The class of a plain object of this kind, in a family by its `type`."""
        return next((cls for cls in self.classes if cls.__tag__ == value.get("type")), self.cls)

    @property
    def expected(self) -> str:  # type: ignore[override]  # follows from another kind or class
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
    def short(self) -> str:
        return f"list of {self.item.short}"

    @property
    def expected(self) -> str:  # type: ignore[override]  # follows from another kind or class
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
    """A map from keys of one format to text of another, kept with its keys sorted."""

    def __init__(self, key: TextKind, value: TextKind) -> None:
        self.key = key
        self.value = value
        self.expected = f"a map from {key.title} to text"

    def accept(self, value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise Refused(self.expected, value)
        accepted = {}
        for key in value:
            accepted[self.key.accept(key)] = self.value.accept(value[key])
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
        items = {self.key.accept(key): value[key] for key in value}
        return freeze(dict(sorted(items.items()))) if items else None
