"""Every rule has a document that it objects to and one that it does not.

`tests/corpus/rules` holds them: ``vdt001-….json`` with its findings beside in ``….expected.txt``, as in the corpus of
invalid documents, and ``vdt001-good….json``, of which no rule finds anything. The document of a rule is judged by all
rules, those of completeness only for a rule of completeness, as of 2026-01-01, and with the texts of
`tests/corpus/rules/evidence` at hand. A rule across documents has JSON Lines.
"""

from datetime import date
from pathlib import Path

import pytest

import visitdata
from visitdata.findings import Finding
from visitdata.rules.engine import catalog

# Of VDZ002 a rule is at fault, no document.
CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "rules"
DOCUMENTS = sorted([*CORPUS.glob("*.json"), *CORPUS.glob("*.jsonl")])


def expected_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}.expected.txt")


def judged(path: Path) -> list[Finding]:
    return visitdata.check(
        path, completeness=path.stem.startswith("vdk"), as_of=date(2026, 1, 1), evidence=CORPUS / "evidence"
    )


def as_line(finding: Finding) -> str:
    assert finding.span is not None, finding
    return f"{finding.code} {finding.span.line}:{finding.span.column} {finding.pointer or ''}".rstrip()


def code_of(path: Path) -> str:
    return path.stem.split("-")[0].upper()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_gives_the_expected_findings_and_no_others(path: Path) -> None:
    if "good" in path.stem.split("-"):
        assert judged(path) == []
        return
    findings = judged(path)
    assert [as_line(finding) for finding in findings] == expected_of(path).read_text("utf-8").splitlines()
    assert {finding.code for finding in findings} == {code_of(path)}


def test_every_rule_has_a_bad_and_a_good_document() -> None:
    bad = {code_of(path) for path in DOCUMENTS if expected_of(path).exists()}
    good = {code_of(path) for path in DOCUMENTS if "good" in path.stem.split("-")}
    codes = {*catalog.rules(), "VDZ003", "VDZ004"}
    assert (codes - bad, codes - good) == (set(), set())
    assert bad | good <= codes


def test_every_rule_has_a_page() -> None:
    for one in catalog.rules().values():
        page = one.page()
        assert page.what.endswith(".")
        assert page.name
