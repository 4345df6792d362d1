"""Chronology: what comes before what in one document.

Not: single dates (`visitdata.rules.time`) and clocks (`visitdata.rules.clocks`), the order that ceremony asks for
(`visitdata.rules.ceremony`).
"""

from collections.abc import Iterator
from itertools import pairwise

from visitdata.findings import Edit, Fix, Severity, path_of
from visitdata.model import (
    EDTF,
    Activity,
    ActivityStatus,
    Arrival,
    Departure,
    Event,
    Occasion,
    Period,
    Placed,
    RelatedVisit,
    Transfer,
    Visit,
    VisitRelation,
)
from visitdata.rules.engine import clock
from visitdata.rules.engine.clock import Stretch
from visitdata.rules.engine.context import HELD, Context
from visitdata.rules.engine.rule import Objection, rule
from visitdata.rules.presence import name_of


@rule("VDT023", Severity.ERROR, since="0.1")
def related_in_wrong_order(related: RelatedVisit, context: Context) -> Iterator[Objection]:
    """A related visit is dated on the wrong side of this one: what came just before it begins after its end, what
    followed ended before its beginning, an earlier visit is later, a visit to come is past, a whole and its part have
    no day in common.

    Why: The relation or one of the dates is wrong; a chain of journeys that is followed by it runs in a circle.
    Ignore: Never.
    Bad: "start": "2023-11-01", "end": "2023-11-03", "related": [{"relation": "previous", "start": "2032-05-01"}]
    Good: "start": "2023-11-01", "end": "2023-11-03", "related": [{"relation": "previous", "start": "2022-05-01"}]
    Mend: Correct the date, or the relation: it says how this visit stands to the other.
    Source: The meaning of the relations.
    """
    visit, relation = context.visit, related.relation
    if relation in _EARLIER:
        wrong = _follows(related, visit)
    elif relation in _LATER:
        wrong = _precedes(related, visit)
    elif relation in (VisitRelation.PART_OF, VisitRelation.CONTAINS):
        wrong = _follows(related, visit) or _precedes(related, visit)
    else:
        return
    if wrong is None or relation is None:
        return
    said, at, other, day, own = wrong
    yield Objection(
        f"the visit with the relation {relation.value} {said.format(day, own)}",
        at=at,
        values=(relation.value, str(day), str(own)),
        related=((visit, other, f"this visit: {own}"),),
    )


_EARLIER = (VisitRelation.PRECEDED_BY, VisitRelation.PREVIOUS, VisitRelation.RETURN_OF)
_LATER = (VisitRelation.FOLLOWED_BY, VisitRelation.UPCOMING, VisitRelation.RETURNED_BY)

_Wrong = tuple[str, str, str, EDTF, EDTF]


def _follows(related: RelatedVisit, visit: Visit) -> _Wrong | None:
    if related.start is None or visit.end is None or (related.start.earliest - visit.end.latest).days <= 1:
        return None  # across the date line one may arrive on the day before
    return "begins on {}, after this one ended on {}", "start", "end", related.start, visit.end


def _precedes(related: RelatedVisit, visit: Visit) -> _Wrong | None:
    if related.end is None or visit.start is None or (visit.start.earliest - related.end.latest).days <= 1:
        return None
    return "ended on {}, before this one began on {}", "end", "start", related.end, visit.start


