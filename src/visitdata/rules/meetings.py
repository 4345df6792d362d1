"""What was talked of, said, written and agreed: meetings, topics, statements, outcomes, documents.

Not: whether a text stands in its sources (`visitdata.rules.sources`), and gifts (`visitdata.rules.gifts`).
"""

import re
from collections.abc import Iterable, Iterator

from visitdata.findings import Severity
from visitdata.model import (
    EDTF,
    Access,
    ActivityStatus,
    Attendance,
    Ceremony,
    CeremonyKind,
    Certainty,
    Document,
    DocumentSigning,
    Grade,
    LinkKind,
    Meal,
    Medium,
    Meeting,
    MeetingFormat,
    Node,
    Occasion,
    OfficeLevel,
    Outcome,
    OutcomeKind,
    OutcomeStatus,
    ParticipantRole,
    Party,
    PartyKind,
    PartyRole,
    Person,
    Scope,
    SigningAct,
    Source,
    Statement,
    StatementKind,
    TopicEntry,
    Treatment,
    Visit,
)
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule

# Topics

_NOT_HELD = (
    ActivityStatus.CANCELLED,
    ActivityStatus.POSTPONED,
    ActivityStatus.NOT_HELD,
    ActivityStatus.FICTITIOUS,
)
_TO_COME = (ActivityStatus.PLANNED, ActivityStatus.TENTATIVE)
_TALKED = (Treatment.DISCUSSED, Treatment.MENTIONED)


@rule("VDM001", Severity.ERROR, since="0.1")
def result_of_what_was_not_held(one: TopicEntry | Outcome, context: Context) -> Iterator[Objection]:
    """A topic is said to have been discussed, or a result to have been reached, in an activity that was cancelled, put
    off, not held or invented. Where the activity is still planned, the milder case.

    Why: Nothing is talked of where nobody met. Topics and results of a plan are intentions.
    Ignore: Never.
    Bad: {"type": "meeting", "status": "cancelled", "topics": [{"topic": "trade", "treatment": "discussed"}]}
    Good: {"type": "meeting", "status": "cancelled", "topics": [{"topic": "trade", "treatment": "planned"}]}
    Mend: Write `planned` for the topic, `expected` for the result; or correct the status of the activity.
    Source: Visit 486 of the Office of the Historian (Menachem Begin, November 1982), which tells of a meeting with the
        President that was scheduled and then cancelled.
    """
    said, at = (one.status, "status") if isinstance(one, Outcome) else (one.treatment, "treatment")
    placed = context.placed
    if placed is None or said is None or (said not in _TALKED and said is not OutcomeStatus.REACHED):
        return
    status = placed.status
    if status not in _NOT_HELD and status not in _TO_COME:
        return
    owner = placed.activity if placed.activity.status is not None else None
    yield Objection(
        f"it is said to have been {said.value} where the {placed.activity.type.replace('_', ' ')} is {status.value}",
        at=at,
        values=(said.value, status.value),
        related=((owner, "status", f"it is {status.value}"),) if owner is not None else (),
        severity=Severity.WARNING if status in _TO_COME else None,
    )


@rule("VDM002", Severity.WARNING, since="0.1", said="topics")
def discussed_and_left_out(meeting: Meeting, context: Context) -> Iterator[Objection]:
    """One topic of one meeting is said to have been discussed and to have been excluded or avoided.

    Why: A topic that a source mentions as left out, or as background, was coded as one that was discussed.
    Ignore: Where it was discussed among some and left out among others; then say so by `scope` or `parties`.
    Bad: "topics": [{"topic": "kuriles", "treatment": "discussed"}, {"topic": "kuriles", "treatment": "excluded"}]
    Good: "topics": [{"topic": "trade", "treatment": "discussed"}, {"topic": "kuriles", "treatment": "excluded"}]
    Mend: Keep the one that the source tells. Where two accounts differ, make one of them a claim on `treatment`.
    Source: The meanings of the treatments in the model of visitdata.
    """
    discussed = {
        (entry.topic, entry.scope, entry.parties): position
        for position, entry in enumerate(meeting.topics)
        if entry.treatment is Treatment.DISCUSSED
    }
    for position, entry in enumerate(meeting.topics):
        if entry.topic is None or entry.treatment not in (Treatment.EXCLUDED, Treatment.AVOIDED):
            continue
        other = discussed.get((entry.topic, entry.scope, entry.parties))
        if other is not None:
            yield Objection(
                f"{entry.topic} was both discussed and {entry.treatment}",
                at=f"topics/{position}/treatment",
                values=(entry.topic, Treatment.DISCUSSED.value, str(entry.treatment)),
                related=((meeting.topics[other], "treatment", "it was discussed"),),
            )


