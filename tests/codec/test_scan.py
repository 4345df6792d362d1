"""Each reason for a refusal is found, and told, at its place; each value is found where it stands."""

import json
import random
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitdata.codec.decode import decode
from visitdata.codec.scan import Lines, diagnose, locate
from visitdata.findings import Span

SYNTAX = [
    # text, line, column, a part of the message
    ("{a: 1}", 1, 2, "the key `a` stands without quotes"),
    ("{'a': 1}", 1, 2, "a key stands in double quotes, not in `'`"),
    ("{“a”: 1}", 1, 2, "LEFT DOUBLE QUOTATION MARK"),
    ("{1: 2}", 1, 2, "the key `1` stands without quotes"),
    ("{[1]: 2}", 1, 2, "an array stands where a key should stand"),
    ("{: 2}", 1, 2, "a key is missing before the colon"),
    ("{,}", 1, 2, "nothing stands before this comma"),
    ("{]", 1, 2, "`]` cannot close the object that opens on line 1"),
    ("{?", 1, 2, "not `?`"),
    ('{"a" 1}', 1, 6, 'a colon is missing after the key "a", before `1`'),
    ('{"a" = 1}', 1, 6, "in place of a colon"),
    ('{"a"}', 1, 5, 'the key "a" has no value'),
    ('{"a":}', 1, 6, 'the key "a" has no value'),
    ('{"a": , "b": 1}', 1, 7, 'the key "a" has no value'),
    ('{"a": 1\n "b": 2}', 2, 2, 'a comma is missing before `"`'),
    ('{"a": [1 2]}', 1, 10, "a comma is missing before `2`"),
    ('{"a": 1; "b": 2}', 1, 8, "a semicolon"),
    ('{"a": [1: 2]}', 1, 9, "a colon stands in an array"),
    ('{"a": [1}', 1, 9, "`}` cannot close the array that opens on line 1"),
    ('{"a": 1]', 1, 8, "`]` cannot close the object"),
    ('{"a": [1,,2]}', 1, 10, "nothing stands before this comma"),
    ('{"a": True}', 1, 7, "`True`, which is Python's"),
    ('{"a": None}', 1, 7, "`None`, which is Python's"),
    ('{"a": undefined}', 1, 7, "JSON has no `undefined`"),
    ('{"a": NULL}', 1, 7, "JSON has no `NULL`"),
    ('{"a": Paris}', 1, 7, "the text `Paris` stands without quotes"),
    ('{"a": truex}', 1, 7, "the text `truex`"),
    ("{\"a\": 'x'}", 1, 7, "a string stands in double quotes, not in `'`"),
    ('{"a": `x`}', 1, 7, "a string stands in double quotes"),
    ('{"a": 01}', 1, 7, "may not begin with `0`: `01`"),
    ('{"a": -01}', 1, 7, "may not begin with `0`"),
    ('{"a": +1}', 1, 7, "may not begin with `+`"),
    ('{"a": .5}', 1, 7, "may not begin with a point"),
    ('{"a": 1.}', 1, 7, "a digit is missing after the point"),
    ('{"a": 1.e5}', 1, 7, "a digit is missing after the point"),
    ('{"a": 1e}', 1, 7, "has no digits"),
    ('{"a": 1e+}', 1, 7, "has no digits"),
    ('{"a": -}', 1, 7, "a sign stands alone"),
    ('{"a": 0x1F}', 1, 7, "decimal numbers only"),
    ('{"a": 1_000}', 1, 7, "may not hold `_`"),
    ('{"a": 12abc}', 1, 7, "`12abc` is not a number"),
    ('{"a": 2024-05-01}', 1, 7, "the date `2024-05-01` must stand in double quotes"),
    ('{"a": \u0661}', 1, 7, "without quotes"),
    ('{"a": (1, 2)}', 1, 7, "no parentheses"),
    ('{"a": \u00a01}', 1, 7, "U+00A0 NO-BREAK SPACE"),
    ("<html></html>", 1, 1, "`<`"),
    ('{"a": "x\ny"}', 1, 7, "not closed on its line"),
    ('{"a": "x\r\ny"}', 1, 7, "not closed on its line"),
    ('{"a": "x\ry"}', 1, 9, "a carriage return"),
    ('{"a": "x\ty"}', 1, 9, "a tab may not stand"),
    ('{"a": "x\x01y"}', 1, 9, "U+0001"),
    ('{"a": "C:\\dir"}', 1, 10, "JSON has no escape `\\d`"),
    ('{"a": "\\x41"}', 1, 8, "JSON has no escape `\\x`"),
    ('{"a": "it\\\'s"}', 1, 10, "JSON has no escape `\\'`"),
    ('{"a": "\\u12g4"}', 1, 8, "`\\u12` is not an escape"),
    ('{"a": "\\\n"}', 1, 8, "a line break"),
    ('{"a": 1/2}', 1, 8, "`,` or `}` should stand here, not `/`"),
]
OTHERS = [
    # text, code, line, column, end column, pointer, a part of the message
    ('{"a": 1, /* x */ "b": 2}', "VDP006", 1, 10, 17, "", "no comments"),
    ('{"a": [ # x\r\n]}', "VDP006", 1, 9, 12, "/a", "no comments"),
    ("{} // end", "VDP006", 1, 4, 10, "", "no comments"),
    ("{} /* end", "VDP006", 1, 4, 6, "", "never closed"),
    ('{"a": [1,]}', "VDP007", 1, 9, 10, "/a", "before the `]` that closes the array"),
    ('{"a": 1\n,\n}', "VDP007", 2, 1, 2, "", "before the `}` that closes the object"),
    (
        '{"b":\n{"é": 1, "\\u00e9": 2}}',
        "VDP008",
        2,
        10,
        18,
        "/b/é",
        'the key "é" stands in this object already, on line 2',
    ),
    ('{"a": NaN}', "VDP009", 1, 7, 10, "/a", "`NaN`"),
    ('{"a": [0, -Infinity]}', "VDP009", 1, 11, 20, "/a/1", "`-Infinity`"),
    ('{"a": 9007199254740992}', "VDP010", 1, 7, 23, "/a", "`9007199254740992` lies outside"),
    ('{"a": -90071992547409921}', "VDP010", 1, 7, 25, "/a", "lies outside"),
    ('{"a": 1e400}', "VDP010", 1, 7, 12, "/a", "`1e400` is larger"),
    ('{"a": 1' + "0" * 4300 + "e-4300}", "VDP010", 1, 7, 4314, "/a", "larger"),
    ('{"a": "é\\ud83d"}', "VDP011", 1, 9, 15, "/a", "`\\ud83d` is half"),
    ('{"a": "\\ude00\\u0041"}', "VDP011", 1, 8, 14, "/a", "half"),
    ('{"a": "😀\udc00"}', "VDP011", 1, 9, 10, "/a", "`\\udc00` is half"),
    ('{"a": {"\\ud83d": 1}}', "VDP011", 1, 9, 15, "/a", "half"),
    ('{"a": ' * 201 + "1" + "}" * 201, "VDP012", 1, 1201, 1202, "/a" * 200, "more than 200"),
    ('{"a": 1}\n{"a": 2}', "VDP013", 2, 1, 2, "", "second document"),
    ('{"a": 1}}', "VDP013", 1, 9, 10, "", "closes nothing"),
    ('{"a": 1},', "VDP013", 1, 9, 10, "", "comma"),
    ('{"a": 1} x', "VDP013", 1, 10, 11, "", "`x`"),
    ("[{}]", "VDP014", 1, 1, 2, "", "not an array"),
    ('"{}"', "VDP014", 1, 1, 5, "", "not a string"),
    ("-0", "VDP014", 1, 1, 3, "", "not a number"),
    ("true", "VDP014", 1, 1, 5, "", "not a Boolean"),
    ("null", "VDP014", 1, 1, 5, "", "not null"),
]
TRUNCATED = [
    ("{", 1, 2, "too early; still open: the object of line 1"),
    ('{"a"', 1, 5, 'after the key "a"'),
    ('{"a":\n', 1, 6, 'before the value of the key "a"'),
    ('{"a": 1', 1, 8, "too early"),
    ('{"a": 1,\n', 1, 9, "too early"),
    ('{"a": tru', 1, 10, "in the middle of `tru`"),
    ('{"a": 1.', 1, 9, "in the middle of `1.`"),
    ('{"a": -', 1, 8, "in the middle of `-`"),
    ('{\n"a": "é\\', 2, 9, "inside the string that begins on line 2"),
    ('{"a": "\\u12', 1, 12, "inside the string"),
    ('{"a', 1, 4, "inside the string"),
    ('{"a": [\n[[[1', 2, 5, "the array of line 2, the array of line 2, the array of line 2, 2 more"),
    ("[", 1, 2, "still open: the array of line 1"),
]


