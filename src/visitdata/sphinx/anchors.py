"""Where links of a Sphinx page lead: ids that nothing else on the page has."""

from collections.abc import Iterable, Iterator

from docutils import nodes

from visitdata.render.lines import Entry
from visitdata.render.links import link


class Anchors:
    """The anchors of one visit on a page, where others have theirs: made unique, and known before they are led to."""

    def __init__(self, document: nodes.document, name: str, entries: Iterable[Entry]) -> None:
        self._ids: dict[str, str] = {}
        self._placed = set[str]()
        for anchor in _anchors(entries):
            if anchor not in self._ids:
                self._ids[anchor] = unused(f"{name}-{anchor}", document)

    def place(self, anchor: str | None, node: nodes.Element) -> None:
        """Let others lead to a node, the first that has an anchor."""
        if anchor is not None and anchor not in self._placed:
            self._placed.add(anchor)
            node["ids"].append(self._ids[anchor])

    def leads(self, to: str) -> bool:
        """Whether there is a link to where a run leads."""
        return to in self._ids or link(to) is not None

    def reference(self, to: str) -> nodes.reference | None:
        """A link to where a run leads; None where it leads nowhere on this page and is no address."""
        if to in self._ids:
            return nodes.reference("", "", internal=True, refid=self._ids[to])
        address = link(to)
        return nodes.reference("", "", internal=False, refuri=address) if address is not None else None


def unused(name: str, document: nodes.document) -> str:
    """An id that nothing on the page has yet, and that nothing will."""
    id = nodes.make_id(name) or "visit"
    number, unused = 1, id
    while unused in document.ids:
        number += 1
        unused = f"{id}-{number}"
    document.ids[unused] = nodes.target(ids=[unused])
    return unused


def _anchors(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        if entry.anchor is not None:
            yield entry.anchor
        yield from _anchors(entry.inside)