_SIDES = {Scope.BILATERAL: 2, Scope.TRILATERAL: 3}
_ONE_SIDE = (PartyRole.HOST, PartyRole.GUEST)


@rule("VDM003", Severity.ERROR, since="0.1", said="scope")
def more_parties_than_sides(entry: TopicEntry, context: Context) -> Iterator[Objection]:
    """A topic is called bilateral and lies between more than two states, or trilateral and between more than three.
    Several states that are all hosts, or all guests, may be one side; that is the milder case.

    Why: The word or one of the parties is wrong; cooperation is counted with a state that has no share in it.
    Ignore: Never.
    Bad: {"topic": "exercises", "scope": "bilateral", "parties": ["az", "pk", "tr"]}
    Good: {"topic": "exercises", "scope": "trilateral", "parties": ["az", "pk", "tr"]}
    Mend: Correct the scope or the parties. Of one topic in two scopes make two entries.
    Source: The meanings of the words: bilateral is between two sides, trilateral between three.
    """
    most = _SIDES.get(entry.scope) if entry.scope is not None else None
    if most is None or entry.scope is None or len(entry.parties) <= most:
        return
    found = [context.get(ref) for ref in entry.parties]
    parties = [one for one in found if isinstance(one, Party) and one.kind is PartyKind.STATE]
    countries = {party.country for party in parties if party.country is not None}
    if len(countries) > most:
        sides = {party.role if party.role in _ONE_SIDE else party.country for party in parties}
        yield Objection(
            f"it is {entry.scope.value} and lies between {len(countries)} states: {', '.join(sorted(countries))}",
            at="scope",
            values=(entry.scope.value, *sorted(countries)),
            related=((entry, "parties", f"{len(countries)} states"),),
            severity=Severity.WARNING if len(sides) <= most else None,
        )


# Statements


_ENDS: dict[type[Node], tuple[str, str, str]] = {
    Statement: ("speakers", "addressed_to", "speaks to"),
    Document: ("senders", "recipients", "writes to"),
    Meeting: ("hosts", "callers", "calls on"),
    Outcome: ("provider", "beneficiary", "gives to"),
}


@rule("VDM004", Severity.WARNING, since="0.1", said=("addressed_to", "recipients", "callers", "beneficiary"))
def to_oneself(one: Statement | Document | Meeting | Outcome, context: Context) -> Iterator[Objection]:
    """Someone is at both ends: speaks to themselves, sends a letter to themselves, calls on themselves, gives what they
    receive.

    Why: One of the two ids is wrong, most often host and guest exchanged.
    Ignore: Never.
    Bad: {"speakers": ["munir"], "act": "thanked", "addressed_to": ["munir"]}
    Good: {"speakers": ["munir"], "act": "thanked", "addressed_to": ["hasanov"]}
    Mend: Name the one who was meant, or leave out what no source tells.
    Source: The meanings of these fields in the model of visitdata.
    """
    field, other, words = _ENDS[type(one)]
    first, second = one.__dict__.get(field, ()), one.__dict__.get(other, ())
    # Two who thank each other both speak and are addressed.
    if len(first) != 1 or first[0] not in second:
        return
    if isinstance(one, Statement | Document) and not isinstance(context.get(first[0]), Person):
        return  # a government may address its own people, or write a memorandum for itself
    if isinstance(one, Outcome) and one.kind is OutcomeKind.EXCHANGED:
        return
    yield Objection(
        f"{first[0]} {words} themselves",
        at=f"{other}/{second.index(first[0])}",
        values=(first[0],),
        related=((one, f"{field}/0", f"{first[0]} here"),),
    )


