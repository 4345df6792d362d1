"""Moving about in a tree of model objects: walking, finding, changing deep inside, renaming an id.

Works on any `Node`; what is particular to a visit's program stands in program.py.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from visitdata.findings import nearest, path_of, pointer_of
from visitdata.limits import MAX_DEPTH
from visitdata.model.fields import InvalidField
from visitdata.model.formats import ID, REF
from visitdata.model.frozen import FrozenMap
from visitdata.model.kinds import JsonKind, JsonMapKind, Kind, ManyKind, NodeKind
from visitdata.model.node import Field, Node
from visitdata.model.sources import Claim, Correction


def walk(root: Node, pointer: str = "") -> Iterator[tuple[str, Node]]:
    """Every object of a tree with its JSON Pointer, each before what it holds, in canonical order."""
    yield pointer, root
    said = root.__dict__
    for field in root.__fields__.values():
        value = said.get(field.name)
        if isinstance(value, Node):
            yield from walk(value, f"{pointer}/{field.json}")
        elif type(value) is tuple and value and isinstance(value[0], Node):
            for position, item in enumerate(value):
                yield from walk(item, f"{pointer}/{field.json}/{position}")


def find(root: Node, id: str) -> tuple[str, Node]:
    """The object with an id, and its JSON Pointer. Raises `KeyError` where there is none, `TypeError` for what is no
    text."""
    _check_text(id)
    known = []
    for pointer, node in walk(root):
        name = node.__dict__.get("id")
        if name is not None:
            if name == id:
                return pointer, node
            known.append(name)
    near = nearest(id, known)
    raise KeyError(f"no record has the id {id!r}" + (f"; did you mean {near!r}?" if near else ""))


def steps_of(root: Node, target: str) -> tuple[str, ...]:
    """The path to what an id or a JSON Pointer names; an empty text names the root."""
    _check_text(target)
    if target and not target.startswith("/"):
        target = find(root, target)[0]
    return path_of(target)


def _check_text(name: object) -> None:
    if not issubclass(type(name), str):
        raise TypeError(f"an id or a JSON Pointer is text, not {type(name).__name__}")


def at(value: Any, path: tuple[str, ...]) -> Any:
    """The value at a path inside another. An item of a list is named by its position or its id. Raises `KeyError`."""
    for index, step in enumerate(path):
        try:
            if isinstance(value, Node) and step == "type" and value.__tag__ is not None:
                value = value.__tag__
            elif isinstance(value, Node):
                value = value.__dict__[_field(value, step).name]
            elif isinstance(value, tuple):
                value = value[_position(value, step)]
            else:
                value = value[step]
        except (KeyError, IndexError, TypeError):
            raise KeyError(f"there is nothing at {pointer_of(path[: index + 1])}") from None
    return value


def preferred(root: Node, claim: Claim) -> Any:
    """The value in the field that a claim speaks of; None where nothing stands there."""
    about = root if claim.about is None else find(root, claim.about)[1]
    try:
        return at(about, path_of(claim.field))
    except KeyError:
        return None


def replace(root: Node, target: str, changes: Mapping[str, Any]) -> Any:
    """The tree with some fields of one object changed."""
    path = steps_of(root, target)
    found = at(root, path)
    if not isinstance(found, Node):
        raise KeyError(f"{pointer_of(path)} is not an object of the model but {found!r}")
    return _rebuilt(root, path, lambda node: Node.replace(node, **changes))


def _rebuilt(value: Any, path: tuple[str, ...], change: Callable[[Node], Node]) -> Any:
    if not path:
        return change(value)
    if isinstance(value, tuple):
        position = _position(value, path[0])
        return (*value[:position], _rebuilt(value[position], path[1:], change), *value[position + 1 :])
    name = _field(value, path[0]).name
    return Node.replace(value, **{name: _rebuilt(getattr(value, name), path[1:], change)})


def _field(node: Node | type[Node], json: str) -> Field:
    """The field with a JSON name. Raises `KeyError`."""
    field = node.__fields__.get(json)
    if field is not None and field.json == json:
        return field
    return {field.json: field for field in node.__fields__.values()}[json]


def _position(items: tuple[Any, ...], step: str) -> int:
    """The position that a step of a path names in a list: a number, or the id of an item. Raises `KeyError`."""
    if _is_position(items, step):
        return int(step)
    for position, item in enumerate(items):
        if isinstance(item, Node) and item.__dict__.get("id") == step:
            return position
    raise KeyError(step)


def rename(root: Node, old: str, new: str) -> Any:
    """The tree with one id changed, and every reference to it."""
    if type(new) is not str or not ID.matches(new):
        raise InvalidField(type(find(root, old)[1]).__name__, "id", new, ID.expected)
    find(root, old)
    if new.isdigit():
        raise ValueError(f"the id {new!r} would be taken for a position in the pointers of claims")
    if any(node.__dict__.get("id") == new for _, node in walk(root)):
        raise ValueError(f"the id {new!r} is taken")

    def renamed(node: Node) -> Node:
        changes: dict[str, Any] = {}
        for name, value in node.__dict__.items():
            kind = node.__fields__[name].kind
            if isinstance(value, Node):
                changes[name] = renamed(value)
            elif type(value) is tuple and value and isinstance(value[0], Node):
                changes[name] = tuple(map(renamed, value))
            elif kind is ID:
                changes[name] = new if value == old else value
            else:
                changes[name] = _renamed_value(kind, value, old, new)
        if isinstance(node, Claim | Correction):
            changes |= _renamed_claim(root, node, old, new)
        return Node.replace(node, **changes)

    return renamed(root)


def _renamed_value(kind: Kind, value: Any, old: str, new: str) -> Any:
    """A value of a kind, as an object's field or as plain JSON, with references to an id renamed."""
    if kind is REF or kind is ID:
        return new if value == old else value
    if isinstance(kind, ManyKind) and isinstance(value, tuple):
        return tuple(_renamed_value(kind.item, item, old, new) for item in value)
    if isinstance(kind, NodeKind) and isinstance(value, FrozenMap):
        kinds = {field.json: field.kind for field in kind.class_of(value).__fields__.values()}
        return {
            key: _renamed_value(kinds[key], item, old, new) if key in kinds else item for key, item in value.items()
        }
    return value


