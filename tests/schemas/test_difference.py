"""What changed between two schemas, and whom it breaks: each kind by a pair of small schemas, and by property that
nothing is kept silent: where a document is valid under one schema alone, the difference says so."""

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from properties.damage import damaged
from visitdata.findings import Severity, path_of
from visitdata.schemas import published
from visitdata.schemas.difference import Breaks, Change, differences
from visitdata.schemas.places import DIALECT, NotASchema, places
from visitdata.testing import documents

Json = dict[str, Any]

REAL = published.schema()
VALID = [
    json.loads(path.read_text("utf-8")) for path in sorted((Path(__file__).parents[1] / "corpus/valid").glob("*.json"))
]


def changes(old: Json, new: Json) -> list[Change]:
    return differences(*(places({"$schema": DIALECT, **schema}) for schema in (old, new)))


def broken(found: list[Change]) -> set[Breaks]:
    """Who is broken by some changes: readers, writers, or both of them."""
    both = {Breaks.READERS, Breaks.WRITERS}
    return {whom for change in found for whom in (both if change.breaks is Breaks.BOTH else {change.breaks})} & both


def proven(old: Json, new: Json, values: list[Any]) -> set[Breaks]:
    """Who is broken, as values show that are valid under one of the schemas alone."""
    before, now = (jsonschema_rs.Draft202012Validator({"$schema": DIALECT, **schema}) for schema in (old, new))
    verdicts = {(before.is_valid(value), now.is_valid(value)) for value in values}
    writers = {Breaks.WRITERS} if (True, False) in verdicts else set()
    return writers | ({Breaks.READERS} if (False, True) in verdicts else set())


def closed(*required: str, **properties: Any) -> Json:
    """A closed object, such as the published schema's."""
    needed = {"required": list(required)} if required else {"minProperties": 1}
    return {"type": "object", "properties": properties, **needed, "additionalProperties": False}


def guard(*texts: str) -> Json:
    is_one = {"const": texts[0]} if len(texts) == 1 else {"enum": list(texts)}
    return {"type": "object", "required": ["type"], "properties": {"type": is_one}}


def union(chain: Json, *texts: str) -> Json:
    return {
        "title": "Visit", "type": "object", "required": ["type"], "properties": {"type": {"enum": list(texts)}}, **chain
    }  # fmt: skip


TEXT = {"type": "string"}
NUMBER = {"type": "number"}
MEAL = closed("type", type={"const": "meal"})
SEATED_MEAL = closed("type", type={"const": "meal"}, seat=TEXT)
TOAST = closed("type", type={"const": "toast"})
SMALL_MEAL = {"if": guard("meal"), "then": {"maxProperties": 1}}
MEAL_ONLY = {"if": guard("meal"), "then": MEAL}
ONE_AFTER_ANOTHER = {"if": guard("meal"), "then": MEAL, "else": {"if": guard("toast"), "then": TOAST}}
TURNED_AROUND = {"if": guard("toast"), "then": TOAST, "else": {"if": guard("meal"), "then": MEAL}}
GROUPED = {"if": guard("meal", "toast"), "then": {"if": guard("toast"), "then": TOAST, "else": MEAL}}
REFERRING = {"$ref": "#/$defs/name"}

VALUES = [
    None, True, False, 0, 1, 2, 3, 1.5, -1, "", "a", "b", "ab", "abc", "A", [], [1], ["a"], [1, 2], ["a", "a"], [None],
    {}, {"a": 1}, {"a": "a"}, {"b": 1}, {"b": "a"}, {"a": 1, "b": 1}, {"a": "a", "b": "a"}, {"A": 1}, {"a": {"a": 1}},
    {"a": {"a": "a"}}, {"c": 1}, {"a": {}}, {"a": None}, {"a": "A"}, {"b": "A"},
    {"type": "meal"}, {"type": "toast"}, {"type": "meal", "seat": "a"}, {"type": "toast", "seat": "a"}, {"type": "x"},
    {"type": "x", "seat": "a"}, {"type": "x", "b": 1}, {"type": 1},
]  # fmt: skip

