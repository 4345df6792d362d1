"""Facts about the world that rules rest on, each with its source: data that a historian can read and correct.

Each file is JSON with a `title`, the `sources` by key, `notes` that say how it is read, and lists of entries, one a
line. Each entry names its `sources`.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """What a file of facts says: ``countries`` for ``countries.json``. It is read once."""
    read: dict[str, Any] = json.loads(files(__name__).joinpath(f"{name}.json").read_bytes())
    return read


@cache
def by_key(name: str, entries: str, key: str) -> dict[str, dict[str, Any]]:
    """The entries of a list of a file by one of their values."""
    return {entry[key]: entry for entry in table(name)[entries]}


def cited(sources: dict[str, Any], keys: list[str]) -> str:
    """Sources for people: their titles, publishers and years."""
    return "; ".join(_cited(sources[key]) for key in keys)


def _cited(source: dict[str, Any]) -> str:
    beside = [str(source[key]) for key in ("publisher", "year") if key in source]
    return f"{source['title']} ({', '.join(beside)})" if beside else str(source["title"])
