"""XML records of the Office of the Historian <-> visits.

Each record becomes one visit. The record itself, white space apart, is the quote of the visit's first citation, and
the way back uses that alone; whatever is read out of it cites its own words. The data sets are published at
https://github.com/HistoryAtState/visits and https://github.com/HistoryAtState/travels (public domain).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element

from visitdata.findings import Finding, Problem, Span, nearest
from visitdata.interop.historyatstate.countries import Country, country, ids
from visitdata.interop.historyatstate.lists import TITLES, Spot
from visitdata.interop.historyatstate.narrative import Told, tell
from visitdata.interop.historyatstate.parts import LEVELS, OTHER_PRESIDENTS, SOURCE, Parts, cite, in_source, office
from visitdata.interop.historyatstate.reading import Understood, read
from visitdata.interop.imported import Imported
from visitdata.interop.problems import (
    DATES_WRONG,
    INCOMPLETE,
    NOT_FROM_HERE,
    UNKNOWN_COUNTRY,
    UNKNOWN_ELEMENT,
)
from visitdata.interop.xml import Record, collapse, opening, read_element, read_records, to_xml
from visitdata.model import (
    EDTF,
    Office,
    Party,
    PartyKind,
    Period,
    Person,
    Rank,
    RelatedVisit,
    Source,
    Visit,
)
from visitdata.model import Record as HowMade
from visitdata.model.formats import ID

Refuse = Callable[[Finding], object]
"""Is told why a visit cannot be written."""

_AUDIT = ("created-by", "created-datetime", "last-modified-by", "last-modified-datetime")


class Format(NamedTuple):
    """One of the two data sets."""

    root: str
    record: str
    fields: dict[str, tuple[str, ...]]
    """The elements of a record, each with its attributes."""
    attributes: tuple[str, ...]
    needed: tuple[str, ...]
    country: str
    text: str
    """The element that holds the free text."""
    source: Source


def _source(title: str, page: str) -> Source:
    return Source(
        id=SOURCE, kind="official_record", title=title, publisher="Office of the Historian, U.S. Department of State",
        url=f"https://history.state.gov/departmenthistory/{page}", language="en", license="CC0-1.0",
    )  # fmt: skip


VISITS = Format(
    root="visits",
    record="visit",
    fields=dict.fromkeys(("id", "start-date", "end-date", "visitor", "description", *_AUDIT), ()) | {"from": ("id",)},
    attributes=(),
    needed=("id", "start-date", "end-date", "visitor", "from"),
    country="from",
    text="description",
    source=_source("Visits by Foreign Leaders", "visits"),
)
TRAVELS = Format(
    root="trips",
    record="trip",
    fields=dict.fromkeys(("id", "role", "name", "start-date", "end-date", "locale", "remarks", *_AUDIT), ())
    | {"country": ("id",)},
    attributes=("role", "who"),
    needed=("id", "start-date", "end-date", "name", "country"),
    country="country",
    text="remarks",
    source=_source("Travels Abroad of the President and the Secretary of State", "travels"),
)


def read_visits(stream: IO[bytes], file: str, understood: Understood | None = None) -> Iterator[Imported]:
    """The visits by foreign leaders that an XML file holds, one record at a time. `understood` counts how much of
    the free text is. A record that is none, or a file, comes out as a finding; never raises for what is in it."""
    yield from _read(VISITS, stream, file, understood)


def read_travels(stream: IO[bytes], file: str, understood: Understood | None = None) -> Iterator[Imported]:
    """The travels that an XML file holds, as `read_visits`. Two trips of one traveler are linked where the first ends
    on the day on which the second begins."""
    yield from _linked(_read(TRAVELS, stream, file, understood))


def _read(form: Format, stream: IO[bytes], file: str, understood: Understood | None) -> Iterator[Imported]:
    for record in read_records(stream, form.root, form.record):
        if isinstance(record, Finding):
            line = record.span.line if record.span else 1
            yield Imported(file, line, None, (record._replace(file=file),))
            continue
        problem = _problem(form, record)
        if problem is not None:
            page, message, hint = problem
            span = Span(record.line, record.column, record.line, record.column + 1)
            finding = page.finding(message, hint=hint, span=span)._replace(file=file)
            yield Imported(file, record.line, None, (finding,))
        else:
            yield Imported(file, record.line, _visit(form, record.element, understood))


def _problem(form: Format, record: Record) -> tuple[Problem, str, str | None] | None:
    """The first reason why a record is no visit."""
    element = record.element
    name = f"{form.record} {_text(element, 'id') or 'without an id'}"
    for part in (element, *element):
        known = form.attributes if part is element else form.fields.get(part.tag)
        if known is None:
            near = nearest(part.tag, form.fields)
            return UNKNOWN_ELEMENT, f"{name} has an element <{_short(part.tag)}> that is not known", _meant(near)
        odd = next((attribute for attribute in part.attrib if attribute not in known), None)
        if odd is not None:
            return UNKNOWN_ELEMENT, f"{name} has an attribute {_short(odd)!r} that is not known, on <{part.tag}>", None
        inner = next(
            (one.tag for one in part.iter() if part is not element and one is not part and one.tag != "em"), None
        )
        if inner is not None:
            return UNKNOWN_ELEMENT, f"{name} has an element <{_short(inner)}> inside <{part.tag}>", None
        if part is not element and len(element.findall(part.tag)) > 1:
            return UNKNOWN_ELEMENT, f"{name} has <{part.tag}> twice", None
    missing = next((tag for tag in form.needed if not _text(element, tag)), None)
    if missing is not None:
        return INCOMPLETE, f"{name} has no {missing}", None
    if not ID.matches(_text(element, "id")):
        return INCOMPLETE, f"{name}: its id is not made of lower-case letters, digits, - and _", None
    days = []
    for tag in ("start-date", "end-date"):
        day = _day(_text(element, tag))
        if day is None:
            return DATES_WRONG, f"{name}: its {tag} {_short(_text(element, tag))!r} is not a day YYYY-MM-DD", None
        days.append(day)
    if days[1] < days[0]:
        return DATES_WRONG, f"{name} ends on {days[1]}, before it starts on {days[0]}", None
    id = _country_id(form, element)
    if id not in ids():
        return UNKNOWN_COUNTRY, f"{name}: the country id {_short(id)!r} is not known", _meant(nearest(id, ids()))
    return None


def _meant(near: str | None) -> str | None:
    return f"did you mean {near!r}?" if near else None


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None


def _text(element: Element, tag: str) -> str:
    """The text of a child, runs of white space as one; empty where there is none."""
    child = element.find(tag)
    return "" if child is None else collapse("".join(child.itertext())).strip(" ")


# A record as a visit


def _visit(form: Format, element: Element, understood: Understood | None) -> Visit:
    start, end = _text(element, "start-date"), _text(element, "end-date")
    label, id = _text(element, form.country), _country_id(form, element)
    number, whole, is_trip = _text(element, "id"), to_xml(element), form is TRAVELS
    state = country(id, EDTF(start))
    traveler = _traveler(element) if is_trip else _visitor(_text(element, "visitor"), state)
    parts = Parts(traveler, date.fromisoformat(start), date.fromisoformat(end), state.code)
    readings = [reading for reading in read(_text(element, form.text)) if reading.sentence in whole]
    if understood is not None:
        understood.add(readings)
    fields, told = tell(parts, readings)
    if is_trip:
        _add_locales(parts, _text(element, "locale"))
    lists = parts.lists
    us = Party(
        id=parts.new_id("us"), role="guest" if is_trip else "host", kind="state", name="United States", country="US",
        principals=["traveler"] if is_trip else (),
    )  # fmt: skip
    abroad = Party(
        id=parts.new_id(id), role="host" if is_trip else "guest", kind=state.kind, name=label or None,
        country=None if "(government-in-exile)" in label else state.code,
        principals=() if is_trip else ["visitor"], citations=cite(label, form.country),
        identifiers={SOURCE: id} | ({"wikidata": state.wikidata} if state.wikidata else {}),
    )  # fmt: skip
    lists["parties"] = [us, abroad] if is_trip else [abroad, us]
    lists["people"][0] = _in_party(traveler, lists["parties"][0].id, told)
    lists["citations"] = [*cite(whole, f"{form.record} {number}"), *fields.pop("citations", ())]
    if len(lists.get("program", ())) > 1:
        fields["program_order"] = "as_narrated"
    fields |= lists | {
        "id": f"{SOURCE}-{form.record}-{number}", "start": start, "end": end, "language": "en",
        "sources": [form.source], "record": HowMade(license="CC0-1.0", method="imported"),
    }  # fmt: skip
    return Visit(**fields)


def _country_id(form: Format, element: Element) -> str:
    place = element.find(form.country)
    return "" if place is None else place.get("id", "")


_RANKS = ("Brigadier General", "Lieutenant General", "Major General", "General", "Admiral", "Colonel")
_OFFICES = (
    "Chairman of the Presidency", "Prime Minister-Prince", "Regent Prince", "Junta Member", "Sheikh", *LEVELS, *TITLES,
)  # fmt: skip
_QUALIFIERS = {"Acting": "acting", "Interim": "interim", "Provisional": "interim", "Former": "former"}
_VISITOR = re.compile(
    rf"(?:(?P<qualifier>{'|'.join(_QUALIFIERS)}) )?(?:(?P<rank>{'|'.join(_RANKS)})|"
    rf"(?P<title>(?:{'|'.join(sorted(_OFFICES, key=len, reverse=True))})(?:-elect)?))\b.*"
)


def _visitor(text: str, state: Country) -> Person:
    """Who visits: the name as printed, and the office that its first words state, with its level where they say it."""
    match = _VISITOR.fullmatch(text)
    offices, ranks = [], []
    if match is not None and match["rank"]:
        ranks = [Rank(title=match["rank"], citations=cite(text, "visitor"))]
    elif match is not None:
        is_president = match["title"] in ("President", "President-elect")
        is_head = state.kind is PartyKind.STATE and state.code not in OTHER_PRESIDENTS
        held = office(match["title"], says_level=is_head or not is_president)
        qualifier = _QUALIFIERS.get(match["qualifier"] or "", held.qualifier)
        offices = [held.replace(qualifier=qualifier, citations=cite(text, "visitor"))]
    return Person(id="visitor", names=[in_source(text)], offices=offices, ranks=ranks, citations=cite(text, "visitor"))


_ROLES = {"president": ("President", "head_of_state"), "secretary": ("Secretary of State", "minister")}


def _traveler(element: Element) -> Person:
    role, who, name = element.get("role", "") or _text(element, "role"), element.get("who"), _text(element, "name")
    title, level = _ROLES.get(role, (role, None))
    return Person(
        id="traveler", name=name, citations=cite(name, "name"), identifiers={SOURCE: who} if who else None,
        offices=[Office(title=title, level=level, citations=cite(_text(element, "role"), "role"))] if title else (),
    )  # fmt: skip


def _in_party(traveler: Person, party: str, told: Told) -> Person:
    """The traveler as a member of a party, the office as the text qualifies it."""
    person = traveler.replace(party=party)
    if told.standing is None or not person.offices:
        return person
    word, citation = told.standing
    held = person.offices[0]
    return person.replace(offices=[held.replace(qualifier=word, citations=[*held.citations, citation])])


_LOCALE = re.compile(r"(.+?)(?: \(([^()]+)\))?")


def _add_locales(parts: Parts, text: str) -> None:
    """The places of a trip, in the order in which the record lists them, one period for each."""
    for item in re.split(r", (?!D\.F\.)(?![^(]*\))", text):
        match = _LOCALE.fullmatch(item)
        if match is not None:
            place = parts.place(Spot(match[1], match[2]), cite(text, "locale"))
            parts.add("periods", Period(kind="leg", place=place, citations=cite(text, "locale")))


def _linked(trips: Iterable[Imported]) -> Iterator[Imported]:
    """The trips, each linked to the one before and the one after where the first ends on the second's first day."""
    before: Imported | None = None
    for trip in trips:
        after = trip
        if before is not None and before.visit is not None and trip.visit is not None:
            first, second = before.visit, trip.visit
            if first.end == second.start and _same_traveler(first, second):
                before = before._replace(visit=_link(first, second, "followed_by", first.end, "end-date"))
                after = trip._replace(visit=_link(second, first, "preceded_by", second.start, "start-date"))
        if before is not None:
            yield before
        before = after
    if before is not None:
        yield before