def _renamed_claim(root: Node, claim: Claim | Correction, old: str, new: str) -> dict[str, Any]:
    """The pointer and the values of a claim, renamed: a step that names an item of a list by its id follows it,
    and so does a value that stands for a reference."""
    if claim.field is None:
        return {}
    try:
        owner: Any = find(root, claim.about)[1] if claim.about else root
    except KeyError:
        return {}
    kind: Kind | None = NodeKind(type(owner))
    steps = []
    for step in path_of(claim.field):
        if isinstance(kind, ManyKind):
            steps.append(new if step == old and not _is_position(owner, step) else step)
            kind = kind.item
            owner = at(owner, (step,)) if _has(owner, step) else None
            if isinstance(owner, Node):
                kind = NodeKind(type(owner))
        else:
            steps.append(step)
            inside = kind.cls if isinstance(kind, NodeKind) else Node
            kind = next((field.kind for field in inside.__fields__.values() if field.json == step), None)
            owner = at(owner, (step,)) if _has(owner, step) else None
    changes: dict[str, Any] = {"field": pointer_of(steps)}
    if kind is not None and isinstance(claim, Claim) and claim.value is not None:
        changes["value"] = _renamed_value(kind, claim.value, old, new)
    return changes


def _is_position(items: Any, step: str) -> bool:
    """Whether a step names an item of a list by its position rather than by its id."""
    is_number = step.isascii() and step.isdigit() and (step == "0" or step[0] != "0")
    return isinstance(items, tuple) and is_number and int(step[:9]) < len(items)


def _has(value: Any, step: str) -> bool:
    try:
        at(value, (step,))
    except KeyError:
        return False
    return True


def check_depth(root: Node) -> None:
    """Raise `InvalidField` where JSON in `root` lies deeper than a document may nest."""
    for pointer, node in walk(root):
        for name, value in node.__dict__.items():
            field = node.__fields__[name]
            is_json = isinstance(field.kind, JsonKind | JsonMapKind)
            if is_json and pointer.count("/") + 1 + _depth(value) > MAX_DEPTH:
                expected = f"a document nested at most {MAX_DEPTH} levels deep"
                raise InvalidField(type(node).__name__, field.name, value, expected)


def _depth(value: Any) -> int:
    if isinstance(value, FrozenMap):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, tuple):
        return 1 + max(map(_depth, value), default=0)
    return 0
