"""Real visits, damaged as people and programs damage them: each damage is found, by its own rule and by no other.

Beside the small documents of `tests/corpus/rules`, which show one rule each, these are whole programs, in which a
mistake stands among much that is right.
"""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import visitdata
from visitdata.findings import Finding
from visitdata.rules.engine import catalog
from visitdata.rules.engine.corpus import digest, judge_across
from visitdata.rules.engine.settings import Settings

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
Doc = dict[str, Any]

AZ, BZ, NY, UA, US = (
    "az-pk-2023-11-01", "tw-bz-2023-04", "tw-us-2023-03-29", "ua-lk-2010-06-30", "us-jp-2024-04-08",
)  # fmt: skip


@cache
def _text(name: str) -> str:
    return (EXAMPLES / f"{name}.json").read_text("utf-8")


def example(name: str) -> Doc:
    document: Doc = json.loads(_text(name))
    return document


def _records(value: Any) -> Iterator[Doc]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from _records(item)


class Damaged:
    """A document, in which records are named by their ids."""

    def __init__(self, name: str) -> None:
        self.document = example(name)

    def __getitem__(self, ref: str) -> Doc:
        if ref == self.document["id"]:
            return self.document
        return next(one for one in _records(self.document) if one.get("id") == ref)

    def set(self, ref: str, **fields: Any) -> None:
        """Gives a record fields, or takes them away where they are None."""
        record = self[ref]
        for key, value in fields.items():
            if value is None:
                record.pop(key, None)
            else:
                record[key] = value

    def top(self, **fields: Any) -> None:
        self.set(self.document["id"], **fields)

    def add(self, ref: str, key: str, *items: Any) -> None:
        self[ref].setdefault(key, []).extend(copy.deepcopy(items))

    def append(self, key: str, *items: Any) -> None:
        self.add(self.document["id"], key, *items)

    def copy_last(self, ref: str, key: str) -> None:
        """Enters the last of a list once more."""
        self.add(ref, key, self[ref][key][-1])

    def copy(self, ref: str, key: str, of: str) -> None:
        """Enters a record once more, without its id."""
        again = {name: value for name, value in self[of].items() if name != "id"}
        self.add(ref, key, again)


def meeting_at(time: str, end: str, place: str) -> Doc:
    return {"when": {"date": "2024-04-09", "time": time, "end_time": end, "zone": "America/New_York"}, "place": place}


def _two_places(d: Damaged) -> None:
    d.set("north-carolina", city="Durham")
    d.set("arlington", city="Arlington")
    d.set("smith-meeting", **meeting_at("10:00", "11:00", "north-carolina"))
    d.set("students", **meeting_at("10:30", "12:00", "arlington"))


def _without_claims(d: Damaged) -> None:
    d.top(claims=None)


def _grade(d: Damaged, grade: str) -> None:
    _without_claims(d)
    d.top(grade=grade, grade_label=None)


def _salute_at_night(d: Damaged) -> None:
    salute = d["arrival-ceremony"]["steps"][0]
    salute["when"] = {"date": "2024-04-10", "time": "23:30", "zone": "America/New_York"}


def _salute(d: Damaged, **fields: Any) -> None:
    d["arrival-ceremony"]["steps"][0].update(fields)


def _anthems(d: Damaged) -> None:
    step = d["arrival-ceremony"]["steps"][1]
    step["parties"] = ["us", "jp"]
    del step["parties_order"]


def _invited_by_lesser(d: Damaged) -> None:
    _grade(d, "state")
    d.top(invitation={"by": ["azarov"], "to": ["rajapaksa"]})


def _wrong_country(d: Damaged) -> None:
    d.set("air-force-hq", country="CA", zone=None)


def _ambassador(d: Damaged) -> None:
    d.append("people", {"id": "bilal", "party": "pk", "offices": [{"title": "Ambassador", "level": "ambassador"}]})
    d.add("talks", "participants", {"ref": "bilal", "side": "host"})


def _colonel(d: Damaged) -> None:
    d.set("hasanov", name="General Zakir Hasanov", ranks=[{"title": "Colonel"}])


def _members(d: Damaged) -> None:
    d.append("people", {"id": "a", "party": "pk"}, {"id": "b", "party": "pk"})
    d.set("pk-delegation", members=[{"ref": "a"}, {"ref": "b"}], stated_size={"value": 1})


