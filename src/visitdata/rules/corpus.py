"""Across documents: the same visit twice, journeys that cannot both be, links that lead nowhere or disagree."""

from collections.abc import Iterator
from datetime import date

from visitdata.findings import Severity, nearest
from visitdata.model import EDTF, Certainty, Grade, OfficeLevel, VisitRelation
from visitdata.rules.engine.corpus import Bond, Clash, Corpus, Digest, Traveler
from visitdata.rules.engine.rule import rule
from visitdata.rules.engine.settings import Settings


def _days(one: Digest) -> str:
    """The days of a visit, for a message."""
    return f"{one.start} to {one.end}" if one.end is not None and one.end != one.start else str(one.start)


@rule("VDX001", Severity.ERROR, since="0.1")
def same_id(corpus: Corpus, settings: Settings) -> Iterator[Clash]:
    """Two documents of a corpus have the same id.

    Why: Links lead to either of them, and a program that keeps visits by id loses one.
    Ignore: Never; a copy of a document does not belong in the same corpus.
    Bad: two documents with "id": "az-pk-2023-11-01"
    Good: "id": "az-pk-2023-11-01" and "id": "az-pk-2023-11-14"
    Mend: Give one of them another id, and correct the links to it; or remove the copy.
    Source: The meaning of the field: unique in its corpus.
    """
    for those in corpus.by_id.values():
        for other in those[1:]:
            yield Clash(
                other,
                f"the id {other.id} is that of another document of the corpus",
                "/id",
                (other.id,),
                ((those[0], "/id", "the first document with this id"),),
            )


@rule("VDX002", Severity.INFO, since="0.1")
def same_visit_twice(corpus: Corpus, settings: Settings) -> Iterator[Clash]:
    """Two documents tell of visits of one person to one host on the same days, and neither says how it stands to the
    other.

    Why: It is probably one visit, recorded twice: it counts double, and what each of the two knows is not joined.
    Ignore: Where they are two visits, or two parts of one: say so with `related`, relation `distinct_from` or
        `part_of`.
    Bad: visits by one president to one host, both from 2024-07-10 to 2024-07-11
    Good: the second with "related": [{"relation": "distinct_from", "visit": "the-first"}]
    Mend: Join the two documents, or link them.
    Source: Visits by Foreign Leaders (Office of the Historian, U.S. Department of State) lists a visit of July 2024
        twice, and records 4118 and 4119 are one visit.
    """
    seen: set[tuple[int, int]] = set()
    for journeys in corpus.journeys.values():
        last: dict[str, tuple[Digest, Traveler]] = {}
        for one, traveler in journeys:
            for host in one.hosts:
                before = last.get(host)
                if before is not None and _is_once(before, (one, traveler), corpus, seen):
                    yield Clash(
                        one,
                        f"{traveler.name} visits {host} from {_days(one)}, and in {before[0].id} from "
                        f"{_days(before[0])}: probably one visit",
                        traveler.pointer,
                        (one.id, before[0].id),
                        ((before[0], before[1].pointer, "the other record of the visit"),),
                        "join the two documents, or link them with related",
                    )
                if before is None or _end(one) >= _end(before[0]):
                    last[host] = one, traveler


def _end(one: Digest) -> date:
    return one.stay[1] if one.stay is not None else date.min


def _is_once(
    before: tuple[Digest, Traveler], after: tuple[Digest, Traveler], corpus: Corpus, seen: set[tuple[int, int]]
) -> bool:
    """Whether two visits of one person to one host are probably one."""
    (one, first), (other, second) = before, after
    if one.id == other.id or one.stay is None or other.stay is None or _differ(first, second):
        return False
    common = (min(one.stay[1], other.stay[1]) - other.stay[0]).days + 1
    # One day alone may be the end of one stay and the beginning of the next.
    if common < 1 or (common == 1 and one.stay[0] != other.stay[0]) or corpus.are_bound(one, other):
        return False
    return _is_new(one, other, seen)


def _is_new(one: Digest, other: Digest, seen: set[tuple[int, int]]) -> bool:
    """Whether a pair comes for the first time: people have several keys."""
    pair = id(one), id(other)
    if pair in seen:
        return False
    seen.add(pair)
    return True


def _differ(one: Traveler, other: Traveler) -> bool:
    """Whether two people of one name have different identifiers of one scheme."""
    mine, theirs = (dict(key.split(":", 1) for key in who.keys if "|" not in key) for who in (one, other))
    return any(theirs.get(scheme, value) != value for scheme, value in mine.items())


