"""Entries -> the nodes of a Sphinx page, which every builder and every theme shows in its own way."""

from collections.abc import Iterable, Iterator

from docutils import nodes

from visitdata.render.lines import Entry, Run
from visitdata.render.links import link


class Anchors:
    """The anchors of one visit on a page, where others have theirs: made unique, and known before they are led to."""

    def __init__(self, document: nodes.document, name: str, entries: Iterable[Entry]) -> None:
        self._ids: dict[str, str] = {}
        self._placed = set[str]()
        for anchor in _anchors(entries):
            if anchor not in self._ids:
                self._ids[anchor] = _unused(nodes.make_id(f"{name}-{anchor}") or "visit", document)

    def place(self, anchor: str | None, node: nodes.Element) -> None:
        """Let others lead to a node, the first that has an anchor."""
        if anchor is not None and anchor not in self._placed:
            self._placed.add(anchor)
            node["ids"].append(self._ids[anchor])

    def reference(self, to: str) -> nodes.reference | None:
        """A link to where a run leads; None where it leads nowhere on this page and is no address."""
        if to in self._ids:
            return nodes.reference("", "", internal=True, refid=self._ids[to])
        address = link(to)
        return nodes.reference("", "", internal=False, refuri=address) if address is not None else None


def listed(entries: Iterable[Entry], anchors: Anchors) -> nodes.bullet_list:
    """Entries as a list, what they hold as lists inside."""
    made = nodes.bullet_list()
    for entry in entries:
        item = nodes.list_item()
        anchors.place(entry.anchor, item)
        item += paragraph(entry.head, anchors)
        if entry.inside:
            item += listed(entry.inside, anchors)
        made += item
    return made


def paragraph(runs: Iterable[Run], anchors: Anchors) -> nodes.paragraph:
    """Stretches of text as one paragraph."""
    return nodes.paragraph("", "", *(_inline(run, anchors) for run in runs))


def _inline(run: Run, anchors: Anchors) -> nodes.Node:
    text: nodes.Node = nodes.Text(run.text)
    if run.text.isspace():
        return text
    if run.style == "bold":
        text = nodes.strong("", "", text)
    elif run.style == "alarm":
        text = nodes.emphasis("", "", text)
    reference = anchors.reference(run.to) if run.to is not None else None
    if reference is None:
        return text
    reference += text
    return reference


def _anchors(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        if entry.anchor is not None:
            yield entry.anchor
        yield from _anchors(entry.inside)


def _unused(id: str, document: nodes.document) -> str:
    """An id that nothing on the page has yet, and that nothing will."""
    number, unused = 1, id
    while unused in document.ids:
        number += 1
        unused = f"{id}-{number}"
    document.ids[unused] = nodes.target(ids=[unused])
    return unused
