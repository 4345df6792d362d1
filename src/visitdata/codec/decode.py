"""Bytes, text and plain Python values, held against what visitdata can hold: one JSON object within the
limits of I-JSON (RFC 7493). Every reason against it is a finding; nothing here raises.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from math import isfinite
from typing import Any

import jiter
import orjson

from visitdata.codec import problems as vdp
from visitdata.codec.problems import MAX_FINDINGS
from visitdata.findings import Finding, Problem, Span
from visitdata.limits import LEAST_BYTES, MAX_DEPTH, MAX_INTEGER, MAX_SIZE

_CONTAINERS = frozenset((dict, list))
_INFINITIES = (float("inf"), float("-inf"))
_BYTE_ORDER_MARKS = {  # UTF-32 first: its little-endian mark begins with that of UTF-16
    b"\xff\xfe\0\0": "UTF-32 (little-endian)",
    b"\0\0\xfe\xff": "UTF-32 (big-endian)",
    b"\xff\xfe": "UTF-16 (little-endian)",
    b"\xfe\xff": "UTF-16 (big-endian)",
}
_ASCII_AS: dict[tuple[bool, ...], str] = {  # by which of the first four bytes are zero, where no mark is
    (False, True, True, True): "UTF-32 (little-endian)",
    (True, True, True, False): "UTF-32 (big-endian)",
    (False, True, False, True): "UTF-16 (little-endian)",
    (True, False, True, False): "UTF-16 (big-endian)",
}
_PLACE = re.compile(r"(.*) at line (\d+) column (\d+)")


def decode(data: bytes | str, max_size: int | None = MAX_SIZE) -> tuple[dict[str, Any] | None, list[Finding]]:
    """The JSON object that UTF-8 bytes (or a text) hold, as plain Python data, and no findings; or None and
    at least one finding (VDP002 to VDP014, VDP016), in the order of the text, each with its span. Never raises.
    A text of more than `max_size` bytes is not read; None lifts that limit.

    A number too large for a double, an integer outside ±(2^53 - 1), or a 201st level is refused in open places alone:
    under `extensions`, and as the values of claims and corrections. Elsewhere the schema refuses it.
    """
    try:
        raw = data.encode() if isinstance(data, str) else data
        if max_size is not None and len(raw) > max_size:
            return None, [too_large(max_size)]
        value = _parse(raw)
    except ValueError as error:  # a text with half a surrogate pair cannot be encoded: a ValueError as well
        return None, _reasons(data, str(error))
    if type(value) is not dict:
        return None, _reasons(data, "a document is an object")
    if not _is_sound(value, raw):
        return None, _reasons(data, "a number or a depth is out of range")
    return value, []


def too_large(max_size: int, what: str = "the text is", share: int = 1) -> Finding:
    """The finding for what is larger than the limit, or than a share of it, one part of so many."""
    message = f"{what} larger than {max_size / 10**6:g} MB, the limit for one document"
    hint = "raise the limit with --max-size (0 lifts it), in Python with max_size (None lifts it)"
    if share > 1:
        hint += f"; of YAML 1/{share} of it is read"
    return vdp.TOO_LARGE.finding(message, hint=hint, span=Span(1, 1, 1, 2))


def _parse(raw: bytes) -> Any:
    """The value that UTF-8 bytes say. Raises `ValueError` where they are no JSON or an object has a key twice.

    To look for such keys takes as long as all the rest of reading. Canonical text needs no look: what reads as
    something that is written in the same bytes has no key twice.
    """
    if layout := _layout(raw):
        value = jiter.from_json(raw, allow_inf_nan=False, cache_mode="all")
        with suppress(TypeError):  # an integer that is too large
            if orjson.dumps(value, option=layout) == raw:
                return value
    return jiter.from_json(raw, catch_duplicate_keys=True, allow_inf_nan=False, cache_mode="all")


def _layout(raw: bytes) -> int:
    """The options with which text in the canonical form that this text begins in is written; 0 where it is in none."""
    if raw.startswith(b'{\n  "'):
        layout = orjson.OPT_INDENT_2
    elif raw.startswith(b'{"') and b'": ' not in raw[:40]:
        layout = 0
    else:
        return 0
    newline = orjson.OPT_APPEND_NEWLINE if raw.endswith(b"\n") else 0
    return orjson.OPT_STRICT_INTEGER | layout | newline


def _is_sound(document: dict[str, Any], raw: bytes) -> bool:
    """Whether the open places of a document, where no schema looks, keep the limits."""
    opened = _claimed(document)
    # An escaped letter may hide the key: all lie from U+0061 to U+007A.
    if b'"extensions"' in raw or (b"\\" in raw and (b"\\u006" in raw or b"\\u007" in raw)):
        opened += _extensions(document)
    return not opened or _keep_limits(opened)


def keeps_limits(document: dict[str, Any]) -> bool:
    """Whether the open places of a document, in which numbers may be out of range, keep the limits."""
    return _keep_limits(_claimed(document) + _extensions(document))


def _claimed(document: dict[str, Any]) -> list[tuple[Any, int]]:
    """The values of claims and corrections, each with the level on which it stands."""
    claims, record, found = document.get("claims"), document.get("record"), list[tuple[Any, int]]()
    if type(claims) is list:
        found += [(claim.get("value"), 4) for claim in claims if type(claim) is dict]
    corrections = record.get("corrections") if type(record) is dict else None
    if type(corrections) is list:
        for correction in corrections:
            if type(correction) is dict:
                found += [(correction.get("old"), 5), (correction.get("new"), 5)]
    return found


def _extensions(document: dict[str, Any]) -> list[tuple[Any, int]]:
    """The values under every key `extensions`, each with the level on which it stands."""
    found: list[tuple[Any, int]] = []
    layer: list[Any] = [document]
    depth = 1
    while layer:
        depth += 1
        below: list[Any] = []
        for node in layer:
            children: Iterable[Any] = node
            if type(node) is dict:
                children = node.values()
                if "extensions" in node:
                    found.append((node["extensions"], depth))
                    children = [child for key, child in node.items() if key != "extensions"]
            below += [child for child in children if type(child) in _CONTAINERS]
        layer = below
    return found


def _keep_limits(stack: list[tuple[Any, int]]) -> bool:
    """Whether values, each with the level on which it stands, keep the limits of depth and of numbers."""
    while stack:
        node, depth = stack.pop()
        kind = type(node)
        if kind is str:
            continue
        if kind is dict or kind is list:
            if depth > MAX_DEPTH:
                return False
            stack += [(child, depth + 1) for child in (node.values() if kind is dict else node)]
        elif kind is int:
            if not -MAX_INTEGER <= node <= MAX_INTEGER:
                return False
        elif kind is float and node in _INFINITIES:
            return False
    return True


def _reasons(data: bytes | str, message: str) -> list[Finding]:
    """Why a text is refused: what our own scan finds, or else what the decoder said."""
    from visitdata.codec.scan import diagnose

    text = text_of(data)
    if isinstance(text, Finding):
        return [text]
    return diagnose(text) or [_as_said(text, message)]


def text_of(data: bytes | str) -> str | Finding:
    """The text that UTF-8 bytes hold, or a finding that says in which encoding they may be."""
    if isinstance(data, str):
        return data
    zeros = tuple(byte == 0 for byte in data[:4])
    if encoding := _ASCII_AS.get(zeros):
        return _wrong_encoding(data, 0, encoding)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        return _wrong_encoding(data, error.start, _likely_encoding(data, error.start))


def _as_said(text: str, message: str) -> Finding:
    """The decoder's own message as a finding, its place brought within the text."""
    place = _PLACE.fullmatch(message)
    said, number, column = (place[1], int(place[2]), int(place[3])) if place else (message, 1, 1)
    lines = text.split("\n")
    number = min(max(number, 1), len(lines))
    # The decoder counts bytes.
    before = lines[number - 1].encode(errors="replace")[: max(column - 1, 0)].decode(errors="ignore")
    return vdp.SYNTAX.finding(said, span=Span(number, len(before) + 1, number, len(before) + 1))