@rule("VDT024", Severity.WARNING, since="0.1", said=("program", "steps"))
def times_out_of_order(listed: Visit | Occasion, context: Context) -> Iterator[Objection]:
    """The program, or the steps of an occasion, are in the order of time by what the document says, but two of them
    certainly began in the other order. What is `unplaced`, was called off, or is a phase of another is left aside.

    Why: A list is chronological unless it says otherwise: readers take the order for what happened. Here the order is
        that of the telling, or a time is wrong.
    Ignore: Never: `program_order` or `steps_order` says `as_narrated` where the order is that of the source.
    Bad:
        "program": [{"type": "meal", "when": {"date": "2023-11-02", "time": "19:00"}},
                    {"type": "meeting", "when": {"date": "2023-11-02", "time": "10:00"}}]
    Good:
        "program": [{"type": "meeting", "when": {"date": "2023-11-02", "time": "10:00"}},
                    {"type": "meal", "when": {"date": "2023-11-02", "time": "19:00"}}]
    Mend: Put the list in the order of time, say `as_narrated`, mark one item `unplaced`, or correct the time.
    Source: The meaning of the lists: chronological unless their order says otherwise.
    """
    items: tuple[Activity, ...]
    if isinstance(listed, Visit):
        key, items, order = "program", listed.program, listed.program_order
    else:
        key, items, order = "steps", listed.steps, listed.steps_order
    if order is not None or sum(item.when is not None for item in items) < 2:
        return
    stretches = _stretches(items, context)
    latest: tuple[int, Stretch] | None = None
    for index, stretch in enumerate(stretches):
        if stretch is None or not _is_placed(items[index], context):
            continue
        if latest is not None and stretch.begin.certainly_before(latest[1].begin):
            first = items[latest[0]]
            yield Objection(
                f"{name_of(items[index])} ({_told(items[index], context)}) stands after {name_of(first)} "
                f"({_told(first, context)}), but began before it",
                at=f"{key}/{index}",
                values=(_told(items[index], context), _told(first, context)),
                related=((first, "", "what stands before it"),),
                hint=f"put the list in the order of time, or say {key}_order: as_narrated",
                fix=_reordered(key, items, stretches, context),
            )
            return
        if latest is None or stretch.begin.low > latest[1].begin.low:
            latest = index, stretch


def _stretches(items: tuple[Activity, ...], context: Context) -> list[Stretch | None]:
    """When the items of a list were. Where no zone is told of any, those that are no travel are taken to be in one."""
    all_placed = [context.place(item) for item in items]
    is_open = all(placed.zone is None for placed in all_placed)
    stretches: list[Stretch | None] = []
    for placed in all_placed:
        when = placed.activity.when
        if is_open and when is not None and not isinstance(placed.activity, Arrival | Departure | Transfer):
            stretches.append(clock.stretch(when, placed.date, "UTC"))
        else:
            stretches.append(context.stretch(placed))
    return stretches


def _is_placed(item: Activity, context: Context) -> bool:
    """Whether the place of an item in a chronological list says when it was."""
    is_free = item.unplaced or item.part_of is not None or item.during is not None or item.overlaps is not None
    return not is_free and context.place(item).status in (*HELD, ActivityStatus.PLANNED, ActivityStatus.UNKNOWN)


def _told(item: Activity, context: Context) -> str:
    said = item.when.__dict__ if item.when is not None else {}
    clock_time = said.get("time") or getattr(said.get("qualifier"), "value", "").replace("_", " ")
    return f"{context.place(item).date} {clock_time}".rstrip()


_MANY = 500
"""More items than a program has that a person would want sorted."""


def _reordered(key: str, items: tuple[Activity, ...], stretches: list[Stretch | None], context: Context) -> Fix | None:
    """The list in the order of time, each item moved no further than it must; None where one could not be placed, or
    something names an item by its position."""
    if len(items) > _MANY or not all(_is_placed(item, context) for item in items) or _is_numbered(context.visit):
        return None
    order: list[tuple[int, Stretch]] = []
    for index, stretch in enumerate(stretches):
        if stretch is None:
            return None
        at = next((at for at, (_, other) in enumerate(order) if stretch.begin.certainly_before(other.begin)), None)
        order.insert(len(order) if at is None else at, (index, stretch))
    positions = tuple(index for index, _ in order)
    return Fix("put the list in the order of time", (Edit(f"/{key}", order=positions),), is_safe=False)


