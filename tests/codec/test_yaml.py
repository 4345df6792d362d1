"""YAML says what the same JSON says, or is refused with a reason at its place; and no text takes long."""

import ast
import io
import json
import random
import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from conftest import as_told, told
from properties.damage import damaged, places
from visitdata.checker import syntax
from visitdata.checker.pipeline import check_text
from visitdata.codec import decode as of_json
from visitdata.codec.yaml import SHARE, decode, locate
from visitdata.codec.yaml_advice import of_error
from visitdata.findings import Span, pointer_of
from visitdata.limits import MAX_DEPTH, MAX_INTEGER, MAX_SIZE
from visitdata.testing import documents

TOLD = told(Path(__file__).parent / "yaml.told.txt")


def dumped(value: Any, *, width: int | None) -> str:
    """A value as YAML by ruamel.yaml, which loses blanks where it folds lines; as JSON where no width is given."""
    if width is None:
        return json.dumps(value, indent=1)
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style, writer.width = False, width
    # What were line breaks in YAML 1.1 its writer would fold at, and lose what stands beside them.
    writer.allow_unicode = not re.search("[\x85\u2028\u2029]", json.dumps(value, ensure_ascii=False))
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    stream = io.StringIO()
    writer.dump(value, stream)
    return stream.getvalue()


def cut(text: str, span: Span) -> str:
    """What stands in a span of a text."""
    lines = text.split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first, *middle = lines[span.line - 1 : span.end_line]
    return "\n".join([first[span.column - 1 :], *middle[:-1], middle[-1][: span.end_column - 1]])


@pytest.mark.parametrize("text", TOLD, ids=range(len(TOLD)))
def test_what_is_told_of_a_text(text: str) -> None:
    value, findings = decode(ast.literal_eval(text))
    assert value is None
    assert [as_told(finding) for finding in findings] == TOLD[text]


