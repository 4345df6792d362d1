"""Mending files: what a file would hold with the fixes of its findings, and what is wrong with it then.

Only the text that a fix speaks of is changed; everything else stays as its author wrote it.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import IO, NamedTuple

from visitdata.checker.files import Checked, Named, check_bytes, holds_lines
from visitdata.checker.format import Formatted, content, unwritable, why_unwritable
from visitdata.checker.pipeline import Judge, check_text, steps_in
from visitdata.checker.rulebook import Rulebook
from visitdata.codec import scan
from visitdata.findings import Edit, Finding, Fix, Severity, Span
from visitdata.limits import MAX_SIZE
from visitdata.rules.engine import run
from visitdata.schemas.engines import Engine

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")

_MOST_ROUNDS = 20
"""How often a text is mended and judged again: one fix may uncover what another can mend."""


class Change(NamedTuple):
    """A stretch of a text, and what is to stand there."""

    start: int
    end: int
    text: str


class Replacement(NamedTuple):
    """The same by lines and columns."""

    span: Span
    text: str


def replacements(text: str, value: object, fixes: Sequence[Fix]) -> Iterator[list[Replacement]]:
    """What each fix of findings of a text, whose plain value is given, would replace in it."""
    lines = scan.Lines(text)
    for changes in _changes(text, value, [fix.edits for fix in fixes]):
        yield [Replacement(lines.span(change.start, change.end), change.text) for change in changes]


def fix_file(
    named: Named,
    *,
    unsafe: bool = False,
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
    stdin: IO[bytes] | None = None,
    rules: Rulebook | None = None,
) -> Formatted:
    """What a file would hold when mended, with what is still wrong then. Nothing is written; never raises. `unsafe`
    allows what might change meaning."""
    judged = None
    if rules is not None:
        judged = partial(run.judge, plan=rules.plan(rules.choice(named.shown), named.shown))
    check = partial(check_bytes, engine=engine, max_size=max_size, rules=judged)
    if reason := why_unwritable(named.path):
        return unwritable(named, reason)
    data = content(named.path, stdin, max_size)
    if isinstance(data, Finding):
        return Formatted(named.path, b"", b"", (Checked(named.path, None, None, (data,)),))
    mend = partial(_mended, unsafe=unsafe, engine=engine, max_size=max_size, rules=judged)
    texts = _LINE.findall(data) if holds_lines(named.path, data) else [data]
    new = b"".join(map(mend, texts))
    return Formatted(named.path, data, new, tuple(check(named, new)))


def _mended(data: bytes, *, unsafe: bool, engine: Engine, max_size: int | None, rules: Judge | None) -> bytes:
    """A document with its fixes, again and again until there are none; the same bytes where one would do harm."""
    check = partial(check_text, engine=engine, max_size=max_size, rules=rules)
    value, findings = check(data)
    for _ in range(_MOST_ROUNDS):
        fixes = [finding.fix for finding in findings if finding.fix is not None and finding.waived is None]
        edits = [fix.edits for fix in fixes if unsafe or fix.is_safe]
        if value is None or not edits:
            break
        text = data.decode()
        changed = _changed(text, list(_changes(text, value, edits))).encode()
        value_then, findings_then = check(changed)
        if changed == data or _errors(findings_then) > _errors(findings):
            break
        data, value, findings = changed, value_then, findings_then
    return data


def _errors(findings: Sequence[Finding]) -> int:
    return sum(finding.severity is Severity.ERROR for finding in findings)


def _changes(text: str, value: object, fixes: list[tuple[Edit, ...]]) -> Iterator[list[Change]]:
    """What each fix changes in a text."""
    paths = {}
    for edits in fixes:
        for edit in edits:
            path = paths[edit.pointer] = steps_in(value, edit.pointer)
            for position in edit.order or ():
                paths[f"{edit.pointer}/{position}"] = (*path, position)
    places = scan.locate(text, set(paths.values()))
    lines = scan.Lines(text)

    def stretch(pointer: str, at_key: bool = False) -> tuple[int, int]:
        place = places[paths[pointer]]
        span = place.key if at_key and place.key is not None else place.value
        return lines.offset(span.line, span.column), lines.offset(span.end_line, span.end_column)

    for edits in fixes:
        changes = []
        for edit in edits:
            if edit.key is not None:
                changes.append(Change(*stretch(edit.pointer, at_key=True), json.dumps(edit.key, ensure_ascii=False)))
            if edit.value is not None:
                changes.append(Change(*stretch(edit.pointer), edit.value))
            for place, position in enumerate(edit.order or ()):
                start, end = stretch(f"{edit.pointer}/{position}")
                changes.append(Change(*stretch(f"{edit.pointer}/{place}"), text[start:end]))
        yield changes


def _changed(text: str, fixes: list[list[Change]]) -> str:
    """A text with its fixes, of two that touch each other the first; the others wait for the next round."""
    taken: list[Change] = []
    for changes in fixes:
        if not any(one.start < other.end and other.start < one.end for one in changes for other in taken):
            taken += changes
    parts, end = [], 0
    for change in sorted(taken):
        parts += [text[end : change.start], change.text]
        end = change.end
    return "".join([*parts, text[end:]])