@rule("VDM005", Severity.WARNING, since="0.1", said="withheld")
def own_words_not_said(statement: Statement, context: Context) -> Iterator[Objection]:
    """A statement that was not said has the speaker's own words.

    Why: A source that notes what was not said gives no words of it; the words are of a statement that was made, or are
        those of the source.
    Ignore: Where a prepared text is quoted from which the speaker departed.
    Bad: {"withheld": true, "kind": "direct", "text": "We recognize"}
    Good: {"withheld": true, "kind": "indirect", "text": "he did not mention recognition"}
    Mend: Remove `withheld`, or call the words `indirect`.
    Source: The meanings of `withheld` and `direct` in the model of visitdata.
    """
    if statement.withheld and statement.kind is StatementKind.DIRECT and (statement.text or statement.original):
        yield Objection(
            "it was not said, and has the speaker's own words",
            at="kind",
            values=(statement.kind.value,),
            related=((statement, "withheld", "it was not said"),),
        )


_SAME = (
    frozenset({"no", "nb", "nn"}),
    frozenset({"zh", "cmn", "yue", "lzh"}),
    frozenset({"sr", "hr", "bs", "sh", "cnr"}),
    frozenset({"fa", "prs", "tg"}),
    frozenset({"tl", "fil"}),
    frozenset({"id", "ms", "in"}),
    frozenset({"ro", "mo"}),
    frozenset({"he", "iw"}),
)
"""Tags of languages that may be used for each other: a macrolanguage and what it covers, a tag and its old form."""


def _language(tag: str) -> frozenset[str]:
    primary = tag.lower().partition("-")[0]
    return next((same for same in _SAME if primary in same), frozenset({primary}))


@rule("VDM006", Severity.WARNING, since="0.1", said="language")
def reported_in_another_language(statement: Statement, context: Context) -> Iterator[Objection]:
    """The text of an indirect statement is in another language than every source that carries it, and nothing says that
    it is a translation.

    Why: The text is the source's own words. A translation by the coder looks like a quote that nobody can find in the
        source.
    Ignore: Where the source itself prints the words in the other language.
    Bad: "sources": [{"id": "modgovaz", "language": "az"}], "text": "stressed the importance", "language": "en"
    Good: "sources": [{"id": "modgovaz", "language": "az"}], "text": "vurğuladı", "language": "az"
    Mend: Keep the source's words in `text`, or put them into `original` with `original_language`; a coder's paraphrase
        is a `note`.
    Source: The model of visitdata: the text of a statement is the source's words, a coder's paraphrase is a note.
    """
    if statement.kind is not StatementKind.INDIRECT or statement.text is None or statement.language is None:
        return
    if statement.original is not None or statement.original_language is not None:
        return
    sources = [context.get(citation.source) for citation in context.carried_by()]
    languages = [source.language if isinstance(source, Source) else None for source in sources]
    told = [language for language in languages if language is not None]
    if not told or len(told) < len(languages):
        return
    own = _language(statement.language)
    if any(_language(language) & own or language.lower() in ("mul", "und") for language in told) or "und" in own:
        return
    yield Objection(
        f"its text is in {statement.language}, and what carries it in {', '.join(dict.fromkeys(told))}",
        at="language",
        values=(statement.language, *dict.fromkeys(told)),
        related=tuple(
            (source, "language", f"it is in {source.language}")
            for source in dict.fromkeys(sources)
            if isinstance(source, Source)
        ),
    )


