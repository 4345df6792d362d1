"""Ceremony: anthems, guards, salutes, books, greetings, meals, and acts told twice.

Not: what one host's protocol asks for, the grade of the visit (`visitdata.rules.grades`), gifts
(`visitdata.rules.gifts`), who was there (`visitdata.rules.attendance`).
"""

import json
import re
from collections.abc import Iterable, Iterator

from visitdata.findings import Fix, Severity
from visitdata.limits import MAX_CHAIN
from visitdata.model import (
    Activity,
    Anthems,
    Arrival,
    Book,
    BookSigning,
    Ceremony,
    CeremonyKind,
    Decoration,
    Duration,
    FlagRaising,
    Greeting,
    GuardAction,
    GunSalute,
    Homage,
    HonorGuard,
    MarchPast,
    Meal,
    Node,
    Occasion,
    Party,
    PartyKind,
    PartyRole,
    Place,
    SaluteKind,
    Side,
    Silence,
    SiteVisit,
    TreePlanting,
    Visit,
    WreathLaying,
)
from visitdata.rules.engine.context import HELD, Context
from visitdata.rules.engine.rule import Objection, rule
from visitdata.rules.engine.run import edit


def _is_welcome(activity: Activity | None) -> bool:
    return isinstance(activity, Arrival) or (isinstance(activity, Ceremony) and activity.kind is CeremonyKind.WELCOME)


def _all_on(side: Side, refs: Iterable[str], context: Context) -> bool:
    """Whether there are some, and all of them certainly stand on a side."""
    sides = [context.side_of(ref) for ref in refs]
    return bool(sides) and all(one is side for one in sides)


def _country(place: Node | None, context: Context) -> str | None:
    """The country that a place lies in."""
    seen: set[int] = set()
    while isinstance(place, Place) and id(place) not in seen and len(seen) < MAX_CHAIN:
        if place.country is not None:
            return place.country
        seen.add(id(place))
        place = context.get(place.within)
    return None


def _is_at_the_guests(context: Context) -> bool:
    """Whether what the rule was handed lies in a guest's own country, or that cannot be ruled out: at an embassy, on a
    ship, at an organization that is not the host's."""
    placed = context.placed
    place = placed.place if placed is not None else None
    if place is None:
        return False
    country = _country(place, context)
    if country is not None:
        hosts = {party.country for party in context.parties(PartyRole.HOST)}
        return country not in hosts or "embassy" in str(place.__dict__.get("kind", "")).lower()
    ref = place.__dict__.get("id")
    return context.side_of(ref) is not Side.HOST if ref is not None and not isinstance(place, Place) else False


@rule("VDC008", Severity.WARNING, since="0.1", held_only=True, said=("parties", "flags"))
def anthem_of_bystander(step: Anthems | FlagRaising, context: Context) -> Iterator[Objection]:
    """An anthem was performed, or a flag raised, of a state that is only a third party or passed through, and of which
    nobody takes part in anything.

    Why: Anthems and flags are those of guest and host, and of others who are there. One of a bystander is either a
    slip of the coder, or an incident that the document should tell as an irregularity.
    Ignore: Where the sources say so; then tell who of that state was there, or the irregularity.
    Bad: {"type": "anthems", "parties": ["az", "pk", "tr"]}   (tr is a third party of which nobody was there)
    Good: {"type": "anthems", "parties": ["az", "pk"]}
    Mend: Correct the list, or add the participants, principals or irregularity.
    Source: State Department and Canadian Heritage (Annex 13A) on anthems at arrivals: those of the visiting and of the
    host country.
    """
    key = "parties" if isinstance(step, Anthems) else "flags"
    said = step.parties if isinstance(step, Anthems) else step.flags
    if step.irregularities:
        return
    for position, ref in enumerate(said):
        party = context.get(ref)
        if isinstance(party, Party) and _is_bystander(party, context):
            yield Objection(
                f"the {'anthem' if key == 'parties' else 'flag'} of {party.name or party.id}, of which nobody takes "
                "part in the visit",
                at=f"{key}/{position}",
                values=(ref,),
                related=((party, "role", f"{party.name or party.id} is a party with the role {party.role}"),),
            )


