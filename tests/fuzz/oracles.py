"""Independent answers that targets are held against, and what every finding and visit must keep to."""

import functools
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import jsonschema_rs
import orjson
import regress

import visitdata
from visitdata.checker.files import Checked
from visitdata.codec.convert import plain, structure_strictly
from visitdata.findings import Finding
from visitdata.limits import MAX_DEPTH, MAX_INTEGER
from visitdata.model import EDTF, Certainty, Visit
from visitdata.report import text as report

JOINERS = "\u200c\u200d"


class Refused(Exception):  # noqa: N818 - a verdict
    """The text is no JSON object within the limits of I-JSON."""


def strict_json(text: str) -> dict[str, Any]:
    """What the standard library reads, held to the limits of I-JSON. Raises `Refused`."""
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse, parse_int=_integer)
    except (ValueError, RecursionError) as error:
        raise Refused from error
    if type(value) is not dict:
        raise Refused
    for depth, node in _nodes(value, 1):
        if type(node) is float and not math.isfinite(node):
            raise Refused
        if type(node) in (dict, list) and depth > MAX_DEPTH:
            raise Refused
        if type(node) is str and any("\ud800" <= char <= "\udfff" for char in node):
            raise Refused
    return value


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise Refused
    return dict(pairs)


def _refuse(_: str) -> Any:
    raise Refused


def _integer(digits: str) -> int:
    if len(digits) > 17 or not -MAX_INTEGER <= int(digits) <= MAX_INTEGER:
        raise Refused
    return int(digits)


def _nodes(value: Any, depth: int) -> Iterator[tuple[int, Any]]:
    yield depth, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield depth, key
            yield from _nodes(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)


def typed(value: Any) -> Any:
    """A value that is equal to another only where all types are the same too."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    return type(value), repr(value)


def as_json(value: Any) -> Any:
    """A value of the model as plain JSON."""
    return json.loads(orjson.dumps(value, default=plain))


@functools.cache
def readers(pattern: str) -> dict[str, Callable[[str], bool]]:
    """Engines of regular expressions, each saying whether a text matches an unanchored pattern as a whole."""
    anchored = f"^(?:{pattern})$"
    python = re.compile(rf"\A(?:{pattern})\Z")
    ecma = regress.Regex(anchored, flags="u")
    linear = jsonschema_rs.validator_for({"pattern": anchored}, pattern_options=jsonschema_rs.RegexOptions())
    backtracking = jsonschema_rs.validator_for({"pattern": anchored})
    return {
        "re": lambda text: python.search(text) is not None,
        "ECMA-262": lambda text: ecma.find(text) is not None,
        "Rust's regex": linear.is_valid,
        "fancy-regex": backtracking.is_valid,
    }


def verdict(pattern: str, text: str, ours: bool) -> None:
    """Every engine must say of a text what we say."""
    for name, matches in readers(pattern).items():
        assert matches(text) is ours, f"{name} differs on {text!r}"


def check_findings(findings: Iterable[Finding], text: str, has_span: bool = True) -> None:
    """Every finding is told in full and, of a text, stands within it."""
    lines = text.split("\n")
    for finding in findings:
        assert re.fullmatch("VD[A-Z][0-9]{3}", finding.code)
        assert finding.message and not finding.message.endswith(".")
        assert finding.hint != ""
        str(finding).encode()
        assert (finding.span is not None) is has_span
        if finding.span is not None:
            line, column, end_line, end_column = finding.span
            assert (1, 1) <= (line, column) <= (end_line, end_column)
            assert end_line <= len(lines)
            assert column <= len(lines[line - 1]) + 1
            assert end_column <= len(lines[end_line - 1]) + 1


def check_report(findings: Sequence[Finding], data: bytes) -> None:
    """What a terminal is shown holds nothing that acts on it."""
    shown = report.of_document(Checked("a.json", None, None, tuple(findings), data))
    assert all(char.isprintable() or char in f"\n{JOINERS}" for char in shown)


def check_visit(visit: Visit) -> None:
    """What every visit must keep to on its way to text and back."""
    for compact in (False, True):
        text = visitdata.dumps(visit, compact=compact)
        again = visitdata.loads(text)
        assert again == visit and hash(again) == hash(visit)
        assert visitdata.dumps(again, compact=compact) == text
        assert text.endswith("\n") and (not compact or text.count("\n") == 1)
    plain = visitdata.to_dict(visit)
    assert visitdata.from_dict(plain) == visit
    assert structure_strictly(plain) == visit


def check_comparisons(one: EDTF, other: EDTF) -> None:
    """What two dates answer of each other agrees."""
    yes, no = Certainty.CERTAINLY, Certainty.CERTAINLY_NOT
    assert other.after(one) is one.before(other)
    assert one.same_day(other) is other.same_day(one)
    assert one.overlaps(other) is other.overlaps(one)
    if one.before(other) is yes:
        assert other.before(one) is no
        assert one.overlaps(other) is one.same_day(other) is one.within(other) is no
    if one.within(other) is yes or one.same_day(other) is yes:
        assert one.overlaps(other) is yes
    if one.overlaps(other) is no:
        assert one.within(other) is one.same_day(other) is no
