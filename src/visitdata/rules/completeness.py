"""Completeness: what a fuller record of a visit would tell. These rules run only when they are asked for.

A source that tells little makes a short document, and a good one. Whoever has more sources at hand, or wants to know
what to look for in them, asks for these rules. Nothing that they say is a mistake.
"""

import unicodedata
from collections.abc import Iterator

from visitdata.findings import Severity
from visitdata.limits import MAX_CHAIN
from visitdata.model import (
    Activity,
    Anthems,
    BookSigning,
    Ceremony,
    CeremonyKind,
    Decoration,
    DocumentSigning,
    Gift,
    GiftDirection,
    GiftExchange,
    Greeting,
    GunSalute,
    Handover,
    Homage,
    HonorGuard,
    MarchPast,
    Meeting,
    Name,
    Occasion,
    Outcome,
    Participant,
    Party,
    PartyRole,
    Person,
    Place,
    Prayer,
    Source,
    SourceRole,
    Speech,
    Standing,
    Statement,
    Step,
    Toast,
    TreePlanting,
    Visit,
    VisitStatus,
    WreathLaying,
)
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule
from visitdata.rules.engine.walk import Spot

_NOT_MADE = (VisitStatus.CANCELLED, VisitStatus.POSTPONED)


def _words(activity: Activity) -> str:
    return activity.type.replace("_", " ")


@rule("VDK001", Severity.INFO, since="0.1")
def fact_without_citation(fact: Activity | Gift | Statement | Outcome, context: Context) -> Iterator[Objection]:
    """An act, gift, statement or outcome that no citation carries: neither its own nor that of the occasion it stands
    in. It is said of an occasion and not of each of its steps as well, and of nothing where there are no two sources.

    Why: Nobody can check a fact whose source is not told.
    Ignore: Where every source tells it.
    Bad: {"type": "meeting", "id": "talks"}
    Good: {"type": "meeting", "id": "talks", "citations": [{"source": "newsaz"}]}
    Mend: Cite the source, best with the words that carry it.
    Source: The principle of the model of visitdata that a document says only what a source says.
    """
    visit = context.visit
    if len(visit.sources) < 2 or context.carried_by():
        return
    if isinstance(fact, Gift | Step) and _is_told_of_holder(context.spot.parent):
        return
    yield Objection("no citation carries it", hint="add `citations` with the source that tells it")


def _is_told_of_holder(parent: Spot | None) -> bool:
    """Whether the same is said of what holds it, so that it need not be said of each part."""
    return parent is not None and isinstance(parent.node, Activity)


@rule("VDK002", Severity.INFO, since="0.1")
def visit_without_sources(visit: Visit, context: Context) -> Iterator[Objection]:
    """A document that names no source.

    Why: What it says rests on nothing that a reader could look up.
    Ignore: Where the whole corpus has one source that stands elsewhere.
    Bad: {"id": "az-pk-2023-11-01", "program": [...]}   (without sources)
    Good: "sources": [{"id": "newsaz", "publisher": "News.Az", "url": "https://news.az/news/1"}]
    Mend: Add the sources, and cite them where they tell something.
    Source: The principle of the model of visitdata that a document says only what a source says.
    """
    if not visit.sources:
        yield Objection("no source is named")


@rule("VDK003", Severity.INFO, since="0.1")
def visit_without_grade(visit: Visit, context: Context) -> Iterator[Objection]:
    """A visit of which neither a grade nor the source's word for it is told, nor any claim on it.

    Why: The grade is what states themselves call the visit; most comparisons begin with it.
    Ignore: Where no source uses a word; `unspecified` is for a source that says so.
    Bad: {"id": "az-pk-2023-11-01", "start": "2023-11-01"}
    Good: {"id": "az-pk-2023-11-01", "grade": "official", "grade_label": "official visit"}
    Mend: Look for the word in the announcements of both sides.
    Source: Definitions of the grades of visits by the foreign ministries of France, Japan and the United States.
    """
    if visit.grade is None and visit.grade_label is None and not context.claimed(visit, "grade"):
        yield Objection("no grade is told")


