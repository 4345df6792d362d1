"""Texts made to be too much: deep, wide, long, slow, or to act on the terminal that shows them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from visitdata import loads, validate
from visitdata.model import EDTF, InvalidField, Party, Visit
from visitdata.model.formats import FORMATS, VERSION
from visitdata.model.frozen import Refused
from visitdata.model.kinds import TextKind

from .conftest import Bounded

DOCUMENT: dict[str, Any] = {"schema_version": "1.0", "id": "a", "parties": [{"id": "b"}]}
WHOLE = json.dumps(DOCUMENT)


def within(member: str) -> str:
    """The text of a document with one member more."""
    return f"{WHOLE[:-1]}, {member}}}"


def extension(value: str) -> str:
    return within(f'"extensions": {{"x": {value}}}')


TOO_MUCH = {
    "brackets": ("[" * 10_000 + "]" * 10_000, {"VDP012", "VDP014"}),
    "open brackets": ("[" * 10_000, {"VDP012", "VDP014"}),
    "objects": ('{"a":' * 10_000 + "1" + "}" * 10_000, {"VDP012"}),
    "brackets in an extension": (extension("[" * 10_000 + "]" * 10_000), {"VDP012"}),
    "one level too many": (extension("[" * 199 + "]" * 199), {"VDP012"}),
    "as deep as may be": (extension("[" * 198 + "]" * 198), set()),
    "unknown keys": (json.dumps({**DOCUMENT, **{f"key {n}": 1 for n in range(100_000)}}), {"VDS003", "VDS011"}),
    "own keys": (json.dumps({**DOCUMENT, "extensions": {"x": {f"key {n}": 1 for n in range(100_000)}}}), set()),
    "namespaces": (json.dumps({**DOCUMENT, "extensions": {f"x{n}": 1 for n in range(100_000)}}), set()),
    "keys twice": (WHOLE[:-1] + ', "id": "a"' * 100_000 + "}", {"VDP008"}),
    "wrong items": (json.dumps({**DOCUMENT, "parties": [1] * 5_000_000}), {"VDS001", "VDS011"}),
    "wrong steps": (
        json.dumps({**DOCUMENT, "program": [{"type": "meeting", "steps": [{"type": "x"}] * 900_000}]}),
        {"VDS004", "VDS011"},
    ),
    "an integer": (extension("9" * 5000), {"VDP010"}),
    "a negative integer": (extension("-" + "9" * 5000), {"VDP010"}),
    "an integer in a field": (within('"leg": ' + "9" * 5000), {"VDP010"}),
    "an exponent": (extension("1e5000"), {"VDP010"}),
    "many digits": (extension("0." + "1" * 100_000), set()),
    "a text": (within(f'"title": "{"x" * 10_000_000}"'), set()),
    "a text in a wrong place": (within(f'"grade": "{"x" * 10_000_000}"'), {"VDS004"}),
    "a key": (within(f'"{"x" * 10_000_000}": 1'), {"VDS003"}),
    "half a pair, escaped": (within('"title": "\\ud800"'), {"VDP011"}),
    "a text that is never closed": (within('"title": "' + "x" * 1_000_000), {"VDP005"}),
    "commas": (WHOLE[:-1] + "," * 1_000_000, {"VDP004"}),
    "comments": (WHOLE + "/**/" * 1_000_000, {"VDP006"}),
}


@pytest.mark.heavy
@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much_of_anything_is_told_in_little(bounded: Bounded, tmp_path: Path, name: str) -> None:
    text, codes = TOO_MUCH[name]
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    done = bounded("-m", "visitdata", "check", "a.json", memory=3 * 2**30)
    shown = done.stdout.decode()
    assert set(re.findall(r"VD[PS][0-9]{3}", shown)) == codes
    assert done.returncode == (1 if codes else 0)
    assert len(shown) < 1_000_000
    assert max(map(len, shown.splitlines())) < 2000
    if codes:
        assert done.stdout == bounded("-m", "visitdata", "check", "a.json", memory=3 * 2**30).stdout


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le"])
def test_half_a_surrogate_pair_as_it_is_is_a_finding(codec: str) -> None:
    raw = within('"title": "\ud800"')
    assert [one.code for one in validate(raw)] == ["VDP011"]
    assert [one.code for one in validate(raw.encode(codec, "surrogatepass"))] == ["VDP003"]


PIECES = ["a", "0", "A", "-", "_", "/", "a-", "-a", "a/", "/a", "~0", ".", "1.", "P1", "1Y", "T1", "a:", "2000-01-01,",
          "2000..2001,", "X", "~", "2000-01-01/", "OF-1", "+", "(", " "]  # fmt: skip


@pytest.mark.parametrize(
    "kind", [kind for kind in FORMATS if kind is not VERSION and kind.pattern], ids=lambda it: it.name
)
def test_no_text_slows_a_pattern_down(kind: TextKind) -> None:
    """Each pattern, in the engine and in the constructors, on long texts that nearly have its form: a pattern that
    goes back and forth would take years for one of them."""
    field = next((name for name, value in FIELDS.items() if value is kind), None)
    for piece in PIECES:
        for opening in ("", "[", "{", *kind.examples):
            text = opening + piece * (20_000 // len(piece)) + "~\n"
            assert not kind.matches(text)
            with pytest.raises((Refused, ValueError)):
                kind.accept(text)
            if field is not None:
                assert validate({**DOCUMENT, field: text})


FIELDS = {field.json: field.kind for field in Visit.__fields__.values() if isinstance(field.kind, TextKind)}


@pytest.mark.parametrize("text", ["[" + "2000-01-01," * 5000, "{" + "2000..2001," * 5000 + "}", "2000-01-01/" * 5000])
def test_no_text_slows_the_reading_of_dates_down(text: str) -> None:
    with pytest.raises(ValueError, match="EDTF"):
        EDTF(text)
    assert EDTF("[" + "2000-01-01," * 5000 + "2000]").precision == "year"


ACTS = "".join(
    map(chr, [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])
)
ATTACK = f"\x1b[2J\x1b]0;title\x07{ACTS}é"

SAID = {
    "value": {**DOCUMENT, "grade": ATTACK},
    "key": {**DOCUMENT, ATTACK: 1},
    "name": {**DOCUMENT, "title": ATTACK, "id": 1},
    "id": {**DOCUMENT, "id": ATTACK},
    "namespace": {**DOCUMENT, "extensions": {ATTACK: 1}},
    "type": {**DOCUMENT, "program": [{"type": ATTACK}]},
    "good": {**DOCUMENT, "title": ATTACK},
}


@pytest.mark.parametrize("command", ["check", "check --format=json", "fmt --diff", "fmt --check"])
@pytest.mark.parametrize("place", SAID)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_what_a_document_says_does_not_act_on_the_terminal(
    bounded: Bounded, tmp_path: Path, command: str, place: str, ascii_only: bool
) -> None:
    name = f"a{ATTACK[1:].replace('/', '').replace(chr(0), '')[:60]}.json"
    (tmp_path / name).write_text(json.dumps(SAID[place], ensure_ascii=ascii_only), encoding="utf-8")
    done = bounded("-m", "visitdata", *command.split(), ".")
    shown = (done.stdout + done.stderr).decode()
    assert not set(shown) & (set(ACTS) - {"\n"})
    assert done.returncode == (0 if place == "good" and command.startswith("check") else 1)


@pytest.mark.parametrize(
    "arguments",
    [["explain", ATTACK[1:]], ["check", "--format", ATTACK[1:]], [ATTACK[1:]], ["check", f"--{ATTACK[1:]}"],
     ["check", ATTACK[1:]], ["new", "--guest", ATTACK[1:], "--host", "AZ", "--date", ATTACK[1:]],
     ["new", "--guest", "PK", "--host", "AZ", "--id", ATTACK[1:]], ["schema", "show", "--version", ATTACK[1:]]],
    ids=lambda arguments: "-".join(word for word in arguments if word.isalnum()),
)  # fmt: skip
def test_what_was_typed_does_not_act_on_the_terminal(bounded: Bounded, arguments: list[str]) -> None:
    done = bounded("-m", "visitdata", *(word.replace("\0", "") for word in arguments))
    assert done.returncode in (1, 2)
    assert not set((done.stdout + done.stderr).decode()) & (set(ACTS) - {"\n"})


def test_a_name_that_would_act_on_a_terminal_is_kept_as_it_is() -> None:
    visit = loads(json.dumps({**DOCUMENT, "title": ATTACK}))
    assert visit.title == ATTACK
    with pytest.raises(InvalidField) as raised:
        Party(id=ATTACK)
    assert not set(str(raised.value)) & set(ACTS)


@pytest.mark.parametrize("engine", ["jsonschema-rs", "jsonschema"])
def test_of_very_many_mistakes_the_same_are_told_in_each_run(bounded: Bounded, tmp_path: Path, engine: str) -> None:
    titles = {f"aa-{number}": number for number in range(50_000)}
    (tmp_path / "a.json").write_text(json.dumps({"schema_version": "1.0", "titles": titles}))
    runs = [
        bounded("-m", "visitdata", "check", "--engine", engine, "a.json", env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert b"VDS011" in runs[0]
