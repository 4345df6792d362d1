"""The steps of protocol, in four groups: reception, honors, tribute, exchange."""

from visitdata.model.activity import ListOrder, Step
from visitdata.model.documents import Gift, Item
from visitdata.model.fields import (
    Flag,
    Language,
    Languages,
    Many,
    ManyOf,
    OneOf,
    Positive,
    Ref,
    Refs,
    Text,
    label,
    says,
)
from visitdata.model.kinds import Word
from visitdata.model.names import Name
from visitdata.model.node import record
from visitdata.model.quantities import Count
from visitdata.model.time import Duration


class Service(Word):
    """A service of the armed forces or police."""

    ARMY = "army", "Army or land forces."
    NAVY = "navy", "Navy."
    AIR_FORCE = "air_force", "Air force."
    MARINES = "marines", "Marines or naval infantry."
    POLICE = "police", "Police or gendarmerie."
    JOINT = "joint", "Several services together."
    OTHER = "other", "Another service; the label says it."


# reception


class GreetingElement(Word):
    """What a greeting consists of."""

    HANDSHAKE = "handshake", "A handshake."
    EMBRACE = "embrace", "An embrace."
    KISS = "kiss", "A kiss."
    BOW = "bow", "A bow."
    SALUTE = "salute", "A military salute."
    FLOWERS = "flowers", "Flowers are given."
    GARLAND_OR_SCARF = "garland_or_scarf", "A garland, lei or scarf is put on."
    FOOD_OR_DRINK = "food_or_drink", "Bread and salt or other food or drink is offered."
    RED_CARPET = "red_carpet", "A red carpet is laid."
    OTHER = "other", "Something else; the label says it."


class EscortForm(Word):
    """The form of an escort."""

    MOUNTED = "mounted", "On horseback."
    MOTORCYCLE = "motorcycle", "On motorcycles."
    WALKING = "walking", "On foot."
    NAVAL = "naval", "By ships or boats."
    AIR = "air", "By aircraft."
    ROUTE_LINING = "route_lining", "Troops line the route."
    OTHER = "other", "Another form; the label says it."


@record
class Greeting(Step):
    """Someone is greeted on arrival or taken leave of at a departure."""

    greeters: Refs = says("Ids of those who greet.", present=True)
    greeted: Refs = says("Ids of those greeted.", present=True)
    elements: ManyOf[GreetingElement] = says("What the greeting consists of; a token of welcome is no gift.")
    elements_label: Text = label("elements")


@record
class Introductions(Step):
    """Members of a delegation or others are introduced."""

    by: Refs = says("Ids of those who introduce.", present=True)
    introduced: Refs = says("Ids of those introduced.", present=True)
    to: Refs = says("Ids of those to whom they are introduced.", present=True)


@record
class Procession(Step):
    """People proceed in order, on foot, in carriages or cars."""

    route: Text = says("The way it takes.")


@record
class Escort(Step):
    """Troops or police escort the guest or line the way."""

    form: OneOf[EscortForm] = says("Its form.")
    form_label: Text = label("form")
    units: Refs = says("Ids of the units.", present=True)
    strength: Count | None = says("How many they are.")
    services: ManyOf[Service] = says("The services they belong to.")
    services_label: Text = label("services")
    commander: Ref = says("Id of the commander.", present=True)


@record
class Photograph(Step):
    """An official photograph is taken."""


@record
class Speech(Step):
    """Someone speaks."""

    speaker: Ref = says("Id of the speaker.", present=True)
    position: Positive = says("The place in the order of speakers, from 1.")
    summary: Text = says("What was said, in short.")
    languages: Languages = says("BCP 47 tags of the languages spoken.", "en")


@record
class Toast(Step):
    """Someone proposes a toast."""

    speaker: Ref = says("Id of the speaker.", present=True)
    position: Positive = says("The place in the order of speakers, from 1.")
    summary: Text = says("What was said, in short.")


# honors


class GuardAction(Word):
    """What is done with an honor guard."""

    INSPECTED = "inspected", "The honoree inspects it."
    PASSED_ALONG = "passed_along", "The honoree passes along it."
    REVIEWED = "reviewed", "The honoree reviews it."
    MOUNTED = "mounted", "It is drawn up."
    PRESENTED = "presented", "It presents arms."
    SALUTE_TAKEN = "salute_taken", "The honoree takes its salute."
    LINED_ROUTE = "lined_route", "It lines the way."
    OTHER = "other", "Something else; the label says it."


