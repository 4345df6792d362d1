"""``visitdata explain``: a page for every code."""

import pytest
from click.testing import CliRunner

from conftest import Child
from visitdata.checker.codes import CATALOGS
from visitdata.cli.explain import command, render
from visitdata.findings import Problem, Severity
from visitdata.interop import problems as importing
from visitdata.rules.engine import catalog

RULES = [rule.page() for rule in catalog.rules().values()]
PAGES = [*(page for problems in (*CATALOGS, importing.PROBLEMS) for page in problems.values()), *RULES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_a_page_says_everything(page: Problem) -> None:
    for text in (page.what, page.why, page.bad, page.good, page.mend):
        assert text.strip() == text
        assert text
    assert page.bad != page.good
    assert isinstance(page.severity, Severity)
    assert page.name == page.name.lower().replace(" ", "-")
    shown = render(page)
    assert shown.startswith(f"{page.code} {page.name} ({page.severity}")
    assert all(title in shown for title in ("\nWhat\n", "\nWhy\n", "\nBad\n", "\nGood\n", "\nHow to mend it\n"))


@pytest.mark.parametrize("page", RULES, ids=lambda page: page.code)
def test_the_page_of_a_rule_says_more(page: Problem) -> None:
    assert page.ignore and page.source and page.since
    shown = render(page)
    assert shown.startswith(f"{page.code} {page.name} ({page.severity}, since {page.since})\n")
    assert all(title in shown for title in ("\nWhen to let it stand\n", "\nWhere it comes from\n"))
    assert max(map(len, shown.splitlines())) <= 120


def test_codes_and_names_are_used_once() -> None:
    assert len({page.code for page in PAGES}) == len({page.name for page in PAGES}) == len(PAGES)


def test_every_code_is_explained_by_code_and_by_name_in_any_case(visitdata: Child) -> None:
    for word in ("VDS003", "vds003", "unknown-key", "Unknown-Key"):
        done = visitdata("explain", word)
        assert (done.returncode, done.stdout) == (0, render(next(p for p in PAGES if p.code == "VDS003")) + "\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_each_page_is_printed(page: Problem) -> None:
    by_code, by_name = (CliRunner().invoke(command, [word]) for word in (page.code, page.name))
    assert (by_code.exit_code, by_code.stdout) == (0, render(page) + "\n")
    assert by_name.stdout == by_code.stdout


def test_without_a_code_all_are_listed(visitdata: Child) -> None:
    done = visitdata("explain")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [f"{page.code}  {page.name}" for page in sorted(PAGES)]


@pytest.mark.parametrize(
    ("word", "suggestion"),
    [
        ("VDS03", "did you mean VDS003?"),
        ("mising-key", "did you mean missing-key?"),
        ("qqqqqqqq", "`visitdata explain` lists them"),
    ],
)
def test_an_unknown_code_exits_with_2_and_a_suggestion(visitdata: Child, word: str, suggestion: str) -> None:
    done = visitdata("explain", word)
    assert (done.returncode, done.stdout) == (2, "")
    assert suggestion in done.stderr
