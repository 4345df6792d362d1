"""Claims, corrections and changes of status: whether what they say could stand where they say it.

Not: whether a claim is contested or whose it is, and the ids in it (`visitdata.rules.references`).
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from visitdata.codec.convert import plain, structure_part
from visitdata.findings import Fix, Severity, nearest, path_of, pointer_of
from visitdata.model import Activity, Claim, Correction, InvalidField, Node, Standing, StatusChange, Visit
from visitdata.model.activity import ActivityStatus, VisitStatus
from visitdata.model.formats import TEXT
from visitdata.model.frozen import Refused, thaw
from visitdata.model.kinds import IntegerKind, JsonKind, JsonMapKind, Kind, ManyKind, NodeKind, TextMapKind
from visitdata.model.node import Field
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule
from visitdata.rules.engine.run import edit


class Target(NamedTuple):
    """What a claim or correction points to."""

    kind: Kind | None
    """What may stand there; None for anything."""
    value: Any
    """What stands there; None or an empty tuple where nothing does."""
    cls: type[Node]
    """The class whose field it is."""
    field: str
    """The name of that field."""
    holder: Node | None = None
    """The object that has the field; None where there is none."""


class _Nowhere(Exception):  # noqa: N818 - internal signal
    """A pointer leads nowhere: why, at which of its steps, and what could have stood there."""

    def __init__(self, why: str, depth: int, words: tuple[str, ...]) -> None:
        super().__init__(why)
        self.why = why
        self.depth = depth
        self.words = words


def target_of(claim: Claim | Correction, context: Context) -> Target | None:
    """What a claim or correction points to; None where it leads nowhere."""
    owner = _owner(claim, context)
    if owner is None or claim.field is None:
        return None
    try:
        return _followed(owner, path_of(claim.field), isinstance(claim, Claim), context)
    except _Nowhere:
        return None


def _owner(claim: Claim | Correction, context: Context) -> Node | None:
    return context.visit if claim.about is None else context.get(claim.about)


def _followed(owner: Node, path: tuple[str, ...], needs_items: bool, context: Context) -> Target:
    """Follow a pointer through the classes. Raises `_Nowhere`. An item that is not there is no matter to a correction,
    which may have removed it."""
    here = Target(NodeKind(type(owner)), owner, type(owner), "")
    for depth, step in enumerate(path):
        match here.kind:
            case NodeKind():
                here = _field(here, here.kind, step, depth)
            case ManyKind():
                here = _item(here, here.kind, step, depth, needs_items, context)
            case TextMapKind():
                here = _entry(here, here.kind, step, depth)
            case None | JsonKind() | JsonMapKind():
                return here._replace(kind=None, value=None)
            case _:
                raise _Nowhere(f"`{path[depth - 1]}` holds nothing that has a `{step}`", depth, ())
    return here._replace(kind=None) if isinstance(here.kind, JsonKind | JsonMapKind) else here


def _field(here: Target, kind: NodeKind, step: str, depth: int) -> Target:
    classes = (type(here.value),) if isinstance(here.value, Node) else kind.classes
    if step == "type" and classes[0].__tag__ is not None:
        return Target(TEXT, here.value and here.value.__tag__, classes[0], "type")
    for cls in classes:
        field = _by_json(cls).get(step)  # type: ignore[arg-type]  # a class has a hash, whatever its objects have
        if field is not None:
            value = here.value.__dict__.get(field.name) if here.value is not None else None
            return Target(field.kind, value, cls, field.name, here.value)
    words = tuple(dict.fromkeys(field.json for cls in classes for field in cls.__fields__.values()))
    owner = classes[0] if len(classes) == 1 else kind.cls
    raise _Nowhere(f"{with_article(owner.__name__)} has no field `{step}`", depth, words)


@cache
def _by_json(cls: type[Node]) -> dict[str, Field]:
    return {field.json: field for field in cls.__fields__.values()}


def with_article(word: str) -> str:
    """The name of a class as one says it in a sentence."""
    return f"{'an' if word[0] in 'AEIOU' else 'a'} {word}"


def _item(here: Target, kind: ManyKind, step: str, depth: int, needs_items: bool, context: Context) -> Target:
    items = here.value or ()
    if step.isascii() and step.isdigit() and int(step[:9]) <= len(items):
        position = int(step[:9])
        return here._replace(kind=kind.item, value=items[position] if position < len(items) else None)
    named = _named(here, step, items, context)
    if named is not None:
        return here._replace(kind=kind.item, value=named)
    if needs_items:
        ids = (item.__dict__.get("id") for item in items[:_MOST_NAMED] if isinstance(item, Node))
        raise _Nowhere(f"`{here.field}` has no item `{step}`", depth, tuple(id for id in ids if id is not None))
    return here._replace(kind=kind.item, value=None)


def _named(here: Target, id: str, items: tuple[Any, ...], context: Context) -> Node | None:
    """The item of a list that has an id. As a rule it is the record of that id, and the list need not be searched."""
    record = context.get(id)
    if record is None:
        return None
    spot = context.spot_of(record)
    if spot.parent is not None and spot.parent.node is here.holder and spot.key == here.field:
        return record
    return next((item for item in items if isinstance(item, Node) and item.__dict__.get("id") == id), None)


_MOST_NAMED = 100
"""How many items of a list are looked through for one that was meant."""


def _entry(here: Target, kind: TextMapKind, step: str, depth: int) -> Target:
    try:
        kind.key.accept(step)
    except Refused:
        raise _Nowhere(f"`{step}` is no key of `{here.field}`: not {kind.key.title}", depth, ()) from None
    return here._replace(kind=kind.value, value=here.value.get(step) if here.value else None)


@rule("VDR006", Severity.ERROR, since="0.1")
def claim_about_no_field(claim: Claim | Correction, context: Context) -> Iterator[Objection]:
    """The pointer of a claim or correction leads nowhere: the record that it is about has no such field, or the list no
    such item.

    Why: Nobody can tell what is contested, and no program sets the claim beside the value that it contradicts.
    Ignore: Never.
    Bad: "claims": [{"field": "/level", "value": "state", "claimed_by": ["lk"]}]
    Good: "claims": [{"field": "/grade", "value": "state", "claimed_by": ["lk"]}]
    Mend: Begin at the record that `about` names, or at the visit where there is none; name fields by their JSON keys
        and items of a list by their ids.
    Source: RFC 6901 (JSON Pointer), and the fields of the model of visitdata.
    """
    owner = _owner(claim, context)
    if owner is None or claim.field is None:
        return
    path = path_of(claim.field)
    try:
        _followed(owner, path, isinstance(claim, Claim), context)
    except _Nowhere as nowhere:
        near = nearest(path[nowhere.depth], nowhere.words)
        hint = fix = None
        if near is not None:
            meant = pointer_of((*path[: nowhere.depth], near, *path[nowhere.depth + 1 :]))
            hint = f"did you mean {meant}?"
            fix = Fix(f"write {meant}", (edit("field", json.dumps(meant)),), is_safe=False)
        yield Objection(nowhere.why, at="field", values=(claim.field,), hint=hint, fix=fix)


def _fitted(kind: Kind, value: Any) -> Any:
    """A plain value as a field of a kind keeps it. Raises `Refused`."""
    match kind:
        case NodeKind():
            try:
                return structure_part(thaw(value), kind.cls)
            except InvalidField as invalid:
                raise Refused(f"{kind.expected} ({invalid})", value) from None
        case ManyKind():
            if not isinstance(value, tuple) or not value:
                raise Refused(kind.expected, value)
            return tuple(_fitted(kind.item, item) for item in value)
        case IntegerKind() if type(value) is float and value.is_integer():
            return kind.accept(int(value))
    kept = kind.accept(value)
    if kept is kind.absent:
        raise Refused(f"{kind.expected}, not empty", value)
    return kept


def _shown(value: Any) -> str:
    """A value of a document as JSON, cut."""
    text = json.dumps(thaw(value), ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."


@rule("VDR007", Severity.ERROR, since="0.1")
def claimed_value_not_valid(claim: Claim | Correction, context: Context) -> Iterator[Objection]:
    """The value of a claim, or the new value of a correction, could not stand in the field: a word that is none of the
    field's, text for a number, one id for a list of them. Words that are garbled are not judged.

    Why: A claim is a value that the field would have if the account were followed; one that it cannot have can be
        neither compared nor chosen.
    Ignore: Never. The words of a source that no value means stand in the field's `_label`.
    Bad: {"field": "/grade", "value": "Official Visit"}
    Good: {"field": "/grade", "value": "official"}
    Mend: Write the value as it would stand in the field, or claim the words on the `_label` beside it. Leave the value
        out where the account has nothing there.
    Source: The fields of the model of visitdata.
    """
    at = "value" if isinstance(claim, Claim) else "new"
    value = claim.value if isinstance(claim, Claim) else claim.new
    if value is None or (isinstance(claim, Claim) and claim.standing is Standing.GARBLED):
        return
    target = target_of(claim, context)
    if target is None or target.kind is None:
        return
    try:
        _fitted(target.kind, value)
    except Refused as refused:
        fix = None
        if isinstance(target.kind, ManyKind) and _fits(target.kind.item, value):
            fix = Fix("write it as a list", (edit(at, json.dumps([thaw(value)], ensure_ascii=False)),))
        yield Objection(
            f"{_shown(value)} cannot stand in `{claim.field}`",
            at=at,
            values=(_shown(value),),
            hint=f"it takes {refused.expected}",
            fix=fix,
        )


def _fits(kind: Kind, value: Any) -> bool:
    try:
        _fitted(kind, value)
    except Refused:
        return False
    return True


@rule("VDR008", Severity.ERROR, since="0.1")
def preferred_value_elsewhere(claim: Claim, context: Context) -> Iterator[Objection]:
    """A claim is preferred, and the field itself says something else. Where the field says nothing, the milder case.

    Why: The plain field holds the preferred value. Readers who do not look at the claims are told another than the
        author prefers.
    Ignore: Never.
    Bad: "grade": "official", "claims": [{"field": "/grade", "value": "state", "standing": "preferred"}]
    Good: "grade": "state", "claims": [{"field": "/grade", "value": "state", "standing": "preferred"}]
    Mend: Put the preferred value into the field, or call the claim a `rival`.
    Source: The model of visitdata: plain fields hold the preferred value, and claims every rival value and, where it
        matters who holds it, the preferred one too.
    """
    if claim.standing is not Standing.PREFERRED or claim.value is None:
        return
    owner, target = _owner(claim, context), target_of(claim, context)
    if owner is None or target is None or target.kind is None or not _fits(target.kind, claim.value):
        return
    preferred = _fitted(target.kind, claim.value)
    held, severity = target.value, None
    if not held and held != 0:
        severity = Severity.WARNING
        held = _derived(owner, claim.field, context)
    if _same(preferred, held):
        return
    yield Objection(
        f"{_shown(claim.value)} is preferred for `{claim.field}`, "
        + ("which says nothing" if severity else f"which says {_json(held)}"),
        at="value",
        values=(_shown(claim.value), *(() if severity else (_json(held),))),
        # The field as a whole would be a contested one, and the claim itself be judged milder for it.
        related=((owner, "", "what the claim is about"),) if owner is not context.visit else (),
        severity=severity,
    )


def _derived(owner: Node, field: str, context: Context) -> Any:
    """What follows for a field of an activity from its place in the visit."""
    if not isinstance(owner, Activity):
        return None
    placed = context.place(owner)
    if field == "/status":
        return placed.status
    if field == "/when/date":
        return placed.date
    return placed.place.__dict__.get("id") if field == "/place" and placed.place is not None else None


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same, whatever the order of a list."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(item in other for item in one)
    return bool(one == other)


def _json(value: Any) -> str:
    """A value of the model as it stands in JSON, cut."""
    text = json.dumps(value, default=plain, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."


_ACTIVITY_WORDS = frozenset(word.value for word in ActivityStatus)
_VISIT_WORDS = frozenset(word.value for word in VisitStatus)
_INSTEAD = {"held": "completed", "held_irregularly": "completed", "completed": "held", "confirmed": "planned"}


@rule("VDR009", Severity.ERROR, since="0.1", said="status")
def status_of_the_other(change: StatusChange, context: Context) -> Iterator[Objection]:
    """The history of a visit uses a word that only an activity can have, such as `held`; or that of an activity a word
    that only a visit can have, such as `completed`.

    Why: The history tells how the status came to be what it is, and the status itself can never be that word.
    Ignore: Never.
    Bad: "status": "completed", "history": [{"status": "held"}]
    Good: "status": "completed", "history": [{"status": "completed"}]
    Mend: Use the word of the visit: `completed` for what was held. For an activity it is `held`.
    Source: The words of the two statuses in the model of visitdata.
    """
    holder = context.holder
    words = _VISIT_WORDS if isinstance(holder, Visit) else _ACTIVITY_WORDS
    if change.status is None or change.status.value in words:
        return
    owner = "a visit" if isinstance(holder, Visit) else "an activity"
    meant = _INSTEAD.get(change.status.value)
    yield Objection(
        f"`{change.status.value}` is no status of {owner}",
        at="status",
        values=(change.status.value,),
        hint=f"it may be {', '.join(sorted(words))}",
        fix=Fix(f"write {meant}", (edit("status", json.dumps(meant)),), is_safe=False) if meant else None,
    )
