"""Diplomatic visits as data: who came, at which level, what was performed, who met whom about what, who said so.

The package's front door: it only names what is public. Heavy parts are loaded when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from visitdata.findings import Finding, InvalidVisit, Severity, Span, nearest

if TYPE_CHECKING:
    from visitdata.checker.judged import check
    from visitdata.checker.pipeline import from_dict, loads, validate
    from visitdata.checker.visits import dump, dumps, load, read, to_dict
    from visitdata.model import *  # noqa: F403
    from visitdata.model.difference import Change, ChangeKind, Shift, diff
    from visitdata.render.forms import show
    from visitdata.schemas.published import registry, schema

__version__ = "0.1.0"

_HOMES = {
    "Change": "visitdata.model.difference",
    "ChangeKind": "visitdata.model.difference",
    "Shift": "visitdata.model.difference",
    "check": "visitdata.checker.judged",
    "diff": "visitdata.model.difference",
    "dump": "visitdata.checker.visits",
    "dumps": "visitdata.checker.visits",
    "from_dict": "visitdata.checker.pipeline",
    "load": "visitdata.checker.visits",
    "loads": "visitdata.checker.pipeline",
    "read": "visitdata.checker.visits",
    "registry": "visitdata.schemas.published",
    "schema": "visitdata.schemas.published",
    "show": "visitdata.render.forms",
    "to_dict": "visitdata.checker.visits",
    "validate": "visitdata.checker.pipeline",
}
"""Where the public functions live; every other public name is one of `visitdata.model`."""


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(f"module 'visitdata' has no attribute {name!r}")
    home = import_module(_HOMES.get(name, "visitdata.model"))
    if name not in _HOMES and name not in home.__all__:
        near = nearest(name, [*_HOMES, *home.__all__])
        hint = f"; did you mean {near!r}?" if near else ""
        raise AttributeError(f"module 'visitdata' has no attribute {name!r}{hint}")
    value = globals()[name] = getattr(home, name)
    return value


def __dir__() -> list[str]:
    from visitdata import model

    return sorted({*__all__, "__version__", *model.__all__})


__all__ = [
    "Change",
    "ChangeKind",
    "Finding",
    "InvalidVisit",
    "Severity",
    "Shift",
    "Span",
    "check",
    "diff",
    "dump",
    "dumps",
    "from_dict",
    "load",
    "loads",
    "read",
    "registry",
    "schema",
    "show",
    "to_dict",
    "validate",
]
