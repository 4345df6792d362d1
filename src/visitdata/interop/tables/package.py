"""The Data Package descriptor of the tables: their columns, keys and meanings, for programs that read CSV."""

from typing import Any

from visitdata import __version__
from visitdata.interop.tables.columns import TABLES, Column, Table


def descriptor() -> dict[str, Any]:
    """The descriptor after https://specs.frictionlessdata.io (Data Package and Table Schema, version 1)."""
    return {
        "profile": "tabular-data-package",
        "name": "visits",
        "title": "Diplomatic visits as tables",
        "description": "Made by visitdata tables. A text that begins with =, +, -, @ (also in full width), a tab or "
        "an end of line, or with apostrophes and then so, has an apostrophe before it, so that no spreadsheet takes it "
        "for a formula.",
        "created_by": f"visitdata {__version__}",
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    keys = [
        {"fields": [column], "reference": {"resource": "" if other == table.name else other, "fields": ["key"]}}
        for column, other in table.foreign_keys
    ]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
    }
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.meaning,
        "encoding": "utf-8",
        "schema": schema | ({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.words:
        constraints["enum"] = list(column.words)
    field = {"name": column.name, "type": column.type, "description": column.meaning}
    return field | ({"constraints": constraints} if constraints else {})