KINDS: list[tuple[str, Json, Json, list[str]]] = [
    ("nothing", closed(a=TEXT), closed(a=TEXT), []),
    ("new field", closed(a=TEXT), closed(a=TEXT, b=TEXT), ["readers document.b /properties/b new field"]),
    ("field gone", closed(a=TEXT, b=TEXT), closed(a=TEXT), ["writers document.b /properties/b the field is gone"]),
    ("new field that must be given", closed(a=TEXT), closed("b", a=TEXT, b=TEXT),
     ["both document.b /properties/b new field, which must be given"]),
    ("field gone that had to be given", closed("b", a=TEXT, b=TEXT), closed(a=TEXT),
     ["both document.b /properties/b the field is gone"]),
    ("must be given", closed(a=TEXT), closed("a", a=TEXT), ["writers document.a /properties/a must be given now"]),
    ("may be left out", closed("a", a=TEXT, b=TEXT), closed(a=TEXT, b=TEXT),
     ["readers document.a /properties/a may be left out now"]),
    ("must be given, without being described", {}, {"required": ["a"]}, ["writers document.a  must be given now"]),
    ("new field among any", {"properties": {}}, {"properties": {"a": TEXT}},
     ["nothing document.a /properties/a new field, where any other name was allowed before",
      "writers document.a /properties/a may no longer be a list or true or false or a fraction or a whole number or "
      "null or an object"]),
    ("field gone among any", {"properties": {"a": TEXT}}, {"properties": {}},
     ["nothing document.a /properties/a the field is gone, but any other name is allowed",
      "readers document.a /properties/a may be a list or true or false or a fraction or a whole number or null or "
      "an object now"]),
    ("closed", {"properties": {"a": {}}}, {"properties": {"a": {}}, "additionalProperties": False},
     ["writers document  may no longer have other fields"]),
    ("opened", {"additionalProperties": False}, {}, ["readers document  may have other fields now"]),
    ("other fields", {"additionalProperties": TEXT}, {"additionalProperties": {"enum": ["a"]}},
     ['writers document.* /additionalProperties must be one of "a" now']),
    ("a field among described others", {"additionalProperties": {"type": "string", "maxLength": 1}},
     {"properties": {"b": TEXT}, "additionalProperties": {"type": "string", "maxLength": 1}},
     ["nothing document.b /properties/b new field, where any other name was allowed before",
      "readers document.b /properties/b maxLength is without a limit now, was 1"]),
    ("a field that is refused", {"properties": {"a": True}}, {"properties": {"a": False}},
     ["writers document.a /properties/a is refused now, whatever it is"]),
    ("a field that was refused", {"properties": {"a": False}}, {"properties": {"a": True}},
     ["readers document.a /properties/a is no longer refused, whatever it is"]),
    ("a field still refused", {"properties": {"a": False}}, {"properties": {"a": False}}, []),
    ("word gone", {"enum": ["a", "b"]}, {"enum": ["a"]}, ['writers document  may no longer be "b"']),
    ("new words", {"const": "a"}, {"enum": ["a", "b", 1]},
     ["readers document  may be a whole number now", 'readers document  may be "b", 1 now']),
    ("words of two lists", {"enum": ["a", "b"], "const": "a"}, {"const": "a"}, []),
    ("words listed", TEXT, {"enum": ["a"]}, ['writers document  must be one of "a" now']),
    ("words no longer listed", {"enum": ["a"]}, TEXT, ['readers document  need no longer be one of "a"']),
    ("words that contradict", {"enum": ["a"], "const": "b"}, {"enum": ["a"], "const": "b"}, []),
    ("other type", {"enum": ["a"]}, {"enum": [1]}, ["both document  must be a whole number now, no longer text"]),
    ("fewer types", NUMBER, {"type": "integer"}, ["writers document  may no longer be a fraction"]),
    ("more types", {"type": "null"}, {"type": ["null", "number"]},
     ["readers document  may be a fraction or a whole number now"]),
    ("fractions listed", {"enum": [1.5, 1.0, None, True, [1], {"a": 1}]}, {"enum": [1.0, None, True, [1], {"a": 1}]},
     ["writers document  may no longer be a fraction", "writers document  may no longer be 1.5"]),
    ("pattern", {"pattern": "a"}, {"pattern": "b"}, ['both document  must match the pattern "b" now, no longer "a"']),
    ("pattern added", {}, {"pattern": "a"}, ['writers document  must match the pattern "a" now']),
    ("pattern gone", {"pattern": "a"}, {}, ['readers document  need no longer match the pattern "a"']),
    ("longest", TEXT, {"type": "string", "maxLength": 2},
     ["writers document  maxLength is 2 now, was without a limit"]),
    ("longer", {"maxLength": 1}, {"maxLength": 2}, ["readers document  maxLength is 2 now, was 1"]),
    ("at least", {"minimum": 1}, {"minimum": 2}, ["writers document  minimum is 2 now, was 1"]),
    ("at least nothing", {"minLength": 0}, {}, []),
    ("above", {"exclusiveMinimum": 1.5}, {}, ["readers document  exclusiveMinimum is without a limit now, was 1.5"]),
    ("more fields", {"minProperties": 1}, {"minProperties": 2}, ["writers document  minProperties is 2 now, was 1"]),
    ("fewer fields", {"minProperties": 2}, {"required": ["a"], "minProperties": 1},
     ["readers document  minProperties is 1 now, was 2", "writers document.a  must be given now"]),
    ("items", {"items": NUMBER}, {"items": {"type": "integer"}},
     ["writers document[] /items may no longer be a fraction"]),
    ("keys", {}, {"propertyNames": {"pattern": "^[a-z]*$"}},
     ['writers document (keys) /propertyNames must match the pattern "^[a-z]*$" now']),
    ("fewer are refused", {"not": {"type": ["null", "string"]}}, {"not": {"type": "null"}},
     ["readers document (refused) /not may no longer be text"]),
    ("some refused", {}, {"not": {"type": "null"}}, ["writers document  some values are refused now"]),
    ("none refused", {"not": {"type": "null"}}, {}, ["readers document  some values are no longer refused"]),
    ("all of", {"allOf": [{"minLength": 1}, {"maxLength": 3}]}, {"allOf": [{"minLength": 1}, {"maxLength": 2}]},
     ["writers document /allOf/1 maxLength is 2 now, was 3"]),
    ("one more of", {"minimum": 0, "allOf": [{"minLength": 1}]},
     {"minimum": 0, "allOf": [{"minLength": 1}, {"maxLength": 2}]},
     ["writers document /allOf/1 maxLength is 2 now, was without a limit"]),
    ("one of all", {"properties": {"a": {"allOf": [{"minLength": 1}]}}},
     {"properties": {"a": {"allOf": [{"minLength": 2}]}}},
     ["writers document.a /properties/a/allOf/0 minLength is 2 now, was 1"]),
    ("not known", {}, {"uniqueItems": True},
     ['both document  "uniqueItems" changed, which is not understood here: look at it']),
    ("not known any more", {"uniqueItems": True}, {},
     ['both document  "uniqueItems" changed, which is not understood here: look at it']),
    ("not known, the same", {"uniqueItems": True, "maxItems": 1}, {"maxItems": 2, "uniqueItems": True},
     ["readers document  maxItems is 2 now, was 1"]),
    ("not known, with the same references", {"anyOf": [REFERRING], "$defs": {"name": TEXT}},
     {"anyOf": [REFERRING], "$defs": {"name": TEXT}}, []),
    ("not known, with other references", {"anyOf": [REFERRING], "$defs": {"name": TEXT}},
     {"anyOf": [REFERRING], "$defs": {"name": NUMBER}},
     ['both document  "anyOf", which is not understood here, refers to what may have changed: look at it']),
    ("not known, with a dynamic reference", {"$dynamicRef": "#a", "$defs": {"name": {"$dynamicAnchor": "a"}}},
     {"$dynamicRef": "#a", "$defs": {"name": {"$dynamicAnchor": "a", "maxLength": 1}}},
     ['both document  "$dynamicRef", which is not understood here, refers to what may have changed: look at it']),
    ("conditions of two fields", {"if": guard("meal"), "then": {"maxProperties": 1}},
     {"if": {**guard("meal"), "properties": {"type": {"const": "meal"}, "a": {}}}, "then": {"maxProperties": 1}},
     ['both document  "if" changed, which is not understood here: look at it']),
    ("entangled", {"patternProperties": {"a": {}}, "additionalProperties": False},
     {"patternProperties": {"a": {}}, "properties": {"b": {}}, "additionalProperties": False},
     ['both document  "properties" changed, which is not understood here: look at it']),
    ("definition", {"properties": {"a": REFERRING, "b": REFERRING}, "$defs": {"name": TEXT}},
     {"properties": {"a": REFERRING, "b": REFERRING}, "$defs": {"name": {"type": "string", "maxLength": 1}}},
     ["writers name /$defs/name maxLength is 1 now, was without a limit"]),
    ("definition renamed", {**closed(a=REFERRING), "$defs": {"name": TEXT}},
     {**closed(a={"allOf": [{"$ref": "#/$defs/title"}]}), "$defs": {"title": TEXT}}, []),
    ("definition written out", {**closed(a=REFERRING), "$defs": {"name": TEXT}}, closed(a=TEXT), []),
    ("definition of another name, twice", {**closed(a=REFERRING, b=REFERRING), "$defs": {"name": TEXT}},
     {**closed(a={"$ref": "#/$defs/word"}, b={"$ref": "#/$defs/word"}), "$defs": {"word": {"enum": ["a"]}}},
     ['writers document.a /$defs/word must be one of "a" now',
      "writers document.b /$defs/word is word now, no longer name"]),
    ("definition in place of nothing, twice", {"properties": {"a": {}, "b": {"maxLength": 9}}},
     {"properties": {"a": REFERRING, "b": REFERRING},
      "$defs": {"name": {"pattern": "a", "minLength": 1, "maxLength": 9}}},
     ["writers document.a /$defs/name minLength is 1 now, was without a limit",
      "writers document.a /$defs/name maxLength is 9 now, was without a limit",
      'writers document.a /$defs/name must match the pattern "a" now',
      "writers document.b /$defs/name minLength is 1 now, was without a limit",
      'writers document.b /$defs/name must match the pattern "a" now']),
    ("definition in place of any other name, twice", {},
     {"properties": {"a": REFERRING, "b": REFERRING}, "$defs": {"name": {"maxLength": 0}}},
     ["nothing document.a /properties/a new field, where any other name was allowed before",
      "nothing document.b /properties/b new field, where any other name was allowed before",
      "writers document.a /$defs/name maxLength is 0 now, was without a limit",
      "writers document.b /$defs/name is name now, no longer anything"]),
    ("definition that nothing leads to", {"$defs": {"name": TEXT}}, {"$defs": {"name": NUMBER}}, []),
    ("reference beside others", {"minLength": 1, **REFERRING, "$defs": {"name": TEXT}}, {"minLength": 1},
     ["readers document /$defs/name may be a list or true or false or a fraction or a whole number or null or "
      "an object now"]),
    ("refused by reference and not", {"properties": {"a": REFERRING, "b": {"not": REFERRING}},
      "$defs": {"name": {"maxLength": 1}}},
     {"properties": {"a": REFERRING, "b": {"not": REFERRING}}, "$defs": {"name": {"maxLength": 0}}},
     ["writers name /$defs/name maxLength is 0 now, was 1", "readers name /$defs/name maxLength is 0 now, was 1"]),
    ("in itself", {**closed(a={"$ref": "#"})}, {**closed(a={"$ref": "#"}, b=TEXT)},
     ["readers document.b /properties/b new field"]),
    ("field of a definition", {**closed(a={"$ref": "#/$defs/name/properties/b"}), "$defs": {"name": closed(b=TEXT)}},
     {**closed(a={"$ref": "#/$defs/name/properties/b"}),
      "$defs": {"name": closed(b={"type": "string", "maxLength": 0})}},
     ["writers name.b /$defs/name/properties/b maxLength is 0 now, was without a limit"]),
    ("order of a union", union(ONE_AFTER_ANOTHER, "meal", "toast"), union(TURNED_AROUND, "toast", "meal"), []),
    ("groups of a union", union(ONE_AFTER_ANOTHER, "meal", "toast"), union(GROUPED, "meal", "toast"), []),
    ("new class in a union", union(MEAL_ONLY, "meal"), union(GROUPED, "meal", "toast"),
     ['readers visit.type /properties/type may be "toast" now']),
    ("class gone from a union", union(GROUPED, "meal", "toast"), union(MEAL_ONLY, "meal"),
     ['writers visit.type /properties/type may no longer be "toast"']),
    ("class in a union", union(GROUPED, "meal", "toast"),
     union({**GROUPED, "then": {**GROUPED["then"], "else": SEATED_MEAL}}, "meal", "toast"),
     ["readers visit (type meal).seat /then/else/properties/seat new field"]),
    ("class not asked of any more", union(SMALL_MEAL, "meal", "toast"), union({}, "meal", "toast"),
     ["readers visit (type meal) /then maxProperties is without a limit now, was 1"]),
    ("open union", {"title": "Visit"}, {"title": "Visit", **SMALL_MEAL},
     ["writers visit (type meal) /then maxProperties is 1 now, was without a limit"]),
    ("anything else in a union", {**MEAL_ONLY, "else": {}}, {**MEAL_ONLY, "else": {"maxProperties": 1}},
     ["writers document (any other type) /else maxProperties is 1 now, was without a limit"]),
    ("conditions of another form", {"if": {"minLength": 2}, "then": {"maxLength": 2}},
     {"if": {"minLength": 2}, "then": {}},
     ['both document  "then" changed, which is not understood here: look at it']),
    ("conditions of another form, the same", {"if": {"minLength": 2}, "then": {"maxLength": 2}},
     {"if": {"minLength": 2}, "then": {"maxLength": 2}, "title": "Visit"}, ["nothing visit  reads otherwise: title"]),
    ("conditions on numbers", {"if": {**guard(), "properties": {"type": {"const": 1}}}, "then": TEXT}, {},
     ['both document  "if" changed, which is not understood here: look at it',
      'both document  "then" changed, which is not understood here: look at it']),
    ("wording", {"title": "A", "format": "uri"}, {"title": "B b", "description": "c"},
     ["nothing b_b  reads otherwise: title, description, format"]),
    ("deprecated", {}, {"deprecated": True}, ["nothing document  is deprecated now"]),
    ("no longer deprecated", {"deprecated": True}, {}, ["nothing document  is no longer deprecated"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), [kind[1:] for kind in KINDS], ids=[kind[0] for kind in KINDS])
def test_each_kind_of_change(old: Json, new: Json, expected: list[str]) -> None:
    found = changes(old, new)
    assert [f"{one.breaks} {one.where} {one.pointer} {one.what}" for one in found] == expected
    assert {one.severity for one in found} <= {Severity.ERROR, Severity.INFO}
    assert proven(old, new, VALUES) <= broken(found)
    assert broken(changes(new, old)) >= proven(new, old, VALUES)


def _parts(name: str) -> Iterator[tuple[str, Json]]:
    """The schemas within the published one that have a keyword."""
    return ((place, schema) for place, schema in places(REAL).items() if isinstance(schema, dict) and name in schema)


OBJECTS = [place for place, schema in _parts("properties") if schema.get("additionalProperties") is False]
FIELDS = [place for place in places(REAL) if place.split("/")[-2:-1] == ["properties"] and "/if/" not in place]
WORDS = [place for place, schema in _parts("enum") if "/if/" not in place]
FORMS = [place for place, _ in _parts("pattern")]
SCHEMAS = [place for place, schema in places(REAL).items() if place and isinstance(schema, dict)]
REFERENCES = [place for place, _ in _parts("$ref")]


def _remove_field(part: Json, data: st.DataObject) -> None:
    del part["properties"][data.draw(st.sampled_from(sorted(part["properties"])))]


def _rename_field(part: Json, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(part["properties"])))
    part["properties"][data.draw(st.sampled_from(["extra", "label", "note"]))] = part["properties"].pop(name)


