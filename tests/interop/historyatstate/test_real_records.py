"""All real records that are there: each is a visit, nothing is lost, and every quote is part of its record."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import visitdata
from visitdata import Visit
from visitdata.findings import Finding
from visitdata.interop.convert import read, write
from visitdata.interop.historyatstate import Understood
from visitdata.model import Citation

FORMS = {"historyatstate-visits": "visits*.xml", "historyatstate-travels": "travels*.xml"}


@pytest.fixture(scope="module", params=FORMS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def files(historyatstate: Path, form: str) -> list[Path]:
    return sorted(historyatstate.glob(FORMS[form]))


@pytest.fixture(scope="module")
def understood() -> Understood:
    return Understood()


@pytest.fixture(scope="module")
def visits(files: list[Path], form: Any, understood: Understood) -> list[Visit]:
    imported = list(read(files, form, understood=understood))
    assert [finding for one in imported for finding in one.findings] == []
    return [one.visit for one in imported if one.visit is not None]


def content(element: ElementTree.Element) -> Any:
    """An element with its attributes and all inside it, runs of white space as one."""
    texts = [re.sub(r"\s+", " ", text or "").strip() for text in (element.text, element.tail)]
    return (element.tag, sorted(element.attrib.items()), texts[0], [content(child) for child in element], texts[1])


def records(files: list[Path]) -> Iterator[Any]:
    for file in files:
        yield from map(content, ElementTree.parse(file).getroot())


def test_every_record_is_a_valid_visit(visits: list[Visit], files: list[Path]) -> None:
    assert len(visits) == sum(1 for _ in records(files)) > 100
    for visit in visits:
        assert visitdata.validate(visit) == []
        assert visitdata.loads(visitdata.dumps(visit)) == visit


def test_every_record_is_written_back_equal(visits: list[Visit], files: list[Path], form: Any) -> None:
    refused: list[Finding] = []
    back = ElementTree.fromstring(b"".join(write(visits, form, refused.append)))
    assert refused == []
    for old, new in zip(records(files), map(content, back), strict=True):
        assert old == new


def test_every_quote_is_part_of_its_record(visits: list[Visit]) -> None:
    for visit in visits:
        whole = visit.citations[0].quote or ""
        for pointer, node in visit.walk():
            if isinstance(node, Citation):
                assert node.quote, (visit.id, pointer)
                assert node.quote in whole, (visit.id, pointer)


def test_whatever_is_read_out_is_cited(visits: list[Visit]) -> None:
    for visit in visits:
        parts = (*visit.people, *visit.places, *visit.topics, *visit.organizations, *visit.documents, *visit.periods,
                 *visit.related, *visit.program, *visit.claims, *visit.delegations)  # fmt: skip
        assert all(part.citations for part in parts), visit.id


def test_every_reference_leads_somewhere(visits: list[Visit]) -> None:
    for visit in visits:
        known = [node.id for _, node in visit.walk() if getattr(node, "id", None) is not None]
        assert len(known) == len(set(known)), visit.id
        for placed in visit.activities():
            assert placed.activity.place is None or placed.activity.place in known
            assert all(one.ref is None or one.ref in known for one in placed.attendees)


def test_much_of_the_free_text_is_understood(visits: list[Visit], understood: Understood) -> None:
    assert visits
    assert understood.share > 0.85


def test_the_dates_are_those_of_the_record(visits: list[Visit]) -> None:
    for visit in visits:
        whole = ElementTree.fromstring(visit.citations[0].quote or "")
        assert (str(visit.start), str(visit.end)) == (whole.findtext("start-date"), whole.findtext("end-date"))


Check = Callable[[Visit], bool]


@pytest.mark.parametrize(
    ("id", "check"),
    [
        ("historyatstate-visit-2180", lambda v: v.people[0].offices[0].qualifier == "elect"),
        ("historyatstate-visit-2200", lambda v: v.delegations[0].head == "king-george-ii"),
        ("historyatstate-visit-2198", lambda v: v.related[0].places == ("Montreal",)),
        ("historyatstate-visit-2354", lambda v: v.grade == "official" and v.periods[0].kind == "private"),
        ("historyatstate-visit-2202", lambda v: str(v.program[0].when.date) == "1942-06-25"),
        ("historyatstate-visit-2671", lambda v: v.parties[0].kind == "sovereign_entity"),
        ("historyatstate-visit-2230", lambda v: v.grade == "courtesy" and v.parties[0].country is None),
    ],
)
def test_some_records_as_a_reader_would_encode_them(historyatstate: Path, id: str, check: Check) -> None:
    found = [
        one.visit
        for one in read(sorted(historyatstate.glob("visits*.xml")), "historyatstate-visits")
        if one.visit is not None and one.visit.id == id
    ]
    assert [check(visit) for visit in found] == [True]
