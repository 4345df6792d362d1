"""Objects of the model: built, refused, changed, compared."""

import copy
import datetime
import pickle
from typing import Any

import attrs
import pytest

from visitdata.model import (
    EDTF,
    Anthems,
    Ceremony,
    Citation,
    Claim,
    Count,
    Document,
    FrozenMap,
    Grade,
    HonorGuard,
    InvalidField,
    Meeting,
    Name,
    Node,
    Occasion,
    Party,
    Person,
    Place,
    Source,
    Step,
    Visit,
    When,
    Word,
)
from visitdata.model import __all__ as public


def small(**fields: Any) -> Visit:
    return Visit(id="az-pk", parties=[Party(id="pk", role="guest"), Party(id="az", role="host")], **fields)


def test_constructors_take_lists_words_and_texts() -> None:
    visit = small(grade="official", start="2023-11-01", titles={"fr": "Visite", "az": "Səfər"})
    assert visit.grade is Grade.OFFICIAL
    assert visit.start == EDTF("2023-11-01")
    assert type(visit.parties) is tuple
    assert list(visit.titles or ()) == ["az", "fr"]


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Party(id="pk", role="gest"), "Party.role: got 'gest', expected one of guest, host"),
        (lambda: Party(id="pk", role="gest"), "did you mean 'guest'?"),
        (lambda: Party(id="P K"), "Party.id: got 'P K', expected an id"),
        (lambda: Visit(id="a", parties=[]), "Visit.parties: got []"),
        (lambda: Visit(id="a", parties=[Party(id="x"), 3]), "Visit.parties[1]: got 3, expected a Party"),
        (lambda: Visit(id="a", parties="x"), "Visit.parties: got 'x', expected a list"),
        (lambda: Visit(id="a", schema_version="2.0", parties=[Party(id="x")]), "Visit.schema_version: got '2.0'"),
        (lambda: Count(value=True), "Count.value: got True, expected a whole number from 0 up"),
        (lambda: Count(value=1.0), "Count.value: got 1.0"),
        (lambda: Count(value=2**53), "Count.value"),
        (lambda: Count(value="1"), "Count.value"),
        (lambda: Place(latitude=91), "Place.latitude: got 91, expected a number of degrees from -90 to 90"),
        (lambda: Place(latitude=True), "Place.latitude"),
        (lambda: Place(longitude=float("nan")), "Place.longitude"),
        (lambda: When(date="2023-02-29"), "When.date: got '2023-02-29', expected an EDTF date"),
        (lambda: When(date=20231101), "When.date"),
        (lambda: When(time="24:00"), "When.time"),
        (lambda: When(time="10:00\n"), "When.time"),
        (lambda: Name(text=""), "Name.text: got '', expected text that is not empty"),
        (lambda: Name(text="\ud800"), "expected text without lone surrogates"),
        (lambda: Name(text=b"x"), "Name.text"),
        (lambda: Name(language="english language"), "Name.language"),
        (lambda: HonorGuard(services="army"), "HonorGuard.services: got 'army', expected a list"),
        (lambda: HonorGuard(services=["army", "navi"]), "HonorGuard.services[1]: got 'navi'"),
        (lambda: Ceremony(steps=[Meeting()]), "Ceremony.steps[0]: got Meeting(), expected a Step"),
        (lambda: Ceremony(when=EDTF("2023")), "Ceremony.when: got EDTF('2023'), expected a When"),
        (lambda: Anthems(parties={"az": 1}), "Anthems.parties"),
        (lambda: Source(titles=1), "titles"),
        (lambda: Document(titles={"not a tag": "x"}), "Document.titles"),
        (lambda: Document(titles={"en": ""}), "Document.titles"),
        (lambda: Document(titles=["en"]), "Document.titles"),
        (lambda: Person(extensions={"a b": 1}), "Person.extensions"),
        (lambda: Person(extensions=[1]), "Person.extensions"),
        (lambda: Person(extensions={"x": {1}}), "expected a JSON value"),
        (lambda: Person(extensions={"x": float("inf")}), "expected a finite number"),
        (lambda: Person(extensions={"x": 2**53}), "expected an integer within"),
        (lambda: Person(extensions={"x": {1: 2}}), "expected keys that are text"),
        (lambda: Claim(field="grade", value=1), "Claim.field: got 'grade', expected a JSON Pointer"),
        (When, "expected at least one field"),
        (Document, "expected at least one field"),
    ],
)  # fmt: skip
def test_what_a_field_cannot_hold_is_refused_by_name(build: Any, message: str) -> None:
    with pytest.raises((InvalidField, TypeError)) as caught:
        build()
    assert message in str(caught.value)


