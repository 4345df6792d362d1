"""Each mistake is told once, in the same words by either engine."""

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from conftest import as_told, told
from visitdata.schemas.check import MAX_FINDINGS, check
from visitdata.schemas.engines import _compiled, _is_large, failures, is_valid

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


def test_each_engine_is_asked_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    module = "visitdata.schemas.engines"
    monkeypatch.setattr(f"{module}._fast", lambda: SimpleNamespace(is_valid=lambda value: True))
    monkeypatch.setattr(f"{module}._reference", lambda: SimpleNamespace(is_valid=lambda value: False))
    assert [is_valid(LEAST), is_valid(LEAST, "jsonschema-rs"), is_valid(LEAST, "jsonschema")] == [True, True, False]
    monkeypatch.setattr(f"{module}._LARGE", 3)
    monkeypatch.setattr(f"{module}._fast_failures", lambda value: iter(["fast", value]))
    monkeypatch.setattr(f"{module}._reference_failures", lambda value: iter(["reference", value, 3, 4]))
    small: dict[str, Any] = {"a": 1}
    large: dict[str, Any] = {"a": [1, 2, 3]}
    assert list(failures(small, "jsonschema-rs", None, 3)) == ["fast", small]
    assert list(failures(small, "jsonschema", None, 3)) == ["reference", small, 3, 4]
    for size in (None, 7):
        assert list(failures(large, "jsonschema-rs", size, 3)) == ["reference", large, 3]
    assert list(failures(large, "jsonschema-rs", 6, 3)) == ["fast", large]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({}, 0),
        ({"a": 1, "b": "xyz"}, 2),
        ({"a": [1, 2], "b": {"c": {}, "d": []}}, 6),
        ({"a": [[1], [2, [3, 4]]], "b": {"c": [1]}}, 11),
    ],
)
def test_how_large_a_value_is(value: dict[str, Any], expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted are the members of all its objects and lists."""
    monkeypatch.setattr("visitdata.schemas.engines._LARGE", expected)
    assert _is_large(value) is False
    monkeypatch.setattr("visitdata.schemas.engines._LARGE", expected - 1)
    assert _is_large(value) is True


@engines
def test_what_is_told_past_the_limit(engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visitdata.schemas.check.MAX_FINDINGS", 3)
    for mistakes in ({f"zz{number}": 1 for number in range(5)}, {"id": 1, "title": 2, "start": 3, "end": 4}):
        *told_of, last = check({**LEAST, **mistakes}, engine)
        assert len(set(told_of)) == 3
        assert as_told(last) == "VDS011 - '' | there are more than 3 mistakes; not all are listed | None"
    assert len(check({**LEAST, "zz0": 1, "zz1": 1, "title": 1}, engine)) == 3


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