def _wrong_encoding(data: bytes, start: int, encoding: str | None) -> Finding:
    valid = data[:start].decode()
    line, column = valid.count("\n") + 1, len(valid) - valid.rfind("\n")
    if encoding:
        message = f"the text is not UTF-8: it looks like {encoding}"
        hint = "save it again as UTF-8 without a byte order mark"
        if encoding == "Windows-1252" or encoding.startswith("Latin-1"):
            hint += ", or convert it: `iconv -f WINDOWS-1252 -t UTF-8`"
    else:
        bad = data[start : start + 1].hex().upper()
        message = f"the byte 0x{bad} is not UTF-8 here: the text is damaged, cut off, or of two encodings"
        hint = "restore the damaged character, then save the text as UTF-8"
    return vdp.NOT_UTF_8.finding(message, hint=hint, span=Span(line, column, line, column + 1))


def _likely_encoding(data: bytes, start: int) -> str | None:
    """The encoding that bytes, not UTF-8 from an offset on, are probably in."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return encoding
    sample = data[start : start + 100_000]
    if not data[:start].isascii() or not sample.decode(errors="ignore").isascii():
        return None  # some characters are UTF-8
    if re.match(rb"\xed[\xa0-\xbf][\x80-\xbf]", sample) or data[-1] >= 0x80:
        return None  # half a surrogate pair, or a text that ends within a character
    if b"\0" in sample or re.search(rb"[\x81\x8d\x8f\x90\x9d]", sample):
        return None  # control characters in one encoding, nothing in the other
    return "Windows-1252" if re.search(rb"[\x80-\x9f]", sample) else "Latin-1 (ISO 8859-1) or Windows-1252"


_PLAIN = {list: "list", str: "str", int: "int", float: "float", bool: "bool", type(None): "None"}
_BASES = {dict: "dict", list: "list", str: "str", int: "int", float: "float"}
_HINTS = {
    "tuple": "write `list(...)`",
    "set": "write `sorted(...)` or `list(...)`",
    "frozenset": "write `sorted(...)` or `list(...)`",
    "bytes": "decode it to text",
    "date": "write `.isoformat()`",
    "datetime": "write `.isoformat()`",
    "Decimal": "write `str(...)`, or a float where one is asked for",
}


def refuse(value: object, max_size: int | None = MAX_SIZE) -> list[Finding]:
    """Every reason why a Python value is not plain JSON data that `decode` could have given; empty if it is.

    Exactly dict, list, str, int, float, bool and None are plain, with keys that are exactly str; subclasses
    are not, as they may behave otherwise. The codes are VDP010, VDP011, VDP012 (also for a value that
    contains itself), VDP014, VDP015 and VDP016 (a value that holds the same list in many places says more than
    it holds), in the order of the value, each with a JSON Pointer where one can be said. At most 100 are given.
    Never raises.
    """
    return list(islice(_refusals(value, max_size), MAX_FINDINGS))


def _refusals(root: object, max_size: int | None) -> Iterator[Finding]:
    from visitdata.codec.advice import pointer_to

    if plain := _PLAIN.get(type(root)):
        yield vdp.NOT_AN_OBJECT.finding(f"a document is a dict, not {plain}", pointer="")
    # Of each open container: whether its steps are keys, its members to come, and its identity.
    levels: list[tuple[bool, Iterator[tuple[Any, Any]], int]] = [(False, iter([(0, root)]), 0)]
    said = [0]  # of each open container, how many values it says so far
    steps: list[str | int] = [0]
    within: set[int] = set()
    # A container met again no deeper has been judged. Without this, sharing makes the walk exponential.
    judged: dict[int, int] = {}
    sizes: dict[int, int] = {}
    while levels:
        has_keys, members, identity = levels[-1]
        for step, node in members:
            plain_key = not has_keys or (type(step) is str and step.isascii())
            if not plain_key and (fault := _key_fault(step)):
                yield fault(pointer_to(steps[1:-1]))
                if type(step) is not str:
                    continue
            steps[-1] = step
            said[-1] += 1
            kind, depth = type(node), len(levels)
            if kind is str and node.isascii():
                continue
            if kind is not dict and kind is not list:
                if scalar := _scalar_fault(node):
                    yield scalar(pointer_to(steps[1:]))
            elif id(node) in within or depth > MAX_DEPTH:
                message = "the value contains itself" if id(node) in within else f"more than {MAX_DEPTH} levels deep"
                yield vdp.TOO_DEEP.finding(message, hint="flatten the value", pointer=pointer_to(steps[1:]))
            elif judged.get(id(node), 0) < depth:
                judged[id(node)] = depth
                within.add(id(node))
                levels.append((kind is dict, iter(node.items()) if kind is dict else enumerate(node), id(node)))
                steps.append(0)
                said.append(0)
                break
            else:
                said[-1] += sizes[id(node)]
        else:
            levels.pop()
            steps.pop()
            within.discard(identity)
            sizes[identity] = size = said.pop()
            if said:
                said[-1] += size
            elif max_size is not None and size > max_size // LEAST_BYTES:
                yield too_large(max_size, "the text of the value is")._replace(span=None)


_Fault = Callable[[str | None], Finding]


def _fault(problem: Problem, message: str, hint: str | None = None) -> _Fault:
    return lambda pointer: problem.finding(message, hint=hint, pointer=pointer)


def _key_fault(key: object) -> _Fault | None:
    if type(key) is not str:
        return _fault(vdp.NOT_JSON_VALUE, f"a key is of type {type(key).__name__}, not str", "write `str(...)`")
    if not _is_encodable(key):
        from visitdata.codec.advice import shown

        return _fault(vdp.LONE_SURROGATE, f"the key {shown(key)} holds half of a surrogate pair", "mend the text")
    return None


def _scalar_fault(node: object) -> _Fault | None:
    if node is None or type(node) is bool:
        return None
    if type(node) is str:
        if _is_encodable(node):
            return None
        from visitdata.codec.advice import shown

        message = f"the string {shown(node)} holds half of a surrogate pair"
        return _fault(vdp.LONE_SURROGATE, message, "mend the text")
    if type(node) is int:
        hint = "write an identifier as text"
        good = -MAX_INTEGER <= node <= MAX_INTEGER
        return None if good else _fault(vdp.NUMBER_OUT_OF_RANGE, "an integer lies outside ±(2^53 - 1)", hint)
    if type(node) is float:
        hint = "leave the key out where the value is not known"
        return None if isfinite(node) else _fault(vdp.NOT_JSON_VALUE, f"JSON has no number {node}", hint)
    name = type(node).__name__
    base = next((word for plain, word in _BASES.items() if issubclass(type(node), plain)), None)
    message = f"a value of type {name} is not plain JSON data"
    return _fault(vdp.NOT_JSON_VALUE, message, _HINTS.get(name) or (f"write `{base}(...)`" if base else None))


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