class SaluteKind(Word):
    """What a gun salute is fired for."""

    PERSONAL = "personal", "For a person, by office or rank."
    NATIONAL = "national", "For a nation or its flag."
    ROYAL = "royal", "For a sovereign or a royal occasion."
    RETURN = "return", "In answer to another salute."
    MINUTE = "minute", "One gun a minute, in mourning."
    OTHER = "other", "For something else; the label says it."


@record
class HonorGuard(Step):
    """A guard of honor is drawn up for a guest."""

    honorees: Refs = says("Ids of those honored.")
    reviewed_by: Refs = says("Ids of those who inspect, review or pass along it.", present=True)
    action: OneOf[GuardAction] = says("What is done with it.")
    action_label: Text = label("action")
    units: Refs = says("Ids of the units.", present=True)
    strength: Count | None = says("How many they are.")
    services: ManyOf[Service] = says("The services they belong to.")
    services_label: Text = label("services")
    commander: Ref = says("Id of the commander.", present=True)
    greeting: Text = says("The words with which the guest greets the guard.", "Вітаю, воїни")


@record
class Anthems(Step):
    """Anthems are performed."""

    parties: Refs = says("Ids of the parties whose anthems are performed, in order unless `parties_order` says no.")
    parties_order: OneOf[ListOrder] = says("What the order of `parties` means; absent where it is that of performance.")
    performers: Refs = says("Ids of those who perform them.", present=True)
    version: Text = says("Which version is performed.", "first stanza")


@record
class GunSalute(Step):
    """Guns are fired in salute."""

    guns: Positive = says("How many rounds are fired.", 21, 19)
    honorees: Refs = says("Ids of those honored.")
    kind: OneOf[SaluteKind] = says("What it is fired for.")
    kind_label: Text = label()
    battery: Ref = says("Id of the unit or ship that fires.")
    interval: Duration | None = says("The time between rounds.")
    answers: Ref = says("Id of the salute it returns.")
    alternating: Flag = says("True where the rounds alternate with those of the salute it answers.")


@record
class FlagRaising(Step):
    """Flags are raised or flown."""

    flags: Refs = says("Ids of the parties or organizations whose flags they are.")


@record
class MarchPast(Step):
    """Troops march past."""

    units: Refs = says("Ids of the units.", present=True)
    reviewed_by: Refs = says("Ids of those who review them.", present=True)


@record
class Flypast(Step):
    """Aircraft fly past, or perform aerobatics for the guest."""

    aircraft: Text = says("What aircraft they are.")
    count: Count | None = says("How many.")
    performers: Refs = says("Ids of the units or people who fly.", present=True)


# tribute


class Book(Word):
    """What book is signed."""

    HONOR = "honor", "A Book of Honor."
    VISITORS = "visitors", "A visitors' book."
    GUEST = "guest", "A guest book."
    CONDOLENCE = "condolence", "A book of condolence."
    OTHER = "other", "Another book; the label says it."


class HomageElement(Word):
    """What an homage consists of."""

    FLOWERS = "flowers", "Flowers are laid."
    INCENSE = "incense", "Incense is burnt."
    CANDLE = "candle", "A candle is lit."
    BOW = "bow", "A bow."
    SALUTE = "salute", "A military salute."
    BAREHEADED = "bareheaded", "The head is bared."
    OTHER = "other", "Something else; the label says it."


@record
class BookSigning(Step):
    """A Book of Honor or another book is signed."""

    book: OneOf[Book] = says("What book it is.")
    book_label: Text = label("book")
    signers: Refs = says("Ids of those who sign.", present=True)
    inscription: Text = says("What is written, as the source gives it.")
    language: Language = says("BCP 47 tag of the inscription.")


@record
class WreathLaying(Step):
    """A wreath is laid."""

    laid_by: Refs = says("Ids of those who lay it.", present=True)
    memorial: Ref = says("Id of the memorial, a place.")
    honoring: Text = says("Whom or what it honors.")
    count: Count | None = says("How many wreaths.")
    ribbon: Text = says("The words on the ribbon.")


