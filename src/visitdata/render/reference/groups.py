"""The classes of the model in groups, as a reader meets them: the document, who, the program, the sources."""

from collections.abc import Iterator
from typing import NamedTuple

from visitdata.model.kinds import ManyKind, NodeKind
from visitdata.model.node import Node
from visitdata.model.steps import GROUPS as STEPS
from visitdata.model.visit import Visit


class Group(NamedTuple):
    """Classes that belong together."""

    key: str
    title: str
    meaning: str
    classes: tuple[type[Node], ...]
    """In the order in which a document has them, families included."""


_MODULES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("document", "The document", "One visit, and the records that only a visit has.", ("visit",)),
    ("who", "Who and where", "Parties, people, bodies, places, and their names.",
     ("parties", "people", "places", "names")),
    ("program", "The program", "What every occasion and step has in common, and who takes part.", ("activity",)),
    ("occasions", "Occasions", "People come together. An occasion may hold steps.", ("occasions",)),
    ("steps", "Steps", "Single acts of protocol: {0}.", ("steps",)),
    ("said", "What was said and agreed", "Topics, statements, outcomes, documents, gifts.",
     ("statements", "documents")),
    ("sources", "Sources and claims", "Who says so, where accounts differ, how the document came to be.",
     ("sources", "node")),
    ("values", "Times and numbers", "Values that many records hold.", ("time", "quantities")),
)  # fmt: skip
"""Of each group its key, title and meaning, and the modules of the model in which its classes stand."""


def groups() -> tuple[Group, ...]:
    """All groups, the steps in theirs. Raises `ValueError` for a class of the model that would stand in none."""
    known = {module for _, _, _, modules in _MODULES for module in modules}
    classes = reachable()
    for cls in classes:
        if _module(cls) not in known:
            raise ValueError(f"{cls.__name__} stands in {cls.__module__}, which no group of the reference names")
    return tuple(_groups(classes))


def _groups(classes: tuple[type[Node], ...]) -> Iterator[Group]:
    for key, title, meaning, modules in _MODULES:
        if key == "steps":
            for name, steps in STEPS.items():
                yield Group(name, f"{title}: {name}", meaning.format(name), steps)
        else:
            yield Group(key, title, meaning, tuple(cls for cls in classes if _module(cls) in modules))


def _module(cls: type[Node]) -> str:
    return cls.__module__.rpartition(".")[2]


def reachable() -> tuple[type[Node], ...]:
    """Every class that can stand in a document, and the families they belong to, each before what it holds."""
    found: dict[type[Node], None] = {}
    waiting: list[type[Node]] = [Visit]
    while waiting:
        cls = waiting.pop(0)
        if cls in found:
            continue
        found[cls] = None
        for field in cls.__fields__.values():
            kind = field.kind.item if isinstance(field.kind, ManyKind) else field.kind
            if isinstance(kind, NodeKind):
                waiting += [kind.cls, *kind.classes]
        waiting += families(cls)
    return tuple(found)


def families(cls: type[Node]) -> tuple[type[Node], ...]:
    """The families that a class extends, the nearest first."""
    return tuple(base for base in cls.__mro__[1:] if issubclass(base, Node) and base.__family__)
