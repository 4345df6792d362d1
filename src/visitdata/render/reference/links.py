"""How the pages of the reference lead to each other."""

import posixpath


def href(page: str, to: str, anchor: str = "", ending: str = "html") -> str:
    """The address of a page, or of an anchor on it, from another one; pages are named without their ending."""
    path = posixpath.relpath(f"{to}.{ending}", posixpath.dirname(page) or ".")
    return f"{path}#{anchor}" if anchor else path
