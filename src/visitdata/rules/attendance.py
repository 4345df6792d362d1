"""Who was there and what was held: acts of the absent, of people upon themselves, in occasions that were not held.

Not: whether people stand on the right side of a meeting (`visitdata.rules.references`, `visitdata.rules.meetings`).
"""

from collections.abc import Hashable, Iterator

from visitdata.findings import Severity
from visitdata.limits import MAX_CHAIN
from visitdata.model import (
    Activity,
    ActivityStatus,
    Arrival,
    Attendance,
    BookSigning,
    Ceremony,
    CeremonyKind,
    Decoration,
    Delegation,
    Departure,
    GiftExchange,
    Greeting,
    GunSalute,
    HonorGuard,
    Introductions,
    Medium,
    Mode,
    Node,
    Occasion,
    Participant,
    ParticipantRole,
    PartyRole,
    Person,
    Place,
    Placed,
    Speech,
    Toast,
    Transfer,
    TreePlanting,
    VisitStatus,
    WreathLaying,
)
from visitdata.model.kinds import ManyKind
from visitdata.rules.engine import clock
from visitdata.rules.engine.clock import Stretch
from visitdata.rules.engine.context import HELD, Context
from visitdata.rules.engine.rule import Objection, rule


@rule(
    "VDC061",
    Severity.ERROR,
    since="0.1",
    said=("commander", "answers", "greeters", "to", "conferred_by", "replaces", "on_behalf_of"),
)
def done_to_oneself(
    one: HonorGuard | GunSalute | Greeting | Introductions | Decoration | Participant, context: Context
) -> Iterator[Objection]:
    """Someone does to themselves what can only be done to another: commands the guard that they review, greets or
    introduces themselves alone, decorates themselves (a warning), replaces or stands for themselves; a salute answers
    itself.

    Why: One of the two ids is wrong.
    Ignore: Where a source tells that a ruler conferred an order on himself.
    Bad: {"type": "honor_guard", "commander": "munir", "reviewed_by": ["munir"]}
    Good: {"type": "honor_guard", "commander": "tahirov", "reviewed_by": ["munir"]}
    Mend: Correct one of the two.
    Source: The meanings of these fields in the model of visitdata.
    """
    found = _upon_oneself(one)
    if found is None:
        return
    field, other, ref, words = found
    if isinstance(one, Greeting | Introductions | Decoration) and not isinstance(context.get(ref), Person):
        return  # the members of a group may well greet each other
    yield Objection(
        f"{context.name_of(ref)} {words}",
        at=field,
        values=(ref,),
        related=((one, other, f"{ref} here"),),
        severity=Severity.WARNING if isinstance(one, Decoration) else None,
    )


def _upon_oneself(one: Node) -> tuple[str, str, str, str] | None:
    if isinstance(one, HonorGuard):
        if one.commander is not None and one.commander in one.reviewed_by:
            return "reviewed_by", "commander", one.commander, "reviews the guard that they command"
    elif isinstance(one, GunSalute):
        if one.answers is not None and one.answers == one.id:
            return "answers", "id", one.answers, "is a salute that answers itself"
    elif isinstance(one, Greeting):
        if one.greeters == one.greeted and len(one.greeters) == 1:
            return "greeted", "greeters", one.greeters[0], "greets themselves"
    elif isinstance(one, Introductions):
        if one.introduced == one.to and len(one.to) == 1:
            return "to", "introduced", one.to[0], "is introduced to themselves"
    elif isinstance(one, Decoration):
        if one.conferred_by == one.conferred_on and len(one.conferred_by) == 1:
            return "conferred_on", "conferred_by", one.conferred_by[0], "confers an award on themselves"
    elif isinstance(one, Participant) and one.ref is not None:
        if one.replaces == one.ref:
            return "replaces", "ref", one.ref, "replaces themselves"
        if one.on_behalf_of == one.ref:
            return "on_behalf_of", "ref", one.ref, "stands for themselves"
    return None