@record
class Homage(Step):
    """Tribute is paid to the dead or to a memorial."""

    paid_by: Refs = says("Ids of those who pay it.", present=True)
    memorial: Ref = says("Id of the memorial, a place.")
    honoring: Text = says("Whom or what it honors.")
    elements: ManyOf[HomageElement] = says("What it consists of.")
    elements_label: Text = label("elements")


@record
class Silence(Step):
    """A silence is observed."""

    duration: Duration | None = says("How long it lasts.", {"value": "PT1M"})


@record
class Prayer(Step):
    """A prayer is said."""

    led_by: Refs = says("Ids of those who lead it.", present=True)


@record
class TreePlanting(Step):
    """A tree is planted."""

    planted_by: Refs = says("Ids of those who plant it.", present=True)
    species: Text = says("What tree it is.", "Someiyoshino cherry")


# exchange


class GiftDirection(Word):
    """Whether gifts go one way or both."""

    EXCHANGED = "exchanged", "Each side gives."
    PRESENTED = "presented", "One side gives."


class SigningAct(Word):
    """What is done with a document."""

    SIGNED = "signed", "It is signed."
    EXCHANGED = "exchanged", "Signed copies or notes are exchanged."
    ADOPTED = "adopted", "It is adopted without signature."
    INITIALED = "initialed", "It is initialed."
    RENEWED = "renewed", "It is renewed or extended."
    OTHER = "other", "Something else; the label says it."


class InaugurationAct(Word):
    """What is done to what is inaugurated."""

    OPENED = "opened", "It is opened."
    LAUNCHED = "launched", "It is launched or begun."
    UNVEILED = "unveiled", "It is unveiled."
    LAID_FOUNDATION = "laid_foundation", "Its foundation stone is laid."
    NAMED = "named", "It is named."
    OTHER = "other", "Something else; the label says it."


@record
class GiftExchange(Step):
    """Gifts are exchanged or presented."""

    direction: OneOf[GiftDirection] = says("Whether gifts go one way or both.")
    gifts: Many[Gift] = says("The gifts; absent where they are not described.")


@record
class Decoration(Step):
    """An order, medal, degree or honorary citizenship is conferred. A decoration is no gift."""

    award: Text = says("The award.", "Order of the Garter")
    names: Many[Name] = says("Other wordings of its name.")
    award_class: Text = says("Its class or grade.", "Grand Cross")
    conferred_by: Refs = says("Ids of those who confer it.", present=True)
    conferred_on: Refs = says("Ids of those on whom it is conferred.", present=True)
    grounds: Text = says("For what it is conferred.")


@record
class DocumentSigning(Step):
    """Documents are signed, exchanged, adopted, initialed or renewed."""

    documents: Refs = says("Ids of the documents.")
    act: OneOf[SigningAct] = says("What is done with them.")
    act_label: Text = label("act")
    signers: Refs = says("Ids of those who sign.", present=True)
    stated_count: Count | None = says("How many documents the source counts.")


@record
class Handover(Step):
    """Something that is no gift is handed over: equipment, keys, a letter, an address of welcome."""

    giver: Refs = says("Ids of those who hand over.", present=True)
    recipient: Refs = says("Ids of those who receive.", present=True)
    items: Many[Item] = says("What is handed over.")
    documents: Refs = says("Ids of the documents handed over.")
    site: Ref = says("Id of the place where it takes effect, if elsewhere.")


@record
class Inauguration(Step):
    """Something is opened, launched, unveiled or named."""

    act: OneOf[InaugurationAct] = says("What is done to it.")
    act_label: Text = label("act")
    by: Refs = says("Ids of those who do it.", present=True)
    what: Text = says("What is inaugurated.")
    site: Ref = says("Id of the place where it stands, if elsewhere.")


@record
class OtherStep(Step):
    """A step of another kind; its label says which."""


GROUPS: dict[str, tuple[type[Step], ...]] = {
    "reception": (Greeting, Introductions, Procession, Escort, Photograph, Speech, Toast),
    "honors": (HonorGuard, Anthems, GunSalute, FlagRaising, MarchPast, Flypast),
    "tribute": (BookSigning, WreathLaying, Homage, Silence, Prayer, TreePlanting),
    "exchange": (GiftExchange, Decoration, DocumentSigning, Handover, Inauguration, OtherStep),
}
"""The steps by group; `OtherStep` belongs to none and closes the last."""