def _is_numbered(visit: Visit) -> bool:
    """Whether a claim or correction names an item of a list of activities by its position."""
    fields = [claim.field for claim in visit.claims]
    fields += [one.field for one in (visit.record.corrections if visit.record is not None else ()) if one.field]
    for field in fields:
        path = path_of(field)
        if any(step in ("program", "steps") and after.isdigit() for step, after in pairwise(path)):
            return True
    return False


@rule("VDT025", Severity.ERROR, since="0.1")
def order_in_a_circle(visit: Visit, context: Context) -> Iterator[Objection]:
    """By their `after`, activities or periods come after each other in a circle, or one after itself.

    Why: Nothing can come before what it comes after; no order can be read from the document.
    Ignore: Never.
    Bad: {"type": "meeting", "id": "talks", "after": ["lunch"]}, {"type": "meal", "id": "lunch", "after": ["talks"]}
    Good: {"type": "meeting", "id": "talks"}, {"type": "meal", "id": "lunch", "after": ["talks"]}
    Mend: Remove the reference that the source does not carry.
    Source: The meaning of `after`: a partial order.
    """
    followers = _followers(context)
    for circle in _circles(followers):
        nodes = [followers[ref][0] for ref in circle]
        shown = [*circle, circle[0]] if len(circle) <= 5 else [*circle[:4], "…", circle[0]]
        yield Objection(
            f"in a circle: {' comes after '.join(shown)}",
            at="after",
            on=nodes[0],
            values=tuple(circle),
            related=tuple(
                (node, "after", f"{ref} comes after") for ref, node in zip(circle[1:], nodes[1:], strict=True)
            ),
        )


def _followers(context: Context) -> dict[str, tuple[Activity | Period, tuple[str, ...]]]:
    """The activities and periods that can be named, each with what it is said to come after, by id."""
    found: dict[str, tuple[Activity | Period, tuple[str, ...]]] = {}
    for node, name, _, after in context.walk.refs:
        if name == "after" and isinstance(node, (Activity, Period)) and context.is_record(node):
            found[str(node.id)] = node, after
    return {ref: (node, tuple(one for one in after if one in found)) for ref, (node, after) in found.items()}


def _circles(followers: dict[str, tuple[Activity | Period, tuple[str, ...]]]) -> Iterator[list[str]]:
    """One circle for each way back that a walk along the references meets, no record in two of them."""
    done: set[str] = set()
    for root in followers:
        path: list[str] = []
        at: dict[str, int] = {}
        waiting: list[tuple[str, int]] = [(root, 0)] if root not in done else []
        while waiting:
            ref, index = waiting.pop()
            if index == 0:
                at[ref] = len(path)
                path.append(ref)
            after = followers[ref][1]
            if index < len(after):
                waiting.append((ref, index + 1))
                one = after[index]
                if one in at:
                    circle = path[at[one] :]
                    if done.isdisjoint(circle):
                        done.update(circle)
                        yield circle
                elif one not in done:
                    waiting.append((one, 0))
            else:
                path.pop()
                del at[ref]
                done.add(ref)