def _is_bystander(party: Party, context: Context) -> bool:
    if party.role not in (PartyRole.THIRD, PartyRole.TRANSIT) or party.kind is not PartyKind.STATE:
        return False
    if party.principals or party.members or any(one.party == party.id for one in context.visit.delegations):
        return False
    for placed in context.activities:
        for one in placed.attendees:
            of = one.participant.party if one.participant is not None else None
            if (of or _party_id(one.ref, context)) == party.id:
                return False
        place, hosts = placed.activity.place, placed.activity.hosts if isinstance(placed.activity, Occasion) else ()
        if any(_party_id(ref, context) == party.id for ref in (*hosts, place)):
            return False
        if party.country is not None and _country(placed.place, context) == party.country:
            return False
    return True


def _party_id(ref: str | None, context: Context) -> str | None:
    party = context.party_of(ref)
    return party.id if party is not None else None


_ROYAL = (SaluteKind.ROYAL, SaluteKind.MINUTE)

_HIGHEST_BY_RANK = 21


@rule("VDC009", Severity.WARNING, since="0.1", said="guns")
def even_gun_salute(salute: GunSalute, context: Context) -> Iterator[Objection]:
    """A gun salute of an even number of rounds, up to 20, that is neither royal nor in mourning.

    Why: By custom salutes are of odd numbers; an even one was a sign of mourning. The number is probably misread, or
    counts the guns and not the rounds.
    Ignore: Where the source gives the number in words and no other source differs.
    Bad: {"type": "gun_salute", "guns": 20}
    Good: {"type": "gun_salute", "guns": 21}
    Mend: Compare the source; a battery's number of guns belongs in `note`.
    Source: Table 2-1 of US Army Regulation 600-25, whose numbers run from 11 to 21 and are all odd. Royal salutes of
    the Tower of London of 62 rounds are no objection.
    """
    guns = salute.guns
    if guns is not None and guns % 2 == 0 and guns < _HIGHEST_BY_RANK and salute.kind not in _ROYAL:
        yield Objection(f"a salute of {guns} guns: salutes are of odd numbers", at="guns", values=(guns,))


_MOST_GUNS = 200


@rule("VDC010", Severity.WARNING, since="0.1", said="guns")
def gun_salute_too_large(salute: GunSalute, context: Context) -> Iterator[Objection]:
    """A gun salute of more than 200 rounds.

    Why: No country's scale has anything near it; the number is probably a year, a distance, or a slip of the keyboard.
    Ignore: Where a source insists on it.
    Bad: {"type": "gun_salute", "guns": 211}
    Good: {"type": "gun_salute", "guns": 21}
    Mend: Compare the source.
    Source: Scales of US Army Regulation 600-25 (21 at the most) and of the United Kingdom (41 in a royal park, more at
    the Tower of London).
    """
    if salute.guns is not None and salute.guns > _MOST_GUNS:
        yield Objection(f"a salute of {salute.guns} guns is larger than any known", at="guns", values=(salute.guns,))


@rule("VDC011", Severity.WARNING, since="0.1", said="kind")
def minute_guns_at_welcome(salute: GunSalute, context: Context) -> Iterator[Objection]:
    """Minute guns, which are fired in mourning, as a part of a welcome or an arrival.

    Why: A guest is saluted with guns fired a few seconds apart; one gun a minute is for the dead.
    Ignore: Where a body is received with honors.
    Bad: {"type": "ceremony", "kind": "welcome", "steps": [{"type": "gun_salute", "kind": "minute"}]}
    Good: {"type": "ceremony", "kind": "welcome", "steps": [{"type": "gun_salute", "kind": "national"}]}
    Mend: Correct the kind: personal, national or royal, as the source has it.
    Source: Kinds of salutes in Canadian protocol (Heritage Structure, chapter 13) and US Army Regulation 600-25.
    """
    occasion = context.holder
    if salute.kind is SaluteKind.MINUTE and isinstance(occasion, Occasion) and _is_welcome(occasion):
        yield Objection(
            "minute guns are fired in mourning, and this salute is part of a welcome",
            at="kind",
            values=("minute", occasion.type),
            related=((occasion, "", "the occasion is a welcome"),),
        )


@rule("VDC012", Severity.WARNING, since="0.1", said="alternating")
def alternating_without_answer(salute: GunSalute, context: Context) -> Iterator[Objection]:
    """A salute whose rounds alternate with those of another, and neither names the other in `answers`.

    Why: `alternating` says how a salute is fired beside the one that it answers; without that it says nothing.
    Ignore: Never: leave `alternating` out where the other salute is not told.
    Bad: {"type": "gun_salute", "id": "fort", "alternating": true}
    Good: {"type": "gun_salute", "id": "fort", "answers": "ship", "alternating": true}
    Mend: Name the other salute in `answers`.
    Source: The meaning of `alternating` in the model of visitdata; ships and forts that salute each other gun for gun.
    """
    if not salute.alternating or salute.answers is not None:
        return
    if salute.id is None or not any(one.answers == salute.id for one in context.all(GunSalute)):
        yield Objection("its rounds alternate with those of a salute that is not named", at="alternating")


