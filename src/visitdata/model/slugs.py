"""Ids made from what people write: slugs of names, and ids that nothing else has yet."""

import re

from visitdata.model.composing import normalize


def slug(text: str) -> str:
    """A text as lower-case ASCII letters and digits with hyphens between; empty where it has none of them."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


class Ids:
    """Ids that are given out, each once."""

    def __init__(self, *taken: str) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}  # where to go on counting: many may begin alike

    def take(self, name: str) -> None:
        """Let nothing else have this id."""
        self._taken.add(name)

    def new(self, stem: str) -> str:
        """The stem itself, or with the first number from 2 at its end that makes it an id which is not taken. One of
        digits alone always has a number at its end, as in a pointer it would be a position in a list."""
        number = self._numbers.get(stem, 1)
        name = stem if number == 1 else f"{stem}-{number}"
        while name in self._taken or name.isdigit():
            number += 1
            name = f"{stem}-{number}"
        self._numbers[stem] = number
        self._taken.add(name)
        return name
