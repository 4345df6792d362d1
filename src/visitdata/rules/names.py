"""Names, titles, ranks and offices of people, and names of other things, as of the visit.

Not: identifiers and codes (`visitdata.rules.codes`); who stands on which side (`visitdata.rules.references`).
"""

import json
from collections.abc import Iterator

from visitdata.findings import Fix, Severity
from visitdata.model import (
    EDTF,
    Name,
    NameKind,
    Node,
    Office,
    OfficeLevel,
    OfficeQualifier,
    Person,
    Rank,
    RankBasis,
)
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule
from visitdata.rules.engine.run import edit
from visitdata.rules.facts import languages, ranks, titles
from visitdata.rules.stay import Stay, of_visit


@rule("VDN001", Severity.WARNING, since="0.1")
def title_in_name(person: Person, context: Context) -> Iterator[Objection]:
    """A rank, an honorific, an office or letters after the name stand inside a person's name.

    Why: The same person is no longer found under one name, and sorting goes by the title. A rank cut in two, such as
        Colonel and "General Zakir Hasanov", becomes another rank: Colonel General is one.
    Ignore: Where it is a part of the name indeed, or the person is known by no other.
    Bad: "name": "General Asim Munir, NI (M)"
    Good: "name": "Asim Munir", "post_nominals": "NI (M)", "ranks": [{"title": "General"}]
    Mend: Give the rank in `ranks`, the honorific in `honorific`, the office in `offices`, the letters in
        `post_nominals`. What a source writes may stand in `names` with the kind in_source.
    Source: STANAG 2116 for ranks; The London Gazette, Supplement 62529 (2019), and the Decorations Act, 1975 of
        Pakistan for letters; styles used in Canada for honorifics.
    """
    texts = [("name", person.name)] if person.name is not None else []
    texts += [
        (f"names/{at}/text", one.text)
        for at, one in enumerate(person.names)
        if one.text is not None and one.kind is not NameKind.IN_SOURCE
    ]
    for at, text in texts:
        before, letters = titles.before_name(text), titles.after_name(text)
        if before is None and letters is None:
            continue
        words = [f"{before[1]} {before[0]!r}"] if before is not None else []
        words += [f"letters {letters!r}"] if letters is not None else []
        yield Objection(
            f"the name {text!r} holds the {' and the '.join(words)}",
            at=at,
            values=(text,),
            hint=_joined(person, before) or "give `name` the name alone, and the rest its own field",
        )


def _joined(person: Person, before: tuple[str, str] | None) -> str | None:
    """Whether the rank before a name is the second half of the one in `ranks`."""
    if before is None or before[1] != "rank":
        return None
    for rank in person.ranks:
        whole = f"{rank.title} {before[0]}"
        if ranks.plain(whole) in ("colonel general", "lieutenant general", "major general", "brigadier general"):
            return f"{whole} is one rank"
    return None


@rule("VDN002", Severity.WARNING, since="0.1", said=("language", "kind"))
def script_unlike_tag(name: Name, context: Context) -> Iterator[Objection]:
    """A name has no letter of the script that its language tag or its kind says it is written in.

    Why: Searching and sorting by script go wrong; often a romanized name has the tag of the original.
    Ignore: Never.
    Bad: "text": "Закир Гасанов", "language": "az-Latn"
    Good: "text": "Закир Гасанов", "language": "az-Cyrl"
    Mend: Correct the tag, or the kind.
    Source: ISO 15924 and RFC 5646 for scripts in tags; the Unicode Standard for the scripts of letters.
    """
    if name.text is None:
        return
    script = languages.script_of(name.language) if name.language is not None else None
    if script is not None:
        if not languages.is_written_in(name.text, script):
            yield Objection(
                f"{name.text!r} has no letter of the script {script}, which its tag {name.language} names",
                at="language",
                values=(name.text, str(name.language)),
            )
    elif name.kind is NameKind.ROMANIZED and not languages.is_written_in(name.text, "Latn"):
        yield Objection(
            f"{name.text!r} is said to be romanized and has no Latin letter", at="kind", values=(name.text,)
        )


