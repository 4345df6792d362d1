"""Records of the Office of the Historian as visits and back: the parts of a visit, and what is none."""

import io
import re
from typing import Any
from xml.etree import ElementTree

import pytest

import visitdata
from visitdata import EDTF, Visit
from visitdata.findings import Finding
from visitdata.interop.historyatstate import Understood, read_travels, read_visits, write_travels, write_visits
from visitdata.interop.historyatstate.countries import country, ids
from visitdata.interop.historyatstate.parts import Parts
from visitdata.interop.imported import Imported
from visitdata.interop.xml import read_element, to_xml
from visitdata.model import Citation, Person

AUDIT = (
    "<created-by>a</created-by><created-datetime>2010-10-25T16:17:47.87-04:00</created-datetime>"
    "<last-modified-by>b</last-modified-by><last-modified-datetime/>"
)


def visit_record(
    text: str = "", start: str = "1957-06-19", end: str = "1957-06-22", visitor: str = "Prime Minister Kishi",
    country: str = '<from id="japan">Japan</from>', id: str = "2355",
) -> str:  # fmt: skip
    return (
        f"<visit>\n        <id>{id}</id><start-date>{start}</start-date><end-date>{end}</end-date>\n"
        f"<visitor>{visitor}</visitor>{country}<description>{text}</description>{AUDIT}</visit>"
    )


def trip_record(
    remarks: str = "", start: str = "1959-12-06", end: str = "1959-12-07", locale: str = "Ankara",
    id: str = "2756", place: str = '<country id="turkey">Turkey</country>',
) -> str:  # fmt: skip
    return (
        f'<trip role="president" who="eisenhower-dwight-d"><id>{id}</id><role>president</role>'
        f"<name>Dwight D. Eisenhower</name><start-date>{start}</start-date><end-date>{end}</end-date>{place}"
        f"<locale>{locale}</locale><remarks>{remarks}</remarks>{AUDIT}</trip>"
    )


def of_visits(*records: str) -> list[Imported]:
    data = "\n".join(["<visits>", *records, "</visits>"])
    return list(read_visits(io.BytesIO(data.encode()), "visits.xml"))


def of_trips(*records: str) -> list[Imported]:
    return list(read_travels(io.BytesIO(f"<trips>{''.join(records)}</trips>".encode()), "travels.xml"))


def one(imported: list[Imported]) -> Visit:
    (only,) = imported
    assert only.visit is not None, only.findings
    assert visitdata.validate(only.visit) == []
    return only.visit


def one_finding(imported: list[Imported]) -> Finding:
    (only,) = [record for record in imported if record.visit is None]
    (finding,) = only.findings
    assert finding.file is not None
    return finding


