"""The visit that says something bad everywhere: that it is valid, and leaves nothing out."""

import visitdata
from hostile.everywhere import ADDRESSES, BAD, LONG, document
from visitdata.model import Node, Visit
from visitdata.model.formats import TEXT, URI
from visitdata.model.kinds import ManyKind, NodeKind


def test_each_field_of_each_class_says_something_bad() -> None:
    assert visitdata.validate(document()) == []
    said: dict[type[Node], set[str]] = {}
    for _, node in visitdata.from_dict(document()).walk():
        said.setdefault(type(node), set()).update(node.__dict__)
        for field in node.__fields__.values():
            if field.kind is TEXT and field.name in node.__dict__:
                assert node.__dict__[field.name] in (BAD, LONG)
    assert said == {cls: set(cls.__fields__) for cls in classes()}


def test_all_that_is_bad_is_said() -> None:
    said: dict[tuple[type[Node], str], set[str]] = {}
    for _, node in visitdata.from_dict(document()).walk():
        for field in node.__fields__.values():
            if field.kind in (TEXT, URI) and field.name in node.__dict__:
                said.setdefault((type(node), field.name), set()).add(node.__dict__[field.name])
    assert {BAD, LONG} <= set[str]().union(*said.values())
    assert len(LONG) > 9_900
    addresses = [texts for (cls, name), texts in said.items() if cls.__fields__[name].kind is URI]
    assert addresses == [set(ADDRESSES)] * len(addresses)


def classes() -> set[type[Node]]:
    """Every class of which an object can stand in a visit."""
    found: set[type[Node]] = set()
    left: list[type[Node]] = [Visit]
    while left:
        cls = left.pop()
        if cls not in found:
            found.add(cls)
            kinds = [
                field.kind.item if isinstance(field.kind, ManyKind) else field.kind for field in cls.__fields__.values()
            ]
            left += [held for kind in kinds if isinstance(kind, NodeKind) for held in kind.classes]
    return found
