"""Where the links of a page lead: each anchor stands on it once, and no link leads to one that is not there."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from visitdata.render.lines import Entry, Run
from visitdata.render.links import link


def once(entries: Iterable[Entry], seen: set[str]) -> tuple[Entry, ...]:
    """The same entries without the anchors that were seen before, there or further up; those they keep are noted."""
    return tuple(_once(entry, seen) for entry in entries)


def _once(entry: Entry, seen: set[str]) -> Entry:
    anchor = entry.anchor if entry.anchor not in seen else None
    if anchor is not None:
        seen.add(anchor)
    return entry._replace(anchor=anchor, inside=once(entry.inside, seen))


class Leads(NamedTuple):
    """What is known of where links may lead."""

    anchors: frozenset[str]
    """The anchors of the page."""
    visits: Mapping[str, str]
    """The pages of other visits, by their ids."""

    def of(self, run: Run) -> str | None:
        """The address to which a stretch of text leads; None where it leads nowhere."""
        if run.to is None:
            return None
        if run.to in self.anchors:
            return f"#{run.to}"
        return self.visits.get(run.to) or link(run.to)
