"""Who visits and who receives: parties, their relations, delegations and other groups."""

from typing import Annotated

from visitdata.model.activity import Participant
from visitdata.model.fields import Country, Date, Identifiers, Many, OneOf, Ref, Refs, Text, label, required, says
from visitdata.model.formats import ID
from visitdata.model.kinds import Word
from visitdata.model.names import Name
from visitdata.model.node import record
from visitdata.model.quantities import Count
from visitdata.model.sources import Cited


class PartyRole(Word):
    """What a party is in the visit."""

    GUEST = "guest", "It visits."
    HOST = "host", "It receives; also a territorial host outside the talks."
    THIRD = "third", "Neither visits nor receives, such as who only owns the venue."
    CONVENER = "convener", "It calls the others together."
    MEDIATOR = "mediator", "It mediates between the others."
    TRANSIT = "transit", "It is passed through."
    MEMBER = "member", "It takes part only through a mission or squadron that it belongs to."


class PartyKind(Word):
    """What kind of body a party is."""

    STATE = "state", "A state."
    SOVEREIGN_ENTITY = (
        "sovereign_entity",
        "A subject of international law that is no state, such as the Holy See.",
    )
    INTERNATIONAL_ORGANIZATION = "international_organization", "An international organization."
    TERRITORY = "territory", "A territory or a part of a state."
    NON_STATE = "non_state", "A movement, people or other body that is no state."
    ARMED_FORCES_UNIT = "armed_forces_unit", "A unit or formation of armed forces."
    VESSEL = "vessel", "A ship."
    JOINT_MISSION = "joint_mission", "A mission of several states or organizations."
    OTHER = "other", "Another kind; the label says it."


class RelationKind(Word):
    """How two parties stand to each other."""

    DIPLOMATIC = "diplomatic", "They have diplomatic relations."
    UNOFFICIAL = "unofficial", "They have relations without diplomatic form."
    NONE = "none", "They have no relations."
    NOT_RECOGNIZED = "not_recognized", "One does not recognize the other."
    AT_WAR = "at_war", "They are at war."
    ALLIED = "allied", "They are allied."
    OTHER = "other", "Otherwise; the label says it."


@record
class Party(Cited):
    """A state, organization, ship or other body that visits, receives, or stands beside."""

    id: Annotated[str, ID] = required("Its id, unique in the document.", "az")
    role: OneOf[PartyRole] = says("What it is in the visit.")
    kind: OneOf[PartyKind] = says("What kind of body it is.")
    kind_label: Text = label()
    name: Text = says("Its name.", "Azerbaijan")
    names: Many[Name] = says("Other wordings of its name.")
    country: Country = says("ISO 3166 code, as of the visit; absent where it has none.", "AZ")
    principals: Refs = says("Ids of the people who lead it in this visit.")
    members: Refs = says("Ids of the parties or organizations that belong to it.")
    mandated_by: Refs = says("Ids of those who sent it.")
    identifiers: Identifiers = says("Its identifiers by scheme.", {"wikidata": "Q7184"})


@record
class Relation(Cited):
    """How parties stand to each other at the time of the visit."""

    parties: Refs = says("Ids of the parties.")
    kind: OneOf[RelationKind] = says("How they stand to each other.")
    kind_label: Text = label()
    since: Date = says("From when, after EDTF.")
    until: Date = says("Until when, after EDTF.")


@record
class Delegation(Cited):
    """A delegation, or any group that is told as one: schoolchildren, staff, the press."""

    label: Text = says("Its name.", "Pakistani delegation")
    description: Text = says("Who they are.")
    party: Ref = says("Id of the party it belongs to.")
    mandated_by: Refs = says("Ids of those who sent it.")
    head: Ref = says("Id of the person who leads it.")
    members: Many[Participant] = says("Its members, as far as they are told.")
    stated_size: Count | None = says("How many they are, as a source says.")