def _gift(d: Damaged, **fields: Any) -> None:
    d.set("gifts", direction=fields.pop("direction", None) or "exchanged", gifts=[{"items": [{"title": "a vase"}]}])
    d["gifts"]["gifts"][0].update(fields)


def _both_ways(d: Damaged) -> None:
    there, back = {"giver": ["az"], "recipient": ["pk"]}, {"giver": ["pk"], "recipient": ["az"]}
    d.set("gifts", direction="presented", gifts=[there, back])


def _left_before_coming(d: Damaged) -> None:
    d.document["program"].insert(0, {"type": "departure", "place": "baku"})
    d.append("program", {"type": "arrival", "place": "baku"})


def _spoken_while_absent(d: Damaged) -> None:
    d["talks"]["participants"][1]["attendance"] = "absent"
    d.set("talks", steps=[{"type": "speech", "speaker": "munir"}])


def _topics(d: Damaged) -> None:
    d.add("air-force-meeting", "topics", {"topic": "mutual-interest", "treatment": "excluded"})


def _signed_by_third(d: Damaged) -> None:
    d.set("agreement-tourism", parties=["ua", "lk"])
    d.append("parties", {"id": "tr", "role": "third", "kind": "state", "country": "TR"})
    d.append("people", {"id": "minister", "party": "tr"})
    d.set("signing", documents=["agreement-tourism"], signers=["minister"])


def _orcid(d: Damaged, value: str) -> None:
    d.set("munir", identifiers={"orcid": value})


def _coordinates(d: Damaged, latitude: float, longitude: float) -> None:
    d.set("baku", latitude=latitude, longitude=longitude)


def _stays(d: Damaged) -> None:
    d.top(
        periods=[
            {"kind": "stop", "country": "AZ", "start": "2023-11-01", "end": "2023-11-07"},
            {"kind": "stop", "country": "TR", "start": "2023-11-04", "end": "2023-11-09"},
        ]
    )


