"""Rules on names, ranks, offices, codes and identifiers: what documents cannot show well."""

from typing import Any

import pytest

import visitdata
from visitdata.findings import Finding, Severity
from visitdata.model import EDTF
from visitdata.rules.facts.countries import source_of
from visitdata.rules.stay import stay


def document(party: dict[str, Any] | None = None, **said: Any) -> dict[str, Any]:
    parties = [{"id": "a", "role": "guest", "kind": "state", "country": "PK", **(party or {})}]
    return {"schema_version": "1.0", "id": "v", "start": "2023-11-01", "end": "2023-11-03", "parties": parties, **said}


def found(said: dict[str, Any], *codes: str) -> list[Finding]:
    return visitdata.check(said, select=codes or ("VDN",))


def person(**said: Any) -> dict[str, Any]:
    return document(people=[{"id": "p", "party": "a", **said}])


@pytest.mark.parametrize(
    ("start", "end", "code", "judged"),
    [
        ("1991-12-26", "1991-12-30", "SUHH", False),
        ("1991-12-27", "1991-12-30", "SUHH", True),
        ("1991-12-27~", "1991-12-30", "SUHH", False),
        ("1991-12", "1991-12-31", "SUHH", False),
        ("1992?", None, "SUHH", False),
        ("1994", None, "SUHH", True),
        (None, "1992-01-20", "SUHH", False),
        (None, "1992-02-20", "SUHH", True),
        (None, None, "SUHH", False),
        ("1987-01-01", None, "JTUM", True),
        ("1986-12-31", None, "JTUM", False),
        ("0001-01-01", None, "SUHH", False),
        ("9999-12-31", None, "SUHH", True),
    ],
)
def test_a_former_country_is_an_error_only_where_it_had_ended_for_certain(
    start: str | None, end: str | None, code: str, judged: bool
) -> None:
    said = document({"country": code, "kind": "territory"}, start=start, end=end)
    findings = found({key: value for key, value in said.items() if value is not None})
    assert [one.code for one in findings] == (["VDN102"] if judged else [])
    assert all(one.severity is Severity.ERROR for one in findings)


def test_a_former_country_with_one_heir_can_be_mended() -> None:
    (one,) = found(document({"country": "ZRCD"}))
    assert one.message == "Zaire (ZRCD) ended on 1997-05-17, before this visit of 2023-11-01 to 2023-11-03"
    assert one.values == ("ZRCD", "1997-05-17", "2023-11-01 to 2023-11-03")
    assert one.related[0].pointer == "/start"
    assert one.fix is not None
    assert one.fix.edits[0].value == '"CD"'
    assert not one.fix.is_safe
    (in_year,) = found(document({"country": "SKIN"}))
    assert in_year.message.startswith("Sikkim (SKIN) ended in 1975, before")


def test_what_was_left_of_a_country_may_stand() -> None:
    assert found(document({"country": "SUHH", "kind": "non_state"})) == []
    assert [one.code for one in found(document({"country": "QQQQ"}))] == ["VDN101"]


def test_a_contested_code_is_judged_milder() -> None:
    said = document({"country": "SUHH"}, claims=[{"about": "a", "field": "/country", "value": "RU"}])
    (one,) = found(said)
    assert one.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("start", "end", "country", "kind", "then"),
    [
        ("1992-12-30", "1992-12-31", "CZ", "state", ["CSHH"]),
        ("1992-12-30", "1993-01-01", "CZ", "state", None),
        ("1992-12-30", None, "CZ", "state", None),
        ("1992-11-30", None, "CZ", "state", ["CSHH"]),
        ("1992-12-31~", "1992-12-31~", "CZ", "state", None),
        ("1985-01-01", None, "CZ", "non_state", None),
        ("1900-01-01", None, "RU", "state", None),
        ("1985-01-01", None, "RU", "state", ["SUHH"]),
        ("1960-01-01", "1960-01-02", "DZ", "state", []),
        ("1960-01-01", None, "FR", "state", None),
        ("2004-01-01", "2004-01-02", "RS", "state", ["CSXX"]),
    ],
)
def test_when_a_state_was_none_yet(
    start: str, end: str | None, country: str, kind: str, then: list[str] | None
) -> None:
    said = document({"country": country, "kind": kind}, start=start, end=end)
    findings = found({key: value for key, value in said.items() if value is not None})
    assert [one.code for one in findings] == (["VDN103"] if then is not None else [])
    for one in findings:
        assert one.hint is not None
        assert source_of(country) in one.hint
        assert all(code in one.hint for code in then or ())
        assert (one.fix is not None) == bool(then)