@rule("VDK004", Severity.INFO, since="0.1")
def visit_without_dates(visit: Visit, context: Context) -> Iterator[Objection]:
    """A visit without a first day, be it past or to come.

    Why: Without a date it cannot be found beside others, nor be compared with terms of office.
    Ignore: Where a visit is announced without any date.
    Bad: {"id": "az-pk"}
    Good: {"id": "az-pk", "start": "2023-11"}
    Mend: Give the first day, or the month or year, in EDTF.
    Source: The register of foreign visits of the US Office of the Historian, which has dates for every visit.
    """
    if visit.start is None and visit.scheduled is None and not context.claimed(visit, "start"):
        yield Objection("no date is told")


@rule("VDK005", Severity.INFO, since="0.1")
def party_without_principal(party: Party, context: Context) -> Iterator[Objection]:
    """A guest or host of which nobody is named who leads it.

    Why: A visit is known by who came and who received.
    Ignore: Where no source names anyone, as at the call of a ship.
    Bad: {"id": "pk", "role": "guest"}
    Good: {"id": "pk", "role": "guest", "principals": ["munir"]}
    Mend: Name them, by office alone where the name is not told.
    Source: The register of foreign visits of the US Office of the Historian, which names the visitor of every visit.
    """
    if party.role not in (PartyRole.GUEST, PartyRole.HOST) or party.principals:
        return
    if not any(one.party == party.id and one.head is not None for one in context.visit.delegations):
        yield Objection(f"nobody is named who leads the {party.role}, {party.name or party.id}")


@rule("VDK006", Severity.INFO, since="0.1")
def rivals_without_preference(visit: Visit, context: Context) -> Iterator[Objection]:
    """Accounts differ on a field and the document prefers none: the plain field is absent and no claim is preferred.

    Why: A reader who wants one value gets none.
    Ignore: Where there is no reason to prefer one, as with two sides that grade a visit differently.
    Bad: "claims": [{"field": "/grade", "value": "state"}, {"field": "/grade", "value": "official"}]
    Good: "grade": "official", with the claims {"value": "official", "standing": "preferred"} and
          {"value": "state", "standing": "rival"}, both on /grade
    Mend: Prefer one and give the reason, or leave it and waive this.
    Source: Reports that name two regiments for one guard of honor.
    """
    rivals: dict[tuple[str | None, str], int] = {}
    preferred: set[tuple[str | None, str]] = set()
    for position, claim in enumerate(visit.claims):
        key = (claim.about, claim.field)
        if claim.standing is Standing.PREFERRED:
            preferred.add(key)
        elif claim.standing in (None, Standing.RIVAL):
            rivals.setdefault(key, position)
    for (about, field), position in rivals.items():
        owner = visit if about is None else context.get(about)
        name = field.strip("/")
        is_plain = owner is not None and "/" not in name and name in {one.json for one in owner.__fields__.values()}
        if (about, field) not in preferred and owner is not None and is_plain and name not in owner.__dict__:
            yield Objection(
                f"accounts differ on {name} and none is preferred", at=f"claims/{position}/field", values=(field,)
            )


_DERIVED = (SourceRole.AGENCY_COPY, SourceRole.TRANSLATION, SourceRole.MACHINE_TRANSLATION)


@rule("VDK007", Severity.INFO, since="0.1")
def only_derived_sources(visit: Visit, context: Context) -> Iterator[Objection]:
    """Every source is a copy or translation of another, or names another as its own source, and that one is not among
    the sources.

    Why: Copies shorten, and translations slip; the original may say more, or something else.
    Ignore: Where the original is lost or closed.
    Bad: "sources": [{"id": "newsaz", "attributed_to": "the ministry's press service told News.Az"}]
    Good: "sources": [{"id": "newsaz", "cites": ["mod"]}, {"id": "mod", "publisher": "Ministry of Defense"}]
    Mend: Find the original and cite it.
    Source: A report of News.Az of 1 November 2023 that cites the press service of the Ministry of Defense.
    """
    if visit.sources and all(one.role in _DERIVED or _names_another(one, context) for one in visit.sources):
        told = next((one.attributed_to for one in visit.sources if one.attributed_to is not None), None)
        of = f" ({told})" if told is not None else ""
        yield Objection(f"every source is derived from another that is not among them{of}", at="sources")


