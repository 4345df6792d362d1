"""Each reason for a refusal is found, and told, at its place; each value is found where it stands."""

import ast
import json
import random
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import as_told, told
from visitdata.codec.decode import decode
from visitdata.codec.scan import Lines, diagnose, locate
from visitdata.findings import Span

TOLD = told(Path(__file__).parent / "scan.told.txt")


@pytest.mark.parametrize("text", TOLD, ids=range(len(TOLD)))
def test_what_is_told_of_a_text(text: str) -> None:
    assert [as_told(finding) for finding in diagnose(ast.literal_eval(text))] == TOLD[text]


LONG = [
    # text, code, column, end column, pointer
    ('{"a": 1' + "0" * 4300 + "e-4300}", "VDP010", 7, 4314, "/a"),
    ('{"a": ' * 201 + "1" + "}" * 201, "VDP012", 1201, 1202, "/a" * 200),
]


@pytest.mark.parametrize(("text", "code", "start", "end", "pointer"), LONG, ids=["digits", "levels"])
def test_what_is_told_of_a_long_text(text: str, code: str, start: int, end: int, pointer: str) -> None:
    [finding] = diagnose(text)
    assert (finding.code, finding.span, finding.pointer) == (code, Span(1, start, 1, end), pointer)


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
        "9007199254740993.0",
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


@pytest.mark.heavy
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


def test_locate_steps_over_what_nobody_asks_for() -> None:
    rest = '"c": {"d": [1, {"e": "]}", "f": []}, [[]]]}, "g": "\\"{", "h": [[{}], {}]'
    for text in (f"[[1, {{{rest}}}], 2]", f'[{{"a": 1, {rest}}}, 2]'):
        paths = [(0, 0 if text.startswith("[[") else "a"), (0,), (1,), ()]
        found = locate(text, paths)
        spans = [found[path].value for path in paths]
        assert [text[span.column - 1 : span.end_column - 1] for span in spans] == ["1", text[1:-4], "2", text]


def test_locate_goes_on_where_a_path_leads_nowhere() -> None:
    text = '{"a":{"b":1,"c":[1,2]},"d":{},"e":"x"}'
    paths = [("a",), ("a", "x"), ("a", "c"), ("a", "c", 9), ("d",), ("d", "y"), ("e",), ()]
    found = locate(text, paths)

    def cut(span: Span | None) -> str | None:
        return span and text[span.column - 1 : span.end_column - 1]

    assert {path: (cut(place.key), cut(place.value)) for path, place in found.items()} == {
        ("a",): ('"a"', '{"b":1,"c":[1,2]}'),
        ("a", "c"): ('"c"', "[1,2]"),
        ("d",): ('"d"', "{}"),
        ("e",): ('"e"', '"x"'),
        (): (None, text),
    }


@given(st.text('{}[]",:\\ \n01ab', max_size=30))
def test_locate_ends_on_any_text(text: str) -> None:
    found = locate(text, [(), ("a",), ("a", 0), (0,), (0, "a"), (1, 1)])
    assert all(place.value[:2] <= place.value[2:] for place in found.values())
