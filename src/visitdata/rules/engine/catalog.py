"""All rules: those of visitdata by family, and those of others by entry point."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from visitdata.findings import Severity, Unusable, nearest
from visitdata.rules.engine.rule import Check, Rule, rule_of, rules_of, told_of
from visitdata.rules.engine.settings import Settings
from visitdata.rules.engine.walk import MOST_SHAPES, Shape

if TYPE_CHECKING:
    from visitdata.rules.engine.context import Context

FAMILIES = {
    "VDT": (("time", "clocks", "presence", "chronology"), "Time"),
    "VDR": (("references", "claims", "parties"), "References and parties"),
    "VDC": (("grades", "ceremony", "gifts", "attendance", "customs"), "Ceremony"),
    "VDM": (("meetings",), "Meetings, statements, documents"),
    "VDE": (("sources",), "Evidence and sources"),
    "VDN": (("names", "codes"), "Names, ranks, identifiers"),
    "VDL": (("style",), "Style"),
    "VDK": (("completeness",), "Completeness"),
    "VDX": (("corpus",), "Across documents"),
}
"""Of each family the modules in which its rules stand, and its title."""

COMPLETENESS = "VDK"
"""The family that runs only when it is asked for."""

ACROSS = "VDX"
"""The family that looks at a whole corpus."""

NEEDS = {"evidence": "--evidence DIR (in Python: evidence)", "as_of": "--as-of DATE (in Python: as_of)"}
"""How to give what a rule may need."""

USERS = "VDU"
"""The family of rules that others define."""

GROUP = "visitdata.rules"
"""The entry-point group by which a package offers rules of its own: a module, or a list of rule functions."""


@cache
def rules() -> dict[str, Rule]:
    """All rules by code, in the order of the codes. Raises `Unusable` for a plugin that cannot be used."""
    found: dict[str, Rule] = {}
    for modules, _ in FAMILIES.values():
        for module in modules:
            for one in rules_of(import_module(f"visitdata.rules.{module}")):
                found[one.code] = one
    for name, one in _offered():
        if one.family != USERS:
            raise Unusable(f"the rules offered by {name} have the code {one.code}; codes of others begin with {USERS}")
        if found.get(one.code, one) is not one:
            raise Unusable(f"two packages offer a rule with the code {one.code}; one is {name}")
        found[one.code] = one
    return dict(sorted(found.items()))


def _offered() -> Iterator[tuple[str, Rule]]:
    """The rules that other packages offer."""
    from importlib.metadata import entry_points

    for entry in entry_points(group=GROUP):
        try:
            offered = entry.load()
        except (Exception, SystemExit) as error:  # whatever another package does when it is imported
            raise Unusable(f"the rules offered by {entry.value} cannot be loaded: {told_of(error)}") from None
        checks = offered if isinstance(offered, list | tuple) else vars(offered).values()
        for check in checks:
            one = rule_of(check)
            if one is not None:
                yield entry.value, one


class Plan:
    """The rules of a run by what they look at, and what the run was asked for."""

    def __init__(self, chosen: Iterable[Rule], settings: Settings) -> None:
        self.settings = settings
        self.rules = tuple(chosen)
        self.codes = frozenset(one.code for one in self.rules)
        self.is_across = any(one.family == ACROSS for one in self.rules)
        """Whether it has rules across documents."""
        self._gates = tuple(dict.fromkeys(one.gate for one in self.rules if one.gate is not None))
        self._by_shape: dict[tuple[bool, ...], _ByShape] = {}

    def by_shape(self, context: "Context") -> "Mapping[Shape, ForShape]":
        """The rules for each shape of objects that may object to something in a document."""
        is_open = tuple([_opens(gate, context) for gate in self._gates])
        if is_open not in self._by_shape:
            closed = {gate for gate, opened in zip(self._gates, is_open, strict=True) if not opened}
            self._by_shape[is_open] = _ByShape(tuple(one for one in self.rules if one.gate not in closed))
        return self._by_shape[is_open]


def _opens(gate: "Callable[[Context], bool]", context: "Context") -> bool:
    """What a gate says; one that fails is open: the rule itself then shows what is wrong."""
    try:
        return bool(gate(context))
    except Exception:  # whatever a gate of another package does
        return True


class ForShape(NamedTuple):
    """The rules that are handed the objects of a shape."""

    always: tuple[tuple[Check, Rule], ...]
    """Each with its function at hand."""
    held_only: tuple[tuple[Check, Rule], ...]
    """Those that judge only what was held."""


class _ByShape(dict[Shape, ForShape]):
    """The rules for each shape, found when the first object of it is met."""

    def __init__(self, chosen: tuple[Rule, ...]) -> None:
        super().__init__()
        self.chosen = chosen

    def __missing__(self, shape: Shape) -> ForShape:
        if len(self) >= MOST_SHAPES:
            self.clear()
        found = [
            one
            for one in self.chosen
            if issubclass(shape.cls, one.classes) and not (one.said and one.said.isdisjoint(shape.names))
        ]
        rules = self[shape] = ForShape(
            tuple((one.check, one) for one in found if not one.held_only),
            tuple((one.check, one) for one in found if one.held_only),
        )
        return rules


def plan(settings: Settings) -> Plan:
    """The rules that settings ask for. Raises `Unusable` for a selection that names none, or none that can run."""
    for named in (*settings.select, *settings.ignore, *settings.severities):
        _check_selector(named)
    for named in settings.select:
        those = [one for one in rules().values() if one.code.startswith(named)]
        if not those:
            raise Unusable(f"{named} cannot be chosen: visitdata says it of itself; it can be ignored")
        if all(one.needs is not None and getattr(settings, one.needs) is None for one in those):
            raise Unusable(f"{named} runs only with {NEEDS[those[0].needs or '']}")
    chosen = (one for one in rules().values() if _is_chosen(one, settings))
    return Plan((one._replace(severity=_severity(one, settings)) for one in chosen), settings)


def _is_chosen(one: Rule, settings: Settings) -> bool:
    if one.code.startswith(settings.ignore) or (one.needs is not None and getattr(settings, one.needs) is None):
        return False
    if one.family == COMPLETENESS and settings.completeness:
        return True
    return one.code.startswith(settings.select) if settings.select else one.family != COMPLETENESS


def _severity(one: Rule, settings: Settings) -> Severity:
    """The severity of a rule: the one that the longest beginning of its code is given, else its own."""
    given = [named for named in settings.severities if one.code.startswith(named)]
    return settings.severities[max(given, key=len)] if given else one.severity


def _check_selector(named: str) -> None:
    if named and any(code.startswith(named) for code in (*rules(), *ENGINE_CODES)):
        return
    if named.startswith(("VDP", "VDS")):
        raise Unusable(f"{named} is no rule: what is no visit cannot be judged further")
    near = nearest(named, (*rules(), *FAMILIES))
    meant = f"; did you mean {near}?" if near else "; `visitdata rules` lists them"
    raise Unusable(f"no rule has a code that begins with {named!r}{meant}")


ENGINE_CODES = ("VDZ002", "VDZ003", "VDZ004")
"""Codes of what the engine itself has to say, which can be ignored but not chosen."""
