"""Customs of the host: salutes, guards, anthems and grades against what sources tell of its protocol.

What differs from a custom may have been so: all of it is information. Not: what no protocol allows
(`visitdata.rules.ceremony`), and what a custom asks for and no source tells.
"""

from collections.abc import Iterator

from visitdata.findings import Severity
from visitdata.model import (
    EDTF,
    Anthems,
    Grade,
    GunSalute,
    HonorGuard,
    Office,
    OfficeQualifier,
    Party,
    PartyRole,
    Person,
    Place,
    RelationKind,
    SaluteKind,
    Side,
    Visit,
)
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule
from visitdata.rules.facts.profiles import Entry, Profile


@rule("VDC101", Severity.INFO, since="0.1", held_only=True, said="guns")
def salute_unlike_custom(salute: GunSalute, context: Context) -> Iterator[Objection]:
    """A gun salute has another number of rounds than the host fires for someone of that office.

    Why: The number is the plainest sign of the rank that a host gives a guest; a number unlike the custom is a slip, or
        worth a remark.
    Ignore: Where the source gives the number: hosts do depart from their custom.
    Bad: "type": "gun_salute", "guns": 21, "honorees": ["prime-minister"]
    Good: "type": "gun_salute", "guns": 19, "honorees": ["prime-minister"]
    Mend: Compare the number with the source; note a departure from custom as an irregularity.
    Source: The host's profile, such as Army Regulation 600-25 for the United States and the Heritage Structure of the
        Canadian Armed Forces, chapter 13; the finding names it.
    """
    if salute.guns is None or salute.kind not in (None, SaluteKind.PERSONAL, SaluteKind.ROYAL):
        return
    if salute.answers is not None or context.visit.grade in _OF_SHIPS:
        return
    profile = _profile(context)
    if profile is None:
        return
    yield from _unlike(salute, profile, profile.salutes, salute.guns, "guns", "fires", "guns", context)


_OF_SHIPS = (Grade.PORT_CALL, Grade.TRAINING_CRUISE)


@rule("VDC102", Severity.INFO, since="0.1", held_only=True, said="strength")
def guard_unlike_custom(guard: HonorGuard, context: Context) -> Iterator[Objection]:
    """A guard of honor is of another strength than the host draws up for someone of that office.

    Why: Its strength shows the rank that a host gives a guest.
    Ignore: Where the source gives the number: guards are smaller in rain, and larger on great days.
    Bad: "type": "honor_guard", "strength": {"value": 50}, "honorees": ["president"]
    Good: "type": "honor_guard", "strength": {"value": 100}, "honorees": ["president"]
    Mend: Compare the number with the source.
    Source: The host's profile, such as Canadian Forces Administrative Order 61-8; the finding names it.
    """
    strength = guard.strength
    if strength is None or strength.value is None or strength.qualifier is not None:
        return
    profile = _profile(context)
    if profile is None:
        return
    yield from _unlike(guard, profile, profile.guards, strength.value, "strength", "draws up", "soldiers", context)


def _unlike(
    step: GunSalute | HonorGuard,
    profile: Profile,
    scale: tuple[Entry, ...],
    number: int,
    at: str,
    does: str,
    what: str,
    context: Context,
) -> Iterator[Objection]:
    """An objection where a number is none of those that a scale has for any office of those honored."""
    day = context.place(step).date or context.visit.start
    people = context.people(step.honorees)
    levels = {office.level.value: office for person in people for office in _offices(person) if office.level}
    entries = [entry for entry in scale if entry.what in levels and entry.may_hold(day)]
    # An office of which the scale says nothing may be why the number is another.
    if not entries or len(people) != len(step.honorees) or set(levels) - {entry.what for entry in entries}:
        return
    right = sorted({value for entry in entries for value in entry.values})
    if number in right:
        return
    office = levels[entries[0].what]
    holder = next(person for person in people if office in person.offices)
    yield Objection(
        f"{number} {what} for {holder.name or office.title or office.level}; {profile.name} {does} "
        f"{_or(right)} for the level {' or '.join(sorted(levels))}",
        at=at,
        values=(number, *right),
        related=((holder, "offices", f"the level is {office.level}"),),
        hint=f"after {entries[0].source}",
    )