@rule("VDT026", Severity.ERROR, since="0.1", said=("after", "during"))
def before_what_it_follows(activity: Activity, context: Context) -> Iterator[Objection]:
    """An activity is said to come after another, or after an event or period, and certainly began before it, by their
    times; or to fall during what certainly was over, or had not begun. Milder, a warning: it stands before what it
    comes after in a list that is chronological.

    Why: One of the times, or the order, is wrong.
    Ignore: Never.
    Bad:
        {"type": "meal", "id": "lunch", "when": {"date": "2023-11-02", "time": "13:00"}},
        {"type": "meeting", "after": ["lunch"], "when": {"date": "2023-11-02", "time": "10:00"}}
    Good: {"type": "meeting", "after": ["lunch"], "when": {"date": "2023-11-02", "time": "15:00"}}
    Mend: Correct the time, or remove the reference.
    Source: The meaning of `after` and `during`.
    """
    if not activity.after and activity.during is None:
        return
    placed = context.place(activity)
    if placed.status not in HELD:
        return
    for index, ref in enumerate(activity.after):
        other = context.get(ref)
        if other is activity or not isinstance(other, Activity | Event | Period) or not _is_held(other, context):
            continue
        pair = _pair(placed, other, context)
        if pair is not None and pair[0].begin.certainly_before(pair[1].begin):
            yield Objection(
                f"{name_of(activity)} comes after {name_of(other)}, but began before it",
                at=f"after/{index}",
                values=(name_of(activity), name_of(other)),
                related=((other, "", "what it comes after"),),
            )
        elif isinstance(other, Activity) and activity.id in other.after:
            continue  # the two come after each other, which is told of them
        elif isinstance(other, Activity) and _stands_before(activity, other, context):
            yield Objection(
                f"{name_of(activity)} comes after {name_of(other)}, but stands before it in a chronological list",
                at=f"after/{index}",
                values=(name_of(activity), name_of(other)),
                related=((other, "", "what it comes after"),),
                severity=Severity.WARNING,
            )
    other = context.get(activity.during)
    if other is activity or not isinstance(other, Activity | Event | Period) or not _is_held(other, context):
        return
    pair = _pair(placed, other, context)
    if pair is None:
        return
    own, whole = pair
    if own.end.certainly_before(whole.begin) or whole.end.certainly_before(own.begin):
        yield Objection(
            f"{name_of(activity)} falls during {name_of(other)}, but by their times the two do not meet",
            at="during",
            values=(name_of(activity), name_of(other)),
            related=((other, "", "what it falls during"),),
        )


def _is_held(other: Activity | Event | Period, context: Context) -> bool:
    if isinstance(other, Activity):
        return context.place(other).status in HELD
    return not isinstance(other, Period) or other.status is None or other.status in HELD


def _pair(placed: Placed, other: Activity | Event | Period, context: Context) -> tuple[Stretch, Stretch] | None:
    """When an activity and another thing were, as far as the two can be compared."""
    own = context.stretch(placed)
    theirs: Stretch | None
    if isinstance(other, Activity):
        beside = context.place(other)
        theirs = context.stretch(beside)
        if placed.zone is None and beside.zone is None and _is_one_place(placed, beside):
            return _in_one_zone(placed, beside)
    elif isinstance(other, Event):
        theirs = clock.stretch(other.when, None, other.when.zone) if other.when is not None else None
    else:
        theirs = _of_period(other)
    return (own, theirs) if own is not None and theirs is not None else None


def _is_one_place(one: Placed, other: Placed) -> bool:
    same_occasion = (one.occasion or one.activity) is (other.occasion or other.activity)
    return same_occasion or (one.place is not None and one.place is other.place)


def _in_one_zone(one: Placed, other: Placed) -> tuple[Stretch, Stretch] | None:
    first, second = (
        clock.stretch(placed.activity.when, placed.date, "UTC") if placed.activity.when is not None else None
        for placed in (one, other)
    )
    return (first, second) if first is not None and second is not None else None


def _of_period(period: Period) -> Stretch | None:
    """When a period was, in whatever zone; where its end is not told, without one."""
    start, end = period.start, period.end
    if start is None or not _is_common(start) or (end is not None and not _is_common(end)):
        return None
    begin = clock.day(start.first)
    return Stretch(begin, clock.day(end.last) if end is not None else clock.FAR, False)


def _is_common(day: EDTF) -> bool:
    return day.earliest.year > 1 and day.latest.year < 9999


def _stands_before(activity: Activity, other: Activity, context: Context) -> bool:
    """Whether the two stand in one chronological list, and this one first."""
    one, two = context.spot_of(activity), context.spot_of(other)
    if one.parent is None or two.parent is None or one.parent.node is not two.parent.node or one.key != two.key:
        return False
    holder = one.parent.node
    order = holder.program_order if isinstance(holder, Visit) else holder.__dict__.get("steps_order")
    if order is not None or activity.unplaced or other.unplaced:
        return False
    return one.position is not None and two.position is not None and one.position < two.position