@rule("VDX003", Severity.WARNING, since="0.1")
def overlapping_journeys(corpus: Corpus, settings: Settings) -> Iterator[Clash]:
    """Two visits of one person to different hosts have more than two days in common, and neither lies within the other.
    Uncertain dates count with the days that they certainly cover. Where one lies within the other and both begin, or
    both end, on one day, this is a remark.

    Why: Nobody is in two countries at once; one of the four dates is wrong, or the two are not one person.
    Ignore: Where a journey went there and back: link the two with `related`. A visit that lies within another is a day
        trip or an enclave and is not objected to, nor are days of travel that count to both; nor a shuttle: two stays
        that cover nearly the same week or weeks, in two capitals by turns.
    Bad: one person in India from 2000-03-19 to 2000-03-25 and in Switzerland from 2000-03-22 to 2000-03-27
    Good: one person in India from 2000-03-19 to 2000-03-25 and in Bangladesh on 2000-03-20
    Mend: Correct the dates, or write them as uncertain as they are.
    Source: The travels of the President and the Secretary of State (Office of the Historian, U.S. Department of State)
        have 99 pairs that overlap, of which 39 are enclaves or lie within each other.
    """
    seen: set[tuple[int, int]] = set()
    for journeys in corpus.journeys.values():
        longest, whose = journeys[0]
        for one, traveler in journeys[1:]:
            if _is_impossible(longest, one, corpus) and not _differ(whose, traveler) and _is_new(longest, one, seen):
                yield Clash(
                    one,
                    f"{traveler.name} is in {', '.join(one.hosts)} from {_days(one)}, but by {longest.id} in "
                    f"{', '.join(longest.hosts)} from {_days(longest)}",
                    "/start",
                    (_days(one), _days(longest)),
                    ((longest, "/start", f"in {', '.join(longest.hosts)}"),),
                    severity=Severity.INFO if _is_half_within(longest, one) else None,
                )
            if _end(one) > _end(longest):
                longest, whose = one, traveler


def _is_impossible(longest: Digest, one: Digest, corpus: Corpus) -> bool:
    if longest.stay is None or one.stay is None or not longest.hosts or not one.hosts:
        return False
    (begin, end), (start, last) = longest.stay, one.stay
    common = (min(end, last) - start).days + 1
    if common <= 2 or ((last <= end or start == begin) and not _is_half_within(longest, one)):
        return False
    hosts = {*longest.hosts, *longest.countries}
    is_elsewhere = hosts.isdisjoint(one.hosts) and set(one.countries).isdisjoint(longest.hosts)
    is_private = Grade.PRIVATE in (longest.grade, one.grade)
    shorter = min((end - begin).days, (last - start).days) + 1
    is_shuttle = common >= 7 and common > 0.8 * shorter
    is_open = not (is_private or is_shuttle or longest.id == one.id)
    return is_elsewhere and is_open and not corpus.are_bound(longest, one)


_ENCLAVES = ({"IT", "VA"}, {"IT", "SM"}, {"IL", "PS"}, {"ZA", "LS"}, {"FR", "MC"})
"""Countries one of which lies within the other, or is reached through it alone."""


def _is_half_within(one: Digest, other: Digest) -> bool:
    """Whether of two stays one lies within the other, and they have the first or the last day in common, not both: who
    takes a trip out of a longer stay neither begins nor ends it elsewhere."""
    if one.stay is None or other.stay is None or {*one.hosts, *other.hosts} in _ENCLAVES:
        return False
    (begin, end), (start, last) = one.stay, other.stay
    return (last <= end or start == begin) and ((start == begin) != (last == end))


@rule("VDX004", Severity.INFO, since="0.1")
def missing_link(corpus: Corpus, settings: Settings) -> Iterator[Clash]:
    """A link to another document leads to none of the corpus. Where no link of the corpus leads to one of its
    documents, nothing is said: the corpus is then a part of a larger one.

    Why: The id is misspelled, or the document was renamed, removed or never written.
    Ignore: Where the other document belongs to a larger corpus.
    Bad: "related": [{"relation": "followed_by", "visit": "tw-gt-2032-04-01"}]
    Good: "related": [{"relation": "followed_by", "visit": "tw-gt-2023-04-01"}]
    Mend: Correct the id, or add the document.
    Source: The meaning of the field: the id of another visit's document.
    """
    if not any(bond.visit in corpus.by_id for digest in corpus.digests for bond in digest.bonds):
        return
    asked = 0
    for digest in corpus.digests:
        for bond in digest.bonds:
            if bond.visit in corpus.by_id:
                continue
            near = None
            if len(corpus.by_id) * asked <= _COMPARED:  # each search compares all ids
                asked += 1
                near = nearest(bond.visit, corpus.by_id)
            yield Clash(
                digest,
                f"no document of the corpus has the id {bond.visit}",
                f"{bond.pointer}/visit",
                (bond.visit,),
                hint=f"did you mean {near}?" if near is not None and near != digest.id else None,
            )


