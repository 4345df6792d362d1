"""A corpus as flat, joinable tables.

`columns` makes the tables from the classes of the model, `rows` makes a visit their rows, `package` describes them, and
`write` writes them.
"""

from visitdata.codec.cells import guarded, unguarded
from visitdata.interop.tables.columns import TABLES, Column, Table
from visitdata.interop.tables.package import descriptor
from visitdata.interop.tables.rows import rows_of
from visitdata.interop.tables.write import FORMS, Form, file_names, write_tables

__all__ = [
    "FORMS", "TABLES", "Column", "Form", "Table", "descriptor", "file_names", "guarded", "rows_of",
    "unguarded", "write_tables",
]  # fmt: skip