@rule("VDN003", Severity.WARNING, since="0.1", said=("since", "until"))
def name_of_another_time(name: Name, context: Context) -> Iterator[Objection]:
    """The name by which a record is called was not yet borne at the time of the visit, or no longer; or a name said to
    be former was borne throughout.

    Why: Names are those of the time of the visit; a later one tells a reader of another country, person or place.
    Ignore: Where the source itself uses the name of another time: that is what it says.
    Bad:
        "start": "2010-05-01", "parties": [{"id": "tr", "name": "Türkiye", "names": [{"text": "Türkiye", "since":
        "2022-06-01"}]}]
    Good:
        "start": "2010-05-01", "parties": [{"id": "tr", "name": "Turkey", "names": [{"text": "Türkiye", "since":
        "2022-06-01"}]}]
    Mend: Give `name` the name of the time; others may stand in `names`.
    Source: The United Nations register the name Türkiye since June 2022; records of the Office of the Historian call
        Burma, Zaire and others by names of other times.
    """
    when, holder = of_visit(context), context.holder
    if when is None or holder is None or name.text is None or _is_reversed(name):
        return
    if name.kind is NameKind.FORMER:
        throughout = name.until is not None and when.last < name.until.earliest
        begun = name.since is None or name.since.latest < when.first
        if throughout and begun:
            yield Objection(
                f"{name.text!r} is said to be a former name, and was borne until {name.until}, after this visit of "
                f"{when.told}",
                at="until",
                values=(name.text, str(name.until), when.told),
                related=_days(context),
            )
        return
    if holder.__dict__.get("name") != name.text:
        return
    said = _outside(name.since, name.until, when)
    if said is not None:
        at, words = said
        yield Objection(
            f"{name.text!r}, by which it is called, was borne {words}, {when.told}",
            at=at,
            values=(name.text, str(getattr(name, at)), when.told),
            related=((holder, "name", f"it is called {name.text}"), *_days(context)),
        )


@rule("VDN004", Severity.WARNING, since="0.1", said=("since", "until"))
def office_of_another_time(held: Office | Rank, context: Context) -> Iterator[Objection]:
    """An office or a rank was not yet held at the time of the visit, or no longer.

    Why: Offices and ranks are those of the time of the visit; later ones are the commonest slip of who writes from
        hindsight.
    Ignore: Never; an office given up before is `former`, one to come `elect` or `designate`.
    Bad:
        "start": "2023-11-01", "ranks": [{"title": "Field Marshal", "since": "2025-05-20"}]
    Good:
        "start": "2023-11-01", "ranks": [{"title": "General", "until": "2025-05-20"}]
    Mend: Give the office or rank of that day, or say with `qualifier` how it was held.
    Source: General Asim Munir, who visited Azerbaijan in November 2023, is written of as Field Marshal, which he became
        in 2025; Queen Camilla likewise as Queen before May 2023.
    """
    when = of_visit(context)
    if when is None or not isinstance(context.holder, Person) or _is_reversed(held):
        return
    said = _outside(held.since, held.until, when)
    if said is None:
        return
    at, words = said
    qualifier = held.qualifier if isinstance(held, Office) else None
    if at == "until" and qualifier is OfficeQualifier.FORMER:
        return
    if at == "since" and qualifier in (OfficeQualifier.ELECT, OfficeQualifier.DESIGNATE):
        return
    if isinstance(held, Office):
        hint = "an office given up before is former, one to come elect or designate; or correct the day"
    else:
        hint = "give the rank borne at the time of the visit, or correct the day"
    yield Objection(
        f"{_title(held)} was held {words}, {when.told}",
        at=at,
        values=(_title(held), str(getattr(held, at)), when.told),
        related=_days(context),
        hint=hint,
    )


def _title(held: Office | Rank) -> str:
    level = held.level.value if isinstance(held, Office) and held.level is not None else None
    return held.title or level or ("the office" if isinstance(held, Office) else "the rank")