@rule("VDC062", Severity.ERROR, since="0.1", held_only=True, said="participants")
def absent_yet_acting(activity: Activity, context: Context) -> Iterator[Objection]:
    """Someone is listed as absent from an activity and does something in it, or in one of its steps that was held, by
    name. Milder, a warning: a statement of theirs stands in it that is no letter and was relayed by nobody.

    Why: Who signs, speaks or inspects was there.
    Ignore: Never. Where accounts differ on it, claims on the attendance make it a warning.
    Bad: "participants": [{"ref": "munir", "attendance": "absent"}], "steps": [{"type": "speech", "speaker": "munir"}]
    Good: "participants": [{"ref": "munir"}], "steps": [{"type": "speech", "speaker": "munir"}]
    Mend: Correct the attendance or the one who acts; who acted by a link is `remote`.
    Source: The meaning of `attendance` in the model of visitdata: who does something by name is present.
    """
    for participant in activity.participants:
        if participant.ref is None or participant.attendance is not Attendance.ABSENT:
            continue
        for held in _held_in(activity, context):
            field = _acts_in(held, participant.ref)
            if field is not None:
                name = context.name_of(participant.ref)
                yield Objection(
                    f"{name} is absent and stands in `{field}` of the {held.type}",
                    on=participant,
                    at="attendance",
                    values=("absent", field),
                    related=((held, field, f"{name} acts here"),),
                )
                break
        else:
            yield from _spoken_by(participant, activity, context)


_SPOKEN = (None, Medium.REMARKS, Medium.SPEECH, Medium.TOAST)
"""The media of what is said by word of mouth; a letter may be read out by another."""


def _spoken_by(absent: Participant, activity: Activity, context: Context) -> Iterator[Objection]:
    for statement in activity.statements if isinstance(activity, Occasion) else ():
        is_told = statement.relayed_by or statement.withheld or statement.medium not in _SPOKEN
        if absent.ref is not None and absent.ref in statement.speakers and not is_told:
            name = context.name_of(absent.ref)
            yield Objection(
                f"{name} is absent and speaks there",
                on=absent,
                at="attendance",
                values=("absent", "speakers"),
                related=((statement, "speakers", f"{name} speaks here"),),
                severity=Severity.WARNING,
            )
            return


def _held_in(activity: Activity, context: Context) -> Iterator[Activity]:
    yield activity
    for step in activity.steps if isinstance(activity, Occasion) else ():
        if context.place(step).status in HELD:
            yield step


def _acts_in(activity: Activity, ref: str) -> str | None:
    """The field in which a record does something by name in an activity."""
    for field in activity.__fields__.values():
        if field.present and field.name in activity.__dict__:
            value = activity.__dict__[field.name]
            if ref in (value if isinstance(field.kind, ManyKind) else (value,)):
                return field.json
    return None


_NOT_HELD = (ActivityStatus.NOT_HELD, ActivityStatus.CANCELLED, ActivityStatus.POSTPONED, ActivityStatus.FICTITIOUS)


@rule("VDC063", Severity.WARNING, since="0.1", said="steps")
def held_within_not_held(occasion: Occasion, context: Context) -> Iterator[Objection]:
    """An occasion is said not to have been held, and one of its steps to have been held.

    Why: A step stands in the occasion in which it happened; where it happened, so did at least a part of the occasion.
    Ignore: Never: an occasion that was broken off is `held_irregularly`, and what was held in its place is another.
    Bad: {"type": "ceremony", "status": "cancelled", "steps": [{"type": "anthems", "status": "held"}]}
    Good: {"type": "ceremony", "status": "held_irregularly", "steps": [{"type": "anthems", "status": "held"}]}
    Mend: Correct one of the two statuses, or move the step to the occasion in which it was held.
    Source: The meanings of the statuses in the model of visitdata.
    """
    if occasion.status not in _NOT_HELD:
        return
    for step in occasion.steps:
        if step.status in HELD:
            yield Objection(
                f"the step {step.type} is held, and its occasion is {_words(occasion.status)}",
                on=step,
                at="status",
                values=(str(step.status), str(occasion.status)),
                related=((occasion, "status", f"the occasion is {_words(occasion.status)}"),),
            )


def _words(status: str | None) -> str:
    return str(status).replace("_", " ")


@rule("VDC064", Severity.WARNING, since="0.1", said="status")
def received_in_visit_not_made(activity: Arrival | Ceremony, context: Context) -> Iterator[Objection]:
    """The guest is said to have arrived, or to have been welcomed, in a visit that was cancelled, put off, or is still
    to come.

    Why: Who was received has come: the status of the visit is out of date, or the activity is only planned.
    Ignore: Where the guest came for something else, as to a stop on the way.
    Bad: "status": "cancelled", "program": [{"type": "arrival", "status": "held"}]
    Good: "status": "cancelled", "program": [{"type": "arrival"}]
    Mend: Correct the status of the visit or of the activity.
    Source: The meanings of the statuses in the model of visitdata.
    """
    not_made = (
        VisitStatus.CANCELLED, VisitStatus.POSTPONED, VisitStatus.TENTATIVE, VisitStatus.PLANNED, VisitStatus.CONFIRMED,
    )  # fmt: skip
    visit = context.visit
    if visit.status not in not_made or activity.status not in HELD or activity.mode is not None:
        return
    if isinstance(activity, Ceremony) and activity.kind is not CeremonyKind.WELCOME:
        return
    if not _is_in_host_country(context.place(activity), context):
        return
    yield Objection(
        f"this {activity.type} is held in a visit that is {_words(visit.status)}",
        at="status",
        values=(str(activity.status), str(visit.status)),
        related=((visit, "status", f"the visit is {_words(visit.status)}"),),
    )


