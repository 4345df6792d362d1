"""What the accounts of an activity disagree on, in a line each: what, by whom, and how that stands to the rest."""

from collections.abc import Iterator

from visitdata.findings import path_of
from visitdata.model import Claim, Source, Visit
from visitdata.render.bidi import isolated
from visitdata.render.disputes import claimed, disputes, field_in_words
from visitdata.render.lines import cut
from visitdata.render.readings import Readings, shown

_MOST_NAMES, _LONGEST = 3, 60


def told_differently(visit: Visit, readings: Readings) -> dict[str, tuple[str, ...]]:
    """The lines of every activity that has any, by the pointer of the activity."""
    places = {path_of(placed.pointer): placed for placed in visit.activities()}
    lines: dict[str, list[str]] = {}
    for dispute in disputes(readings):
        path = (*dispute.place, *dispute.path)
        depth = next((depth for depth in (4, 2) if path[:depth] in places), 0)
        if dispute.is_contested and dispute.record is not None and depth:
            placed = places[path[:depth]]
            field = isolated(field_in_words(readings, placed.activity, path[depth:]))
            told = lines.setdefault(placed.pointer, [])
            told += (_line(field, claim, readings) for claim in dispute.claims)
    return {pointer: tuple(told) for pointer, told in lines.items()}


def _line(field: str, claim: Claim, readings: Readings) -> str:
    labels = readings.labels
    value = isolated(cut(claimed(readings, claim), _LONGEST))
    if claim.standing is not None:
        value = labels("timeline.standing", value, labels.word(claim.standing))
    names = list(_names(claim, readings))
    if not names:
        return labels("timeline.fact", field, value)
    more = "…" if len(names) > _MOST_NAMES else ""
    return labels("timeline.claim", labels("text.comma").join(names[:_MOST_NAMES]) + more, field, value)


def _names(claim: Claim, readings: Readings) -> Iterator[str]:
    """Who holds a claim; where nobody is named, the sources that it cites, each once."""
    refs = claim.claimed_by or tuple(dict.fromkeys(citation.source for citation in claim.citations))
    for ref in refs:
        node = readings.records.get(ref)
        name = (node.publisher or node.title) if isinstance(node, Source) else None
        yield isolated(cut(shown(name) if name else readings.name(ref), _LONGEST))