_COMPARED = 20_000
"""How many ids are compared in the search for those that were meant."""


@rule("VDX005", Severity.WARNING, since="0.1")
def links_disagree(corpus: Corpus, settings: Settings) -> Iterator[Clash]:
    """A link says of another document what that document contradicts: other days, another host country; or each of the
    two is said to come before, or to contain, the other; or by their own days they come in the other order.

    Why: One of the two is wrong, or the link leads to another visit than is meant.
    Ignore: Never.
    Bad: "related": [{"relation": "followed_by", "visit": "b", "start": "2023-04-05"}]   (b has "start": "2023-04-01")
    Good: "related": [{"relation": "followed_by", "visit": "b", "start": "2023-04-01"}]
    Mend: Correct the one that is wrong; what the other document says need not be repeated.
    Source: The meaning of the relations.
    """
    for digest in corpus.digests:
        for bond in digest.bonds:
            others = corpus.by_id.get(bond.visit, ())
            if len(others) == 1 and others[0] is not digest:
                yield from _disagreement(digest, bond, others[0], corpus)


def _disagreement(digest: Digest, bond: Bond, other: Digest, corpus: Corpus) -> Iterator[Clash]:
    for name, said, told in (("start", bond.start, other.start), ("end", bond.end, other.end)):
        if said is not None and told is not None and _is_another_day(said, told):
            yield Clash(
                digest,
                f"{other.id} is said to {name} on {said}, but it has {told}",
                f"{bond.pointer}/{name}",
                (str(said), str(told)),
                ((other, f"/{name}", f"it has {told}"),),
            )
            return
    if bond.country is not None and other.hosts and not _may_be_in(bond.country, other):
        yield Clash(
            digest,
            f"{other.id} is said to be a visit to {bond.country}, but its host is {', '.join(other.hosts)}",
            f"{bond.pointer}/country",
            (bond.country, *other.hosts),
            ((other, "/parties", f"its host is {', '.join(other.hosts)}"),),
        )
        return
    back = [one for _, one in corpus.bonds.get((other.id, digest.id), ())]
    opposed = next((one for one in back if _oppose(bond.relation, one.relation)), None)
    if opposed is not None and digest.place < other.place and bond.relation is not None:
        yield Clash(
            digest,
            f"each of {digest.id} and {other.id} is said to be {_SAID[bond.relation]} the other",
            f"{bond.pointer}/relation",
            (bond.relation.value,),
            ((other, f"{opposed.pointer}/relation", "the other link"),),
        )
    elif opposed is None and bond.start is None and bond.end is None and _is_reversed(bond.relation, digest, other):
        yield Clash(
            digest,
            f"{other.id}, from {_days(other)}, cannot be what {digest.id}, from {_days(digest)}, is "
            f"{(bond.relation or VisitRelation.OTHER).value.replace('_', ' ')}",
            f"{bond.pointer}/relation",
            (_days(digest), _days(other)),
            ((other, "/start" if other.start is not None else "", f"from {_days(other)}"),),
        )


def _may_be_in(country: str, other: Digest) -> bool:
    """Whether a visit may be one to a country: a host may be known by name alone, or by the code of a former state,
    which begins with its old code and ends with its successor's."""
    hosts = (*other.hosts, *other.countries)
    return any(not host.isupper() or country in (host, host[:2], host[2:]) or host in country for host in hosts)


def _is_another_day(said: EDTF, told: EDTF) -> bool:
    """Whether two dates of one thing certainly leave no day in common."""
    return said.before(told) is Certainty.CERTAINLY or told.before(said) is Certainty.CERTAINLY


_SAID = {
    VisitRelation.PRECEDED_BY: "preceded by",
    VisitRelation.FOLLOWED_BY: "followed by",
    VisitRelation.PART_OF: "a part of",
    VisitRelation.CONTAINS: "the whole of",
    VisitRelation.PREVIOUS: "later than",
    VisitRelation.UPCOMING: "earlier than",
    VisitRelation.REPLACES: "in place of",
    VisitRelation.REPLACED_BY: "replaced by",
    VisitRelation.RETURN_OF: "the return of",
    VisitRelation.RETURNED_BY: "returned by",
    VisitRelation.POSTPONED_FROM: "held in place of",
    VisitRelation.POSTPONED_TO: "put off in favor of",
}
"""The relations that hold in one direction alone."""


def _oppose(one: VisitRelation | None, other: VisitRelation | None) -> bool:
    return one is not None and one is other and one in _SAID