VALUES: list[tuple[str, Any]] = [
    ("NO", "NO"), ("no", "no"), ("yes", "yes"), ("on", "on"), ("Off", "Off"), ("y", "y"),
    ("true", True), ("True", True), ("TRUE", True), ("false", False), ("tRUE", "tRUE"),
    ("null", None), ("Null", None), ("~", None), ("", None), ("nULL", "nULL"), ("none", "none"),
    ("2023-11-01", "2023-11-01"), ("2023-11", "2023-11"), ("2023", 2023), ("10:30", "10:30"), ("10:30:15", "10:30:15"),
    ("197X", "197X"), ("2023-11-01T10:30:00Z", "2023-11-01T10:30:00Z"), ("2001:db8::1", "2001:db8::1"),
    ("010", 10), ("0o10", 8), ("0x1F", 31), ("0b11", "0b11"), ("1_000", "1_000"), ("+5", 5), ("-0", 0), ("--1", "--1"),
    ("1.", 1.0), (".5", 0.5), ("-1.5e3", -1500.0), ("1e-400", 0.0), ("1.0.0", "1.0.0"), (".", "."), ("+", "+"),
    (".infinity", ".infinity"), (".NAn", ".NAn"), (str(MAX_INTEGER), MAX_INTEGER), (str(-MAX_INTEGER), -MAX_INTEGER),
    ("0" * 5000 + "7", 7), ("0x1FFFFFFFFFFFFF", MAX_INTEGER),
    ("'NO'", "NO"), ('"1"', "1"), ("'it''s'", "it's"), ('"a\\u00e9\\x41\\U0001F600\\n\\/"', "aéA😀\n/"),
    ('"\\ud83d\\ude00"', "😀"), ('"\\N\\L\\_"', "\x85\u2028\xa0"), ("a #b", "a"), ("a#b", "a#b"),
    ("!!str 10", "10"), ("! 10", "10"), ("!!int '10'", 10), ("!!float 1", 1.0), ("!!bool true", True),
    ("!!null ''", None), ("!!seq [1]", [1]), ("!!map {b: 1}", {"b": 1}), ("!<tag:yaml.org,2002:str> 1", "1"),
    ("! [1]", [1]), ("{b, c: }", {"b": None, "c": None}), ("[b: 1]", [{"b": 1}]), ("[b: [1], c]", [{"b": [1]}, "c"]),
    ("{'b':1,\"c\":2}", {"b": 1, "c": 2}), ("\n- 1\n- 2", [1, 2]), ("\n  - - 1\n    -", [[1, None]]),
    ("|\n  b\n   c\n", "b\n c\n"), ("|-\n  b\n", "b"), (">\n  b\n  c\n\n  d\n", "b c\nd\n"), ("b\n  c", "b c"),
    ("'b\n\n  c'", "b\nc"), ("{? b : 1, ? c}", {"b": 1, "c": None}), ("\n  '<<': 1", {"<<": 1}),
    ("b\u2028c", "b\u2028c"), ("'b\x85\ufeff\x7f\uffffc'", "b\x85\ufeff\x7f\uffffc"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_what_a_text_means(text: str, value: Any) -> None:
    found, findings = decode(f"a: {text}\n")
    assert findings == []
    assert repr(found) == repr({"a": value})


def test_comments_markers_and_line_ends_say_nothing() -> None:
    assert decode(b"# c\r\n%YAML 1.2\r\n%TAG !x! tag:x\r\n---\r\na: b # c\r\n\r\nc: |\r\n  d\r\n...\r\n# e") == (
        {"a": "b", "c": "d\n"},
        [],
    )


def test_an_alias_says_what_its_anchor_says() -> None:
    text = "a: &a {b: [1]}\nc: *a\nd: &d x\ne: *d\n*d : 2\nf: &a 3\ng: *a"
    value = decode(text)[0]
    assert value == {"a": {"b": [1]}, "c": {"b": [1]}, "d": "x", "e": "x", "x": 2, "f": 3, "g": 3}
    found = locate(text, [("c",), ("c", "b"), ("x",)])
    assert [cut(text, found[path].value) for path in (("c",), ("c", "b"), ("x",))] == ["*a", "[1]", "2"]
    key = found["x",].key
    assert key is not None
    assert cut(text, key) == "*d"


def test_aliases_that_say_too_much_are_refused() -> None:
    laughs = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for before, letter in zip("abcdefgh", "bcdefghi", strict=True):
        laughs += f"{letter}: &{letter} [{', '.join(['*' + before] * 9)}]\n"
    long = f"a: &a {'x' * 100_000}\nb: [{', '.join(['*a'] * 200)}]"
    for text in (laughs, long):
        begun = time.perf_counter()
        value, [finding] = decode(text)
        assert (value, finding.code) == (None, "VDP016")
        assert finding.message == "what the aliases of the text repeat is larger than 16 MB, the limit for one document"
        assert finding.span is not None
        assert cut(text, finding.span).startswith("*")
        assert time.perf_counter() - begun < 2
    assert decode(long, None)[1] == []


def test_depth_is_limited_and_counts_what_aliases_say() -> None:
    def deep(levels: int) -> str:
        return "a: " + "[" * (levels - 1) + "]" * (levels - 1)

    assert decode(deep(MAX_DEPTH))[1] == []
    assert [finding.code for finding in decode(deep(MAX_DEPTH + 1))[1]] == ["VDP012"]
    assert [finding.code for finding in decode("- " * 100_000)[1]] == ["VDP012"]
    assert [finding.code for finding in decode("a:\n" + "".join(" " * i + "a:\n" for i in range(1, 500)))[1]] == [
        "VDP012"
    ]
    half = "a: &a " + "[" * 150 + "]" * 150 + "\nb: "
    assert decode(half + "[" * 49 + "*a" + "]" * 49)[1] == []
    [finding] = decode(half + "[" * 50 + "*a" + "]" * 50)[1]
    assert (finding.code, finding.pointer) == ("VDP012", "/b" + "/0" * 50)


def test_size_is_limited_to_a_share_of_that_of_json() -> None:
    text = "a: " + "x" * (MAX_SIZE // SHARE - 3)
    assert decode(text)[1] == []
    assert decode((text + "x").encode(), None)[1] == []
    for data in (text + "x", (text + "x").encode()):
        [finding] = decode(data)[1]
        assert (finding.code, finding.message) == (
            "VDP016",
            "the YAML text is larger than 0.5 MB, the limit for one document",
        )
        assert str(finding.hint).endswith("; of YAML 1/32 of it is read")


def test_a_number_out_of_range_is_refused_where_json_refuses_it() -> None:
    for word in ("9007199254740993", "-9007199254740993", "1e400", "9" * 4300):
        for inside in ('"a": %s', '"extensions": {"x": %s}', '"claims": [{"value": %s}]', '"a": %s, "b": NaN'):
            text = "{" + inside % word + "}"
            expected, reasons = of_json.decode(text)
            value, findings = decode(text.replace("NaN", ".nan"))
            assert value == expected
            assert [(one.code, one.pointer) for one in findings] == [(one.code, one.pointer) for one in reasons]
    for word in ("9" * 4301, "0x" + "f" * 5000):
        assert [finding.code for finding in decode(f"a: {word}")[1]] == ["VDP010"]


def test_at_most_a_hundred_findings_are_given() -> None:
    assert len(decode("a: [" + ".nan, " * 150 + "]")[1]) == 100
    assert len(decode("a: '" + "\x01" * 150 + "'")[1]) == 100


def test_bytes_that_are_not_utf_8() -> None:
    for data in ("a: é".encode("latin-1"), "a: b".encode("utf-16"), "a: b".encode("utf-32-le")):
        [finding] = decode(data)[1]
        assert finding.code == "VDP003"


def test_without_ruamel_a_finding_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    value, [finding] = decode("a: b")
    assert (value, finding.code, finding.message) == (
        None,
        "VDP001",
        "cannot be read: reading YAML needs ruamel.yaml",
    )
    assert finding.hint == 'install it: `pip install "visitdata[yaml]"`'


PLACED = """\
plain: some text   # comment
two lines: some
  text
'quoted': 'it''s'
"double": "é \\n" # c
literal: |+
  one

  two

folded: >-   # c
    one
    two
flow: {a: [1, 2.5 ], "b":{c: d}}  # c
pair: [x: [1]]
list:
- one

- - two
  -
map:

  # c
  é: &x 1

  deep:   # c
    - *x

# c
? asked
: answer
tagged: !!str 5
empty:
last: {}
"""

PLACES: list[tuple[tuple[str | int, ...], str | None, str]] = [
    (("plain",), "plain", "some text"),
    (("two lines",), "two lines", "some\n  text"),
    (("quoted",), "'quoted'", "'it''s'"),
    (("double",), '"double"', '"é \\n"'),
    (("literal",), "literal", "|+\n  one\n\n  two"),
    (("folded",), "folded", ">-   # c\n    one\n    two"),
    (("flow",), "flow", '{a: [1, 2.5 ], "b":{c: d}}'),
    (("flow", "a"), "a", "[1, 2.5 ]"),
    (("flow", "a", 1), None, "2.5"),
    (("flow", "b", "c"), "c", "d"),
    (("pair", 0), None, "x: [1]"),
    (("list",), "list", "- one\n\n- - two\n  -"),
    (("list", 1), None, "- two\n  -"),
    (("list", 1, 1), None, ""),
    (("map",), "map", "é: &x 1\n\n  deep:   # c\n    - *x"),
    (("map", "é"), "é", "&x 1"),
    (("map", "deep", 0), None, "*x"),
    (("asked",), "asked", "answer"),
    (("tagged",), "tagged", "!!str 5"),
    (("empty",), "empty", ""),
    (("last",), "last", "{}"),
]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("path", "key", "value"), PLACES)
def test_where_a_value_stands(path: tuple[str | int, ...], key: str | None, value: str, end: str) -> None:
    text = PLACED.replace("\n", end)
    place = locate(text, [path])[path]
    assert cut(text, place.value) == value.replace("\n", end)
    assert (place.key and cut(text, place.key)) == key


def test_a_path_that_leads_nowhere_is_left_out() -> None:
    assert locate("a: [1]", [("b",), ("a", 1), ("a", 0, "c")]) == {}
    assert locate("a: [", [("a",)]) == {}
    assert set(locate("a: [1]", [()])) == {()}


@given(documents(), st.just(10_000))
def test_a_document_written_as_yaml_is_the_same(document: dict[str, Any], width: int) -> None:
    assert decode(dumped(document, width=width)) == (document, [])


@given(documents(), st.sampled_from([None, 0, 2]), st.booleans())
def test_json_read_as_yaml_is_the_same(document: dict[str, Any], indent: int | None, ascii: bool) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=ascii)
    assert decode(text) == (document, [])


@given(damaged(), st.sampled_from([10_000, None]))
def test_findings_are_those_of_the_same_json(document: dict[str, Any], width: int | None) -> None:
    def found(text: str, how: syntax.Syntax) -> list[tuple[Any, ...]]:
        findings = check_text(text, syntax=how)[1]
        assert all(finding.span is not None for finding in findings)
        return sorted((finding.code, finding.message, finding.pointer, finding.at_key) for finding in findings)

    text = dumped(document, width=width)
    assert found(text, syntax.YAML) == found(json.dumps(document), syntax.JSON)


@given(documents(), st.sampled_from([10_000, None]), st.randoms())
def test_what_stands_at_a_place_says_the_value_there(
    document: dict[str, Any], width: int | None, dice: random.Random
) -> None:
    text = dumped(document, width=width)
    paths = list(places(document))
    paths = dice.sample(paths, min(len(paths), 10))
    found = locate(text, paths)
    assert set(found) == set(paths)
    for path in paths:
        value: Any = document
        for step in path:
            value = value[step]
        if not isinstance(value, dict | list):
            assert decode(f"x: {cut(text, found[path].value)}") == ({"x": value}, []), pointer_of(path)
        if path and isinstance(path[-1], str):
            key = found[path].key
            assert key is not None
            assert decode(f"? {cut(text, key)}") == ({path[-1]: None}, []), pointer_of(path)


FRAGMENTS = [
    *"{}[]\",:\\'#+-.019eEunNI \n\r\t\x00\x7f“é\x85\u2028\ufeff|>&*!%@?~<=`\ud800", "- ", "a: ", "\n  ", "\n ", "? ",
    ": ", "&a ", "*a", "!!str ", "!x ", "<<: ", "---\n", "...\n", "%YAML 1.2\n", "%YAML 1.1\n", "%TAG ! x\n", "|\n",
    "|2-\n", ">+\n", "\\u12", "\\ud800", "\\ude00", "\\U00110000", "\\UFFFFFFFF", "\\q", "null", "true", ".nan", "0x1F",
    "!<tag:x>", "!%41", "!%zz", "!e!x", "# c\n", "{a: b}", "[a, b]", "a: 1\n", "b:\n- 1\n", "extensions: ", "1e400",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join))
