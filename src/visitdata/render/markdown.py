"""One visit as Markdown, for a wiki or a forge: headings, nested lists, and a table of what accounts disagree on.

What is written is CommonMark and, for the table, what GitHub, GitLab, and most wikis add to it. Footnotes stay the
marks ``[1.3]`` of the numbered sources at the end: the syntax for footnotes is read by few, and where it is, it puts
numbers of its own in place of those that name a source and its quote. Nothing that a document says is read as Markdown
or HTML.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from visitdata.findings import inert, legible
from visitdata.model import Visit
from visitdata.render.bidi import LEFT, RIGHT, isolated
from visitdata.render.labels import Labels, english
from visitdata.render.lines import Entry, Run, glued, said
from visitdata.render.links import link
from visitdata.render.readings import Readings
from visitdata.render.sections import Sections
from visitdata.render.titles import called

_STYLES = {"bold": "**", "struck": "~~"}

_MARK = re.compile(r"\[[0-9]+(?:\.[0-9]+)?\]")
"""A mark of ours, which is readable as it is: no definition makes a link of it, for a document can write none."""


_IN_ADDRESSES = {ord(char): f"%{ord(char):02X}" for char in "{}^\\"}
"""How an address writes what it may not hold and templates of wikis act upon."""


def render(visit: Visit, labels: Labels | None = None) -> Iterator[str]:
    """The lines of a visit."""
    sections = Sections(Readings(visit, labels or english(), written_out=True))
    head = sections.head()
    yield f"# {_heading(called(sections.readings))}"
    yield from ("", _line(head.head), "", *_list(head.inside, sections.labels))
    for section in sections:
        yield from ("", f"## {_heading(Run(section.title))}", "")
        if section.name == "claims":
            yield from _table(section.entries, sections.labels)
        else:
            yield from _list(section.entries, sections.labels)


def _heading(run: Run) -> str:
    """A heading; number signs at its end would be taken for a part of its form."""
    return re.sub("#$", "&#35;", _line([run]))


def _list(entries: Iterable[Entry], labels: Labels, indent: str = "") -> Iterator[str]:
    for entry in entries:
        inside = [one.head for one in entry.inside] if entry.flows else []
        yield f"{indent}- {_line([*entry.head, *glued(inside, labels('text.semicolon'))])}"
        if not entry.flows:
            yield from _list(entry.inside, labels, f"{indent}  ")


def _table(rows: Iterable[Entry], labels: Labels) -> Iterator[str]:
    """What is claimed of each field, a row each, with what is told of it beside it."""
    yield f"| {' | '.join(_line([Run(labels(f'page.{name}'))]) for name in ('field', 'accounts', 'remarks'))} |"
    yield "| --- | --- | --- |"
    for row in rows:
        for cell in row.inside:
            told = glued(_flat(cell.inside), labels("text.semicolon"))
            yield f"| {_line(row.head)} | {_line(cell.head)} | {_line(told)} |"


def _flat(entries: Iterable[Entry]) -> Iterator[tuple[Run, ...]]:
    for entry in entries:
        yield entry.head
        yield from _flat(entry.inside)


def _line(runs: Iterable[Run]) -> str:
    """Stretches of text on one line; those of one style that lead to one place together. What is read from right to
    left stands for itself, so that it does not carry away the numbers beside it."""
    line = ""
    runs = [run._replace(text=isolated(legible(run.text))) for run in runs]
    alike = [
        (style, to, said(group))
        for (style, to), group in groupby(runs, lambda run: (_STYLES.get(run.style, ""), run.to))
    ]
    for position, (style, to, text) in enumerate(alike):
        follows = alike[position + 1][2] if position + 1 < len(alike) else ""
        line += _styled(_active(text, to, follows), style, line, follows)
    return line.strip(" ")


def _active(text: str, to: str | None, follows: str) -> str:
    """A text as Markdown, which acts only where it leads to an address, or where it is a mark of ours."""
    address = link(to) if to is not None else None
    if address is not None and not set(address) & set("<>|`"):
        return f"<{address.translate(_IN_ADDRESSES)}>"
    return text if _MARK.fullmatch(text) and not follows.startswith(("(", ":")) else inert(text)


def _styled(text: str, style: str, before: str, after: str) -> str:
    """A text in a style, where what shows it can be read as such: set off by spaces, or at an end of the line."""
    bare = text.strip(" ")
    left, _, right = text.partition(bare) if bare else (text, "", "")
    is_apart = (not before or before.endswith(" ") or left) and (not after or not _continues(after[0]) or right)
    return f"{left}{style}{bare}{style}{right}" if bare and is_apart else text


def _continues(char: str) -> bool:
    """Whether a style that ends before this character may not be seen to end."""
    return char.isalnum() or char in (LEFT, RIGHT)
