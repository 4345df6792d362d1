"""The two promises of the model, proved on drawn and damaged documents.

How many are drawn depends on the Hypothesis profile: 100 in dev, 1,000 in ci, 20,000 in nightly;
five times as many for the first promise.
"""

import json
import pickle
import re
from typing import Any

import jsonschema_rs
import orjson
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from properties.damage import damaged
from visitdata import dumps, from_dict, loads, model, schema, to_dict, validate
from visitdata.codec.convert import structure, structure_strictly
from visitdata.codec.decode import decode, refuse
from visitdata.findings import path_of
from visitdata.model import InvalidField, Node, Visit
from visitdata.schemas.check import check
from visitdata.schemas.engines import is_valid
from visitdata.testing import dates, documents, instances, visits

CLASSES = [
    cls
    for cls in map(vars(model).__getitem__, model.__all__)
    if isinstance(cls, type) and issubclass(cls, Node) and (cls.__members__ or (cls.__fields__ and not cls.__family__))
]
"""Every class of the model that stands in a document, and the families of activities."""

PUBLISHED = jsonschema_rs.validator_for(schema(), pattern_options=jsonschema_rs.RegexOptions())
"""The published schema in the fast engine, which asks a twin of it for the verdict."""

SMALLEST = {"schema_version": "1.0", "id": "a", "parties": [{"id": "b"}]}


def is_converted(document: Any) -> bool:
    """Whether the classes take a document, with no schema before them."""
    try:
        structure_strictly(document)
    except InvalidField:
        return False
    return True


@given(documents())
def test_a_drawn_document_is_valid_everywhere(document: dict[str, Any]) -> None:
    assert check(document) == []
    assert is_valid(document, "jsonschema")
    assert structure(document) == structure_strictly(document)


@settings(max_examples=5 * settings().max_examples)
@given(damaged())
@example({**SMALLEST, "latitude": 1})
@example({**SMALLEST, "places": [{"latitude": 1.0}, {"longitude": True}]})
@example({**SMALLEST, "periods": [{"start": "2023-11-01\n"}]})
@example({**SMALLEST, "ordinals": [{"value": 21.0}]})
@example({**SMALLEST, "claims": [{"field": "/a", "value": None}]})
@example({**SMALLEST, "claims": [{"field": "/a", "value": []}]})
@example({**SMALLEST, "program": [{"type": "speech", "type_label": "x"}]})
@example({**SMALLEST, "documents": [{"type": "treaty"}]})
def test_schema_and_classes_accept_the_same(document: dict[str, Any]) -> None:
    if refuse(document):
        return  # decoding could not have given it
    verdict = is_valid(document)
    assert PUBLISHED.is_valid(document) is verdict
    assert is_valid(document, "jsonschema") is verdict
    assert is_converted(document) is verdict
    assert (check(document) == []) is verdict


@given(damaged())
def test_both_engines_find_the_same(document: dict[str, Any]) -> None:
    if not refuse(document):
        assert check(document) == check(document, "jsonschema")


@given(damaged(), st.sampled_from([None, 0, 1, "\t"]), st.booleans(), st.sampled_from(["", "\n", "\r\n \t"]))
def test_the_text_at_a_finding_is_where_its_pointer_leads(
    document: dict[str, Any], indent: Any, ascii_only: bool, before: str
) -> None:
    if refuse(document):
        return
    text = before + json.dumps(document, indent=indent, ensure_ascii=ascii_only) + before
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for finding in validate(text):
        assert finding.span is not None
        assert finding.pointer is not None
        offset = starts[finding.span.line - 1] + finding.span.column - 1
        found, _ = json.JSONDecoder().raw_decode(text, offset)
        if finding.at_key:
            assert found == path_of(finding.pointer)[-1]
        else:
            assert found == led_to(document, path_of(finding.pointer))


def led_to(value: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


@given(visits())
def test_nothing_is_lost_in_a_round_trip(visit: Visit) -> None:
    for compact in (False, True):
        text = dumps(visit, compact=compact)
        again = loads(text)
        assert again == visit
        assert dumps(again, compact=compact) == text
    assert dumps(from_dict(to_dict(visit))) == dumps(visit)


@given(documents())
def test_canonical_form_says_what_the_document_said(document: dict[str, Any]) -> None:
    value, findings = decode(dumps(structure(document)))
    assert findings == []
    assert typed(value) == typed(document)


def typed(value: Any) -> Any:
    """A value that is equal to another only if types are too and, for numbers, the value: 21.0 is read as 21."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    return (isinstance(value, bool), isinstance(value, int | float), value)


@given(visits())
def test_visits_pickle_hash_and_compare(visit: Visit) -> None:
    again = pickle.loads(pickle.dumps(visit))
    assert again == visit
    assert hash(again) == hash(visit)
    assert len({visit, again}) == 1
    assert visit.replace(note="changed") != visit.replace(note="otherwise")
    assert repr(visit).startswith("Visit(")


@given(visits(), st.data())
def test_renaming_an_id_takes_its_references_along_and_back(visit: Visit, data: st.DataObject) -> None:
    ids = [node.__dict__["id"] for _, node in visit.walk() if "id" in node.__dict__]
    old = data.draw(st.sampled_from(ids))
    assume(not old.isdigit())  # no record can be given such an id
    renamed = visit.rename(old, "entirely-new")
    text = orjson.dumps(to_dict(renamed)["parties"])
    assert renamed.find("entirely-new") is not None
    assert old == "entirely-new" or f'"id":"{old}"'.encode() not in text
    assert check(to_dict(renamed)) == []
    assert renamed.rename("entirely-new", old) == visit


@given(visits(), st.data())
def test_every_object_is_found_by_its_pointer_and_can_be_changed_there(visit: Visit, data: st.DataObject) -> None:
    pointer, node = data.draw(st.sampled_from(list(visit.walk())))
    assert visit.at(pointer) is node
    if "note" in node.__fields__:
        changed = visit.replace(pointer, note="a remark")
        assert changed.at(pointer).note == "a remark"
        assert changed.replace(pointer, note=getattr(node, "note", None)) == visit


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_class_can_be_drawn(cls: type[Node]) -> None:
    if (cls.__family__ and not cls.__members__) or cls is Node:
        pytest.skip("a family that stands nowhere in a document itself")

    @given(instances(cls))
    def drawn(node: Node) -> None:
        assert isinstance(node, cls)
        assert node.replace() == node

    drawn()


@given(dates())
def test_a_date_keeps_its_text(date: Any) -> None:
    assert str(date) == date.text
    assert date.earliest <= date.latest