def _names_another(source: Source, context: Context) -> bool:
    if source.role is SourceRole.ORIGINAL or any(isinstance(context.get(ref), Source) for ref in source.cites):
        return False
    return source.attributed_to is not None


@rule("VDK008", Severity.INFO, since="0.1")
def source_without_copy(source: Source, context: Context) -> Iterator[Objection]:
    """A source on the web of which neither an archived copy nor a sum of the file that was read is told.

    Why: Pages are changed and vanish; without a copy nobody can tell what the coder read.
    Ignore: Where the address itself is that of an archive.
    Bad: {"id": "newsaz", "url": "https://news.az/news/1"}
    Good: {"id": "newsaz", "url": "https://news.az/news/1", "archive_url": "https://web.archive.org/web/2023/..."}
    Mend: Archive the page, or keep the file and its SHA-256 sum.
    Source: An article of 2024 on a state visit that its newspaper published in two versions at one address.
    """
    if source.url is None or source.archive_url is not None or source.sha256 is not None:
        return
    if not any(host in source.url for host in ("web.archive.org", "archive.ph", "archive.today", "perma.cc")):
        yield Objection("the page is neither archived nor summed", at="url")


@rule("VDK009", Severity.INFO, since="0.1")
def source_without_origin(source: Source, context: Context) -> Iterator[Objection]:
    """A source of which neither title nor publisher is told, or not when it was published.

    Why: An address alone dies with the page; publisher, title and date let it be found again.
    Ignore: Where the source itself tells none of them.
    Bad: {"id": "newsaz", "url": "https://news.az/news/1"}
    Good: {"id": "newsaz", "publisher": "News.Az", "published": "2023-11-01", "url": "https://news.az/news/1"}
    Mend: Add what the source prints of itself.
    Source: ISO 690, elements of a reference.
    """
    missing = [] if source.title or source.publisher else ["title or publisher"]
    missing += [] if source.published is not None else ["date of publication"]
    if missing:
        yield Objection(f"the source has no {' and no '.join(missing)}", values=tuple(missing))


_LONG = 120


@rule("VDK010", Severity.INFO, since="0.1")
def long_quotes_without_license(source: Source, context: Context) -> Iterator[Objection]:
    """A source of which more than 120 words are quoted, and whose license is not told.

    Why: Who passes the document on has to know whether the quotes may be passed on.
    Ignore: Where the law lets short quotes stand whatever the license.
    Bad: {"id": "newsaz"}   (with a quote of a whole article)
    Good: {"id": "newsaz", "license": "CC-BY-4.0"}
    Mend: Look for the terms of the publisher; shorten the quotes.
    Source: SPDX License List; terms of use of news agencies.
    """
    if source.license is not None or source.id is None:
        return
    words = context.once(_quoted).get(source.id, 0)
    if words > _LONG:
        yield Objection(f"{words} words are quoted and no license is told", values=(words,))


def _quoted(context: Context) -> dict[str, int]:
    """How many words are quoted of each source; what is quoted twice counts once."""
    quotes = {
        (citation.source, citation.quote)
        for spot in context.walk.spots
        for citation in spot.node.__dict__.get("citations", ())
        if citation.quote is not None
    }
    counted: dict[str, int] = {}
    for source, quote in quotes:
        counted[source] = counted.get(source, 0) + len(quote.split())
    return counted


_ACTORS: dict[type[Step], tuple[tuple[str, ...], str]] = {
    BookSigning: (("signers",), "signed"),
    WreathLaying: (("laid_by",), "laid it"),
    Homage: (("paid_by",), "paid it"),
    HonorGuard: (("reviewed_by", "honorees"), "it was drawn up for"),
    MarchPast: (("reviewed_by",), "reviewed it"),
    Greeting: (("greeters", "greeted"), "greeted"),
    TreePlanting: (("planted_by",), "planted it"),
    Prayer: (("led_by",), "led it"),
    Speech: (("speaker",), "spoke"),
    Toast: (("speaker",), "spoke"),
    Decoration: (("conferred_on",), "was decorated"),
    DocumentSigning: (("signers",), "signed"),
    Handover: (("giver", "recipient"), "gave and received"),
    GunSalute: (("honorees", "battery"), "it was fired for"),
}
"""Of each step the fields that name who did it, one of which is enough, and what they did."""


