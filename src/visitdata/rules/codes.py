"""Codes and identifiers: of countries, currencies and languages, of people and things, and coordinates.

Not: the names and titles beside them (`visitdata.rules.names`).
"""

import json
from collections.abc import Iterator
from math import cos, hypot, radians

from visitdata.findings import Fix, Severity, nearest
from visitdata.model import (
    Amount,
    Document,
    Event,
    Node,
    Organization,
    Party,
    PartyKind,
    Period,
    Person,
    Place,
    RelatedVisit,
    Topic,
    Vehicle,
    Visit,
)
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule
from visitdata.rules.engine.run import edit
from visitdata.rules.facts import countries, currencies, identifiers, languages
from visitdata.rules.stay import of_visit, stay


def _written(at: str, value: str, *, is_safe: bool = False) -> Fix:
    return Fix(f"write {value}", (edit(at, json.dumps(value)),), is_safe)


@rule("VDN101", Severity.ERROR, since="0.1", said="country")
def unassigned_country_code(node: Party | Place | Period | RelatedVisit, context: Context) -> Iterator[Objection]:
    """A country code is assigned to no country, of today or former.

    Why: Nobody can tell which country is meant, and a lookup by the code finds nothing.
    Ignore: Never; leave the code out where the country has none.
    Bad: "country": "UK"
    Good: "country": "GB"
    Mend: Write the code of ISO 3166-1, or the four letters of ISO 3166-3 for a former country.
    Source: ISO 3166-1:2020 and ISO 3166-3:2020; XK is a user-assigned code element for Kosovo.
    """
    code = node.country
    if code is None or countries.is_assigned(code):
        return
    known = countries.meant(code)
    if known is not None:
        means, why = known
        hint = f"{code} is {why}: the code is {means} ({countries.name_of(means)})"
        yield Objection(f"no country has the code {code}", at="country", values=(code,), hint=hint,
                        fix=_written("country", means))  # fmt: skip
        return
    near = nearest(code, countries.codes()) if len(code) == 4 else None
    guess = f"did you mean {near} ({countries.name_of(near)})?" if near is not None else None
    yield Objection(f"no country has the code {code}", at="country", values=(code,), hint=guess)


_OF_A_COUNTRY = (None, PartyKind.STATE, PartyKind.SOVEREIGN_ENTITY, PartyKind.TERRITORY)


@rule("VDN102", Severity.ERROR, since="0.1", said="country")
def country_had_ended(node: Party | Period | RelatedVisit, context: Context) -> Iterator[Objection]:
    """A country that had ended, or had given up its name, before the visit takes part in it.

    Why: Country codes are those of the time of the visit; a count by country or a border in time goes wrong.
    Ignore: Where those who take part are what was left of it, such as a government in exile: give them the kind
        non_state, or leave the code out.
    Bad:
        "start": "1995-05-08", "parties": [{"id": "ru", "kind": "state", "country": "SUHH"}]
    Good:
        "start": "1995-05-08", "parties": [{"id": "ru", "kind": "state", "country": "RU"}]
    Mend: Write the code of the country that took its place, or correct the date.
    Source: ISO 3166-3:2020; A Guide to the United States' History of Recognition, Diplomatic, and Consular Relations,
        by Country, Since 1776 (Office of the Historian); Gleditsch and Ward, A Revised List of the Independent States
        since 1816.
    """
    if node.country is None or len(node.country) != 4:
        return
    ended = countries.former(node.country)
    span = context.visit if isinstance(node, Party) else node
    when = stay(span)
    if ended is None or when is None or not when.began_after(ended.until):
        return
    if isinstance(node, Party) and node.kind not in _OF_A_COUNTRY:
        return
    after = ", ".join(f"{code} ({countries.name_of(code)})" for code in ended.became)
    only = ended.became[0] if len(ended.became) == 1 else None
    ended_then = f"{'on' if ended.until.is_day else 'in'} {ended.until}"
    yield Objection(
        f"{ended.name} ({ended.code}) ended {ended_then}, before this visit of {when.told}",
        at="country",
        values=(ended.code, str(ended.until), when.told),
        related=((span, "start", f"it starts on {span.start}"),) if span.start is not None else (),
        hint=f"in its place came {after}; the date is that of {ended.source}",
        fix=_written("country", only) if only is not None else None,
    )


