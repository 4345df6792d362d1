"""Rules across documents: each has a corpus that it objects to and one that it does not; judging is the same whatever
order the documents come in."""

import random
from pathlib import Path
from typing import Any

import pytest

import visitdata
from visitdata.checker.pipeline import locate
from visitdata.codec.decode import decode
from visitdata.findings import Finding, Severity
from visitdata.model import Visit
from visitdata.rules import corpus as rules
from visitdata.rules.engine import catalog
from visitdata.rules.engine.catalog import Plan
from visitdata.rules.engine.corpus import Corpus, Digest, digest, judge_across, words_of
from visitdata.rules.engine.rule import rule
from visitdata.rules.engine.settings import Settings

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "rules"
FILES = sorted(FOLDER.glob("vdx*.jsonl"))
PLAN = catalog.plan(Settings(select=("VDX",)))


def digests_of(path: Path) -> list[Digest]:
    lines = path.read_text("utf-8").splitlines()
    return [digest(visitdata.loads(line), path.name, number) for number, line in enumerate(lines, 1)]


def as_lines(findings: list[Finding], path: Path) -> list[str]:
    """The findings as the files of expected ones have them: code, line and column, pointer."""
    texts = path.read_bytes().splitlines()
    shown = []
    for finding in findings:
        assert finding.record is not None
        text = texts[finding.record - 1]
        value, _ = decode(text)
        assert value is not None
        (located,) = locate([finding._replace(related=())], value, text)
        assert located.span is not None
        shown.append((finding.record, located.span.column, finding.code, finding.pointer or ""))
    return [f"{code} {line}:{column} {pointer}".rstrip() for line, column, code, pointer in sorted(shown)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_corpus_gives_the_expected_findings_and_no_others(path: Path) -> None:
    findings = judge_across(digests_of(path), PLAN)
    if "good" in path.stem.split("-"):
        assert findings == []
        return
    expected = path.with_name(f"{path.stem}.expected.txt").read_text("utf-8").splitlines()
    assert as_lines(findings, path) == expected
    assert {finding.code for finding in findings} == {path.stem.split("-")[0].upper()}


def test_every_rule_has_a_bad_and_a_good_corpus() -> None:
    codes = {one.code for one in PLAN.rules}
    for kind in ("bad", "good"):
        assert {path.stem.split("-")[0].upper() for path in FILES if kind in path.stem.split("-")} == codes


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_order_of_documents_does_not_matter(path: Path) -> None:
    digests = digests_of(path)
    found = judge_across(digests, PLAN)
    for seed in range(5):
        shuffled = digests.copy()
        random.Random(seed).shuffle(shuffled)
        assert judge_across(shuffled, PLAN) == found


def test_no_example_is_objected_to() -> None:
    folder = Path(__file__).resolve().parents[2] / "docs" / "examples"
    digests = [digest(visitdata.load(path), path.name) for path in sorted(folder.glob("*.json"))]
    assert len(digests) > 5
    assert judge_across(digests, PLAN) == []


def a_visit(id: str, start: str = "2023-11-01", end: str | None = "2023-11-03", **more: Any) -> Visit:
    return visitdata.from_dict(
        {
            "id": id,
            "schema_version": "1.0",
            "start": start,
            "end": end or start,
            "parties": [
                {"id": "pk", "role": "guest", "country": "PK", "principals": ["munir"]},
                {"id": "host", "role": "host", "country": "AZ"},
            ],
            "people": [{"id": "munir", "name": "Asim Munir"}],
            **more,
        }
    )


def judged(*visits: Visit) -> list[Finding]:
    return judge_across([digest(visit, "corpus.jsonl", line) for line, visit in enumerate(visits, 1)], PLAN)


def test_a_finding_names_both_documents() -> None:
    (finding,) = judged(a_visit("a"), a_visit("b"))
    assert finding.code == "VDX002"
    assert finding.message == (
        "Asim Munir visits AZ from 2023-11-01 to 2023-11-03, and in a from 2023-11-01 to 2023-11-03: probably one visit"
    )
    assert (finding.file, finding.record, finding.pointer, finding.span) == ("corpus.jsonl", 2, "/people/0", None)
    (other,) = finding.related
    assert (other.file, other.record, other.pointer) == ("corpus.jsonl", 1, "/people/0")
    assert finding.values == ("b", "a")


@pytest.mark.parametrize(
    ("waiver", "waived"),
    [
        ({"code": "VDX002", "reason": "two parts"}, "two parts"),
        ({"code": "VDX002"}, ""),
        ({"code": "VDX002", "about": "b"}, ""),
        ({"code": "VDX002", "about": "munir"}, ""),
        ({"code": "VDX002", "about": "host"}, None),
        ({"code": "VDX002", "about": "nobody"}, None),
        ({"code": "VDX001"}, None),
        ({"code": "VDT001"}, None),
    ],
)
def test_a_document_waives_what_is_found_in_it(waiver: dict[str, str], waived: str | None) -> None:
    (finding,) = judged(a_visit("a"), a_visit("b", waivers=[waiver]))
    assert finding.waived == waived


def test_a_rule_that_fails_is_a_finding() -> None:
    @rule("VDX999", Severity.ERROR, since="0.1")
    def failing(corpus: Corpus, settings: Settings) -> list[object]:
        raise RuntimeError("no")

    plan = Plan([failing.rule, rules.same_id.rule], Settings())  # type: ignore[attr-defined]
    first = digest(a_visit("a"), "a.json")
    failure, clash = judge_across([first, first._replace(file="b.json")], plan)
    assert (failure.code, failure.file) == ("VDZ002", "a.json")
    assert failure.message == "rule VDX999 (failing) failed on the corpus: RuntimeError: no"
    assert (clash.code, clash.file) == ("VDX001", "b.json")
    assert [finding.file for finding in judge_across([], plan)] == [None]


def test_rules_of_single_documents_are_not_run() -> None:
    assert judge_across([digest(a_visit("a"))], catalog.plan(Settings())) == []


def test_links_are_not_missed_in_a_part_of_a_corpus() -> None:
    link: dict[str, Any] = {
        "related": [{"relation": "previous", "visit": "elsewhere"}, {"relation": "other", "title": "no document"}]
    }
    assert judged(a_visit("a", **link), a_visit("b", "2024-01-01", None)) == []


def test_a_misspelled_link_has_a_hint_as_long_as_that_is_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    near: dict[str, Any] = {"related": [{"relation": "previous", "visit": "vist-b"}]}
    fine: dict[str, Any] = {"related": [{"relation": "upcoming", "visit": "visit-a"}]}
    visits = a_visit("visit-a", "2024-01-01", None, **near), a_visit("visit-b", **fine)
    assert [(one.code, one.hint) for one in judged(*visits)] == [("VDX004", "did you mean visit-b?")]
    monkeypatch.setattr(rules, "_COMPARED", -1)
    assert [(one.code, one.hint) for one in judged(*visits)] == [("VDX004", None)]


@pytest.mark.parametrize(
    ("relation", "is_wrong"),
    [
        ("previous", True),
        ("preceded_by", True),
        ("return_of", True),
        ("part_of", True),
        ("contains", True),
        ("upcoming", False),
        ("followed_by", False),
        ("postponed_to", False),
    ],
)
def test_a_link_to_a_later_visit(relation: str, is_wrong: bool) -> None:
    link: dict[str, Any] = {"related": [{"relation": relation, "visit": "b"}]}
    findings = judged(a_visit("a", **link), a_visit("b", "2024-05-01", "2024-05-03"))
    assert [finding.code for finding in findings] == (["VDX005"] if is_wrong else [])
    if is_wrong:
        assert findings[0].message == (
            "b, from 2024-05-01 to 2024-05-03, cannot be what a, from 2023-11-01 to 2023-11-03, is "
            + relation.replace("_", " ")
        )


@pytest.mark.parametrize("widened", ["2023-11", "2023-11-0X", "[..2023-11-03]", "2023-11-02/..", "2023-11-01~"])
def test_uncertain_days_say_nothing_of_overlaps(widened: str) -> None:
    elsewhere: list[dict[str, Any]] = [{"id": "pk", "role": "guest", "country": "PK", "principals": ["munir"]}]
    elsewhere += [{"id": "host", "role": "host", "country": "TR"}]
    first = a_visit("a", "2023-11-01", "2023-11-07")
    assert [one.code for one in judged(first, a_visit("b", "2023-11-03", "2023-11-09", parties=elsewhere))] == [
        "VDX003"
    ]
    assert judged(first, a_visit("b", widened, "2023-11-03", parties=elsewhere)) == []


def test_a_digest_survives_what_is_missing() -> None:
    bare = visitdata.from_dict({"schema_version": "1.0", "id": "a", "parties": [{"id": "x", "role": "host"}]})
    assert digest(bare).hosts == ("x",)
    assert digest(bare).stay is None
    odd = a_visit(
        "a",
        people=[{"id": "munir"}, {"name": "Ali", "identifiers": {"wikidata": "Q1"}, "party": "nobody"}, {"name": "B"}],
        delegations=[{"head": "nobody"}, {"head": "munir"}, {"label": "staff"}],
        periods=[{"kind": "stop", "place": "nowhere"}, {"kind": "stop", "country": "TR"}, {"kind": "stop"}],
    )
    made = digest(odd)
    assert made.countries == ("TR",)
    assert [traveler.keys for traveler in made.travelers] == [("wikidata:Q1",)]
    assert judged(odd, bare) == [judged(odd, bare)[0]]


def test_a_pair_is_found_once_whatever_a_person_is_known_by() -> None:
    known: dict[str, Any] = {
        "people": [{"id": "munir", "name": "Asim Munir", "identifiers": {"wikidata": "Q1", "isni": "2"}}]
    }
    assert [one.code for one in judged(a_visit("a", **known), a_visit("b", **known))] == ["VDX002"]
    elsewhere: list[dict[str, Any]] = [{"id": "pk", "role": "guest", "country": "PK", "principals": ["munir"]}]
    elsewhere += [{"id": "host", "role": "host", "country": "TR"}]
    later = a_visit("b", "2023-11-02", "2023-11-09", parties=elsewhere, **known)
    assert [one.code for one in judged(a_visit("a", "2023-11-01", "2023-11-06", **known), later)] == ["VDX003"]


@pytest.mark.parametrize(
    ("host", "said", "is_wrong"),
    [
        ({"country": "BUMM"}, "MM", False),
        ({"country": "MM"}, "BUMM", False),
        ({"country": "BUMM"}, "BU", False),
        ({"name": "Viet-Nam"}, "VN", False),
        ({"country": "TH"}, "MM", True),
    ],
)
def test_a_country_may_be_told_in_several_ways(host: dict[str, str], said: str, is_wrong: bool) -> None:
    parties = [{"id": "pk", "role": "guest", "principals": ["munir"]}, {"id": "host", "role": "host", **host}]
    link: dict[str, Any] = {"related": [{"relation": "upcoming", "visit": "b", "country": said}]}
    findings = judged(a_visit("a", **link), a_visit("b", "2024-05-01", parties=parties))
    assert [one.code for one in findings] == (["VDX005"] if is_wrong else [])


def test_the_longer_of_two_stays_is_kept_in_mind() -> None:
    longer, shorter = a_visit("a", "2023-11-01", "2023-11-09"), a_visit("b", "2023-11-02", "2023-11-03")
    last = a_visit("c", "2023-11-05", "2023-11-10")
    messages = [one.message for one in judged(longer, shorter, last)]
    assert [("in a from" in message) for message in messages] == [True, True]


def test_a_visit_to_another_host_is_not_the_one_that_was_accompanied() -> None:
    parties: list[dict[str, Any]] = [
        {"id": "us", "role": "guest", "country": "US", "principals": ["ike"]},
        {"id": "h", "role": "host"},
    ]
    ike: list[dict[str, Any]] = [{"id": "ike", "name": "Dwight Eisenhower", "offices": [{"level": "head_of_state"}]}]
    dulles: list[dict[str, Any]] = [*ike, {"id": "dulles", "name": "John Foster Dulles"}]
    with_dulles = [{**parties[0], "principals": ["dulles"]}, {**parties[1], "country": "GB"}]
    beside: list[dict[str, Any]] = [
        {"label": "staff", "head": "ike", "members": [{"ref": "x"}, {"ref": "dulles", "roles": ["accompanying"]}]}
    ]
    minister = a_visit("a", parties=with_dulles, people=dulles, delegations=beside)
    for host, expected in (("FR", ["VDX006"]), ("GB", [])):
        president = a_visit("b", parties=[parties[0], {**parties[1], "country": host}], people=ike)
        assert [one.code for one in judged(minister, president)] == expected


def test_names_are_compared_without_case_and_marks() -> None:
    assert words_of("Zakir HƏSƏNOV, O’Neill") == words_of("zakir həsənov o'neill")


def test_many_documents_that_are_all_alike_are_judged_in_time() -> None:
    made = digest(a_visit("a"))
    many = [made._replace(id=f"v{number}", record=number) for number in range(20_000)]
    assert len(judge_across(many, PLAN)) == len(many) - 1
