"""The document: one visit, and the records that only a visit has."""

from collections.abc import Iterator
from typing import Annotated, Any, Self, TypeVar, overload

from visitdata.model import program as _program
from visitdata.model import tree
from visitdata.model.activity import (
    Activity,
    ActivityStatus,
    ListOrder,
    Participant,
    Side,
    StatusChange,
    VisitStatus,
)
from visitdata.model.documents import Document, Topic
from visitdata.model.fields import (
    Country,
    Date,
    Identifiers,
    Language,
    Many,
    OneOf,
    Positive,
    Ref,
    Refs,
    Text,
    Texts,
    Translations,
    UriReference,
    VisitRef,
    label,
    required,
    says,
)
from visitdata.model.formats import ID, VERSION
from visitdata.model.kinds import Word
from visitdata.model.node import Node, record
from visitdata.model.parties import Delegation, Party, Relation
from visitdata.model.people import Person
from visitdata.model.places import Organization, Place
from visitdata.model.quantities import Count, Ordinal
from visitdata.model.sources import Cited, Claim, Record, Source, Waiver
from visitdata.model.statements import Outcome, Statement
from visitdata.model.time import Duration, When

N = TypeVar("N", bound=Node)


class Grade(Word):
    """The grade of a visit, as a side or source calls it. Hosts define grades differently; the word is kept, the
    rank of the guest does not follow from it."""

    STATE = "state", "A state visit: with the highest honors, as a rule by a head of state."
    OFFICIAL = "official", "An official visit."
    OFFICIAL_WORKING = "official_working", "An official working visit, between official and working."
    WORKING = "working", "A working visit, for talks."
    INFORMAL = "informal", "An informal or unofficial visit."
    PRIVATE = "private", "A private visit."
    COURTESY = "courtesy", "A courtesy visit."
    GOODWILL = "goodwill", "A goodwill visit."
    TRANSIT = "transit", "A stay on the way to another country."
    STOPOVER = "stopover", "A short halt on the way, as for fuel."
    INSPECTION = "inspection", "A visit of inspection, as to one's own troops abroad."
    FAMILIARIZATION = "familiarization", "A visit to become acquainted."
    RETURN = "return", "A visit in return for an earlier one."
    FAREWELL = "farewell", "A visit to take leave at the end of an office."
    PASTORAL = "pastoral", "A pastoral visit of a religious head."
    PORT_CALL = "port_call", "A call of a ship at a port."
    TRAINING_CRUISE = "training_cruise", "A call of a training ship or squadron."
    SUMMIT_ATTENDANCE = "summit_attendance", "Coming to a summit or conference."
    SIDE_MEETING = "side_meeting", "A meeting on the margins of a larger event."
    CEREMONIAL_ATTENDANCE = "ceremonial_attendance", "Coming to a funeral, inauguration, jubilee or the like."
    SOLIDARITY = "solidarity", "A visit to show solidarity."
    MEDIATION = "mediation", "A visit to mediate between others."
    SPECIAL_ENVOY = "special_envoy", "A visit of a special envoy."
    UNSPECIFIED = "unspecified", "A source says in words that the grade is not specified."
    OTHER = "other", "Another grade; the label says it."


class PeriodKind(Word):
    """What a period within or about a visit is."""

    GRADED = "graded", "The part to which the grade applies, inside a longer presence."
    PRIVATE = "private", "A private part."
    PRESENCE = "presence", "The whole presence in the country."
    TRANSIT = "transit", "A transit."
    STOP = "stop", "A stop on the way, also outside the host country."
    LEG = "leg", "A leg of a journey, or a stay in one city."
    LODGING = "lodging", "Where someone stayed overnight."
    PREPARATORY = "preparatory", "Preparation, as by an advance team."
    OTHER = "other", "Another kind; the label says it."


class DisclosureLevel(Word):
    """How far something was made known."""

    ANNOUNCED = "announced", "Announced beforehand."
    UNANNOUNCED = "unannounced", "Not announced beforehand."
    PUBLISHED = "published", "Published."
    UNPUBLISHED = "unpublished", "Not published."
    SECRET = "secret", "Kept secret."
    COVER_STORY = "cover_story", "Hidden behind another story."


