"""Countries: which codes are assigned, when former countries ended, when states existed, and where they lie."""

from datetime import date
from functools import cache
from typing import Any, NamedTuple

from visitdata.model import EDTF
from visitdata.rules.facts import by_key, cited, table


class Former(NamedTuple):
    """A country that has ended, or has changed its name and code."""

    code: str
    name: str
    since: EDTF | None
    until: EDTF
    became: tuple[str, ...]
    """The codes that took its place."""
    source: str


def is_assigned(code: str) -> bool:
    """Whether a code is assigned to a country, of today or former."""
    return code in by_key("countries", "countries", "code") or code in by_key("countries", "former", "code")


def codes() -> tuple[str, ...]:
    """Every code that is or was a country's."""
    return (*by_key("countries", "countries", "code"), *by_key("countries", "former", "code"))


def name_of(code: str) -> str:
    """The name of the country that a code is assigned to."""
    entry = by_key("countries", "countries", "code").get(code) or by_key("countries", "former", "code")[code]
    return str(entry["name"])


def meant(code: str) -> tuple[str, str] | None:
    """Of letters that are no country's code the code that is meant by them, and why; None where that is not known."""
    entry = by_key("countries", "aliases", "code").get(code)
    return (entry["means"], entry["why"]) if entry is not None else None


@cache
def former(code: str) -> Former | None:
    """The former country of a code; None where it is of today."""
    entry = by_key("countries", "former", "code").get(code)
    if entry is None:
        return None
    since = EDTF(entry["since"]) if "since" in entry else None
    return Former(code, entry["name"], since, EDTF(entry["until"]), tuple(entry["became"]), _cited(entry))


def _cited(entry: dict[str, Any]) -> str:
    return cited(table("countries")["sources"], entry["sources"][1:] or entry["sources"])


@cache
def statehood(code: str) -> tuple[EDTF, ...]:
    """The intervals in which what a code names was a state of its own; empty where that is not told."""
    entry = by_key("countries", "countries", "code").get(code)
    return tuple(map(EDTF, entry.get("state", ()))) if entry is not None else ()


def source_of(code: str) -> str:
    """On what the dates of a country of today rest, for people."""
    return _cited(by_key("countries", "countries", "code")[code])


def before(code: str, day: date) -> tuple[Former, ...]:
    """The former countries that a country was, or was a part of, on a day."""
    found = (former(entry["code"]) for entry in table("countries")["former"] if code in entry["became"])
    return tuple(
        one
        for one in found
        if one is not None and one.since is not None and one.since.earliest <= day <= one.until.latest
    )


def points(code: str) -> tuple[tuple[float, float], ...]:
    """Latitude and longitude of a few towns of a country; empty where none are told."""
    entry = by_key("points", "countries", "code").get(code)
    return tuple((latitude, longitude) for latitude, longitude in entry["points"]) if entry is not None else ()