@pytest.mark.parametrize(("text", "line", "column", "said"), SYNTAX)
def test_syntax(text: str, line: int, column: int, said: str) -> None:
    [finding] = diagnose(text)
    assert finding.span is not None
    assert (finding.code, *finding.span[:2]) == ("VDP004", line, column)
    assert said in finding.message


@pytest.mark.parametrize(("text", "code", "line", "column", "end", "pointer", "said"), OTHERS)
def test_other_reasons(text: str, code: str, line: int, column: int, end: int, pointer: str, said: str) -> None:
    [finding] = diagnose(text)
    assert (finding.code, finding.span, finding.pointer) == (code, Span(line, column, line, end), pointer)
    assert said in finding.message
    assert finding.at_key == (code == "VDP008")


@pytest.mark.parametrize(("text", "line", "column", "said"), TRUNCATED)
def test_truncated(text: str, line: int, column: int, said: str) -> None:
    finding = diagnose(text)[-1]
    assert (finding.code, finding.span) == ("VDP005", Span(line, column, line, column))
    assert said in finding.message


def test_several_reasons_come_in_the_order_of_the_text() -> None:
    text = '\ufeff// c\n{"a": NaN, "a": 1e999,\n"b": ["\\ud800", 90071992547409920, /**/ ], // d\n}\n{'
    assert [(finding.code, finding.span and finding.span[:2]) for finding in diagnose(text)] == [
        ("VDP003", (1, 1)),
        ("VDP006", (1, 2)),
        ("VDP009", (2, 7)),
        ("VDP008", (2, 12)),
        ("VDP010", (2, 17)),
        ("VDP011", (3, 8)),
        ("VDP010", (3, 17)),
        ("VDP007", (3, 34)),
        ("VDP006", (3, 36)),
        ("VDP007", (3, 42)),
        ("VDP006", (3, 44)),
        ("VDP013", (5, 1)),
    ]


