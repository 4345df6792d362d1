"""Texts in cells of CSV, which a spreadsheet must not take for formulas."""

import re

_ACTS = re.compile("'*[=+@\t\r\n＝＋－＠-]")
_GUARDED = re.compile(f"'(?={_ACTS.pattern})")


def guarded(text: str) -> str:
    """A text as it stands in a cell of CSV: with an apostrophe before it where a spreadsheet would take it for a
    formula, and where it begins with apostrophes and then so. No other text changes."""
    return f"'{text}" if _ACTS.match(text) else text


def unguarded(cell: str) -> str:
    """The text that stands in a cell of CSV: of one that begins with apostrophes and then as a formula does, one
    apostrophe is taken away."""
    return cell[1:] if _GUARDED.match(cell) else cell
