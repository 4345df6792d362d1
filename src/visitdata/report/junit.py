"""Findings as test results in JUnit's XML, in which each file is a test case that fails where it has an error.

The elements and attributes are those of the schema that Jenkins publishes. What XML cannot hold stands as an escape.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from visitdata.checker.files import Checked
from visitdata.checker.paths import relative
from visitdata.findings import Finding, printable
from visitdata.report.formats import Run
from visitdata.report.tally import plural
from visitdata.report.text import without_excerpt


class _Case(NamedTuple):
    """What is told of one file."""

    errors: list[Finding]
    milder: list[str]
    """The others, each as text."""
    skipped: list[str]


def render(documents: Iterable[Checked], run: Run) -> Iterator[str]:
    """The files of a run as one test suite; all documents of a file, and all that is found of them, in one case."""
    cases: dict[str, _Case] = {}
    for checked in documents:
        case = cases.setdefault(checked.file, _Case([], [], []))
        if checked.skipped is not None:
            case.skipped.append(checked.skipped)
        for finding in checked.findings:
            if finding.is_error:
                case.errors.append(finding)
            else:
                case.milder.append(without_excerpt(finding))
    failures = sum(bool(case.errors) for case in cases.values())
    counts = f'name="visitdata" tests="{len(cases)}" failures="{failures}" errors="0"'
    skipped = sum(bool(case.skipped) for case in cases.values())
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites {counts}>\n  <testsuite {counts} skipped="{skipped}">\n'
    for file, case in cases.items():
        yield f"    <testcase {_attributes(classname='visitdata', name=relative(file, run.root))}>\n"
        yield from _results(case)
        yield "    </testcase>\n"
    yield "  </testsuite>\n</testsuites>\n"


def _results(case: _Case) -> Iterator[str]:
    for reason in case.skipped:
        yield f"      <skipped {_attributes(message=reason)}/>\n"
    if case.errors:
        first, more = case.errors[0], len(case.errors) - 1
        message = f"{first.message} (and {plural(more, 'more error')})" if more else first.message
        told = "".join(map(without_excerpt, case.errors))
        yield f"      <failure {_attributes(message=message, type=first.code)}>{escape(told)}</failure>\n"
    if case.milder:
        yield f"      <system-out>{escape(''.join(case.milder))}</system-out>\n"


def _attributes(**values: str) -> str:
    return " ".join(f'{name}="{escape(printable(value))}"' for name, value in values.items())
