"""GitLab's Code Quality report: the properties that its documentation asks for, each fingerprint once."""

import json
import re
from typing import Any

from hypothesis import given

from report.drawn import documents, real, rendered, standing
from visitdata.checker.files import Checked
from visitdata.checker.paths import relative
from visitdata.findings import Finding, Severity, printable

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def hold(checked: list[Checked]) -> list[dict[str, Any]]:
    """The issues of a report. Asserts that each is a finding that stands, and is as GitLab asks."""
    issues: list[dict[str, Any]] = json.loads(rendered("gitlab", checked))
    for issue, (one, finding) in zip(issues, standing(checked), strict=True):
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["description"] == printable(finding.message)
        assert (issue["check_name"], issue["severity"]) == (finding.code, SEVERITIES[finding.severity])
        assert issue["location"]["path"].encode() == relative(one.file).encode("utf-8", "backslashreplace")
        lines = issue["location"]["lines"]
        assert (lines["begin"], lines["end"]) == (
            (finding.span.line, finding.span.end_line) if finding.span else (1, 1)
        )
        assert re.fullmatch("[0-9a-f]{64}", issue["fingerprint"])
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return issues


def test_real_findings_are_issues() -> None:
    assert len(hold(real())) > 300


@given(documents())
def test_hostile_findings_are_issues(checked: list[Checked]) -> None:
    hold(checked)


def test_the_first_of_several_alike_keeps_its_fingerprint() -> None:
    finding = Finding("VDS004", "message", file="a.json")
    alone = hold([Checked("a.json", None, {}, (finding,))])
    thrice = hold([Checked("a.json", None, {}, (finding, finding, finding))])
    assert thrice[0] == alone[0]
    assert hold([Checked("a.json", None, {}, (finding, finding))]) == thrice[:2]


def test_no_finding_is_an_empty_list() -> None:
    assert rendered("gitlab", []) == "[]\n"