def _is_reversed(node: Name | Office | Rank) -> bool:
    """Whether it ends before it begins, which is told elsewhere."""
    return node.since is not None and node.until is not None and node.until.latest < node.since.earliest


def _outside(since: EDTF | None, until: EDTF | None, when: Stay) -> tuple[str, str] | None:
    """The field by which something lies outside a visit, and how."""
    if since is not None and when.ended_before(since):
        return "since", f"only since {since}, after this visit"
    if until is not None and when.began_after(until):
        return "until", f"until {until}, before this visit"
    return None


def _days(context: Context) -> tuple[tuple[Node, str, str], ...]:
    visit = context.visit
    said = (("start", visit.start, "starts"), ("end", visit.end, "ends"))
    return tuple((visit, at, f"the visit {word} on {day}") for at, day, word in said if day is not None)


@rule("VDN005", Severity.WARNING, since="0.1", said="code")
def rank_code_unlike_ladder(rank: Rank, context: Context) -> Iterator[Objection]:
    """A rank has another code than its title has in that country.

    Why: Ranks of several countries are compared by their codes; one step too high puts a major general beside a
        lieutenant general.
    Ignore: Where a source gives another code; codes by analogy are an opinion, and are told as information alone.
    Bad: "title": "Major General", "code": "OF-8", "basis": "official"
    Good: "title": "Major General", "code": "OF-7", "basis": "official"
    Mend: Write the code of the ladder.
    Source: STANAG 2116, NATO codes for grades of military personnel; for ladders of the Soviet type, where major
        general is the lowest general, by analogy.
    """
    country = _country(context)
    if rank.title is None or rank.code is None or country is None:
        return
    rung = ranks.official(country, rank.title, rank.service)
    severity = None
    if rung is None:
        rung = ranks.analogous(country, rank.title)
        severity = Severity.INFO
    if rung is None or rank.code in rung.codes:
        return
    right = " or ".join(rung.codes)
    yield Objection(
        f"{rank.title} has the code {rank.code}; in {country} it is {right}{' by analogy' if severity else ''}",
        at="code",
        values=(rank.title, rank.code, *rung.codes),
        hint=f"after {rung.source}",
        fix=Fix(f"write {right}", (edit("code", json.dumps(right)),), is_safe=False) if len(rung.codes) == 1 else None,
        severity=severity,
    )


@rule("VDN006", Severity.INFO, since="0.1", said="code")
def official_code_outside_nato(rank: Rank, context: Context) -> Iterator[Objection]:
    """The code of a rank is called official, and the country was no member of NATO.

    Why: The table of STANAG 2116 holds the ranks of members; elsewhere a code likens one rank to another.
    Ignore: Where the country has a table of its own under STANAG 2116, as some partners have.
    Bad: "title": "Colonel General", "code": "OF-8", "basis": "official"
    Good: "title": "Colonel General", "code": "OF-8", "basis": "analogy"
    Mend: Write analogy.
    Source: STANAG 2116 and APersP-01; NATO member countries, with the dates of accession (NATO).
    """
    country = _country(context)
    if rank.code is None or rank.basis is not RankBasis.OFFICIAL or country is None:
        return
    if ranks.in_table(country, context.visit.end or context.visit.start):
        return
    yield Objection(
        f"{rank.code} is called official, and {country} is not in NATO's table of ranks at that time",
        at="basis",
        values=(rank.code, country),
        fix=Fix("write analogy", (edit("basis", '"analogy"'),), is_safe=False),
    )


def _country(context: Context) -> str | None:
    """The country of the person whose rank a rule was handed."""
    holder = context.holder
    party = context.party_of(holder.party) if isinstance(holder, Person) else None
    return party.country if party is not None else None