@rule("VDM007", Severity.WARNING, since="0.1", said="original")
def translated_into_its_own_language(statement: Statement, context: Context) -> Iterator[Objection]:
    """A statement has an original beside its text, and both are in the same language.

    Why: `original` stands beside a translation. One of the two languages is wrong, or one of the texts is no text of
        this statement.
    Ignore: Never.
    Bad: {"text": "peace", "language": "en", "original": "мир", "original_language": "en"}
    Good: {"text": "peace", "language": "en", "original": "мир", "original_language": "ru"}
    Mend: Correct the language that is wrong; a second wording of the same text is a claim of standing `variant`.
    Source: The meaning of `original` in the model of visitdata.
    """
    if statement.text is None or statement.original is None or statement.original_language is None:
        return
    if statement.language is not None and statement.language.lower() == statement.original_language.lower():
        yield Objection(
            f"text and original are both in {statement.language}",
            at="original_language",
            values=(statement.language,),
            related=((statement, "language", f"the text is in {statement.language}"),),
        )


@rule("VDM008", Severity.WARNING, since="0.1", said="when")
def said_on_another_day(statement: Statement, context: Context) -> Iterator[Objection]:
    """A statement stands in an occasion and was made more than a day before or after it.

    Why: The statements of an occasion are what was said there. What a spokesperson said of it later, or an interview
        before it, belongs to the visit.
    Ignore: Never.
    Bad: "when": {"date": "2023-11-01"}, "statements": [{"when": {"date": "2023-11-05"}}]
    Good: "when": {"date": "2023-11-01"}, "statements": [{"when": {"date": "2023-11-01", "time": "16:00"}}]
    Mend: Move it to the `statements` of the visit, or correct its date.
    Source: The meaning of `statements` in the model of visitdata.
    """
    placed = context.placed
    said = statement.when.date if statement.when is not None else None
    if placed is None or said is None or placed.date is None:
        return
    own = placed.activity.when
    until = own.end_date if own is not None and own.end_date is not None else placed.date
    days = (said.earliest.toordinal() - until.latest.toordinal(), placed.date.earliest.toordinal() - _last(said))
    if max(days) > 1:
        dated = own is not None and own.date is not None
        yield Objection(
            f"it was made on {said}, and what it stands in was on {placed.date}",
            at="when/date",
            values=(str(said), str(placed.date)),
            related=((placed.activity, "when/date", f"it was on {placed.date}"),) if dated else (),
        )


def _last(date: EDTF) -> int:
    return date.latest.toordinal()


_BOTH = re.compile(
    r"\b(?:both|the two|the) (?:sides|parties|countries|leaders|delegations|governments)\b", re.IGNORECASE
)


@rule("VDM009", Severity.WARNING, since="0.1", said="as_worded")
def sides_as_one(statement: Statement, context: Context) -> Iterator[Objection]:
    """The source names the sides as the speakers, and the statement has one person as its speaker.

    Why: What both sides are reported to have said is put into the mouth of one of them.
    Ignore: Where the source says who spoke for both; then the other stands in `on_behalf_of`.
    Bad: {"as_worded": "The sides", "speakers": ["hasanov"]}
    Good: {"as_worded": "The sides", "speakers": ["az", "pk"]}
    Mend: Name the parties as the speakers, or nobody.
    Source: News reports of talks, which give most of what was said to "the sides".
    """
    if statement.as_worded is None or len(statement.speakers) != 1 or statement.on_behalf_of:
        return
    words = _BOTH.match(statement.as_worded.strip())
    if words is not None and isinstance(context.get(statement.speakers[0]), Person):
        yield Objection(
            f"the source names {statement.as_worded!r}, and {statement.speakers[0]} is the one speaker",
            at="speakers",
            values=(statement.as_worded, statement.speakers[0]),
            related=((statement, "as_worded", "the source's words"),),
        )


_ELSEWHERE = (Medium.INTERVIEW, Medium.POST, Medium.PRESS_CONFERENCE)


