"""What is found wrong with a value, where there is more of it than can be told."""

from typing import Any

import pytest

from visitdata.schemas.check import MAX_FINDINGS, check

DOCUMENT = {"schema_version": "1.0", "id": "a", "parties": [{"id": "b"}]}

MISTAKES = {
    "keys": lambda number: {**DOCUMENT, **{f"key-{count}": 1 for count in range(number)}},
    "items": lambda number: {**DOCUMENT, "parties": [1] * number},
    "steps": lambda number: {**DOCUMENT, "program": [{"type": "meeting", "steps": [{"type": "x"}] * number}]},
    "names": lambda number: {**DOCUMENT, "titles": {f"x {count}": "y" for count in range(number)}},
}


@pytest.mark.parametrize("engine", ["jsonschema-rs", "jsonschema"])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_mistake_is_told_up_to_a_limit(mistake: str, engine: Any) -> None:
    findings = check(MISTAKES[mistake](MAX_FINDINGS), engine)
    assert len(set(findings)) == MAX_FINDINGS
    assert "VDS011" not in {finding.code for finding in findings}


@pytest.mark.parametrize("number", [MAX_FINDINGS + 1, 30_000])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_past_the_limit_the_last_finding_says_that_there_are_more(mistake: str, number: int) -> None:
    document = MISTAKES[mistake](number)
    findings = check(document)
    assert len(set(findings)) == MAX_FINDINGS + 1
    assert (findings[-1].code, findings[-1].pointer) == ("VDS011", "")
    assert "1,000" in findings[-1].message
    assert findings == check(document, "jsonschema")


def test_one_mistake_in_a_large_document_is_told() -> None:
    sources = [{"id": f"source-{number}", "kind": "news"} for number in range(15_000)]
    sources[-1] = {"id": "last", "kind": "newz"}
    [finding] = check({**DOCUMENT, "sources": sources})
    assert (finding.code, finding.pointer, finding.hint) == ("VDS004", "/sources/14999/kind", 'did you mean "news"?')