def _is_reversed(relation: VisitRelation | None, digest: Digest, other: Digest) -> bool:
    """Whether two visits are certainly in the other order than a relation says."""
    if relation in (VisitRelation.PRECEDED_BY, VisitRelation.PREVIOUS, VisitRelation.RETURN_OF):
        return _comes_before(digest, other)
    if relation in (VisitRelation.FOLLOWED_BY, VisitRelation.UPCOMING, VisitRelation.RETURNED_BY):
        return _comes_before(other, digest)
    if relation in (VisitRelation.PART_OF, VisitRelation.CONTAINS):
        return _comes_before(digest, other) or _comes_before(other, digest)
    return False


def _comes_before(one: Digest, other: Digest) -> bool:
    """Whether one visit ended before the other began, by more than the date line makes."""
    return one.end is not None and other.start is not None and (other.start.earliest - one.end.latest).days > 1


@rule("VDX006", Severity.WARNING, since="0.1")
def accompanied_nobody(corpus: Corpus, settings: Settings) -> Iterator[Clash]:
    """Somebody is told to have accompanied a person on a visit, and the corpus has visits of that person, but none to
    this host on these days.

    Why: The days or the host of one of the two records are wrong, or a record is missing.
    Ignore: Where the corpus does not have all visits of the other person.
    Bad: a minister accompanies the president to Bermuda from 1953-12-04, and the president's visits have none then
    Good: both have a visit to the same host with a day in common
    Mend: Compare the two records with their source.
    Source: The travels of the Secretary of State (Office of the Historian, U.S. Department of State): 12 of 377 entries
        "Accompanied President" have no journey of the President beside them, mostly because of slips in dates and
        labels of countries.
    """
    leaders: dict[tuple[str | None, OfficeLevel, str], list[Digest]] = {}
    for digest in corpus.digests:
        for traveler in digest.travelers:
            for level, _ in traveler.levels if traveler.is_principal else ():
                for word in traveler.keys[-1].partition("|")[0].split()[-1:]:
                    leaders.setdefault((traveler.country, level, word), []).append(digest)
    for digest in corpus.digests:
        for one in digest.escorted:
            found = [leaders.get((one.country, level, word)) for level in one.levels for word in sorted(one.words)]
            trips = [trip for those in found if those is not None for trip in those]
            if not digest.is_held or digest.start is None or not trips or any(_meet(digest, trip) for trip in trips):
                continue
            yield Clash(
                digest,
                f"{one.traveler} accompanied {one.head} to {', '.join(digest.hosts)} from {_days(digest)}, but the "
                f"corpus has no visit of {one.head} there on these days",
                one.pointer,
                (one.traveler, one.head, _days(digest)),
            )


def _meet(one: Digest, other: Digest) -> bool:
    """Whether two visits may be to one host on a day in common."""
    hosts = {*other.hosts, *other.countries}
    if one.hosts and hosts and hosts.isdisjoint((*one.hosts, *one.countries)):
        return False
    return not (_comes_before(one, other) or _comes_before(other, one))


@rule("VDX007", Severity.INFO, since="0.1")
def one_person_two_ids(corpus: Corpus, settings: Settings) -> Iterator[Clash]:
    """People of the same name from the same country, who lead visits at the same level, have different identifiers of
    one scheme in two documents.

    Why: It is probably one person; their visits are then not found together.
    Ignore: Where they are two: father and son, or a common name.
    Bad: "Benjamin Netanyahu" with wikidata Q43723 in one document and Q43732 in another
    Good: the same identifier in both
    Mend: Look both identifiers up and correct the one that is wrong.
    Source: Visits by Foreign Leaders (Office of the Historian, U.S. Department of State) spells one prime minister
        Benjamin, Benyamin and Binyamin.
    """
    for key, journeys in corpus.journeys.items():
        if "|" not in key:
            continue
        first: dict[str, tuple[Digest, Traveler, str]] = {}
        said: set[tuple[str, str]] = set()
        for digest, traveler in journeys:
            for known in traveler.keys:
                scheme, _, value = known.partition(":")
                before = first.setdefault(scheme, (digest, traveler, value)) if "|" not in known else None
                if before is None or before[2] == value or (scheme, value) in said:
                    continue
                said.add((scheme, value))
                if {level for level, _ in before[1].levels} & {level for level, _ in traveler.levels}:
                    yield Clash(
                        digest,
                        f"{traveler.name} has the {scheme} identifier {value}, but {before[2]} in {before[0].id}",
                        f"{traveler.pointer}/identifiers/{scheme}",
                        (value, before[2]),
                        ((before[0], f"{before[1].pointer}/identifiers/{scheme}", f"there it is {before[2]}"),),
                    )