def test_two_first_halves_are_two_lone_surrogates() -> None:
    assert [finding.span for finding in diagnose('{"a": "\\uD800\\udbff"}')] == [
        (1, 8, 1, 14),
        (1, 14, 1, 20),
    ]


@pytest.mark.parametrize(
    "value",
    [
        "-0",
        "0e5",
        "-0.0E+10",
        "1e-400",
        "9007199254740991",
        "1" + "0" * 4299 + "e-4299",
        '"\\ud83d\\uDE00\\/"',
        "[]",
    ],
)
def test_what_is_good_has_no_findings(value: str) -> None:
    text = '\r\n{"a"\t: ' + value + " }\n"
    assert diagnose(text) == []
    assert decode(text)[1] == []


def test_a_text_of_comments_alone() -> None:
    assert [finding.code for finding in diagnose("# a\n// b")] == ["VDP006", "VDP006", "VDP002"]


def test_messages_stay_short_and_printable() -> None:
    key = "\\ud800" + "k" * 100_000
    for text in (
        f'{{"{key}": {{"a": NaN, "a": 1}}}}',
        '{"a": ' + "x" * 100_000,
        '{"a": ' + "1" * 100_000 + "}",
    ):
        for finding in diagnose(text):
            assert len(str(finding).encode()) < 300
            assert len(finding.hint or "") < 300


HOSTILE = [
    ("{" + ",".join(f'"k{number}":{number}' for number in range(100_000)) + "}", []),
    ("{" + ",".join(f'"k{number % 99_950}":0' for number in range(100_000)) + "}", ["VDP008"] * 50),
    ('{"a":"' + "x" * 10_000_000 + '"}', []),
    ('{"a":"' + "\\n" * 1_000_000 + '"}', []),
    ('{"a":"' + "\\ud800" * 100_000 + '"}', ["VDP011"] * 100),
    ('{"a":"' + "é" * 1_000_000, ["VDP005"]),
    ('{"a":' + "[" * 10_000, ["VDP012"]),
    ('{"a":' + "9" * 1_000_000 + "}", ["VDP010"]),
    ('{"a":0.' + "9" * 1_000_000 + "}", []),
    ('{"a":' + "\n" * 1_000_000 + "}", ["VDP004"]),
    ('{"a":' + "-" * 1_000_000 + "}", ["VDP004"]),
    ("{" + "/**/" * 300_000 + "}", ["VDP006"] * 100),
    ("{" + "/* " * 300_000, ["VDP006"]),
    ('{"a":[' + "NaN," * 300_000 + "1]}", ["VDP009"] * 100),
    ('{"' + "k" * 1_000_000 + '":[' + "NaN," * 200 + "1]}", ["VDP009"] * 100),
    ('{"a":[' + '"",\n' * 200_000 + "1]}", []),
]


