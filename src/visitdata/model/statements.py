"""What was talked of, said and agreed."""

from visitdata.model.fields import Flag, Language, Many, OneOf, Ref, Refs, Text, label, says
from visitdata.model.kinds import Word
from visitdata.model.node import record
from visitdata.model.quantities import Amount
from visitdata.model.sources import Cited
from visitdata.model.time import When


class Treatment(Word):
    """What happened to a topic."""

    DISCUSSED = "discussed", "It was discussed."
    MENTIONED = "mentioned", "It was mentioned, no more."
    PLANNED = "planned", "It was to be discussed."
    EXCLUDED = "excluded", "It was left out by agreement or by rule."
    AVOIDED = "avoided", "It was avoided, as a source notes."
    CONJECTURED = "conjectured", "A source supposes that it was discussed."


class Scope(Word):
    """Between how many sides a topic lies."""

    BILATERAL = "bilateral", "Between two sides."
    TRILATERAL = "trilateral", "Between three sides."
    MULTILATERAL = "multilateral", "Between more than three sides."


class Act(Word):
    """What a speaker does by a statement."""

    WELCOMED = "welcomed", "Welcomed someone or something."
    THANKED = "thanked", "Thanked."
    STRESSED = "stressed", "Stressed or emphasized."
    HIGHLIGHTED = "highlighted", "Highlighted or drew attention to."
    INFORMED = "informed", "Informed or briefed."
    EXPRESSED_SATISFACTION = "expressed_satisfaction", "Expressed satisfaction or appreciation."
    CONDOLED = "condoled", "Expressed condolences."
    CONGRATULATED = "congratulated", "Congratulated."
    PROPOSED = "proposed", "Proposed."
    AGREED = "agreed", "Agreed."
    INVITED = "invited", "Invited."
    CALLED_FOR = "called_for", "Called for or urged."
    SUPPORTED = "supported", "Expressed support."
    CRITICIZED = "criticized", "Criticized or opposed."
    ACCUSED = "accused", "Accused."
    DENIED = "denied", "Denied."
    WARNED = "warned", "Warned."
    APOLOGIZED = "apologized", "Apologized."
    REGRETTED = "regretted", "Expressed regret."
    OTHER = "other", "Another act; the label says it."


class StatementKind(Word):
    """Whether the source gives a speaker's own words. Either way the text is the source's."""

    DIRECT = "direct", "The speaker's words, as quoted by the source."
    INDIRECT = "indirect", "The source's report of what was said."


class Medium(Word):
    """By what a statement was made."""

    REMARKS = "remarks", "Spoken remarks."
    SPEECH = "speech", "A speech or address."
    READOUT = "readout", "An office's account of a meeting or call."
    RELEASE = "release", "A press release or written statement."
    PRESS_CONFERENCE = "press_conference", "At a press conference."
    INTERVIEW = "interview", "In an interview."
    POST = "post", "A post on a social network."
    LETTER = "letter", "A letter."
    MESSAGE = "message", "A message."
    TOAST = "toast", "A toast."
    OTHER = "other", "By other means; the label says it."


class OutcomeKind(Word):
    """What kind of result it is."""

    AGREED = "agreed", "Something was agreed."
    PROPOSED = "proposed", "Something was proposed."
    INVITED = "invited", "An invitation was made."
    ACCEPTED = "accepted", "A proposal or invitation was accepted."
    PLEDGED = "pledged", "Something was promised."
    GRANTED = "granted", "Something was granted."
    ADOPTED = "adopted", "A text was adopted."
    ANNOUNCED = "announced", "Something was announced."
    FUNDED = "funded", "Money was given or lent."
    EXCHANGED = "exchanged", "Things or people were exchanged."
    NONE = "none", "A source says that there was no result."
    OTHER = "other", "Another kind; the label says it."


class OutcomeStatus(Word):
    """How far a result got."""

    EXPECTED = "expected", "It was expected, as a source says."
    REACHED = "reached", "It was reached."
    FAILED = "failed", "It was sought and not reached."


@record
class TopicEntry(Cited):
    """A topic of a meeting, and what happened to it there."""

    topic: Ref = says("Id of the topic.")
    treatment: OneOf[Treatment] = says("What happened to it.")
    scope: OneOf[Scope] = says("Between how many sides it lies.")
    parties: Refs = says("Ids of the parties between which it lies.")
    reported_by: Refs = says("Ids of those who report that it came up.")
    reason: Text = says("Why it was excluded or avoided.")


@record
class Statement(Cited):
    """Something said or written by someone, as a source gives it. What the source tells in its own voice as
    background is an Event or an Ordinal."""

    speakers: Refs = says("Ids of the speakers; absent where it is attributed to nobody.")
    on_behalf_of: Refs = says("Ids of those for whom they speak.")
    as_worded: Text = says("How the source names the speakers.", "the sides")
    act: OneOf[Act] = says("What the speaker does by it.")
    act_label: Text = label("act")
    withheld: Flag = says("True where a source notes that it was not said.")
    kind: OneOf[StatementKind] = says("Whether the text is the speaker's own words or the source's report.")
    medium: OneOf[Medium] = says("By what it was made.")
    medium_label: Text = label("medium")
    text: Text = says("The words, as the source gives them.")
    language: Language = says("BCP 47 tag of `text`.", "en")
    original: Text = says("The words in the language in which they were said, where `text` is a translation.")
    original_language: Language = says("BCP 47 tag of the language in which it was said.")
    addressed_to: Refs = says("Ids of those addressed.")
    about: Refs = says("Ids of those, or of that, which it concerns.")
    relayed_by: Refs = says("Ids of those who passed it on.")
    topics: Refs = says("Ids of its topics.")
    parties: Refs = says("Ids of the parties it speaks of together, as in trilateral cooperation.")
    amounts: Many[Amount] = says("Amounts of money it names.")
    when: When | None = says("When it was made, where that is not the time of the occasion.")
    place: Ref = says("Id of the place where it was made, where that is not the place of the occasion.")


@record
class Outcome(Cited):
    """A result of an occasion or of the visit."""

    kind: OneOf[OutcomeKind] = says("What kind of result it is.")
    kind_label: Text = label()
    status: OneOf[OutcomeStatus] = says("How far it got.")
    description: Text = says("What it is.")
    parties: Refs = says("Ids of the parties or people it binds.")
    provider: Refs = says("Ids of those who give something.")
    beneficiary: Refs = says("Ids of those who receive it.")
    amounts: Many[Amount] = says("Amounts of money.")
    documents: Refs = says("Ids of the documents that hold it.")
    topics: Refs = says("Ids of its topics.")
    when: When | None = says("When it was reached or takes effect.")
