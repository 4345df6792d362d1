"""What every activity of a program has in common, and who takes part in it.

The program has two levels: an `Occasion` brings people together and may hold steps; a `Step` is one act of
protocol and holds nothing.
"""

import re
from typing import ClassVar

from visitdata.model.fields import Flag, Many, ManyOf, OneOf, Positive, Ref, Refs, Text, label, says
from visitdata.model.kinds import Word
from visitdata.model.node import family, record
from visitdata.model.quantities import Count, Ordinal
from visitdata.model.sources import Cited
from visitdata.model.statements import Outcome, Statement
from visitdata.model.time import When


class VisitStatus(Word):
    """How far a visit has got."""

    TENTATIVE = "tentative", "Considered, not decided."
    PLANNED = "planned", "Decided, not confirmed by all sides."
    CONFIRMED = "confirmed", "Confirmed, not begun."
    UNDER_WAY = "under_way", "Begun, not ended."
    COMPLETED = "completed", "Ended."
    POSTPONED = "postponed", "Put off."
    CANCELLED = "cancelled", "Called off."
    UNKNOWN = "unknown", "A source says that it is not known."


class ActivityStatus(Word):
    """What became of an activity."""

    TENTATIVE = "tentative", "Considered, not decided."
    PLANNED = "planned", "Planned; in a completed visit: planned, and no source tells whether it was held."
    HELD = "held", "It took place."
    HELD_IRREGULARLY = "held_irregularly", "It took place, not as it should have: cut short, late, disturbed."
    CANCELLED = "cancelled", "It was scheduled and called off."
    POSTPONED = "postponed", "It was put off and not held in this visit."
    NOT_HELD = "not_held", "A source says that it did not take place, expected or not."
    FICTITIOUS = "fictitious", "It was announced by someone who knew better."
    UNKNOWN = "unknown", "A source says that it is not known."


class AnyStatus(Word):
    """A status of a visit or of an activity, whichever the history belongs to."""

    TENTATIVE = "tentative", VisitStatus.TENTATIVE.meaning
    PLANNED = "planned", VisitStatus.PLANNED.meaning
    CONFIRMED = "confirmed", VisitStatus.CONFIRMED.meaning
    UNDER_WAY = "under_way", VisitStatus.UNDER_WAY.meaning
    COMPLETED = "completed", VisitStatus.COMPLETED.meaning
    HELD = "held", ActivityStatus.HELD.meaning
    HELD_IRREGULARLY = "held_irregularly", ActivityStatus.HELD_IRREGULARLY.meaning
    POSTPONED = "postponed", VisitStatus.POSTPONED.meaning
    CANCELLED = "cancelled", VisitStatus.CANCELLED.meaning
    NOT_HELD = "not_held", ActivityStatus.NOT_HELD.meaning
    FICTITIOUS = "fictitious", ActivityStatus.FICTITIOUS.meaning
    UNKNOWN = "unknown", VisitStatus.UNKNOWN.meaning


class ListOrder(Word):
    """What the order of a list means, where it is not chronological."""

    AS_NARRATED = "as_narrated", "The order in which the source tells; it says nothing of time."
    UNKNOWN = "unknown", "The order means nothing."


class Mode(Word):
    """How people came together, where not in one place."""

    VIRTUAL = "virtual", "By video or another link, nobody traveling to it."
    HYBRID = "hybrid", "Some in one place, others by a link."
    PHONE = "phone", "By telephone."


class Access(Word):
    """Who was admitted."""

    PUBLIC = "public", "Anyone."
    PRESS = "press", "The press."
    CLOSED = "closed", "Those invited, without the press."
    PRIVATE = "private", "A private matter of those who took part."
    SECRET = "secret", "Held in secret."


class Side(Word):
    """On which side of the visit someone stands."""

    HOST = "host", "The host's side."
    GUEST = "guest", "The guest's side."
    THIRD = "third", "Neither."


class ParticipantRole(Word):
    """What someone is at an activity."""

    PRINCIPAL = "principal", "Leads a side."
    WITNESS = "witness", "Witnesses it."
    GUEST_OF_HONOR = "guest_of_honor", "It is held in their honor."
    ACCOMPANYING = "accompanying", "Accompanies a principal."
    GREETER = "greeter", "Greets those who arrive."
    GUIDE = "guide", "Shows the place."
    ESCORT = "escort", "Escorts."
    DRIVER = "driver", "Drives."
    INTERPRETER = "interpreter", "Interprets."
    NOTE_TAKER = "note_taker", "Takes notes."
    MEDIATOR = "mediator", "Mediates."
    OBSERVER = "observer", "Observes."
    PERFORMER = "performer", "Performs."
    SECURITY = "security", "Protects."
    SPOUSE = "spouse", "Spouse of a participant."
    AUDIENCE = "audience", "Among the audience."
    DECOY = "decoy", "Stands in to mislead onlookers."
    OTHER = "other", "Something else; the label says it."


class Attendance(Word):
    """Whether someone was there."""

    PRESENT = "present", "Was there."
    EXPECTED = "expected", "Was expected; no source tells more."
    ABSENT = "absent", "Was awaited and did not come."
    REMOTE = "remote", "Took part by a link."