def _country(placed: Placed, context: Context) -> str | None:
    place, seen = placed.place, set[int]()
    while isinstance(place, Place) and id(place) not in seen and len(seen) < MAX_CHAIN:
        if place.country is not None:
            return place.country
        seen.add(id(place))
        place = context.get(place.within)
    return None


def _is_in_host_country(placed: Placed, context: Context) -> bool:
    country = _country(placed, context)
    return country is not None and country in {party.country for party in context.parties(PartyRole.HOST)}


@rule("VDC065", Severity.WARNING, since="0.1", said="status")
def present_at_what_was_not_held(activity: Activity, context: Context) -> Iterator[Objection]:
    """Of an activity that was cancelled, put off, not held or invented someone is said to have been present, or a
    number of people.

    Why: Who was to come was expected. Nobody is present at what did not take place.
    Ignore: Where people had come before it was called off; tell that as an irregularity.
    Bad: {"type": "meal", "status": "cancelled", "participants": [{"ref": "munir", "attendance": "present"}]}
    Good: {"type": "meal", "status": "cancelled", "participants": [{"ref": "munir", "attendance": "expected"}]}
    Mend: Say `expected` or leave the attendance out; a number of guests belongs in `invited`.
    Source: The meanings of status and attendance in the model of visitdata.
    """
    if activity.status not in _NOT_HELD or activity.irregularities:
        return
    there = (Attendance.PRESENT, Attendance.REMOTE)
    places: list[tuple[Node, str, str]] = [
        (one, "attendance", str(one.attendance)) for one in activity.participants if one.attendance in there
    ]
    if isinstance(activity, Occasion) and activity.present is not None and activity.present.value:
        places.append((activity, "present/value", str(activity.present.value)))
    for node, at, value in places[:1]:
        yield Objection(
            f"the {activity.type} is {_words(activity.status)}, and people are said to be present",
            on=node,
            at=at,
            values=(str(activity.status), value),
            related=((activity, "status", f"it is {_words(activity.status)}"),),
        )


@rule("VDC066", Severity.WARNING, since="0.1", said=("participants", "members", "steps", "vehicles"))
def same_place_in_order(one: Activity | Delegation, context: Context) -> Iterator[Objection]:
    """Two of one list have the same number in the same order: of precedence, of speakers, of vehicles in the column.

    Why: An order has one of each number. Where two share a rank, none of them needs a number of its own.
    Ignore: Where the source's own list counts two alike. Spouses may share a number, and each side has its own.
    Bad: "participants": [{"ref": "munir", "precedence": 1}, {"ref": "raza", "precedence": 1}]
    Good: "participants": [{"ref": "munir", "precedence": 1}, {"ref": "raza", "precedence": 2}]
    Mend: Correct the numbers after the source.
    Source: Lists of precedence, in which each place is held once; for heads of missions the Vienna Convention on
    Diplomatic Relations, article 16.
    """
    seen: dict[Hashable, tuple[Node, str]] = {}
    for key, node, field, number in _numbers(one, context):
        first, where = seen.setdefault((key, number), (node, field))
        if first is not node:
            what = {"precedence": "in precedence", "position": "among the speakers", "order": "in the column"}[field]
            yield Objection(
                f"two have number {number} {what}",
                on=node,
                at=field,
                values=(number,),
                related=((first, where, f"the other number {number}"),),
            )


def _numbers(one: Activity | Delegation, context: Context) -> Iterator[tuple[Hashable, Node, str, int]]:
    """The numbers in one activity or delegation: of which order, of whom, in which field, and the number."""
    for member in one.members if isinstance(one, Delegation) else one.participants:
        if member.precedence is not None and not _is_spouse(member, context):
            side = member.side or (context.side_of(member.ref) if member.ref is not None else None)
            party = member.party or _party_id(member.ref, context)
            if side is not None:
                yield ("precedence", side, party), member, "precedence", member.precedence
    for step in one.steps if isinstance(one, Occasion) else ():
        if isinstance(step, Speech | Toast) and step.position is not None and context.place(step).status in HELD:
            yield step.type, step, "position", step.position
    if isinstance(one, Arrival | Departure | Transfer):
        for vehicle in one.vehicles:
            if vehicle.order is not None:
                yield "order", vehicle, "order", vehicle.order