@pytest.mark.parametrize(("text", "codes"), HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_take_linear_time(text: str, codes: list[str]) -> None:
    start = time.perf_counter()
    findings = diagnose(text)
    assert [finding.code for finding in findings] == codes
    assert sum(len(finding.pointer or "") for finding in findings) < 10_000
    assert time.perf_counter() - start < 10
    if not codes:
        places = locate(text, [(), ("a",), ("a", 1000), ("k99999",)])
        assert places[()].value == Lines(text).span(0, len(text))


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=5),
    max_leaves=25,
)


class Renderer:
    """Writes a value as JSON with odd spacing, and notes the offsets of each key and value as it goes."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.text = ""
        self.places: dict[tuple[str | int, ...], tuple[tuple[int, int] | None, tuple[int, int]]] = {}
        self.values: dict[tuple[str | int, ...], Any] = {}

    def gap(self) -> None:
        self.text += self.dice.choice(["", "", " ", "\n", "\r\n", "\t", "\r"])

    def scalar(self, value: object) -> tuple[int, int]:
        start = len(self.text)
        self.text += json.dumps(value, ensure_ascii=self.dice.random() < 0.5)
        return start, len(self.text)

    def write(self, path: tuple[str | int, ...], key: tuple[int, int] | None, value: Any) -> None:
        start = len(self.text)
        if isinstance(value, dict):
            self.text += "{"
            for number, (name, child) in enumerate(value.items()):
                self.text += "," if number else ""
                self.gap()
                child_key = self.scalar(name)
                self.gap()
                self.text += ":"
                self.gap()
                self.write((*path, name), child_key, child)
                self.gap()
            self.text += "}"
        elif isinstance(value, list):
            self.text += "["
            for number, child in enumerate(value):
                self.text += "," if number else ""
                self.gap()
                self.write((*path, number), None, child)
                self.gap()
            self.text += "]"
        else:
            self.scalar(value)
        self.places[path] = key, (start, len(self.text))
        self.values[path] = value


def offset(text: str, line: int, column: int) -> int:
    """Said a second time: lines are counted from LF to LF."""
    return sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + column - 1


@given(trees, st.integers(0, 2**32), st.data())
def test_locate_finds_what_was_rendered(value: Any, seed: int, data: st.DataObject) -> None:
    renderer = Renderer(seed)
    renderer.gap()
    renderer.write((), None, value)
    renderer.gap()
    text = renderer.text
    assert json.loads(text) == value
    everything = list(renderer.places)
    chosen = data.draw(st.lists(st.sampled_from(everything), unique=True)) if seed % 2 else everything
    found = locate(text, [*chosen, ("no such key", 0), (10**6,)])
    assert set(found) - {("no such key", 0)} == set(chosen)
    for path in chosen:
        place = found[path]

        def ends(span: Span) -> tuple[int, int]:
            return offset(text, *span[:2]), offset(text, *span[2:])

        assert (place.key and ends(place.key), ends(place.value)) == renderer.places[path]
        start, end = ends(place.value)
        assert json.loads(text[start:end]) == renderer.values[path]


def test_locate_tells_keys_from_positions() -> None:
    text = '{"0": [7, {"0": 8}],\n "a\\/b": "é"}'
    found = locate(text, [("0", 0), ("0", 1, "0"), ("a/b",), (0,), ("0", "0"), ("0", 0, "x"), ("a/b", 0)])
    assert found == {
        ("0", 0): (None, Span(1, 8, 1, 9)),
        ("0", 1, "0"): (Span(1, 12, 1, 15), Span(1, 17, 1, 18)),
        ("a/b",): (Span(2, 2, 2, 8), Span(2, 10, 2, 13)),
    }


@given(st.text('{}[]",:\\ \n01ab', max_size=30))
def test_locate_ends_on_any_text(text: str) -> None:
    found = locate(text, [(), ("a",), ("a", 0), (0,), (0, "a"), (1, 1)])
    assert all(place.value[:2] <= place.value[2:] for place in found.values())