def test_a_stay_without_days_is_none() -> None:
    undated = visitdata.loads('{"schema_version":"1.0","id":"v","parties":[{"id":"a"}]}')
    assert stay(undated) is None
    told = stay(visitdata.loads('{"schema_version":"1.0","id":"v","end":"0001-01-02","parties":[{"id":"a"}]}'))
    assert told is not None
    assert told.first.year == 1
    assert told.ended_before(EDTF("1900"))


@pytest.mark.parametrize(
    ("identifiers", "codes"),
    [
        ({"wikidata": "Q1065"}, []),
        ({"wikidata": "q1065"}, ["VDN105"]),
        ({"wikidata": "Q-1065"}, ["VDN105"]),
        ({"wikidata": " http://www.wikidata.org/entity/Q1065/ "}, ["VDN105"]),
        ({"wikidata": "Q01065"}, ["VDN106"]),
        ({"wikidata": "P31"}, ["VDN106"]),
        ({"isni": "0000 0001 2103 2683"}, []),
        ({"isni": "0000-0001-2103-2683"}, ["VDN105"]),
        ({"isni": "0000-0001-2103-2684"}, ["VDN104"]),
        ({"orcid": "0000000218250097"}, ["VDN105"]),
        ({"imo": "IMO 9074729"}, ["VDN105"]),
        ({"imo": "9074728"}, ["VDN104"]),
        ({"doi": "https://doi.org/10.1000/182"}, ["VDN105"]),
        ({"qid": "q-1065", "unts": "75 UNTS 287"}, []),
    ],
)
def test_identifiers(identifiers: dict[str, str], codes: list[str]) -> None:
    findings = found(person(name="A", identifiers=identifiers))
    assert [one.code for one in findings] == codes
    for one in findings:
        assert (one.fix is not None and one.fix.is_safe) == (one.code == "VDN105")


def test_a_person_may_not_have_the_identifier_of_a_place() -> None:
    said = person(name="A", identifiers={"wikidata": "Q1"})
    said["places"] = [{"name": "B", "identifiers": {"wikidata": "q1"}}, {"id": "c", "identifiers": {"wikidata": "Q1"}}]
    findings = found(said, "VDN107")
    assert [one.message for one in findings] == [
        "B has the same identifier as p: Q1",
        "c has the same identifier as p: Q1",
    ]
    assert findings[0].related[0].pointer == "/people/0/identifiers/wikidata"


@pytest.mark.parametrize(
    ("rank", "country", "severity"),
    [
        ({"title": "Major General", "code": "OF-8"}, "US", Severity.WARNING),
        ({"title": "Captain", "code": "OF-5", "service": "army"}, "US", Severity.WARNING),
        ({"title": "Captain", "code": "OF-5"}, "US", None),
        ({"title": "Captain", "code": "OF-3"}, "US", Severity.WARNING),
        ({"title": "Orgeneral", "code": "OF-9"}, "TR", None),
        ({"title": "Lieutenant General", "code": "OF-8", "basis": "analogy"}, "AZ", Severity.INFO),
        ({"title": "Lieutenant General", "code": "OF-8"}, "PK", None),
        ({"title": "Lieutenant General"}, "US", None),
        ({"code": "OF-8"}, "US", None),
    ],
)
def test_ranks_and_their_codes(rank: dict[str, str], country: str, severity: Severity | None) -> None:
    said = document({"country": country}, people=[{"party": "a", "ranks": [rank]}])
    findings = found(said, "VDN005")
    assert [one.severity for one in findings] == ([severity] if severity else [])


