"""What each kind of phrase adds to a visit."""

import re
from collections.abc import Callable
from typing import Any

from visitdata.interop.historyatstate.grades import grade_of, graded
from visitdata.interop.historyatstate.lists import people, place, places
from visitdata.interop.historyatstate.parts import Parts, cite, is_us
from visitdata.interop.historyatstate.phrases import GRADE
from visitdata.interop.historyatstate.reading import Reading
from visitdata.model import (
    Address,
    Arrival,
    Ceremony,
    Citation,
    Delegation,
    Departure,
    Document,
    DocumentSigning,
    Inauguration,
    Invitation,
    Meal,
    Meeting,
    OtherOccasion,
    Participant,
    RelatedVisit,
    Speech,
    TopicEntry,
)


class Told:
    """What a text tells of the visit as a whole."""

    def __init__(self) -> None:
        self.grades: list[Reading] = []
        self.invitation: Invitation | None = None
        self.standing: tuple[str, Citation] | None = None
        """How the traveler's office is qualified, and where that is said."""


def tell(parts: Parts, readings: list[Reading]) -> tuple[dict[str, Any], Told]:
    """Add what the clauses of a text state; the fields that they give the visit itself."""
    told = Told()
    for reading in readings:
        if reading.kind is not None:
            _TELLERS[reading.kind](parts, told, reading)
    fields = graded(parts, told.grades)
    if told.invitation is not None:
        fields["invitation"] = told.invitation
    return fields, told


def _grade(parts: Parts, told: Told, reading: Reading) -> None:
    told.grades.append(reading)
    parts.journey(reading)
    if "by" in reading.words:
        _invitation(parts, told, reading)


def _presence(parts: Parts, _: Told, reading: Reading) -> None:
    parts.period(reading, kind="presence", label=reading.clause, country="US")


def _stay(parts: Parts, _: Told, reading: Reading) -> None:
    parts.period(reading, **parts.stay(place(reading.words["place"]), cite(reading.sentence)))


def _cities(parts: Parts, _: Told, reading: Reading) -> None:
    for spot in places(reading.words["places"])[0]:
        own = reading._replace(words=reading.words | {"span": spot.span}) if spot.span else reading
        parts.period(
            own,
            **({"kind": "presence", "country": "US"} if is_us(spot.name) else parts.stay(spot, cite(reading.sentence))),
        )


def _arrival(parts: Parts, _: Told, reading: Reading) -> None:
    parts.occasion(Arrival, reading)


def _departure(parts: Parts, _: Told, reading: Reading) -> None:
    parts.occasion(Departure, reading)


def _stop(parts: Parts, _: Told, reading: Reading) -> None:
    parts.period(reading, kind="stop", label=reading.words["label"])


def _vacation(parts: Parts, _: Told, reading: Reading) -> None:
    parts.period(reading, kind="other", kind_label=reading.words["label"], place=parts.place_of(reading))


def _transit(parts: Parts, _: Told, reading: Reading) -> None:
    parts.journey(reading)


def _accompanied(parts: Parts, told: Told, reading: Reading) -> None:
    words = reading.words
    heads = [parts.person(one, cite(reading.sentence)) for one in people(words["whom"]) if one.title]
    if heads:
        member = Participant(ref=parts.traveler.ref, roles=["accompanying"])
        group = Delegation(label=reading.clause, head=heads[0], members=[member], citations=cite(reading.sentence))
        parts.add("delegations", group)
    if "label" in words:
        of = RelatedVisit(
            relation="part_of", grade=grade_of(words["label"]), grade_label=words["label"], principals=heads,
            citations=cite(reading.sentence),
        )  # fmt: skip
        parts.add("related", of)
    if "what" in words:
        _attended(parts, told, reading)


def _invitation(parts: Parts, told: Told, reading: Reading) -> None:
    named = people(reading.words["by"])
    is_person = len(named) == 1 and named[0].title is not None
    cited = cite(reading.sentence)
    by = parts.person(named[0], cited) if is_person else parts.organization(reading.words["by"], cited)
    told.invitation = Invitation(by=[by], to=[parts.traveler.ref or ""], citations=cited)


def _delegation(parts: Parts, _: Told, reading: Reading) -> None:
    label = reading.words["label"]
    parts.add("delegations", Delegation(label=label, head=parts.traveler.ref, citations=cite(reading.sentence)))


