"""SARIF: valid by another program's strict validator, and its places and fixes are those of the findings."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given

from conftest import needed_of_node
from report.drawn import HOSTILE, TEXT, VALUE, documents, real, rendered
from visitdata.checker.files import Checked, Named, check_bytes
from visitdata.checker.fix import replacements
from visitdata.checker.paths import relative
from visitdata.findings import Edit, Finding, Fix, Related, Severity, Span
from visitdata.rules.engine import catalog

CANNOT_APPLY = {"SARIF2005"}
"""Warnings of the validator that stand: it asks for a web page of the tool, and there is none."""


def validated(text: str, folder: Path) -> set[str]:
    """The rules that a report breaks, errors and warnings, those of SARIF and those of GitHub."""
    tool = needed_of_node("@microsoft/sarif-multitool-linux") / "Sarif.Multitool"
    (folder / "report.sarif").write_text(text, "utf-8")
    subprocess.run(
        [tool, "validate", "report.sarif", "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "--output",
         "told.sarif", "--log", "ForceOverwrite"],
        cwd=folder, check=True, timeout=120, capture_output=True,
    )  # fmt: skip
    (run,) = json.loads((folder / "told.sarif").read_text("utf-8-sig"))["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] and not invocation.get("toolConfigurationNotifications")
    return {result["ruleId"] for result in run["results"]}


@pytest.mark.heavy
def test_a_report_of_real_findings_is_valid(tmp_path: Path) -> None:
    assert validated(rendered("sarif", real()), tmp_path) <= CANNOT_APPLY


@pytest.mark.heavy
def test_a_report_of_hostile_texts_is_valid(tmp_path: Path) -> None:
    checked = []
    for text in (text for text in HOSTILE if text != "../up"):
        related = (Related(text, "", Span(1, 1, 1, 2)), Related(text, "", None, "b.json"))
        fix = Fix(text, (Edit("/last", json.dumps(text)),))
        finding = Finding("VDS004", text, hint=text, related=related, fix=fix, waived=text, span=Span(1, 1, 2, 1))
        checked.append(Checked(f"{text}.json", None, VALUE, (finding,), TEXT.encode()))
    assert validated(rendered("sarif", checked), tmp_path) <= CANNOT_APPLY


@pytest.mark.heavy
def test_the_validator_notices_what_is_wrong(tmp_path: Path) -> None:
    report = json.loads(rendered("sarif", [Checked("a", None, None, (Finding("VDS004", "message"),))]))
    report["runs"][0]["results"][0]["ruleIndex"] = 7
    assert not validated(json.dumps(report), tmp_path) <= CANNOT_APPLY


def run_of(checked: list[Checked], **run: Any) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(rendered("sarif", checked, **run))
    assert report["version"] == "2.1.0"
    return report["runs"][0]  # type: ignore[no-any-return]


def span_of(region: dict[str, int]) -> Span:
    return Span(region["startLine"], region["startColumn"], region["endLine"], region["endColumn"])


@given(documents())
def test_every_finding_is_a_result(checked: list[Checked]) -> None:
    run = run_of(checked)
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    found = [(one, finding) for one in checked for finding in one.findings]
    for result, (one, finding) in zip(run["results"], found, strict=True):
        assert result["ruleId"] == finding.code == rules[result["ruleIndex"]]["id"]
        assert result["level"] == {"info": "note"}.get(finding.severity, finding.severity)
        (place,) = (location["physicalLocation"] for location in result["locations"])
        uri = place["artifactLocation"]["uri"]
        assert unquote_to_bytes(uri.removeprefix("file://")) == os.fsencode(relative(one.file))
        assert uri.startswith("file:///") == ("uriBaseId" not in place["artifactLocation"])
        assert (span_of(place["region"]) if "region" in place else None) == finding.span
        assert "](" not in result["message"]["text"]
        assert ("suppressions" in result) == (finding.waived is not None)
        assert len(result.get("relatedLocations", ())) == len(finding.related)
        assert ("fixes" in result) == (finding.fix is not None)


def test_a_waiver_is_a_suppression_with_its_reason() -> None:
    finding = Finding("VDT001", "message", waived="as printed")
    results = run_of([Checked("a.json", None, {}, (finding, finding._replace(waived="")))])["results"]
    assert results[0]["suppressions"] == [{"kind": "inSource", "justification": "as printed"}]
    assert results[1]["suppressions"] == [{"kind": "inSource"}]


def test_a_message_is_a_sentence_with_the_hint_after_it() -> None:
    texts = {"mend it": "odd. Help: mend it.", "did you mean x?": "odd. Help: did you mean x?", None: "odd."}
    for hint, text in texts.items():
        (result,) = run_of([Checked("a", None, None, (Finding("VDS004", "odd", hint=hint),))])["results"]
        assert result["message"] == {"text": text}


def test_a_rule_tells_its_page() -> None:
    finding = Finding("VDT001", "message", Severity.WARNING)
    (rule,) = run_of([Checked("a.json", None, {}, (finding,))])["tool"]["driver"]["rules"]
    page = catalog.rules()["VDT001"].page()
    assert (rule["id"], rule["helpUri"]) == ("VDT001", "urn:visitdata:code:VDT001")
    assert rule["name"].lower() == page.name.replace("-", "")
    assert rule["fullDescription"] == {"text": page.what}
    assert all(part in rule["help"]["text"] for part in (page.why, page.bad, page.good, page.mend, page.ignore))
    assert f"```\n{page.bad}\n```" in rule["help"]["markdown"]
    assert rule["defaultConfiguration"] == {"level": page.severity}
    schema = run_of([Checked("a.json", None, {}, (finding._replace(code="VDS004"),))])["tool"]["driver"]["rules"][0]
    assert "When to let it stand" not in schema["help"]["text"]


def test_a_rule_of_others_without_a_page_has_its_code() -> None:
    run = run_of([Checked("a.json", None, {}, (Finding("VDU001", "message"),))])
    assert run["tool"]["driver"]["rules"] == [{"id": "VDU001"}]


LINE = b'{"schema_version": "1.0", "id": "a", "parties": [{"id": "az"}], "grade": "oficial"}'


def applied(text: str, fix: dict[str, Any]) -> str:
    """A text after the replacements of a fix, by a reader of its own."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    (change,) = fix["artifactChanges"]
    edits = []
    for one in change["replacements"]:
        span = span_of(one["deletedRegion"])
        start, end = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
        edits.append((start, end, one["insertedContent"]["text"]))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize(("name", "text"), [("a.json", LINE), ("a.jsonl", b"\n\n" + LINE + b"\n")])