def test_the_country_of_a_rank_may_not_be_known() -> None:
    rank = {"title": "General", "code": "OF-1", "basis": "official"}
    assert found(document(people=[{"party": "none", "ranks": [rank]}, {"ranks": [rank]}])) == []
    said = document({"country": "AZ"}, people=[{"party": "a", "ranks": [{"code": "OF-1", "basis": "analogy"}]}])
    assert found(said) == []


def test_two_ranks() -> None:
    ranks = [{"title": "Major General", "code": "OF-6"}, {"code": "OF-7"}, {"title": "General"}]
    (one,) = found(person(ranks=ranks), "VDN007")
    assert one.message == "p bears two ranks at once: Major General (OF-6) and OF-7"
    assert one.related[0].pointer == "/people/0/ranks/0"
    assert found(person(ranks=[{"code": "OF-6"}, {"code": "OF-6", "title": "General"}]), "VDN007") == []


@pytest.mark.parametrize(
    ("ranks", "office", "judged"),
    [
        (["Admiral"], {"title": "Chief of Army Staff", "level": "service_chief"}, True),
        (["Air Marshal"], {"title": "Chief of Naval Staff", "level": "service_chief"}, True),
        (["Admiral"], {"title": "Chief of Army Staff", "level": "service_chief", "qualifier": "former"}, False),
        (["Admiral"], {"title": "Chief of Staff", "level": "service_chief"}, False),
        (["Admiral"], {"title": "Adviser to the Army"}, False),
        (["Admiral"], {"level": "service_chief"}, False),
        (["Admiral", "General"], {"title": "Chief of Army Staff", "level": "service_chief"}, False),
        (["General"], {"title": "Chief of Naval Staff", "level": "service_chief"}, False),
    ],
)
def test_ranks_of_one_service(ranks: list[str], office: dict[str, str], judged: bool) -> None:
    said = person(ranks=[{"title": title} for title in ranks], offices=[office])
    assert [one.code for one in found(said)] == (["VDN008"] if judged else [])


@pytest.mark.parametrize(
    ("times", "codes"),
    [
        ({"since": "2023-11-04"}, ["VDN004"]),
        ({"since": "2023-11-03"}, []),
        ({"since": "2023-11-04~"}, []),
        ({"until": "2023-10-31"}, ["VDN004"]),
        ({"until": "2023-10-31?"}, []),
        ({"until": "2023"}, []),
        ({"since": "2025", "until": "2020"}, []),
        ({"since": "2025", "qualifier": "elect"}, []),
        ({"since": "2025", "qualifier": "former"}, ["VDN004"]),
        ({"until": "2020", "qualifier": "former"}, []),
    ],
)
def test_offices_of_another_time(times: dict[str, str], codes: list[str]) -> None:
    assert [one.code for one in found(person(offices=[{"level": "minister", **times}]))] == codes


def test_what_is_said_of_offices_without_a_title() -> None:
    said = person(offices=[{"since": "2025"}, {"level": "minister", "since": "2025"}], ranks=[{"since": "2025"}])
    assert [one.message.split(" was held")[0] for one in found(said)] == ["the office", "minister", "the rank"]
    undated = {key: value for key, value in said.items() if key not in ("start", "end")}
    assert found(undated) == []


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ({"text": "A", "since": "2024"}, ["VDN003"]),
        ({"text": "B", "since": "2024"}, []),
        ({"text": "A", "since": "2023-11"}, []),
        ({"text": "A", "until": "2022"}, ["VDN003"]),
        ({"text": "A", "until": "2022", "kind": "former"}, []),
        ({"text": "B", "until": "2024", "kind": "former"}, ["VDN003"]),
        ({"text": "B", "since": "2023-11-02", "until": "2024", "kind": "former"}, []),
        ({"text": "B", "kind": "former"}, []),
        ({"since": "2024"}, []),
        ({"text": "A", "since": "2025", "until": "2020"}, []),
    ],
)
def test_names_of_another_time(name: dict[str, str], codes: list[str]) -> None:
    assert [one.code for one in found(person(name="A", names=[name]))] == codes


