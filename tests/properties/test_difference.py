"""What must hold of the changes between any two visits: none is made up, none is left out, and they turn around."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from visitdata import InvalidVisit, diff, from_dict, loads, to_dict
from visitdata.codec.write import canonical
from visitdata.findings import legible, pointer_of
from visitdata.model import EDTF, FrozenMap, Node, Person, Relation, Topic, Visit
from visitdata.model.difference import Change, ChangeKind
from visitdata.model.formats import ID, REF
from visitdata.model.frozen import identity
from visitdata.model.kinds import Kind, ManyKind, NodeKind
from visitdata.render.differences import Compared, render_json
from visitdata.testing import documents, visits

TURNED = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}


@st.composite
def edited(draw: st.DrawFn) -> tuple[Visit, Visit]:
    """A visit, and the same after a few edits."""
    document = draw(documents())
    before = from_dict(document)
    after = before
    for _ in range(draw(st.integers(1, 4))):
        value = to_dict(after)
        edit(draw, value)
        try:
            after = from_dict(value)
        except InvalidVisit:
            continue
    return before, after


def edit(draw: st.DrawFn, document: dict[str, Any]) -> None:
    """One edit as an editor makes it: take something out, put it twice, elsewhere, or in another order."""
    holders = list(held(document))
    holder = draw(st.sampled_from(holders))
    if isinstance(holder, dict):
        key = draw(st.sampled_from(sorted(holder)))
        other = draw(st.sampled_from(holders))
        if isinstance(other, dict) and draw(st.booleans()):
            other[key] = holder[key]
        if draw(st.booleans()):
            del holder[key]
        elif isinstance(holder[key], str):
            holder[key] += draw(st.sampled_from(["x", "-1", "~"]))
        return
    match draw(st.sampled_from(["turn", "twice", "out", "elsewhere"])):
        case "turn":
            holder.reverse()
        case "twice":
            holder.insert(draw(st.integers(0, len(holder))), draw(st.sampled_from(holder)))
        case "out":
            holder.pop(draw(st.integers(0, len(holder) - 1)))
        case "elsewhere":
            item = holder.pop(draw(st.integers(0, len(holder) - 1)))
            lists = [one for one in holders if isinstance(one, list)]
            draw(st.sampled_from(lists)).append(item)


def held(value: Any) -> Iterator[Any]:
    """Every object and every list with something in it."""
    if isinstance(value, dict | list) and value:
        yield value
        for item in value.values() if isinstance(value, dict) else value:
            yield from held(item)


pairs = st.tuples(visits(), visits()) | edited() | edited() | edited()


@given(pairs)
def test_changes_are_all_and_no_more(pair: tuple[Visit, Visit]) -> None:
    old, new = pair
    changes = diff(old, new)
    assert (changes == ()) is (old == new)
    assert diff(old, loads(canonical(old))) == ()
    check_that_the_rest_is_the_same(old, new, changes)
    back = diff(new, old)
    assert Counter(map(told, changes)) == Counter(told(turned(change)) for change in back)
    for change, words in Compared(old, new).told():
        assert words.sentence == legible(words.sentence), change
    render_json([Compared(old, new)])


def told(change: Change) -> Any:
    """What a change says. Of what moved in a list either may be told where two changed places: only how many."""
    if change.kind is ChangeKind.MOVED:
        return change.kind, change.field, frozenset([change.old_place, change.new_place])
    return change.kind, change.field, change.key, change.old_pointer, change.new_pointer


def turned(change: Change) -> Change:
    """The change in the other direction."""
    return change._replace(
        kind=TURNED.get(change.kind, change.kind),
        old=change.new,
        new=change.old,
        old_record=change.new_record,
        new_record=change.old_record,
        old_place=change.new_place,
        new_place=change.old_place,
        old_pointer=change.new_pointer,
        new_pointer=change.old_pointer,
    )


def check_that_the_rest_is_the_same(old: Visit, new: Visit, changes: tuple[Change, ...]) -> None:
    """Assert that what no change tells of stands in both versions alike."""
    renamed = {change.old: change.new for change in changes if change.kind is ChangeKind.RENAMED}
    places = {
        side: {
            pointer: change.kind
            for change in changes
            if (pointer := getattr(change, side)) is not None and change.kind is not ChangeKind.REORDERED
        }
        for side in ("old_pointer", "new_pointer")
    }
    kept = Counter(untold(old, places["old_pointer"], {old: f"{old} {new}" for old, new in renamed.items()}))
    assert kept == Counter(untold(new, places["new_pointer"], {new: f"{old} {new}" for old, new in renamed.items()}))


def untold(root: Node, places: dict[str, ChangeKind], renamed: dict[str, str]) -> Iterator[Any]:
    """The leaves of a visit of which no change tells. What moved is told of for its place, not for what it says."""

    def look(value: Any, pointer: str, kind: Kind, is_told: bool) -> Iterator[Any]:
        place = places.get(pointer)
        is_told = is_told if place is None else place not in (ChangeKind.MOVED, ChangeKind.TRANSFERRED)
        if isinstance(value, Node):
            for field in value.__fields__.values():
                if field.name in value.__dict__:
                    yield from look(value.__dict__[field.name], f"{pointer}/{field.json}", field.kind, is_told)
        elif isinstance(value, tuple) and isinstance(kind, ManyKind):
            for position, item in enumerate(value):
                yield from look(item, f"{pointer}/{position}", kind.item, is_told)
        elif isinstance(value, FrozenMap):
            for key, item in value.items():
                yield from look(item, pointer + pointer_of([key]), kind, is_told)
        elif not is_told:
            yield renamed.get(value, value) if kind in (ID, REF) else value if type(value) is EDTF else identity(value)

    return look(root, "", NodeKind(Visit), False)


@given(visits(), st.data())
def test_a_renamed_id_takes_its_references_along(visit: Visit, data: st.DataObject) -> None:
    person = Person(id="quite-new", name="A name that no other has")
    visit = visit.replace(people=[*visit.people, person])
    refers = data.draw(st.sampled_from([Relation(parties=["quite-new"]), Topic(about=["quite-new"])]))
    before = visit.replace(**{"relations" if isinstance(refers, Relation) else "topics": [refers]})
    (change,) = diff(before, before.rename("quite-new", "entirely-new"))
    assert (change.kind, change.field, change.old, change.new) == (
        ChangeKind.RENAMED, "id", "quite-new", "entirely-new",
    )  # fmt: skip
