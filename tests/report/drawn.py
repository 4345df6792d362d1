"""Findings that tests of several formats share: real ones of the corpus, and drawn ones that mean harm."""

import json
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from visitdata.checker.across import check_corpus
from visitdata.checker.configuration import Choice
from visitdata.checker.files import Checked, expand
from visitdata.checker.rulebook import Rulebook
from visitdata.findings import Edit, Finding, Fix, Related, Severity, Span
from visitdata.report.formats import Run, render
from visitdata.report.tally import Tally

CORPUS = Path(__file__).parents[1] / "corpus"

HOSTILE = [
    "a\nb", "a\r\nb", "a,b", "a:b", "100%", "%0A", "a\"b'c", "\u202eabc\u2066", "<script>alert(1)</script>", "]]>",
    "a|b", "`a`", "::error::x", "::stop-commands::x", "##[error]x", "[a](https://example.org)", "![a](b)", "@someone",
    "#1", "www.example.org", "https://example.org/", ":smile:", "$x$", "**a**", "_a_", "{0}", "&amp;", "a\\|b", "\\",
    "\x00", "\x1b[31m", "\ufffe\uffff", "é 访问 😀", "", " ", "x" * 2000, "<!-- a", "../up", "a b#c?d",
]  # fmt: skip
"""Texts that one format or another could take for something else."""

FILES = [*(f"{text}.json" for text in HOSTILE if text != "../up"), os.fsdecode(b"a\xff.json"), "-", "/else/where.json"]
CODES = ["VDP004", "VDS004", "VDT001", "VDX001", "VDU001"]
VALUE = {"id": "é", "list": [1, {"id": "x", "word": "😀"}, {"word": "y"}], "last": "z"}
TEXT = json.dumps(VALUE, indent=2, ensure_ascii=False)
POINTERS = ["", "/id", "/list", "/list/0", "/list/1/word", "/list/2/word", "/last"]
FIXES = [
    None,
    Fix("write it", (Edit("/last", value='"Z"'),)),
    Fix("rename it", (Edit("/list/1/word", key="Word"), Edit("/list/1/word", value="1")), False),
    Fix("turn it", (Edit("/list", order=(2, 0, 1)),), False),
]


def texts() -> st.SearchStrategy[str]:
    """Texts that mean harm, alone or amid others."""
    hostile = st.sampled_from([*HOSTILE, "\ud800"])
    return st.one_of(hostile, st.text(max_size=20), st.builds("{}{}{}".format, st.text(max_size=5), hostile, hostile))


def spans() -> st.SearchStrategy[Span | None]:
    """Places in the text."""
    lines = TEXT.split("\n")
    ends = st.integers(1, len(lines)).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, len(lines[n - 1]) + 1)))
    ordered = st.lists(ends, min_size=2, max_size=2).map(sorted)
    return st.one_of(st.none(), ordered.map(lambda both: Span(*both[0], *both[1])))


def findings(file: str) -> st.SearchStrategy[Finding]:
    """Findings of the text, of a file."""
    related = st.builds(
        Related, texts(), st.sampled_from(POINTERS), spans(), st.sampled_from([None, *FILES]), st.none()
    )
    return st.builds(
        Finding,
        st.sampled_from(CODES), texts(), st.sampled_from(Severity), hint=st.none() | texts(),
        pointer=st.sampled_from([None, *POINTERS]), span=spans(), file=st.just(file),
        at_key=st.booleans(), record=st.none(), values=st.just(()),
        related=st.lists(related, max_size=2).map(tuple), fix=st.sampled_from(FIXES), waived=st.none() | texts(),
    )  # fmt: skip


def documents() -> st.SearchStrategy[list[Checked]]:
    """Documents of a run, checked, some of them skipped."""
    return st.lists(st.sampled_from(FILES).flatmap(_document), max_size=4).map(_as_of_a_run)


def _as_of_a_run(checked: list[Checked]) -> list[Checked]:
    """The same without what no run gives: a file that is skipped and told of otherwise, or skipped twice."""
    files = [one.file for one in checked]
    return [one for one in checked if one.skipped is None or files.count(one.file) == 1]


def _document(file: str) -> st.SearchStrategy[Checked]:
    found = st.lists(findings(file), max_size=3).map(tuple)
    checked = found.map(lambda those: Checked(file, None, VALUE, those, TEXT.encode()))
    unread = found.map(lambda those: Checked(file, None, None, those, TEXT.encode(), again=True))
    return checked | unread | st.just(Checked(file, None, None, skipped="not a visit document"))


def rendered(form: str, checked: Iterable[Checked], **run: Any) -> str:
    """Documents in a format, as a run writes them."""
    tally = Tally()
    return "".join(render(form, _fed(checked, tally), Run(tally, **run)))


def _fed(documents: Iterable[Checked], tally: Tally) -> Iterator[Checked]:
    for checked in documents:
        tally.add(checked)
        yield checked


@cache
def real() -> list[Checked]:
    """The documents of the corpus, checked by all rules, and by the rules across documents."""
    folders = [str(CORPUS / "invalid"), str(CORPUS / "rules")]
    return list(check_corpus(expand(folders), rules=Rulebook(Choice(completeness=True))))


def standing(checked: Iterable[Checked]) -> list[tuple[Checked, Finding]]:
    """The findings that are not waived, each with its document."""
    return [(one, finding) for one in checked for finding in one.findings if finding.waived is None]