def test_names_of_awards_have_no_holder_that_is_called_by_them() -> None:
    step = {"type": "decoration", "names": [{"text": "Order", "since": "2025"}]}
    assert found(document(program=[{"type": "other_occasion", "steps": [step]}])) == []


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ({"text": "Закир", "language": "ru-Latn-t-ru"}, ["VDN002"]),
        ({"text": "Закир", "language": "ru-x-latn"}, []),
        ({"text": "Закир", "language": "ru-Latn-x-own"}, []),
        ({"text": "Закир", "language": "ru-Qaaa"}, []),
        ({"text": "Закир", "language": "ru-Cyrl", "kind": "romanized"}, []),
        ({"text": "Zakir", "kind": "romanized"}, []),
        ({"language": "ru-Latn"}, []),
    ],
)
def test_scripts_of_names(name: dict[str, str], codes: list[str]) -> None:
    assert [one.code for one in found(person(names=[name]))] == codes


@pytest.mark.parametrize(
    ("tag", "codes"),
    [
        ("en", []), ("en-GB", []), ("zh-Hant-TW", []), ("sl-rozaj-biske-1994", []), ("de-CH-1901", []), ("und", []),
        ("x-whatever", []), ("en-US-u-islamcal", []), ("zh-yue-HK", []), ("sgn-BE-FR", []), ("no-bok", []),
        ("a", ["schema"]), ("en-Latn-Latn", ["VDN109"]), ("en-u", ["VDN109"]), ("en-GB-Latn", ["VDN109"]),
        ("jp", ["VDN110"]), ("qq", ["VDN110"]), ("english", ["VDN110"]), ("iw", []), ("UK", []),
    ],
)  # fmt: skip
def test_language_tags(tag: str, codes: list[str]) -> None:
    findings = visitdata.check(document(language=tag), select=["VDN"])
    assert [one.code if one.code.startswith("VDN") else "schema" for one in findings] == codes


def test_language_tags_of_lists() -> None:
    said = document(program=[{"type": "meal", "steps": [{"type": "speech", "languages": ["en", "jp"]}]}])
    (one,) = found(said)
    assert one.pointer == "/program/0/steps/0/languages/1"
    assert one.fix is not None
    assert one.fix.edits[0] == one.fix.edits[0]._replace(pointer=one.pointer, value='"ja"')


@pytest.mark.parametrize(
    ("place", "judged"),
    [
        ({"country": "IN", "latitude": 77.2, "longitude": 28.6}, True),
        ({"country": "EG", "latitude": 31.2, "longitude": 30.0}, False),
        ({"country": "TH", "latitude": 100.5, "longitude": 13.7}, None),
        ({"country": "KE", "latitude": 36.8, "longitude": -1.3}, True),
        ({"country": "QZ", "latitude": 36.8, "longitude": -1.3}, False),
        ({"latitude": 36.8, "longitude": -1.3}, False),
        ({"country": "KE", "latitude": 36.8}, False),
        ({"country": "FJ", "latitude": -18.1, "longitude": 178.4}, False),
    ],
)
def test_coordinates(place: dict[str, Any], judged: bool | None) -> None:
    findings = visitdata.check(document(places=[{"id": "b", **place}]), select=["VDN111"])
    assert len(findings) == (1 if judged or judged is None else 0)
    if judged:
        assert findings[0].fix is not None
        assert [change.pointer for change in findings[0].fix.edits] == ["/places/0/latitude", "/places/0/longitude"]


def test_offices_of_spouses_with_other_levels_stand() -> None:
    offices = [{"title": "First Lady", "level": "other"}, {"title": "President", "level": "head_of_state"}]
    assert found(person(offices=[*offices, {"level": "minister"}])) == []


def test_a_rank_cut_in_two_is_told() -> None:
    said = person(name="General Hasanov", ranks=[{"title": "Admiral"}, {"title": "Colonel"}])
    (one,) = found(said)
    assert one.hint == "Colonel General is one rank"
    (other,) = found(person(name="Admiral Hasanov", ranks=[{"title": "Colonel"}]))
    assert other.hint == "give `name` the name alone, and the rest its own field"
    (letters,) = found(person(name="A. Smith, CB"))
    assert letters.message == "the name 'A. Smith, CB' holds the letters 'CB'"
    assert found(person(names=[{"kind": "native"}])) == []
