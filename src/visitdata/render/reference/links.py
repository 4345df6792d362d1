"""How the pages of the reference lead to each other."""

import posixpath
from collections.abc import Callable

from visitdata.render.reference.facts import Place

Href = Callable[[Place], str]
"""The address of a place, from where one is."""


def from_page(page: str, ending: str) -> Href:
    """The addresses of places from a page, named like theirs without its ending."""
    folder = posixpath.dirname(page) or "."

    def href(to: Place) -> str:
        path = posixpath.relpath(f"{to.page}.{to.ending or ending}", folder)
        return f"{path}#{to.anchor}" if to.anchor else path

    return href
