"""What the phrases of a record state -> parts of a visit.

Each part cites the sentence in which it is stated. What a text leaves open is left open: a grade that is told twice
becomes two periods or two claims, a day without a year takes the year that lies nearest, or both where two are near.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from visitdata.interop import phrases
from visitdata.interop.countries import country, ids
from visitdata.interop.phrases import Reading, Spot
from visitdata.model import (
    EDTF,
    Activity,
    Address,
    Arrival,
    Ceremony,
    Citation,
    Claim,
    Delegation,
    Departure,
    Document,
    DocumentSigning,
    Grade,
    Inauguration,
    Invitation,
    Meal,
    Meeting,
    Name,
    Occasion,
    Office,
    OfficeLevel,
    Organization,
    OtherOccasion,
    Participant,
    Period,
    Person,
    Place,
    RelatedVisit,
    Speech,
    Topic,
    TopicEntry,
    When,
)

GRADES = {
    "state": Grade.STATE,
    "official": Grade.OFFICIAL,
    "official working": Grade.OFFICIAL_WORKING,
    "working": Grade.WORKING,
    "informal": Grade.INFORMAL,
    "unofficial": Grade.INFORMAL,
    "informal, unofficial": Grade.INFORMAL,
    "private": Grade.PRIVATE,
    "personal and private": Grade.PRIVATE,
    "courtesy": Grade.COURTESY,
    "goodwill": Grade.GOODWILL,
    "good will": Grade.GOODWILL,
    "pastoral": Grade.PASTORAL,
}
"""What the words before "visit" mean; those of `visitdata.interop.phrases.GRADES` that are not here stay a label."""

LEVELS = {
    "King": OfficeLevel.HEAD_OF_STATE, "Queen": OfficeLevel.HEAD_OF_STATE, "Emperor": OfficeLevel.HEAD_OF_STATE,
    "Shah": OfficeLevel.HEAD_OF_STATE, "President": OfficeLevel.HEAD_OF_STATE, "Pope": OfficeLevel.HEAD_OF_STATE,
    "Grand Duke": OfficeLevel.HEAD_OF_STATE, "Grand Duchess": OfficeLevel.HEAD_OF_STATE, "Sultan": OfficeLevel.HEAD_OF_STATE,
    "Amir": OfficeLevel.HEAD_OF_STATE, "Emir": OfficeLevel.HEAD_OF_STATE, "Chief of State": OfficeLevel.HEAD_OF_STATE,
    "Head of State": OfficeLevel.HEAD_OF_STATE, "Prime Minister": OfficeLevel.HEAD_OF_GOVERNMENT,
    "Premier": OfficeLevel.HEAD_OF_GOVERNMENT, "Chancellor": OfficeLevel.HEAD_OF_GOVERNMENT,
    "Federal Chancellor": OfficeLevel.HEAD_OF_GOVERNMENT, "Taoiseach": OfficeLevel.HEAD_OF_GOVERNMENT,
    "President of the Council of Ministers": OfficeLevel.HEAD_OF_GOVERNMENT, "Vice President": OfficeLevel.DEPUTY_HEAD,
    "Deputy Prime Minister": OfficeLevel.DEPUTY_HEAD, "Vice Premier": OfficeLevel.DEPUTY_HEAD,
    "Crown Prince": OfficeLevel.ROYAL, "Governor General": OfficeLevel.VICEROY, "Foreign Minister": OfficeLevel.MINISTER,
    "Foreign Secretary": OfficeLevel.MINISTER, "Defense Minister": OfficeLevel.MINISTER, "Secretary of State": OfficeLevel.MINISTER,
    "Ambassador": OfficeLevel.AMBASSADOR, "Governor": OfficeLevel.GOVERNOR, "Mayor": OfficeLevel.MAYOR,
}  # fmt: skip
"""The level of an office by its title. A title that says no level by itself, as Prince or Chairman, is not here."""

SEVERAL_PRESIDENTS = ("ES",)
"""Where the title of President alone does not say a head of state: in Spain the King is one and the President leads the
Government (Constitution of 1978, articles 56 and 98)."""

_MEALS = {"breakfast": "breakfast", "brunch": "other", "luncheon": "lunch", "lunch": "lunch", "dinner": "dinner", "reception": "reception"}
_DOCUMENTS = {"treaty": "treaty", "agreement": "agreement", "agreements": "agreement", "declaration": "other", "memorandum": "memorandum",
              "protocol": "protocol", "communique": "communique"}  # fmt: skip
_NEAR = 60
"""How many days nearer one year must be than another for a day without a year to be of it."""


class Narrative:
    """The parts of one visit, gathered reading by reading."""

    def __init__(self, traveler: Person, start: date, end: date, abroad: str | None, source: str) -> None:
        """`abroad` is the ISO code of the other country than the United States, `source` the id of the source."""
        self.people = [traveler]
        self.parts: dict[str, list[Any]] = {}
        self.grades: list[Reading] = []
        self.invitation: Invitation | None = None
        self.qualifier: tuple[str, Citation] | None = None
        self._traveler = traveler
        self._start, self._end, self._abroad, self._source = start, end, abroad, source
        self._ids = {traveler.id, source}

    def add(self, reading: Reading) -> None:
        """Add what one clause states."""
        if reading.kind is not None:
            _ADDERS[reading.kind](self, reading)

    def id(self, text: str) -> str:
        """A new id that says what it is of."""
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        stem = re.sub("[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "record"
        name, number = stem, 1
        while name in self._ids or name.isdigit():
            number += 1
            name = f"{stem}-{number}"
        self._ids.add(name)
        return name

    def cite(self, quote: str) -> list[Citation]:
        """The citation of a sentence."""
        return [Citation(source=self._source, quote=quote)]

    def _put(self, name: str, part: Any) -> str:
        """Keep a part in the list of that name; its id."""
        self.parts.setdefault(name, []).append(part)
        return str(part.id)

    # When and where

    def days(self, span: str | None) -> tuple[EDTF, EDTF | None] | None:
        """The first and the last day of words such as ``March 24–April 13``, the last None where one day is named;
        None where the calendar has no such day."""
        match = _DAYS.fullmatch(span or "")
        if match is None:
            return None
        month, day, year, last_month, last_day, last_year = match.groups()
        fixed = year or last_year
        years = [int(fixed)] if fixed else range(max(1, self._start.year - 1), min(9999, self._end.year + 1) + 1)
        found = []
        for each in years:
            try:
                first = date(each, _MONTHS[month], int(day))
                last = first if last_day is None else date(each, _MONTHS[last_month or month], int(last_day))
                if last < first:  # on into another year
                    first, last = (first, last.replace(each + 1)) if year or not fixed else (first.replace(each - 1), last)
            except ValueError:
                continue
            found.append((max(0, (first - self._end).days, (self._start - last).days), first, last))
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

    def place(self, spot: Spot) -> str:
        """The id of a place, which is added where it is not yet there."""
        for known in self.parts.get("places", ()):
            if known.name == spot.name and (spot.region is None or known.within == self._region(spot.region)):
                return str(known.id)
        within = self._region(spot.region) if spot.region else None
        return self._put("places", Place(id=self.id(spot.name), name=spot.name, within=within))

    def _region(self, name: str) -> str:
        return self.place(Spot(name, None, None))

    def place_of(self, reading: Reading) -> str | None:
        """The id of the place that a tail names."""
        name, city = reading.words.get("place"), reading.words.get("city")
        if name is None or _is_us(name):
            return None
        spots, _ = phrases.places(name)
        spot = spots[0] if len(spots) == 1 else Spot(name, None, None)
        return self.place(spot if spot.region or city is None else Spot(spot.name, city, None))

    # Who

    def person(self, named: phrases.Named) -> str:
        """The id of a person who is named, who is added where not yet there."""
        for known in self.people:
            if known.names and known.names[0].text == named.text:
                return str(known.id)
        held = office(named.title or "", says_level=named.is_plain and self._abroad not in SEVERAL_PRESIDENTS)
        person = Person(id=self.id(named.text), names=[in_source(named.text)], offices=[held])
        self.people.append(person)
        return str(person.id)

    def met(self, reading: Reading, name: str = "who") -> list[Participant]:
        """The traveler and those whom a reading names."""
        participants = [Participant(ref=self._traveler.id)]
        if "undivided" in reading.words:
            participants.append(Participant(description=reading.words["undivided"]))
        for named in phrases.people(reading.words.get(name, "")):
            participants.append(
                Participant(ref=self.person(named)) if named.title else Participant(description=named.text)
            )
        return participants

    # What each kind of phrase adds

    def _occasion(self, cls: type[Occasion], reading: Reading, **fields: Any) -> None:
        fields.setdefault("participants", [Participant(ref=self._traveler.id)])
        fields.setdefault("place", self.place_of(reading))
        activity: Activity = cls(when=self.when(reading), citations=self.cite(reading.sentence), **fields)
        self.parts.setdefault("program", []).append(activity)
        self._journey(reading)

    def _period(self, reading: Reading, kind: str, **fields: Any) -> None:
        days = self.days(reading.words.get("span"))
        fields.setdefault("start", days and days[0])
        fields.setdefault("end", days and days[1])
        self.parts.setdefault("periods", []).append(Period(kind=kind, citations=self.cite(reading.sentence), **fields))
        self._journey(reading)

    def _journey(self, reading: Reading) -> None:
        """The visits before and after on the same journey, where a tail names where from or where to."""
        words = reading.words
        for relation, where in (
            ("preceded_by", words.get("origin") or words.get("back_from")),
            ("followed_by", words.get("bound") or words.get("back_to")),
        ):
            if where is not None and not _is_us(where):
                match = _DESTINATION.fullmatch(where)
                fields = {"places": [match["place"]]} if match else {"title": where}
                reason = match["reason"] if match else None
                self.parts.setdefault("related", []).append(
                    RelatedVisit(relation=relation, reason=reason, citations=self.cite(reading.sentence), **fields)  # type: ignore[arg-type]
                )

    def _grade(self, reading: Reading) -> None:
        self.grades.append(reading)
        self._journey(reading)

    def _presence(self, reading: Reading) -> None:
        self._period(reading, "presence", label=reading.clause, country="US")

    def _stay(self, reading: Reading) -> None:
        self._period(reading, **self._where(self.place_of(reading), reading.words["place"]))

    def _where(self, place: str | None, name: str) -> dict[str, Any]:
        """Of a stay: a stop where the place is a country of its own, else a part of the journey."""
        slug = re.sub("[^a-z]+", "-", name.lower())
        if slug in ids() and slug != "georgia":
            return {"kind": "stop", "place": place, "country": country(slug, EDTF(self._start.isoformat())).code}
        return {"kind": "leg", "place": place}

    def _cities(self, reading: Reading) -> None:
        for spot in phrases.places(reading.words["places"])[0]:
            if _is_us(spot.name):
                self._period(reading, "presence")
            else:
                own = Reading(reading.kind, {**reading.words, "span": spot.span or reading.words.get("span", "")},
                              reading.clause, reading.sentence, reading.rest)  # fmt: skip
                self._period(own, **self._where(self.place(spot), spot.name))

    def _arrival(self, reading: Reading) -> None:
        self._occasion(Arrival, reading)

    def _departure(self, reading: Reading) -> None:
        self._occasion(Departure, reading)

    def _stop(self, reading: Reading) -> None:
        self._period(reading, "stop", label=reading.words["label"])

    def _vacation(self, reading: Reading) -> None:
        self._period(reading, "other", kind_label=reading.words["label"], place=self.place_of(reading))

    def _transit(self, reading: Reading) -> None:
        self._journey(reading)

    def _accompanied(self, reading: Reading) -> None:
        heads = [self.person(one) for one in phrases.people(reading.words.get("whom", "")) if one.title]
        if not heads:
            return
        members = [Participant(ref=self._traveler.id, roles=["accompanying"])]
        group = Delegation(
            label=reading.clause, head=heads[0], members=members, citations=self.cite(reading.sentence)
        )
        self.parts.setdefault("delegations", []).append(group)
        if "label" in reading.words:
            label = reading.words["label"]
            part = RelatedVisit(
                relation="part_of", grade=grade(label), grade_label=label, principals=heads,
                citations=self.cite(reading.sentence),
            )  # fmt: skip
            self.parts.setdefault("related", []).append(part)
        if "what" in reading.words:
            self._event(reading, reading.words["what"])

    def _invitation(self, reading: Reading) -> None:
        if self.invitation is None:
            self.invitation = Invitation(
                by=[self._inviter(reading.words["by"])],
                to=[str(self._traveler.id)],
                citations=self.cite(reading.sentence),
            )

    def _inviter(self, text: str) -> str:
        named = phrases.people(text)
        if len(named) == 1 and named[0].title:
            return self.person(named[0])
        return self._organization(text)

    def _organization(self, name: str) -> str:
        for known in self.parts.get("organizations", ()):
            if known.name == name:
                return str(known.id)
        return self._put("organizations", Organization(id=self.id(name), name=name))

    def _delegation(self, reading: Reading) -> None:
        group = Delegation(
            label=reading.words["label"], head=self._traveler.id, citations=self.cite(reading.sentence)
        )
        self.parts.setdefault("delegations", []).append(group)

    def _signed(self, reading: Reading) -> None:
        what = reading.words["what"]
        kinds = [kind for word, kind in _DOCUMENTS.items() if re.search(rf"(?i)\b{word}\b", what)]
        document = Document(
            id=self.id(what), title=what, type=kinds[0] if kinds and kinds[0] != "other" else None,
            citations=self.cite(reading.sentence),
        )  # fmt: skip
        self._step(DocumentSigning, reading, documents=[self._put("documents", document)], act="signed", signers=[self._traveler.id])

    def _inaugurated(self, reading: Reading) -> None:
        act = reading.words["act"].lower()
        known = {"opened": "opened", "unveiled": "unveiled"}.get(act)
        self._step(
            Inauguration, reading, act=known or "other", act_label=reading.words["act"], by=[self._traveler.id],
            what=reading.words["what"],
        )  # fmt: skip

    def _step(self, cls: type[Activity], reading: Reading, **fields: Any) -> None:
        step = cls(when=self.when(reading), place=self.place_of(reading), citations=self.cite(reading.sentence), **fields)
        self.parts.setdefault("program", []).append(step)
        self._journey(reading)

    def _addressed(self, reading: Reading) -> None:
        body = reading.words["body"]
        is_body = re.search(r"\b(?:personnel|troops|officials|leaders|students|staff|citizens|refugees)\b", body) is None
        fields = {"body": self._organization(body)} if is_body else {"audience": body}
        self._occasion(Address, reading, steps=[Speech(speaker=self._traveler.id)], participants=(), **fields)

    def _audience(self, reading: Reading) -> None:
        self._occasion(Meeting, reading, format="audience", participants=self.met(reading))

    def _meeting(self, reading: Reading) -> None:
        label = reading.words.get("label")
        self._occasion(
            Meeting, reading, label=label if label and not _is_grade(label) else None,
            participants=self.met(reading), topics=self._topics(reading),
        )  # fmt: skip
        if label and _is_grade(label):
            self.grades.append(Reading("grade", {"label": label}, reading.clause, reading.sentence, ""))

    def _topics(self, reading: Reading) -> list[TopicEntry]:
        label = reading.words.get("topic")
        if label is None:
            return []
        known = next((one.id for one in self.parts.get("topics", ()) if one.label == label), None)
        topic = known or self._put("topics", Topic(id=self.id(label), label=label))
        return [TopicEntry(topic=topic, treatment="discussed")]

    def _event(self, reading: Reading, what: str) -> None:
        """Something that the traveler attended, in the class that its own words name."""
        label = re.sub(r"^(?:an?|the) ", "", what)
        for word, kind in _MEALS.items():
            if re.search(rf"(?i)\b{word}\b", label):
                extra = {"kind_label": word} if kind == "other" else {}
                return self._occasion(Meal, reading, label=label, kind=kind, **extra)
        if re.search(r"(?i)\bfuneral\b", label):
            return self._occasion(Ceremony, reading, label=label, kind="funeral")
        if re.search(r"(?i)\bsigning of\b", label):
            return self._occasion(Ceremony, reading, label=label, kind="signing")
        if re.search(r"(?i)\b(?:memorial services?|commemorat\w+)\b", label):
            return self._occasion(Ceremony, reading, label=label, kind="commemoration")
        if re.search(r"(?i)\b(?:dedication|inauguration|accession ceremony|coronation|wedding|ceremon(?:y|ies))\b", label):
            return self._occasion(Ceremony, reading, label=label)
        if re.search(r"(?i)\b(?:meetings?|conferences?|summits?|sessions?|council|talks)\b", label):
            form = "summit" if re.search(r"(?i)\bsummits?\b", label) else None
            return self._occasion(Meeting, reading, label=label, format=form)
        return self._occasion(OtherOccasion, reading, label=label)

    def _attended(self, reading: Reading) -> None:
        self._event(reading, reading.words["what"])

    def _standing(self, reading: Reading) -> None:
        qualifier = "elect" if reading.words["standing"] == "President-elect" else "former"
        self.qualifier = qualifier, self.cite(reading.sentence)[0]

    # The grade of the whole

    def graded(self) -> dict[str, Any]:
        """The fields of the visit that say its grade, once all is read; adds periods and claims."""
        invitations = [reading for reading in self.grades if "by" in reading.words]
        for reading in invitations[:1]:
            self._invitation(reading)
        whole = [reading for reading in self.grades if not self._is_part(reading)]
        for reading in self.grades:
            if reading not in whole:
                self._part_of_grade(reading)
        labels = {reading.words["label"].lower() for reading in whole}
        if len(labels) > 1:
            for number, reading in enumerate(whole, 1):
                self._claims(reading, str(number))
            return {"citations": self._quotes(whole)}
        if not whole:
            return {}
        label = whole[0].words["label"]
        if len(self.grades) > len(whole) or self._has_presence():
            self._graded_period(whole[0])
        for reading in whole:
            for spot in self._spots(reading):
                self._period(reading, "leg", place=self.place(spot), start=None, end=None)
        return {"grade": grade(label), "grade_label": label, "citations": self._quotes(whole)}

    def _is_part(self, reading: Reading) -> bool:
        """Whether a grade is told of a part of the stay alone: afterwards, or, beside another, on days or in places of
        its own."""
        if not {"then", "later", "since"}.isdisjoint(reading.words):
            return True
        others = [other for other in self.grades if other is not reading]
        has_place = not _WHERE.isdisjoint(reading.words)
        apart = has_place and any(_WHERE.isdisjoint(other.words) for other in others)
        return bool(others) and ("span" in reading.words or apart)

    def _has_presence(self) -> bool:
        return any(period.kind == "presence" for period in self.parts.get("periods", ()))

    def _graded_period(self, reading: Reading) -> None:
        """The part to which the grade applies, inside a longer presence: the days of the record itself."""
        period = Period(
            id=self.id("graded"), kind="graded", label=reading.words["label"], start=self._start, end=self._end,
            citations=self.cite(reading.sentence),
        )  # fmt: skip
        self.parts.setdefault("periods", []).insert(0, period)

    def _part_of_grade(self, reading: Reading) -> None:
        label = reading.words["label"]
        kind = "private" if grade(label) is Grade.PRIVATE else "graded"
        since = self.days(reading.words.get("since"))
        fields: dict[str, Any] = {}
        if since is not None and since[0].is_day:
            fields["start"] = f"[{since[0]}..]"
        spots = self._spots(reading) or [None]
        for spot in spots:
            self._period(reading, kind, label=label, place=spot and self.place(spot), **fields)

    def _spots(self, reading: Reading) -> list[Any]:
        if "places" in reading.words:
            return list(phrases.places(reading.words["places"])[0])
        if "place" in reading.words and not _is_us(reading.words["place"]):
            return [self._spot(reading.words["place"])]
        return []

    def _spot(self, name: str) -> Spot:
        spots, _ = phrases.places(name)
        return spots[0] if len(spots) == 1 else Spot(name, None, None)

    def _claims(self, reading: Reading, account: str) -> None:
        label = reading.words["label"]
        fields = {"/grade": grade(label), "/grade_label": label}
        for field, value in fields.items():
            if value is not None:
                self.parts.setdefault("claims", []).append(
                    Claim(field=field, value=str(value), standing="rival", account=account, citations=self.cite(reading.sentence))
                )

    def _quotes(self, readings: list[Reading]) -> list[Citation]:
        quotes = dict.fromkeys(reading.sentence for reading in readings)
        return [citation for quote in quotes for citation in self.cite(quote)]


_ADDERS: dict[str, Callable[[Narrative, Reading], None]] = {
    phrase.kind: getattr(Narrative, f"_{ {'return': 'arrival', 'talks': 'meeting', 'discussed': 'meeting'}.get(phrase.kind, phrase.kind)}")
    for phrase in phrases.PHRASES
}


def in_source(text: str) -> Name:
    """A name as the source prints it, title and all."""
    return Name(text=text, kind="in_source", language="en")


def office(title: str, *, says_level: bool = True) -> Office:
    """An office as stated, with the level that its title says where it says one."""
    words = title.removesuffix("-elect")
    level = LEVELS.get(words) if says_level else None
    return Office(title=words, level=level, qualifier="elect" if words != title else None)


def grade(label: str) -> Grade | None:
    """The grade that a label says; None where it means none of the model's words."""
    return GRADES.get(re.sub(r"(?i) (?:visits?|trip)$", "", label).lower())


def _is_grade(label: str) -> bool:
    return re.fullmatch(phrases.GRADE, label) is not None


def _is_us(name: str) -> bool:
    return re.fullmatch(r"(?:the )?U\.?S\.?", name) is not None


def _either(days: Any) -> EDTF:
    """One day, or one of several."""
    found = sorted({day.isoformat() for day in days})
    return EDTF(found[0] if len(found) == 1 else f"[{','.join(found)}]")


_WHERE = {"place", "places"}
_MONTHS = {name: number for number, name in enumerate(phrases.MONTHS, 1)}
_DAYS = re.compile(
    r"([A-Z][a-z]+) ([0-9]{1,2})(?:, ([0-9]{4}))?(?:\s?[–-]\s?(?:([A-Z][a-z]+) )?([0-9]{1,2})(?:, ([0-9]{4}))?)?"
)
_DESTINATION = re.compile(r"(?P<place>(?:the )?[A-Z][\w.’'-]*(?: (?:of|de|del|la|el|[A-Z][\w.’'-]*))*)(?: (?P<reason>(?:for|to|after) .+))?")
