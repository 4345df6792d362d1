"""The parts of one visit, gathered one after the other, each citing the sentence in which it is stated."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from visitdata.interop.historyatstate.countries import country, ids
from visitdata.interop.historyatstate.lists import Named, Spot, people, place
from visitdata.interop.historyatstate.phrases import MONTHS, SPOT, US
from visitdata.interop.historyatstate.reading import Reading
from visitdata.model import (
    EDTF,
    Activity,
    Citation,
    Name,
    Node,
    Office,
    OfficeLevel,
    Organization,
    Participant,
    Period,
    Person,
    Place,
    RelatedVisit,
    Topic,
    When,
)
from visitdata.model.slugs import Ids, slug

SOURCE = "historyatstate"
"""The id of the source in each document, and the scheme of the data sets' own ids."""

LEVELS = {
    title: level
    for level, titles in {
        OfficeLevel.HEAD_OF_STATE: "King|Queen|Emperor|Shah|President|Pope|Grand Duke|Grand Duchess|Sultan|Amir|Emir|"
        "Chief of State|Head of State",
        OfficeLevel.HEAD_OF_GOVERNMENT: "Prime Minister|Premier|Chancellor|Federal Chancellor|Taoiseach|"
        "President of the Council of Ministers",
        OfficeLevel.DEPUTY_HEAD: "Vice President|Deputy Prime Minister|Vice Premier",
        OfficeLevel.ROYAL: "Crown Prince",
        OfficeLevel.VICEROY: "Governor General",
        OfficeLevel.MINISTER: "Foreign Minister|Foreign Secretary|Defense Minister|Secretary of State",
        OfficeLevel.AMBASSADOR: "Ambassador",
        OfficeLevel.GOVERNOR: "Governor",
        OfficeLevel.MAYOR: "Mayor",
    }.items()
    for title in titles.split("|")
}
"""The level of an office by its title. A title that says no level by itself, as Prince or Chairman, is not here."""

OTHER_PRESIDENTS = ("ES",)
"""Where the title of President alone does not say a head of state: in Spain the King is one and the President leads the
Government (Constitution of 1978, articles 56 and 98)."""

_NEAR = 60
"""How many days nearer one year must be than another for a day without a year to be of it."""
_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_DAYS = re.compile(
    r"([A-Z][a-z]{2})[a-z]*[.]? ([0-9]{1,2})(?:, ([0-9]{4}))?"
    r"(?:\s?[–-]\s?(?:([A-Z][a-z]{2})[a-z]*[.]? )?([0-9]{1,2})(?:, ([0-9]{4}))?)?"
)
_EVENT = re.compile(r"\b(?:Assembly|Summits?|Conference|Meetings?|Session|Week|Council|Forum|Process|Treaty)\b")
"""Of what stands behind "at" or "in": an event, which is no place."""
_DESTINATION = re.compile(rf"(?P<place>{SPOT})(?: (?P<reason>(?:for|to|after) .+))?")