def _same_traveler(first: Visit, second: Visit) -> bool:
    return first.people[0].name == second.people[0].name and first.people[0].identifiers == second.people[0].identifiers


def _link(visit: Visit, other: Visit, relation: str, day: EDTF | None, element: str) -> Visit:
    related = RelatedVisit(
        relation=relation, visit=other.id, start=other.start, end=other.end, country=other.parties[1].country,
        citations=cite(str(day), element),
    )  # fmt: skip
    return visit.replace(related=[*visit.related, related])


# Visits as records again


def write_visits(visits: Iterable[Visit], refuse: Refuse) -> Iterator[bytes]:
    """The XML of the records that visits were made from. A visit that was made from none is left out, and `refuse`
    is told why."""
    return _write(VISITS, visits, refuse)


def write_travels(visits: Iterable[Visit], refuse: Refuse) -> Iterator[bytes]:
    """As `write_visits`, of travels."""
    return _write(TRAVELS, visits, refuse)


def _write(form: Format, visits: Iterable[Visit], refuse: Refuse) -> Iterator[bytes]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{form.root}>\n'.encode()
    for visit in visits:
        element = _record_of(form, visit)
        if element is None:
            refuse(
                NOT_FROM_HERE.finding(
                    f"visit {visit.id!r} cites no <{form.record}> record of the Office of the Historian"
                )
            )
            continue
        lines = [
            f"    <{opening(element)}>",
            *(f"        {to_xml(child)}" for child in element),
            f"    </{form.record}>\n",
        ]
        yield "\n".join(lines).encode()
    yield f"</{form.root}>\n".encode()


def _record_of(form: Format, visit: Visit) -> Element | None:
    """The record that a visit was made from: the quote of its own citation."""
    for citation in visit.citations:
        if citation.quote is not None and citation.quote.startswith(f"<{form.record}"):
            element = read_element(citation.quote)
            if element is not None and element.tag == form.record:
                return element
    return None