@rule("VDN103", Severity.WARNING, since="0.1", said="country")
def country_not_a_state_then(party: Party, context: Context) -> Iterator[Objection]:
    """A state takes part in a visit at a time when what its code names was no state of its own.

    Why: It was a part of another state then, or a colony; the visit is that state's, or the party is a territory.
    Ignore: Where the source itself treats it as a state already, such as a government that was to be independent
        within weeks.
    Bad:
        "start": "1985-11-19", "parties": [{"id": "ru", "kind": "state", "country": "RU"}]
    Good:
        "start": "1985-11-19", "parties": [{"id": "su", "kind": "state", "country": "SUHH"}]
    Mend: Write the code of the state of that time, give the party the kind territory or non_state, or correct the
        date.
    Source: Gleditsch and Ward, A Revised List of the Independent States since 1816; The World Factbook (CIA), field
        Independence. Where the two differ, the earlier day counts.
    """
    if party.country is None or party.kind is not PartyKind.STATE:
        return
    spans = countries.statehood(party.country)
    when = of_visit(context)
    if not spans or when is None or any(not when.ended_before(one) and not when.began_after(one) for one in spans):
        return
    then = countries.before(party.country, when.first)
    name = countries.name_of(party.country)
    hint = "".join(f"the state was {one.code} ({one.name}); " for one in then)
    yield Objection(
        f"{name} ({party.country}) was no state of its own at the time of this visit, {when.told}: it was one in "
        f"{' and '.join(map(str, spans))}",
        at="country",
        values=(party.country, when.told, *map(str, spans)),
        hint=f"{hint}the dates are those of {countries.source_of(party.country)}",
        fix=_written("country", then[0].code) if len(then) == 1 else None,
    )


_Identified = Party | Person | Organization | Place | Topic | Document | Event | Vehicle


@rule("VDN104", Severity.ERROR, since="0.1", said="identifiers")
def identifier_fails_its_check(
    node: Party | Person | Organization | Place | Topic | Document | Event | Vehicle, context: Context
) -> Iterator[Objection]:
    """An identifier has a check digit, and fails it.

    Why: A digit is wrong, or two have changed places; it names nobody, or somebody else.
    Ignore: Never; leave out what cannot be corrected.
    Bad: "identifiers": {"isni": "0000000121032684"}
    Good: "identifiers": {"isni": "0000000121032683"}
    Mend: Copy it again from where it came from.
    Source: ISO 27729:2012 (ISNI) and ORCID, ISO/IEC 7064 MOD 11-2; ISO 17442-1:2020 (LEI) and ROR, MOD 97-10; IMO
        resolution A.1117(30) for ships.
    """
    for key, value, scheme in _known(node):
        meant = scheme.canonical(value)
        if meant is not None and not scheme.passes_check(meant):
            yield Objection(
                f"{value} is no {scheme.name}: its check digit is wrong",
                at=f"identifiers/{key}",
                values=(value,),
                hint=f"after {scheme.source}",
            )