def _add_field(part: Json, data: st.DataObject) -> None:
    part["properties"][data.draw(st.sampled_from(["extra", "label", "note"]))] = {"$ref": "#/$defs/text"}


def _need_field(part: Json, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(part["properties"])))
    part["required"] = sorted({*part.get("required", []), name})


def _need_nothing(part: Json, data: st.DataObject) -> None:
    part.pop("required", None)


def _open(part: Json, data: st.DataObject) -> None:
    part["additionalProperties"] = data.draw(st.sampled_from([True, {"type": "string"}]))


def _fewer_words(part: Json, data: st.DataObject) -> None:
    part["enum"] = part["enum"][: data.draw(st.integers(0, len(part["enum"]) - 1))]


def _more_words(part: Json, data: st.DataObject) -> None:
    part["enum"] = [*part["enum"], data.draw(st.sampled_from(["x", "Official", 1, None]))]


def _other_pattern(part: Json, data: st.DataObject) -> None:
    part["pattern"] = data.draw(st.sampled_from(["^[a-m].*$", "[0-9]$", ".", "^$"]))


def _no_pattern(part: Json, data: st.DataObject) -> None:
    del part["pattern"]


def _lead_elsewhere(part: Json, data: st.DataObject) -> None:
    part["$ref"] = data.draw(st.sampled_from([f"#/$defs/{name}" for name in sorted(REAL["$defs"])]))


