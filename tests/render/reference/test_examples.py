"""Examples are what they say: valid, and where they name a real visit, in its record."""

import json
from inspect import getmembers, isclass
from pathlib import Path
from typing import Any

import pytest

from visitdata.codec.convert import structure
from visitdata.model import Node, fields, kinds
from visitdata.model.fields import says
from visitdata.model.node import Field, family_of, record
from visitdata.render.reference import examples
from visitdata.render.reference.groups import reachable
from visitdata.schemas.check import check

VISITS = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in (Path(__file__).parents[3] / "docs/examples").glob("*.json")
}
CLASSES = [cls for cls in reachable() if not cls.__family__]
FIELDS = [(family_of(cls, field) or cls, field) for cls in reachable() for field in cls.__fields__.values()]
DATA = json.loads((Path(examples.__file__).parent / "examples.json").read_text("utf-8"))


def is_in(part: Any, whole: Any) -> bool:
    """Whether a value is another one, perhaps abridged: with fewer keys and fewer items."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and is_in(part[key], whole[key]) for key in part)
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(is_in(item, one) for one in whole) for item in part)
    return bool(part == whole)


def objects(value: Any) -> list[dict[str, Any]]:
    """Every object in a value."""
    if isinstance(value, dict):
        return [value, *(found for item in value.values() for found in objects(item))]
    return [found for item in value for found in objects(item)] if isinstance(value, list) else []


def findings(cls: type[Node], value: Any) -> list[str]:
    """What is wrong with a value as an object of a class: in a document, at the one place where it can stand."""
    holder, field = next(
        (one, field)
        for one in CLASSES
        for field in one.__fields__.values()
        for kind in (field.kind.item if isinstance(field.kind, kinds.ManyKind) else field.kind,)
        if isinstance(kind, kinds.NodeKind) and cls in kind.classes
    )
    held = [value] if isinstance(field.kind, kinds.ManyKind) else value
    if holder.__name__ == "Visit":
        base = {"schema_version": "1.0", "id": "a", "parties": [{"id": "b"}]}
        return [str(finding) for finding in check({**base, field.json: held})]
    outer = {field.json: held, **({"type": holder.__tag__} if holder.__tag__ else {})}
    needed = {one.json: "a" for one in holder.__fields__.values() if one.required and one.json not in outer}
    return findings(holder, {**needed, **outer})


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_the_example_of_a_class_is_one(cls: type[Node]) -> None:
    example = examples.of_class(cls)
    assert example is not None
    if cls.__name__ == "Visit":
        assert [str(finding) for finding in check(example.value)] == []
        structure(example.value)
    else:
        assert findings(cls, example.value) == []


def test_the_example_of_a_field_is_valid_there() -> None:
    for owner, field in FIELDS:
        cls = next(one for one in CLASSES if issubclass(one, owner))
        example = examples.of_class(cls)
        assert example is not None
        value = {**example.value, field.json: examples.of_field(owner, field).value}
        wrong = check(value) if cls.__name__ == "Visit" else findings(cls, value)
        assert [str(one) for one in wrong] == [], f"{owner.__name__}.{field.name}"


def test_what_names_a_visit_is_in_its_record() -> None:
    for visit, classes in DATA["classes"].items():
        for name, value in classes.items():
            assert any(is_in(value, one) for one in objects(VISITS[visit])), (visit, name)
    for visit, named in DATA["fields"].items():
        for name, value in named.items():
            field = name.partition(".")[2]
            assert any(field in one and is_in(value, one[field]) for one in objects(VISITS[visit])), (visit, name)


def test_every_example_at_hand_is_used_and_of_a_field_that_there_is() -> None:
    own = {f"{owner.__name__}.{field.name}": field for owner, field in FIELDS}
    told = [name for fields in (*DATA["fields"].values(), DATA["illustrations"]) for name in fields]
    assert len(told) == len(set(told))
    assert set(told) <= set(own)
    assert [name for name in told if own[name].examples] == []
    names = [name for classes in DATA["classes"].values() for name in classes]
    assert len(names) == len(set(names))
    assert set(names) <= {cls.__name__ for cls in CLASSES}


def test_a_family_has_no_example() -> None:
    assert [examples.of_class(cls) for cls in reachable() if cls.__family__] == [None] * 5


def test_a_field_of_which_nothing_is_at_hand_has_an_example_of_its_kind() -> None:
    @record
    class Sample(Node):
        """A sample."""

        latitude: fields.Latitude = says("A latitude.")
        some_ref: fields.Ref = says("An id.")
        names: fields.Translations = says("Names.")
        own: fields.JsonMap = says("The author's own.")
        value: fields.Json = says("Any value.")
        truth: fields.Flag = says("Whether.")

    def of(name: str) -> Any:
        field: Field = Sample.__fields__[name]
        value = examples.of_field(Sample, field).value
        assert field.kind.accept(value) is not None
        return value

    assert of("latitude") == 45
    assert of("some_ref") == "some-ref"
    assert list(of("names")) == ["en"]
    assert of("truth") is True
    of("own")
    of("value")


def test_every_kind_of_value_has_an_example() -> None:
    known = {kind for _, kind in getmembers(kinds, isclass) if issubclass(kind, kinds.Kind) and kind is not kinds.Kind}
    met = {type(field.kind) for _, field in FIELDS} | {
        type(field.kind.item) for _, field in FIELDS if isinstance(field.kind, kinds.ManyKind)
    }
    assert met == known


def test_json_for_readers_is_json_and_breaks_only_what_is_too_long() -> None:
    value = {"a": [1, "b"], "c": {"d": "x" * 80}, "e": [["y" * 50, "z" * 50]]}
    text = examples.json_text(value)
    assert json.loads(text) == value
    assert text.splitlines()[:4] == ["{", '  "a": [1, "b"],', '  "c": {', f'    "d": "{"x" * 80}"']
    assert examples.Example(value).line == json.dumps(value)
