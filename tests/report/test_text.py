"""Findings for people: carets under the right columns, and nothing that acts on a terminal."""

import unicodedata

import click
import pytest

from report.drawn import rendered
from visitdata.checker.files import Checked, Named, check_bytes
from visitdata.findings import Edit, Finding, Fix, Related, Severity, Span
from visitdata.report.tally import Tally
from visitdata.report.text import of_document, printable, printable_lines, without_excerpt


def excerpt(line: str, start: int, end: int, *, number: int = 1, end_line: int | None = None) -> tuple[str, str]:
    """The source line and the line of carets for a stretch of a line, given by offsets from 0."""
    span = Span(number, start + 1, end_line or number, end + 1)
    finding = Finding("VDS001", "message", span=span, file="a.json")
    text = "\n" * (number - 1) + line + "\nnext line"
    head, source, carets = of_document(Checked("a.json", None, None, (finding,), text.encode())).splitlines()
    assert head == f"a.json:{number}:{start + 1}: VDS001 message"
    return source, carets


def width(text: str) -> int:
    """How many columns a text takes on a terminal, counted another way than the code does."""
    zero = [char for char in text if unicodedata.category(char)[0] == "M" or char in "\u200c\u200d"]
    wide = [char for char in text if unicodedata.east_asian_width(char) in "WF" and char not in zero]
    return len(text) - len(zero) + len(wide)


def marked(line: str, word: str) -> None:
    """Assert that the carets stand exactly under a word of a line."""
    start = line.index(word)
    source, carets = excerpt(line, start, start + len(word))
    place = source.index(printable(word))
    assert carets == " " * width(source[:place]) + "^" * width(printable(word))


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('{"grade": "oficial"}', '"oficial"'),
        ('        "grade": "oficial"', '"oficial"'),
        ('\t\t"grade":\t"oficial"', '"oficial"'),
        ('{"title": "官方访问", "grade": "oficial"}', '"oficial"'),
        ('{"title": "官方访问", "grade": "官方"}', '"官方"'),
        ('{"title": "ﾊﾝｶｸ ｈａｌｆ", "grade": "x"}', '"x"'),
        ('{"title": "Se\u0301jour e\u0302", "grade": "x"}', '"x"'),
        ('{"title": "x", "grade": "e\u0301e\u0301"}', '"e\u0301e\u0301"'),
        ('{"title": "สิ่งที่", "grade": "x"}', '"x"'),
        ('{"title": "नमस्\u200dते", "grade": "x"}'.replace("\u093e", ""), '"x"'),
        ('{"title": "a\u0000\u001b\u202eb", "grade": "x"}', '"x"'),
        ('{"title": "a\u00adb\u2028c\x85d", "grade": "x"}', '"x"'),
        ('{"title": "😀", "grade": "x"}', '"x"'),
    ],
)
def test_carets_stand_under_the_value(line: str, word: str) -> None:
    marked(line, word)


@pytest.mark.parametrize("line", ["x" * 5000, "访" * 5000, "\t" * 5000, "e\u0301" * 2500, "\x1b" * 5000], ids=ascii)
@pytest.mark.parametrize("start", [0, 50, 99, 2500, 4960, 4997])
def test_a_very_long_line_is_cut_to_a_window_around_the_place(line: str, start: int) -> None:
    spoiled = line[:start] + "[!]" + line[start + 3 :]
    source, carets = excerpt(spoiled, start, start + 3)
    shown = source.removeprefix("    ")
    assert "[!]" in shown
    assert len(shown) <= 100 * len(printable(line[0]))
    assert carets == " " * width(source[: source.index("[!]")]) + "^^^"


def test_a_very_long_value_is_cut_and_marked_to_the_end_of_the_window() -> None:
    source, carets = excerpt('{"title": "' + "x" * 5000 + '"}', 10, 5012)
    assert len(source) <= 104
    assert carets.strip() == "^" * (len(source) - carets.index("^"))


def test_a_value_of_several_lines_is_marked_to_the_end_of_its_first() -> None:
    source, carets = excerpt('  "parties": [', 13, 1, end_line=2)
    assert (source, carets) == ('    "parties": [', "               ^")


def test_a_place_at_the_end_of_a_line_or_of_the_text_has_one_caret() -> None:
    assert excerpt('{"a": 1', 7, 7) == ('    {"a": 1', "           ^")
    assert excerpt("", 0, 0) == ("    ", "    ^")
    assert excerpt("x" * 300, 300, 300)[1].count("^") == 1


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_only_line_feeds_end_a_line(end: str, odd: str) -> None:
    text = f'{{"title": "a{odd}b",{end}"grade": "x"{end}}}{end}'
    finding = Finding("VDS004", "message", span=Span(2, 10, 2, 13))
    _, source, carets = of_document(Checked("-", None, None, (finding,), text.encode())).splitlines()
    assert (source, carets) == ('    "grade": "x"', "             ^^^")


def test_a_finding_without_a_place_is_one_line() -> None:
    assert of_document(Checked("a", None, None, (Finding("VDP001", "message", file="a"),))) == "a: VDP001 message\n"
    assert of_document(Checked("a", None, {}, ())) == ""


def test_a_hint_is_a_line_of_its_own() -> None:
    finding = Finding("VDP001", "message", Severity.ERROR, "mend\nit", file="a")
    assert of_document(Checked("a", None, None, (finding,))) == "a: VDP001 message\n  help: mend\\x0ait\n"