@rule("VDK011", Severity.INFO, since="0.1", held_only=True)
def act_without_actor(step: Step, context: Context) -> Iterator[Objection]:
    """A step of which nobody is named who did it or for whom it was done: a book without signer, a wreath without the
    one who laid it, a guard without the one who reviewed it.

    Why: Who signed the book is often the point of it.
    Ignore: Where no source names them.
    Bad: {"type": "book_signing", "book": "honor"}
    Good: {"type": "book_signing", "book": "honor", "signers": ["munir"]}
    Mend: Look for it in the release of the other side, or in pictures.
    Source: A report of News.Az of 1 November 2023: "the Book of Honor was signed in accordance with the protocol".
    """
    known = _ACTORS.get(type(step))
    if known is None or step.participants or any(field in step.__dict__ for field in known[0]):
        return
    yield Objection(f"nobody is named who {known[1]}", values=(step.type,), hint=f"`{known[0][0]}` says it")


@rule("VDK012", Severity.INFO, since="0.1", held_only=True)
def tribute_without_memorial(step: WreathLaying | Homage, context: Context) -> Iterator[Objection]:
    """A wreath or other tribute of which neither the memorial nor whom it honors is told, nor the place.

    Why: A tribute to nobody in particular tells little.
    Ignore: Where no source says it.
    Bad: {"type": "wreath_laying", "laid_by": ["munir"]}
    Good: {"type": "wreath_laying", "laid_by": ["munir"], "memorial": "alley"}
    Mend: Name the memorial or the place.
    Source: Programs of military visits in Azerbaijan and Pakistan, which name the memorial (Alley of Martyrs,
    Yadgar-e-Shuhada).
    """
    placed = context.place(step)
    if step.memorial is None and step.honoring is None and placed.place is None:
        yield Objection(f"neither memorial nor place of the {_words(step).split()[0]} is told")


@rule("VDK013", Severity.INFO, since="0.1", held_only=True)
def honors_half_told(step: Anthems | GunSalute | HonorGuard, context: Context) -> Iterator[Objection]:
    """Anthems without the parties whose they are, a gun salute without the number of guns, a guard of honor without
    unit, service or strength.

    Why: They are what the honors of visits are compared by.
    Ignore: Where no source says it.
    Bad: {"type": "gun_salute", "honorees": ["kishida"]}
    Good: {"type": "gun_salute", "guns": 19, "honorees": ["kishida"]}
    Mend: Look for it in the program or the release of the host's forces.
    Source: Scales of honors, which are told in guns and strengths of guards: US Army Regulation 600-25; Annex 13A of
    Canadian Heritage.
    """
    missing = None
    if isinstance(step, Anthems):
        missing = None if step.parties else "whose anthems they are"
    elif isinstance(step, GunSalute):
        missing = None if step.guns is not None else "how many guns were fired"
    elif not (step.units or step.services or step.services_label or step.strength):
        missing = "which unit it was, of which service, or how strong"
    if missing is not None:
        yield Objection(f"it is not told {missing}", values=(step.type,))