DAMAGES: dict[str, tuple[str, str, Callable[[Damaged], None]]] = {
    # Time
    "ends before it starts": ("VDT001", US, lambda d: d.top(end="2024-04-02")),
    "period ends before it starts": ("VDT001", US, lambda d: d.set("lodging", start="2024-04-14", end="2024-04-08")),
    "interval backward": ("VDT002", AZ, lambda d: d["talks"]["when"].update(date="2023-11-02/2023-11-01")),
    "office given up before": (
        "VDT003", AZ, lambda d: d["munir"]["offices"][0].update(since="2022-11-29", until="2021-11-29"),
    ),
    "clock backward": ("VDT004", US, lambda d: d["talks"]["when"].update(time="15:00", end_time="10:00")),
    "day and month exchanged": (
        "VDT005", US, lambda d: d.top(start="2024-03-04", end="2024-04-05", program=d.document["program"][10:11],
            program_order=None, claims=None) or d["arrival-ceremony"].update(when={"date": "2024-04-04"}),
    ),
    "no such zone": ("VDT006", AZ, lambda d: d.set("baku", zone="Asia/Bakoo")),
    "zone of elsewhere": ("VDT007", US, lambda d: d["evening-welcome"]["when"].update(zone="Asia/Tokyo")),
    "another weekday": ("VDT008", US, lambda d: d["arrival"]["when"].update(label="Friday afternoon")),
    "estimated, yet exact": ("VDT009", US, lambda d: d["talks"]["when"].update(label="fechas estimadas")),
    "held before it began": (
        "VDT014", US, lambda d: d.set("talks", history=[{"status": "held", "when": {"date": "2024-04-02"}}]),
    ),
    "another duration": ("VDT010", US, lambda d: d.top(duration={"value": "P3D", "label": "three-day"})),
    "salute at night": ("VDT011", US, _salute_at_night),
    "planned and long past": ("VDT012", US, lambda d: d.top(status="planned")),
    "invited after it": ("VDT015", UA, lambda d: d.document["invitation"].update(when={"date": "2010-09-01"})),
    "counted since what is to come": (
        "VDT016", US, lambda d: d["trilateral"]["ordinals"][0].update(since="2042"),
    ),
    "earlier visit that is later": (
        "VDT023", US, lambda d: d.append("related", {"relation": "previous", "start": "2032-05-01"}),
    ),
    "pasted from another year": ("VDT020", US, lambda d: d["talks"]["when"].update(date="2023-04-10")),
    "in two countries": ("VDT021", AZ, _stays),
    "two places at once": ("VDT022", US, _two_places),
    "not in the order of time": (
        "VDT024", BZ, lambda d: (d.top(program_order=None), d["signing"]["when"].update(date="2023-04-04"))[0],
    ),
    "order in a circle": ("VDT025", AZ, lambda d: d.set("tribute", after=["welcome"])),
    "began before what it follows": (
        "VDT026", US, lambda d: d["blacksalt-dinner"]["when"].update(time="12:30", zone="America/New_York"),
    ),
    # References and parties
    "nobody has this id": ("VDR001", AZ, lambda d: d["talks"]["participants"][0].update(ref="p9")),
    "id twice": ("VDR002", AZ, lambda d: d.set("hilal-morale", id="hilal-training")),
    "place as a person": ("VDR003", AZ, lambda d: d["guard"].update(reviewed_by=["baku"])),
    "listed twice": ("VDR005", AZ, lambda d: d.add("talks", "participants", {"ref": "munir"})),
    "listed twice by reference": ("VDR005", AZ, lambda d: d["guard"].update(reviewed_by=["munir", "munir"])),
    "on both sides": ("VDR010", US, lambda d: d.set("smith-meeting", participants=[
        {"ref": "smith", "side": "host"}, {"ref": "smith", "side": "guest"}])),
    "ambassador among the hosts": ("VDR011", AZ, _ambassador),
    "led by the other side": ("VDR012", AZ, lambda d: d.set("pk-delegation", head="hasanov")),
    "more named than stated": ("VDR013", AZ, _members),
    "replaced and present": (
        "VDR014", AZ, lambda d: d.add("talks", "participants", {"ref": "valiyev", "replaces": "hasanov"}),
    ),
    "place in another country": ("VDR015", AZ, _wrong_country),
    "state twice": ("VDR016", AZ, lambda d: d.set("tr", country="AZ")),
    "member of nothing": ("VDR017", US, lambda d: d.set("ph", role="member")),
    "within itself": ("VDR004", AZ, lambda d: d.set("baku", within="alley")),
    "claim about no field": ("VDR006", AZ, lambda d: d.append("claims", {"field": "/grading", "value": "x"})),
    "claim of no valid value": (
        "VDR007", US, lambda d: d.append("claims", {"field": "/end", "value": "14 April", "standing": "rival"}),
    ),
    "another value preferred": ("VDR008", US, lambda d: d["arrival"]["when"].update(qualifier="morning")),
    "status of a visit": ("VDR009", AZ, lambda d: d.set("talks", history=[{"status": "completed"}])),
    # Names, offices, identifiers
    "rank in the name": ("VDN001", AZ, _colonel),
    "letters in the name": ("VDN001", AZ, lambda d: d.set("munir", name="Syed Asim Munir, NI (M)")),
    "honorific in the name": ("VDN001", AZ, lambda d: d.set("munir", name="H.E. Syed Asim Munir")),
    "another script": ("VDN002", AZ, lambda d: d["hasanov"]["names"][0].update(language="az-Cyrl")),
    "name of later": ("VDN003", UA, lambda d: d.set("ua", names=[{"text": "Ukraine", "since": "2022-06-01"}])),
    "rank of later": (
        "VDN004", AZ, lambda d: d.set("munir", ranks=[{"title": "Field Marshal", "since": "2025-05-20"}]),
    ),
    "rank code one step too low": ("VDN005", AZ, lambda d: d["hasanov"]["ranks"][0].update(code="OF-6")),
    "code called official": ("VDN006", AZ, lambda d: d["hasanov"]["ranks"][0].update(basis="official")),
    "admiral of the army": ("VDN008", AZ, lambda d: d.set("munir", ranks=[{"title": "Admiral"}])),
    "spouse with an office": (
        "VDN009", US, lambda d: d.set("jill-biden", offices=[{"title": "First Lady", "level": "head_of_state"}]),
    ),
    "no such country": ("VDN101", US, lambda d: d.set("ph", country="UK")),
    "country that had ended": ("VDN102", US, lambda d: d.set("ph", country="CSHH")),
    "country not yet a state": ("VDN103", UA, lambda d: d.append(
        "parties", {"id": "ss", "role": "third", "kind": "state", "country": "SS"})),
    "wrong check digit": ("VDN104", AZ, lambda d: _orcid(d, "0000-0002-1825-0098")),
    "identifier in another form": ("VDN105", AZ, lambda d: d.set("az", identifiers={"wikidata": "Q-227"})),
    "no form of an identifier": ("VDN106", AZ, lambda d: d.set("az", identifiers={"wikidata": "Azerbaijan"})),
    "one identifier for two": ("VDN107", AZ, lambda d: (
        d.set("az", identifiers={"wikidata": "Q227"}), d.set("hasanov", identifiers={"wikidata": "Q227"}))[0]),
    "no such currency": ("VDN108", US, lambda d: d["gift-table"]["items"][0].update(
        value={"value": "5", "currency": "USX"})),
    "no language tag": ("VDN109", AZ, lambda d: d.top(language="en-Latin-Latn")),
    "no such language": ("VDN110", AZ, lambda d: d.top(language="xq")),
    "coordinates exchanged": ("VDN111", AZ, lambda d: _coordinates(d, 49.87, 40.41)),
    "coordinates zero": ("VDN112", AZ, lambda d: _coordinates(d, 0, 0)),
    "no currency": ("VDN113", US, lambda d: d["gift-table"]["items"][0].update(value={"value": "14500"})),
    # Grade and ceremony
    "state visit of a general": ("VDC001", AZ, lambda d: _grade(d, "state")),
    "grades of nobody": ("VDC002", AZ, lambda d: d.top(claims=[
        {"field": "/grade", "value": "official"}, {"field": "/grade", "value": "working"}])),
    "private, with honors": ("VDC003", AZ, lambda d: _grade(d, "private")),
    "working, with state honors": ("VDC004", US, lambda d: _grade(d, "working")),
    "long transit": ("VDC005", NY, lambda d: d.top(end="2023-04-06", periods=None, related=None)),
    "transit with honors": ("VDC006", NY, lambda d: d.add("arrival", "steps", {"type": "gun_salute", "guns": 21})),
    "invited by a lesser": ("VDC007", UA, _invited_by_lesser),
    "anthem of a bystander": ("VDC008", AZ, lambda d: d["anthems"].update(parties=["az", "pk", "tr"])),
    "even salute": ("VDC009", US, lambda d: _salute(d, guns=20)),
    "salute too large": ("VDC010", US, lambda d: _salute(d, guns=2024)),
    "minute guns at a welcome": ("VDC011", US, lambda d: _salute(d, kind="minute")),
    "guard inspected before it is there": (
        "VDC014", AZ, lambda d: d.add("welcome", "steps", {"type": "honor_guard", "action": "mounted"}),
    ),
    "guard reviewed by the host": ("VDC015", AZ, lambda d: d["guard"].update(reviewed_by=["hasanov"])),
    "book signed by the host": ("VDC016", AZ, lambda d: d["book"].update(signers=["hasanov"])),
    "guest greets": ("VDC017", UA, lambda d: d["greeting"].update(greeters=["rajapaksa"], greeted=["yanukovych"])),
    "dinner for the host": (
        "VDC018", US, lambda d: d["state-dinner"].update(given_by=["biden"], in_honor_of=["jill-biden"]),
    ),
    "a month of silence": (
        "VDC020", AZ, lambda d: d.add("tribute", "steps", {"type": "silence", "duration": {"value": "P1M"}}),
    ),
    "anthems twice": ("VDC021", AZ, lambda d: d.copy("welcome", "steps", "anthems")),
    "gift to its giver": ("VDC041", AZ, lambda d: _gift(d, giver=["hasanov"], recipient=["hasanov"])),
    "gift within one side": ("VDC042", AZ, lambda d: _gift(d, giver=["hasanov"], recipient=["aliyev"])),
    "presented both ways": ("VDC043", AZ, _both_ways),
    "order among the gifts": (
        "VDC044", AZ, lambda d: _gift(d, giver=["az"], recipient=["munir"], items=[{"title": "Order of the Garter"}]),
    ),
    "total on each item": ("VDC045", AZ, lambda d: _gift(d, items=[
        {"title": title, "value": {"value": "14500", "currency": "USD", "basis": "total"}}
        for title in ("a bonsai", "another bonsai")])),
    "commands the guard that he reviews": ("VDC061", AZ, lambda d: d["guard"].update(commander="munir")),
    "absent and speaking": ("VDC062", AZ, _spoken_while_absent),
    "absent, yet in the talks": ("VDC062", AZ, lambda d: d["talks"]["participants"][1].update(attendance="absent")),
    "held in what was not": ("VDC063", UA, lambda d: (_without_claims(d), d.set("welcome", status="cancelled"))[0]),
    "more named than counted": ("VDC068", US, lambda d: d.set("talks", present={"value": 1})),
    "guard by telephone": ("VDC069", AZ, lambda d: d["guard"].update(mode="phone")),
    "left before coming": ("VDC070", AZ, _left_before_coming),
    "salute of another scale": ("VDC101", US, lambda d: _salute(d, guns=21, honorees=["kishida"])),
    "host's anthem first": ("VDC103", US, _anthems),
    "alternates with none": ("VDC012", US, lambda d: _salute(d, alternating=True)),
    "welcomed in a visit to come": ("VDC064", US, lambda d: (
        d.top(status="cancelled"), d.set("arrival-ceremony", status="held"))[0]),
    "present at what was not held": ("VDC065", US, lambda d: d.set("state-dinner",
        status="cancelled", present={"value": 230})),
    "two of one precedence": ("VDC066", US, lambda d: d.set("talks", participants=[
        {"ref": "biden", "precedence": 1}, {"ref": "sullivan", "precedence": 1}])),
    "in two cars": ("VDC067", US, lambda d: d.set("arrival", vehicles=[
        {"order": 1, "occupants": ["kishida"]}, {"order": 2, "occupants": ["kishida"]}])),
    # Meetings, statements, documents
    "discussed where nobody met": ("VDM001", AZ, lambda d: d.set("air-force-meeting", status="cancelled")),
    "discussed and excluded": ("VDM002", AZ, _topics),
    "bilateral of three": ("VDM003", AZ, lambda d: d["talks"]["topics"][4].update(scope="bilateral")),
    "thanks himself": ("VDM004", AZ, lambda d: d.set("munir-thanked", addressed_to=["munir"])),
    "text in another language": ("VDM006", AZ, lambda d: d.set("hasanov-welcomed", language="az")),
    "words of what was withheld": (
        "VDM005", US, lambda d: d.set("biden-remarks", withheld=True, text="an ally", language="en"),
    ),
    "translated into the same": ("VDM007", AZ, lambda d: d.set(
        "munir-thanked", original="thanked", original_language="en")),
    "a result beside none": ("VDM011", US, lambda d: d.append("outcomes", {"kind": "none"})),
    "answers what is later": ("VDM015", UA, lambda d: (
        d.set("agreement-tourism", date="2010-06-01", links=[{"kind": "answers", "document": "agreement-shipping"}]),
        d.set("agreement-shipping", date="2010-06-30"))[0]),
    "said on another day": ("VDM008", AZ, lambda d: d.set("munir-thanked", when={"date": "2023-11-05"})),
    "the sides as one": ("VDM009", AZ, lambda d: d.set("hasanov-cooperation", as_worded="The sides")),
    "said in a post": ("VDM010", AZ, lambda d: d.set("munir-thanked", medium="post")),
    "adopted, with signers": (
        "VDM012", UA, lambda d: d.set("signing", act="adopted", signers=["rajapaksa", "yanukovych"]),
    ),
    "signed for no party": ("VDM013", UA, _signed_by_third),
    "more documents than counted": ("VDM014", UA, lambda d: d.set("signing", stated_count={"value": 2})),
    "credentials of a prime minister": ("VDM016", US, lambda d: d.set("arrival-ceremony", kind="credentials")),
    "one-on-one of three": ("VDM017", US, lambda d: d.set("trilateral", format="one_on_one")),
    # Sources
    "told before it was held": ("VDE004", AZ, lambda d: d.set("newsaz", published="2023-09-25")),
    "read before it was published": ("VDE006", AZ, lambda d: d.set("newsaz", accessed="2023-10-01")),
    "coded before it was published": ("VDE007", AZ, lambda d: d.top(record={"created": "2023-10-01"})),
    "schedules alone": ("VDE005", US, lambda d: (
        d.set("examiner", kind="schedule"), d.set("talks", citations=[{"source": "examiner"}]))[0]),
    "cited twice": ("VDE009", AZ, lambda d: d.copy_last("hasanov", "citations")),
    "reported as direct": ("VDE008", AZ, lambda d: d.set("munir-thanked", kind="direct")),
}  # fmt: skip