@rule("VDN007", Severity.WARNING, since="0.1", said="ranks")
def two_ranks_at_once(person: Person, context: Context) -> Iterator[Objection]:
    """A person bears two ranks of one service at once.

    Why: Nobody has two; one of them is an earlier or a later one, or a rival account.
    Ignore: Where one is a rank of honor.
    Bad: "ranks": [{"title": "Major General", "code": "OF-7"}, {"title": "Lieutenant General", "code": "OF-8"}]
    Good:
        "ranks": [{"title": "Major General", "code": "OF-7", "until": "2023-11-02"},
        {"title": "Lieutenant General", "code": "OF-8", "since": "2023-11-02"}]
    Mend: Say until when and from when they were borne, leave out that of another time, or make one a claim.
    Source: STANAG 2116, NATO codes for grades of military personnel: a code stands for the one grade of a person.
    """
    coded = [
        (at, rank)
        for at, rank in enumerate(person.ranks)
        if rank.code is not None and rank.since is None and rank.until is None
    ]
    if len(coded) < 2:
        return
    at, second = coded[1]
    first_at, first = coded[0]
    if first.code == second.code or _services_differ(first, second):
        return
    yield Objection(
        f"{person.name or person.id or 'this person'} bears two ranks at once: {_ranked(first)} and {_ranked(second)}",
        at=f"ranks/{at}",
        values=(_ranked(first), _ranked(second)),
        related=((person, f"ranks/{first_at}", f"the other is {_ranked(first)}"),),
    )


def _services_differ(first: Rank, second: Rank) -> bool:
    return first.service is not None and second.service is not None and first.service != second.service


def _ranked(rank: Rank) -> str:
    return f"{rank.title} ({rank.code})" if rank.title is not None else str(rank.code)


@rule("VDN008", Severity.WARNING, since="0.1", said="ranks")
def rank_of_another_service(person: Person, context: Context) -> Iterator[Objection]:
    """Someone with a rank of one service holds an office of another.

    Why: An admiral does not head an army; rank or office is that of somebody else.
    Ignore: Where it was so, as with officers who change the service.
    Bad: "ranks": [{"title": "Admiral"}], "offices": [{"title": "Chief of Army Staff", "level": "service_chief"}]
    Good: "ranks": [{"title": "Admiral"}], "offices": [{"title": "Chief of Naval Staff", "level": "service_chief"}]
    Mend: Correct the rank or the office.
    Source: STANAG 2116, whose tables give admirals to navies and air marshals to air forces alone; generals may
        belong to any service and are not judged.
    """
    if not person.offices:
        return
    borne = {rank.title: ranks.service_of_rank(rank.title) for rank in person.ranks if rank.title is not None}
    services = {service for service in borne.values() if service is not None}
    if len(services) != 1 or len(borne) != 1:
        return
    (title,), (service,) = borne, services
    for at, office in enumerate(person.offices):
        if office.title is None or office.level is not OfficeLevel.SERVICE_CHIEF:
            continue
        if office.qualifier is OfficeQualifier.FORMER:
            continue
        other = ranks.service_of_office(office.title)
        if other is not None and other != service:
            yield Objection(
                f"{title} is a rank of the {_service(service)}, {office.title} an office of the {_service(other)}",
                at=f"offices/{at}/title",
                values=(title, office.title),
                related=((person, "ranks", f"the rank is {title}"),),
            )


def _service(name: str) -> str:
    return name.replace("_", " ")


@rule("VDN009", Severity.WARNING, since="0.1", said="level")
def office_of_a_spouse(office: Office, context: Context) -> Iterator[Objection]:
    """The title of a spouse has the level of an office of state.

    Why: A first lady is then counted among presidents, and honors are compared with the wrong scale.
    Ignore: Where the source names an office that only sounds like it.
    Bad: "title": "First Lady", "level": "head_of_state"
    Good: "title": "First Lady", "level": "spouse"
    Mend: Write spouse.
    Source: The definition of the level `spouse` in the model: spouse of an officeholder, where the source names that
        as a position.
    """
    if office.title is None or office.level in (None, OfficeLevel.SPOUSE, OfficeLevel.OTHER):
        return
    if titles.of_spouse(office.title):
        yield Objection(
            f"{office.title} is the title of a spouse, and its level is {office.level}",
            at="level",
            values=(office.title, str(office.level)),
            fix=Fix("write spouse", (edit("level", '"spouse"'),), is_safe=False),
        )
