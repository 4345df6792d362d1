"""The occasions of a program: arrivals, ceremonies, meetings, meals and the rest."""

from visitdata.model.activity import Occasion
from visitdata.model.documents import Item
from visitdata.model.fields import Flag, Identifiers, Many, OneOf, Positive, Ref, Refs, Text, label, says
from visitdata.model.kinds import Word
from visitdata.model.node import record
from visitdata.model.sources import Cited
from visitdata.model.statements import TopicEntry


class Means(Word):
    """By what people travel."""

    SPECIAL_AIRCRAFT = "special_aircraft", "An aircraft for the visit, such as a state aircraft or a charter."
    COMMERCIAL_FLIGHT = "commercial_flight", "A scheduled flight."
    MILITARY_AIRCRAFT = "military_aircraft", "A military aircraft."
    HELICOPTER = "helicopter", "A helicopter."
    CAR = "car", "A car."
    MOTORCADE = "motorcade", "A column of cars."
    TRAIN = "train", "A train."
    METRO = "metro", "A metro or subway."
    SHIP = "ship", "A ship."
    BOAT = "boat", "A boat."
    CARRIAGE = "carriage", "A carriage drawn by horses."
    ON_FOOT = "on_foot", "On foot."
    OTHER = "other", "Something else; the label says it."


class CeremonyKind(Word):
    """What a ceremony is held for."""

    WELCOME = "welcome", "To welcome the guest."
    FAREWELL = "farewell", "To take leave of the guest."
    COMMEMORATION = "commemoration", "To commemorate someone or something."
    SIGNING = "signing", "To sign documents."
    AWARD = "award", "To confer awards."
    NAMING = "naming", "To give something a name."
    CREDENTIALS = "credentials", "To present credentials."
    OPENING = "opening", "To open something."
    RELIGIOUS_SERVICE = "religious_service", "A religious service."
    FUNERAL = "funeral", "A funeral."
    OTHER = "other", "For something else; the label says it."


class MeetingFormat(Word):
    """In what form people meet."""

    ONE_ON_ONE = "one_on_one", "The two principals alone, perhaps with interpreters; also tête-à-tête."
    RESTRICTED = "restricted", "The principals with a few others; also narrow format."
    EXPANDED = "expanded", "The principals with their delegations, after or beside a restricted meeting."
    DELEGATION = "delegation", "Two delegations meet."
    COURTESY_CALL = "courtesy_call", "One calls on the other out of courtesy."
    AUDIENCE = "audience", "A sovereign or pope receives someone."
    SUMMIT = "summit", "Heads of state or government meet."
    SIDE_MEETING = "side_meeting", "Held on the margins of a larger event."
    DIALOGUE = "dialogue", "A round of a standing dialogue."
    STAFF_TALKS = "staff_talks", "Talks of military staffs."
    FORUM = "forum", "A forum with an audience, such as a business forum."
    WALK = "walk", "A conversation while walking."
    CONDOLENCE_CALL = "condolence_call", "A call to express condolences."
    OTHER = "other", "Another form; the label says it."


class Agenda(Word):
    """Whether the topics were set beforehand."""

    SET = "set", "Topics were set beforehand."
    OPEN = "open", "Topics were left open."
    NONE = "none", "A source says that there was no agenda."


class MealKind(Word):
    """What meal it is."""

    STATE_BANQUET = "state_banquet", "A state banquet or state dinner."
    LUNCH = "lunch", "A lunch."
    WORKING_LUNCH = "working_lunch", "A lunch at which business is discussed."
    DINNER = "dinner", "A dinner."
    WORKING_DINNER = "working_dinner", "A dinner at which business is discussed."
    BREAKFAST = "breakfast", "A breakfast."
    WORKING_BREAKFAST = "working_breakfast", "A breakfast at which business is discussed."
    RECEPTION = "reception", "A reception."
    IFTAR = "iftar", "The meal that breaks the fast in Ramadan."
    TEA = "tea", "Tea or coffee."
    OTHER = "other", "Another meal; the label says it."


