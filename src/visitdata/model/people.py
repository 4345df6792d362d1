"""People, the offices they hold and the ranks they bear, all as of the visit."""

from visitdata.model.fields import Date, Identifiers, Many, OneOf, RankCode, Ref, Text, Translations, label, says
from visitdata.model.kinds import Word
from visitdata.model.names import Name
from visitdata.model.node import record
from visitdata.model.sources import Cited


class OfficeLevel(Word):
    """The level of an office, by which protocol pairs people."""

    HEAD_OF_STATE = "head_of_state", "Head of state, also where that is the head of government too."
    HEAD_OF_GOVERNMENT = "head_of_government", "Head of government."
    DEPUTY_HEAD = "deputy_head", "Vice-president or deputy prime minister."
    ROYAL = "royal", "Member of a reigning house who is not head of state."
    MINISTER = "minister", "Minister, or secretary who heads a department."
    DEPUTY_MINISTER = "deputy_minister", "Deputy minister, state secretary or under-secretary."
    LEGISLATURE_HEAD = "legislature_head", "Speaker or president of a house of parliament."
    PARTY_LEADER = "party_leader", "Leader of a political party."
    VICEROY = "viceroy", "Governor-general or other representative of a head of state."
    CHIEF_OF_DEFENSE = "chief_of_defense", "Highest-ranking officer of all armed forces."
    SERVICE_CHIEF = "service_chief", "Head of one service: army, navy, air force."
    GENERAL_STAFF_CHIEF = "general_staff_chief", "Chief of a general staff."
    AMBASSADOR = "ambassador", "Ambassador or other head of a mission."
    ENVOY = "envoy", "Special envoy or representative."
    AGENCY_HEAD = "agency_head", "Head of a government agency."
    GOVERNOR = "governor", "Governor of a province or state."
    MAYOR = "mayor", "Mayor."
    LEGISLATOR = "legislator", "Member of a parliament."
    OPPOSITION_LEADER = "opposition_leader", "Leader of the opposition."
    ORGANIZATION_HEAD = "organization_head", "Head of an international organization or another body."
    SPOUSE = "spouse", "Spouse of an officeholder, where the source names that as a position."
    OTHER = "other", "Another level; the label says it."


class OfficeQualifier(Word):
    """How an office is held."""

    ACTING = "acting", "In place of the holder."
    INTERIM = "interim", "For a time; also of a caretaker or transitional government."
    ELECT = "elect", "Elected, not yet in office."
    DESIGNATE = "designate", "Named, not yet in office."
    FORMER = "former", "No longer in office at the time of the visit."


class RankBasis(Word):
    """On what a rank code rests."""

    OFFICIAL = "official", "The country's own table of ranks under STANAG 2116."
    ANALOGY = "analogy", "Likened to a NATO rank by the coder or by a source."


@record
class Office(Cited):
    """An office a person holds; a person may hold several at once."""

    title: Text = says("Its title, in the language of the document.", "Chief of the General Staff")
    titles: Translations = says("Its title in other languages, by BCP 47 tag.")
    organization: Ref = says("Id of the organization or party it belongs to.")
    level: OneOf[OfficeLevel] = says("Its level.")
    level_label: Text = label("level")
    qualifier: OneOf[OfficeQualifier] = says("How it is held.")
    since: Date = says("From when it is held, after EDTF.")
    until: Date = says("Until when it is held, after EDTF.")


@record
class Rank(Cited):
    """A military or police rank."""

    title: Text = says("The rank as the source gives it.", "Colonel General")
    service: Text = says("The service it belongs to.", "army")
    code: RankCode = says("NATO code of the rank (STANAG 2116).", "OF-8")
    basis: OneOf[RankBasis] = says("On what the code rests.")
    since: Date = says("From when it is borne, after EDTF.")
    until: Date = says("Until when it is borne, after EDTF.")


@record
class Person(Cited):
    """A person, named or known by an office alone. Rank, honorific and office stand apart from the name."""

    name: Text = says("The name, without rank, honorific or office.", "Zakir Hasanov")
    names: Many[Name] = says("Other wordings of the name.")
    honorific: Text = says("The honorific before the name.", "H.E.")
    post_nominals: Text = says("Letters after the name.", "NI (M)")
    party: Ref = says("Id of the party the person belongs to.")
    offices: Many[Office] = says("Offices held at the time of the visit.")
    ranks: Many[Rank] = says("Ranks borne at the time of the visit.")
    spouse_of: Ref = says("Id of the person whose spouse this is.")
    description: Text = says("Who it is, where neither name nor office is told.")
    identifiers: Identifiers = says("Identifiers by scheme, such as wikidata or isni.")