class Parts:
    """The lists of a visit, by the names of its fields."""

    def __init__(self, traveler: Person, start: date, end: date, abroad: str | None) -> None:
        """`abroad` is the ISO code of the country other than the United States."""
        self.start, self.end = start, end
        self.traveler = Participant(ref=traveler.id)
        self.lists: dict[str, list[Any]] = {"people": [traveler]}
        self._abroad = abroad
        self._ids = Ids(SOURCE, str(traveler.id))

    def add(self, field: str, part: Node) -> None:
        """Add a part to the list of a field."""
        self.lists.setdefault(field, []).append(part)

    def new_id(self, text: str) -> str:
        """A new id that says what it is of."""
        return self._ids.new(slug(text)[:60].strip("-") or "record")

    def _known(self, field: str, made: Node, **alike: str | None) -> str:
        """The id of the record of a list that is alike, else of the new one, which is added."""
        for known in self.lists.get(field, ()):
            if all(getattr(known, name) == value for name, value in alike.items()):
                return str(known.id)
        id = self.new_id(next(iter(alike.values())) or "")
        self.add(field, made.replace(id=id))
        return id

    # When

    def days(self, span: str | None) -> tuple[EDTF, EDTF | None] | None:
        """The first and the last day of words such as ``March 24–April 13``, the last None where one day is named;
        None where the calendar has no such day. A day without a year is of the year that brings it nearest to the
        visit, or of either where two do alike."""
        match = _DAYS.fullmatch(span or "")
        if match is None:
            return None
        month, day, year, last_month, last_day, last_year = match.groups()
        stated = year or last_year
        found = []
        for each in [int(stated)] if stated else range(max(1, self.start.year - 1), min(9998, self.end.year + 1) + 1):
            try:
                first = date(each, _MONTHS[month], int(day))
                last = first if last_day is None else date(each, _MONTHS[last_month or month], int(last_day))
                if last < first and year is None and last_year is not None:
                    first = first.replace(each - 1)
                elif last < first:  # on into the next year
                    last = last.replace(each + 1)
            except ValueError:
                continue
            found.append((max(0, (first - self.end).days, (self.start - last).days), first, last))
        if not found:
            return None
        found.sort()
        near = [one for one in found if one[0] - found[0][0] < _NEAR]
        return _either(first for _, first, _ in near), _either(last for *_, last in near) if last_day else None

    def when(self, reading: Reading) -> When | None:
        """When an activity was, where a day is told."""
        days = self.days(reading.words.get("span"))
        if days is None:
            return None
        first, last = days
        return When(date=first if last is None or not (first.is_day and last.is_day) else f"{first}/{last}")

    # Where

    def place(self, spot: Spot, cited: list[Citation]) -> str:
        """The id of a place, which is added where it is not yet there."""
        within = self.place(Spot(spot.region), cited) if spot.region else None
        made = Place(name=spot.name, within=within, citations=cited)
        return self._known("places", made, name=spot.name, within=within)

    def place_of(self, reading: Reading) -> str | None:
        """The id of the place that a tail names, unless that is the country as a whole."""
        name, city = reading.words.get("place"), reading.words.get("city")
        if name is None or is_us(name) or _EVENT.search(name):
            return None
        spot = place(name)
        return self.place(spot if spot.region else spot._replace(region=city), cite(reading.sentence))

    def stay(self, spot: Spot, cited: list[Citation]) -> dict[str, Any]:
        """The fields of a stay in a place: a stop where that is a country of its own, else a leg."""
        land = re.sub("[^a-z]+", "-", spot.name.lower())
        if land in ids() and land != "georgia":
            code = country(land, EDTF(self.start.isoformat())).code
            return {"kind": "stop", "place": self.place(spot, cited), "country": code}
        return {"kind": "leg", "place": self.place(spot, cited)}

    # Who and about what

    def person(self, named: Named, cited: list[Citation]) -> str:
        """The id of a person who is named, who is added where not yet there."""
        held = office(named.title or "", says_level=named.is_plain and self._abroad not in OTHER_PRESIDENTS)
        for known in self.lists["people"]:
            if known.names and known.names[0].text == named.text:
                return str(known.id)
        person = Person(id=self.new_id(named.text), names=[in_source(named.text)], offices=[held], citations=cited)
        self.add("people", person)
        return str(person.id)

    def met(self, reading: Reading) -> list[Participant]:
        """The traveler and those whom a reading names; those whom it does not divide, together in its words."""
        words = reading.words
        named = people(words["who"]) if "who" in words else []
        others = [
            Participant(ref=self.person(one, cite(reading.sentence)))
            if one.title
            else Participant(description=one.text)
            for one in named
        ]
        if "undivided" in words:
            others.append(Participant(description=words["undivided"]))
        return [self.traveler, *others]

    def organization(self, name: str, cited: list[Citation]) -> str:
        """The id of an organization, which is added where it is not yet there."""
        return self._known("organizations", Organization(name=name, citations=cited), name=name)

    def topic(self, label: str, cited: list[Citation]) -> str:
        """The id of a topic, which is added where it is not yet there."""
        return self._known("topics", Topic(label=label, citations=cited), label=label)

    # What was done

    def activity(self, cls: type[Activity], reading: Reading, **fields: Any) -> None:
        """Add an activity on the day and in the place that a reading names."""
        fields.setdefault("place", self.place_of(reading))
        self.add("program", cls(when=self.when(reading), citations=cite(reading.sentence), **fields))
        self.journey(reading)

    def occasion(self, cls: type[Activity], reading: Reading, **fields: Any) -> None:
        """Add an occasion at which the traveler was."""
        self.activity(cls, reading, **({"participants": [self.traveler]} | fields))

    def period(self, reading: Reading, **fields: Any) -> None:
        """Add a part of the stay, on the days that a reading names."""
        first, last = self.days(reading.words.get("span")) or (None, None)
        fields.setdefault("start", first)
        fields.setdefault("end", last)
        self.add("periods", Period(citations=cite(reading.sentence), **fields))
        self.journey(reading)

    def journey(self, reading: Reading) -> None:
        """The visits before and after on the same journey, where a tail names where from or where to."""
        words = reading.words
        for relation, where in (
            ("preceded_by", words.get("origin") or words.get("back_from")),
            ("followed_by", words.get("bound") or words.get("back_to")),
        ):
            if where is not None and not is_us(where):
                match = _DESTINATION.fullmatch(where)
                other = RelatedVisit(
                    relation=relation, title=None if match else where, places=[match["place"]] if match else (),
                    reason=match["reason"] if match else None, citations=cite(reading.sentence),
                )  # fmt: skip
                self.add("related", other)


def cite(quote: str, locator: str | None = None) -> list[Citation]:
    """The citation of a sentence or of an element of the record; none of nothing."""
    return [Citation(source=SOURCE, quote=quote, locator=locator)] if quote else []


def in_source(text: str) -> Name:
    """A name as the source prints it, title and all."""
    return Name(text=text, kind="in_source", language="en")


def office(title: str, *, says_level: bool = True) -> Office:
    """An office as stated, with the level that its title says where it says one."""
    words = title.removesuffix("-elect")
    level = LEVELS.get(words) if says_level else None
    return Office(title=words, level=level, qualifier="elect" if words != title else None)


def is_us(name: str) -> bool:
    """Whether a name is that of the United States."""
    return re.fullmatch(US, name) is not None


def _either(days: Iterable[date]) -> EDTF:
    """One day, or one of several."""
    found = sorted({day.isoformat() for day in days})
    return EDTF(found[0] if len(found) == 1 else f"[{','.join(found)}]")
