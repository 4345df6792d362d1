"""Changes as values: which record is the same record, what moved, and how dates stand to each other."""

from typing import Any

import pytest

from visitdata import Change, ChangeKind, Shift, diff
from visitdata.model import (
    EDTF,
    Activity,
    Amount,
    Citation,
    Count,
    Document,
    Meal,
    Meeting,
    Name,
    Node,
    Organization,
    Participant,
    Party,
    Person,
    Place,
    Statement,
    TopicEntry,
    Visit,
    When,
)
from visitdata.model.kinds import ManyKind, NodeKind


def visit(**fields: Any) -> Visit:
    """A visit with these fields."""
    return Visit(id="v", parties=[Party(id="p")], **fields)


def told(old: Visit, new: Visit) -> list[tuple[str, str, str | None, str | None]]:
    """The changes: kind, field, and where in the old and the new version."""
    return [(str(one.kind), one.field, one.old_pointer, one.new_pointer) for one in diff(old, new)]


def activities(*ids: str) -> list[Meeting]:
    return [Meeting(id=id) for id in ids]


@pytest.mark.parametrize(("old", "new"), [(None, visit()), (visit(), "a.json")])
def test_only_visits_are_compared(old: Any, new: Any) -> None:
    with pytest.raises(TypeError, match="expected a Visit, got"):
        diff(old, new)


@pytest.mark.parametrize(
    ("old", "new", "shift"),
    [
        ("2023-11", "2023-11-01", Shift.MORE_PRECISE),
        ("2023-11-01", "2023", Shift.LESS_PRECISE),
        ("2023-11-01~", "2023-11-01", Shift.MORE_PRECISE),
        ("201X", "2010/2012", Shift.MORE_PRECISE),
        ("[2023-11-01,2023-11-02]", "2023-11-01", Shift.MORE_PRECISE),
        ("2023-11-01/2023-11-03", "2023-11-01", None),
        ("2023-11-01", "2023-11-02", None),
        ("2023-11", "2023-11-XX", None),
    ],
)
def test_a_date_may_become_more_precise(old: str, new: str, shift: Shift | None) -> None:
    (change,) = diff(visit(start=old), visit(start=new))
    assert (change.old, change.new, change.shift) == (EDTF(old), EDTF(new), shift)
    (change,) = diff(visit(scheduled=When(date=old, time="10:00")), visit(scheduled=When(date=new, time="10:00")))
    assert change.shift is shift


@pytest.mark.parametrize("new", [When(date="2023-11-01", time="11:00"), When(time="10:00")])
def test_a_time_is_more_precise_only_if_nothing_else_changed(new: When) -> None:
    (change,) = diff(visit(scheduled=When(date="2023-11", time="10:00")), visit(scheduled=new))
    assert change.shift is None


def test_what_is_no_date_has_no_shift() -> None:
    (change,) = diff(visit(title="a"), visit(title="b"))
    assert change.shift is None


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        ("abc", "abc", ""),
        ("abcd", "dabc", "d"),
        ("abcd", "bcda", "a"),
        ("abcde", "aebcd", "e"),
        ("abcd", "acxd", ""),
        ("abcdef", "badcfe", "bdf"),
    ],
)
def test_as_few_activities_as_can_be_are_told_to_have_moved(old: str, new: str, moved: str) -> None:
    changes = diff(visit(program=activities(*old)), visit(program=activities(*new)))
    assert sorted(one.new.id for one in changes if one.kind is ChangeKind.MOVED) == list(moved)
    assert {one.kind for one in changes} <= {ChangeKind.MOVED, ChangeKind.ADDED, ChangeKind.REMOVED}


@pytest.mark.parametrize("order", ["unknown", "as_narrated"])
def test_where_the_order_says_nothing_nothing_moves(order: str) -> None:
    old, new = (visit(program=activities(*ids), program_order=order) for ids in ("abc", "cba"))
    assert told(old, new) == [("reordered", "program", "/program", "/program")]
    assert told(visit(program=activities("a", "b")), visit(program=activities("b", "a"), program_order=order)) == [
        ("added", "program_order", None, "/program_order"),
        ("reordered", "program", "/program", "/program"),
    ]