@rule("VDM010", Severity.WARNING, since="0.1", said="medium")
def said_elsewhere(statement: Statement, context: Context) -> Iterator[Objection]:
    """An interview, a post, or what was said at a press conference stands among the statements of a meeting or meal.

    Why: The statements of an occasion are what was said there, to those who were there. What was told of it afterwards
        was said to the public.
    Ignore: Where the meeting itself was held before the press.
    Bad: {"type": "meeting", "statements": [{"speakers": ["spokesman"], "medium": "post"}]}
    Good: "statements": [{"speakers": ["spokesman"], "medium": "post", "about": ["talks"]}]
    Mend: Move it to the press event, or to the `statements` of the visit, and name the meeting in `about`.
    Source: The meaning of `statements` in the model of visitdata.
    """
    holder = context.holder
    if statement.medium in _ELSEWHERE and isinstance(holder, Meeting | Meal) and statement.medium is not None:
        if holder.access in (Access.PUBLIC, Access.PRESS):
            return
        yield Objection(
            f"a statement by {statement.medium.value.replace('_', ' ')} was not made in a {holder.type}",
            at="medium",
            values=(statement.medium.value, holder.type),
        )


# Outcomes

_RESULTS = (
    OutcomeKind.AGREED,
    OutcomeKind.ACCEPTED,
    OutcomeKind.PLEDGED,
    OutcomeKind.GRANTED,
    OutcomeKind.ADOPTED,
    OutcomeKind.FUNDED,
    OutcomeKind.EXCHANGED,
)


@rule("VDM011", Severity.WARNING, since="0.1", said="outcomes")
def result_beside_none(holder: Visit | Occasion, context: Context) -> Iterator[Objection]:
    """An occasion is said to have had no result, of whatever kind, and a result stands beside it; or that it had none
    has documents or money of its own.

    Why: One of the two is wrong, or they are told by different accounts.
    Ignore: Never.
    Bad: "outcomes": [{"kind": "none"}, {"kind": "agreed", "description": "to resume flights"}]
    Good: "outcomes": [{"kind": "none", "topics": ["borders"]}, {"kind": "agreed", "description": "to resume flights"}]
    Mend: Say by `topics` or `description` in what there was no result; where accounts differ, make one of them a claim.
    Source: The meaning of the kind `none` in the model of visitdata.
    """
    reached = [
        one
        for one in holder.outcomes
        if one.kind in _RESULTS and one.status not in (OutcomeStatus.EXPECTED, OutcomeStatus.FAILED)
    ]
    for position, one in enumerate(holder.outcomes):
        if one.kind is not OutcomeKind.NONE:
            continue
        field = next((name for name in ("documents", "amounts", "provider", "beneficiary") if getattr(one, name)), None)
        if field is not None:
            yield Objection(
                f"there was no result, and it has `{field}`",
                at=f"outcomes/{position}/kind",
                values=(one.kind.value, field),
                related=((one, field, "what came of it"),),
            )
        elif reached and not (one.topics or one.description or one.parties):
            other = reached[0]
            other_kind = str(other.kind)
            yield Objection(
                f"there was no result, and something was {other_kind}",
                at=f"outcomes/{position}/kind",
                values=(one.kind.value, other_kind),
                related=((other, "kind", f"something was {other_kind}"),),
            )


# Documents


@rule("VDM012", Severity.WARNING, since="0.1", said="signers")
def adopted_and_signed(signing: DocumentSigning, context: Context) -> Iterator[Objection]:
    """Documents are said to have been adopted, which is done without signature, and signers are named.

    Why: Joint statements are adopted and agreements signed; the two are counted and kept apart.
    Ignore: Never. Where a text was adopted and then signed, these are two steps.
    Bad: {"type": "document_signing", "act": "adopted", "signers": ["aliyev", "sharif"]}
    Good: {"type": "document_signing", "act": "signed", "signers": ["aliyev", "sharif"]}
    Mend: Write `signed`, or leave out the signers: who was present is a participant.
    Source: The meaning of `adopted` in the model of visitdata.
    """
    if signing.act is SigningAct.ADOPTED and signing.signers:
        yield Objection(
            f"it was adopted, without signature, and {', '.join(signing.signers[:3])} signed",
            at="act",
            values=(signing.act.value, *signing.signers[:3]),
            related=((signing, "signers", "who signed"),),
        )


