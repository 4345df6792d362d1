"""Visits in somebody's own documentation: a Sphinx extension.

Add ``visitdata.sphinx`` to ``extensions`` in ``conf.py``. The directives `visitdata:visit` and `visitdata:timeline`
show a document; `visitdata:class`, `visitdata:rule` and others show what the model and the rules are. A page is built
anew when a file that it shows has changed.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, Any]:
    """Add the domain to a build; called by Sphinx."""
    from visitdata import __version__
    from visitdata.sphinx.domain import VisitdataDomain
    from visitdata.sphinx.entries import Struck, add_struck
    from visitdata.sphinx.visits import Picture, add_picture

    app.add_domain(VisitdataDomain)
    add_picture(app, Picture)
    add_struck(app, Struck)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