def _is_spouse(member: Participant, context: Context) -> bool:
    person = context.get(member.ref)
    return ParticipantRole.SPOUSE in member.roles or (isinstance(person, Person) and person.spouse_of is not None)


def _party_id(ref: str | None, context: Context) -> str | None:
    party = context.party_of(ref)
    return party.id if party is not None else None


@rule("VDC067", Severity.WARNING, since="0.1", said="vehicles")
def in_two_vehicles(travel: Arrival | Departure | Transfer, context: Context) -> Iterator[Objection]:
    """The same person sits in two vehicles of one column: in two that both have a place in it.

    Why: One body sits in one car. One of the two places is somebody else's.
    Ignore: Where they changed cars on the way; then the vehicles are no column, and need no `order`.
    Bad: "vehicles": [{"order": 1, "occupants": ["munir"]}, {"order": 2, "occupants": ["munir"]}]
    Good: "vehicles": [{"order": 1, "occupants": ["munir"]}, {"order": 2, "occupants": ["raza"]}]
    Mend: Correct the occupants.
    Source: The meaning of `order` in the model of visitdata: the place of a vehicle in the column.
    """
    seats: dict[str, Node] = {}
    for vehicle in travel.vehicles:
        if vehicle.order is None:
            continue
        for position, ref in enumerate(vehicle.occupants):
            person = context.get(ref)
            first = seats.setdefault(ref, vehicle)
            if first is not vehicle and isinstance(person, Person):
                yield Objection(
                    f"{context.name_of(ref)} sits in two vehicles of one column",
                    on=vehicle,
                    at=f"occupants/{position}",
                    values=(ref,),
                    related=((first, "occupants", "the other vehicle"),),
                )


_PEOPLE = (None, "people", "persons", "participants", "guests", "attendees")


@rule("VDC068", Severity.WARNING, since="0.1", held_only=True, said="present")
def more_named_than_present(occasion: Occasion, context: Context) -> Iterator[Objection]:
    """More people are named as present than are said to have been there.

    Why: The number or the list is wrong, or the number counts something else, as one delegation.
    Ignore: Where the source counts without interpreters, or one side alone; say so in `of`.
    Bad: "present": {"value": 1}, "participants": [{"ref": "munir"}, {"ref": "hasanov"}]
    Good: "present": {"value": 4, "of": "people"}, "participants": [{"ref": "munir"}, {"ref": "hasanov"}]
    Mend: Correct the number, or say in `of` what is counted.
    Source: Reports of a dinner in Washington in April 2024 that count four people at the table.
    """
    present = occasion.present
    if present is None or present.value is None or present.of not in _PEOPLE:
        return
    if present.qualifier is not None and present.qualifier.value not in ("up_to", "under"):
        return
    named = {
        one.ref
        for attendees in context.place(occasion).sides.values()
        for one in attendees
        if one.participant is not None and isinstance(context.get(one.ref), Person)
    }
    if len(named) > present.value:
        yield Objection(
            f"the number present is {present.value}, and {len(named)} people are named",
            at="present/value",
            values=(present.value, len(named)),
            related=((occasion, "participants", f"{len(named)} are named"),),
        )


_Bodily = (
    Greeting | HonorGuard | BookSigning | WreathLaying | TreePlanting | GiftExchange | Arrival | Departure | Transfer
)
_DISTANT = (Mode.PHONE, Mode.VIRTUAL)


@rule("VDC069", Severity.WARNING, since="0.1", held_only=True)
def bodily_act_at_a_distance(activity: _Bodily, context: Context) -> Iterator[Objection]:
    """An arrival, departure or transfer by telephone or video; or a greeting, guard of honor, wreath or other act that
    needs people in one place, in an occasion held by telephone.

    Why: The mode or the act belongs to another occasion.
    Ignore: Never: where some were in one place, the mode is `hybrid`.
    Bad: {"type": "meeting", "mode": "phone", "steps": [{"type": "honor_guard"}]}
    Good: {"type": "meeting", "mode": "phone", "topics": [{"topic": "trade"}]}
    Mend: Correct the mode, or move the step.
    Source: The meanings of the modes in the model of visitdata.
    """
    occasion = context.holder
    is_of_occasion = activity.mode is None and isinstance(occasion, Occasion)
    holder: Activity = occasion if is_of_occasion else activity  # type: ignore[assignment]  # as was just looked
    mode = holder.mode
    if mode not in _DISTANT:
        return
    if mode is Mode.PHONE or isinstance(activity, Arrival | Departure | Transfer):
        how = "by telephone" if mode is Mode.PHONE else "by a link"
        yield Objection(
            f"nobody can hold this {how}: {activity.type}",
            values=(activity.type, str(mode)),
            related=((holder, "mode", f"it is held {how}"),),
        )


