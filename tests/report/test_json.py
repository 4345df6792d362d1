"""Findings for programs: versioned JSON that holds everything and acts on no terminal."""

import json

import pytest

from visitdata import __version__
from visitdata.checker.files import Checked
from visitdata.findings import Finding, Severity, Span
from visitdata.report.formats import Run, render
from visitdata.report.json import as_dict
from visitdata.report.tally import Tally


def report_of(*documents: Checked) -> str:
    tally = Tally()
    for checked in documents:
        tally.add(checked)
    return "".join(render("json", documents, Run(tally)))


FULL = Finding("VDS001", "message", Severity.WARNING, "hint", "/a/0", True, Span(1, 2, 3, 4), "a.jsonl", 1)


def test_a_finding_holds_what_is_known_and_no_more() -> None:
    assert as_dict(Finding("VDS001", "message")) == {"code": "VDS001", "severity": "error", "message": "message"}
    assert as_dict(FULL) == {
        "file": "a.jsonl",
        "record": 1,
        "code": "VDS001",
        "severity": "warning",
        "message": "message",
        "hint": "hint",
        "pointer": "/a/0",
        "span": {"line": 1, "column": 2, "end_line": 3, "end_column": 4},
    }


def test_values_are_kept_as_text_and_numbers() -> None:
    assert as_dict(FULL._replace(values=("a\udcff", 21)))["values"] == ["a\\udcff", 21]


def test_the_pointer_of_the_whole_document_is_kept() -> None:
    assert as_dict(Finding("VDS010", "message", pointer=""))["pointer"] == ""


def test_the_report_names_its_format_its_version_and_the_tool() -> None:
    report = json.loads(report_of())
    assert list(report) == ["format", "version", "tool", "findings", "skipped", "summary"]
    assert (report["format"], report["version"]) == ("visitdata-findings", 1)
    assert report["tool"] == {"name": "visitdata", "version": __version__}


def test_findings_stand_in_the_order_of_the_input() -> None:
    first, second = FULL._replace(message="first"), FULL._replace(message="second")
    text = report_of(
        Checked("b", None, None, (first, second)), Checked("x", None, None, skipped="why"), Checked("a", 1, {}, (FULL,))
    )
    report = json.loads(text)
    assert [finding["message"] for finding in report["findings"]] == ["first", "second", "message"]
    assert report["skipped"] == [{"file": "x", "reason": "why"}]
    assert report["summary"] == {
        "documents": 2,
        "files": 2,
        "invalid": 0,
        "findings": {"error": 0, "warning": 3, "info": 0},
        "waived": 0,
        "known": 0,
        "fixable": {"safe": 0, "unsafe": 0},
        "skipped": {"why": 1},
    }
    assert text.endswith("}\n")


@pytest.mark.parametrize("text", ["\x1b[31m", "\x7f", "\x9b", "\u202e", "\u2028", "\U000e0041", "\n", "é 访 😀"])
def test_every_text_comes_back_and_none_acts_on_a_terminal(text: str) -> None:
    shown = report_of(Checked(text, None, None, (FULL._replace(message=text, hint=text, file=text, pointer=text),)))
    (finding,) = json.loads(shown)["findings"]
    assert {finding[key] for key in ("message", "hint", "file", "pointer")} == {text}
    assert [char for char in shown if not char.isprintable() and char != "\n"] == []


def test_a_file_name_that_is_not_utf_8_becomes_an_escape() -> None:
    bad = Checked("a\udcff", None, None, (FULL._replace(file="a\udcff"),))
    report = json.loads(report_of(bad, Checked("b\udcff", None, None, skipped="why")))
    assert (report["findings"][0]["file"], report["skipped"][0]["file"]) == ("a\\udcff", "b\\udcff")
