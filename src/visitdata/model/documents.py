"""What was talked of, written and given: topics, documents, gifts and their items."""

from visitdata.model.fields import Date, Identifiers, Many, OneOf, Ref, Refs, Text, Translations, Uri, label, says
from visitdata.model.kinds import Word
from visitdata.model.node import Node, record
from visitdata.model.quantities import Amount, Count
from visitdata.model.sources import Cited


class DocumentType(Word):
    """What kind of document it is."""

    TREATY = "treaty", "A treaty or convention between states or organizations."
    AGREEMENT = "agreement", "An agreement, of governments or others."
    MEMORANDUM = "memorandum", "A memorandum of understanding or intent."
    PROTOCOL = "protocol", "A protocol, on its own or to an agreement."
    JOINT_STATEMENT = "joint_statement", "A statement or declaration of both sides."
    COMMUNIQUE = "communique", "A communiqué on a visit or meeting."
    PLAN = "plan", "A plan or program of cooperation."
    CONTRACT = "contract", "A contract."
    RESOLUTION = "resolution", "A resolution of a parliament or other body."
    LETTER = "letter", "A letter."
    MESSAGE = "message", "A message, written or to be delivered by word of mouth."
    PROPOSAL = "proposal", "A proposal or draft."
    PROGRAM = "program", "The printed program of the visit or of an occasion."
    OTHER = "other", "Another kind; the label says it."


class LinkKind(Word):
    """How a document stands to another."""

    SUPERSEDES = "supersedes", "It replaces the other."
    AMENDS = "amends", "It changes the other."
    IMPLEMENTS = "implements", "It carries the other out."
    ANSWERS = "answers", "It answers the other."
    MENTIONS = "mentions", "It refers to the other."


@record
class Link(Node):
    """A link from a document to another."""

    kind: OneOf[LinkKind] = says("How the document stands to the other.")
    document: Ref = says("Id of the other document.")
    title: Text = says("Title of the other document, where it has no record here.")


@record
class Topic(Cited):
    """Something talked of."""

    label: Text = says("What it is, in the language of the document.", "military education")
    labels: Translations = says("The same in other languages, by BCP 47 tag.")
    about: Refs = says("Ids of what it concerns: a party, person, organization, place, document or event.")
    identifiers: Identifiers = says("Identifiers by scheme, such as eurovoc.")


@record
class Document(Cited):
    """A document signed, exchanged, delivered or adopted, or to which the visit refers."""

    title: Text = says("Its title.", "Technical Cooperation Framework Agreement")
    titles: Translations = says("Its title in other languages, by BCP 47 tag.")
    type: OneOf[DocumentType] = says("What kind of document it is.")
    type_label: Text = label("type")
    number: Text = says("Its number or symbol.", "A/RES/78/1")
    date: Date = says("Its date, after EDTF.")
    senders: Refs = says("Ids of those who sent it.")
    recipients: Refs = says("Ids of those it is addressed to.")
    delivered_by: Refs = says("Ids of those who delivered it.")
    parties: Refs = says("Ids of the parties or organizations it binds or speaks for.")
    topics: Refs = says("Ids of its topics.")
    amounts: Many[Amount] = says("Amounts of money it names.")
    links: Many[Link] = says("How it stands to other documents.")
    url: Uri = says("Where it is published; never fetched.")
    identifiers: Identifiers = says("Its identifiers by scheme.", {"unts": "I-7310"})


@record
class Item(Cited):
    """A thing given, handed over, shown or played."""

    title: Text = says("What it is, or its title.", "framed lithograph")
    titles: Translations = says("The same in other languages, by BCP 47 tag.")
    description: Text = says("More about it.")
    maker: Text = says("Who made, wrote or composed it.")
    made: Date = says("When it was made, after EDTF.")
    count: Count | None = says("How many.")
    value: Amount | None = says("What it is worth.")


@record
class Gift(Cited):
    """A gift from someone to someone. Gifts exchanged are one each way."""

    giver: Refs = says("Ids of those who gave it.")
    recipient: Refs = says("Ids of those who received it.")
    items: Many[Item] = says("What it consists of.")
    disposition: Text = says("What became of it.", "transferred to the National Archives")