class Answer(Word):
    """The answer to an invitation."""

    ACCEPTED = "accepted", "It was accepted."
    DECLINED = "declined", "It was declined."
    PENDING = "pending", "It was not yet answered."


class VisitRelation(Word):
    """How this visit stands to the other."""

    PART_OF = "part_of", "It is a part of the other."
    CONTAINS = "contains", "The other is a part of it."
    PRECEDED_BY = "preceded_by", "The other came just before, on the same journey."
    FOLLOWED_BY = "followed_by", "The other came just after, on the same journey."
    RETURN_OF = "return_of", "It returns the other."
    RETURNED_BY = "returned_by", "The other returns it."
    POSTPONED_FROM = "postponed_from", "It is held in place of the other, which was put off."
    POSTPONED_TO = "postponed_to", "It was put off and the other held in its place."
    REPLACES = "replaces", "It takes the place of the other."
    REPLACED_BY = "replaced_by", "The other takes its place."
    PREVIOUS = "previous", "The other is an earlier visit."
    UPCOMING = "upcoming", "The other is a visit to come."
    DISTINCT_FROM = "distinct_from", "The other may be mistaken for it and is another visit."
    OTHER = "other", "Otherwise; the label says it."


class EventKind(Word):
    """What an event outside the visit is to it."""

    PARENT = "parent", "The larger event that the visit belongs to."
    BACKGROUND = "background", "Background that the source tells."
    ENCOUNTER = "encounter", "An encounter outside the program."
    INCIDENT = "incident", "An incident, as an accident or protest."
    ANNIVERSARY = "anniversary", "An anniversary."
    PRECEDENT = "precedent", "Something earlier that it is compared with."
    UPCOMING = "upcoming", "Something to come."
    OTHER = "other", "Something else; the label says it."


class ArrangementKind(Word):
    """What is arranged."""

    SECURITY = "security", "Security."
    TRANSPORT = "transport", "Transport."
    LODGING = "lodging", "Lodging."
    MEDIA = "media", "Media."
    CLOSURE = "closure", "Streets or places are closed."
    DECORATION = "decoration", "Streets or places are decorated."
    OTHER = "other", "Something else; the label says it."


@record
class Disclosure(Cited):
    """How far something was made known, to whom and when."""

    level: OneOf[DisclosureLevel] = says("How far it was made known.")
    known_to: Refs = says("Ids of those who knew.")
    disclosed: When | None = says("When it became known.")


@record
class Invitation(Cited):
    """An invitation to a visit."""

    by: Refs = says("Ids of those who invite.")
    to: Refs = says("Ids of those invited.")
    when: When | None = says("When it was made.")
    channel: Text = says("By what it was made.", "letter")
    documents: Refs = says("Ids of the documents, such as the letter.")
    answer: OneOf[Answer] = says("The answer to it.")


@record
class Period(Cited):
    """A part of the visit, or a stretch of time about it, of which no single act is told."""

    kind: OneOf[PeriodKind] = says("What it is.")
    kind_label: Text = label()
    label: Text = says("Its name.")
    status: OneOf[ActivityStatus] = says("What became of it, in the words used of activities.")
    start: Date = says("Its first day, after EDTF.")
    end: Date = says("Its last day, after EDTF.")
    duration: Duration | None = says("How long it lasted.")
    scheduled: When | None = says("The plan's time, where it differs.")
    place: Ref = says("Id of the place.")
    country: Country = says("ISO 3166 code of the country, where no place says it.")
    parties: Refs = says("Ids of the parties or people it concerns.")
    after: Refs = says("Ids of activities, periods or events that it comes after.")
    reason: Text = says("Why.")


