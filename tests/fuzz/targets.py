"""The targets: functions of bytes that raise where a promise is broken, each with seeds to begin from.

They need no fuzzer: a test runs each on its seeds.
"""

import functools
import io
import json
import random
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

import visitdata
from fuzz import oracles
from fuzz.choices import Choices
from properties.damage import damaged, damaged_copies, places
from visitdata import EDTF, InvalidVisit, model
from visitdata.checker.files import Named
from visitdata.checker.format import format_file
from visitdata.codec.convert import structure_part, structure_strictly
from visitdata.codec.decode import decode, refuse
from visitdata.codec.scan import diagnose, locate
from visitdata.findings import path_of, pointer_of, printable
from visitdata.model import InvalidField, Node, Visit
from visitdata.model.formats import DATE, FORMATS, ID, POINTER
from visitdata.schemas.check import check
from visitdata.schemas.engines import is_valid

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "docs/examples").glob("*.json"))
CORPUS = sorted((ROOT / "tests/corpus").rglob("*.json"))


class Target(NamedTuple):
    """A function of bytes and the seeds that it begins from."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    longest: int
    """The most bytes an input is given."""
    dictionary: bool = True
    """Whether its inputs are text, for which the words of the schema are of use."""


def sampled(data: bytes, share: int) -> bool:
    """Whether an input is one of a share that is looked at more closely, always the same ones."""
    return zlib.crc32(data) % share == 0


# Texts


def documents(data: bytes) -> None:
    """Any bytes are a visit or have findings, and nothing but `InvalidVisit` leaves."""
    findings = visitdata.validate(data)
    try:
        visit = visitdata.loads(data)
    except InvalidVisit as invalid:
        assert findings and list(invalid.findings) == findings
    else:
        assert not findings
        oracles.check_visit(visit)
        objections = visitdata.check(data, completeness=True)
        assert "VDZ002" not in {finding.code for finding in objections}
        oracles.check_report(objections, data)
    oracles.check_report(findings, data)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        assert {finding.code for finding in findings} == {"VDP003"}
        return
    # Bytes that begin with zeros are taken for another encoding, whose text this is not.
    is_odd = b"\0" in data[:4]
    oracles.check_findings([] if is_odd else findings, text)
    if sampled(data, 4):
        assert visitdata.validate(data, engine="jsonschema") == findings
        # A str that looks like the name of a file has a hint of its own.
        unhinted = [finding._replace(hint=None) for finding in findings]
        assert is_odd or [finding._replace(hint=None) for finding in visitdata.validate(text)] == unhinted


def lines(data: bytes) -> None:
    """What is formatted is in canonical form: formatted again, it stays as it is."""
    formatted = format_file(Named("-", False), io.BytesIO(data))
    if formatted.is_readable:
        again = format_file(Named("-", False), io.BytesIO(formatted.new))
        assert again.is_readable and again.new == formatted.new
    for checked in formatted.checked:
        oracles.check_report(checked.findings, checked.text)


def scanning(data: bytes) -> None:
    """The scanner finds fault exactly where the standard library and the limits do, and places what it finds."""
    text = data.decode("utf-8", "surrogatepass") if _is_nearly_utf_8(data) else data.decode("latin-1")
    faults = diagnose(text)
    oracles.check_findings(faults, text)
    value, findings = decode(text)
    try:
        expected = oracles.strict_json(text)
    except oracles.Refused:
        assert faults
        # Out of open places, numbers and one level too many are left to the schema.
        assert findings == faults or (value is not None and {fault.code for fault in faults} <= {"VDP010", "VDP012"})
        locate(text, [(), ("a",), (0,), ("a", 0), ("parties", 1, "id")])
        return
    assert not faults and not findings
    assert oracles.typed(value) == oracles.typed(expected)
    _check_places(text, expected)


def _is_nearly_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _check_places(text: str, document: dict[str, Any]) -> None:
    paths = list(places(document))[:200]
    located = locate(text, paths)
    assert set(located) == set(paths)
    starts = [0, *(position + 1 for position, char in enumerate(text) if char == "\n")]
    for path, (key, span) in located.items():
        start, end = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
        value = functools.reduce(lambda value, step: value[step], path, document)
        assert oracles.typed(json.loads(text[start:end])) == oracles.typed(value)
        if key is not None:
            start, end = starts[key.line - 1] + key.column - 1, starts[key.end_line - 1] + key.end_column - 1
            assert json.loads(text[start:end]) == path[-1]


# Documents


def judged(document: dict[str, Any]) -> None:
    """Schema, classes and both engines say the same of a document."""
    if refuse(document):
        return
    findings = check(document)
    assert is_valid(document) is (not findings)
    try:
        structure_strictly(document)
        assert not findings
    except InvalidField:
        assert findings
    if random.Random(repr(document)).random() < 0.25:
        assert check(document, "jsonschema") == findings
    documents(json.dumps(document, ensure_ascii=False).encode())


@functools.cache
def _examples() -> list[dict[str, Any]]:
    return [json.loads(path.read_bytes()) for path in EXAMPLES]


@given(st.deferred(lambda: damaged_copies(st.sampled_from(_examples()))))
def _damaged_examples(document: dict[str, Any]) -> None:
    judged(document)


@given(damaged())
def _damaged_drawn(document: dict[str, Any]) -> None:
    judged(document)


def examples(data: bytes) -> None:
    """The examples, damaged, are judged alike by all."""
    _damaged_examples.hypothesis.fuzz_one_input(data)


def drawn(data: bytes) -> None:
    """Drawn documents of every class, damaged, are judged alike by all."""
    _damaged_drawn.hypothesis.fuzz_one_input(data)


def values(data: bytes) -> None:
    """Python values of any kind, in the place of a document or in one, are refused or say what their text says."""
    choices = Choices(data)
    value = choices.value()
    # A text at the top is read as one, and has targets of its own.
    if choices.below(4) or isinstance(value, str | bytes):
        document: dict[str, Any] = json.loads(choices.pick(_seeds_of_values()))
        _put(document, choices, value)
        value = document
    findings = visitdata.validate(value)
    oracles.check_findings(findings, "", has_span=False)
    try:
        visit = visitdata.from_dict(value)
    except InvalidVisit as invalid:
        assert list(invalid.findings) == findings and findings
    else:
        assert not findings
        oracles.check_visit(visit)
    if not refuse(value):
        text = json.dumps(value, ensure_ascii=False)
        told = [finding._replace(span=None) for finding in visitdata.validate(text)]
        assert sorted(told, key=repr) == sorted(findings, key=repr)
    _check_constructors(choices, value)


@functools.cache
def _seeds_of_values() -> list[bytes]:
    return [path.read_bytes() for path in CORPUS if "valid" in path.parts and path.stem != "deepest"]


def _put(document: dict[str, Any], choices: Choices, value: Any) -> None:
    """Put a value into a document, in the place of another or beside it."""
    path = choices.pick(list(places(document)))
    owner: Any = document
    for step in path[:-1]:
        owner = owner[step]
    if not path or choices.below(2):
        document[choices.pick(["extensions", "parties", "program", "titles", "claims", "start", "note"])] = value
    else:
        owner[path[-1]] = value


@functools.cache
def _classes() -> list[type[Node]]:
    named = map(vars(model).__getitem__, model.__all__)
    return [cls for cls in named if isinstance(cls, type) and issubclass(cls, Node) and not cls.__family__]


def _check_constructors(choices: Choices, value: Any) -> None:
    """A constructor takes a value or raises `InvalidField` or `TypeError`; what it takes can be written and read."""
    cls = choices.pick(_classes())
    if not cls.__fields__:
        return
    fields = {field.name: value for field in [choices.pick(list(cls.__fields__.values())) for _ in range(2)]}
    try:
        node = cls(**fields)
    except (InvalidField, TypeError):
        return
    assert structure_part(oracles.as_json(node), cls) == node
    assert hash(node) == hash(node.replace())


# Parsers


def edtf(data: bytes) -> None:
    """A text is a date exactly where its pattern matches; its bounds are in order, its comparisons agree."""
    dates = []
    for text in data.decode("utf-8", "ignore").split("|")[:2]:
        try:
            dates.append(EDTF(text))
        except ValueError as error:
            assert len(str(error)) < 400
        oracles.verdict(DATE.pattern, text, bool(dates and dates[-1].text == text))
    for date in dates:
        assert date.first[0] <= date.first[1] and date.last[0] <= date.last[1]
        assert date.earliest <= date.last[0] and date.first[1] <= date.latest
        assert date.earliest <= date.latest
        assert str(date) == date.text and date.precision and (date.is_day or not date.is_exact)
        oracles.check_comparisons(date, date)
    if len(dates) == 2:
        oracles.check_comparisons(*dates)


def formats(data: bytes) -> None:
    """Every reader of the patterns says the same of a text, and so do the classes."""
    # Engines of regular expressions cannot be followed from within: a fuzzer learns nothing, so the text is drawn.
    drawer = random.Random(data)
    for text in (data.decode("utf-8", "ignore"), _near_miss(drawer)):
        for kind in FORMATS:
            if kind.pattern:
                oracles.verdict(kind.pattern, text, kind.matches(text))


def _near_miss(drawer: random.Random) -> str:
    """An example of some format with a few characters changed."""
    text = drawer.choice([example for kind in FORMATS for example in (*kind.examples, *MORE)])
    for _ in range(drawer.randrange(4)):
        start = drawer.randrange(len(text) + 1)
        patch = drawer.choice(["", drawer.choice(text or "x"), *PATCHES, chr(drawer.randrange(0xD800))])
        text = text[:start] + patch + text[start + drawer.randrange(3) :]
    return text


MORE = [
    "18:10:59",
    "P1Y2M3DT4H5M6.7S",
    "P1W",
    "OR-9",
    "WO-5",
    "x-a",
    "/a/~0~1//b",
    "[..2010,2011..]",
    "{197X,2010-21~}",
]
PATCHES = [
    *"0123456789aAzZ-_/~.:+()[]{}%?X ,TPS", "\n", "\r", "\r\n", "\x00", "\x1f", "\x7f", "\x85", "\xa0", "é", "ß", "İ",
    "\u0660", "\u2028", "\ufeff", "\uff11", "\u212a", "\u017f", "😀",
]  # fmt: skip
"""What is put into texts: ends of lines, digits and letters that only some engines take for ASCII ones."""


@functools.cache
def _visit() -> tuple[Visit, dict[str, Any]]:
    visit = visitdata.load(ROOT / "docs/examples/tw-us-2023-04-05.json").replace(
        titles={"en": "Transit"},
        extensions={"a/b": {"~": [1, {"": None}], "0": "x"}},
        claims=[visitdata.Claim(field="/grade")],
    )
    return visit, visitdata.to_dict(visit)


def pointers(data: bytes) -> None:
    """JSON Pointers keep their steps; a visit is asked for anything and raises what it says it raises."""
    text = data.decode("utf-8", "ignore")
    steps = text.split("\n")
    assert path_of(pointer_of(steps)) == tuple(steps)
    if POINTER.matches(text):
        assert pointer_of(path_of(text)) == text
    visit, plain = _visit()
    try:
        found = visit.at(text)
    except KeyError:
        found = None
    if text.startswith("/"):
        expected = _led_to(plain, path_of(text))
        assert expected is None or oracles.as_json(found) == expected
    for ask in (visit.find, visit.pointer, visit.activity, visit.side_of):
        with suppress(KeyError):
            ask(text)
    with suppress(KeyError, InvalidField, TypeError):
        visit.replace(text, note="x")
    if sampled(data, 8):
        with suppress(KeyError, ValueError):
            visit.rename("munir", text)
        with suppress(KeyError):
            visit.rename(text, "somebody-else")
    if POINTER.matches(text):
        visit.preferred(visitdata.Claim(field=text))


def _led_to(value: Any, path: tuple[str, ...]) -> Any:
    """Where RFC 6901 leads in a plain value; None where nowhere."""
    for step in path:
        if isinstance(value, list):
            is_position = step.isascii() and step.isdigit() and (step == "0" or step[0] != "0")
            if not is_position or int(step[:9]) >= len(value):
                return None
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return None
    return value


def printing(data: bytes) -> None:
    """What is printable shows itself, and stays as it is when made printable again."""
    text = data.decode("utf-8", "surrogatepass") if _is_nearly_utf_8(data) else data.decode("latin-1")
    shown = printable(text)
    assert all(char.isprintable() or char in oracles.JOINERS for char in shown)
    assert printable(shown) == shown
    shown.encode()
    if text.isprintable():
        assert shown == text


# Seeds


def _texts() -> Iterator[bytes]:
    for path in (*EXAMPLES, *CORPUS):
        yield path.read_bytes()
    for levels in (199, 200, 201):
        yield b'{"parties": ' + b"[" * levels + b"]" * levels + b"}"


def _json_lines() -> Iterator[bytes]:
    yield from _texts()
    yield b"".join(path.read_bytes().replace(b"\n", b"") + b"\n" for path in CORPUS[-6:])


def _random() -> Iterator[bytes]:
    drawer = random.Random(1)
    for size in (0, 1, 16, 64, 256, 1024, 4096, 4096, 4096, 16_384, 16_384):
        yield drawer.randbytes(size)


def _dates() -> Iterator[bytes]:
    for text in (
        "2023-11-01|2023-11", "2023~|2024?", "2023-21%|2023-24", "197X|19XX", "2010-07-XX|2010-1X-XX",
        "2023-11-01/2023-11-03|../2023", "2023/|2023/..", "[2010-07-02,2010-07-03]|{2010,2011..2012}",
        "[..2010]|[2010-02..]", "XXXX|2024-02-29~", "2023-02-29|[2010,", "9999-24~|0001-01-01?",
    ):  # fmt: skip
        yield text.encode()


def _formats() -> Iterator[bytes]:
    for kind in FORMATS:
        for example in (*kind.examples, *(f"{example}\n" for example in kind.examples)):
            yield example.encode()


def _pointers() -> Iterator[bytes]:
    visit, _ = _visit()
    for pointer, node in visit.walk():
        yield pointer.encode()
        if name := node.__dict__.get("id"):
            yield str(name).encode()
    yield from (b"/people/munir/name", b"/program/1/steps/0/type", b"/~01/a~1b", b"/titles/en", b"/parties/00")


def _shown() -> Iterator[bytes]:
    for text in ("Səfər – 阿塞拜疆", "a\tb\x1b[31m\x07", "\u202eabc\u2066", "\u200dک\u200c", "\ufeff\x85\x9b", "😀\n"):
        yield text.encode()


TARGETS = {
    "documents": Target(documents, _texts, 16_384),
    "lines": Target(lines, _json_lines, 4_096),
    "scanning": Target(scanning, _texts, 4_096),
    "examples": Target(examples, _random, 16_384, dictionary=False),
    "drawn": Target(drawn, _random, 16_384, dictionary=False),
    "values": Target(values, _random, 4_096, dictionary=False),
    "edtf": Target(edtf, _dates, 128),
    "formats": Target(formats, _formats, 128),
    "pointers": Target(pointers, _pointers, 128),
    "printing": Target(printing, _shown, 256, dictionary=False),
}


def words() -> list[str]:
    """Keys, words and fragments that stand in documents: what a fuzzer is told to try."""
    found: set[str] = set()
    parts: list[Any] = [visitdata.schema()]
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            found.update(part.get("properties", {}))
            found.update(word for word in part.get("enum", []) if isinstance(word, str))
            parts += part.values()
        elif isinstance(part, list):
            parts += part
    fragments = [
        '"', '":', "{", "}", "[", "]", "[{", "}]", ",", "\\u0041", "\\ud83d", "\\ude00", "null", "true", "1e400",
        "-0.0", "9007199254740993", "NaN", "//", "/*", "\r\n", "\ufeff", "\x00", "/..", "../", "..", "~", "?", "%",
        "XX", "-XX", "|", "2023-11-01", "2024-02-29", "-21", "-24", "/0", "~0", "~1", '"schema_version": "1.0"',
        '"extensions": {"a": ',
    ]  # fmt: skip
    return sorted(found) + fragments + [ID.examples[0]]
