"""The program of a visit as a picture: SVG, drawn to what is known of each activity's time, order and status."""

from visitdata.model import Visit
from visitdata.render.labels import Labels, english
from visitdata.render.palette import alone
from visitdata.render.timeline.layout import laid_out
from visitdata.render.timeline.rows import program
from visitdata.render.timeline.svg import written


def draw(visit: Visit, labels: Labels | None = None, *, standalone: bool = False, name: str | None = None) -> str:
    """The picture of a visit's program.

    For a page, which needs the style sheet ``timeline.css``; its links lead from each activity to a fragment: its id,
    or ``A`` and its number where it has none. It is empty where there is no program. Standing alone it is a whole file
    with the title of the visit and no links, light or dark as its reader likes. What it brings along holds for itself
    alone, so that it can stand on a page of somebody else, with a `name` of its own where there may be others.
    """
    labels = labels or english()
    if not visit.program and not standalone:
        return ""
    drawing = laid_out(program(visit, labels), labels, is_titled=standalone)
    style = alone("timeline.css") if standalone else None
    return written(drawing, labels, name=name or f"timeline.{visit.id}", style=style)