@record
class RelatedVisit(Cited):
    """Another visit to which this one stands in some relation."""

    relation: OneOf[VisitRelation] = says("How this visit stands to the other.")
    relation_label: Text = label("relation")
    visit: VisitRef = says("Id of the other visit's document.")
    title: Text = says("Its title, where it has no document.")
    grade: OneOf[Grade] = says("Its grade.")
    grade_label: Text = label("grade")
    status: OneOf[VisitStatus] = says("How far it has got.")
    start: Date = says("Its first day, after EDTF.")
    end: Date = says("Its last day, after EDTF.")
    duration: Duration | None = says("How long it lasted.")
    country: Country = says("ISO 3166 code of its host country.")
    places: Texts = says("Names of the towns or countries visited.", "New York")
    parties: Refs = says("Ids of the parties.")
    principals: Refs = says("Ids of the people who lead it.")
    on_behalf_of: Refs = says("Ids of those for whom it is made.")
    stated_size: Count | None = says("The size of its delegation, as a source says.")
    stops: Count | None = says("How many stops it has.")
    countries: Count | None = says("How many countries it visits.")
    leg: Positive = says("Which part of it this is, or it of this, from 1.")
    invitation: Invitation | None = says("The invitation to it, where it is to come.")
    reason: Text = says("Why.")


@record
class Event(Cited):
    """Something outside the visit to which it refers."""

    kind: OneOf[EventKind] = says("What it is to the visit.")
    kind_label: Text = label()
    label: Text = says("Its name, or what happened.")
    when: When | None = says("When it was.")
    place: Ref = says("Id of the place.")
    participants: Many[Participant] = says("Who took part.")
    counts: Many[Count] = says("Stated numbers, as of dead.", {"value": 12, "of": "dead"})
    during: Refs = says("Ids of activities or periods during which it fell.")
    ordinals: Many[Ordinal] = says("Which one in a row it is.")
    identifiers: Identifiers = says("Its identifiers by scheme.")


@record
class Arrangement(Cited):
    """Something arranged for the visit: security, transport, closures."""

    kind: OneOf[ArrangementKind] = says("What is arranged.")
    kind_label: Text = label()
    label: Text = says("What it is, in words.")
    count: Count | None = says("How many.", {"value": 400, "of": "police officers"})
    by: Refs = says("Ids of those who arrange it.")
    when: When | None = says("When.")


