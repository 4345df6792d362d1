"""What else a visit is searched for: what its row in an index does not show, the names of people and places, and what
was done."""

from collections.abc import Container, Iterable, Iterator
from html import escape, unescape

from visitdata.model import Visit
from visitdata.model.activity import Activity, Occasion
from visitdata.render.labels import Labels
from visitdata.render.lines import cut
from visitdata.render.readings import own_name, shown

BETWEEN = "|"
"""What stands between two terms; ``search.js`` has the same."""

MOST = 1_500
"""The most bytes of a page that the terms of a visit take: those of all visits are kept until the last is read."""

_LONGEST = 120
"""The most characters of a term."""


def terms(visit: Visit, performed: Container[str], known: Iterable[str], labels: Labels) -> str:
    """The terms of a visit in which activities of some types were performed, each once, none that is known, and no more
    than take so many bytes: one name of each person, cities and places, what was done, then all other names."""
    told, room, found = set(known), MOST, []
    for term in _terms(visit, performed, labels):
        if term is not None and term not in told:
            told.add(term)
            room -= len(f"{escape(term)}{BETWEEN}".encode())
            if room < 0:
                break
            found.append(term)
    return BETWEEN.join(found)


def shortened(text: str, most: int) -> str:
    """Terms that take no more than so many bytes of a page, cut at a whole word."""
    written = escape(text).encode()
    if len(written) <= most:
        return text
    piece = written[: most + 1].decode(errors="ignore")
    return unescape(piece[: max(0, piece.rfind(" "), piece.rfind(BETWEEN))])


def _terms(visit: Visit, performed: Container[str], labels: Labels) -> Iterator[str | None]:
    for person in visit.people:
        yield own_name(person, labels.language, _LONGEST)
    for place in visit.places:
        yield _term(place.city)
        yield own_name(place, labels.language, _LONGEST)
    activities = [activity for one in visit.program for activity in (one, *_steps(one))]
    yield from (labels.of_class(type(activity)) for activity in activities if activity.type in performed)
    yield from (own_name(activity, labels.language, _LONGEST) for activity in activities)
    records = (*(person.names for person in visit.people), *(place.names for place in visit.places))
    yield from (_term(name.text) for names in records for name in names)


def _steps(activity: Activity) -> tuple[Activity, ...]:
    return activity.steps if isinstance(activity, Occasion) else ()


def _term(text: str | None) -> str | None:
    return shown(cut(text, _LONGEST)) if text is not None else None
