"""What changed between versions of documents: as lines for a terminal, as Markdown, as JSON."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from visitdata.findings import harmless
from visitdata.model.difference import Change, ChangeKind, diff
from visitdata.model.node import Node
from visitdata.model.visit import Visit
from visitdata.render.changes import Told, Wording
from visitdata.render.lines import Entry, Run, Style, lay_out
from visitdata.render.readings import quoted, shown

WIDTH = 100
"""How many columns the lines may take where no terminal says it."""

FORMAT = "visitdata-changes"
VERSION = 1

_SIGNS: dict[ChangeKind, tuple[str, Style]] = {
    ChangeKind.ADDED: ("+", "new"),
    ChangeKind.REMOVED: ("-", "gone"),
    ChangeKind.CHANGED: ("~", "alarm"),
    ChangeKind.MOVED: (">", "alarm"),
    ChangeKind.TRANSFERRED: (">", "alarm"),
    ChangeKind.REORDERED: (">", "alarm"),
    ChangeKind.RENAMED: ("~", "alarm"),
}


class Compared(NamedTuple):
    """A document in two versions; None for the one in which it is not there."""

    old: Visit | None
    new: Visit | None

    @property
    def visit(self) -> Visit:
        """The document in one of its versions, the new one where there are two."""
        visit = self.new if self.new is not None else self.old
        assert visit is not None  # noqa: S101 - a document that is in neither is not compared
        return visit

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changed inside the document; nothing where it is there in one version alone."""
        return diff(self.old, self.new) if self.old is not None and self.new is not None else ()

    @property
    def is_changed(self) -> bool:
        """Whether the two versions differ."""
        return self.old != self.new

    def told(self) -> tuple[tuple[Change, Told], ...]:
        """The changes, each in words."""
        if self.old is None or self.new is None:
            return ()
        wording = Wording(self.old, self.new)
        return tuple((change, wording.tell(change)) for change in self.changes)

    def title(self, number: int) -> str:
        """The document, and how many changes there are in it."""
        name = shown(self.visit.id)
        title = f", {quoted(self.visit.title)}" if self.visit.title is not None else ""
        if self.old is None or self.new is None:
            return f"{name}: document {'added' if self.old is None else 'removed'}{title}"
        return f"{name}: {f'{number:,}' if number else 'no'} change{'' if number == 1 else 's'}"


def render(documents: Iterable[Compared], width: int | None = None, *, color: bool = False) -> Iterator[str]:
    """The changes in documents as lines, wrapped to so many columns (100 where none are given)."""
    for compared in documents:
        told = compared.told()
        groups = tuple(
            Entry((Run(place or "the visit", "bold"),), tuple(_entry(*one) for one in changes))
            for place, changes in _grouped(told).items()
        )
        yield from lay_out([Entry((Run(compared.title(len(told)), "bold"),), groups)], width or WIDTH, color=color)


def _entry(change: Change, told: Told) -> Entry:
    sign, style = _SIGNS[change.kind]
    return Entry((Run(sign, style), Run(f" {told.sentence}")), told.details)


def _grouped(told: Iterable[tuple[Change, Told]]) -> dict[str, list[tuple[Change, Told]]]:
    """The changes by the record in which they are."""
    groups: dict[str, list[tuple[Change, Told]]] = {}
    for change, words in told:
        groups.setdefault(words.place, []).append((change, words))
    return groups


def render_markdown(documents: Iterable[Compared]) -> str:
    """The changes in documents as Markdown: a heading for each document and record, a list of sentences."""
    blocks = []
    for compared in documents:
        told = compared.told()
        blocks.append(f"## {harmless(compared.title(len(told)))}")
        for place, changes in _grouped(told).items():
            blocks.append(f"### {harmless(place or 'the visit')}")
            blocks.append("\n".join(f"- {harmless(words.sentence)}" for _, words in changes))
    return "".join(f"{block}\n" if block.startswith("- ") else f"{block}\n\n" for block in _spaced(blocks))


def _spaced(blocks: list[str]) -> Iterator[str]:
    """The blocks, a list followed by an empty line where something comes after it."""
    for position, block in enumerate(blocks):
        yield f"{block}\n" if block.startswith("- ") and position + 1 < len(blocks) else block


def render_json(documents: Iterable[Compared]) -> str:
    """The changes in documents as JSON text with a final newline."""
    import orjson

    from visitdata import __version__
    from visitdata.codec.convert import plain

    report = {
        "format": FORMAT,
        "version": VERSION,
        "tool": {"name": "visitdata", "version": __version__},
        "documents": [_document(compared) for compared in documents],
    }
    return orjson.dumps(report, default=plain, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _document(compared: Compared) -> dict[str, Any]:
    if compared.old is None:
        state = "added"
    elif compared.new is None:
        state = "removed"
    else:
        state = "changed" if compared.is_changed else "unchanged"
    changes = [dict(_members(change, words)) for change, words in compared.told()]
    return {"id": compared.visit.id, "state": state, "changes": changes}


def _members(change: Change, words: Told) -> Iterator[tuple[str, Any]]:
    """What a program may ask of a change; what is absent is left out."""
    is_told_by_place = change.kind in (ChangeKind.MOVED, ChangeKind.TRANSFERRED, ChangeKind.REORDERED)
    old, new = ((None if is_told_by_place and not _is_plain(value) else value) for value in (change.old, change.new))
    item = change.new if change.new is not None else change.old
    yield "kind", change.kind.value
    yield "record", type(change.new_record).__name__
    for name, value in (
        ("id", change.new_record.__dict__.get("id")),
        ("field", change.field),
        ("key", change.key),
        ("item", type(item).__name__ if isinstance(item, Node) else None),
        ("old", old),
        ("new", new),
        ("shift", change.shift.value if change.shift is not None else None),
        ("old_pointer", change.old_pointer),
        ("new_pointer", change.new_pointer),
        ("place", words.place or None),
    ):
        if value is not None:
            yield name, value
    yield "sentence", words.sentence


def _is_plain(value: Any) -> bool:
    """Whether a value holds no objects: these are told by where they stand."""
    return isinstance(value, tuple) and not isinstance(value[0], Node)