@rule("VDC070", Severity.WARNING, since="0.1", held_only=True)
def left_before_coming(activity: Departure | Ceremony, context: Context) -> Iterator[Objection]:
    """The only departure from a place in the host's country comes certainly before the only arrival there, or the only
    farewell before the only welcome: by date, by clock, by `after`, or by the order of a chronological program.

    Why: The two are confused, or the program follows the story and not the time.
    Ignore: Where the guest left and came back, and no source tells of the first arrival.
    Bad: "program": [{"type": "departure", "place": "baku"}, {"type": "arrival", "place": "baku"}]
    Good: "program": [{"type": "arrival", "place": "baku"}, {"type": "departure", "place": "baku"}]
    Mend: Put them in order, correct the times, or say `"program_order": "as_narrated"`.
    Source: The order of every program of a visit; a program listed as a news report tells it has its order from the
    story.
    """
    if isinstance(activity, Ceremony) and activity.kind is not CeremonyKind.FAREWELL:
        return
    leaving = context.place(activity)
    coming = [placed for placed in context.activities if _begins(placed, activity)]
    endings = [placed for placed in context.activities if _ends(placed, activity)]
    if len(coming) != 1 or len(endings) != 1 or not _same_guest(leaving, coming[0], context):
        return
    how = _comes_first(leaving, coming[0], context)
    if how is not None:
        other = coming[0].activity
        yield Objection(
            f"this {_called(activity)} comes before the {_called(other)} there, {how}",
            values=(activity.type, other.type),
            related=((other, "", f"the {_called(other)}"),),
        )


def _called(activity: Activity) -> str:
    return str(activity.kind) if isinstance(activity, Ceremony) else activity.type


def _begins(placed: Placed, ending: Activity) -> bool:
    activity = placed.activity
    if isinstance(ending, Departure):
        return isinstance(activity, Arrival) and placed.status in HELD
    return isinstance(activity, Ceremony) and activity.kind is CeremonyKind.WELCOME and placed.status in HELD


def _ends(placed: Placed, ending: Activity) -> bool:
    activity = placed.activity
    if isinstance(ending, Departure):
        return isinstance(activity, Departure)
    return isinstance(activity, Ceremony) and activity.kind is CeremonyKind.FAREWELL


def _same_guest(leaving: Placed, coming: Placed, context: Context) -> bool:
    """Whether both are of one guest at one place in the host's country."""
    if len(context.parties(PartyRole.GUEST)) > 1 or leaving.place is not coming.place:
        return False
    if leaving.place is None or not _is_in_host_country(leaving, context):
        return False
    who = [{one.ref for one in placed.activity.participants} for placed in (leaving, coming)]
    return not who[0] or not who[1] or bool(who[0] & who[1])


def _stretch(placed: Placed, zone: str) -> Stretch | None:
    when = placed.activity.when
    return clock.stretch(when, placed.date, placed.zone or zone) if when is not None else None


def _comes_first(leaving: Placed, coming: Placed, context: Context) -> str | None:
    """How it is known that the leaving came before the coming; None where it is not, or where a chronological program
    has it otherwise: what contradicts that is an objection to the order."""
    unplaced = context.visit.program_order is not None or leaving.activity.unplaced or coming.activity.unplaced
    order = [placed.pointer for placed in context.activities]
    if not unplaced and order.index(leaving.pointer) > order.index(coming.pointer):
        return None
    # What is at one place has one zone, even where it is not told.
    zone = leaving.zone or coming.zone or "UTC"
    left, came = (_stretch(placed, zone) for placed in (leaving, coming))
    if left is not None and came is not None:
        if left.begin.certainly_before(came.begin):
            return "by its time"
        if came.begin.certainly_before(left.begin):
            return None
    if leaving.activity.id is not None and leaving.activity.id in coming.activity.after:
        return "which is `after` it"
    return None if unplaced else "in the order of the program"