@rule("VDC013", Severity.INFO, since="0.1", held_only=True, said="answers")
def return_salute_of_other_count(salute: GunSalute, context: Context) -> Iterator[Objection]:
    """A salute that answers a national salute has another number of rounds.

    Why: A national salute is returned gun for gun; one of the two numbers is probably misread.
    Ignore: Where the source remarks on it; tell it as an irregularity.
    Bad: {"type": "gun_salute", "guns": 17, "answers": "ship"}   (the salute of the ship is national, of 21 guns)
    Good: {"type": "gun_salute", "guns": 21, "answers": "ship"}
    Mend: Compare the source.
    Source: Custom of navies on entering a port: 21 guns to the flag, returned gun for gun.
    """
    other = context.get(salute.answers)
    if not isinstance(other, GunSalute) or other is salute or salute.irregularities or other.irregularities:
        return
    if None in (salute.guns, other.guns) or salute.guns == other.guns or other.kind is not SaluteKind.NATIONAL:
        return
    yield Objection(
        f"a national salute is returned gun for gun: {salute.guns} guns answer {other.guns}",
        at="guns",
        values=(salute.guns or 0, other.guns or 0),
        related=((other, "guns", f"the salute of {other.guns} guns"),),
    )


_PASSED = (GuardAction.INSPECTED, GuardAction.PASSED_ALONG, GuardAction.REVIEWED)


@rule("VDC014", Severity.WARNING, since="0.1", held_only=True, said="steps")
def guard_reviewed_before_mounted(occasion: Occasion, context: Context) -> Iterator[Objection]:
    """In an occasion told in order of time, a guard of honor was inspected before it was drawn up.

    Why: A guard that is not there cannot be inspected: the two steps stand in the wrong order, or the list follows the
    story and not the time.
    Ignore: Where there were two guards; name their units.
    Bad: "steps": [{"type": "honor_guard", "action": "inspected"}, {"type": "honor_guard", "action": "mounted"}]
    Good: "steps": [{"type": "honor_guard", "action": "mounted"}, {"type": "honor_guard", "action": "inspected"}]
    Mend: Put the steps in order, or say `"steps_order": "as_narrated"`.
    Source: Order of honors at welcomes in the protocol of Canada (Annex 13A) and of the United States.
    """
    if occasion.steps_order is not None:
        return
    guards = [one for one in occasion.steps if isinstance(one, HonorGuard) and not one.unplaced]
    if len(guards) != 2 or any(context.place(one).status not in HELD for one in guards):
        return
    first, second = guards
    if first.action in _PASSED and second.action is GuardAction.MOUNTED and set(first.units) == set(second.units):
        yield Objection(
            f"the guard is {str(first.action).replace('_', ' ')} before it is mounted",
            on=second,
            values=(str(first.action), "mounted"),
            related=((first, "", "it is inspected here"),),
        )


@rule("VDC015", Severity.WARNING, since="0.1", held_only=True, said="reviewed_by")
def guard_reviewed_by_host(guard: HonorGuard, context: Context) -> Iterator[Objection]:
    """A guard of honor that was inspected, reviewed or passed along by people of the host alone.

    Why: It is drawn up for the guest. The host goes with him; alone he reviews nothing.
    Ignore: Where a source tells that the host reviewed it and the guest did not; tell it as an irregularity.
    Bad: {"type": "honor_guard", "reviewed_by": ["hasanov"]}   (hasanov is the host's minister)
    Good: {"type": "honor_guard", "reviewed_by": ["munir", "hasanov"]}
    Mend: Name the guest in `reviewed_by`, or the person's party.
    Source: Report of News.Az of 1 November 2023, citing the Ministry of Defense: "The guest passed along the guard
    of honor."
    """
    if guard.irregularities or not _all_on(Side.HOST, guard.reviewed_by, context):
        return
    if not context.parties(PartyRole.GUEST) or _is_at_the_guests(context):
        return
    if any(context.side_of(ref) is Side.GUEST for ref in (*guard.units, *filter(None, [guard.commander]))):
        return
    if any(party.kind in (PartyKind.VESSEL, PartyKind.ARMED_FORCES_UNIT) for party in context.parties(PartyRole.GUEST)):
        return
    if _another(guard, HonorGuard, "reviewed_by", context):
        return
    told = ", ".join(context.name_of(ref) for ref in guard.reviewed_by)
    yield Objection(
        f"a guard of honor is drawn up for the guest, and this one is reviewed by {told} of the host alone",
        at="reviewed_by",
        values=guard.reviewed_by,
    )