def judged(document: Doc, **options: Any) -> list[Finding]:
    return visitdata.check(document, as_of=date(2026, 1, 1), **options)


@pytest.mark.parametrize("name", [AZ, BZ, NY, UA, US])
def test_undamaged_there_is_nothing_to_find(name: str) -> None:
    assert judged(example(name)) == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damage_is_found_and_nothing_else(damage: str) -> None:
    code, name, do = DAMAGES[damage]
    damaged = Damaged(name)
    do(damaged)
    findings = judged(damaged.document)
    assert {finding.code for finding in findings} == {code}, findings


def test_a_damaged_quote_is_not_in_the_evidence(tmp_path: Path) -> None:
    damaged = Damaged(AZ)
    quotes = [one["quote"] for one in _records(damaged.document) if one.get("source") == "newsaz" and "quote" in one]
    (tmp_path / "newsaz.txt").write_text("\n".join(quotes), "utf-8")
    assert judged(damaged.document, evidence=tmp_path) == []
    damaged["anthems"]["citations"] = [{"source": "newsaz", "quote": "The anthem of Türkiye was performed."}]
    assert {finding.code for finding in judged(damaged.document, evidence=tmp_path)} == {"VDE001"}


def _orphan(d: Damaged) -> None:
    d.set("talks", citations=None, statements=None)