@rule("VDK014", Severity.INFO, since="0.1", held_only=True)
def gifts_half_told(step: GiftExchange, context: Context) -> Iterator[Objection]:
    """An exchange or presentation without gifts, or with a gift without giver, recipient or items; gifts exchanged of
    which those of one side alone are told.

    Why: What one side gives is in the register of the other.
    Ignore: Where no source describes them.
    Bad: {"type": "gift_exchange", "direction": "exchanged", "gifts": [{"giver": ["az"], "items": [...]}]}
    Good: {"type": "gift_exchange", "direction": "exchanged", "gifts": [{"giver": ["az"], ...}, {"giver": ["pk"], ...}]}
    Mend: Look in the registers of gifts of both sides, and in the releases.
    Source: Registers of gifts of the United States (received gifts alone) and of the United Kingdom.
    """
    if not step.gifts:
        yield Objection("no gift is described")
        return
    for position, gift in enumerate(step.gifts):
        missing = [name for name in ("giver", "recipient", "items") if name not in gift.__dict__]
        if missing:
            yield Objection(f"the gift has no {' and no '.join(missing)}", at=f"gifts/{position}")
    givers = {ref for gift in step.gifts for ref in gift.giver}
    sides = {context.side_of(ref) for ref in givers}
    if step.direction is GiftDirection.EXCHANGED and len(sides) == 1 and None not in sides:
        yield Objection(f"gifts were exchanged, and those of the {sides.pop()} alone are told", at="gifts")


@rule("VDK015", Severity.INFO, since="0.1", held_only=True)
def signing_without_documents(step: DocumentSigning, context: Context) -> Iterator[Objection]:
    """A signing without documents, or with fewer than a source counts.

    Why: The documents are what outlasts the visit.
    Ignore: Where no source names them.
    Bad: {"type": "document_signing", "documents": ["tourism"], "stated_count": {"value": 4}}
    Good: {"type": "document_signing", "documents": ["tourism"]}
    Mend: Look in the treaty registers of both sides.
    Source: Reports of the visit of the President of Sri Lanka to Ukraine in 2010, which count four agreements and name
    three.
    """
    stated = step.stated_count.value if step.stated_count is not None else None
    named = len(set(step.documents))
    if not named:
        yield Objection("no document is named")
    elif stated is not None and named < stated:
        yield Objection(f"{stated} documents are counted and {named} named", at="documents", values=(stated, named))


@rule("VDK016", Severity.INFO, since="0.1")
def statement_half_told(statement: Statement, context: Context) -> Iterator[Objection]:
    """A statement without speaker, or without words.

    Why: Who said it, and in which words, is what a statement is.
    Ignore: Where a source does not attribute it, or tells only that something was said.
    Bad: {"act": "stressed", "text": "relations are good"}
    Good: {"speakers": ["hasanov"], "act": "stressed", "text": "relations are good"}
    Mend: Name the speakers, or how the source names them in `as_worded`; copy the words.
    Source: Readouts of both sides, of which each names the words of its own.
    """
    missing = [] if statement.speakers or statement.on_behalf_of or statement.as_worded else ["speaker"]
    missing += [] if statement.text or statement.original or statement.withheld else ["words"]
    if missing:
        yield Objection(f"the statement has no {' and no '.join(missing)}", values=tuple(missing))


@rule("VDK017", Severity.INFO, since="0.1", held_only=True)
def meeting_half_told(meeting: Meeting, context: Context) -> Iterator[Objection]:
    """A meeting of which nobody is named who took part, or nothing of what was talked of.

    Why: Who met whom about what is the heart of a visit.
    Ignore: Where no source tells it.
    Bad: {"type": "meeting", "participants": [{"ref": "munir"}]}
    Good: {"type": "meeting", "participants": [{"ref": "munir"}, {"ref": "hasanov"}], "topics": [{"topic": "training"}]}
    Mend: Look in the readouts of both sides.
    Source: Readouts, which as a rule name those present and the topics.
    """
    missing = [] if context.place(meeting).attendees or meeting.hosts or meeting.chair else ["participants"]
    missing += [] if meeting.topics or meeting.statements or meeting.outcomes or meeting.agenda else ["topics"]
    if missing:
        yield Objection(f"the meeting has no {' and no '.join(missing)}", values=tuple(missing))


@rule("VDK018", Severity.INFO, since="0.1", held_only=True)
def occasion_without_place(occasion: Occasion, context: Context) -> Iterator[Objection]:
    """An occasion of which no place is told.

    Why: Where something is held says much of how it is meant; and the time zone follows from the place.
    Ignore: Where no source tells it, or it was held by telephone or video.
    Bad: {"type": "meeting"}
    Good: {"type": "meeting", "place": "ministry"}
    Mend: Name the building, or the city.
    Source: The register of travels of the US Secretary of State, in which 54 of the entries lack a place.
    """
    if occasion.__dict__.keys() & {"place", "mode", "part_of", "origin", "destination"}:
        return
    if not any(step.place is not None for step in occasion.steps):
        yield Objection(f"no place of the {_words(occasion)} is told")


