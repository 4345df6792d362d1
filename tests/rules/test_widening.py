"""What is less certain is never more wrong: a document whose dates are told less exactly has no error that it had not
before. All rules are run, so that it holds of every rule that there is."""

from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visitdata.checker.pipeline import from_dict
from visitdata.findings import Severity
from visitdata.model import Node, Visit
from visitdata.model.kinds import DateKind, ManyKind, NodeKind
from visitdata.rules.engine import catalog
from visitdata.rules.engine.run import judge
from visitdata.rules.engine.settings import Settings
from visitdata.testing.strategies import documents

Draw = Callable[[st.SearchStrategy[Any]], Any]

PLAN = catalog.plan(Settings())

FIRST = date(2023, 10, 26)
"""The days of a drawn visit lie close together, so that many of them contradict each other."""

days = st.integers(0, 12).map(lambda number: (FIRST + timedelta(number)).isoformat())
times = st.sampled_from(["00:30", "09:00", "10:00", "12:15", "18:30", "23:00"])
ids = st.sampled_from(["one", "two", "three", "event", "period"])


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with some of some fields."""
    return st.fixed_dictionaries({}, optional=fields).filter(bool)


whens = some(date=days, time=times, end_date=days, end_time=times, zone=st.sampled_from(["Asia/Baku", "Asia/Karachi"]))
spans = {"start": days, "end": days}
activities = {
    "when": whens,
    "place": st.just("baku"),
    "after": st.lists(ids, min_size=1, max_size=2),
    "during": ids,
    "status": st.sampled_from(["held", "planned"]),
    "citations": st.just([{"source": "source"}]),
}
steps = st.fixed_dictionaries({"type": st.sampled_from(["anthems", "document_signing"])}, optional=activities)
occasions = st.fixed_dictionaries(
    {"type": st.sampled_from(["meeting", "arrival", "ceremony"])},
    optional={**activities, "steps": st.lists(steps, min_size=1, max_size=2)},
)
relations = ["preceded_by", "followed_by", "part_of", "contains", "previous", "upcoming", "return_of", "postponed_from"]


@st.composite
def visits(draw: Draw) -> dict[str, Any]:
    """Visits with periods, activities, related visits and sources, most of whose dates are exact and close together."""
    held = draw(st.lists(occasions, max_size=3))
    for name, occasion in zip(("one", "two", "three"), held, strict=False):
        occasion["id"] = name
    found = {
        "schema_version": "1.0",
        "id": "visit",
        "parties": [{"id": "pk", "role": "guest", "country": "PK"}, {"id": "az", "role": "host", "country": "AZ"}],
        "people": [{"id": "x", "offices": [{"title": "Minister", **draw(some(since=days, until=days))}]}],
        "places": [{"id": "baku", "country": "AZ", **draw(st.sampled_from([{}, {"zone": "Asia/Baku"}]))}],
        "events": [{"id": "event", "when": draw(whens)}],
        "documents": [{"id": "text", "date": draw(days)}],
        "periods": [
            {"id": "period", "kind": "stop", "country": draw(st.sampled_from(["TR", "GE"])), **draw(some(**spans))}
        ],
        "program": held,
        "related": [{"relation": draw(st.sampled_from(relations)), **draw(some(**spans))}],
        "sources": [{"id": "source", **draw(some(kind=st.just("news"), published=days, accessed=days))}],
        "record": draw(some(created=days, modified=days)),
        **draw(st.fixed_dictionaries({}, optional=spans)),
    }
    return {name: value for name, value in found.items() if value}


def dates_of(value: dict[str, Any], cls: type[Node] = Visit) -> Iterator[tuple[dict[str, Any], str]]:
    """Every object of a plain document that holds a date, with the key of the date."""
    for field in cls.__fields__.values():
        if field.json not in value:
            continue
        kind = field.kind.item if isinstance(field.kind, ManyKind) else field.kind
        held = value[field.json]
        if isinstance(kind, DateKind):
            yield value, field.json
        elif isinstance(kind, NodeKind):
            for item in held if isinstance(held, list) else [held]:
                yield from dates_of(item, kind.class_of(item))


def widened(text: str) -> list[str]:
    """Less certain ways to tell a date."""
    if text[0] in "[{" or "/" in text:
        return []
    ways = [f"[{text}..]", f"[..{text}]", f"[{text},2031-05]", f"{text}/.."]
    if text[-1] not in "~?%":
        ways += [text + "~", text + "?", text + "%"]
    if len(text) == 10 and "X" not in text:
        day = date.fromisoformat(text)
        ways += [text[:8] + "XX", text[:7], text[:4], text[:4] + "-XX-XX", text[:9] + "X"]
        if 3 < day.year < 9998:
            ways += [f"[{day - timedelta(3)}..{day + timedelta(3)}]", f"[{day}..{day + timedelta(40)}]"]
    return ways


@st.composite
def pairs(draw: Draw, documents: st.SearchStrategy[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A document, and the same with some dates told less exactly."""
    told = draw(documents)
    vague = deepcopy(told)
    for holder, key in list(dates_of(vague)):
        ways = widened(holder[key])
        if ways and draw(st.booleans()):
            holder[key] = draw(st.sampled_from(ways))
    return told, vague


def errors(document: dict[str, Any]) -> Counter[str]:
    """How many errors of each code the rules find."""
    findings = judge(from_dict(document), PLAN)
    assert [finding for finding in findings if finding.code == "VDZ002"] == []
    return Counter(finding.code for finding in findings if finding.severity is Severity.ERROR)


def check(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    told, vague = map(errors, pair)
    assert vague - told == Counter(), pair


@given(pairs(visits()))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_uncertainty_adds_no_error_to_a_visit_whose_dates_contradict_each_other(
    pair: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    check(pair)


@given(pairs(documents()))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_uncertainty_adds_no_error_to_any_document(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    check(pair)


def test_the_drawn_visits_have_errors_to_lose() -> None:
    document = {
        "schema_version": "1.0", "id": "visit", "parties": [{"id": "pk"}], "start": "2023-11-03", "end": "2023-11-01",
    }  # fmt: skip
    assert errors(document) == Counter({"VDT001": 1})
    assert errors({**document, "end": "2023-11-XX"}) == Counter()
    assert {key for _, key in dates_of(document)} == {"start", "end"}
    assert widened("2023-11-01/2023-11-02") == []
    assert "2023-11-0X" in widened("2023-11-01")
    assert "2023-11~" in widened("2023-11")
