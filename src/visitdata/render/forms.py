"""One visit in a form that people read: for a terminal, a page, a wiki, a slide. One form a module."""

import os
from typing import Literal, get_args

from visitdata.model import Visit
from visitdata.render.labels import Labels, load

Form = Literal["text", "html", "markdown", "svg"]
FORMS: tuple[Form, ...] = get_args(Form)


def show(visit: Visit, form: Form = "text", *, labels: Labels | str | os.PathLike[str] | None = None) -> str:
    """A visit as people read it.

    ``text``: everything, in lines of at most 100 columns. ``html``: everything, as a page of one file that fetches
    nothing. ``markdown``: everything, for a wiki. ``svg``: a picture of the program. `labels` is the path of a catalog
    of labels in another language, as ``visitdata docs labels`` writes one; without it, the words around what the
    document says are English. Raises `ValueError` for another form, and for a catalog that cannot be used;
    `ImportError` where a page needs Jinja (the extra ``visitdata[docs]``).
    """
    catalog = labels if labels is None or isinstance(labels, Labels) else load(os.fsdecode(labels))
    match form:
        case "text":
            from visitdata.render import terminal

            return "".join(f"{line}\n" for line in terminal.render(visit, labels=catalog))
        case "html":
            from visitdata.render.page import html_of

            return f"{html_of(visit, catalog)}\n"
        case "markdown":
            from visitdata.render import markdown

            return "".join(f"{line}\n" for line in markdown.render(visit, catalog))
        case "svg":
            from visitdata.render.timeline import draw

            return draw(visit, catalog, standalone=True)
    raise ValueError(f"{form!r} is no form in which a visit is shown; there are {', '.join(FORMS)}")
