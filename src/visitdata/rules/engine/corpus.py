"""A corpus as the rules across documents see it: of each document a digest, about a kilobyte, so that all of them are
in memory where the documents are not.

A rule across documents is a function of a `Corpus` and the settings; it yields a `Clash` for each mistake.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from sys import intern
from typing import NamedTuple

from visitdata.findings import Finding, Related, Severity, path_of
from visitdata.model import (
    EDTF,
    ActivityStatus,
    Grade,
    Node,
    OfficeLevel,
    OfficeQualifier,
    ParticipantRole,
    Party,
    PartyRole,
    Person,
    Place,
    Visit,
    VisitRelation,
    program,
)
from visitdata.model.composing import normalize
from visitdata.rules.engine import catalog
from visitdata.rules.engine.catalog import Plan
from visitdata.rules.engine.problems import RULE_FAILED
from visitdata.rules.engine.rule import Rule, told_of
from visitdata.rules.engine.soundness import check_end, check_prose, short


class Traveler(NamedTuple):
    """A person who leads a guest, or another person of the document who is identified."""

    keys: tuple[str, ...]
    """By what the person is known again: identifiers, then names with the country; strongest first."""
    name: str
    pointer: str
    is_principal: bool
    country: str | None
    """The country of the person's party."""
    levels: tuple[tuple[OfficeLevel, OfficeQualifier | None], ...]


class Bond(NamedTuple):
    """A link to another document, with what is said of it."""

    relation: VisitRelation | None
    visit: str
    start: EDTF | None
    end: EDTF | None
    country: str | None
    pointer: str


class Escorted(NamedTuple):
    """A principal who accompanies another person on the visit."""

    traveler: str
    head: str
    words: frozenset[str]
    """The words of the name of the one who is accompanied."""
    country: str | None
    levels: tuple[OfficeLevel, ...]
    pointer: str


class Digest(NamedTuple):
    """What the rules across documents need of one document."""

    file: str | None
    record: int | None
    id: str
    title: str | None
    start: EDTF | None
    end: EDTF | None
    grade: Grade | None
    is_held: bool
    hosts: tuple[str, ...]
    """The host countries, or names of hosts that have none."""
    countries: tuple[str, ...]
    """Other countries of its periods."""
    travelers: tuple[Traveler, ...]
    bonds: tuple[Bond, ...]
    escorted: tuple[Escorted, ...]
    waivers: tuple[tuple[str, str | None, str], ...]
    """Code, pointer of the record it is about (None: the whole document), reason."""

    @property
    def place(self) -> tuple[str, int, str]:
        """Where it is, for sorting."""
        return self.file or "", self.record or 0, self.id

    @property
    def stay(self) -> tuple[date, date] | None:
        """The days that it certainly covers; None where there is none such."""
        if self.start is None:
            return None
        first, last = self.start.first[1], (self.end or self.start).last[0]
        return (first, last) if first <= last else None


class Clash(NamedTuple):
    """What a rule has to say against a document, beside others."""

    digest: Digest
    message: str
    """One sentence without a final full stop that names the values which disagree."""
    pointer: str = ""
    values: tuple[str | int, ...] = ()
    related: tuple[tuple[Digest, str, str], ...] = ()
    """Other documents, the pointer in them, and what stands there."""
    hint: str | None = None
    severity: Severity | None = None
    """A milder severity than the rule's own."""


class Corpus:
    """The digests of a corpus, in one order whatever order they came in."""

    def __init__(self, digests: Iterable[Digest]) -> None:
        self.digests = sorted(digests, key=lambda one: (one.place, str(one.start), str(one.title)))

    @cached_property
    def by_id(self) -> dict[str, list[Digest]]:
        """The documents with each id."""
        found: dict[str, list[Digest]] = {}
        for digest in self.digests:
            found.setdefault(digest.id, []).append(digest)
        return found

    @cached_property
    def journeys(self) -> dict[str, list[tuple[Digest, Traveler]]]:
        """By each key of a principal the held visits that they lead, by their days."""
        found: dict[str, list[tuple[Digest, Traveler]]] = {}
        for digest in self.digests:
            if digest.is_held and digest.stay is not None:
                for traveler in digest.travelers:
                    for key in traveler.keys if traveler.is_principal else ():
                        found.setdefault(key, []).append((digest, traveler))
        for those in found.values():
            those.sort(key=lambda one: (one[0].stay or (date.max, date.max), one[0].place))
        return found

    @cached_property
    def bonds(self) -> dict[tuple[str, str], list[tuple[Digest, Bond]]]:
        """The links from one id to another."""
        found: dict[tuple[str, str], list[tuple[Digest, Bond]]] = {}
        for digest in self.digests:
            for bond in digest.bonds:
                found.setdefault((digest.id, bond.visit), []).append((digest, bond))
        return found

    def are_bound(self, one: Digest, other: Digest) -> bool:
        """Whether either of two documents says how it stands to the other."""
        return (one.id, other.id) in self.bonds or (other.id, one.id) in self.bonds


def digest(visit: Visit, file: str | None = None, record: int | None = None) -> Digest:
    """What the rules across documents need of a document."""
    named = (*visit.parties, *visit.people, *visit.places)
    records: dict[str, Node] = {one.id: one for one in reversed(named) if one.id is not None}
    travelers = tuple(_travelers(visit, records))
    return Digest(
        file=file,
        record=record,
        id=visit.id,
        title=visit.title,
        start=visit.start,
        end=visit.end,
        grade=visit.grade,
        is_held=program.status_within(visit) is ActivityStatus.HELD,
        hosts=tuple(sorted({_party_key(party) for party in visit.parties if party.role is PartyRole.HOST})),
        countries=tuple(sorted(set(_countries(visit, records)))),
        travelers=travelers,
        bonds=tuple(
            Bond(one.relation, intern(one.visit), one.start, one.end, one.country, f"/related/{index}")
            for index, one in enumerate(visit.related)
            if one.visit is not None
        ),
        escorted=tuple(_escorted(visit, records)),
        waivers=tuple(_waivers(visit)),
    )


