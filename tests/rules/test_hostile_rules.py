"""What rules of other packages may do wrong, and documents made to take long: the others go on, in linear time."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

import visitdata
from visitdata import Party, Severity, Visit
from visitdata.findings import Edit, Fix, Unusable
from visitdata.model.composing import is_normalized, normalize
from visitdata.rules.engine import run
from visitdata.rules.engine.catalog import Plan
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule
from visitdata.rules.engine.settings import Settings

SMALL: dict[str, Any] = {"schema_version": "1.0", "id": "a", "parties": [{"id": "az", "role": "host"}]}


class Silent(Exception):  # noqa: N818 - a name for the test
    def __str__(self) -> str:
        raise ValueError


def raised(error: BaseException) -> Any:
    raise error


def judged(yielded: Callable[[], Any], **options: Any) -> list[Any]:
    def bad(visit: Visit, context: Context) -> Any:
        yield yielded()

    def good(visit: Visit, context: Context) -> Iterator[Objection]:
        yield Objection("it is a visit")

    rules = [
        rule("VDU001", Severity.WARNING, since="1.0", **options)(bad),
        rule("VDU002", Severity.WARNING, since="1.0")(good),
    ]
    plan = Plan([one.rule for one in rules], Settings())  # type: ignore[attr-defined]
    return run.judge(visitdata.from_dict(SMALL), plan)


@pytest.mark.parametrize(
    "yielded",
    [
        lambda: None,
        lambda: "boo",
        lambda: ("a", "b"),
        lambda: Objection("m", at="no/such/9"),
        lambda: Objection("m", at="parties/99"),
        lambda: Objection("m", at="parties/az"),
        lambda: Objection("m", at="id/3"),
        lambda: Objection(5),  # type: ignore[arg-type]
        lambda: Objection("m", hint=5),  # type: ignore[arg-type]
        lambda: Objection("m", values=(object(),)),  # type: ignore[arg-type]
        lambda: Objection("m", values=(10**30,)),
        lambda: Objection("m", on=Party(id="q")),
        lambda: Objection("m", related=((Party(id="q"), "id", "x"),)),
        lambda: Objection("m", severity="error"),  # type: ignore[arg-type]
        lambda: Objection("m", fix="x"),  # type: ignore[arg-type]
        lambda: Objection("m", fix=Fix("x", (Edit("/zz", value="1"),))),
        lambda: Objection("m", fix=Fix("x", (Edit("/parties", order=(5, 6)),))),
        lambda: raised(Silent()),
        lambda: raised(GeneratorExit()),
    ],
)
def test_what_cannot_be_used_is_a_failure_of_that_rule_alone(yielded: Callable[[], Any]) -> None:
    assert [finding.code for finding in judged(yielded)] == ["VDZ002", "VDU002"]


def test_long_messages_are_cut_and_failures_told_in_a_line() -> None:
    (first, _) = judged(lambda: Objection("x" * 100_000))
    assert len(first.message) == 10_001
    (first, _) = judged(lambda: raised(RuntimeError("a\nb" * 1000)))
    assert "\n" not in first.message
    assert len(first.message) < 700


def test_a_rule_without_an_end_is_stopped() -> None:
    def endless(visit: Visit, context: Context) -> Iterator[Objection]:
        while True:
            yield Objection("again")

    one = rule("VDU001", Severity.INFO, since="1.0")(endless).rule  # type: ignore[attr-defined]
    found = run.judge(visitdata.from_dict(SMALL), Plan([one], Settings()))
    assert [finding.code for finding in found] == ["VDU001", "VDZ002"]


def test_a_gate_that_fails_is_open() -> None:
    options = {"gate": lambda context: raised(KeyError())}
    assert [finding.code for finding in judged(lambda: Objection("m"), **options)] == ["VDU001", "VDU002"]


def test_a_rule_says_at_once_that_it_is_none() -> None:
    with pytest.raises(TypeError, match="no Severity"):
        rule("VDU001", "error", since="1.0")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no setting"):
        rule("VDU001", Severity.INFO, since="1.0", needs="luck")


def test_what_cannot_run_cannot_be_chosen() -> None:
    for code, said in (("VDE001", "--evidence"), ("VDT012", "--as-of"), ("VDZ002", "cannot be chosen")):
        with pytest.raises(Unusable, match=said):
            visitdata.check(SMALL, select=[code])
    assert visitdata.check(SMALL, select=["VDT012"], as_of=date(2024, 1, 1)) == []
    with pytest.raises(TypeError, match="as_of"):
        visitdata.check(SMALL, as_of="2024-01-01")  # type: ignore[arg-type]


def people(number: int) -> dict[str, Any]:
    persons = [{"id": f"p{i}", "name": "Ann", "party": "zz"} for i in range(number)]
    waivers = [{"code": "VDR001", "about": f"p{i}", "reason": "x"} for i in range(number)]
    return {**SMALL, "people": persons, "waivers": waivers}


def places(number: int) -> dict[str, Any]:
    ring = [{"id": f"q{i}", "within": f"q{(i + 1) % number}", "name": "x"} for i in range(number)]
    return {**SMALL, "places": ring, "program": [{"type": "meeting", "place": f"q{i}"} for i in range(number)]}


def bodies(number: int) -> dict[str, Any]:
    ring = [{"id": f"o{i}", "parent": f"o{(i + 1) % number}", "name": "x"} for i in range(number)]
    program = [{"type": "meeting", "participants": [{"ref": f"o{i}"}]} for i in range(number)]
    return {**SMALL, "organizations": ring, "program": program}


def sources(number: int) -> dict[str, Any]:
    program = [{"type": "meeting", "citations": [{"source": f"s{i}"}]} for i in range(number)]
    return {**SMALL, "sources": [{"id": f"s{i}"} for i in range(number)], "program": program}


def members(number: int) -> dict[str, Any]:
    return {**SMALL, "relations": [{"parties": [*(f"p{i}" for i in range(number)), f"p{number - 1}"]}]}


def marks(number: int) -> dict[str, Any]:
    return {**SMALL, "note": "a" + "\u0301\u0323" * number * 10}


@pytest.mark.parametrize("made", [people, places, bodies, sources, members, marks])
def test_hostile_documents_take_linear_time(made: Callable[[int], dict[str, Any]]) -> None:
    before = time.process_time()
    visitdata.check(made(6_000), completeness=True)
    assert time.process_time() - before < 10  # what grows with the square takes half a minute and more


def test_waivers_silence_what_they_name_and_the_first_gives_the_reason() -> None:
    waivers = [
        {"code": "VDR001", "about": "p1", "reason": "second"},
        {"code": "VDR001", "about": "p1", "reason": "third"},
        {"code": "VDR001", "about": "a", "reason": "whole"},
        {"code": "VDR001", "about": "az", "reason": "idle"},
    ]
    found = visitdata.check({**people(2), "waivers": waivers}, select=["VDR001"])
    assert [(one.code, one.pointer, one.waived) for one in found] == [
        ("VDR001", "/people/0/party", "whole"),
        ("VDR001", "/people/1/party", "second"),
        ("VDZ003", "/waivers/3", None),
    ]


def test_marks_beyond_measure_stay_as_they_are() -> None:
    run_of_marks = "a" + "\u0323\u0301" * 100
    assert normalize("NFC", f"Jose\u0301 {run_of_marks} e\u0301") == f"José {run_of_marks} é"
    assert normalize("NFC", "plain") == "plain"
    assert is_normalized("NFC", run_of_marks)
    assert not is_normalized("NFC", "e\u0301")
