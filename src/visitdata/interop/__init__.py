"""Visits <-> other people's formats: one format a file.

`read` gives the records of files as visits, `write` the text of visits in a format, `write_tables` a corpus as tables.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from visitdata.interop.convert import read, write
    from visitdata.interop.imported import Imported
    from visitdata.interop.tables import write_tables

_HOMES = {
    "Imported": "visitdata.interop.imported",
    "read": "visitdata.interop.convert",
    "write": "visitdata.interop.convert",
    "write_tables": "visitdata.interop.tables",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


__all__ = ["Imported", "read", "write", "write_tables"]
