"""A visit in one row: when, what it is called, who came to whom, its grade, and what was performed; all that an index
needs of it, so that the visit itself need not be kept."""

from datetime import date
from sys import intern
from typing import NamedTuple

from visitdata.model import EDTF, Visit
from visitdata.model.activity import ActivityStatus
from visitdata.model.parties import Party, PartyRole
from visitdata.render.labels import Labels
from visitdata.render.lines import cut
from visitdata.render.readings import Readings, own_name, shown
from visitdata.render.terms import terms
from visitdata.render.titles import called, leaders, title_of

LONGEST = 160
"""The most characters of a text in a row."""

_PERFORMED = frozenset({ActivityStatus.HELD, ActivityStatus.HELD_IRREGULARLY})

_LEAST_TOLD = 3
"""The most years among which a visit may begin that still belongs to a year: so many has one of ``2023~``."""


class Days(NamedTuple):
    """The days of a visit, as far as its dates bound them."""

    earliest: date
    """The first day on which it may begin."""
    begun: date
    """The last day on which it may begin."""
    ending: date
    """The first day on which it may end."""
    latest: date
    """The last day on which it may end."""

    @property
    def is_told(self) -> bool:
        """Whether they belong to a year, and not merely to a decade or a century."""
        return self.begun.year - self.earliest.year < _LEAST_TOLD


class Summary(NamedTuple):
    """The row of a visit."""

    id: str
    name: str
    """The name of its page, without folder and ending."""
    title: str
    language: str | None
    """BCP 47 tag of the title's language, where the document tells it."""
    leaders: tuple[str, ...]
    """Who leads the guests."""
    guests: tuple[str, ...]
    hosts: tuple[str, ...]
    grade: str
    """The grade in words, or in the source's own; may be empty."""
    is_graded: bool
    """Whether the grade is one of the model's."""
    start: EDTF | None
    end: EDTF | None
    days: Days | None
    performed: tuple[str, ...]
    """The types of the activities that were held, in order."""
    terms: str
    """What else it is searched for."""


def summary(visit: Visit, name: str, labels: Labels) -> Summary:
    """The row of a visit whose page has a name."""
    title = title_of(visit, labels) or called(Readings(visit, labels, written_out=True))
    led = leaders(visit, labels)
    came, received = (
        tuple(_party(party, labels) for party in visit.parties if party.role is role)
        for role in (PartyRole.GUEST, PartyRole.HOST)
    )
    performed = _performed(visit)
    return Summary(
        id=visit.id,
        name=name,
        title=cut(title.text, LONGEST),
        language=intern(title.language) if title.language is not None else None,
        leaders=led,
        guests=came,
        hosts=received,
        grade=_grade(visit, labels),
        is_graded=visit.grade is not None,
        start=visit.start,
        end=visit.end,
        days=days(visit.start, visit.end),
        performed=performed,
        terms=terms(visit, performed, (*led, *came, *received), labels),
    )


def days(start: EDTF | None, end: EDTF | None) -> Days | None:
    """The days that a start and an end tell; None where they bound it at no side. What is open lasts to the end of its
    year."""
    told = [one for one in (start, end) if one is not None]
    if not told:
        return None
    (earliest, begun), (ending, latest) = told[0].first, told[-1].last
    if earliest == date.min and begun == date.max:
        return None
    if earliest == date.min:
        earliest = date(begun.year, 1, 1)
    if begun == date.max:
        begun = date(earliest.year, 12, 31)
    if latest == date.max:
        latest = date(max(ending, begun).year, 12, 31)
    return Days(earliest, begun, max(ending, earliest), max(latest, begun))


def _party(party: Party, labels: Labels) -> str:
    if party.country is not None:
        return labels.country(party.country)
    return intern(own_name(party, labels.language, LONGEST) or shown(party.id[:LONGEST]))


def _grade(visit: Visit, labels: Labels) -> str:
    if visit.grade is not None:
        return labels.word(visit.grade)
    return labels("text.quoted", cut(shown(visit.grade_label), LONGEST // 2)) if visit.grade_label is not None else ""


def _performed(visit: Visit) -> tuple[str, ...]:
    return tuple(sorted({placed.activity.type for placed in visit.activities() if placed.status in _PERFORMED}))
