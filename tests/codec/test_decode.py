"""Decoding accepts exactly what it promises to, and every refusal says why and where."""

import ast
import json
import random
from collections import OrderedDict
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jiter
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import as_told, told
from visitdata.codec import problems
from visitdata.codec.decode import _as_said, decode, refuse
from visitdata.codec.scan import diagnose
from visitdata.findings import Finding, catalog
from visitdata.limits import MAX_DEPTH, MAX_INTEGER

FRAGMENTS = [
    *'{}[]",:\\/\'#+-.0123456789eEuntrflasNI \n\r\t\x00\x0b\x7f“é😀\ud800\udc00\ufeff\u00a0\u2028',
    "NaN", "-Infinity", "1e400", "-1e999", "\\ud800", "\\udc00", "\\u0041", "// c\n", "/* */", "# x\r\n",
    "9007199254740991", "9007199254740992", "-9007199254740992", "true", "null", '"a":', ",,",
    '"extensions":{', '"\\u0065xtensions":', "[" * 210, '{"a":' * 199, "1" * 4301 + ".5", "\r\n",
]  # fmt: skip

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.text("abc", max_size=2)
keys = st.sampled_from(["claims", "record", "corrections", "value", "old", "new", "extensions", "a", "b"]) | texts
numbers = st.integers(-3, 3) | st.sampled_from([MAX_INTEGER, MAX_INTEGER + 1, -MAX_INTEGER, -MAX_INTEGER - 1])
scalars = st.none() | st.booleans() | numbers | st.floats(allow_nan=False, allow_infinity=False) | texts
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
claims = st.lists(st.fixed_dictionaries({"value": trees}) | trees, max_size=2)
corrections = st.fixed_dictionaries({"corrections": st.lists(st.dictionaries(keys, trees), max_size=2) | trees})
documents = st.dictionaries(keys, trees, max_size=4) | st.fixed_dictionaries(
    {}, optional={"claims": claims, "record": corrections | trees, "extensions": trees}
)


def render(value: Any, dice: random.Random) -> str:
    """A value as JSON text with odd spacing, escapes and forms of numbers."""

    def gap() -> str:
        return dice.choice(["", "", "", " ", "\n", "\r\n", "\t", " \r "])

    def letter(char: str) -> str:
        if char in '"\\' or char < " " or dice.random() < 0.2:
            units = char.encode("utf-16-be")
            return "".join(f"\\u{units[i] << 8 | units[i + 1]:04x}" for i in range(0, len(units), 2))
        return char

    if isinstance(value, str):
        return '"' + "".join(map(letter, value)) + '"'
    if isinstance(value, list):
        return "[" + gap() + ",".join(gap() + render(item, dice) + gap() for item in value) + "]"
    if isinstance(value, dict):
        members = (
            f"{gap()}{render(key, dice)}{gap()}:{gap()}{render(item, dice)}{gap()}" for key, item in value.items()
        )
        return "{" + gap() + ",".join(members) + "}"
    if isinstance(value, float) and dice.random() < 0.1:
        return dice.choice(["1e400", "-1e400", "1E+5", "-0.0e-0", "1e-400"])
    return json.dumps(value)


@st.composite
def json_like(draw: st.DrawFn) -> str:
    """The text of a value, often spoiled in a few places."""
    dice = random.Random(draw(st.integers(0, 2**32)))
    text = render(draw(documents | documents | trees), dice)
    for _ in range(draw(st.integers(0, 3))):
        start = dice.randint(0, len(text))
        end = start + dice.choice([0, 0, 1, 1, 2, 5])
        text = text[:start] + dice.choice(["", draw(st.sampled_from(FRAGMENTS))]) + text[end:]
    return text


def within_limits(value: Any, depth: int) -> bool:
    if isinstance(value, list | dict):
        children = value.values() if isinstance(value, dict) else value
        return depth <= MAX_DEPTH and all(within_limits(child, depth + 1) for child in children)
    if isinstance(value, float):
        return abs(value) != float("inf")
    return not isinstance(value, int) or abs(value) <= MAX_INTEGER