@rule("VDN105", Severity.WARNING, since="0.1", said="identifiers")
def identifier_in_another_form(
    node: Party | Person | Organization | Place | Topic | Document | Event | Vehicle, context: Context
) -> Iterator[Objection]:
    """An identifier can be recognized, but is not written as its scheme writes it.

    Why: Two documents that name the same thing no longer match, and a lookup fails.
    Ignore: Never; it can be mended safely.
    Bad: "identifiers": {"wikidata": "https://www.wikidata.org/wiki/Q1065"}
    Good: "identifiers": {"wikidata": "Q1065"}
    Mend: Write the identifier alone, as its scheme does.
    Source: The schemes themselves: Wikidata, GeoNames, ISO 27729, ORCID, VIAF, ROR, ISO 17442, ISO 26324.
    """
    for key, value, scheme in _known(node):
        meant = scheme.canonical(value)
        if meant is None or scheme.is_well_formed(value) or not scheme.passes_check(meant):
            continue
        yield Objection(
            f"{value} is {meant} in {scheme.name}, written in another way",
            at=f"identifiers/{key}",
            values=(value, meant),
            fix=_written(f"identifiers/{key}", meant, is_safe=True),
        )


@rule("VDN106", Severity.ERROR, since="0.1", said="identifiers")
def identifier_of_no_form(
    node: Party | Person | Organization | Place | Topic | Document | Event | Vehicle, context: Context
) -> Iterator[Objection]:
    """An identifier is none of its scheme.

    Why: It identifies nothing.
    Ignore: Where the scheme is your own and only has the name of a known one: give it another name.
    Bad: "identifiers": {"wikidata": "United Nations"}
    Good: "identifiers": {"wikidata": "Q1065"}
    Mend: Write the identifier, or leave it out.
    Source: The schemes themselves: Wikidata, GeoNames, ISO 27729, ORCID, VIAF, ROR, ISO 17442, ISO 26324.
    """
    for key, value, scheme in _known(node):
        if scheme.canonical(value) is None:
            yield Objection(
                f"{value!r} is no identifier of {scheme.name}",
                at=f"identifiers/{key}",
                values=(value,),
                hint=f"one looks like {scheme.example}; after {scheme.source}",
            )


def _known(node: _Identified) -> Iterator[tuple[str, str, identifiers.Scheme]]:
    """The identifiers of a record whose schemes are known."""
    for key, value in (node.identifiers or {}).items():
        scheme = identifiers.scheme(key)
        if scheme is not None:
            yield key, value, scheme


_GROUPS: dict[type[Node], str] = {
    Person: "person",
    Party: "body",
    Organization: "body",
    Place: "place",
    Topic: "topic",
    Document: "document",
    Event: "event",
}

_OF_MANY = ("gw", "cow", "eurovoc")
"""Schemes of which one number may stand on several records."""


@rule("VDN107", Severity.WARNING, since="0.1")
def identifier_on_two_records(visit: Visit, context: Context) -> Iterator[Objection]:
    """Two records of one kind have the same identifier, or a person has that of something else.

    Why: One of the two is wrong, or one person, body or place is written twice.
    Ignore: Where two records are kept apart on purpose, such as two parts of one building under the identifier of the
        whole.
    Bad: "people": [{"name": "A", "identifiers": {"wikidata": "Q1"}}, {"name": "B", "identifiers": {"wikidata": "Q1"}}]
    Good: "people": [{"name": "A", "identifiers": {"wikidata": "Q1"}}, {"name": "B", "identifiers": {"wikidata": "Q2"}}]
    Mend: Correct the identifier, or join the two records; a party serves where an organization is asked for.
    Source: Wikidata, Help:Items: an item stands for one thing; ISO 27729:2012 likewise.
    """
    found: dict[tuple[str, str], list[tuple[str, Node]]] = {}
    lists = (visit.parties, visit.people, visit.organizations, visit.places, visit.topics, visit.documents)
    for node in (node for nodes in (*lists, visit.events) for node in nodes):
        told = node.__dict__.get("identifiers")
        if told is None:
            continue
        group = _GROUPS[type(node)]
        for key, value in told.items():
            scheme = identifiers.scheme(key)
            meant = scheme.canonical(value) if scheme is not None and key not in _OF_MANY else None
            if meant is None:
                continue
            earlier = found.setdefault((key, meant.replace(" ", "")), [])
            for other_group, other in earlier:
                if other_group == group or "person" in (other_group, group):
                    yield Objection(
                        f"{_called(node)} has the same identifier as {_called(other)}: {meant}",
                        on=node,
                        at=f"identifiers/{key}",
                        values=(meant,),
                        related=((other, f"identifiers/{key}", f"it is that of {_called(other)}"),),
                    )
                    break
            earlier.append((group, node))


