"""The pipeline, in one screenful: decode -> schema -> convert -> rules -> locate."""

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from visitdata.checker.syntax import JSON, Syntax, syntax_of
from visitdata.codec.decode import refuse
from visitdata.codec.problems import UNREADABLE_FILE
from visitdata.findings import Finding, InvalidVisit, Span, path_of
from visitdata.limits import MAX_SIZE
from visitdata.schemas import check as schema
from visitdata.schemas.engines import Engine, check_engine

if TYPE_CHECKING:
    from visitdata.model import Visit


Judge = Callable[["Visit"], list[Finding]]
"""What the rules of a run object to in a visit."""


def check_text(
    data: bytes | str,
    *,
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
    rules: "Judge | None" = None,
    syntax: Syntax = JSON,
) -> tuple[dict[str, Any] | None, list[Finding]]:
    """The plain value that a text says, and every reason why it is not a visit, in the order of the text and each
    with its place there; of a visit what the rules object to. The value is None where the text is no JSON object; it
    is a visit where there are no findings but those of rules. Never raises."""
    value, findings = syntax.decode(data, max_size)
    if value is not None:
        findings = locate(_judged(value, schema.check(value, engine, len(data)), rules), value, data, syntax)
    return value, findings


def check_value(
    value: object,
    *,
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
    rules: "Judge | None" = None,
) -> list[Finding]:
    """Every reason why a plain Python value is not a visit, or what the rules object to in one. Never raises."""
    refused = refuse(value, max_size)
    if refused:
        return refused
    plain = cast(dict[str, Any], value)  # as it was not refused
    return _judged(plain, schema.check(plain, engine), rules)


def _judged(value: dict[str, Any], findings: list[Finding], rules: "Judge | None") -> list[Finding]:
    if findings or rules is None:
        return findings
    from visitdata.codec.convert import structure

    return rules(structure(value))


def locate(findings: list[Finding], value: dict[str, Any], data: bytes | str, syntax: Syntax = JSON) -> list[Finding]:
    """The findings with their places in the text, sorted by them. Places in other files stay as they are."""
    if not findings:
        return findings
    paths = {
        pointer: steps_in(value, pointer)
        for finding in findings
        for pointer in (finding.pointer or "", *(place.pointer for place in finding.related if place.file is None))
    }
    places = syntax.locate(data if isinstance(data, str) else data.decode(), set(paths.values()))
    located = []
    for finding in findings:
        place = places[paths[finding.pointer or ""]]
        span = place.key if finding.at_key and place.key is not None else place.value
        if finding.code in ("VDS002", "VDS010", "VDS011"):
            span = Span(span.line, span.column, span.line, span.column + 1)
        related = tuple(
            one._replace(span=places[paths[one.pointer]].value) if one.file is None else one for one in finding.related
        )
        placed = finding._replace(span=span, related=related)
        if finding.fix is not None and not syntax.is_written:
            placed = placed._replace(fix=None, hint=finding.hint or finding.fix.message)
        located.append(placed)
    return sorted(located, key=lambda finding: (finding.span or Span(0, 0, 0, 0), finding.code, finding.message))


def steps_in(value: Any, pointer: str) -> tuple[str | int, ...]:
    """The path of a JSON Pointer with list positions as numbers."""
    steps: list[str | int] = []
    for name in path_of(pointer):
        step: Any = int(name) if isinstance(value, list) else name
        steps.append(step)
        value = value[step]
    return tuple(steps)


def check_options(engine: object, max_size: object = None) -> None:
    """Raise `ValueError` or `TypeError` where an option of the functions that read is none."""
    check_engine(engine)
    if max_size is not None and type(max_size) is not int:
        raise TypeError(f"max_size is a number of bytes or None, not {max_size!r}")
    if max_size is not None and max_size < 0:
        raise ValueError(f"max_size is a number of bytes from 0 up, not {max_size}; None lifts the limit")


def loads(text: str | bytes, *, engine: Engine = "jsonschema-rs", max_size: int | None = MAX_SIZE) -> "Visit":
    """The visit that a JSON text says. Raises `InvalidVisit` with every finding where it says none, and `TypeError`
    for what is no text. A text of more than `max_size` bytes is refused; None lifts that limit."""
    check_options(engine, max_size)
    if not isinstance(text, str | bytes):
        raise TypeError(f"loads takes JSON text, not {type(text).__name__}; from_dict takes a dict, load a file")
    text = exact(text)
    value, findings = check_text(text, engine=engine, max_size=max_size)
    return _visit(value, _with_hint(findings, text, "to read a file, call visitdata.load"))


def from_dict(value: Mapping[str, Any], *, engine: Engine = "jsonschema-rs") -> "Visit":
    """The visit that a plain dict says, as `json.loads` gives it. Raises `InvalidVisit` with every finding where it
    says none."""
    from visitdata.checker.visits import to_plain

    check_options(engine)
    plain = to_plain(value)
    return _visit(plain, check_value(plain, engine=engine))


def _visit(value: Any, findings: list[Finding]) -> "Visit":
    if findings:
        raise InvalidVisit(findings)
    from visitdata.codec.convert import structure

    return structure(value)


def validate(
    document: "str | bytes | os.PathLike[str] | Mapping[str, Any] | Visit",
    *,
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
) -> list[Finding]:
    """Every reason why something is not a visit; an empty list where it is one. Whatever it is, nothing is raised.

    Takes JSON text (str or bytes), a plain dict, a `Visit`, or the path of a file as a `pathlib.Path`; a str is
    always a text, never the name of a file. What is larger than `max_size` bytes of text is refused; None lifts
    that limit. Rules are not run: `check` runs them.
    """
    check_options(engine, max_size)
    return findings_of(document, engine=engine, max_size=max_size)


def findings_of(
    document: object,
    *,
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
    rules: "Judge | None" = None,
) -> list[Finding]:
    """As `validate`, and with what the rules object to in what is a visit."""
    kind = type(document)  # which no object can lie about
    if issubclass(kind, str | bytes):
        text = exact(cast(str | bytes, document))
        findings = check_text(text, engine=engine, max_size=max_size, rules=rules)[1]
        return _with_hint(findings, text, "to check a file, give validate a pathlib.Path")
    if hasattr(kind, "__fspath__"):
        from visitdata.checker.files import read_bytes

        try:
            name = os.fsdecode(cast(os.PathLike[str], document))
        except Exception as error:  # a path that fails is no path, whatever it raises
            return [UNREADABLE_FILE.finding(f"cannot be read: its path cannot be told ({type(error).__name__})")]
        data = read_bytes(name, max_size)
        if isinstance(data, Finding):
            return [data]
        return [
            finding._replace(file=name)
            for finding in check_text(data, engine=engine, max_size=max_size, rules=rules, syntax=syntax_of(name))[1]
        ]
    from visitdata.checker.visits import to_plain

    return check_value(to_plain(document), engine=engine, max_size=max_size, rules=rules)


def exact(text: str | bytes) -> str | bytes:
    """A text as exactly str or bytes: a subclass may behave otherwise."""
    if type(text) is str or type(text) is bytes:
        return text
    return "".join((cast(str, text),)) if issubclass(type(text), str) else b"".join((cast(bytes, text),))


def _with_hint(findings: list[Finding], text: str | bytes, hint: str) -> list[Finding]:
    """The findings; where a text is rather the name of a file, one with a hint that says so."""
    is_short = isinstance(text, str) and len(text) < 1000 and "{" not in text
    if findings and is_short and str(text).lower().endswith((".json", ".jsonl", ".gz", ".yaml", ".yml")):
        return [findings[0]._replace(hint=hint)]
    return findings