def _another(step: Activity, cls: type[Activity], field: str, context: Context) -> bool:
    """Whether another step of its occasion is done by someone who is not of the host."""
    occasion = context.holder
    return isinstance(occasion, Occasion) and any(
        one is not step and isinstance(one, cls) and not _all_on(Side.HOST, getattr(one, field), context)
        for one in occasion.steps
    )


@rule("VDC016", Severity.WARNING, since="0.1", held_only=True, said="signers")
def book_signed_by_host(step: BookSigning, context: Context) -> Iterator[Objection]:
    """A Book of Honor or visitors' book that was signed by people of the host alone, at a welcome or a meeting.

    Why: It is laid out for the guest. A book of condolence, or one at a place that both visit, is no objection.
    Ignore: Where both visited a place whose book the host signed, and no source tells of the guest.
    Bad: {"type": "book_signing", "book": "honor", "signers": ["hasanov"]}   (hasanov is the host's minister)
    Good: {"type": "book_signing", "book": "honor", "signers": ["munir"]}
    Mend: Correct the signers, or leave them out where no source names them.
    Source: The usual course of military visits in Azerbaijan, as its Ministry of Defense tells them: guard of
    honor, anthems, Book of Honor, talks; all but the talks are honors to the guest.
    """
    if step.book in (Book.CONDOLENCE, Book.OTHER) or step.irregularities or isinstance(context.holder, SiteVisit):
        return
    if not _all_on(Side.HOST, step.signers, context) or not context.parties(PartyRole.GUEST):
        return
    if _is_at_the_guests(context) or _another(step, BookSigning, "signers", context):
        return
    told = ", ".join(context.name_of(ref) for ref in step.signers)
    yield Objection(
        f"the book is laid out for the guest, and {told} of the host signs it alone",
        at="signers",
        values=step.signers,
    )


@rule("VDC017", Severity.WARNING, since="0.1", held_only=True, said="greeters")
def guest_greets_host(step: Greeting, context: Context) -> Iterator[Objection]:
    """On arrival in the host's country the guests are told to greet and people of the host, by name, to be greeted. A
    guest may well greet a guard, a crowd or children.

    Why: At an arrival the host receives. `greeters` and `greeted` are probably confused.
    Ignore: Where a source tells that the guest turned to someone to greet them.
    Bad: {"type": "greeting", "greeters": ["munir"], "greeted": ["hasanov"]}   (munir is the guest)
    Good: {"type": "greeting", "greeters": ["hasanov"], "greeted": ["munir"]}
    Mend: Swap the two lists.
    Source: The meaning of `greeters` and `greeted` in the model of visitdata: those who receive, and those received.
    """
    occasion = context.holder
    if not isinstance(occasion, Occasion) or not _is_welcome(occasion) or _is_at_the_guests(context):
        return
    if len(context.people(step.greeted)) < len(step.greeted):
        return
    if _all_on(Side.GUEST, step.greeters, context) and _all_on(Side.HOST, step.greeted, context):
        yield Objection(
            f"on arrival {context.name_of(step.greeters[0])} of the guest greets {context.name_of(step.greeted[0])} of "
            "the host",
            at="greeters",
            values=(*step.greeters, *step.greeted),
            hint="where the host received the guest, swap `greeters` and `greeted`",
            fix=Fix(
                "swap greeters and greeted",
                (edit("greeters", json.dumps(step.greeted)), edit("greeted", json.dumps(step.greeters))),
                is_safe=False,
            ),
        )


