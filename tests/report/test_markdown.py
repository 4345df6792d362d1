"""Markdown for job summaries: short enough, and nothing of a document is read as Markdown."""

import html
import re

from hypothesis import given

from report.drawn import documents, rendered, standing
from visitdata.checker.files import Checked
from visitdata.findings import Finding, Severity
from visitdata.report.markdown import MAX_ROWS

BAD = Finding("VDS004", "bad", file="a.json")


def cells(row: str) -> list[str]:
    """The cells of a row of a table as a reader shows them."""
    assert row.startswith("| ") and row.endswith(" |")
    return [html.unescape(cell) for cell in row[2:-2].split(" | ")]


@given(documents())
def test_each_finding_is_a_row_that_is_text_alone(checked: list[Checked]) -> None:
    lines = rendered("markdown", checked).splitlines()
    rows = lines[6:]
    assert len(rows) == len(standing(checked)) or not standing(checked)
    for row in rows:
        assert row.count("|") == 5
        bare = re.sub(r"&#[0-9]+;(<!-- -->)?", "\0", row)
        assert not re.search(r"[\\`*_\[\]<>~$^{}]|&(?=[#\w])|[@#](?=\w)|://|:[\w+-]+:|www\.", bare)


def test_a_row_tells_place_code_severity_and_message() -> None:
    mild = BAD._replace(severity=Severity.INFO, message="<b> | `x`", pointer="/x")
    lines = rendered("markdown", [Checked("a.json", None, {}, (mild, BAD, BAD._replace(waived="")))]).splitlines()
    assert lines[:5] == [
        "## visitdata: 1 error",
        "",
        "Checked 1 document: 1 error in 1 document, 1 remark, 1 waived.",
        "",
        "| Place | Code | Severity | Finding |",
    ]
    assert [cells(line) for line in lines[6:]] == [
        ["a.json", "VDS004", "error", "bad"],
        ["a.json:/x", "VDS004", "info", "<b> | `x`"],
    ]


def test_the_verdict_of_what_is_good_and_of_nothing() -> None:
    good = "## visitdata: no errors\n\nChecked 1 document: no errors.\n"
    assert rendered("markdown", [Checked("a.json", None, {})]) == good
    assert rendered("markdown", []).startswith("## visitdata: nothing was checked\n")


def test_the_table_has_an_end_and_errors_stand_first() -> None:
    mild = BAD._replace(severity=Severity.WARNING)
    text = rendered("markdown", [Checked("a.json", None, {}, (*[mild] * 1500, BAD))])
    rows = [line for line in text.splitlines() if line.startswith("| a.json")]
    assert (len(rows), cells(rows[0])[2], cells(rows[1])[2]) == (MAX_ROWS, "error", "warning")
    assert text.endswith("\n\nand 1,301 more\n")


def test_a_summary_fits_on_github() -> None:
    long = BAD._replace(message="\U000e0041" * 5000)
    text = rendered("markdown", [Checked("&" * 4000, None, {}, (long,) * 300)])
    assert len(text.encode()) < 2**20
    place, _, _, message = cells(text.splitlines()[6])
    assert (len(place), place[0], len(message), message[-1]) == (200, "…", 500, "…")