def said(visit: Visit, field: str) -> Any:
    """A field of a visit as plain values, its citations left out."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(item) for key, item in value.items() if key != "citations"}
        return [bare(item) for item in value] if isinstance(value, list) else value

    return bare(visitdata.to_dict(visit).get(field))


def test_a_visit() -> None:
    visit = one(of_visits(visit_record("Official visit.")))
    assert (visit.id, visit.start, visit.end) == ("historyatstate-visit-2355", EDTF("1957-06-19"), EDTF("1957-06-22"))
    assert (visit.grade, visit.grade_label, visit.status, visit.title) == ("official", "Official visit", None, None)
    assert said(visit, "parties") == [
        {"id": "japan", "role": "guest", "kind": "state", "name": "Japan", "country": "JP", "principals": ["visitor"],
         "identifiers": {"historyatstate": "japan"}},
        {"id": "us", "role": "host", "kind": "state", "name": "United States", "country": "US"},
    ]  # fmt: skip
    assert said(visit, "people") == [
        {"id": "visitor", "names": [{"text": "Prime Minister Kishi", "language": "en", "kind": "in_source"}],
         "party": "japan", "offices": [{"title": "Prime Minister", "level": "head_of_government"}]}
    ]  # fmt: skip
    whole, grade = visit.citations
    assert (whole.locator, grade.quote) == ("visit 2355", "Official visit.")
    assert whole.quote is not None
    assert whole.quote.startswith("<visit><id>2355</id><start-date>")
    assert "\n" not in whole.quote


@pytest.mark.parametrize(
    ("visitor", "offices", "ranks"),
    [
        ("President-elect Roxas", [{"title": "President", "level": "head_of_state", "qualifier": "elect"}], None),
        ("Acting President Park", [{"title": "President", "level": "head_of_state", "qualifier": "acting"}], None),
        ("Governor General Earl of Athlone", [{"title": "Governor General", "level": "viceroy"}], None),
        ("Prince Rainier", [{"title": "Prince"}], None),
        ("Lieutenant General Olusegun Obasanjo", None, [{"title": "Lieutenant General"}]),
        ("Valdas Adamkus", None, None),
        ("Kingsley Example", None, None),
    ],
)
def test_the_office_is_what_the_first_words_state(visitor: str, offices: Any, ranks: Any) -> None:
    (person,) = said(one(of_visits(visit_record(visitor=visitor))), "people")
    assert (person["names"][0]["text"], person.get("offices"), person.get("ranks")) == (visitor, offices, ranks)


def test_a_president_is_head_of_state_only_where_the_title_says_so() -> None:
    spain = one(of_visits(visit_record(visitor="President Aznar", country='<from id="spain">Spain</from>')))
    assert said(spain, "people")[0]["offices"] == [{"title": "President"}]
    authority = '<from id="palestinian-authority">Palestinian Authority</from>'
    assert said(one(of_visits(visit_record(visitor="President Abbas", country=authority))), "people")[0]["offices"] == [
        {"title": "President"}
    ]
    met = one(of_visits(visit_record("Met with President Truman and French President Auriol.")))
    assert [person["offices"] for person in said(met, "people")[1:]] == [
        [{"title": "President", "level": "head_of_state"}], [{"title": "President"}],
    ]  # fmt: skip


def test_other_presence_and_cities() -> None:
    text = "State visit. In U.S. June 16–29. Also visited Honolulu (Hawaii) and Chicago. Visited Canada June 20–22."
    visit = one(of_visits(visit_record(text)))
    assert said(visit, "periods") == [
        {
            "kind": "presence",
            "label": "In U.S. June 16–29",
            "start": "1957-06-16",
            "end": "1957-06-29",
            "country": "US",
        },
        {"kind": "leg", "place": "honolulu"},
        {"kind": "leg", "place": "chicago"},
        {"kind": "stop", "start": "1957-06-20", "end": "1957-06-22", "place": "canada", "country": "CA"},
        {"kind": "graded", "label": "State visit", "start": "1957-06-19", "end": "1957-06-22"},
    ]
    assert [(place["name"], place.get("within")) for place in said(visit, "places")] == [
        ("Hawaii", None), ("Honolulu", "hawaii"), ("Chicago", None), ("Canada", None),
    ]  # fmt: skip
    assert visit.periods[0].citations[0].quote == "In U.S. June 16–29."


def test_a_grade_told_of_a_part_is_a_period() -> None:
    text = "Official visit. Private visit to Boston and Texas afterwards. Private visit after June 25."
    visit = one(of_visits(visit_record(text)))
    assert visit.grade == "official"
    assert said(visit, "periods") == [
        {"kind": "private", "label": "Private visit", "place": "boston"},
        {"kind": "private", "label": "Private visit", "place": "texas"},
        {"kind": "private", "label": "Private visit", "start": "[1957-06-25..]"},
        {"kind": "graded", "label": "Official visit", "start": "1957-06-19", "end": "1957-06-22"},
    ]
    beside = one(of_visits(visit_record("State visit. Unofficial visits to Chicago.")))
    assert (beside.grade, said(beside, "periods")[0]) == (
        "state", {"kind": "graded", "label": "Unofficial visits", "place": "chicago"},
    )  # fmt: skip


def test_two_grades_of_the_whole_are_rival_claims() -> None:
    visit = one(of_visits(visit_record("Official visit. Guest of the President.")))
    assert (visit.grade, visit.grade_label) == (None, None)
    assert said(visit, "claims") == [
        {"field": "/grade", "value": "official", "standing": "rival", "account": "1"},
        {"field": "/grade_label", "value": "Official visit", "standing": "rival", "account": "1"},
        {"field": "/grade_label", "value": "Guest of the President", "standing": "rival", "account": "2"},
    ]
    twice = one(of_visits(visit_record("Private visit to Boston. private visit to Chicago.")))
    assert (twice.grade, [place["name"] for place in said(twice, "places")]) == ("private", ["Boston", "Chicago"])


def test_a_grade_alone_afterwards_is_not_that_of_the_visit() -> None:
    visit = one(of_visits(visit_record("Met with President Carter. Afterwards made a private visit to Miami.")))
    assert (visit.grade, said(visit, "periods")) == (
        None,
        [{"kind": "private", "label": "private visit", "place": "miami"}],
    )


def test_what_was_done() -> None:
    text = (
        "Arrived in U.S. June 16. Met briefly with President Eisenhower and senior officials at Camp David June 19; "
        "addressed U.S. Congress June 20, signed a security treaty, and attended a White House dinner. "
        "Discussed trade with Secretary of State Dulles. Addressed U.S. military personnel. Opened a museum. "
        "Attended the inauguration of X, a parade, and a summit. Departed for Canada June 22."
    )
    visit = one(of_visits(visit_record(text)))
    program = said(visit, "program")
    assert [activity["type"] for activity in program] == [
        "arrival", "meeting", "address", "document_signing", "meal", "meeting", "address", "inauguration", "ceremony",
        "departure",
    ]  # fmt: skip
    assert program[0] == {
        "type": "arrival", "when": {"date": "1957-06-16"}, "participants": [{"ref": "visitor"}],
    }  # fmt: skip
    assert program[1] == {
        "type": "meeting", "when": {"date": "1957-06-19"}, "place": "camp-david",
        "participants": [{"ref": "visitor"}, {"ref": "president-eisenhower"}, {"description": "senior officials"}],
    }  # fmt: skip
    assert program[2]["body"] == "u-s-congress"
    assert program[3]["signers"] == ["visitor"]
    assert said(visit, "documents") == [{"id": "a-security-treaty", "title": "a security treaty", "type": "treaty"}]
    assert program[4]["kind"] == "dinner"
    assert program[5]["topics"] == [{"topic": "trade", "treatment": "discussed"}]
    assert program[6]["audience"] == "U.S. military personnel"
    assert (program[7]["act"], program[7]["what"]) == ("opened", "a museum")
    assert visit.program_order == "as_narrated"
    assert said(visit, "related") == [{"relation": "followed_by", "places": ["Canada"]}]


@pytest.mark.parametrize(
    ("text", "kind", "more"),
    [
        ("funeral of President Kennedy", "ceremony", {"kind": "funeral"}),
        ("signing of the Panama Canal Treaty", "ceremony", {"kind": "signing"}),
        ("memorial services for former President Truman", "ceremony", {"kind": "commemoration"}),
        ("CENTO Ministerial Meeting", "meeting", {}),
        ("Economic Summit Meeting", "meeting", {"format": "summit"}),
        ("the New York World’s Fair", "other_occasion", {}),
    ],
)
def test_what_was_attended_is_of_the_class_that_its_words_name(text: str, kind: str, more: Any) -> None:
    (activity,) = said(one(of_visits(visit_record(f"Attended {text}."))), "program")
    label = text.removeprefix("the ")
    assert activity == {"type": kind, "label": label, "participants": [{"ref": "visitor"}]} | more


def test_who_is_met_twice_is_one_person() -> None:
    visit = one(of_visits(visit_record("Met with President Truman. Met with President Truman June 20.")))
    assert [person.id for person in visit.people] == ["visitor", "president-truman"]
    assert [activity.participants[1].ref for activity in visit.program] == ["president-truman"] * 2


def test_company_invitation_and_delegation() -> None:
    text = (
        "At the invitation of the President. Accompanied King George II to a meeting of the Congress. "
        "Led Canadian delegation to the United Nations. Accompanied senior officials. Was in Canada June 20–22. "
        "At invitation of the Congress."
    )
    visit = one(of_visits(visit_record(text)))
    assert said(visit, "invitation") == {"by": ["the-congress"], "to": ["visitor"]}
    assert said(visit, "delegations") == [
        {"label": "Accompanied King George II to a meeting of the Congress", "head": "king-george-ii",
         "members": [{"ref": "visitor", "roles": ["accompanying"]}]},
        {"label": "Canadian delegation to the United Nations", "head": "visitor"},
    ]  # fmt: skip
    assert [organization["name"] for organization in said(visit, "organizations")] == ["the Congress"]
    guest = one(of_visits(visit_record("Guest of U.S. Government on invitation of the President.")))
    assert said(guest, "invitation") == {"by": ["the-president"], "to": ["visitor"]}
    with_us = one(of_visits(visit_record("Revisited U.S. June 26–28 while returning to the U.S.")))
    assert said(with_us, "periods") == [
        {"kind": "presence", "start": "1957-06-26", "end": "1957-06-28", "country": "US"}
    ]
    assert with_us.related == ()


def days(span: str, start: str = "1957-06-19", end: str = "1957-06-22") -> tuple[str, str | None] | None:
    from datetime import date

    parts = Parts(Person(id="visitor"), date.fromisoformat(start), date.fromisoformat(end), None)
    found = parts.days(span)
    return None if found is None else (str(found[0]), found[1] and str(found[1]))


@pytest.mark.parametrize(
    ("span", "start", "expected"),
    [
        ("June 16–29", "1957-06-19", ("1957-06-16", "1957-06-29")),
        ("June 16 – July 2", "1957-06-19", ("1957-06-16", "1957-07-02")),
        ("June 16", "1957-06-19", ("1957-06-16", None)),
        ("December 28", "1957-01-03", ("1956-12-28", None)),
        ("January 4", "1957-12-30", ("1958-01-04", None)),
        ("December 28–January 5", "1957-01-03", ("1956-12-28", "1957-01-05")),
        ("December 28–January 5", "1956-12-30", ("1956-12-28", "1957-01-05")),
        ("December 18", "1957-06-19", ("[1956-12-18,1957-12-18]", None)),
        ("December 18–19", "1957-06-19", ("[1956-12-18,1957-12-18]", "[1956-12-19,1957-12-19]")),
        ("December 4, 1929–January 16, 1930", "1930-01-10", ("1929-12-04", "1930-01-16")),
        ("December 4–January 16, 1930", "1930-01-10", ("1929-12-04", "1930-01-16")),
        ("December 4, 1929–January 16", "1930-01-10", ("1929-12-04", "1930-01-16")),
        ("February 29", "1957-06-19", ("1956-02-29", None)),
        ("February 30", "1957-06-19", None),
        ("November 25–31", "1957-06-19", None),
        ("Jan. 4–Sept. 5", "1957-03-19", ("1957-01-04", "1957-09-05")),
        ("soon", "1957-06-19", None),
    ],
)
def test_days_without_a_year(span: str, start: str, expected: Any) -> None:
    assert days(span, start, start) == expected


def test_a_stay_on_uncertain_days_keeps_them() -> None:
    visit = one(of_visits(visit_record("In U.S. December 18–19. Met with President Eisenhower December 18.")))
    assert said(visit, "periods")[0]["start"] == "[1956-12-18,1957-12-18]"
    assert said(visit, "program")[0]["when"] == {"date": "[1956-12-18,1957-12-18]"}
    stay = one(of_visits(visit_record("Conference with President Eisenhower June 20–21.")))
    assert said(stay, "program")[0]["when"] == {"date": "1957-06-20/1957-06-21"}
    odd = one(of_visits(visit_record("Official visit. Private visit after December 18.")))
    assert said(odd, "periods")[0] == {"kind": "private", "label": "Private visit"}


def test_countries_are_as_of_the_date() -> None:
    assert country("benin", EDTF("1970-10-24")).code == "DYBJ"
    assert country("benin", EDTF("1975-11-30")).code == "BJ"
    assert country("russia", EDTF("1959-09-15"))[:2] == ("SUHH", "Q15180")
    assert country("russia", EDTF("1992-01-31"))[:2] == ("RU", None)
    assert country("hawaii", EDTF("1874-12-12"))[:2] == (None, "Q156418")
    assert country("vietnam", EDTF("1957-05-08")).code is None
    assert country("holy-see", EDTF("1959-12-06")) == ("VA", None, "sovereign_entity")
    assert country("cook-islands", EDTF("2012-08-31")).kind is None
    for id in ids():
        for day in ("1874-01-01", "1950-01-01", "1995-01-01", "2024-01-01"):
            code = country(id, EDTF(day)).code
            assert code is None or re.fullmatch("[A-Z]{2}([A-Z]{2})?", code)


def test_a_former_state_keeps_its_label_and_id() -> None:
    place = '<from id="russia">U.S.S.R.</from>'
    (guest, _) = said(one(of_visits(visit_record(country=place, visitor="Chairman Khrushchev"))), "parties")
    assert (guest["name"], guest["country"], guest["identifiers"]) == (
        "U.S.S.R.", "SUHH", {"historyatstate": "russia", "wikidata": "Q15180"},
    )  # fmt: skip
    exile = '<from id="poland">Poland (government-in-exile)</from>'
    (guest, _) = said(one(of_visits(visit_record(country=exile, start="1941-04-06", end="1941-04-10"))), "parties")
    assert "country" not in guest


def test_a_trip() -> None:
    visit = one(
        of_trips(trip_record("Informal visit; met with President Bayar.", locale="Mexico, D.F., Nago (Okinawa)"))
    )
    assert visit.id == "historyatstate-trip-2756"
    assert [(party.id, party.role, party.country) for party in visit.parties] == [
        ("us", "guest", "US"), ("turkey", "host", "TR"),
    ]  # fmt: skip
    assert said(visit, "people")[0] == {
        "id": "traveler", "name": "Dwight D. Eisenhower", "party": "us",
        "offices": [{"title": "President", "level": "head_of_state"}],
        "identifiers": {"historyatstate": "eisenhower-dwight-d"},
    }  # fmt: skip
    assert [place["name"] for place in said(visit, "places")] == ["Mexico, D.F.", "Okinawa", "Nago"]
    assert (visit.grade, [activity.type for activity in visit.program]) == ("informal", ["meeting"])
    assert said(one(of_trips(trip_record(locale=""))), "places") is None


def test_a_trip_as_president_elect() -> None:
    visit = one(of_trips(trip_record("Visit to Korean combat zone. [Visit made as President-elect.]")))
    (office,) = visit.people[0].offices
    assert (office.title, office.qualifier) == ("President", "elect")
    assert [citation.quote for citation in office.citations] == ["president", "[Visit made as President-elect.]"]
    unknown = (
        trip_record("[Visit made as President-elect.]")
        .replace('role="president" ', "")
        .replace("<role>president</role>", "")
    )
    assert one(of_trips(unknown)).people[0].offices == ()


def test_a_stop_and_a_vacation() -> None:
    visit = one(
        of_trips(trip_record("Vacation. Stopped en route to Korea. En route from Europe to Cambodia.", locale=""))
    )
    assert said(visit, "periods") == [{"kind": "other", "kind_label": "Vacation"}, {"kind": "stop", "label": "Stopped"}]
    assert said(visit, "related") == [
        {"relation": "followed_by", "places": ["Korea"]},
        {"relation": "preceded_by", "places": ["Europe"]},
        {"relation": "followed_by", "places": ["Cambodia"]},
    ]
    on_the_way = one(of_trips(trip_record("Met with Chancellor Adenauer on way to meeting of the Baghdad Pact.")))
    assert said(on_the_way, "related") == [{"relation": "followed_by", "title": "meeting of the Baghdad Pact"}]
    with_him = one(of_trips(trip_record("Accompanied President Ford on an official visit.")))
    assert said(with_him, "related") == [
        {"relation": "part_of", "grade": "official", "grade_label": "official visit", "principals": ["president-ford"]}
    ]
    assert with_him.grade is None
    talks = one(of_trips(trip_record("Audience with Pope John XXIII. Informal discussions on trade.")))
    assert [activity.type for activity in talks.program] == ["meeting", "meeting"]


def test_trips_that_meet_on_a_day_are_linked() -> None:
    records = [
        trip_record(id="1", start="1959-12-04", end="1959-12-06"),
        trip_record(id="2", start="1959-12-06", end="1959-12-07"),
        trip_record(id="3", start="1959-12-08", end="1959-12-09"),
    ]
    visits = [imported.visit for imported in of_trips(*records)]
    links = [[(one.relation, one.visit) for one in visit.related] for visit in visits if visit is not None]
    assert links == [[("followed_by", "historyatstate-trip-2")], [("preceded_by", "historyatstate-trip-1")], []]
    other = records[1].replace("Dwight D. Eisenhower", "Richard M. Nixon")
    assert all(imported.visit and not imported.visit.related for imported in of_trips(records[0], other))
    broken = records[1].replace("1959-12-07", "never")
    assert [imported.visit is None for imported in of_trips(records[0], broken, records[2])] == [False, True, False]
    assert of_trips() == []


# What is no visit


@pytest.mark.parametrize(
    ("record", "code", "message"),
    [
        (visit_record(id=""), "VDI002", "visit without an id has no id"),
        (visit_record(id="Two Three"), "VDI002", "its id is not made of"),
        (visit_record(start=""), "VDI002", "visit 2355 has no start-date"),
        (visit_record(visitor=" "), "VDI002", "visit 2355 has no visitor"),
        (visit_record(country=""), "VDI002", "visit 2355 has no from"),
        (visit_record(start="1957-02-30"), "VDI003", "its start-date '1957-02-30' is not a day"),
        (visit_record(end="1957-06"), "VDI003", "its end-date '1957-06' is not a day"),
        (visit_record(end="1957-06-18"), "VDI003", "ends on 1957-06-18, before it starts on 1957-06-19"),
        (visit_record(country='<from id="jappan">Japan</from>'), "VDI004", "the country id 'jappan' is not known"),
        (visit_record(country="<from>Japan</from>"), "VDI004", "the country id '' is not known"),
        (visit_record(country='<from id="japan" x="1">Japan</from>'), "VDI005", "an attribute 'x' that is not known"),
        (visit_record().replace("visitor>", "visitors>"), "VDI005", "an element <visitors> that is not known"),
        (visit_record().replace("<visit>", '<visit x="1">'), "VDI005", "an attribute 'x'"),
        (visit_record("<b>Official</b> visit"), "VDI005", "an element <b> inside <description>"),
        (visit_record(country='<from id="japan">A</from><from id="japan">B</from>'), "VDI005", "has <from> twice"),
        (visit_record().replace("visitor>", f"{'x' * 99}>"), "VDI005", f"<{'x' * 57}...>"),
    ],
)  # fmt: skip
def test_a_record_that_is_no_visit_is_one_finding(record: str, code: str, message: str) -> None:
    imported = of_visits(visit_record(id="1"), record, visit_record(id="3"))
    assert [one.visit is not None for one in imported] == [True, False, True]
    finding = one_finding(imported)
    assert (finding.code, finding.file) == (code, "visits.xml")
    assert message in finding.message
    assert finding.span is not None
    assert (finding.span.line, imported[1].line) == (5, 5)


def test_a_comment_without_end_is_refused() -> None:
    data = b"<visits><!--" + b"x" * 17_000_000
    assert "a part of it is larger" in one_finding(list(read_visits(io.BytesIO(data), "visits.xml"))).message


def test_what_is_no_place_becomes_none() -> None:
    text = "Met with King A at the UN General Assembly. Signed a treaty with Prime Minister Attlee. Addressed A and B."
    visit = one(of_visits(visit_record(text)))
    meeting, signing, address = said(visit, "program")
    assert (said(visit, "places"), meeting.get("place")) == (None, None)
    assert (signing["signers"], address["audience"]) == (["visitor", "prime-minister-attlee"], "A and B")


def test_a_near_word_is_offered() -> None:
    assert one_finding(of_visits(visit_record(country='<from id="jappan">J</from>'))).hint == "did you mean 'japan'?"
    assert one_finding(of_visits(visit_record().replace("visitor>", "visitr>"))).hint == "did you mean 'visitor'?"
    assert one_finding(of_visits(visit_record().replace("visitor>", "zzz>"))).hint is None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it cannot be read as XML: no element found"),
        (b"\x00\x01", "it cannot be read as XML: not well-formed"),
        (b"<visits>", "it cannot be read as XML: no element found"),
        (b"<visits><visit></visits>", "it cannot be read as XML: mismatched tag"),
        (b"<trips/>", "it is not of this format: its outermost element is <trips>, not <visits>"),
        (b"<visits><trip/></visits>", "it is not of this format: it has an element <trip> where a <visit> is expected"),
        (b"<visits>words</visits>", "it is not of this format: it has text between the records: 'words'"),
        (b'<?xml version="1.0" encoding="no-such"?><visits/>', "it cannot be read as XML: unknown encoding"),
        (b"<visits><visit>" + b"<a>" * 300, "its elements are nested more than 200 deep"),
        (b"<visits><visit><a>" + b"x" * 17_000_000, "one of its records is larger than a document may be"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><visits/>', "it has a document type or entities, which are not read"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><visits/>', "it has a document type or entities"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_of_the_format_is_one_finding(data: bytes, message: str) -> None:
    finding = one_finding(list(read_visits(io.BytesIO(data), "visits.xml")))
    assert finding.code == "VDI001"
    assert message in finding.message
    assert finding.span is not None


def test_the_records_before_a_mistake_are_converted() -> None:
    data = f"<visits>{visit_record(id='1')}{visit_record(id='2')}<visit>".encode()
    imported = list(read_visits(io.BytesIO(data), "visits.xml"))
    assert [one.visit is not None for one in imported] == [True, True, False]


# Back again


def canonical(element: ElementTree.Element) -> Any:
    def text(value: str | None) -> str:
        return re.sub(r"[ \t\r\n]+", " ", value or "").strip()

    return (
        element.tag, tuple(sorted(element.attrib.items())), text(element.text),
        tuple((canonical(child), text(child.tail)) for child in element),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Official visit.",
        "",
        "  Official\n   visit. \t",
        "Met with A &amp; B &lt; C ]]&gt; D.",
        "Signed &amp; sealed &lt;a treaty&gt;.",
        "Saw the <em>Mona Lisa</em> &amp; <em>more</em>.",
        "<em>Only</em> this",
        "<em/> <em>a</em>",
        "Cote d'Ivoire “quoted” \u00a0 &#233;",
    ],
)
def test_what_is_written_back_is_equal(text: str) -> None:
    record = visit_record(text)
    visit = one(of_visits(record))
    refused: list[Finding] = []
    back = ElementTree.fromstring(b"".join(write_visits([visit], refused.append)))
    assert refused == []
    assert [canonical(child) for child in back] == [canonical(ElementTree.fromstring(record))]
    whole = visit.citations[0].quote or ""
    for _, node in visit.walk():
        if isinstance(node, Citation):
            assert node.quote is not None
            assert node.quote in whole


def test_trips_are_written_back() -> None:
    record = trip_record("Vacation.")
    data = b"".join(write_travels([one(of_trips(record))], [].append))
    assert [canonical(child) for child in ElementTree.fromstring(data)] == [canonical(ElementTree.fromstring(record))]


def test_a_visit_from_elsewhere_cannot_be_written() -> None:
    visit = one(of_visits(visit_record()))
    refused: list[Finding] = []
    others = [
        visit.replace(citations=[Citation(source="historyatstate", quote=quote)])
        for quote in ("words", "<visit", "<visitor/>", "<!DOCTYPE a><visit/>")
    ]
    silent = visit.replace(citations=[Citation(source="historyatstate")])
    data = b"".join(write_visits([*others, silent, one(of_trips(trip_record()))], refused.append))
    assert data == b'<?xml version="1.0" encoding="UTF-8"?>\n<visits>\n</visits>\n'
    assert [finding.code for finding in refused] == ["VDI007"] * 6
    assert "cites no <visit> record" in refused[0].message


def test_an_element_is_text_and_an_element_again() -> None:
    assert read_element("<a") is None
    element = read_element('<a b="&quot;1&quot;"> x <c/>\n y</a>')
    assert element is not None
    assert to_xml(element) == "<a b='\"1\"'>x <c/> y</a>"


def test_what_is_understood_is_told() -> None:
    understood = Understood()
    data = f"<visits>{visit_record('State visit. Hunting trip.')}</visits>".encode()
    list(read_visits(io.BytesIO(data), "visits.xml", understood))
    assert (understood.clauses, understood.unknown) == ({"grade": 1}, 1)