@record
class Visit(Cited):
    """One diplomatic visit: who came and who received them, at which grade, what was performed, who met whom about
    what, who said so, and what the sources disagree on. One document for each guest, host country and unbroken
    stay; it says only what a source says."""

    schema_version: Annotated[str, VERSION] = required(
        "The version of the model that the document follows.", default="1.0"
    )
    schema: UriReference = says("Where an editor finds the schema; kept, never fetched.", name="$schema")
    id: Annotated[str, ID] = required("Id of the visit, unique in its corpus.", "az-pk-2023-11-01")
    title: Text = says("A title for readers.")
    titles: Translations = says("The title in other languages, by BCP 47 tag.")
    grade: OneOf[Grade] = says("The grade of the visit.")
    grade_label: Text = label("grade")
    status: OneOf[VisitStatus] = says("How far it has got; where absent, its activities are taken as held.")
    start: Date = says("The first day that the sources tell of, after EDTF; it claims no arrival.", "2023-11-01")
    end: Date = says("The last day that the sources tell of, after EDTF; it claims no departure.")
    duration: Duration | None = says("How long it lasted, as a source says.", {"label": "four-day"})
    scheduled: When | None = says("When it was to be, beside when it was.")
    tour: Text = says("Name of the tour it belongs to.", "Meeting Democratic Partners, Fostering Shared Prosperity")
    purpose: Text = says("What it is made for, as a source says.")
    themes: Refs = says("Ids of the topics of the visit as a whole.")
    language: Language = says("BCP 47 tag of the language of titles, labels and descriptions.", "en")
    ordinals: Many[Ordinal] = says("Which one in a row it is.")
    disclosure: Disclosure | None = says("How far the visit was made known.")
    program_disclosure: Disclosure | None = says("How far its program was made known.")
    invitation: Invitation | None = says("The invitation to it.")
    parties: Many[Party] = required("Who visits and who receives, at least one.")
    delegations: Many[Delegation] = says("Delegations, and other groups told as one.")
    people: Many[Person] = says("People.")
    organizations: Many[Organization] = says("Organizations.")
    places: Many[Place] = says("Places.")
    topics: Many[Topic] = says("Topics.")
    documents: Many[Document] = says("Documents.")
    events: Many[Event] = says("Events outside the visit to which it refers.")
    relations: Many[Relation] = says("How the parties stand to each other.")
    periods: Many[Period] = says("Parts of the visit of which no single act is told.")
    arrangements: Many[Arrangement] = says("What was arranged for it.")
    program_order: OneOf[ListOrder] = says("What the order of `program` means; absent where it is chronological.")
    program: Many[Activity] = says("Occasions, and steps told outside any occasion.")
    statements: Many[Statement] = says("What was said outside any occasion.")
    outcomes: Many[Outcome] = says("What came of the visit as a whole.")
    history: Many[StatusChange] = says("How its status and schedule changed.")
    related: Many[RelatedVisit] = says("Other visits to which it is related.")
    sources: Many[Source] = says("The sources.")
    claims: Many[Claim] = says("What accounts say of a field where they differ.")
    waivers: Many[Waiver] = says("Findings that the author has considered.")
    record: Record | None = says("How the document came to be.")

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        tree.check_depth(self)

    @overload
    def find(self, id: str) -> Node: ...
    @overload
    def find(self, id: str, cls: type[N]) -> N: ...
    def find(self, id: str, cls: type[Node] = Node) -> Node:
        """The record with an id, the visit itself included; with a class, so that type checkers know what it is.

        Raises `KeyError`, with a near id, where there is none, or where it is of another class.
        """
        pointer, node = tree.find(self, id)
        if not isinstance(node, cls):
            raise KeyError(f"{id!r} is no {cls.__name__} but a {type(node).__name__}, at {pointer or 'the root'}")
        return node

    def at(self, pointer: str) -> Any:
        """The value at a JSON Pointer (RFC 6901) of the document; an item of a list may be named by its id in place of
        its position. Raises `KeyError` where there is none."""
        return tree.at(self, tree.steps_of(self, pointer))

    def pointer(self, id: str) -> str:
        """The JSON Pointer (RFC 6901) of the record with an id. Raises `KeyError` where there is none."""
        return tree.find(self, id)[0]

    def preferred(self, claim: Claim) -> Any:
        """The value that the document itself has in the field a claim speaks of; None where it prefers none.

        Raises `KeyError` where the record that the claim is about does not exist.
        """
        return tree.preferred(self, claim)

    def walk(self) -> Iterator[tuple[str, Node]]:
        """Every object of the document with its JSON Pointer, each before what it holds."""
        return tree.walk(self)

    def activities(self) -> Iterator[_program.Placed]:
        """All activities in order, each occasion before its steps, each with its place in the visit: its occasion,
        effective date, zone and status, and who took part."""
        return _program.activities(self)

    def activity(self, id: str) -> _program.Placed:
        """The activity with an id, with its place in the visit. Raises `KeyError` where there is none."""
        return _program.activity(self, id)

    def side_of(self, id: str) -> Side | None:
        """The side on which a party, person, delegation or organization stands; None where that is not told."""
        return _program.side_of(self, id)

    def replace(self, target: str = "", /, **changes: Any) -> Self:
        """A copy in which some fields of one object are changed: of the visit itself, or of the object named by its
        id or by a JSON Pointer that begins with a slash. None or an empty list removes a field.

        Raises `KeyError` where there is no such object, `InvalidField` for a value that the field cannot hold,
        `TypeError` for a field that does not exist.
        """
        changed: Self = tree.replace(self, target, changes)
        return changed

    def rename(self, old: str, new: str) -> Self:
        """A copy in which a record has another id and every reference to it follows, also in claims.

        Raises `KeyError` where no record has the old id, `ValueError` where one has the new id already,
        `InvalidField` where the new one is no id.
        """
        renamed: Self = tree.rename(self, old, new)
        return renamed
