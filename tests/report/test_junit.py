"""JUnit's XML, read back by another program's reader and by the standard library's."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from junitparser import Failure, JUnitXml, Skipped

from report.drawn import documents, real, rendered
from visitdata.checker.files import Checked
from visitdata.checker.paths import relative
from visitdata.findings import Finding, Severity, printable

TESTSUITES = {"name", "tests", "failures", "errors", "disabled", "time"}
TESTSUITE = {
    "name",
    "tests",
    "failures",
    "errors",
    "skipped",
    "disabled",
    "time",
    "timestamp",
    "hostname",
    "id",
    "package",
}
TESTCASE = {"name", "classname", "time", "status", "assertions"}
"""The attributes that the schema of Jenkins knows."""


def hold(checked: list[Checked]) -> JUnitXml:
    """A report, read. Asserts that each file is a case which fails where it has an error, and that counts are right."""
    text = rendered("junit", checked)
    report = JUnitXml.fromstring(text.encode())
    (suite,) = list(report)
    cases = list(suite)
    files = list(dict.fromkeys(one.file for one in checked))
    assert [case.name for case in cases] == [printable(relative(file)) for file in files]
    for case, file in zip(cases, files, strict=True):
        of_file = [one for one in checked if one.file == file]
        found = [finding for one in of_file for finding in one.findings]
        failures = [result for result in case.result if isinstance(result, Failure)]
        assert len(failures) == any(finding.is_error for finding in found)
        assert any(isinstance(result, Skipped) for result in case.result) == any(one.skipped for one in of_file)
        for finding in found:
            told = failures[0].text if finding.is_error else case.system_out
            assert f"{finding.code} {printable(finding.said)}" in told
    counted = (suite.tests, suite.failures, suite.errors, suite.skipped)
    suite.update_statistics()
    assert counted == (suite.tests, suite.failures, suite.errors, suite.skipped)
    root = ElementTree.fromstring(text)
    assert set(root.keys()) <= TESTSUITES
    assert all(set(one.keys()) <= TESTSUITE for one in root.iter("testsuite"))
    assert all(set(one.keys()) <= TESTCASE for one in root.iter("testcase"))
    order = ["skipped", "error", "failure", "system-out", "system-err"]
    for one in root.iter("testcase"):
        ranks = [order.index(result.tag) for result in one]
        assert ranks == sorted(ranks)
    return report


def test_real_findings_are_results() -> None:
    assert hold(real()).failures > 100


@given(documents())
def test_hostile_findings_are_results(checked: list[Checked]) -> None:
    hold(checked)


def test_all_documents_of_a_file_and_all_that_is_found_later_are_one_case() -> None:
    bad = Finding("VDS004", 'a < b & "c"', hint="mend it", file="a.jsonl")
    mild = bad._replace(severity=Severity.WARNING, message="odd")
    waived = bad._replace(message="known", waived="as printed")
    report = hold([
        Checked("a.jsonl", 1, {}, (bad, mild)), Checked("a.jsonl", 2, {}), Checked("b.json", None, {}),
        Checked("c.json", None, None, skipped="not a visit document"),
        Checked("a.jsonl", 2, None, (bad._replace(code="VDX001"), waived), again=True),
    ])  # fmt: skip
    (suite,) = list(report)
    first, second, third = list(suite)
    (failure,) = (result for result in first.result if isinstance(result, Failure))
    assert (failure.message, failure.type) == ('a < b & "c" (and 1 more error)', "VDS004")
    assert failure.text == (
        'a.jsonl: VDS004 a < b & "c"\n  help: mend it\na.jsonl: VDX001 a < b & "c"\n  help: mend it\n'
    )
    assert first.system_out == (
        "a.jsonl: VDS004 warning: odd\n  help: mend it\na.jsonl: VDS004 known\n  help: mend it\n  waived: as printed\n"
    )
    assert (second.result, third.result[0].message) == ([], "not a visit document")
    alone = hold([Checked("a.json", None, {}, (bad,))])
    assert next(iter(next(iter(alone)))).result[0].message == 'a < b & "c"'


@pytest.mark.parametrize("text", ["\x00", "\x1b", "\ufffe", "\uffff", "\ud800", "]]>", "\r\n\t"])
def test_what_xml_cannot_hold_is_an_escape(text: str) -> None:
    hold([Checked(text, None, None, (Finding("VDS004", text, file=text, hint=text),))])