def test_a_fix_mends_the_file(name: str, text: bytes) -> None:
    (result,) = run_of(list(check_bytes(Named(name, False), text)))["results"]
    (fix,) = result["fixes"]
    mended = applied(text.decode(), fix)
    assert mended == text.decode().replace("oficial", "official")
    assert [one.findings for one in check_bytes(Named(name, False), mended.encode())] == [()]


def test_a_fix_may_have_several_replacements() -> None:
    fix = Fix("turn", (Edit("/list", order=(2, 0, 1)), Edit("/last", key="Last")))
    (changes,) = replacements(TEXT, VALUE, [fix])
    (result,) = run_of([Checked("a", None, VALUE, (Finding("VDT001", "m", fix=fix),), TEXT.encode())])["results"]
    assert len(result["fixes"][0]["artifactChanges"][0]["replacements"]) == len(changes) == 4
    turned = {"id": "é", "list": [{"word": "y"}, 1, {"id": "x", "word": "😀"}], "Last": "z"}
    assert json.loads(applied(TEXT, result["fixes"][0])) == turned


def test_a_fix_of_a_text_that_is_gone_is_left_out() -> None:
    fix = Fix("write", (Edit("/last", "1"),))
    (result,) = run_of([Checked("a", None, None, (Finding("VDX001", "m", fix=fix),), again=True)])["results"]
    assert "fixes" not in result
