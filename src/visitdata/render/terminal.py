"""One visit, readable in a terminal, section by section."""

from collections.abc import Iterator

from visitdata.model import Visit
from visitdata.render.labels import Labels
from visitdata.render.lines import Entry, Run, lay_out
from visitdata.render.readings import Readings
from visitdata.render.sections import Sections
from visitdata.render.titles import title_of

WIDTH = 100
"""How many columns the lines may take where no terminal says it."""


def render(
    visit: Visit, width: int | None = None, *, color: bool = False, labels: Labels | None = None
) -> Iterator[str]:
    """The lines of a visit, wrapped to so many columns (100 where none are given). With color, what matters is set
    off with the escapes of an ANSI terminal; nothing in the document can act on one. In English where no labels say
    otherwise."""
    width = width or WIDTH
    sections = Sections(Readings(visit, labels))
    joint = sections.labels("text.semicolon")
    title = title_of(visit, sections.labels)
    head = [sections.head()] if title is None else [Entry((title._replace(style="bold"),)), sections.head()]
    yield from lay_out(head, width, color=color, joint=joint)
    for section in sections:
        yield ""
        titled = Entry((Run(section.title, "bold"),), section.entries)
        yield from lay_out([titled], width, color=color, joint=joint)