def _ask_more(part: Json, data: st.DataObject) -> None:
    bound = data.draw(st.sampled_from(["maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minimum"]))
    part[bound] = data.draw(st.integers(0, 5))


def _other_type(part: Json, data: st.DataObject) -> None:
    part["type"] = data.draw(st.sampled_from(["string", "array", "integer", ["string", "null"], "number"]))


def _refuse(part: Json, data: st.DataObject) -> None:
    part["not"] = data.draw(st.sampled_from([{"type": "null"}, {"maxLength": 8}, {}, {"$ref": "#/$defs/text"}]))


def _not_understood(part: Json, data: st.DataObject) -> None:
    unknown = [{"uniqueItems": True}, {"anyOf": [{"maxLength": 5}, {"type": "object"}]}, {"contains": {"minLength": 9}}]
    part |= data.draw(st.sampled_from(unknown))


def _describe(part: Json, data: st.DataObject) -> None:
    part["description"] = "Otherwise."


def _drop_a_keyword(part: Json, data: st.DataObject) -> None:
    part.pop(data.draw(st.sampled_from(sorted(part) or ["type"])), None)


MUTATIONS: list[tuple[Callable[[Json, st.DataObject], None], list[str]]] = [
    (_remove_field, OBJECTS), (_rename_field, OBJECTS), (_add_field, OBJECTS), (_need_field, OBJECTS),
    (_need_nothing, OBJECTS), (_open, OBJECTS), (_fewer_words, WORDS), (_more_words, WORDS), (_other_pattern, FORMS),
    (_no_pattern, FORMS), (_lead_elsewhere, REFERENCES), (_ask_more, FIELDS), (_other_type, FIELDS), (_refuse, FIELDS),
    (_not_understood, FIELDS), (_describe, FIELDS), (_drop_a_keyword, SCHEMAS),
]  # fmt: skip