def _called(node: Node) -> str:
    said = node.__dict__
    return str(said.get("id") or said.get("name") or said.get("label") or said.get("title") or type(node).__name__)


@rule("VDN108", Severity.ERROR, since="0.1", said="currency")
def unknown_currency(amount: Amount, context: Context) -> Iterator[Objection]:
    """A currency code is that of no currency, of today or former.

    Why: Amounts cannot be compared or converted.
    Ignore: Never; leave the code out, and keep the amount as printed in `label`.
    Bad: "currency": "RMB"
    Good: "currency": "CNY"
    Mend: Write the code of ISO 4217.
    Source: ISO 4217, List One (current codes) and List Three (historic codes), of the maintenance agency.
    """
    code = amount.currency
    if code is None or currencies.is_code(code):
        return
    means = currencies.meant(code)
    yield Objection(
        f"no currency has the code {code}",
        at="currency",
        values=(code,),
        hint=f"{code} is often written for {means}" if means is not None else None,
        fix=_written("currency", means) if means is not None else None,
    )


def _may_be_malformed(context: Context) -> bool:
    return not all(map(languages.is_formed, context.tags))


@rule("VDN109", Severity.ERROR, since="0.1", gate=_may_be_malformed)
def malformed_language_tag(visit: Visit, context: Context) -> Iterator[Objection]:
    """A language tag is not formed as language tags are.

    Why: Programs that read it take it for nothing, or for another language.
    Ignore: Never.
    Bad: "language": "az-Latin-Latn"
    Good: "language": "az-Latn"
    Mend: Write the language, then, where it matters, script, region and variant.
    Source: RFC 5646 (BCP 47), section 2.1, Syntax.
    """
    for node, at, tag in _tags(context):
        if not languages.is_formed(tag):
            yield Objection(f"{tag} is not formed as a language tag", on=node, at=at, values=(tag,))


def _may_be_unknown(context: Context) -> bool:
    return not all(map(_is_known, context.tags))


def _is_known(tag: str) -> bool:
    """Whether a language tag begins with the letters of a language, as far as these are judged."""
    first = tag.partition("-")[0].lower()
    return not languages.is_formed(tag) or len(first) in (1, 3) or languages.is_language(first)


@rule("VDN110", Severity.WARNING, since="0.1", gate=_may_be_unknown)
def unknown_language(visit: Visit, context: Context) -> Iterator[Objection]:
    """A language tag begins with letters that are no language's.

    Why: Texts are sorted, searched and read aloud by their language. Often the code of a country was written.
    Ignore: Never; a language without a code has the tag und, or one for private use that begins with x-.
    Bad: "language": "jp"
    Good: "language": "ja"
    Mend: Write the code of the language.
    Source: ISO 639-1; IANA Language Subtag Registry (RFC 5646): none of four letters or more is registered for a
        language.
    """
    for node, at, tag in _tags(context):
        if _is_known(tag):
            continue
        first = tag.partition("-")[0].lower()
        means = languages.meant(first)
        fix = _written(at, means + tag[len(first) :]) if means is not None and not at.startswith(_MAPS) else None
        yield Objection(
            f"{first} in {tag} is no language",
            on=node,
            at=at,
            values=(tag,),
            hint=f"{first} is a country; its language is {means}" if means is not None else None,
            fix=fix,
        )


_MAPS = ("titles/", "labels/")