class PressEventKind(Word):
    """What an event for the press is."""

    JOINT_CONFERENCE = "joint_conference", "A press conference of both sides."
    CONFERENCE = "conference", "A press conference of one side."
    STATEMENTS = "statements", "Statements to the press."
    BRIEFING = "briefing", "A briefing."
    PHOTO_OPPORTUNITY = "photo_opportunity", "Pictures are taken; perhaps a few words are said."
    OTHER = "other", "Something else; the label says it."


class PerformanceKind(Word):
    """What is performed or shown."""

    CONCERT = "concert", "Music."
    DANCE = "dance", "Dance."
    EXHIBITION = "exhibition", "An exhibition."
    SPORT = "sport", "A game or match."
    DEMONSTRATION = "demonstration", "A demonstration of equipment or skill."
    EXERCISE = "exercise", "A military exercise."
    PARADE = "parade", "A parade."
    OTHER = "other", "Something else; the label says it."


@record
class Vehicle(Cited):
    """A vehicle, or traveling on foot."""

    means: OneOf[Means] = says("What it is.")
    means_label: Text = label("means")
    label: Text = says("Its name or type.", "Air Force One")
    operator: Ref = says("Id of the organization or party that runs it.")
    identifiers: Identifiers = says("Its identifiers by scheme, such as a flight number or registration.")
    order: Positive = says("Its place in the column, from 1.")
    occupants: Refs = says("Ids of those in it.")


@record
class Arrival(Occasion):
    """Arrival in a country or city; on return home, its place is in the guest's country."""

    vehicles: Many[Vehicle] = says("By what they arrive.")


@record
class Departure(Occasion):
    """Departure from a country or city; when setting out, its place is in the guest's country."""

    vehicles: Many[Vehicle] = says("By what they depart.")


@record
class Transfer(Occasion):
    """Travel from one place to another within the visit."""

    origin: Ref = says("Id of the place they leave.")
    destination: Ref = says("Id of the place they go to.")
    vehicles: Many[Vehicle] = says("By what they travel.")
    route: Text = says("The way they take.")


@record
class Ceremony(Occasion):
    """A ceremony: of welcome, farewell, commemoration, signing, award and the like."""

    kind: OneOf[CeremonyKind] = says("What it is held for.")
    kind_label: Text = label()
    led_by: Refs = says("Ids of those who lead it.", present=True)
    level: Text = says("The level of honors, as printed.", "full military honors")


@record
class Meeting(Occasion):
    """People meet to talk."""

    format: OneOf[MeetingFormat] = says("In what form they meet.")
    format_label: Text = label("format")
    callers: Refs = says("Ids of those who called on the hosts.", present=True)
    chair: Refs = says("Ids of those who chair it.")
    mediators: Refs = says("Ids of those who mediate.", present=True)
    topics: Many[TopicEntry] = says("What was talked of, and what was not.")
    agenda: OneOf[Agenda] = says("Whether the topics were set beforehand.")


@record
class Meal(Occasion):
    """A banquet, lunch, dinner, reception or other meal."""

    kind: OneOf[MealKind] = says("What meal it is.")
    kind_label: Text = label()
    given_by: Refs = says("Ids of those who give it. Says nothing of presence.")
    in_honor_of: Refs = says("Ids of those in whose honor it is given.")


@record
class SiteVisit(Occasion):
    """A visit to a place: a factory, a base, a memorial, a museum."""

    guides: Refs = says("Ids of those who show it.", present=True)
    purpose: Text = says("What for.")


@record
class PressEvent(Occasion):
    """A press conference, briefing or photo opportunity."""

    kind: OneOf[PressEventKind] = says("What it is.")
    kind_label: Text = label()
    questions_taken: Flag = says("Whether questions were taken.")


@record
class Performance(Occasion):
    """A concert, exhibition, match, demonstration or parade."""

    kind: OneOf[PerformanceKind] = says("What is performed or shown.")
    kind_label: Text = label()
    performers: Refs = says("Ids of those who perform.", present=True)
    items: Many[Item] = says("What was shown or played.")


@record
class Address(Occasion):
    """Someone addresses a parliament, academy or other audience; the speech is its step or statement."""

    body: Ref = says("Id of the body addressed.")
    audience: Text = says("Who listens, in words.")


@record
class OtherOccasion(Occasion):
    """An occasion of another kind; its label says which."""
