"""By what the visits of an index can be chosen, and the codes by which a script finds them: short ones, which say all
that a row has, also where its texts are cut."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from visitdata.model import Activity
from visitdata.render.labels import Labels
from visitdata.render.summary import Summary

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Each stands for six places, those of its bits; ``search.js`` has the same."""

_MOST = 252
"""The most parties that are offered, those of the most visits: a code of 42 characters tells any choice of them."""


class Choice(NamedTuple):
    """One of what may be chosen."""

    value: str
    """How an address names it."""
    text: str
    place: int
    """Its place in the codes."""


class Filters:
    """What may be chosen of some visits: parties, what was performed, grades."""

    def __init__(self, rows: Iterable[Summary]) -> None:
        listed = list(rows)
        self._places = [_places(map(of, listed)) for of in _FACTS]

    def code(self, row: Summary) -> str:
        """What a visit has of all that may be chosen; empty where that is nothing."""
        facts = zip(_FACTS, self._places, strict=True)
        return ".".join(_bits(places[one] for one in of(row) if one in places) for of, places in facts).rstrip(".")

    def countries(self) -> list[Choice]:
        """Who came or received, by name."""
        return [Choice(name, name, place) for name, place in sorted(self._places[0].items())]

    def performed(self, labels: Labels) -> list[Choice]:
        """The types of activities that were held, by their names."""
        types = {str(cls.__tag__): labels.of_class(cls) for cls in Activity.__members__}
        choices = (Choice(tag, types[tag], place) for tag, place in self._places[1].items())
        return sorted(choices, key=lambda choice: (choice.text, choice.value))

    def grades(self) -> list[Choice]:
        """The grades, by their names."""
        return [Choice(grade, grade, place) for grade, place in sorted(self._places[2].items())]


def _parties(row: Summary) -> set[str]:
    return {*row.guests, *row.hosts}


def _performed(row: Summary) -> set[str]:
    return set(row.performed)


def _grades(row: Summary) -> set[str]:
    return {row.grade} if row.is_graded else set()


_FACTS: tuple[Callable[[Summary], set[str]], ...] = (_parties, _performed, _grades)
"""What a code tells, in its order."""


def _places(facts: Iterable[set[str]]) -> dict[str, int]:
    """A place for each fact: what most visits have comes first, so that codes are short."""
    numbers = Counter(one for some in facts for one in some)
    ranked = sorted(numbers, key=lambda one: (-numbers[one], one))
    return {one: place for place, one in enumerate(ranked[:_MOST])}


def _bits(places: Iterable[int]) -> str:
    """Places as text: the first digit tells of the first six."""
    bits = sum(1 << place for place in places)
    digits = []
    while bits:
        digits.append(_DIGITS[bits % 64])
        bits //= 64
    return "".join(digits)