def _offices(person: Person) -> list[Office]:
    """The offices of a person, as far as they are held at the time."""
    not_held = (OfficeQualifier.FORMER, OfficeQualifier.ELECT, OfficeQualifier.DESIGNATE)
    return [office for office in person.offices if office.qualifier not in not_held]


def _or(numbers: list[int]) -> str:
    return " or ".join(map(str, numbers))


def _profile(context: Context) -> Profile | None:
    """The host's profile, for what happens in the host's country."""
    profile, placed = context.profile, context.placed
    place = placed.place if placed is not None else None
    if profile is not None and isinstance(place, Place) and place.country not in (None, profile.country):
        return None
    return profile


@rule("VDC103", Severity.INFO, since="0.1", held_only=True, said="parties")
def anthem_order_unlike_custom(anthems: Anthems, context: Context) -> Iterator[Objection]:
    """Anthems are told in another order than the host plays them.

    Why: In most countries the guest's anthem comes first, as a courtesy; the other order is a slip, or an affront.
    Ignore: Where the source gives the order. Where it does not, say so with `parties_order`.
    Bad: "type": "anthems", "parties": ["us", "jp"]
    Good: "type": "anthems", "parties": ["jp", "us"]
    Mend: Compare the order with the source; write "parties_order": "unknown" where it tells none.
    Source: The host's profile, such as the protocol questions of the United States Department of State; the finding
        names it.
    """
    profile = _profile(context)
    if profile is None or anthems.parties_order is not None or not anthems.parties:
        return
    day = context.place(anthems).date or context.visit.start
    customs = [entry for entry in profile.anthems if entry.may_hold(day)]
    if len(customs) != 1:
        return
    order, source = customs[0].what, customs[0].source
    sides = [context.side_of(ref) for ref in anthems.parties]
    if Side.HOST not in sides or Side.GUEST not in sides:
        return
    if order == "guest_only":
        said = f"the host's anthem is told; {profile.name} plays the guest's alone"
    elif order == "guest_first" and sides[0] is Side.HOST:
        said = f"the host's anthem is told first; {profile.name} plays the guest's first"
    elif order == "host_first" and sides[0] is Side.GUEST:
        said = f"the guest's anthem is told first; {profile.name} plays its own first"
    else:
        return
    yield Objection(
        said,
        at="parties",
        values=anthems.parties,
        hint=f"where the source tells no order, parties_order is unknown; after {source}",
    )


_RANKED = (Grade.STATE, Grade.OFFICIAL, Grade.OFFICIAL_WORKING, Grade.WORKING, Grade.INFORMAL, Grade.PRIVATE)
"""Grades that rank visits; others tell what a visit was for."""


@rule("VDC104", Severity.INFO, since="0.1", said="grade")
def grade_unknown_to_host(visit: Visit, context: Context) -> Iterator[Objection]:
    """A visit has a grade that the host's protocol does not have, or did not yet have.

    Why: Grades are the host's; a grade from elsewhere compares what is not alike.
    Ignore: Where the guest's side, or a source, uses that grade: make it a claim of theirs.
    Bad: "grade": "official_working", "parties": [{"id": "fr", "role": "host", "country": "FR"}]
    Good: "grade": "working", "parties": [{"id": "fr", "role": "host", "country": "FR"}]
    Mend: Write the host's grade, or keep the source's word in `grade_label`.
    Source: The host's profile, such as the four kinds of visits of the French Ministry for Europe and Foreign Affairs;
        the finding names it.
    """
    profile = context.profile
    if profile is None or visit.grade not in _RANKED or not profile.grades:
        return
    named = [entry for entry in profile.grades if entry.what == visit.grade]
    if not named and profile.grades_are_complete is not None:
        known = ", ".join(dict.fromkeys(entry.what for entry in profile.grades))
        yield Objection(
            f"{profile.name} has no visits of the grade {visit.grade}, only {known}",
            at="grade",
            values=(str(visit.grade),),
            hint=f"after {profile.grades_are_complete}",
        )
    elif named and not any(entry.may_hold(visit.start) for entry in named):
        dates = [f"since {entry.since}" if entry.since is not None else f"until {entry.until}" for entry in named]
        yield Objection(
            f"{profile.name} had no visits of the grade {visit.grade} at that time, {visit.start}, but {dates[0]}",
            at="grade",
            values=(str(visit.grade), str(visit.start)),
            related=((visit, "start", f"it starts on {visit.start}"),),
            hint=f"after {named[0].source}",
        )


