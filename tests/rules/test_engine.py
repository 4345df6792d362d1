"""The engine: what a rule is, which are run, in what order, and what becomes of one that fails; waivers; contested
facts."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

import visitdata
from visitdata import Activity, Claim, Person, Severity, Visit, Waiver
from visitdata.findings import Finding, Unusable
from visitdata.rules.engine import catalog, run
from visitdata.rules.engine.catalog import Plan
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule, rules_of
from visitdata.rules.engine.settings import Settings
from visitdata.rules.engine.walk import Walk
from visitdata.testing import visits

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
BACKWARD = {"start": "2023-11-03", "end": "2023-11-01"}


@pytest.fixture
def visit(document: dict[str, Any]) -> Visit:
    return visitdata.from_dict(document)


def plan_of(*checks: Any, **settings: Any) -> Plan:
    return Plan([check.rule for check in checks], Settings(**settings))


@rule("VDU001", Severity.WARNING, since="0.1")
def failing(person: Person, context: Context) -> Iterator[Objection]:
    """It fails."""
    yield Objection("first it objects", at="name")
    raise LookupError("nothing there")


@rule("VDU002", Severity.INFO, since="0.1")
def naming(person: Person, context: Context) -> Iterator[Objection]:
    """It objects to every name."""
    yield Objection("it has a name", at="name")


@rule("VDU003", Severity.ERROR, since="0.1", held_only=True)
def doing(activity: Activity, context: Context) -> Iterator[Objection]:
    """It objects to whatever was held."""
    yield Objection(f"{activity.type} was held")


# What a rule is


def test_a_rule_knows_what_it_is() -> None:
    one = naming.rule  # type: ignore[attr-defined]
    assert (one.code, one.name, one.family, one.severity) == ("VDU002", "naming", "VDU", Severity.INFO)
    assert one.classes == (Person,)
    assert rules_of(visitdata) == []


@pytest.mark.parametrize("code", ["VDT01", "vdt001", "VDTT001", "XDT001", "VDT0001", ""])
def test_a_code_that_is_none_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="is no code of a rule"):
        rule(code, Severity.ERROR, since="0.1")


def test_a_rule_must_say_what_it_looks_at() -> None:
    def unsaid(node, context):  # type: ignore[no-untyped-def]
        return []

    with pytest.raises(TypeError, match="rule VDU009 needs the class"):
        rule("VDU009", Severity.ERROR, since="0.1")(unsaid)


def test_a_docstring_that_is_no_page_is_refused() -> None:
    with pytest.raises(Unusable, match=r"rule VDU002 \(naming\) lacks: Why, Ignore, Bad, Good, Mend, Source"):
        naming.rule.page()  # type: ignore[attr-defined]


def test_a_page_keeps_the_lines_of_its_examples() -> None:
    @rule("VDU009", Severity.ERROR, since="0.1")
    def paged(visit: Visit, context: Context) -> Iterator[Objection]:
        """What it
        says.

        Why: Because
            of it.
        Ignore: Never.
        Bad:
            {
              "a": 1
            }
        Good: {"a": 2}
        Mend: Write 2.
        Source: A book.
        """
        yield from ()

    page = paged.rule.page()  # type: ignore[attr-defined]
    assert (page.what, page.why, page.bad) == ("What it says.", "Because of it.", '{\n  "a": 1\n}')
    assert (page.good, page.mend, page.source, page.since) == ('{"a": 2}', "Write 2.", "A book.", "0.1")


# Which rules are run


def test_codes_are_told_in_order_and_belong_to_a_family() -> None:
    codes = list(catalog.rules())
    assert codes == sorted(codes)
    assert {code[:3] for code in codes} <= set(catalog.FAMILIES)


@pytest.mark.parametrize(
    ("select", "ignore", "has", "has_not"),
    [
        ((), (), "VDT001", "VDK001"),
        (("VDT",), (), "VDT001", "VDE004"),
        (("VDE",), (), "VDE004", "VDE001"),  # which needs evidence
        (("VDK001",), (), "VDK001", "VDT001"),
        ((), ("VDT001",), "VDE004", "VDT001"),
        (("VDT001", "VDE"), ("VDE",), "VDT001", "VDE004"),
    ],
)
def test_rules_are_chosen_by_code_and_by_its_beginning(
    select: tuple[str, ...], ignore: tuple[str, ...], has: str, has_not: str
) -> None:
    codes = catalog.plan(Settings(select=select, ignore=ignore)).codes
    assert has in codes
    assert has_not not in codes


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("VDT999", "no rule has a code that begins with 'VDT999'; `visitdata rules` lists them"),
        ("VDS001", "VDS001 is no rule: what is no visit cannot be judged further"),
        ("nonsense", "no rule has a code that begins with 'nonsense'; `visitdata rules` lists them"),
        ("", "no rule has a code that begins with ''"),
    ],
)
def test_a_selection_that_names_no_rule_is_refused(named: str, said: str) -> None:
    for settings in (Settings(select=(named,)), Settings(ignore=(named,))):
        with pytest.raises(Unusable) as raised:
            catalog.plan(settings)
        assert said in str(raised.value)


def test_completeness_is_asked_for() -> None:
    assert not any(code.startswith("VDK") for code in catalog.plan(Settings()).codes)
    assert any(code.startswith("VDK") for code in catalog.plan(Settings(completeness=True)).codes)


# How they are run


def test_the_order_of_the_rules_changes_nothing() -> None:
    rules = list(catalog.plan(Settings(completeness=True)).rules)
    documents = [*(CORPUS / "rules").glob("*-bad*.json"), *(CORPUS / "valid").glob("*.json")]
    visits = [visitdata.load(path) for path in documents]
    expected = [set(run.judge(visit, Plan(rules, Settings()))) for visit in visits]
    for seed in range(5):
        random.Random(seed).shuffle(rules)
        assert [set(run.judge(visit, Plan(rules, Settings()))) for visit in visits] == expected


def assert_shortcuts_hide_nothing(visit: Visit) -> None:
    """Judge it by the rules as they are, and by the same rules handed every object of their classes."""
    short = catalog.plan(Settings(completeness=True))
    plain = Plan([one._replace(said=frozenset(), gate=None) for one in short.rules], short.settings)
    assert set(run.judge(visit, short)) == set(run.judge(visit, plain))


@pytest.mark.parametrize("folder", ["rules", "valid"])
def test_shortcuts_hide_nothing(folder: str) -> None:
    for path in (CORPUS / folder).glob("*.json"):
        assert_shortcuts_hide_nothing(visitdata.load(path))


@hypothesis.settings(max_examples=50)
@hypothesis.given(visits())
def test_shortcuts_hide_nothing_in_any_document(visit: Visit) -> None:
    assert_shortcuts_hide_nothing(visit)


def test_a_rule_that_fails_is_a_finding_and_the_rest_go_on(visit: Visit) -> None:
    visit = visit.replace(people=[Person(name="A"), Person(name="B")])
    findings = run.judge(visit, plan_of(failing, naming))
    assert [finding.code for finding in findings if finding.code != "VDU002"] == ["VDU001", "VDZ002", "VDU001"]
    assert sum(finding.code == "VDU002" for finding in findings) == 2
    failed = next(finding for finding in findings if finding.code == "VDZ002")
    assert failed.message == ("rule VDU001 (failing) failed on document az-pk-2023-11-01: LookupError: nothing there")
    assert (failed.pointer, failed.severity) == ("/people/0", Severity.ERROR)


def test_what_was_not_held_is_not_judged_by_rules_for_what_was(document: dict[str, Any]) -> None:
    document["program"] = [
        {"type": "meeting", "status": "cancelled", "steps": [{"type": "toast"}, {"type": "speech", "status": "held"}]},
        {"type": "meal", "steps": [{"type": "toast", "citations": [{"source": "plan", "supports": "planned"}]}]},
        {"type": "wreath_laying", "status": "held_irregularly"},
    ]

    def judged() -> list[str]:
        return [finding.message for finding in run.judge(visitdata.from_dict(document), plan_of(doing))]

    assert judged() == ["speech was held", "meal was held", "wreath_laying was held"]
    document["status"] = "planned"
    assert judged() == ["speech was held", "wreath_laying was held"]


def test_a_finding_points_to_the_place_and_to_other_places(visit: Visit) -> None:
    found = run.judge(visit.replace(**BACKWARD), catalog.plan(Settings(select=("VDT001",))))
    assert [(finding.pointer, finding.values) for finding in found] == [("/end", ("2023-11-03", "2023-11-01"))]
    assert [(one.pointer, one.message) for one in found[0].related] == [("/start", "it starts on 2023-11-03")]


# What accounts differ on


@pytest.mark.parametrize(
    ("standing", "severity"),
    [
        ("rival", Severity.WARNING),
        ("denied", Severity.WARNING),
        (None, Severity.WARNING),
        ("variant", Severity.ERROR),
        ("erroneous", Severity.ERROR),
    ],
)
def test_a_contested_fact_is_judged_milder(visit: Visit, standing: str | None, severity: Severity) -> None:
    for field in ("/end", "/start"):
        claims = [Claim(field=field, value="2023-11-04", standing=standing)]
        found = run.judge(visit.replace(**BACKWARD, claims=claims), catalog.plan(Settings(select=("VDT001",))))
        assert [finding.severity for finding in found] == [severity]
        assert found[0].message.endswith("(accounts differ on it)") is (severity is Severity.WARNING)


def test_a_claim_about_another_record_or_field_changes_nothing(visit: Visit) -> None:
    claims = [Claim(field="/end", about="pk", value="x"), Claim(field="/title", value="x"), Claim(field="/a/b/c")]
    claims += [Claim(field="/parties/pk/name", value="x"), Claim(field="/end", about="nobody")]
    found = run.judge(visit.replace(**BACKWARD, claims=claims), catalog.plan(Settings(select=("VDT001",))))
    assert [finding.severity for finding in found] == [Severity.ERROR]


# Waivers


def waived(visit: Visit, *waivers: Waiver, **settings: Any) -> list[Finding]:
    return run.judge(visit.replace(waivers=waivers), catalog.plan(Settings(**settings)))


def test_a_waiver_silences_the_finding_that_it_names(visit: Visit) -> None:
    for about in (None, visit.id):
        found = waived(visit.replace(**BACKWARD), Waiver(code="VDT001", about=about, reason="as printed"))
        assert [(finding.code, finding.waived) for finding in found] == [("VDT001", "as printed")]
    found = waived(visit.replace(**BACKWARD), Waiver(code="VDT001"))
    assert [finding.waived for finding in found] == [""]


def test_a_waiver_about_a_record_silences_what_is_in_it(visit: Visit) -> None:
    visit = visit.replace(periods=[{"id": "stay", **BACKWARD}] and [visitdata.Period(id="stay", **BACKWARD)])
    found = waived(visit, Waiver(code="VDT001", about="stay"))
    assert [(finding.code, finding.pointer, finding.waived) for finding in found] == [("VDT001", "/periods/0/end", "")]
    for about, code in (("pk", "VDZ003"), ("nobody", "VDR001")):
        codes = {finding.code: finding.waived for finding in waived(visit, Waiver(code="VDT001", about=about))}
        assert codes == {"VDT001": None, code: None}


def test_a_waiver_that_silences_nothing_is_reported(visit: Visit) -> None:
    found = waived(visit, Waiver(code="VDT001"), Waiver(code="VDT999"), Waiver(code="VDS001"), Waiver(code="VDZ003"))
    assert [(finding.code, finding.pointer, finding.severity) for finding in found] == [
        ("VDZ003", "/waivers/0", Severity.WARNING),
        ("VDZ004", "/waivers/1/code", Severity.WARNING),
        ("VDZ004", "/waivers/2/code", Severity.WARNING),
        ("VDZ004", "/waivers/3/code", Severity.WARNING),
    ]
    assert waived(visit, Waiver(code="VDT001"), Waiver(code="VDT999"), ignore=("VDZ",)) == []


@pytest.mark.parametrize("code", ["VDK001", "VDE001", "VDX001"])
def test_a_waiver_of_a_rule_that_was_not_run_is_not_idle(visit: Visit, code: str) -> None:
    assert waived(visit, Waiver(code=code)) == []


def test_every_object_is_handed_over_in_its_place(visit: Visit) -> None:
    everything = visitdata.load(CORPUS / "valid" / "wide.json")
    assert [(spot.pointer, spot.node) for spot in Walk(everything).spots] == [
        (pointer, node) for pointer, node in everything.walk()
    ]