def test_one_item_at_the_beginning_is_one_addition() -> None:
    people = [Participant(description=name) for name in ("two ministers", "a bishop", "officials")]
    old, new = (visit(program=[Meeting(participants=some)]) for some in (people, [Participant(ref="p"), *people]))
    assert told(old, new) == [("added", "participants", None, "/program/0/participants/0")]


def test_a_record_is_followed_wherever_it_moves() -> None:
    said = Statement(id="s", text="a")
    old = visit(program=[Meeting(id="a", statements=[said]), Meeting(id="b")])
    new = visit(program=[Meeting(id="b", statements=[said.replace(text="b")])])
    assert told(old, new) == [
        ("removed", "program", "/program/0", None),
        ("transferred", "statements", "/program/0/statements/0", "/program/0/statements/0"),
        ("changed", "text", "/program/0/statements/0/text", "/program/0/statements/0/text"),
    ]
    assert told(new, old)[:2] == [
        ("added", "program", None, "/program/0"),
        ("transferred", "statements", "/program/0/statements/0", "/program/0/statements/0"),
    ]


def test_an_activity_may_be_of_another_type() -> None:
    old = visit(program=[Meeting(id="a", label="x", topics=[TopicEntry(id="t", reason="r")], format_label="y")])
    new = visit(program=[Meal(id="a", label="x", kind="dinner")])
    assert told(old, new) == [
        ("changed", "type", "/program/0/type", "/program/0/type"),
        ("added", "kind", None, "/program/0/kind"),
        ("removed", "format_label", "/program/0/format_label", None),
        ("removed", "topics", "/program/0/topics/0", None),
    ]
    assert [one[0] for one in told(visit(program=[Meeting(label="x")]), visit(program=[Meal(label="x")]))] == [
        "removed", "added",
    ]  # fmt: skip


def test_a_field_of_activities_of_several_types_is_of_one_kind_but_for_its_words() -> None:
    kinds: dict[str, set[Any]] = {}
    for cls in Activity.__members__:
        for field in cls.__fields__.values():
            item = field.kind.item if isinstance(field.kind, ManyKind) else field.kind
            shape = type(field.kind), type(item), item.cls if isinstance(item, NodeKind) else None
            kinds.setdefault(field.name, set()).add(shape)
    assert {name: shapes for name, shapes in kinds.items() if len(shapes) > 1} == {}


def test_a_record_of_another_class_is_another_record() -> None:
    old, new = visit(people=[Person(id="x", name="a")]), visit(organizations=[Organization(id="x", name="a")])
    assert told(old, new) == [
        ("removed", "people", "/people/0", None),
        ("added", "organizations", None, "/organizations/0"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        (Citation(source="p", quote="They met."), Citation(source="p", quote="They met!"), ["changed"]),
        (Citation(source="p", quote="They met."), Citation(source="p", quote="Zzz"), ["changed"]),
        (Citation(source="p", quote="They met."), Citation(source="q", quote="They met."), ["removed", "added"]),
        (Citation(source="p", locator="a"), Citation(source="p", quote="b", note="c"), ["removed", "added"]),
        (Citation(id="a", source="p"), Citation(id="b", source="p", locator="x"), ["removed", "added"]),
        (Citation(source="p", quote="x"), Citation(id="b", source="p", quote="x"), ["added"]),
    ],
)
def test_what_has_no_id_is_matched_by_what_it_says(old: Citation, new: Citation, kinds: list[str]) -> None:
    assert [one[0] for one in told(visit(citations=[old]), visit(citations=[new]))] == kinds


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"names": [Name(text="a", language="en")]}, {"names": [Name(text="a", language="fr")]}),
        ({"identifiers": {"wikidata": "Q1"}}, {"identifiers": {"wikidata": "Q2"}}),
        ({"latitude": 1.0, "longitude": 2.0}, {"latitude": 1.5, "longitude": 2.0}),
    ],
)
def test_values_are_changed_as_a_whole(old: dict[str, Any], new: dict[str, Any]) -> None:
    (change,) = diff(visit(places=[Place(id="x", **old)]), visit(places=[Place(id="x", **new)]))
    assert change.kind is ChangeKind.CHANGED
    assert change.old != change.new
    assert not isinstance(change.old, Place)


