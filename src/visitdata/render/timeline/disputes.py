"""What the accounts of an activity disagree on, in a line each: what, by whom, and how that stands to the rest."""

from collections.abc import Collection, Iterator

from visitdata.findings import path_of
from visitdata.model import Claim, Source, Standing, Visit
from visitdata.render.labels import Labels
from visitdata.render.lines import cut
from visitdata.render.readings import Readings, shown
from visitdata.render.timeline.widths import isolated

_AGREED = (Standing.PREFERRED, Standing.VARIANT, Standing.PLANNED)
"""Standings of claims that contradict nobody."""

_LISTS = ("program", "steps")
_MOST_NAMES, _LONGEST = 3, 60


def disputes(visit: Visit, readings: Readings, labels: Labels) -> dict[str, tuple[str, ...]]:
    """The lines of every activity that has any, by the pointer of the activity."""
    pointers = {placed.pointer: placed.activity for placed in visit.activities()}
    by_id: dict[str, str] = {}
    for pointer, activity in pointers.items():
        if activity.id is not None:
            by_id.setdefault(activity.id, pointer)
    fields: dict[tuple[str, tuple[str, ...]], list[Claim]] = {}
    for claim in visit.claims:
        pointer, path = _home(claim, by_id, pointers)
        if pointer:
            fields.setdefault((pointer, path), []).append(claim)
    lines: dict[str, tuple[str, ...]] = {}
    for (pointer, path), claims in fields.items():
        if any(claim.standing not in _AGREED for claim in claims):
            field = _field(path, readings, labels) or labels.of_class(type(pointers[pointer]))
            told = tuple(_line(field, claim, readings, labels) for claim in claims)
            lines[pointer] = (*lines.get(pointer, ()), *told)
    return lines


def _home(claim: Claim, by_id: dict[str, str], pointers: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """The activity that a claim is about, and the field from there; without an activity, an empty pointer."""
    pointer, path = by_id.get(claim.about, "") if claim.about is not None else "", path_of(claim.field)
    if claim.about is not None and not pointer:
        return "", path
    while len(path) > 1 and path[0] in _LISTS:
        inner = by_id.get(path[1], f"{pointer}/{path[0]}/{path[1]}")
        if inner not in pointers:
            break
        pointer, path = inner, path[2:]
    return pointer, path


def _field(path: tuple[str, ...], readings: Readings, labels: Labels) -> str:
    """A field in words; what lies deeper by the names of all on the way."""
    return " ".join(_step(step, readings, labels) for step in path)


def _step(step: str, readings: Readings, labels: Labels) -> str:
    named = labels.texts.get(f"field.{step}")
    return named if named is not None else isolated(readings.name(step)) if step in readings.records else shown(step)


def _line(field: str, claim: Claim, readings: Readings, labels: Labels) -> str:
    value = isolated(cut(readings.claimed(claim), _LONGEST)) if "value" in claim.__dict__ else labels("text.no_value")
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
