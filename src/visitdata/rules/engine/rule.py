"""What a rule is: one function. Its first parameter's annotation names the class it looks at, its name names the rule,
and its docstring is the rule's page."""

import re
from collections.abc import Callable, Iterable
from types import UnionType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from visitdata.findings import Fix, Problem, Severity, Unusable
from visitdata.model.node import Node

if TYPE_CHECKING:
    from visitdata.rules.engine.context import Context

CODE = re.compile("VD[A-Z][0-9]{3}")


class Objection(NamedTuple):
    """What a rule has to say against what it was handed."""

    message: str
    """One sentence without a final full stop that names the values which disagree."""
    at: str = ""
    """Where: a path of JSON keys and positions from what the rule was handed, such as ``end`` or ``when/date``; empty
    for the whole of it."""
    hint: str | None = None
    """How to mend it, where that can be said."""
    values: tuple[str | int, ...] = ()
    """The values that disagree."""
    related: tuple[tuple[Node, str, str], ...] = ()
    """Other places it rests on: an object of the document, a path in it as in `at`, and what stands there."""
    fix: Fix | None = None
    """How a program could mend it. Its pointers are relative to the object that the objection is on."""
    on: Node | None = None
    """The object that it is on, where that is not the one the rule was handed."""
    severity: Severity | None = None
    """A milder severity than the rule's own, where less is certain."""


Check = Callable[[Any, Any], Iterable[Any]]
"""A rule's function: of an object and its `Context` the `Objection`s; of a `Corpus` and the settings the `Clash`es."""
C = TypeVar("C", bound=Check)


class Rule(NamedTuple):
    """A rule: what it looks at, and its page."""

    check: Check
    code: str
    severity: Severity
    since: str
    """The version of visitdata that first had it."""
    classes: tuple[type[Any], ...]
    """The classes, or families of classes, whose objects it is handed."""
    held_only: bool
    """Whether it judges only what was held: nothing planned, called off or unknown."""
    needs: str | None
    """The setting without which it cannot run: ``evidence`` or ``as_of``; None where it needs none."""
    said: frozenset[str]
    """The fields of which an object must say one, so that the rule may have something against it; empty for none."""
    gate: Callable[["Context"], bool] | None
    """Whether a document may have something that it objects to, where that is soon told; None for any document."""

    @property
    def name(self) -> str:
        """Its name, for people: ``end-before-start``."""
        return self.check.__name__.replace("_", "-")

    @property
    def family(self) -> str:
        """The letters that the codes of its family begin with: ``VDT``."""
        return self.code[:3]

    def degree(self, said: Severity | None) -> Severity:
        """How bad one objection is: as bad as the rule says, or milder where the objection says so."""
        return self.severity if said is None else max(said, self.severity, key=list(Severity).index)

    def page(self) -> Problem:
        """Its page, as its docstring tells it. Raises `Unusable` for a docstring that is none."""
        text = _unindented(self.check.__doc__ or "")
        what, *rest = re.split(rf"^({'|'.join(_SECTIONS)}):[ \n]", text, flags=re.MULTILINE)
        parts = dict(zip(rest[::2], (part.strip("\n ") for part in rest[1::2]), strict=True))
        if not what.strip() or set(parts) != set(_SECTIONS):
            missing = ", ".join(section for section in _SECTIONS if section not in parts)
            raise Unusable(f"the docstring of rule {self.code} ({self.check.__name__}) lacks: {missing or 'a text'}")
        prose = {name: " ".join(part.split()) for name, part in parts.items()}
        return Problem(
            code=self.code,
            name=self.name,
            what=" ".join(what.split()),
            why=prose["Why"],
            bad=_unindented(parts["Bad"]),
            good=_unindented(parts["Good"]),
            mend=prose["Mend"],
            severity=self.severity,
            ignore=prose["Ignore"],
            source=prose["Source"],
            since=self.since,
        )


_SECTIONS = ("Why", "Ignore", "Bad", "Good", "Mend", "Source")


def _unindented(text: str) -> str:
    first, _, rest = text.partition("\n")
    lines = rest.split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join([first.strip(), *(line[margin:].rstrip() for line in lines)]).strip()


def rule(
    code: str,
    severity: Severity,
    *,
    since: str,
    held_only: bool = False,
    needs: str | None = None,
    said: str | tuple[str, ...] = (),
    gate: Callable[["Context"], bool] | None = None,
) -> Callable[[C], C]:
    """Make a rule of a function of an object and a `Context` that yields `Objection`s.

    Its first parameter's annotation is the class of the objects it is handed, a family of classes, or several joined
    by ``|``. `held_only` leaves out activities (and what stands in them) that were not held, or of which that is not
    told; `needs` names the setting without which it cannot run. Two more save time, where less is soon told: `said`
    names fields of which an object must say one, and `gate` tells which documents may be of interest. The docstring
    says what the rule objects to and has the sections Why, Ignore, Bad, Good, Mend and Source.

    Raises `ValueError` for a code that is none, `TypeError` for a function without annotation.
    """
    if not CODE.fullmatch(code):
        raise ValueError(f"{code!r} is no code of a rule: VD, a letter and three digits")
    if not isinstance(severity, Severity):
        raise TypeError(f"the severity of rule {code} is no Severity but {severity!r}")
    if needs not in (None, "evidence", "as_of"):
        raise ValueError(f"rule {code} needs {needs!r}, which is no setting: evidence, as_of, or None")

    def made(check: C) -> C:
        annotations = list(check.__annotations__.values())
        if not annotations or isinstance(annotations[0], str):
            raise TypeError(f"the first parameter of rule {code} needs the class it looks at as its annotation")
        looks_at = annotations[0]
        classes = looks_at.__args__ if isinstance(looks_at, UnionType) else (looks_at,)
        if not all(isinstance(cls, type) for cls in classes):
            raise TypeError(f"the annotation of the first parameter of rule {code} is no class")
        fields = frozenset((said,) if isinstance(said, str) else said)
        check.rule = Rule(check, code, severity, since, classes, held_only, needs, fields, gate)  # type: ignore[attr-defined]
        return check

    return made


def rules_of(module: object) -> list[Rule]:
    """The rules that a module defines, in its order."""
    found = map(rule_of, vars(module).values())
    return [one for one in found if one is not None]


def rule_of(value: object) -> Rule | None:
    """The rule that was made of a function; None for any other value."""
    try:
        one = getattr(value, "rule", None)
    except Exception:  # whatever an object of another package does when it is asked
        return None
    return one if isinstance(one, Rule) else None


def told_of(error: BaseException) -> str:
    """What an exception says, in a line."""
    try:
        said = " ".join(str(error).split())
    except Exception:  # whatever an exception of another package does when it is asked
        said = ""
    name = type(error).__name__
    return f"{name}: {said[:500]}{'…' * (len(said) > 500)}" if said else name