def _touched(document: Any) -> Iterator[str]:
    """The keys in a document."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield key
            yield from _touched(value)
    elif isinstance(document, list):
        for value in document:
            yield from _touched(value)


def mutant(document: Json, data: st.DataObject) -> Json:
    """The published schema with one to three changes, most of them where a document says something."""
    schema = copy.deepcopy(REAL)
    keys = {*_touched(document)}
    for mutate, targets in data.draw(st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=3)):
        near = [place for place in targets if place.count("/") <= 2 or place.split("/")[-1] in keys]
        place = data.draw(st.sampled_from(near or targets))
        with suppress(KeyError):  # where an earlier change took it away
            mutate(at(schema, path_of(place)), data)
    return schema


def at(schema: Any, steps: tuple[str, ...]) -> Any:
    for step in steps:
        schema = schema[int(step) if isinstance(schema, list) else step]
    return schema


def is_told(old: Json, new: Json, values: list[Any]) -> bool:
    """Whether the difference of two whole schemas says what values prove, either way round."""
    try:
        proof = proven(old, new, values)
        if not proof:
            return True
        before, now = places(old), places(new)
    except (NotASchema, ValueError):
        return True  # a reference that was led elsewhere leads in a circle
    turned = {{Breaks.READERS: Breaks.WRITERS, Breaks.WRITERS: Breaks.READERS}[whom] for whom in proof}
    return proof <= broken(differences(before, now)) and turned <= broken(differences(now, before))


@given(documents(), damaged(), st.data())
def test_who_is_broken_as_documents_prove_is_told(document: Json, other: Json, data: st.DataObject) -> None:
    assert is_told(REAL, mutant(document, data), [document, other, *VALID])


def _changed(mutate: Callable[[Json], object]) -> Json:
    schema = copy.deepcopy(REAL)
    mutate(schema)
    return schema


def _add_class(schema: Json) -> None:
    """A new type of step, at the end of the chain of conditions."""
    for name in ("activity", "step"):
        union = schema["$defs"][name]
        union["properties"]["type"]["enum"].append("salute")
        node = union
        while "else" in node:
            node = node["else"]
        node["else"] = {"if": guard("salute"), "then": {"$ref": "#/$defs/salute"}}
    schema["$defs"]["salute"] = closed("type", type={"const": "salute"})


REAL_CHANGES: list[tuple[str, Callable[[Json], object], set[Breaks]]] = [
    ("a field goes", lambda schema: schema["properties"].pop("title"), {Breaks.WRITERS}),
    ("a field must be given", lambda schema: schema["required"].append("title"), {Breaks.WRITERS}),
    ("a field may be left out", lambda schema: schema["required"].remove("parties"), {Breaks.READERS}),
    ("a word goes", lambda schema: schema["$defs"]["party_role"]["enum"].remove("guest"), {Breaks.WRITERS}),
    ("a text is bounded", lambda schema: schema["$defs"]["text"].update(maxLength=3), {Breaks.WRITERS}),
    ("a form changes", lambda schema: schema["$defs"]["id"].update(pattern="^z?$"), {Breaks.READERS, Breaks.WRITERS}),
    ("a version", lambda schema: schema["properties"]["schema_version"].update(const="1.1"),
     {Breaks.READERS, Breaks.WRITERS}),
    ("a new field", lambda schema: schema["properties"].update(mood={"$ref": "#/$defs/text"}), {Breaks.READERS}),
    ("a new word", lambda schema: schema["$defs"]["grade"]["enum"].append("fleeting"), {Breaks.READERS}),
    ("a new class", _add_class, {Breaks.READERS}),
    ("words for people", lambda schema: schema.update(description="A visit."), set()),
    ("deprecation", lambda schema: schema["properties"]["tour"].update(deprecated=True), set()),
]  # fmt: skip

NEW_DOCUMENTS: list[Json] = [
    {"schema_version": "1.0", "id": "a"},
    {"schema_version": "1.0", "id": "a", "parties": [{"id": "az", "role": "guest"}]},
    {"schema_version": "1.0", "id": "", "parties": [{"id": "z"}]},
    {"schema_version": "1.1", "id": "a", "parties": [{"id": "az"}]},
    {"schema_version": "1.0", "id": "a", "parties": [{"id": "az"}], "mood": "good"},
    {"schema_version": "1.0", "id": "a", "parties": [{"id": "az"}], "grade": "fleeting"},
    {"schema_version": "1.0", "id": "a", "parties": [{"id": "az"}], "program": [{"type": "salute"}]},
]


@pytest.mark.parametrize(
    ("change", "expected"), [kind[1:] for kind in REAL_CHANGES], ids=[kind[0] for kind in REAL_CHANGES]
)
def test_a_change_of_the_published_schema_breaks_exactly_those_whom_documents_prove_broken(
    change: Callable[[Json], object], expected: set[Breaks]
) -> None:
    new = _changed(change)
    assert broken(differences(places(REAL), places(new))) == expected
    assert proven(REAL, new, [*VALID, *NEW_DOCUMENTS]) == expected


def test_all_definitions_renamed_are_no_change() -> None:
    text = json.dumps(REAL)
    renamed = json.loads(text.replace("#/$defs/", "#/$defs/my_"))
    renamed["$defs"] = {f"my_{name}": schema for name, schema in renamed["$defs"].items()}
    assert differences(places(REAL), places(renamed)) == []


def test_the_published_schema_is_the_same_as_itself() -> None:
    assert differences(places(REAL), places(copy.deepcopy(REAL))) == []


@pytest.mark.parametrize(
    "part", [{"items": {}}, {"not": {}}, {"properties": {"a": {}}}, {"allOf": [{}]}], ids=lambda part: next(iter(part))
)
def test_deep_schemas_are_followed_to_the_end(part: Json) -> None:
    shallow: list[Json] = []
    for last in ({"type": "null"}, {"type": "string"}):
        schema = last
        for _ in range(150 if len(json.dumps(part)) < 15 else 75):
            schema = json.loads(json.dumps(part).replace("{}", json.dumps(schema)))
        shallow.append(schema)
    (change,) = changes(*shallow)
    assert change.breaks is Breaks.BOTH


def test_a_long_row_of_definitions_is_followed_to_its_end() -> None:
    def row(last: Json) -> Json:
        links = {str(number): closed(next={"$ref": f"#/$defs/{number + 1}"}) for number in range(3000)}
        return {"$ref": "#/$defs/0", "$defs": {**links, "3000": last}}

    (change,) = changes(row(TEXT), row(NUMBER))
    assert (change.where, change.breaks) == ("3000", Breaks.BOTH)