COMPLETENESS: dict[str, tuple[str, str, Callable[[Damaged], None]]] = {
    "fact of no source": ("VDK001", AZ, _orphan),
    "no sources at all": ("VDK002", AZ, lambda d: d.top(sources=None)),
    "no grade": ("VDK003", AZ, lambda d: d.top(grade=None, grade_label=None)),
    "no dates": ("VDK004", AZ, lambda d: d.top(start=None)),
    "only derived sources": ("VDK007", AZ, lambda d: d.set("hilal", role="translation")),
    "direct, without words": ("VDK016", AZ, lambda d: d.set("munir-thanked", kind="direct", text=None)),
    "no day": ("VDK019", BZ, lambda d: d.set("lunch", when=None)),
    "no program": ("VDK026", AZ, lambda d: d.top(program=None)),
}


@pytest.mark.parametrize("damage", COMPLETENESS)
def test_what_is_taken_away_is_missed_where_that_is_asked_for(damage: str) -> None:
    code, name, do = COMPLETENESS[damage]
    damaged = Damaged(name)
    before = [finding.code for finding in judged(damaged.document, completeness=True)]
    do(damaged)
    after = [finding.code for finding in judged(damaged.document, completeness=True)]
    assert after.count(code) > before.count(code)


# Documents beside each other