def open_places_within_limits(value: Any, path: tuple[Any, ...] = ()) -> bool:
    """The promise about open places, said a second time and without regard to speed."""
    match path:
        case (*_, "extensions") | ("claims", int(), "value") | ("record", "corrections", int(), "old" | "new"):
            if not within_limits(value, len(path) + 1):
                return False
    if isinstance(value, dict):
        return all(open_places_within_limits(child, (*path, key)) for key, child in value.items())
    if isinstance(value, list):
        return all(open_places_within_limits(child, (*path, at)) for at, child in enumerate(value))
    return True


def jiters(data: bytes) -> Any:
    """What the decoder gives, or a `ValueError`."""
    try:
        return jiter.from_json(data, catch_duplicate_keys=True, allow_inf_nan=False, cache_mode="none")
    except ValueError as error:
        return error


def assert_within(finding: Finding, text: str) -> None:
    assert finding.span is not None
    lines = text.split("\n")
    line, column, end_line, end_column = finding.span
    assert 1 <= line <= end_line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1
    assert 1 <= end_column <= len(lines[end_line - 1]) + 1 + (finding.code == "VDP003")
    assert (line, column) <= (end_line, end_column)


def assert_decodes_as_promised(data: bytes) -> None:
    expected = jiters(data)
    value, findings = decode(data)
    if type(expected) is dict and open_places_within_limits(expected):
        assert findings == []
        assert value == expected
    else:
        assert value is None
        assert 1 <= len(findings) <= 100
        for finding in findings:
            assert_within(finding, data.decode("utf-8", "replace"))
            str(finding).encode()
        assert findings == sorted(findings, key=lambda finding: finding.span or ())
        places = [finding.span[:2] for finding in findings if finding.span]
        assert len(set(places)) == len(places), "two findings at one place"


@given(json_like())
def test_text_is_accepted_exactly_when_promised(text: str) -> None:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        value, findings = decode(text)
        assert value is None
        assert findings
        for finding in findings:
            assert_within(finding, text)
            str(finding).encode()
    else:
        assert_decodes_as_promised(data)
        assert decode(text) == decode(data)


@given(json_like())
def test_scan_agrees_with_the_decoder(text: str) -> None:
    try:
        expected = jiters(text.encode())
    except UnicodeEncodeError:
        expected = None
    findings = diagnose(text)
    assert (findings == []) == (type(expected) is dict and within_limits(expected, 1))
    assert not any(finding.message.startswith("expected") for finding in findings)


@given(st.binary(max_size=40) | json_like().map(lambda text: text.encode("utf-8", "surrogatepass")), st.data())
def test_bytes_are_accepted_exactly_when_promised(data: bytes, more: st.DataObject) -> None:
    at = more.draw(st.integers(0, len(data)))
    assert_decodes_as_promised(data[:at] + more.draw(st.binary(max_size=2)) + data[at:])


@given(
    json_like(),
    st.sampled_from(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1252", "latin-1"]),
)
def test_other_encodings_never_raise(text: str, encoding: str) -> None:
    data = text.encode(encoding, "replace")
    assert_decodes_as_promised(data)


TOLD = told(Path(__file__).parent / "decode.told.txt")


@pytest.mark.parametrize("data", TOLD, ids=range(len(TOLD)))
def test_what_is_told_of_bytes(data: str) -> None:
    value, findings = decode(ast.literal_eval(data))
    assert value is None
    assert [as_told(finding) for finding in findings] == TOLD[data]


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ('{"extensions": {"a": 1e400}}', False),
        ('{"a": [{"extensions": {"a": [9007199254740992]}}]}', False),
        ('{"\\u0065xtensions": 9007199254740992}', False),
        ('{"extensions": 9007199254740991, "a": -0, "b": 1e308}', True),
        ('{"claims": [{"value": [-9007199254740992]}]}', False),
        ('{"record": {"corrections": [{"old": 1e999}]}}', False),
        ('{"record": {"corrections": [{"new": -1e999}]}}', False),
        ('{"claims": {"value": 9007199254740992}, "record": [9007199254740992]}', True),
        ('{"claims": [[1], null], "record": {"corrections": {"old": 1}}}', True),
        ('{"record": {"corrections": [null, 7]}}', True),
        ('{"extensions": {"x": 1}, "b": {"extensions": 1e400}}', False),
        ('{"claims": [{"value": 1e400}], "record": {"corrections": [{"old": 1}]}}', False),
        ('{"record": {"corrections": [{"old": 1e400}, {"old": 1}]}}', False),
        ('{"claims": [{"value": 1e400}], "extensions": {"a": 1}}', False),
        ('{"extensions": [1e400, "x"]}', False),
        ('{"extensions": [1e400, [1]]}', False),
        ('{"extensions": -9007199254740991}', True),
        ('{"e\\u0078tensions": 9007199254740992}', False),
        ('{"a": {"c": {"extensions": 1e400}}, "b": {"d": {}}}', False),
        ('{"extensions": {"extensions": {"x": 1e400}}}', False),
    ],
)
def test_limits_hold_in_open_places(text: str, accepted: bool) -> None:
    value, findings = decode(text)
    assert (value is not None, [finding.code for finding in findings]) == (
        accepted,
        [] if accepted else ["VDP010"],
    )


