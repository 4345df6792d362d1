"""Plain values <-> visits: both roads lead to equal objects, and the strict one says what it refuses."""

import itertools
import json
from pathlib import Path
from typing import Any

import orjson
import pytest

from visitdata.codec import convert
from visitdata.codec.convert import _SHAPES, plain, structure, structure_part, structure_strictly
from visitdata.codec.write import canonical
from visitdata.model import (
    EDTF,
    Activity,
    Claim,
    Count,
    FrozenMap,
    HonorGuard,
    InvalidField,
    Party,
    Place,
    Step,
    Toast,
    Visit,
)

ROOT = Path(__file__).resolve().parents[2]
VISITS = [*sorted((ROOT / "docs/examples").glob("*.json")), *sorted((ROOT / "tests/corpus/valid").glob("*.json"))]

ACTIVITIES = ", ".join(str(cls.__tag__) for cls in Activity.__members__)
STEPS = ", ".join(str(cls.__tag__) for cls in Step.__members__)
LEAST: dict[str, Any] = {"schema_version": "1.0", "id": "a", "parties": [{"id": "b"}]}


@pytest.mark.parametrize("path", VISITS, ids=lambda path: path.stem)
def test_both_roads_lead_to_equal_objects_and_back(path: Path) -> None:
    value = json.loads(path.read_bytes())
    visit = structure(value)
    assert visit == structure_strictly(value)
    assert repr(visit) == repr(structure_strictly(value))
    text = canonical(visit)
    assert json.loads(text) == value
    assert canonical(structure_strictly(json.loads(text))) == text
    assert text == orjson.dumps(json.loads(text), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    assert canonical(visit, compact=True) == orjson.dumps(json.loads(text), option=orjson.OPT_APPEND_NEWLINE)


@pytest.fixture(autouse=True)
def hooks_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test makes the hooks that it needs, so that none speaks for what an earlier one made."""
    convert._trusting.cache_clear()
    convert._strict.cache_clear()
    known = {cls: convert._PLAIN[cls] for cls in (EDTF, FrozenMap)}
    monkeypatch.setattr(convert, "_PLAIN", convert._PlainHooks(known))


REFUSED: list[tuple[Any, str]] = [
    ([], "Visit: got [], expected a JSON object"),
    ({**LEAST, "parties": {}}, "Visit.parties: got {}, expected a list, each item a Party"),
    ({**LEAST, "parties": ["az"]}, "Party: got 'az', expected a JSON object"),
    ({**LEAST, "parties": []}, "Visit.parties: got [], expected a value that says something"),
    ({**LEAST, "x": 1}, "Visit.x: got 1, expected no such key"),
    ({**LEAST, "type": "visit"}, "Visit.type: got 'visit', expected no such key"),
    ({**LEAST, "titel": 1}, "Visit.titel: got 1, expected no such key"),
    ({**LEAST, "title": None}, "Visit.title: got None, expected a value that says something"),
    ({**LEAST, "titles": {}}, "Visit.titles: got {}, expected a value that says something"),
    ({**LEAST, "extensions": {}}, "Visit.extensions: got {}, expected a value that says something"),
    ({**LEAST, "people": []}, "Visit.people: got [], expected a value that says something"),
    ({"id": "a", "schema_version": "1.0"}, "Visit.parties: got None, expected a value: the key is required"),
    (
        {**LEAST, "program": [{}]},
        "Activity.type: got None, expected one of " + ACTIVITIES,
    ),
    (
        {**LEAST, "program": ["toast"]},
        "Activity.type: got None, expected one of " + ACTIVITIES,
    ),
    (
        {**LEAST, "program": [{"type": 1}]},
        "Activity.type: got 1, expected one of " + ACTIVITIES,
    ),
    (
        {**LEAST, "program": [{"type": "toats"}]},
        "Activity.type: got 'toats', expected one of " + ACTIVITIES,
    ),
    ({**LEAST, "program": [{"type": "toast", "kind": "x"}]}, "Toast.kind: got 'x', expected no such key"),
    (
        {**LEAST, "program": [{"type": "meeting", "steps": [{"type": "meeting"}]}]},
        "Step.type: got 'meeting', expected one of " + STEPS,
    ),
    ({**LEAST, "ordinals": [{"value": 1.5}]}, "Ordinal.value: got 1.5, expected a whole number from 1 up"),
    ({**LEAST, "ordinals": [{"value": True}]}, "Ordinal.value: got True, expected a whole number from 1 up"),
    (
        {**LEAST, "claims": [{"field": "/x", "value": None}]},
        "Claim.value: got None, expected a value that says something",
    ),
]


@pytest.mark.parametrize(("value", "said"), REFUSED)
def test_what_the_strict_road_refuses(value: Any, said: str) -> None:
    with pytest.raises(InvalidField) as caught:
        structure_strictly(value)
    assert str(caught.value) == said


def test_a_part_is_made_of_its_class_or_family() -> None:
    party = {"id": "b", "name": "B"}
    assert structure_part(party, Party) == Party(id="b", name="B")
    assert structure_part({"type": "toast"}, Step) == structure_part({"type": "toast"}, Toast) == Toast()
    assert structure_part({"type": "toast"}, Activity) == Toast()
    assert party == {"id": "b", "name": "B"}


@pytest.mark.parametrize("road", [structure, structure_strictly])
def test_numbers_and_maps_are_kept_in_one_form(road: Any) -> None:
    parts = {
        "people": [{"id": "p", "extensions": {"b": [1, {"d": 2, "c": None}], "a": 1.0}}],
        "places": [{"id": "q", "latitude": -0.0, "longitude": 5}],
        "titles": {"fr": "x", "az": "y"},
        "ordinals": [{"value": 3.0}],
        "claims": [{"field": "/x", "value": {"b": 1, "a": [True]}}],
    }
    visit = road({**LEAST, **parts})
    assert repr(visit.people[0].extensions) == "{'a': 1.0, 'b': (1, {'d': 2, 'c': None})}"
    assert repr((visit.places[0].latitude, visit.places[0].longitude)) == "(0.0, 5.0)"
    assert list(visit.titles) == ["az", "fr"]
    assert repr(visit.ordinals[0].value) == "3"
    assert visit.claims == (Claim(field="/x", value={"a": [True], "b": 1}),)
    assert type(visit.places) is tuple
    assert type(visit.parties) is tuple


def test_what_stands_in_json_for_values_of_the_model() -> None:
    assert plain(EDTF("2023-11~")) == "2023-11~"
    assert plain(FrozenMap({"a": 1})) == {"a": 1}
    assert list(plain(Place(longitude=5, id="q", country="AZ")).items()) == [
        ("id", "q"), ("country", "AZ"), ("longitude", 5.0),
    ]  # fmt: skip
    guard = plain(HonorGuard(note="n", strength=Count(value=3)))
    assert list(guard) == ["type", "strength", "note"]
    assert guard["strength"] == Count(value=3)
    for foreign in (1, object(), Visit):
        with pytest.raises(TypeError, match=f"^no JSON for a {type(foreign).__name__}$"):
            plain(foreign)


def test_more_combinations_of_fields_than_are_remembered_are_written_in_order() -> None:
    names = ["id", "name", "honorific", "post_nominals", "party", "spouse_of", "description"]
    orders = list(itertools.permutations(names))
    assert len(orders) > _SHAPES
    for order in orders:
        person = structure({**LEAST, "people": [dict.fromkeys(order, "x")]}).people[0]
        assert tuple(person.__dict__) == order
        assert list(plain(person)) == names