def _again(**fields: Any) -> list[Doc]:
    return [example(US), {**example(US), "id": "again", **fields}]


def _elsewhere() -> list[Doc]:
    one, other = example(US), {**example(US), "id": "elsewhere", "start": "2024-04-11", "end": "2024-04-18"}
    return [one, json.loads(json.dumps(other).replace('"US"', '"FR"'))]


def _wrong_link() -> list[Doc]:
    one, other = example(NY), example("tw-gt-2023-04-01")
    one["related"] = [{"relation": "followed_by", "visit": other["id"], "start": "2023-05-01"}]
    return [one, {**other, "related": []}]


def _lost_link() -> list[Doc]:
    one, other = example(NY), example("tw-gt-2023-04-01")
    one["related"] = [
        {"relation": "followed_by", "visit": other["id"]}, {"relation": "part_of", "visit": "tw-tour-2032-03-29"},
    ]  # fmt: skip
    return [one, {**other, "related": []}]


def _two_ids() -> list[Doc]:
    documents = [example(US), {**example(US), "id": "earlier", "start": "2022-04-08", "end": "2022-04-14"}]
    for document, value in zip(documents, ("Q1", "Q2"), strict=True):
        document["people"][0]["identifiers"] = {"wikidata": value}
    return documents


ACROSS: dict[str, Callable[[], list[Doc]]] = {
    "VDX001": lambda: _again(id=US, start="2023-04-08", end="2023-04-14"),
    "VDX002": _again,
    "VDX003": _elsewhere,
    "VDX004": _lost_link,
    "VDX005": _wrong_link,
    "VDX007": _two_ids,
}


@pytest.mark.parametrize("code", ACROSS)
def test_damages_of_a_corpus(code: str) -> None:
    plan = catalog.plan(Settings(select=("VDX",)))
    documents = [visitdata.from_dict({k: v for k, v in one.items() if v != []}) for one in ACROSS[code]()]
    digests = [digest(visit, "corpus.jsonl", number) for number, visit in enumerate(documents, 1)]
    assert {finding.code for finding in judge_across(digests, plan)} == {code}