@rule("VDK019", Severity.INFO, since="0.1", held_only=True)
def occasion_without_day(occasion: Occasion, context: Context) -> Iterator[Objection]:
    """An occasion, in a visit of several days, of which the day is not told.

    Why: Without it the program of the days cannot be put together.
    Ignore: Where no source tells it.
    Bad: {"type": "meeting"}   (in a visit from 8 to 14 April)
    Good: {"type": "meeting", "when": {"date": "2024-04-10"}}
    Mend: Give the day in `when`, or its bounds in EDTF; that of a plan in `scheduled`.
    Source: Programs of visits, which are printed by day.
    """
    if occasion.__dict__.keys() & {"scheduled", "after", "during", "part_of"} or context.visit.start is None:
        return
    if context.place(occasion).date is None:
        yield Objection(f"the day of the {_words(occasion)} is not told")


@rule("VDK020", Severity.INFO, since="0.1")
def place_without_country(place: Place, context: Context) -> Iterator[Objection]:
    """A place of which no country is told, nor of any place it lies in.

    Why: A name alone is ambiguous, and the country tells on whose soil an act was.
    Ignore: On the high seas, in the air, or where it is contested.
    Bad: {"id": "alley", "name": "Alley of Martyrs"}
    Good: {"id": "alley", "name": "Alley of Martyrs", "city": "Baku", "country": "AZ"}
    Mend: Give the country, or the place in which it lies.
    Source: The register of travels of the US Secretary of State, in which 543 entries join several names of places
    by commas.
    """
    here, seen = place, set[int]()
    while isinstance(here, Place) and id(here) not in seen and len(seen) < MAX_CHAIN:
        if here.country is not None or here.administered_by is not None or here.claimed_by or here.within is None:
            break
        seen.add(id(here))
        here = context.get(here.within)  # type: ignore[assignment]  # whatever it is, the loop looks
    told = isinstance(here, Place) and (here.country or here.administered_by or here.claimed_by)
    if not told:
        yield Objection(f"the country of {place.name or place.id or 'the place'} is not told")


@rule("VDK021", Severity.INFO, since="0.1")
def person_without_office(person: Person, context: Context) -> Iterator[Objection]:
    """A person of whom neither office, rank, description nor the person whose spouse they are is told, or who belongs
    to no party.

    Why: The office is why they are there, and the party tells their side.
    Ignore: Where the source names them without more, or they belong to none.
    Bad: {"id": "smith", "name": "Brad Smith"}
    Good: {"id": "smith", "name": "Brad Smith", "party": "us", "offices": [{"title": "president of Microsoft"}]}
    Mend: Give the office as of the visit, and the party.
    Source: Lists of guests, which name the office beside each person.
    """
    is_known = person.offices or person.ranks or person.description or person.spouse_of
    missing = [] if is_known else ["office"]
    missing += [] if person.party is not None or person.spouse_of or _has_body(person) else ["party"]
    if missing:
        yield Objection(f"{person.name or person.id or 'a person'} has no {' and no '.join(missing)}")


def _has_body(person: Person) -> bool:
    return any(office.organization is not None for office in person.offices)


@rule("VDK022", Severity.INFO, since="0.1")
def participant_without_side(participant: Participant, context: Context) -> Iterator[Objection]:
    """A participant of an activity of whom neither side nor role is told, and whose side follows from nothing.

    Why: It cannot be told who met whom.
    Ignore: Where the source does not tell it, as of a mixed audience.
    Bad: {"description": "other officials"}
    Good: {"description": "other officials", "side": "host"}
    Mend: Say the side or the role, or give the person a party.
    Source: Readouts, which name those present by side.
    """
    if context.placed is None or participant.side is not None or participant.roles or participant.party is not None:
        return
    person = context.get(participant.ref)
    if isinstance(person, Person) and person.party is None and not _has_body(person):
        return  # what is missing is the person's party
    if participant.ref is None or context.side_of(participant.ref) is None:
        who = participant.description or participant.as_worded or participant.ref or "a participant"
        yield Objection(f"the side of {who} is not told")


