"""The grade of a visit, of all that a text says of it.

A grade that is told once is that of the visit. One that is told of a part of the stay, or beside another, becomes a
period; two that are told of the whole become rival claims, and the visit itself has none.
"""

import re
from typing import Any

from visitdata.interop.historyatstate.lists import Spot, place, places
from visitdata.interop.historyatstate.parts import Parts, cite, is_us
from visitdata.interop.historyatstate.reading import Reading
from visitdata.model import Claim, Grade, Period

GRADES = {
    "state": Grade.STATE,
    "official": Grade.OFFICIAL,
    "official working": Grade.OFFICIAL_WORKING,
    "working": Grade.WORKING,
    "informal": Grade.INFORMAL,
    "unofficial": Grade.INFORMAL,
    "informal, unofficial": Grade.INFORMAL,
    "private": Grade.PRIVATE,
    "personal and private": Grade.PRIVATE,
    "courtesy": Grade.COURTESY,
    "goodwill": Grade.GOODWILL,
    "good will": Grade.GOODWILL,
    "pastoral": Grade.PASTORAL,
}
"""What the words before "visit" mean; those of the table of phrases that are not here stay a label."""

_WHERE = {"place", "places"}
_PART = {"then", "later", "since"}


def grade_of(label: str) -> Grade | None:
    """The grade that a label says; None where it means none of the model's words."""
    return GRADES.get(re.sub(r"(?i) (?:visits?|trip)$", "", label).lower())


def graded(parts: Parts, readings: list[Reading]) -> dict[str, Any]:
    """The fields of the visit that its grade gives; adds periods and claims."""
    whole = []
    some_without_place = any(_WHERE.isdisjoint(reading.words) for reading in readings)
    for reading in readings:
        if _is_part(reading, len(readings) > 1, some_without_place):
            _add_part(parts, reading)
        else:
            whole.append(reading)
    if len({reading.words["label"].lower() for reading in whole}) > 1:
        for number, reading in enumerate(whole, 1):
            _add_claims(parts, reading, str(number))
        return {"citations": _quotes(whole)}
    if not whole:
        return {}
    label = whole[0].words["label"]
    has_presence = any(period.kind == "presence" for period in parts.lists.get("periods", ()))
    if has_presence or len(readings) > len(whole):
        cited = cite(whole[0].sentence)
        parts.add("periods", Period(kind="graded", label=label, start=parts.start, end=parts.end, citations=cited))
    for reading in whole:
        for spot in _spots(reading):
            parts.period(reading, kind="leg", place=parts.place(spot, cite(reading.sentence)), start=None, end=None)
    return {"grade": grade_of(label), "grade_label": label, "citations": _quotes(whole)}


def _is_part(reading: Reading, is_beside_another: bool, some_without_place: bool) -> bool:
    """Whether a grade is told of a part of the stay alone: afterwards, or, beside another, on days or in places of its
    own."""
    apart = "span" in reading.words or (some_without_place and not _WHERE.isdisjoint(reading.words))
    return not _PART.isdisjoint(reading.words) or (is_beside_another and apart)


def _add_part(parts: Parts, reading: Reading) -> None:
    label = reading.words["label"]
    kind = "private" if grade_of(label) is Grade.PRIVATE else "graded"
    since = parts.days(reading.words.get("since"))
    fields = {"start": f"[{since[0]}..]"} if since is not None and since[0].is_day else {}
    for spot in [*_spots(reading)] or (None,):
        parts.period(
            reading, kind=kind, label=label, place=parts.place(spot, cite(reading.sentence)) if spot else None, **fields
        )


def _spots(reading: Reading) -> list[Spot]:
    words = reading.words
    if "places" in words:
        return places(words["places"])[0]
    return [place(words["place"])] if "place" in words and not is_us(words["place"]) else []


def _add_claims(parts: Parts, reading: Reading, account: str) -> None:
    label = reading.words["label"]
    for field, value in (("/grade", grade_of(label)), ("/grade_label", label)):
        if value is not None:
            claim = Claim(
                field=field, value=str(value), standing="rival", account=account, citations=cite(reading.sentence)
            )
            parts.add("claims", claim)


def _quotes(readings: list[Reading]) -> list[Any]:
    return [cite(quote)[0] for quote in dict.fromkeys(reading.sentence for reading in readings)]
