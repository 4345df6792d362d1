"""Ranks: what code a title has in a country, and which service it belongs to."""

from functools import cache
from typing import NamedTuple

from visitdata.model import EDTF, Certainty
from visitdata.rules.facts import cited, table


class Rung(NamedTuple):
    """What a ladder of ranks says of a title."""

    codes: tuple[str, ...]
    """Its codes: several where services have the title in common."""
    source: str


SERVICES = ("army", "navy", "air_force", "marines")


def plain(title: str) -> str:
    """A title without what writers differ in: small letters, no hyphens."""
    return " ".join(title.casefold().replace("-", " ").split())


@cache
def _official() -> dict[tuple[str, str], list[tuple[str, str, str]]]:
    """Service, code and source by country and title."""
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for entry in table("ranks")["official"]:
        key = entry["country"], plain(entry["title"])
        found.setdefault(key, []).append((entry["service"], entry["code"], _cited(entry["sources"])))
    return found


def _cited(keys: list[str]) -> str:
    return cited(table("ranks")["sources"], keys)


def official(country: str, title: str, service: str | None) -> Rung | None:
    """The codes of a title by NATO's table; None where that does not tell them."""
    found = _official().get((country, plain(title)), [])
    named = plain(service or "").replace(" ", "_")
    if named in SERVICES:
        found = [entry for entry in found if entry[0] == named]
    return Rung(tuple(dict.fromkeys(code for _, code, _ in found)), found[0][2]) if found else None


def analogous(country: str, title: str) -> Rung | None:
    """The code of a title by analogy; None where no ladder tells it."""
    if all(entry["country"] != country for entry in table("ranks")["analogy_countries"]):
        return None
    for entry in table("ranks")["analogy"]:
        if plain(entry["title"]) == plain(title):
            return Rung((entry["code"],), _cited(entry["sources"]))
    return None


def in_table(country: str, day: EDTF | None) -> bool:
    """Whether NATO's table may hold the ranks of a country: it is a member, or may have been one on a day."""
    for entry in table("ranks")["nato_members"]:
        if entry["country"] == country:
            return day is None or day.before(entry["since"]) is not Certainty.CERTAINLY
    return False


def service_of_rank(title: str) -> str | None:
    """The one service that has a rank; None where several may."""
    written = plain(title)
    for rank, service in _of_one_service():
        if written == rank or written.startswith(f"{rank} ("):
            return service
    return None


@cache
def _of_one_service() -> list[tuple[str, str]]:
    return [(plain(entry["rank"]), entry["service"]) for entry in table("ranks")["of_one_service"]]


def service_of_office(title: str) -> str | None:
    """The one service that the title of an office names; None where it names none, or several."""
    written = f" {plain(title)} "
    named = {entry["service"] for entry in table("ranks")["service_words"] if f" {plain(entry['words'])} " in written}
    return named.pop() if len(named) == 1 else None