class Travel(Word):
    """How someone came to the visit."""

    WITH_DELEGATION = "with_delegation", "Traveled with the delegation."
    JOINED_LOCALLY = "joined_locally", "Joined in the host country."
    ADVANCE = "advance", "Went ahead."
    STAYED_BEHIND = "stayed_behind", "Stayed when the others left."


class IrregularityKind(Word):
    """What was irregular."""

    OMISSION = "omission", "Something was left out."
    ORDER = "order", "Things came in another order."
    OVERLAP = "overlap", "Two things happened at once."
    EARLY = "early", "It began too early."
    LATE = "late", "It began too late."
    CUT_SHORT = "cut_short", "It was broken off or shortened."
    CHANGED = "changed", "Something was changed."
    TECHNICAL = "technical", "Equipment failed."
    DISPLAY = "display", "A flag, text or sign was wrong."
    PERSON = "person", "Someone behaved, or was treated, not as they should."
    OTHER = "other", "Something else; the label says it."


@record
class Irregularity(Cited):
    """Something that did not go as the norm or the plan had it."""

    kind: OneOf[IrregularityKind] = says("What was irregular.")
    kind_label: Text = label()
    description: Text = says("What happened.")
    expected: Text = says("The norm or plan it broke, as printed.")


@record
class StatusChange(Cited):
    """A change in the status or the schedule of a visit or an activity."""

    status: OneOf[AnyStatus] = says("The status it came to.")
    scheduled: When | None = says("What it was then set for, where it only moved.")
    when: When | None = says("When the change was made or became known.")
    requested_by: Refs = says("Ids of those who asked for it.")
    decided_by: Refs = says("Ids of those who decided it.")
    announced_by: Refs = says("Ids of those who announced it.")
    channel: Text = says("By what it was announced.", "telephone")
    reason: Text = says("Why.")


@record
class Participant(Cited):
    """Someone told to be at an activity, or in a delegation: a person, a group, or people known by description
    or number alone."""

    ref: Ref = says("Id of the person, delegation, organization or party.")
    description: Text = says("Who it is, where there is no record.", "other officials")
    count: Count | None = says("How many, of people not named.")
    side: OneOf[Side] = says("The side they stand on; absent where their party tells it.")
    party: Ref = says("Id of the party they stand with, where two guests make the side too little.")
    roles: ManyOf[ParticipantRole] = says("What they are there.")
    roles_label: Text = label("roles")
    capacity: Refs = says("Ids of the offices in whose capacity they take part.")
    precedence: Positive = says("Their place in the order of precedence, from 1.")
    placement: Text = says("Their seat or place in the line, in words.")
    attire: Text = says("What they wear.")
    attendance: OneOf[Attendance] = says("Whether they were there; absent where they simply were.")
    travel: OneOf[Travel] = says("How they came to the visit.")
    on_behalf_of: Ref = says("Id of the one they stand for.")
    replaces: Ref = says("Id of the one whose place they take.")
    reason: Text = says("Why they are absent or replaced, on the record of the one whom it befell.")
    as_worded: Text = says("How the source names them.")


@family
class Activity(Cited):
    """An occasion or a step of the program."""

    __tag__ = "activity"

    type: ClassVar[str] = "activity"
    """The word that tells it from the others in JSON: ``honor_guard`` for `HonorGuard`."""

    def __init_subclass__(cls) -> None:
        cls.type = cls.__tag__ = re.sub("(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    label: Text = says("Its name, or the source's words for it.", "solemn welcoming ceremony")
    status: OneOf[ActivityStatus] = says("What became of it; absent where that follows from the whole.")
    when: When | None = says("When it was held, is planned or was to be, by its status.")
    scheduled: When | None = says("The plan's time of what was held, where it differs or is all that is known.")
    place: Ref = says("Id of the place, or of the organization whose seat it is.")
    mode: OneOf[Mode] = says("How people came together, where not in one place.")
    access: OneOf[Access] = says("Who was admitted.")
    participants: Many[Participant] = says("Who is told to be there; not all who were.")
    after: Refs = says("Ids of activities or events that it comes after.")
    during: Ref = says("Id of the activity, period or event during which it falls.")
    overlaps: Ref = says("Id of an activity that it overlaps in time.")
    part_of: Ref = says("Id of the occasion of which it is a phase or a parallel part.")
    commemorates: Refs = says("Ids of the events it commemorates.")
    unplaced: Flag = says("True where its place in a chronological list says nothing.")
    ordinals: Many[Ordinal] = says("Which one in a row it is.")
    irregularities: Many[Irregularity] = says("What did not go as it should have.")
    reason: Text = says("The reason of its status.")
    history: Many[StatusChange] = says("How its status and schedule changed.")


@family
class Step(Activity):
    """One act of protocol. It stands in the occasion within which it is told, or in the program."""


@family
class Occasion(Activity):
    """People come together. An occasion may hold steps, statements and outcomes."""

    hosts: Refs = says("Ids of those who host it: a party, an organization or a person. Says nothing of presence.")
    invited: Count | None = says("How many were invited.")
    present: Count | None = says("How many were there.")
    steps_order: OneOf[ListOrder] = says("What the order of `steps` means; absent where it is chronological.")
    steps: Many[Step] = says("Its steps.")
    statements: Many[Statement] = says("What was said there.")
    outcomes: Many[Outcome] = says("What came of it.")
