"""Choices read from bytes, so that whoever changes the bytes changes what is chosen."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

import visitdata
from visitdata.model import Grade

T = TypeVar("T")


class Text(str):
    """Text of a class of its own."""


class Map(dict[str, Any]):
    """A dict of a class of its own."""


SCALARS: list[Any] = [
    None, True, False, 0, 1, -1, 21.0, 1.5, -0.0, 2**53 - 1, 2**53, -(2**53), 10**5000, 1e300, float("nan"),
    float("inf"), float("-inf"), "", " ", "x", "1.0", "a-b", "az\n", "official", "2023-11-01", "2023-02-29", "\ud800",
    "\udfff\ud800", "\x00\x1b[31m", "é", "😀", "x" * 1000, b"x", bytearray(b"x"), Text("az"), Decimal("1.5"), 1j,
    date(2023, 11, 1), datetime(2023, 11, 1), Grade.STATE, visitdata.EDTF("2023"), visitdata.Party(id="az"),
    visitdata.Person(name="x"), frozenset("a"), range(2), (), object, len, ...,
]  # fmt: skip
"""Values of every kind, plain and not."""

KEYS: list[Any] = [
    "schema_version", "id", "parties", "program", "type", "name", "extensions", "en", "org.example", "citations",
    "", "a\n", "\ud800", "x" * 200, 1, None, True, 1.5, (1,), Text("id"),
]  # fmt: skip


class Choices:
    """Choices that bytes make; zero once they have run out."""

    def __init__(self, data: bytes) -> None:
        self._bytes = iter(data)

    def below(self, limit: int) -> int:
        """A number from 0 up, below a limit."""
        number = next(self._bytes, 0)
        if limit > 256:
            number = number * 256 + next(self._bytes, 0)
        return number % limit

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def value(self, depth: int = 0) -> Any:
        """A Python value, most often plain JSON data."""
        kind = self.below(8) if depth < 5 else 0
        if kind < 3:
            return self.pick(SCALARS)
        count = self.below(4)
        if kind < 5:
            return {self.pick(KEYS): self.value(depth + 1) for _ in range(count)}
        items = [self.value(depth + 1) for _ in range(count)]
        if kind < 7:
            return items
        return self.pick([tuple, lambda items: items * 3, Map.fromkeys, _circle, _deep])(
            [item for item in items if isinstance(item, str | int | None)]
        )


def _circle(items: list[Any]) -> list[Any]:
    items.append({"a": items})
    return items


def _deep(items: list[Any]) -> list[Any]:
    for _ in range(250):
        items = [items]
    return items