def test_lists_and_single_objects_within_are_likened() -> None:
    papers = [
        Document(title="A treaty", parties=["p", "v"], amounts=[Amount(value="1", currency="USD")]),
        Document(title="A treaty", parties=["p"], amounts=[Amount(value="1", currency="EUR")]),
    ]
    assert {one[0] for one in told(visit(documents=papers[:1]), visit(documents=papers[1:]))} == {"removed", "changed"}
    groups = [Participant(description="guests", count=Count(value=number, of="guests")) for number in (12, 13)]
    old, new = (visit(program=[Meeting(participants=[group])]) for group in groups)
    assert told(old, new) == [
        ("changed", "count", "/program/0/participants/0/count", "/program/0/participants/0/count")
    ]


def test_an_id_that_is_there_twice_is_matched_by_content() -> None:
    twins: list[Node] = [Person(id="x", name="Anna"), Person(id="x", name="Boris")]
    assert told(visit(people=twins), visit(people=twins[::-1])) == [("reordered", "people", "/people", "/people")]


def test_a_changed_id_is_told_once() -> None:
    def with_head(id: str) -> Visit:
        return visit(
            people=[Person(id=id, name="Anna", spouse_of="p")],
            program=[Meeting(participants=[Participant(ref=id)], after=[id])],
        )

    assert told(with_head("a"), with_head("b")) == [("renamed", "id", "/people/0/id", "/people/0/id")]


def test_a_reference_that_does_not_follow_a_changed_id_is_told() -> None:
    old = visit(people=[Person(id="a", name="Anna")], themes=["a"])
    new = visit(people=[Person(id="b", name="Anna")], themes=["a"])
    assert [one[:2] for one in told(old, new)] == [("removed", "themes"), ("added", "themes"), ("renamed", "id")]


def test_records_without_text_have_another_id_only_if_they_refer_to_the_same() -> None:
    def with_place(id: str, within: str) -> Visit:
        return visit(program=[Meeting(id=id, place=within)])

    assert [one[0] for one in told(with_place("a", "p"), with_place("b", "p"))] == ["renamed"]
    assert [one[0] for one in told(with_place("a", "p"), with_place("b", "v"))] == ["removed", "added"]


def test_maps_are_told_key_by_key() -> None:
    old, new = visit(titles={"az": "a", "en": "b", "ur": "c"}), visit(titles={"az": "a", "en": "x", "fr": "d"})
    assert [(*one[:2], change.key) for one, change in zip(told(old, new), diff(old, new), strict=True)] == [
        ("changed", "titles", "en"),
        ("added", "titles", "fr"),
        ("removed", "titles", "ur"),
    ]


def test_the_likest_are_matched_where_several_are_alike() -> None:
    notes = "They met in the morning.", "They met in the mourning.", "They met in the evening."
    old, new = ([Citation(source="p", quote=notes[at]) for at in some] for some in ((0,), (2, 1)))
    assert told(visit(citations=old), visit(citations=new)) == [
        ("added", "citations", None, "/citations/0"),
        ("changed", "quote", "/citations/0/quote", "/citations/1/quote"),
    ]


def test_the_id_of_the_visit_may_be_one_that_a_record_had() -> None:
    old, new = visit(people=[Person(id="x", name="a")]), visit(people=[Person(id="y", name="a")]).replace("", id="x")
    assert [one[:2] for one in told(old, new)] == [("changed", "id"), ("removed", "people"), ("added", "people")]


def test_truth_values_are_no_numbers() -> None:
    old, new = (visit(extensions={"org.example": value}) for value in (1, True))
    assert told(old, new) == [("changed", "extensions", "/extensions/org.example", "/extensions/org.example")]


def test_a_change_is_plain_data() -> None:
    (change,) = diff(visit(), visit(title="a"))
    assert change == Change(
        ChangeKind.ADDED, "title", None, "a", visit(), visit(title="a"), "", "", None, "/title", None
    )
