"""One walk over a document: every rule is handed every object of its class, and what it objects to becomes a finding.

A fact that accounts differ on is judged one degree milder than one that stands alone. What the author has waived is
kept, marked as waived.
"""

from collections.abc import Iterator

from visitdata.findings import Edit, Finding, Fix, Related, Severity, path_of, pointer_of
from visitdata.model import Node, Visit, Waiver
from visitdata.rules.engine import catalog
from visitdata.rules.engine.catalog import Plan
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.problems import IDLE_WAIVER, RULE_FAILED, UNKNOWN_WAIVER
from visitdata.rules.engine.rule import Objection, Rule, told_of
from visitdata.rules.engine.soundness import check_end, check_fix, check_path, check_prose, short
from visitdata.rules.engine.walk import Spot

_MILDER = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.INFO, Severity.INFO: Severity.INFO}

_CONTESTED = " (accounts differ on it)"


def judge(visit: Visit, plan: Plan) -> list[Finding]:
    """What the rules of a plan find in a document. Never raises: a rule that fails is a finding of its own."""
    context = Context(visit, plan.settings)
    findings: dict[Finding, None] = {}
    by_shape = plan.by_shape(context)
    failed: set[str] = set()
    for spot, shape in zip(context.walk.spots, context.walk.shapes, strict=True):
        rules, held_only = by_shape[shape]
        if not rules and not held_only:
            continue
        context.spot = spot
        if held_only and context.is_held:
            rules += held_only
        for check, one in rules:
            try:
                for number, objection in enumerate(check(spot.node, context)):
                    check_end(number)
                    findings[_finding(one, objection, context, spot)] = None
            except (Exception, GeneratorExit) as error:  # whatever a rule does, the others go on
                if one.code not in failed:
                    failed.add(one.code)
                    findings[_failure(one, error, visit, spot)] = None
    told = _waived(list(findings), visit, plan, context) if visit.waivers else findings
    return [finding for finding in told if not finding.code.startswith(plan.settings.ignore)]


def _finding(one: Rule, objection: Objection, context: Context, spot: Spot) -> Finding:
    if not isinstance(objection, Objection):
        raise TypeError(f"it yielded a {type(objection).__name__}, not an Objection")
    check_prose(objection.message, objection.hint, objection.values, objection.severity)
    owner = spot if objection.on is None else _spot_of(objection.on, context)
    check_path(owner.node, objection.at)
    if objection.fix is not None:
        check_fix(owner.node, objection.fix)
    for node, at, said in objection.related:
        check_prose(said, None, (), None)
        check_path(_spot_of(node, context).node, at)
    severity, message = one.degree(objection.severity), objection.message
    if context.visit.claims and _is_contested(objection, context, owner):
        severity, message = _MILDER[severity], message + _CONTESTED
    related = [
        Related(short(said), pointer_of((*context.spot_of(node).path, *_steps(at))))
        for node, at, said in objection.related
    ]
    return Finding(
        code=one.code,
        message=short(message),
        severity=severity,
        hint=objection.hint and short(objection.hint),
        pointer=pointer_of((*owner.path, *_steps(objection.at))),
        values=objection.values,
        related=tuple(related),
        fix=objection.fix and _placed_fix(objection.fix, owner.pointer),
    )


def _spot_of(node: object, context: Context) -> Spot:
    """The place of an object of the document. Raises `LookupError` for what is none."""
    try:
        return context.spot_of(node)  # type: ignore[arg-type]  # what it is, shows
    except KeyError:
        raise LookupError(f"it speaks of a {type(node).__name__} that is not in the document") from None


def _steps(at: str) -> list[str]:
    """The steps of a path relative to an object, as in `Objection.at`."""
    return [step.replace("~1", "/").replace("~0", "~") for step in at.split("/")] if at else []


def _is_contested(objection: Objection, context: Context, owner: Spot) -> bool:
    """Whether accounts differ on a field that an objection rests on."""
    rests_on: list[tuple[Node, str]] = [(owner.node, objection.at)]
    rests_on += [(node, at) for node, at, _ in objection.related]
    return any((id(node), at.partition("/")[0]) in context.contested for node, at in rests_on)


def _placed_fix(fix: Fix, pointer: str) -> Fix:
    return fix._replace(edits=tuple(edit._replace(pointer=pointer + edit.pointer) for edit in fix.edits))


def _failure(one: Rule, error: BaseException, visit: Visit, spot: Spot) -> Finding:
    return RULE_FAILED.finding(
        f"rule {one.code} ({one.name}) failed on document {visit.id}: {told_of(error)}",
        pointer=spot.pointer,
    )


def _waived(findings: list[Finding], visit: Visit, plan: Plan, context: Context) -> Iterator[Finding]:
    """The findings, those marked that a waiver silences; and the waivers that silence nothing."""
    placed: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for index, waiver in enumerate(visit.waivers):
        path = _waived_path(waiver, visit, context)
        if path is not None:
            placed.setdefault((waiver.code, path), []).append(index)
    codes = {code for code, _ in placed}
    used: set[tuple[str, tuple[str, ...]]] = set()
    for finding in findings:
        path = path_of(finding.pointer or "") if finding.code in codes else ()
        silencing = [key for depth in range(len(path) + 1) if (key := (finding.code, path[:depth])) in placed]
        used.update(silencing)
        first = min((placed[key][0] for key in silencing), default=None)
        yield finding if first is None else finding._replace(waived=visit.waivers[first].reason or "")
    silent = {index for key in used for index in placed[key]}
    for index, waiver in enumerate(visit.waivers):
        pointer = f"/waivers/{index}"
        if index in silent:
            continue
        if waiver.code not in catalog.rules():
            yield UNKNOWN_WAIVER.finding(f"no rule has the code {waiver.code}", pointer=f"{pointer}/code")
        elif waiver.about is not None and context.get(waiver.about) is None:
            continue  # a reference that leads nowhere is told as such
        elif waiver.code in plan.codes and waiver.code[:3] != catalog.ACROSS:
            where = f"in {waiver.about}" if waiver.about is not None else "in this document"
            yield IDLE_WAIVER.finding(f"{waiver.code} finds nothing {where} that could be waived", pointer=pointer)


def _waived_path(waiver: Waiver, visit: Visit, context: Context) -> tuple[str, ...] | None:
    """The path of the record in which a waiver silences findings; None where it silences none."""
    if waiver.code in catalog.ENGINE_CODES:
        return None
    if waiver.about is None or waiver.about == visit.id:
        return ()
    record = context.get(waiver.about)
    return tuple(map(str, context.spot_of(record).path)) if record is not None else None


def edit(at: str, value: str) -> Edit:
    """A change of the value at a path relative to what a rule was handed: to a JSON text."""
    return Edit(pointer_of(_steps(at)), value=value)