@rule("VDC105", Severity.INFO, since="0.1", said="grade")
def grade_for_another_guest(visit: Visit, context: Context) -> Iterator[Objection]:
    """A visit has a grade that the host gives to guests of other offices. The words official and working, which
    everybody uses of all visits, are judged only where a claim says that the host holds them.

    Why: The grade or the office of the guest may be wrong.
    Ignore: Where the source gives the grade: hosts make exceptions. State visits are judged for all hosts alike,
        elsewhere.
    Bad: "grade": "official_working", "parties": [{"id": "jp", "role": "host", "country": "JP"}], led by a minister
    Good: "grade": "official", "parties": [{"id": "jp", "role": "host", "country": "JP"}], led by a minister
    Mend: Compare grade and office with the source.
    Source: The host's profile, such as the Imperial Household Agency on guests of Japan; the finding names it.
    """
    profile = context.profile
    if profile is None or visit.grade is Grade.STATE:
        return
    if visit.grade in _COMMON_WORDS and not _is_hosts_word(visit, context):
        return
    named = [entry for entry in profile.grades if entry.what == visit.grade and entry.may_hold(visit.start)]
    led_by = {level for entry in named for level in entry.values}
    if not led_by or not all(entry.values for entry in named):
        return
    for party in context.parties(PartyRole.GUEST):
        people = context.people(party.principals)
        offices = [office for person in people for office in person.offices]
        levels = {office.level.value if office.level is not None else None for office in offices}
        if not people or not all(person.offices for person in people) or None in levels or levels & led_by:
            continue
        found = ", ".join(sorted(level for level in levels if level is not None))
        yield Objection(
            f"a visit of the grade {visit.grade} to {profile.name} is led by {found}; such a guest leads none there",
            at="grade",
            values=(str(visit.grade), found),
            related=((party, "principals", f"it is led by {people[0].name or people[0].id}"),),
            hint=f"it is for {', '.join(sorted(led_by))}; after {named[0].source}",
        )


_COMMON_WORDS = (Grade.OFFICIAL, Grade.WORKING)


def _is_hosts_word(visit: Visit, context: Context) -> bool:
    """Whether a claim says that the host holds the grade of the visit."""
    return any(
        claim.field == "/grade" and claim.value == visit.grade and context.side_of(ref) is Side.HOST
        for claim in visit.claims
        if claim.about in (None, visit.id)
        for ref in claim.claimed_by
    )


@rule("VDC106", Severity.INFO, since="0.1", held_only=True)
def salute_without_recognition(salute: GunSalute, context: Context) -> Iterator[Objection]:
    """Guns are fired for a guest from a state that the host does not recognize, where that is against its custom.

    Why: A salute is a sign of recognition; either it was none, or the relation is another.
    Ignore: Where the source tells both.
    Bad: "type": "gun_salute", "honorees": ["guest"], with a relation of the kind not_recognized
    Good: "type": "gun_salute", "honorees": ["guest"], with a relation of the kind diplomatic
    Mend: Compare the relation and the salute with the source.
    Source: The host's profile, such as the Heritage Structure of the Canadian Armed Forces, chapter 13, section 2; the
        finding names it.
    """
    profile = _profile(context)
    if profile is None or profile.salutes_need_recognition is None or not context.visit.relations:
        return
    if salute.kind in (SaluteKind.RETURN, SaluteKind.MINUTE):
        return
    honored = {party.id: party for party in map(context.party_of, salute.honorees) if party is not None}
    hosts = {party.id for party in context.parties(PartyRole.HOST)}
    day = context.place(salute).date or context.visit.start
    for relation in context.visit.relations:
        guests = [ref for ref in relation.parties if ref in honored and ref not in hosts]
        if relation.kind is not RelationKind.NOT_RECOGNIZED or not guests or not hosts & set(relation.parties):
            continue
        if not _held(relation.since, relation.until, day):
            continue
        yield Objection(
            f"guns are fired for {_named(honored[guests[0]])}, which {profile.name} does not recognize",
            at="honorees",
            values=(guests[0],),
            related=((relation, "kind", "it is not recognized"),),
            hint=f"after {profile.salutes_need_recognition}",
        )


def _held(since: EDTF | None, until: EDTF | None, day: EDTF | None) -> bool:
    return Entry("", (), since, until, "").may_hold(day)


def _named(party: Party) -> str:
    return party.name or party.id