@rule("VDC018", Severity.WARNING, since="0.1", said="in_honor_of")
def meal_for_host(meal: Meal, context: Context) -> Iterator[Objection]:
    """A meal given by the host in honor of the host, or by someone in honor of the same person or party.

    Why: A meal is given in honor of another. The two fields are probably confused.
    Ignore: Where a visit falls on the host's own feast and the guest is a guest among others.
    Bad: {"type": "meal", "given_by": ["aliyev"], "in_honor_of": ["hasanov"]}   (both are of the host)
    Good: {"type": "meal", "given_by": ["aliyev"], "in_honor_of": ["munir"]}
    Mend: Correct `in_honor_of`.
    Source: The meaning of `given_by` and `in_honor_of` in the model of visitdata. A dinner that the guest's embassy
    gives in honor of the guest is no objection.
    """
    same = [ref for ref in meal.in_honor_of if ref in meal.given_by]
    hosts = _all_on(Side.HOST, meal.given_by, context) and _all_on(Side.HOST, meal.in_honor_of, context)
    if same or (hosts and context.parties(PartyRole.GUEST)):
        given, honored = (", ".join(context.name_of(ref) for ref in refs) for refs in (meal.given_by, meal.in_honor_of))
        yield Objection(
            f"the meal is given by {given} in honor of {honored} of the same side",
            at="in_honor_of",
            values=(*meal.given_by, *meal.in_honor_of),
            related=((meal, "given_by", f"it is given by {given}"),),
        )


@rule("VDC020", Severity.WARNING, since="0.1", said=("duration", "interval"))
def minutes_written_as_months(step: Silence | GunSalute, context: Context) -> Iterator[Objection]:
    """A silence, or the time between the rounds of a salute, that is told in months, days or years.

    Why: In ISO 8601 P1M is a month and PT1M a minute; without the T a minute of silence lasts a month.
    Ignore: Never.
    Bad: {"type": "silence", "duration": {"value": "P1M"}}
    Good: {"type": "silence", "duration": {"value": "PT1M"}}
    Mend: Write PT before minutes and seconds.
    Source: ISO 8601-1:2019, durations.
    """
    key = "duration" if isinstance(step, Silence) else "interval"
    length: Duration | None = step.__dict__.get(key)
    value = length.value if length is not None else None
    if value is None or value.startswith("PT"):
        return
    fix = None
    if re.fullmatch("P[0-9]+M", value):
        meant = f"PT{value[1:]}"
        fix = Fix(f"write {meant}", (edit(f"{key}/value", json.dumps(meant)),), is_safe=False)
    yield Objection(
        f"{value} is no time of minutes or seconds",
        at=f"{key}/value",
        values=(value,),
        hint="minutes are written PT1M; P1M is a month",
        fix=fix,
    )


_ONCE = (HonorGuard, Anthems, MarchPast, BookSigning, WreathLaying, Homage, TreePlanting, Decoration, GunSalute)

_ASIDE = {"id", "citations", "note", "extensions", "status"}
"""What does not tell one act from another."""


@rule("VDC021", Severity.WARNING, since="0.1", said=("program", "steps"))
def same_step_twice(holder: Visit | Occasion, context: Context) -> Iterator[Objection]:
    """Two acts of one occasion, or two ceremonies of welcome or farewell of the program, say the same in every field:
    of the same kind, by the same people, at the same place and time.

    Why: What two sources tell of one act became two acts. What really happened twice differs in something.
    Ignore: Where it happened twice and no source tells any difference; say so in `note` or `ordinals`.
    Bad: "steps": [{"type": "anthems", "parties": ["az", "pk"]}, {"type": "anthems", "parties": ["az", "pk"]}]
    Good: "steps": [{"type": "anthems", "parties": ["az", "pk"], "citations": [{"source": "a"}, {"source": "b"}]}]
    Mend: Keep one with the citations of both; where two sources differ, write claims.
    Source: Two reports of the visit of 1 November 2023 to Azerbaijan that place a guard of honor differently;
    whether they tell of one guard or of two is not known.
    """
    first: dict[frozenset[tuple[str, object]], Activity] = {}
    activities = holder.program if isinstance(holder, Visit) else holder.steps
    if len(set(map(type, activities))) == len(activities):
        return
    for activity in activities:
        if not (isinstance(activity, _ONCE) or _is_once(activity)) or activity.note is not None:
            continue
        told = {name: value for name, value in activity.__dict__.items() if name not in _ASIDE}
        if len(told) <= isinstance(activity, Ceremony):  # of a ceremony the kind alone tells too little
            continue
        key = frozenset([("type", activity.type), ("status", context.place(activity).status), *told.items()])
        earlier = first.setdefault(key, activity)
        if earlier is not activity:
            yield Objection(
                f"it says the same as an earlier {activity.type} in every field",
                on=activity,
                values=(activity.type,),
                related=((earlier, "", "the earlier one"),),
            )


def _is_once(activity: Activity) -> bool:
    kinds = (CeremonyKind.WELCOME, CeremonyKind.FAREWELL)
    return isinstance(activity, Ceremony) and activity.kind in kinds