def _tags(context: Context) -> Iterator[tuple[Node, str, str]]:
    """The language tags of a document: the object that says each, where in it, and the tag."""
    for node, _, key, value in context.walk.tags:
        if type(value) is str:
            yield node, key, value
        elif type(value) is tuple:
            for at, tag in enumerate(value):
                yield node, f"{key}/{at}", tag
        else:
            for tag in value:
                yield node, f"{key}/{tag}", tag


@rule("VDN111", Severity.WARNING, since="0.1", said="latitude")
def coordinates_swapped(place: Place, context: Context) -> Iterator[Objection]:
    """A place lies far from its country, and in it where latitude and longitude change places.

    Why: On a map it stands in another part of the world.
    Ignore: Where the place is far from its country indeed, such as a ship or a base abroad.
    Bad: "country": "IN", "latitude": 77.2, "longitude": 28.6
    Good: "country": "IN", "latitude": 28.6, "longitude": 77.2
    Mend: Let the two numbers change places.
    Source: zone.tab of the IANA Time Zone Database, for where countries lie; GeoJSON (RFC 7946) gives longitude first,
        most other sources latitude.
    """
    latitude, longitude = place.latitude, place.longitude
    if latitude is None or longitude is None or place.country is None or abs(longitude) > 90:
        return
    towns = countries.points(place.country)
    if not towns:
        return
    here = min(_degrees(latitude, longitude, *town) for town in towns)
    there = min(_degrees(longitude, latitude, *town) for town in towns)
    if not (here > 25 and there <= 12) and not (here > 8 and there <= 2):
        return
    yield Objection(
        f"{latitude}, {longitude} is far from {countries.name_of(place.country)}; {longitude}, {latitude} is in it",
        at="latitude",
        values=(f"{latitude}", f"{longitude}"),
        related=((place, "longitude", f"longitude {longitude}"), (place, "country", f"country {place.country}")),
        fix=Fix(
            "let latitude and longitude change places",
            (edit("latitude", json.dumps(longitude)), edit("longitude", json.dumps(latitude))),
            is_safe=False,
        ),
    )


def _degrees(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """How far apart two points are, in degrees of the equator; right enough for near ones."""
    around = abs(longitude - other_longitude)
    around = min(around, 360 - around) * cos(radians((latitude + other_latitude) / 2))
    return hypot(latitude - other_latitude, around)


@rule("VDN112", Severity.WARNING, since="0.1", said="latitude")
def coordinates_zero(place: Place, context: Context) -> Iterator[Objection]:
    """A place lies at 0, 0, in the sea off Africa.

    Why: Programs write that where a place could not be found.
    Ignore: Where a ship met there.
    Bad: "latitude": 0, "longitude": 0
    Good: "latitude": 40.4, "longitude": 49.9
    Mend: Write where it lies, or leave both out.
    Source: Natural Earth, which holds the point as Null Island, to catch such mistakes.
    """
    if place.latitude == 0 and place.longitude == 0:
        yield Objection("it lies at 0, 0, where there is only sea", at="latitude", values=("0", "0"),
                        related=((place, "longitude", "longitude 0"),))  # fmt: skip


@rule("VDN113", Severity.WARNING, since="0.1", said="value")
def amount_without_currency(amount: Amount, context: Context) -> Iterator[Objection]:
    """An amount of money has a number, and neither a currency nor the words in which it was printed.

    Why: A number of nothing cannot be compared; nobody can find out later what it was of.
    Ignore: Where the source itself gives a bare number: keep it in `label` as printed.
    Bad: "value": {"value": "14500"}
    Good: "value": {"value": "14500", "currency": "USD", "label": "$14,500"}
    Mend: Give the currency, or the amount as printed.
    Source: ISO 4217, by which an amount is a number of units of a currency.
    """
    if amount.value is not None and amount.currency is None and amount.label is None:
        yield Objection(
            f"{amount.value} of what is not told: it has no currency and no label", at="value", values=(amount.value,)
        )