def test_any_text_is_a_value_or_has_reasons_at_places(text: str) -> None:
    value, findings = decode(text)
    assert (value is None) == bool(findings)
    lines = text.split("\n")
    for finding in findings:
        assert finding.span is not None
        line, column, end_line, end_column = finding.span
        assert 1 <= line <= end_line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
        assert 1 <= end_column <= len(lines[end_line - 1]) + 1
        str(finding).encode()
    assert findings == sorted(findings, key=lambda finding: finding.span or ())


SIZE = 50_000

HOSTILE = {
    "brackets": "a: " + "[" * SIZE,
    "braces": "a: " + "{a: " * (SIZE // 4),
    "lines of brackets": "a: " + "[\n" * (SIZE // 2),
    "deep and wide": "a: " + "[" * 198 + "1," * (SIZE // 2),
    "dashes": "- " * (SIZE // 2),
    "questions": "? " * (SIZE // 2),
    "keys of one level": "".join(f"k{number}: 1\n" for number in range(SIZE // 10)),
    "equal keys": "a: 1\n" * (SIZE // 5),
    "numbers": "a: [" + "1," * (SIZE // 2) + "]",
    "aliases": "a: &a 1\nb: [" + "*a," * (SIZE // 3) + "]",
    "anchors": "a: [" + "&a 1," * (SIZE // 5) + "]",
    "a long plain text": "a: " + "x " * SIZE,
    "a long number": "a: " + "1" * SIZE,
    "a long fraction": "a: 0." + "1" * SIZE,
    "a long hexadecimal": "a: 0x" + "f" * SIZE,
    "a long tag": "a: !" + "a" * SIZE + " x",
    "an escaped tag": "a: !a" + "%41" * (SIZE // 3) + " x",
    "a long anchor": "a: &" + "a" * SIZE + " x",
    "halves": 'a: "' + "\\ud800" * (SIZE // 6) + '"',
    "escapes": 'a: "' + "\\n" * (SIZE // 2) + '"',
    "an open string": "a: '" + "x\n  " * (SIZE // 4),
    "blank lines": "a: |\n" + " \n" * (SIZE // 2),
    "comments": "#\n" * (SIZE // 2) + "a: 1",
    "a long comment": "a: | #" + "x" * SIZE + "\n b",
    "documents": "---\n" * (SIZE // 4),
    "colons": "a:" * (SIZE // 2),
    "odd characters": "a: '" + "\u2028\x85\ufeff" * (SIZE // 3) + "'",
    "a version": "%YAML 1." + "1" * SIZE + "\n---\na: 1",
}


@pytest.mark.heavy
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_takes_long(text: str) -> None:
    begun = time.perf_counter()
    value, findings = decode(text)
    assert (value is None) == bool(findings)
    for finding in findings:
        assert len(str(finding)) < 400
    assert time.perf_counter() - begun < 12  # a fifth of that where nothing else runs


def test_what_ruamel_says_for_the_first_time_is_told_too() -> None:
    assert of_error("some other complaint; ", "é", None, is_over=False).message == (
        "the YAML cannot be read on from `é` (U+00E9 LATIN SMALL LETTER E WITH ACUTE)"
    )
    assert of_error("some other complaint; ", "", 1, is_over=True).message == "the YAML ends here"


def test_a_version_of_thousands_of_digits() -> None:
    [finding] = decode("%YAML 1." + "1" * 5000 + "\n---\na: 1")[1]
    assert finding.code == "VDP004"
    assert finding.message.endswith("names no version of YAML")
