"""The program of a visit as a picture: SVG, drawn to what is known of each activity's time, order and status."""

from visitdata.model import Visit
from visitdata.render.html import text_of
from visitdata.render.labels import Labels, english
from visitdata.render.timeline.layout import laid_out
from visitdata.render.timeline.rows import program
from visitdata.render.timeline.svg import written


def draw(visit: Visit, labels: Labels | None = None, *, links: bool = False, standalone: bool = False) -> str:
    """The picture of a visit's program.

    For a page, which needs the style sheet ``timeline.css``, and where `links` lead from each activity to a fragment:
    its id, or ``A`` and its number where it has none; empty where there is no program. Standing alone it is a whole
    file with the title of the visit, light or dark as its reader likes.
    """
    labels = labels or english()
    if not visit.program and not standalone:
        return ""
    drawing = laid_out(program(visit, labels), labels, is_titled=standalone)
    return written(drawing, labels, name=visit.id, links=links, style=_style() if standalone else None)


def _style() -> str:
    """The colors of the theme, which its style sheet begins with, and the style of the picture."""
    colors, _, _ = text_of("theme.css").partition("\n*")
    return f"{colors}\n{text_of('timeline.css')}"