def _waivers(visit: Visit) -> Iterator[tuple[str, str | None, str]]:
    for waiver in visit.waivers:
        if waiver.code.startswith(catalog.ACROSS):
            about: str | None = None
            if waiver.about not in (None, visit.id):
                try:
                    about = visit.pointer(waiver.about or "")
                except KeyError:
                    continue
            yield waiver.code, about, waiver.reason or ""


def words_of(name: str) -> list[str]:
    """The words of a name, without case, marks and signs."""
    plain = normalize("NFKD", name).casefold()
    return re.findall(r"\w+", "".join(char for char in plain if not unicodedata.combining(char)))


def _party_key(party: Party) -> str:
    return intern(party.country or " ".join(words_of(party.name or "")) or party.id)


def _countries(visit: Visit, records: dict[str, Node]) -> Iterator[str]:
    for period in visit.periods:
        place = records.get(period.place) if period.place is not None else None
        country = period.country or (place.country if isinstance(place, Place) else None)
        if country is not None:
            yield intern(country)


def _travelers(visit: Visit, records: dict[str, Node]) -> Iterator[Traveler]:
    """The principals of the guests, and everybody else who has an identifier."""
    leads = {ref: party for party in visit.parties if party.role is PartyRole.GUEST for ref in party.principals}
    for index, person in enumerate(visit.people):
        party: Node | None = leads.get(person.id or "")
        is_principal = party is not None
        if party is None and not person.identifiers:
            continue
        if party is None and person.party is not None:
            party = records.get(person.party)
        country = _party_key(party) if isinstance(party, Party) else None
        keys = tuple(_keys(person, country))
        if keys:
            levels = tuple((office.level, office.qualifier) for office in person.offices if office.level is not None)
            yield Traveler(keys, _name(person), f"/people/{index}", is_principal, country, levels)


def _name(person: Person) -> str:
    return person.name or (person.names[0].text if person.names else None) or person.id or "somebody"


def _keys(person: Person, country: str | None) -> Iterator[str]:
    """By what a person is known again: every identifier, and the name with the country."""
    for scheme, value in sorted((person.identifiers or {}).items()):
        yield intern(f"{scheme}:{value}")
    name = person.name or (person.names[0].text if person.names else None)
    if name is not None and country is not None and words_of(name):
        yield intern(f"{' '.join(words_of(name))}|{country}")


def _escorted(visit: Visit, records: dict[str, Node]) -> Iterator[Escorted]:
    leads = {ref: party for party in visit.parties if party.role is PartyRole.GUEST for ref in party.principals}
    for index, delegation in enumerate(visit.delegations):
        head = records.get(delegation.head) if delegation.head is not None else None
        if not isinstance(head, Person) or delegation.head in leads:
            continue
        levels = tuple(office.level for office in head.offices if office.level is not None)
        names = frozenset(words_of(_name(head)))
        for member in delegation.members:
            ref = member.ref or ""
            traveler = records.get(ref)
            if ref in leads and ParticipantRole.ACCOMPANYING in member.roles and isinstance(traveler, Person):
                country = _party_key(leads[ref])
                yield Escorted(_name(traveler), _name(head), names, country, levels, f"/delegations/{index}/head")


def judge_across(digests: Iterable[Digest], plan: Plan) -> list[Finding]:
    """What the rules across documents find in a corpus, sorted by document. Never raises: a rule that fails is a
    finding of its own. What a document waives is kept, marked as waived."""
    corpus = Corpus(digests)
    found: dict[Finding, None] = {}
    for one in plan.rules:
        if one.family != catalog.ACROSS:
            continue
        try:
            for number, clash in enumerate(one.check(corpus, plan.settings)):
                check_end(number)
                found[_finding(one, clash)] = None
        except (Exception, GeneratorExit) as error:  # whatever a rule does, the others go on
            first = corpus.digests[0] if corpus.digests else None
            failed = RULE_FAILED.finding(
                f"rule {one.code} ({one.name}) failed on the corpus: {told_of(error)}", pointer=""
            )
            found[failed._replace(file=first and first.file, record=first and first.record)] = None
    return sorted(found, key=lambda one: (one.file or "", one.record or 0, one.pointer or "", one.code, one.message))


def _finding(one: Rule, clash: Clash) -> Finding:
    if not isinstance(clash, Clash):
        raise TypeError(f"it yielded a {type(clash).__name__}, not a Clash")
    check_prose(clash.message, clash.hint, clash.values, clash.severity)
    here = clash.digest
    return Finding(
        code=one.code,
        message=short(clash.message),
        severity=one.degree(clash.severity),
        hint=clash.hint,
        pointer=clash.pointer,
        file=here.file,
        record=here.record,
        values=clash.values,
        related=tuple(Related(said, pointer, None, other.file, other.record) for other, pointer, said in clash.related),
        waived=_waived(here, one.code, clash.pointer),
    )


def _waived(here: Digest, code: str, pointer: str) -> str | None:
    """The reason for which a document lets a finding stand; None where it does not."""
    path = path_of(pointer)
    for waived, about, reason in here.waivers:
        if waived == code and (about is None or path[: len(path_of(about))] == path_of(about)):
            return reason
    return None
