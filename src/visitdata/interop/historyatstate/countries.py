"""Which state a country id of the Office of the Historian means as of a date; the table and its sources stand in
countries.json."""

import functools
import json
from importlib.resources import files
from typing import Any, NamedTuple

from visitdata.model import EDTF, PartyKind


class Country(NamedTuple):
    """A country as of a date."""

    code: str | None
    """ISO 3166-1 alpha-2 code, or ISO 3166-3 alpha-4 code of a former country; None where it has none, or where the
    id alone does not tell which of two states is meant."""
    wikidata: str | None
    """Wikidata identifier of a former state."""
    kind: PartyKind | None


def country(id: str, day: EDTF) -> Country:
    """The country that an id means on a day. Raises `KeyError` where the id is not known."""
    entry = _table()[id]
    kind = entry.get("kind", PartyKind.STATE)
    date = str(day)
    now = next(state for state in entry["as_of"] if date < state.get("until", "~"))
    return Country(now.get("code"), now.get("wikidata"), PartyKind(kind) if kind else None)


def ids() -> tuple[str, ...]:
    """Every country id that is known."""
    return tuple(_table())


@functools.cache
def _table() -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = json.loads(
        files("visitdata.interop.historyatstate").joinpath("countries.json").read_bytes()
    )["countries"]
    return table
