"""What all formats have in common: they take any finding, and programs can read what they write."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.drawn import documents, rendered
from visitdata.checker.files import Checked
from visitdata.findings import Finding, Severity, Span
from visitdata.report.formats import FOR_PEOPLE, FORMATS, Run, render
from visitdata.report.tally import Tally

STREAMING = ("text", "concise", "jsonl", "github")


@given(st.sampled_from(list(FORMATS)), documents())
def test_whatever_is_found_can_be_written_and_acts_on_no_terminal(form: str, checked: list[Checked]) -> None:
    text = rendered(form, checked)
    assert all(char.isprintable() or char in "\n\u200c\u200d" for char in text)
    if form not in FOR_PEOPLE:
        text.encode()


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_to_say_is_well_formed(form: str) -> None:
    assert rendered(form, []) == "" or rendered(form, []).endswith("\n")


@pytest.mark.parametrize("form", STREAMING)
def test_what_can_be_streamed_is(form: str) -> None:
    finding = Finding("VDS004", "message", file="a")

    def endless() -> Iterator[Checked]:
        while True:
            yield Checked("a", None, None, (finding,))

    pieces = render(form, endless(), Run(Tally()))
    assert all("message" in next(pieces) for _ in range(100))


BAD = Finding("VDS004", "bad", hint="mend it", span=Span(1, 2, 1, 3), file="a.json")
MILD = BAD._replace(code="VDT001", message="odd", severity=Severity.WARNING, file="b.json", span=None, pointer="/x")
WAIVED = BAD._replace(message="waived", waived="")


def test_concise_is_a_line_each_and_the_summary() -> None:
    checked = [Checked("a.json", None, {}, (BAD, WAIVED)), Checked("b.json", None, {}, (MILD,))]
    assert rendered("concise", checked).splitlines() == [
        "a.json:1:2: VDS004 bad",
        "b.json:/x: VDT001 warning: odd",
        "Checked 2 documents: 1 error in 1 document, 1 warning, 1 waived.",
    ]
    assert rendered("concise", checked, quiet=True).splitlines() == [
        "a.json:1:2: VDS004 bad",
        "b.json:/x: VDT001 warning: odd",
    ]


@given(documents())
def test_json_lines_hold_what_json_holds(checked: list[Checked]) -> None:
    lines = rendered("jsonl", checked).splitlines()
    report = json.loads(rendered("json", checked))
    assert [json.loads(line) for line in lines] == report["findings"]
    assert report["summary"]["findings"].keys() == {"error", "warning", "info"}