def test_an_invalid_field_says_what_it_is_about() -> None:
    with pytest.raises(InvalidField) as caught:
        Visit(id="a", parties=[Party(id="b"), "c"])
    error = caught.value
    assert (error.owner, error.field, error.value) == ("Visit", "parties[1]", "c")
    assert isinstance(error, ValueError)
    assert pickle.loads(pickle.dumps(error)).field == "parties[1]"


@pytest.mark.parametrize("family", [Step, Occasion])
def test_a_family_is_never_built_itself(family: type[Node]) -> None:
    with pytest.raises(TypeError, match="family of classes"):
        family()


def test_required_and_unknown_fields_are_told() -> None:
    with pytest.raises(TypeError, match="'source'"):
        Citation()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="sorce"):
        Citation(sorce="x")  # type: ignore[call-arg]
    with pytest.raises(InvalidField):
        Citation(source=None)  # type: ignore[arg-type]


def test_objects_are_frozen() -> None:
    visit = small()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        visit.title = "x"  # type: ignore[misc]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del visit.parties
    extended = small(extensions={"x": {"y": [1, {"z": None}]}})
    assert extended.extensions is not None
    with pytest.raises(TypeError):
        extended.extensions["x"]["y"] = 2
    with pytest.raises(AttributeError):
        extended.extensions._items = {}


def test_an_absent_field_is_none_or_empty_and_takes_no_room() -> None:
    visit = small(title=None, people=[], titles={}, program=())
    assert set(visit.__dict__) == {"schema_version", "id", "parties"}
    assert visit.title is None
    assert visit.people == ()
    assert visit.titles is None
    assert visit == small()


def test_false_and_zero_are_not_absent() -> None:
    assert Count(value=0).__dict__ == {"value": 0}
    assert Meeting(unplaced=False) != Meeting()
    assert Claim(field="/x", value=False).__dict__["value"] is False
    assert Claim(field="/x", value=[]).value == ()


def test_equality_tells_true_from_one_where_any_json_stands() -> None:
    claims = [Claim(field="/x", value=value) for value in (1, True, 1.0, "1", [1], [True], {"a": 1}, {"a": True})]
    assert len({repr(claim) for claim in claims}) == len(claims)
    assert all((one == other) is (one is other) for one in claims for other in claims)
    assert Claim(field="/x", value={"a": 1}) == Claim(field="/x", value={"a": 1})
    assert Claim(field="/x") != Citation(source="x")
    extended = [Person(extensions={"x": value}) for value in (1, True, 1.0)]
    assert len(set(extended)) == 3


def test_copies_and_pickles_are_equal() -> None:
    visit = small(start="2023-11~", extensions={"x": {"y": [1, 2.5, None, "é", True]}}, program=[Anthems()])
    for again in (copy.copy(visit), copy.deepcopy(visit), pickle.loads(pickle.dumps(visit))):
        assert again == visit
        assert hash(again) == hash(visit)
        assert str(again.start) == "2023-11~"


def test_a_frozen_map_is_a_mapping_with_plain_copies() -> None:
    frozen = Person(extensions={"b": [1, {"c": 2}], "a": None}).extensions
    assert frozen is not None
    assert frozen == {"a": None, "b": [1, {"c": 2}]}
    assert frozen != {"a": None, "b": [True, {"c": 2}]}
    assert frozen != 1
    assert list(frozen) == ["a", "b"]
    assert len(frozen) == 2
    plain = frozen.plain()
    plain["b"].append(3)
    assert frozen["b"] == (1, FrozenMap({"c": 2}))
    assert repr(FrozenMap({"a": 1})) == "{'a': 1}"


