"""What is told of the order of activities: which stand under one date, and which came certainly before which.

Where the list of the program is chronological its order is kept. Where it is not, the dates are put in order, and what
has none comes last.
"""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from itertools import groupby, pairwise
from typing import NamedTuple

from visitdata.model import EDTF, Activity, Certainty, ListOrder
from visitdata.model.program import Placed
from visitdata.render.timeline.when import Look, in_minutes


class Joint(Enum):
    """What is told of the order of two activities that stand below each other."""

    TOLD = "told"
    """The upper one comes first."""
    NARRATED = "narrated"
    """They are told in this order, which says nothing of time."""
    NONE = "none"
    """Nothing."""


class Joined(NamedTuple):
    """How an activity is joined to the one above it on its level."""

    joint: Joint
    shows_after: bool
    """Whether the joints above it lead to all that it comes after."""


class Group(NamedTuple):
    """A date and the activities in the program that have it."""

    date: EDTF | None
    activities: tuple[Placed, ...]


def grouped(listed: Sequence[Placed], order: ListOrder | None) -> list[Group]:
    """The activities of the program by their dates."""
    if order is not None:
        listed = sorted(listed, key=_by_date)
    return [Group(day, tuple(group)) for day, group in groupby(listed, key=lambda placed: placed.date)]


def joined(listed: Sequence[Placed], order: ListOrder | None) -> dict[str, Joined]:
    """How each of some activities is joined to the one above it, by its pointer."""
    found: dict[str, Joined] = {}
    above: set[str] = set()
    for placed in listed[:1]:
        found[placed.pointer] = Joined(Joint.NONE, not placed.activity.after)
    for upper, lower in pairwise(listed):
        joint = _joint(upper, lower, order)
        if joint is not Joint.TOLD:
            above.clear()
        elif upper.activity.id:
            above.add(upper.activity.id)
        found[lower.pointer] = Joined(joint, above.issuperset(lower.activity.after))
    return found


def _by_date(placed: Placed) -> tuple[bool, date, date, str]:
    day = placed.date
    return (True, date.max, date.max, "") if day is None else (False, day.earliest, day.latest, day.text)


def _joint(upper: Placed, lower: Placed, order: ListOrder | None) -> Joint:
    one, other = upper.activity, lower.activity
    if one.id is not None and one.id in other.after:
        return Joint.TOLD
    if upper.date is not None and lower.date is not None and upper.date.before(lower.date) is Certainty.CERTAINLY:
        return Joint.TOLD
    if not (_is_placed(one) and _is_placed(other)):
        return Joint.NONE
    if order is None or _by_clock(upper, lower):
        return Joint.TOLD
    return Joint.NARRATED if order is ListOrder.AS_NARRATED and upper.date == lower.date else Joint.NONE


def _is_placed(activity: Activity) -> bool:
    """Whether the place of an activity in its list says when it was."""
    return not activity.unplaced and activity.part_of is None and activity.during is None and activity.overlaps is None


def _by_clock(upper: Placed, lower: Placed) -> bool:
    """Whether two activities of one day and zone certainly began one after the other."""
    if upper.date is None or not upper.date.is_exact or upper.date != lower.date or upper.zone != lower.zone:
        return False
    first, second = _start(upper), _start(lower)
    return first is not None and second is not None and first < second


def _start(placed: Placed) -> int | None:
    """When an activity began, in minutes of its day, where that is told."""
    stretches = in_minutes(placed.activity.when) if placed.activity.when is not None else ()
    return stretches[0].start if stretches and stretches[0].look is Look.SOLID else None