def _signed(parts: Parts, _: Told, reading: Reading) -> None:
    what = reading.words["what"]
    head = re.split(r" (?:of|for|on|regarding|concerning) ", what)[0]
    kind = re.search(r"(?i)\b(treaty|agreement|memorandum|protocol|communique)s?\b", head)
    others = [parts.person(one, cite(reading.sentence)) for one in people(reading.words.get("who", "")) if one.title]
    document = Document(
        id=parts.new_id(what), title=what, type=kind[1].lower() if kind else None, citations=cite(reading.sentence)
    )
    parts.add("documents", document)
    parts.activity(
        DocumentSigning, reading, documents=[document.id], act="signed", signers=[parts.traveler.ref, *others]
    )


def _inaugurated(parts: Parts, _: Told, reading: Reading) -> None:
    word, what = reading.words["act"], reading.words["what"]
    act = word.lower() if word.lower() in ("opened", "unveiled") else "other"
    parts.activity(Inauguration, reading, act=act, act_label=word, by=[parts.traveler.ref], what=what)


_NO_BODY = re.compile(r"\b(?:personnel|troops|officials|leaders|students|staff|citizens|refugees)\b")


def _addressed(parts: Parts, _: Told, reading: Reading) -> None:
    body = reading.words["body"]
    whom = (
        {"audience": body}
        if _NO_BODY.search(body) or " and " in body
        else {"body": parts.organization(body, cite(reading.sentence))}
    )
    parts.activity(Address, reading, steps=[Speech(speaker=parts.traveler.ref)], **whom)


def _audience(parts: Parts, _: Told, reading: Reading) -> None:
    parts.occasion(Meeting, reading, format="audience", participants=parts.met(reading))


def _meeting(parts: Parts, told: Told, reading: Reading) -> None:
    label, topic = reading.words.get("label"), reading.words.get("topic")
    if label is not None and re.fullmatch(GRADE, label):  # "during a private visit"
        told.grades.append(reading._replace(words={"label": label}))
        label = None
    topics = [TopicEntry(topic=parts.topic(topic, cite(reading.sentence)), treatment="discussed")] if topic else []
    parts.occasion(Meeting, reading, label=label, participants=parts.met(reading), topics=topics)


_MEALS = {"breakfast": "breakfast", "luncheon": "lunch", "lunch": "lunch", "dinner": "dinner", "reception": "reception"}
_CEREMONIES = {
    r"funeral": "funeral",
    r"signing of": "signing",
    r"memorial services?|commemorat\w+": "commemoration",
    r"dedication|inauguration|accession|coronation|wedding|ceremony|ceremonies": None,
}


def _attended(parts: Parts, _: Told, reading: Reading) -> None:
    """Something that the traveler attended, as the class that its own words name."""
    label = re.sub(r"^(?:an?|the) ", "", reading.words["what"])
    for word, meal in _MEALS.items():
        if re.search(rf"(?i)\b{word}\b", label):
            return parts.occasion(Meal, reading, label=label, kind=meal)
    for words, ceremony in _CEREMONIES.items():
        if re.search(rf"(?i)\b(?:{words})\b", label):
            return parts.occasion(Ceremony, reading, label=label, kind=ceremony)
    if re.search(r"(?i)\b(?:meetings?|conferences?|summits?|sessions?|council|talks)\b", label):
        form = "summit" if re.search(r"(?i)\bsummits?\b", label) else None
        return parts.occasion(Meeting, reading, label=label, format=form)
    return parts.occasion(OtherOccasion, reading, label=label)


def _standing(_: Parts, told: Told, reading: Reading) -> None:
    word = "elect" if reading.words["standing"] == "President-elect" else "former"
    told.standing = word, cite(reading.sentence)[0]


_TELLERS: dict[str, Callable[[Parts, Told, Reading], None]] = {
    "accompanied": _accompanied,
    "addressed": _addressed,
    "arrival": _arrival,
    "attended": _attended,
    "audience": _audience,
    "cities": _cities,
    "delegation": _delegation,
    "departure": _departure,
    "discussed": _meeting,
    "grade": _grade,
    "inaugurated": _inaugurated,
    "invitation": _invitation,
    "meeting": _meeting,
    "presence": _presence,
    "return": _arrival,
    "signed": _signed,
    "standing": _standing,
    "stay": _stay,
    "stop": _stop,
    "talks": _meeting,
    "transit": _transit,
    "vacation": _vacation,
}
"""What adds each kind of phrase."""
