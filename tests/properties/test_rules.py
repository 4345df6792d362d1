"""What holds of the rules on every document."""

from datetime import date
from typing import Any

from hypothesis import given

import visitdata
from properties.damage import damaged_copies
from visitdata.findings import path_of
from visitdata.testing import documents

TODAY = date(2026, 1, 1)


def lookup(value: Any, pointer: str) -> Any:
    for step in path_of(pointer):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


@given(documents())
def test_no_document_makes_a_rule_fail_and_every_finding_points_into_it(document: dict[str, Any]) -> None:
    findings = visitdata.check(document, completeness=True, as_of=TODAY)
    assert "VDZ002" not in {finding.code for finding in findings}
    for finding in findings:
        lookup(document, finding.pointer or "")
        for related in finding.related:
            lookup(document, related.pointer)
        for edit in finding.fix.edits if finding.fix is not None else ():
            lookup(document, edit.pointer)
        assert not finding.message.endswith(".") or finding.message.endswith("..")  # as an open date does


@given(documents())
def test_a_text_and_its_value_have_the_same_findings(document: dict[str, Any]) -> None:
    visit = visitdata.from_dict(document)
    found = [
        {finding._replace(span=None, related=()) for finding in visitdata.check(one)}
        for one in (document, visit, visitdata.dumps(visit))
    ]
    assert found[0] == found[1] == found[2]


@given(damaged_copies(documents()))
def test_what_is_no_visit_has_the_findings_of_the_model_alone(document: dict[str, Any]) -> None:
    wrong = visitdata.validate(document)
    if wrong:
        assert visitdata.check(document) == wrong