@rule("VDM013", Severity.WARNING, since="0.1", held_only=True, said="signers")
def signer_for_no_party(signing: DocumentSigning, context: Context) -> Iterator[Objection]:
    """A document names the parties that it binds, and a signer belongs to another party of the visit.

    Why: Who signs, signs for one of the parties of the document. One of the ids is wrong, or a witness was taken for a
        signer.
    Ignore: Where someone signs for a body that is not their own.
    Bad: "documents": [{"id": "mou", "parties": ["az", "pk"]}], "signers": ["a-minister-of-tr"]
    Good: "documents": [{"id": "mou", "parties": ["az", "pk", "tr"]}], "signers": ["a-minister-of-tr"]
    Mend: Correct the signer or the parties of the document; a witness is a participant of the role `witness`.
    Source: Vienna Convention on the Law of Treaties, 1969, articles 7 and 12.
    """
    bound: set[str] = set()
    for ref in signing.documents:
        document = context.get(ref)
        if not isinstance(document, Document) or not document.parties:
            return
        bound.update(document.parties)
    if not bound:
        return
    for ref in tuple(bound):
        party = context.party_of(ref)
        if party is None:
            return
        bound |= {party.id, *party.members}
    for position, ref in enumerate(signing.signers):
        party = context.party_of(ref)
        if party is None or not isinstance(context.get(ref), Person) or {party.id, *party.members} & bound:
            continue
        if any(one.ref == ref and (one.on_behalf_of or one.party or one.capacity) for one in signing.participants):
            continue
        yield Objection(
            f"{ref} signs and belongs to {party.id}, which is no party of the document",
            at=f"signers/{position}",
            values=(ref, party.id),
            related=tuple(
                (document, "parties", f"it binds {', '.join(document.parties)}")
                for document in map(context.get, signing.documents)
                if isinstance(document, Document)
            ),
        )


@rule("VDM014", Severity.WARNING, since="0.1", said="stated_count")
def more_documents_than_counted(signing: DocumentSigning, context: Context) -> Iterator[Objection]:
    """More documents are named than the source counts.

    Why: The number or one of the documents belongs to another signing.
    Ignore: Where annexes are named that the source does not count.
    Bad: {"type": "document_signing", "stated_count": {"value": 1}, "documents": ["tourism", "shipping"]}
    Good: {"type": "document_signing", "stated_count": {"value": 4}, "documents": ["tourism", "shipping"]}
    Mend: Correct the number, or leave out the document that was not signed there.
    Source: Reports of signings state a number and name some of the documents; the list is the shorter one.
    """
    count = signing.stated_count
    if count is None or count.value is None or count.qualifier is not None or count.of is not None:
        return
    named = len(set(signing.documents))
    if named > count.value:
        yield Objection(
            f"the source counts {count.value}, and {named} documents are named",
            at="stated_count/value",
            values=(count.value, named),
            related=((signing, "documents", f"{named} are named"),),
        )


_TO_EARLIER = (LinkKind.SUPERSEDES, LinkKind.AMENDS, LinkKind.IMPLEMENTS, LinkKind.ANSWERS)


@rule("VDM015", Severity.ERROR, since="0.1", said="links")
def document_follows_later(document: Document, context: Context) -> Iterator[Objection]:
    """A document replaces, changes, carries out or answers another that is certainly dated later.

    Why: The link goes the wrong way, or one of the dates is wrong.
    Ignore: Never.
    Bad: {"id": "reply", "date": "2023-10-02", "links": [{"kind": "answers", "document": "letter"}]}
    Good: {"id": "reply", "date": "2023-10-20", "links": [{"kind": "answers", "document": "letter"}]}
    Mend: Put the link on the later document, or correct the date.
    Source: The meanings of the links in the model of visitdata.
    """
    for position, link in enumerate(document.links):
        other = context.get(link.document)
        if link.kind not in _TO_EARLIER or link.kind is None or not isinstance(other, Document) or other is document:
            continue
        if document.date is None or other.date is None:
            continue
        if document.date.before(other.date) is Certainty.CERTAINLY:
            yield Objection(
                f"of {document.date}, it {link.kind.value} {other.id}, of {other.date}",
                at=f"links/{position}/document",
                values=(str(document.date), str(other.date)),
                related=((other, "date", f"it is of {other.date}"), (document, "date", f"it is of {document.date}")),
            )