@pytest.mark.parametrize(
    ("opening", "closing", "first"),
    [
        ('{"extensions":', "}", 0),
        ('{"claims":[{"value":', "}]}", 3),
        ('{"record":{"corrections":[{"old":', "}]}}", 4),
    ],
)
@pytest.mark.parametrize("empty", ["[", '{"a":'])
def test_depth_of_open_places(opening: str, closing: str, first: int, empty: str) -> None:
    outer = opening.count("{") + opening.count("[")
    deep, end = (empty[:1], "]" if empty == "[" else "}")
    for depth, accepted in ((MAX_DEPTH, True), (MAX_DEPTH + 1, False)):
        levels = depth - outer - 1
        text = opening + empty * levels + deep + end * (levels + 1) + closing
        value, findings = decode(text)
        assert (value is not None) is accepted
        assert [finding.code for finding in findings] == ([] if accepted else ["VDP012"])


def test_a_disagreement_still_gives_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visitdata.codec.scan.diagnose", lambda text: [])
    value, [finding] = decode('{"é":\n"é" x}')
    assert value is None
    assert (finding.code, finding.span) == ("VDP004", (2, 5, 2, 5))
    assert [as_told(finding) for finding in decode(b"[]")[1]] == ["VDP004 1:1-1:1 - | a document is an object | None"]


@pytest.mark.parametrize(
    ("text", "message", "expected"),
    [
        ("{\n\né x", "unheard of at line 3 column 4", "VDP004 3:3-3:3 - | unheard of | None"),
        ("{\n\né x", "unheard of at line 3 column 2", "VDP004 3:1-3:1 - | unheard of | None"),
        ("{\n\né x", "unheard of at line 0 column 0", "VDP004 1:1-1:1 - | unheard of | None"),
        ("{\n\né x", "unheard of at line 2 column 9", "VDP004 2:1-2:1 - | unheard of | None"),
        ("{\n\né x", "unheard of at line 9 column 9", "VDP004 3:4-3:4 - | unheard of | None"),
        ("a\ud800b", "unheard of at line 1 column 3", "VDP004 1:3-1:3 - | unheard of | None"),
        ("ab\ncd", "unheard of", "VDP004 1:1-1:1 - | unheard of | None"),
    ],
)
def test_what_the_decoder_says_is_brought_within_the_text(text: str, message: str, expected: str) -> None:
    assert as_told(_as_said(text, message)) == expected


def test_codes_are_complete() -> None:
    pages = catalog(vars(problems).values())
    assert list(pages) == [*(f"VDP{number:03}" for number in range(1, 19)), "VDZ001"]
    assert all(all(page[:7]) for page in pages.values())
    assert len({page.name for page in pages.values()}) == len(pages)


class Text(str):
    """A string that is not exactly one."""

    __slots__ = ()


CYCLE: list[Any] = []
CYCLE.append(CYCLE)
CHAIN: Any = []
for _ in range(MAX_DEPTH - 1):
    CHAIN = [CHAIN]


class Odd:
    """A value of no kind that JSON knows."""