def test_json_may_not_nest_past_the_limit_wherever_it_stands() -> None:
    deep: Any = 1
    for _ in range(195):
        deep = [deep]
    person = Person(extensions={"x": deep})
    with pytest.raises(InvalidField, match="nested at most 200 levels"):
        Visit(id="a", parties=[Party(id="b")], people=[person], extensions={"x": [[[[deep]]]]})
    assert Visit(id="a", parties=[Party(id="b")], people=[person]).people == (person,)
    for _ in range(10):
        deep = [deep]
    with pytest.raises(InvalidField, match="nested at most 200 levels"):
        Person(extensions={"x": deep})


def test_replace_changes_and_removes() -> None:
    person = Person(id="m", name="M", names=["x"] and [Name(text="M.")])
    assert person.replace(name="N").name == "N"
    assert person.replace(names=[]).__dict__ == {"id": "m", "name": "M"}
    assert person.replace(name=None).name is None
    with pytest.raises(TypeError):
        person.replace(nom="x")
    with pytest.raises(InvalidField):
        person.replace(name=3)


def test_repr_is_short_and_readable() -> None:
    visit = small(
        title="x" * 200,
        people=[Person(id=f"p{number}", name="P") for number in range(5)],
        program=[Ceremony(when=When(date="2023"))],
    )
    shown = repr(visit)
    assert len(shown) < 500
    assert "<Party pk>, <Party az>" in shown
    assert "... 2 more" in shown
    assert "Ceremony(when=When(date=EDTF('2023')))" in shown
    assert "'xxx" in shown


def test_every_class_field_and_word_has_a_meaning() -> None:
    from visitdata import model

    for name in public:
        item = getattr(model, name)
        if isinstance(item, type) and issubclass(item, Word) and item is not Word:
            assert item.__doc__, name
            assert all(word.meaning.endswith(".") for word in item), name
            assert all(word.value == word.name.lower() for word in item), name
        if isinstance(item, type) and issubclass(item, Node):
            assert item is Node or item.__meaning__.endswith("."), name
            for field in item.__fields__.values():
                assert field.meaning.rstrip("?").endswith((".", ")")), (name, field.name)
                assert field.meaning in (item.__doc__ or "") or item.__family__, (name, field.name)


def test_an_open_list_of_words_has_a_label_beside_it() -> None:
    from visitdata import model
    from visitdata.model.kinds import ManyKind, WordKind

    for name in public:
        item = getattr(model, name)
        if not (isinstance(item, type) and issubclass(item, Node)):
            continue
        for field in item.__fields__.values():
            kind = field.kind.item if isinstance(field.kind, ManyKind) else field.kind
            if isinstance(kind, WordKind):
                names = list(item.__fields__)
                has_label = f"{field.name}_label" in names
                assert has_label is ("other" in [word.value for word in kind.words]), (name, field.name)
                if has_label:
                    assert names.index(f"{field.name}_label") == names.index(field.name) + 1, (name, field.name)


def test_examples_of_fields_are_values_that_they_hold() -> None:
    from visitdata import model
    from visitdata.codec.convert import structure_part
    from visitdata.model.kinds import ManyKind, NodeKind

    for name in public:
        item = getattr(model, name)
        if not (isinstance(item, type) and issubclass(item, Node)):
            continue
        for field in item.__fields__.values():
            kind = field.kind.item if isinstance(field.kind, ManyKind) else field.kind
            for example in field.examples:
                if isinstance(kind, NodeKind):
                    assert structure_part(example, kind.cls) is not None
                else:
                    assert kind.accept(example) is not None


def test_an_invalid_field_can_always_be_shown() -> None:
    with pytest.raises(InvalidField, match=r"Count[.]value: got a int, expected"):
        Count(value=10**5000)


def test_minus_zero_is_zero() -> None:
    assert repr(Place(latitude=-0.0).latitude) == "0.0"


def test_dates_are_taken_from_the_standard_library_too() -> None:
    assert When(date=datetime.date(2023, 11, 1)).date == EDTF("2023-11-01")
    with pytest.raises(InvalidField):
        When(date=datetime.datetime(2023, 11, 1))  # type: ignore[arg-type]
    with pytest.raises(InvalidField, match="the calendar has no such day"):
        When(date="2023-02-29")


def test_a_flag_is_exactly_true_or_false() -> None:
    with pytest.raises(InvalidField, match=r"Meeting[.]unplaced: got 1, expected true or false"):
        Meeting(unplaced=1)  # type: ignore[arg-type]
