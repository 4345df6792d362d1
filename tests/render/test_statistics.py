"""What is in a corpus, counted."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import visitdata
from visitdata import __version__
from visitdata.model import Visit
from visitdata.render.statistics import COMPLETENESS, Statistics, render, render_json
from visitdata.testing import visits

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
EXPECTED = Path(__file__).parent / "expected"


def of(*documents: dict[str, Any]) -> Statistics:
    """The counts of small visits with some more fields."""
    statistics = Statistics()
    for fields in documents:
        document = {"schema_version": "1.0", "id": "v", "parties": [{"id": "a"}], **fields}
        statistics.add(visitdata.from_dict(document))
    return statistics


def of_visits(some: list[Visit]) -> Statistics:
    statistics = Statistics()
    for visit in some:
        statistics.add(visit)
    return statistics


def test_the_examples_are_counted_as_expected() -> None:
    # After a change that is meant: visitdata stats docs/examples > tests/render/expected/statistics.txt
    statistics = of_visits(list(visitdata.read(EXAMPLES)))
    assert render(statistics) == (EXPECTED / "statistics.txt").read_text("utf-8")


def test_a_year_is_counted_as_sure_as_it_is_told() -> None:
    starts = ["1951-05-01", "1951", "[1951,1952]", "1951~", "XXXX", "[1960..]", "[..1940]"]
    statistics = of(*({"start": start} for start in starts), {})
    assert statistics.as_dict()["years"] == {
        "reported": [
            {"from": 1950, "to": 1952, "visits": 1},
            {"from": 1951, "to": 1951, "visits": 2},
            {"from": 1951, "to": 1952, "visits": 1},
            {"from": 1960, "to": None, "visits": 1},
            {"from": None, "to": 1940, "visits": 1},
            {"from": None, "to": None, "visits": 1},
        ],
        "not_reported": 1,
    }
    assert dict(statistics.tables())["By year"] == [
        ("1950 to 1952", 1),
        ("1951", 2),
        ("1951 or 1952", 1),
        ("1960 or after", 1),
        ("1940 or before", 1),
        ("unknown", 1),
        ("not reported", 1),
    ]


@pytest.mark.parametrize(
    ("told", "span"),
    [
        ([{}], (None, None)),
        ([{"start": "1951"}], ("1951-01-01", "1951-12-31")),
        ([{"start": "1951-05-01", "end": "1951-05-03"}], ("1951-05-01", "1951-05-03")),
        ([{"end": "1951-05-03"}], ("1951-05-03", "1951-05-03")),
        ([{"start": "1951-05-02/.."}], ("1951-05-02", "1951-05-02")),
        ([{"start": "XXXX"}, {"start": "1949-02~"}, {"start": "1951-05-01"}], ("1949-01-01", "1951-05-01")),
    ],
    ids=str,
)
def test_the_span_leaves_open_ends_out(told: list[dict[str, str]], span: tuple[str | None, str | None]) -> None:
    assert tuple(of(*told).as_dict()["dates"].values()) == span


def test_a_grade_in_words_alone_and_none_are_told_apart() -> None:
    statistics = of(
        {"grade": "state"}, {"grade": "state", "grade_label": "State Visit"}, {"grade": "official_working"},
        {"grade_label": "visite de courtoisie"}, {}, {},
    )  # fmt: skip
    assert statistics.as_dict()["grades"] == {
        "reported": {"state": 2, "official_working": 1}, "in_words_only": 1, "not_reported": 2,
    }  # fmt: skip
    assert dict(statistics.tables())["By grade"] == [
        ("state", 2), ("official working", 1), ("in words only", 1), ("not reported", 2),
    ]  # fmt: skip


def test_a_visit_counts_once_for_each_country_and_role() -> None:
    parties = [
        {"id": "a", "role": "guest", "country": "PK"}, {"id": "b", "role": "guest", "country": "PK"},
        {"id": "c", "role": "guest", "name": "Order of Malta"}, {"id": "d", "role": "host", "country": "YUCS"},
        {"id": "e", "role": "third", "country": "TR"}, {"id": "f", "country": "DE"},
    ]  # fmt: skip
    assert of({"parties": parties}, {}).as_dict()["countries"] == {
        "guest": {"reported": {"PK": 1}, "without_code": 1},
        "host": {"reported": {"YUCS": 1}, "without_code": 0},
    }


def test_occasions_and_steps_are_counted_wherever_they_stand() -> None:
    program = [
        {"type": "ceremony", "steps": [{"type": "honor_guard"}, {"type": "anthems"}]}, {"type": "ceremony"},
        {"type": "anthems"},
    ]  # fmt: skip
    counted = of({"program": program}, {}).as_dict()
    assert counted["occasions"] == {"number": 2, "types": {"ceremony": 2}}
    assert counted["steps"] == {"number": 3, "types": {"anthems": 2, "honor_guard": 1}}


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, set()),
        ({"sources": [{"kind": "news"}]}, {"sources"}),
        ({"sources": [{"kind": "news"}, {"kind": "book"}]}, {"sources", "several_sources"}),
        ({"start": "1951"}, {"start"}),
        ({"grade": "state"}, {"grade"}),
        ({"grade_label": "State Visit"}, set()),
        ({"people": [{"name": "A"}]}, {"people"}),
        ({"claims": [{"field": "/grade"}]}, {"claims"}),
        ({"program": [{"type": "meeting"}]}, {"structure"}),
        ({"topics": [{"label": "trade"}]}, {"structure"}),
        ({"periods": [{"kind": "stop"}]}, {"structure"}),
        ({"places": [{"name": "Baku"}], "organizations": [{"name": "UN"}], "note": "n", "title": "t"}, set()),
    ],
    ids=lambda value: str(sorted(value)),
)
def test_how_complete_a_visit_is(fields: dict[str, Any], names: set[str]) -> None:
    shares = of(fields, {}).as_dict()["visits_with"]
    assert set(shares) == set(COMPLETENESS)
    assert {name for name, share in shares.items() if share["visits"]} == names
    assert {share["share"] for name, share in shares.items() if name in names} <= {0.5}


def test_a_share_is_rounded_so_that_it_does_not_flatter() -> None:
    text = render(of({"start": "1951"}, *[{"grade": "state"}] * 199))
    assert "  start              1   <1 %\n" in text
    assert "  grade            199   99 %\n" in text
    assert "  claims             0    0 %\n" in text


def test_nothing_counted_is_said_too() -> None:
    statistics = Statistics()
    assert render(statistics).startswith("0 visits\n\nVisits with\n")
    assert "  sources          0      -\n" in render(statistics)
    assert statistics.as_dict()["visits_with"]["start"] == {"visits": 0, "share": 0.0}


def test_a_long_table_stands_in_as_many_columns_as_fit() -> None:
    statistics = of(*({"start": str(year)} for year in range(1900, 1930)))
    heads = [line for line in render(statistics, 40).splitlines() if line.startswith("  1900")]
    assert heads == ["  1900  1    1910  1    1920  1"]
    assert "  1900  1    1915  1\n" in render(statistics, 25)
    assert "  1900  1\n  1901  1\n" in render(statistics, 1)


def test_the_json_has_a_name_and_a_version() -> None:
    text = render_json(of({"start": "1951"}))
    value = json.loads(text)
    assert text.endswith("}\n")
    assert list(value)[:4] == ["format", "version", "tool", "visits"]
    assert (value["format"], value["version"]) == ("visitdata-statistics", 1)
    assert value["tool"] == {"name": "visitdata", "version": __version__}


@given(st.lists(visits(), max_size=3), st.integers(1, 200))
def test_any_visits_can_be_counted(some: list[Visit], width: int) -> None:
    statistics = of_visits(some)
    counted = statistics.as_dict()
    assert counted == of_visits(some[::-1]).as_dict()
    assert json.loads(render_json(statistics))["visits"] == counted["visits"] == len(some)
    for part in ("years", "grades"):
        reported = counted[part]["reported"]
        numbers = reported.values() if isinstance(reported, dict) else [row["visits"] for row in reported]
        others = counted[part].get("in_words_only", 0) + counted[part]["not_reported"]
        assert sum(numbers) + others == len(some)
    activities = [placed for visit in some for placed in visit.activities()]
    assert counted["occasions"]["number"] + counted["steps"]["number"] == len(activities)
    text = render(statistics, width)
    assert text.replace("\n", "").isprintable()
    assert width < 100 or all(len(line) <= width for line in text.splitlines())