def test_a_record_shows_its_own_line() -> None:
    (checked,) = check_bytes(Named("a.jsonl", False), b'\n\n{"parties": 1, "schema_version": "1.0", "id": "a"}\n')
    lines = of_document(checked).splitlines()
    assert lines[0].startswith("a.jsonl:3:13: VDS001 ")
    assert lines[1].strip().startswith('{"parties": 1')


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – Səfər 访问", "plain – Səfər 访问"),
        ("a\tb", "a b"),
        ("\x1b[31m\x07\r\n", r"\x1b[31m\x07\x0d\x0a"),
        ("\x9b31m\x85", r"\x9b31m\x85"),
        ("\u202eabc\u2066\u200f\ufeff", r"\u202eabc\u2066\u200f\ufeff"),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("\U000e0041", r"\U000e0041"),
        ("\udcff", r"\udcff"),
        ("می\u200cشود क्\u200dष", "می\u200cشود क्\u200dष"),
    ],
)
def test_what_acts_on_a_terminal_is_escaped_and_the_rest_is_not(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_line_breaks_of_lines_are_kept() -> None:
    assert printable_lines(["a\n", "b\x1b\n", "c"]) == "a\nb\\x1b\nc\n"


def test_the_summary_counts() -> None:
    bad = Finding("VDS001", "message")
    tally = Tally()
    assert tally.as_text() == "Checked 0 documents: no errors."
    tally.add(Checked("a.json", None, {}))
    assert tally.as_text() == "Checked 1 document: no errors."
    tally.add(Checked("a.json", None, {}, (bad, bad, Finding("X", "remark", Severity.WARNING))))
    assert tally.as_text() == "Checked 2 documents in 1 file: 2 errors in 1 document, 1 warning."
    assert tally.errors == 2
    for reason in ("b", "a", "b"):
        tally.add(Checked("x", None, None, skipped=reason))
    assert tally.as_text().endswith(" Skipped 3 files: 1 a, 2 b.")
    for number in range(1500):
        tally.add(Checked(str(number), None, {}))
    assert tally.as_text().startswith("Checked 1,502 documents in 1,501 files: ")


def test_the_summary_counts_what_is_waived_apart() -> None:
    tally = Tally()
    finding = Finding("VDT001", "message")
    tally.add(Checked("a.json", None, {}, (finding._replace(waived=""), finding._replace(severity=Severity.INFO))))
    assert tally.as_text() == "Checked 1 document: no errors, 1 remark, 1 waived."
    assert (tally.errors, tally.invalid, tally.as_dict()["waived"]) == (0, 0, 1)
    assert [tally.reaches(severity) for severity in Severity] == [False, False, True]


@pytest.mark.parametrize(
    ("safe", "unsafe", "told"),
    [
        (0, 0, ""),
        (2, 0, "Fixable: 2 with --fix."),
        (0, 1, "Fixable: 1 with --unsafe-fixes."),
        (1, 1, "Fixable: 1 with --fix, 1 more with --unsafe-fixes."),
    ],
)
def test_the_summary_says_what_could_be_mended(safe: int, unsafe: int, told: str) -> None:
    tally = Tally()
    finding = Finding("VDT001", "message")
    fixes = [Fix("write it", (Edit("/a", "1"),), is_safe) for is_safe in [True] * safe + [False] * unsafe]
    tally.add_findings(finding._replace(fix=fix) for fix in fixes)
    assert tally.fixes_as_text() == told


def test_a_finding_shows_other_places_a_fix_and_why_it_is_waived() -> None:
    finding = Finding(
        "VDT001", "it ends before it starts", Severity.WARNING, pointer="/end", span=Span(1, 2, 1, 3), file="a.json",
        related=(
            Related("it starts here", "/start", Span(2, 3, 2, 4)),
            Related("the other", "/start", None, "b.json", 3),
            Related("nowhere told", "/start"),
            Related("the document", ""),
        ),
        fix=Fix("write it so", (Edit("/end", "1"),)), waived="as printed",
    )  # fmt: skip
    assert without_excerpt(finding).splitlines() == [
        "a.json:1:2: VDT001 warning: it ends before it starts",
        "  note: a.json:2:3: it starts here",
        "  note: b.json:3: the other",
        "  note: /start: nowhere told",
        "  note: the document",
        "  help: write it so",
        "  waived: as printed",
    ]
    bare = finding._replace(file=None, related=finding.related[:1], fix=None, waived="")
    assert without_excerpt(bare).splitlines()[1:] == ["  note: 2:3: it starts here", "  waived: no reason given"]


def test_color_sets_off_place_code_carets_and_help() -> None:
    finding = Finding("VDS004", "bad\x1b[0m", Severity.ERROR, "mend it", span=Span(1, 3, 1, 6), file="a.json")
    colored = of_document(Checked("a.json", None, {}, (finding,), b'{ "x"}'), color=True)
    assert colored == (
        "\x1b[1ma.json:1:3:\x1b[0m \x1b[31mVDS004\x1b[0m bad\\x1b[0m\n"
        '    { "x"}\n'
        "\x1b[31m      ^^^\x1b[0m\n"
        "  \x1b[36mhelp:\x1b[0m mend it\n"
    )


@pytest.mark.parametrize("severity", Severity)
def test_color_changes_nothing_else(severity: Severity) -> None:
    related = (Related("other", "/b", Span(1, 2, 1, 3)),)
    finding = Finding("VDT001", "m", severity, span=Span(1, 3, 1, 6), file="a", related=related, waived="so printed")
    checked = Checked("a", None, {}, (finding, finding._replace(file=None, span=None)), b'{ "x"}')
    colored = rendered("text", [checked], color=True)
    assert click.unstyle(colored) == rendered("text", [checked])
    assert {"error": "\x1b[31m", "warning": "\x1b[33m", "info": "\x1b[34m"}[severity] in colored