VALUES = [
    ([], "VDP014 - '' | a document is a dict, not list | None"),
    ("x", "VDP014 - '' | a document is a dict, not str | None"),
    (1, "VDP014 - '' | a document is a dict, not int | None"),
    (True, "VDP014 - '' | a document is a dict, not bool | None"),
    (None, "VDP014 - '' | a document is a dict, not None | None"),
    ({1: 2}, "VDP015 - '' | a key is of type int, not str | write `str(...)`"),
    ({None: 2}, "VDP015 - '' | a key is of type NoneType, not str | write `str(...)`"),
    ({"a": {"\ud800": 2}}, r"""VDP011 - '/a' | the key "\ud800" holds half of a surrogate pair | mend the text"""),
    ({"a": "\udfff"}, r"""VDP011 - '/a' | the string "\udfff" holds half of a surrogate pair | mend the text"""),
    ({"a": 2**53}, "VDP010 - '/a' | an integer lies outside ±(2^53 - 1) | write an identifier as text"),
    ({"a": -(2**53)}, "VDP010 - '/a' | an integer lies outside ±(2^53 - 1) | write an identifier as text"),
    (
        {"a": float("nan")},
        "VDP015 - '/a' | JSON has no number nan | leave the key out where the value is not known",
    ),
    (
        {"a": float("-inf")},
        "VDP015 - '/a' | JSON has no number -inf | leave the key out where the value is not known",
    ),
    ({"a": ()}, "VDP015 - '/a' | a value of type tuple is not plain JSON data | write `list(...)`"),
    (
        {"a": set()},
        "VDP015 - '/a' | a value of type set is not plain JSON data | write `sorted(...)` or `list(...)`",
    ),
    ({"a": Text()}, "VDP015 - '/a' | a value of type Text is not plain JSON data | write `str(...)`"),
    (
        {"a": OrderedDict()},
        "VDP015 - '/a' | a value of type OrderedDict is not plain JSON data | write `dict(...)`",
    ),
    ({"a": Odd()}, "VDP015 - '/a' | a value of type Odd is not plain JSON data | None"),
    ({"a": CYCLE}, "VDP012 - '/a/0' | the value contains itself | flatten the value"),
    ({"a": CHAIN}, f"VDP012 - '/a{'/0' * (MAX_DEPTH - 1)}' | more than 200 levels deep | flatten the value"),
    ({"a": {"b" * 10_001: ()}}, "VDP015 - - | a value of type tuple is not plain JSON data | write `list(...)`"),
    (
        {"a": {"b" * 9_999: ()}},
        f"VDP015 - '/a/{'b' * 9_999}' | a value of type tuple is not plain JSON data | write `list(...)`",
    ),
]


@pytest.mark.parametrize(("value", "expected"), VALUES, ids=range(len(VALUES)))
def test_what_is_told_of_a_python_value(value: object, expected: str) -> None:
    assert [as_told(finding) for finding in refuse(value)] == [expected]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": [1, 1.5, "é😀", True, None, {"b": []}]}, []),
        ({"a": (1,)}, [("VDP015", "/a")]),
        ({"a": {1}, "b": b"", "c": Decimal(1), "d": Text("x")}, [("VDP015", f"/{key}") for key in "abcd"]),
        ({"a": OrderedDict()}, [("VDP015", "/a")]),
        (OrderedDict(), [("VDP015", "")]),
        ({"a/b": {1: {2: 3}, Text("k"): 1}}, [("VDP015", "/a~1b"), ("VDP015", "/a~1b")]),
        ({"a": [float("nan"), float("-inf")]}, [("VDP015", "/a/0"), ("VDP015", "/a/1")]),
        ({"a": MAX_INTEGER, "b": -MAX_INTEGER}, []),
        ({"a": MAX_INTEGER + 1, "b": -MAX_INTEGER - 1, "c": 10**5000}, [("VDP010", f"/{key}") for key in "abc"]),
        (
            {"a": "\ud800", "b": {"\udfff": 2**53}},
            [("VDP011", "/a"), ("VDP011", "/b"), ("VDP010", "/b/\\udfff")],
        ),
        ([{}], [("VDP014", "")]),
        ("{}", [("VDP014", "")]),
        (None, [("VDP014", "")]),
        (float("nan"), [("VDP014", ""), ("VDP015", "")]),
        ((), [("VDP015", "")]),
        ({"a": CYCLE, "b": ()}, [("VDP012", "/a/0"), ("VDP015", "/b")]),
        ({"a": CHAIN[0]}, []),
        ({"a": CHAIN}, [("VDP012", "/a" + "/0" * (MAX_DEPTH - 1))]),
    ],
)
def test_refusals_of_python_values(value: object, expected: list[tuple[str, str]]) -> None:
    findings = refuse(value)
    assert [(finding.code, finding.pointer) for finding in findings] == expected
    assert all(str(finding).encode() and finding.span is None for finding in findings)


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ({}, 1),
        ({"a": 1}, 2),
        ({"a": "x", "b": [1, [2], {}]}, 7),
        ({"a": [[1, 2]] * 3}, 11),
        ({"a": {"b": {"c": [1] * 10}}, "d": [[]]}, 16),
    ],
)
def test_a_value_that_says_too_much_is_refused(value: dict[str, Any], count: int) -> None:
    assert refuse(value, 2 * count) == refuse(value, 2 * count + 1) == refuse(value, None) == []
    [finding] = refuse(value, 2 * count - 1)
    assert as_told(finding) == (
        f"VDP016 - - | the text of the value is larger than {(2 * count - 1) / 1_000_000:g} MB,"
        " the limit for one document"
        " | raise the limit with --max-size (0 lifts it), in Python with max_size (None lifts it)"
    )


