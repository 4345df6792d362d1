"""Workflow commands of GitHub Actions, read back as its documentation says that the runner reads them."""

import os
import re

from hypothesis import given

from report.drawn import documents, real, rendered, standing
from visitdata.checker.files import Checked
from visitdata.checker.paths import relative
from visitdata.findings import Finding, Severity, Span, printable

_LINE = re.compile(r"::(?P<command>[a-z-]+) (?P<properties>[^:]*)::(?P<message>.*)")
_COMMANDS = {"error": Severity.ERROR, "warning": Severity.WARNING, "notice": Severity.INFO}


def read(line: str) -> tuple[str, dict[str, str], str]:
    """A command, its properties, and its message."""
    found = _LINE.fullmatch(line)
    assert found is not None, line
    pairs = [pair.split("=", 1) for pair in found["properties"].split(",")]
    return found["command"], {key: unescaped(value) for key, value in pairs}, unescaped(found["message"])


def unescaped(text: str) -> str:
    """A value as the runner decodes it; the percent sign last."""
    for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def hold(checked: list[Checked]) -> None:
    """Assert that each finding comes back from the report, and nothing else that is a command."""
    lines = rendered("github", checked).splitlines()
    found = standing(checked)
    assert sum(line.lstrip().startswith("::") or "##[" in line for line in lines[len(found) :]) == 0
    for line, (one, finding) in zip(lines, found, strict=False):
        command, properties, message = read(line)
        assert _COMMANDS[command] is finding.severity
        hint = f"\nhelp: {printable(finding.hint)}" if finding.hint else ""
        assert message == printable(finding.message) + hint
        assert (properties["file"], properties["title"]) == (printable(relative(one.file)), finding.code)
        if finding.span is None:
            assert properties.keys() == {"file", "title"}
            continue
        assert (properties["line"], properties["endLine"]) == (str(finding.span.line), str(finding.span.end_line))
        assert ("col" in properties) == ("endColumn" in properties) == (finding.span.line == finding.span.end_line)


def test_real_findings_come_back() -> None:
    hold(real())


@given(documents())
def test_hostile_findings_come_back(checked: list[Checked]) -> None:
    hold(checked)


def test_places_are_those_of_the_repository_with_both_ends_counted() -> None:
    file = os.path.join(os.getcwd(), "visits", "a.json")
    finding = Finding("VDS004", "50 % wrong", Severity.INFO, "mend\nit", span=Span(3, 5, 3, 9), file=file)
    empty, long = finding._replace(span=Span(3, 5, 3, 5), hint=None), finding._replace(span=Span(3, 5, 7, 2))
    assert rendered("github", [Checked(file, None, {}, (finding, empty, long))]).splitlines() == [
        "::notice file=visits/a.json,line=3,endLine=3,col=5,endColumn=8,title=VDS004::50 %25 wrong%0Ahelp: mend\\x0ait",
        "::notice file=visits/a.json,line=3,endLine=3,col=5,endColumn=5,title=VDS004::50 %25 wrong",
        "::notice file=visits/a.json,line=3,endLine=7,title=VDS004::50 %25 wrong%0Ahelp: mend\\x0ait",
        "Checked 1 document: no errors, 3 remarks.",
    ]
    root = os.path.join(os.getcwd(), "visits")
    assert rendered("github", [Checked(file, None, {}, (empty,))], root=root).startswith("::notice file=a.json,")
