"""Each mistake is told once, in the same words by either engine."""

import ast
from pathlib import Path
from typing import Any

import pytest

from conftest import as_told, told
from visitdata.schemas.check import MAX_FINDINGS, _compiled, check, is_valid

LEAST: dict[str, Any] = {"schema_version": "1.0", "id": "a", "parties": [{"id": "b"}]}
TOLD = told(Path(__file__).parent / "check.told.txt")

engines = pytest.mark.parametrize("engine", ["jsonschema-rs", "jsonschema"])


@engines
@pytest.mark.parametrize("document", TOLD, ids=range(len(TOLD)))
def test_what_is_told_of_a_document(document: str, engine: Any) -> None:
    value = ast.literal_eval(document)
    assert [as_told(finding) for finding in check(value, engine)] == TOLD[document]
    assert is_valid(value, engine) is False


@engines
def test_of_a_visit_nothing_is_told(engine: Any) -> None:
    assert check(LEAST, engine) == []
    assert is_valid(LEAST, engine) is True


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^there is no engine 'ajv'; there is jsonschema-rs and jsonschema$"):
        check(LEAST, "ajv")  # type: ignore[arg-type]


def test_an_unknown_version_is_told_with_those_that_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visitdata.schemas.published.VERSIONS", ("1.0", "1.1"))
    [finding] = check({**LEAST, "schema_version": "9.0"})
    assert finding.hint == "it knows 1.0, 1.1"


def test_the_fast_engine_matches_in_linear_time_so_it_reads_no_look_ahead() -> None:
    assert _compiled({"pattern": "^a"}).is_valid("a")
    with pytest.raises(ValueError, match="is not a"):
        _compiled({"pattern": "^(?=a)"})


@engines
def test_only_the_first_hundred_mistakes_pay_for_a_suggestion(engine: Any) -> None:
    keys = check({**LEAST, **{f"statements{chr(0x4E00 + number)}": "x" for number in range(110)}}, engine)
    hints = [finding.hint for finding in keys]
    assert hints[:100] == ['did you mean "statements"?'] * 100
    assert len(hints) == 110
    assert all(hint and hint.startswith("it may have $schema, ") for hint in hints[100:])
    parties = [{"id": "b", "role": "hsot"}] * 101
    words = check({**LEAST, "parties": parties, "program": [{"tpye": "toast"}]}, engine)
    hints = [finding.hint for finding in words if finding.code == "VDS004"]
    assert hints == ['did you mean "host"?'] * 100 + ["one of guest, host, third, convener, mediator, transit, member"]
    assert [(finding.code, finding.hint) for finding in words[-1:]] == [("VDS002", None)]


MISTAKES = {
    "keys": lambda number: {**LEAST, **{f"key-{count}": 1 for count in range(number)}},
    "items": lambda number: {**LEAST, "parties": [1] * number},
    "steps": lambda number: {**LEAST, "program": [{"type": "meeting", "steps": [{"type": "x"}] * number}]},
    "names": lambda number: {**LEAST, "titles": {f"x {count}": "y" for count in range(number)}},
}


@engines
@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_mistake_is_told_up_to_a_limit(mistake: str, engine: Any) -> None:
    findings = check(MISTAKES[mistake](MAX_FINDINGS), engine)
    assert len(set(findings)) == MAX_FINDINGS
    assert "VDS011" not in {finding.code for finding in findings}


@pytest.mark.heavy
@pytest.mark.parametrize("number", [MAX_FINDINGS + 1, 30_000])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_past_the_limit_the_last_finding_says_that_there_are_more(mistake: str, number: int) -> None:
    document = MISTAKES[mistake](number)
    findings = check(document)
    assert len(set(findings)) == MAX_FINDINGS + 1
    assert (findings[-1].code, findings[-1].pointer) == ("VDS011", "")
    assert "1,000" in findings[-1].message
    assert findings == check(document, "jsonschema")


@pytest.mark.heavy
def test_one_mistake_in_a_large_document_is_told() -> None:
    sources = [{"id": f"source-{number}", "kind": "news"} for number in range(15_000)]
    sources[-1] = {"id": "last", "kind": "newz"}
    [finding] = check({**LEAST, "sources": sources})
    assert (finding.code, finding.pointer, finding.hint) == ("VDS004", "/sources/14999/kind", 'did you mean "news"?')
