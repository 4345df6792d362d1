"""Where schemas stand within a schema, and which cannot be followed."""

from typing import Any

import pytest

from visitdata.schemas import published
from visitdata.schemas.places import DIALECT, NotASchema, places, target_of


def test_every_schema_within_a_schema_has_a_pointer() -> None:
    schema = {
        "$schema": DIALECT,
        "$defs": {"a/b": True, "c": {"items": {"const": {"items": 5}}}},
        "properties": {"properties": {"enum": [{"$ref": "#/nowhere"}]}},
        "allOf": [{"not": {}}, {"$ref": "#/$defs/a~1b"}],
    }
    found = places(schema)
    assert found == {
        "": schema,
        "/$defs/a~1b": True,
        "/$defs/c": {"items": {"const": {"items": 5}}},
        "/$defs/c/items": {"const": {"items": 5}},
        "/properties/properties": {"enum": [{"$ref": "#/nowhere"}]},
        "/allOf/0": {"not": {}},
        "/allOf/0/not": {},
        "/allOf/1": {"$ref": "#/$defs/a~1b"},
    }


def test_the_published_schemas_can_be_followed() -> None:
    for version in published.VERSIONS:
        assert places(published.schema(version))[""] == published.schema(version)
        assert places(published._parsed(version, published.VERDICT))


@pytest.mark.parametrize(
    ("reference", "pointer"),
    [
        ("#", ""),
        ("#/$defs/a", "/$defs/a"),
        ("#/%24defs/a%20b/~0~1", "/$defs/a b/~0~1"),
        ("#anchor", None),
        ("other.json#/a", None),
        ("", None),
    ],
)
def test_a_reference_within_a_file_is_a_pointer(reference: str, pointer: str | None) -> None:
    assert target_of(reference) == pointer


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"$schema": 1}, 'it is no JSON Schema of draft 2020-12: its "$schema" is not '),
        ({"$schema": "http://json-schema.org/draft-07/schema#"}, "it is no JSON Schema of draft 2020-12: "),
        ({"properties": {"a": {"maxLength": -1}}}, "what stands at /properties/a/maxLength is not allowed there"),
        ({"required": "a"}, "it is no JSON Schema: what stands at /required is not allowed there"),
        ({"items": 5}, "it is no JSON Schema: what stands at /items is not allowed there"),
        ({"items": {"$id": "urn:x"}}, 'the schema at /items has an "$id" of its own; only the whole may have one'),
        ({"$ref": "#/$defs/a"}, "the reference at the root leads to no schema in it: #/$defs/a"),
        ({"items": {"$ref": "#/examples/0"}, "examples": [{}]}, "the reference at /items leads to no schema in it: "),
        ({"$ref": "other.json"}, "the reference at the root leads to no schema in it: other.json"),
        ({"$ref": "#/" + "a" * 200}, "leads to no schema in it: #/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
        ({"$ref": "#"}, "the reference at the root leads in a circle"),
        ({"items": {"allOf": [{"$ref": "#/items"}]}}, "leads in a circle"),
        ({"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"if": {"$ref": "#/$defs/a"}}}}, "leads in a circle"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_one_sentence(schema: dict[str, Any], message: str) -> None:
    with pytest.raises(NotASchema) as refused:
        places({"$schema": DIALECT, **schema})
    assert message in str(refused.value)
    assert len(str(refused.value)) < 200
    assert str(refused.value).isprintable()


def test_a_schema_that_holds_itself_through_a_field_is_no_circle() -> None:
    schema = {"$schema": DIALECT, "properties": {"a": {"$ref": "#"}}, "items": {"$ref": "#"}}
    assert set(places(schema)) == {"", "/properties/a", "/items"}