def test_a_text_of_too_many_bytes_is_not_read() -> None:
    text = '{"a": "é"}'
    size = len(text.encode())
    for data in (text, text.encode()):
        assert decode(data, size) == decode(data, None) == ({"a": "é"}, [])
        value, [finding] = decode(data, size - 1)
        assert value is None
        assert as_told(finding) == (
            "VDP016 1:1-1:2 - | the text is larger than 1e-05 MB, the limit for one document"
            " | raise the limit with --max-size (0 lifts it), in Python with max_size (None lifts it)"
        )


def test_sharing_does_not_make_refusing_slow() -> None:
    shared: list[Any] = []
    for _ in range(150):
        shared = [shared, shared]
    knot: list[Any] = [{}]
    knot += [knot] * 30
    assert [finding.code for finding in refuse({"a": shared})] == ["VDP016"]
    assert refuse({"a": shared}, max_size=None) == []
    assert {finding.code for finding in refuse({"a": knot})} == {"VDP012"}
    assert len(refuse({"a": [()] * 1000})) == 100


@given(documents)
def test_what_is_decoded_is_not_refused(document: dict[str, Any]) -> None:
    assert (refuse(document) == []) == within_limits(document, 1)
    assert (refuse(document) == []) == (diagnose(json.dumps(document)) == [])


@pytest.mark.parametrize(
    ("raw", "looks"),
    [
        (b'{"a":1}', 1),
        (b'{"a":1}\n', 1),
        (b'{"a":{"b":[1,"\\n"]}}', 1),
        (b'{\n  "a": 1\n}', 1),
        (b'{\n  "a": 1\n}\n', 1),
        (b'{\n  "a": {\n    "a": []\n  }\n}', 1),
        (b'{"a": 1}', 1),
        (b"{}", 1),
        (b'{"a":1}\n\n', 2),
        (b'{"a":"\\u0041"}', 2),
        (b'{"a":1,"a":1}', 2),
        (b'{"a":18446744073709551616}', 2),
        (b'{\n  "a":1\n}', 2),
        (b'{\n  "a": 1 }', 2),
    ],
)
def test_what_is_read_twice(raw: bytes, looks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text in canonical form is read once, without a look for duplicate keys; what only looks like it, twice."""
    asked: list[dict[str, Any]] = []

    def from_json(data: bytes, **options: Any) -> Any:
        assert data is raw
        asked.append(options)
        return jiter.from_json(data, **options)

    monkeypatch.setattr("visitdata.codec.decode.jiter", SimpleNamespace(from_json=from_json))
    expected = None if raw.count(b'"a":1') > 1 else json.loads(raw)
    assert decode(raw)[0] == expected
    once = {"allow_inf_nan": False, "cache_mode": "all"}
    strict = {**once, "catch_duplicate_keys": True}
    is_canonical = raw not in (b'{"a": 1}', b"{}")
    assert asked == ([once, strict] if looks == 2 else [once if is_canonical else strict])