@rule("VDK023", Severity.INFO, since="0.1")
def name_without_language(name: Name, context: Context) -> Iterator[Objection]:
    """A wording of a name in another script than the Latin, without the tag of its language and script.

    Why: The same characters are read differently in Chinese and Japanese, in Russian and Ukrainian.
    Ignore: Where the language is not known.
    Bad: {"text": "林佳龍"}
    Good: {"text": "林佳龍", "language": "zh-Hant"}
    Mend: Add the tag of BCP 47.
    Source: BCP 47 (RFC 5646).
    """
    if name.text is not None and name.language is None and not _is_latin(name.text):
        yield Objection(f"the language of {name.text} is not told", values=(name.text,))


def _is_latin(text: str) -> bool:
    return all(not char.isalpha() or "LATIN" in unicodedata.name(char, "LATIN") for char in text)


_FAMILY_FIRST = ("ja", "zh", "ko", "hu", "vi")


@rule("VDK024", Severity.INFO, since="0.1")
def name_order_not_told(name: Name, context: Context) -> Iterator[Objection]:
    """A wording of a person's name in Japanese, Chinese, Korean, Hungarian or Vietnamese, or romanized from it, without
    the order of its parts.

    Why: Which part is the family name decides how people are listed and addressed, and whether two records are of one
    person.
    Ignore: Where it is not known.
    Bad: {"text": "Kishida Fumio", "language": "ja-Latn"}
    Good: {"text": "Kishida Fumio", "language": "ja-Latn", "order": "family_given"}
    Mend: Say `family_given` or `given_family`.
    Source: Reports of a visit of 2024 that print both Kishida Fumio and Fumio Kishida.
    """
    if name.text is None or name.language is None or name.order is not None or not isinstance(context.holder, Person):
        return
    if name.language.lower().split("-")[0] in _FAMILY_FIRST and (" " in name.text or not _is_latin(name.text)):
        yield Objection(f"the order of the parts of {name.text} is not told", values=(name.text, name.language))


@rule("VDK025", Severity.INFO, since="0.1", held_only=True)
def ceremony_without_steps(ceremony: Ceremony, context: Context) -> Iterator[Objection]:
    """A welcome or farewell ceremony of which no act is told.

    Why: Guard, anthems and salute are what such a ceremony is compared by.
    Ignore: Where the source says only that it was held.
    Bad: {"type": "ceremony", "kind": "welcome"}
    Good: {"type": "ceremony", "kind": "welcome", "steps": [{"type": "honor_guard"}, {"type": "anthems"}]}
    Mend: Add the steps; one that a source says was left out has the status `not_held`.
    Source: Protocols of welcome of Canada (Annex 13A), the United States and Azerbaijan.
    """
    if ceremony.kind not in (CeremonyKind.WELCOME, CeremonyKind.FAREWELL) or ceremony.steps:
        return
    if ceremony.id is None or not any(one.part_of == ceremony.id for one in context.all(Activity)):
        yield Objection(f"no act of the {ceremony.kind} is told")


@rule("VDK026", Severity.INFO, since="0.1")
def visit_without_program(visit: Visit, context: Context) -> Iterator[Objection]:
    """A visit that was not called off, of which neither an act nor a period is told.

    Why: It says that there was a visit, and nothing of what was done.
    Ignore: In a register of visits, which tells no more.
    Bad: {"id": "az-pk-2023-11-01", "grade": "official"}
    Good: {"id": "az-pk-2023-11-01", "program": [{"type": "meeting"}]}
    Mend: Add what the sources tell of the program.
    Source: Registers of visits, such as that of the US Office of the Historian, beside reports of the same visits.
    """
    if not visit.program and not visit.periods and visit.status not in _NOT_MADE:
        yield Objection("nothing is told of what was done")