# Forms of meetings

_ENVOYS = (OfficeLevel.AMBASSADOR, OfficeLevel.ENVOY, OfficeLevel.OTHER)
_OF_LEADERS = (Grade.STATE, Grade.OFFICIAL, Grade.OFFICIAL_WORKING, Grade.WORKING)


@rule("VDM016", Severity.WARNING, since="0.1", said="kind")
def credentials_in_visit(ceremony: Ceremony, context: Context) -> Iterator[Objection]:
    """Credentials are presented in a state, official or working visit of someone who is no ambassador or envoy.

    Why: Presenting credentials is how a head of mission takes up the post; it is no part of a visit of a president or
        minister, and what is called so is usually a document that was checked, or a call of the ambassador.
    Ignore: Where a source really tells that an ambassador presented credentials during the visit.
    Bad: "grade": "state", "program": [{"type": "ceremony", "kind": "credentials"}]
    Good: "program": [{"type": "ceremony", "kind": "welcome"}]
    Mend: Choose another kind, or make a document of its own of the ambassador's arrival.
    Source: Vienna Convention on Diplomatic Relations, 1961, articles 13 to 16.
    """
    if ceremony.kind is not CeremonyKind.CREDENTIALS or context.visit.grade not in _OF_LEADERS:
        return
    leaders = [ref for party in context.parties(PartyRole.GUEST) for ref in party.principals]
    people = context.people(tuple(leaders))
    levels = [office.level for person in people for office in person.offices]
    if not levels or None in levels or any(level in _ENVOYS for level in levels):
        return
    named = [*ceremony.led_by, *(one.ref for one in ceremony.participants if one.ref is not None)]
    others = [person for person in context.people(tuple(named)) if person.id not in leaders]
    if any(office.level in (None, *_ENVOYS) for person in others for office in person.offices):
        return
    yield Objection(
        f"credentials are presented in a visit of grade {context.visit.grade} that no envoy leads",
        at="kind",
        values=(str(ceremony.kind), str(context.visit.grade)),
        related=((context.visit, "grade", f"its grade is {context.visit.grade}"),),
    )


_AT_TABLE = {ParticipantRole.PRINCIPAL, ParticipantRole.GUEST_OF_HONOR}


@rule("VDM017", Severity.WARNING, since="0.1", said="format")
def one_on_one_of_several(meeting: Meeting, context: Context) -> Iterator[Objection]:
    """A one-on-one meeting has more than two people in it, without those who interpret, take notes, accompany or do
    anything else in a role of their own.

    Why: Of two principals alone is said what they tell of it, and nobody else knows; with three it is a restricted
        meeting.
    Ignore: Where the source calls it so all the same and names no role of the others.
    Bad: {"type": "meeting", "format": "one_on_one", "participants": [{"ref": "a"}, {"ref": "b"}, {"ref": "c"}]}
    Good: {"type": "meeting", "format": "restricted", "participants": [{"ref": "a"}, {"ref": "b"}, {"ref": "c"}]}
    Mend: Call it `restricted`, or give the others their roles.
    Source: The customary forms of talks: tête-à-tête, restricted (narrow) and expanded.
    """
    if meeting.format is not MeetingFormat.ONE_ON_ONE:
        return
    people = _people(
        context,
        (
            one.ref
            for one in meeting.participants
            if one.attendance in (None, Attendance.PRESENT, Attendance.REMOTE) and _AT_TABLE.issuperset(one.roles)
        ),
    )
    if len(people) > 2:
        yield Objection(
            f"it is one-on-one, and {len(people)} people take part: {', '.join(people[:5])}",
            at="format",
            values=(meeting.format.value, *people[:5]),
            related=((meeting, "participants", f"{len(people)} people"),),
        )


def _people(context: Context, refs: Iterable[str | None]) -> list[str]:
    """Those among references that name people, each once."""
    return [ref for ref in dict.fromkeys(refs) if ref is not None and isinstance(context.get(ref), Person)]
