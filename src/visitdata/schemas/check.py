"""Is a plain value a visit? One finding for each thing its author can mend.

What an engine tells is only which keyword failed where; what is said of it is made here, so that every engine gives
the same findings.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from visitdata.findings import Edit, Finding, Fix, nearest, only_near, pointer_of, printable
from visitdata.schemas import published
from visitdata.schemas.advice import certain_word, meant_key, meant_word, object_for
from visitdata.schemas.engines import Engine, Failure, failures, is_valid
from visitdata.schemas.problems import (
    EMPTY,
    MISSING_KEY,
    MORE_FINDINGS,
    NOT_A_VISIT,
    OUT_OF_RANGE,
    UNKNOWN_KEY,
    UNKNOWN_VERSION,
    UNKNOWN_WORD,
    WRONG_FORM,
    WRONG_NAME,
    WRONG_TYPE,
)

VISIT_KEYS = ("schema_version", "parties", "program")
"""A JSON object that has none of these keys is a document of another kind."""

MAX_FINDINGS = 1000
"""The most findings that are given for one document."""

_SUGGESTIONS = 100
_LISTED = 12
_TYPES = {
    "object": "an object",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def check(value: dict[str, Any], engine: Engine = "jsonschema-rs", size: int | None = None) -> list[Finding]:
    """Why a plain value is not a visit; an empty list where it is one. Each mistake is told once. `size` is the length
    of its text, where it has one."""
    if not any(key in value for key in VISIT_KEYS):
        return [
            NOT_A_VISIT.finding(
                "not a visit document: it has none of the keys schema_version, parties and program",
                pointer="",
            )
        ]
    if is_valid(value, engine):
        return []
    failed = list(failures(value, engine, size, MAX_FINDINGS + 1))
    unique = {(failure.path, failure.keyword): failure for failure in failed}
    for path, keyword in list(unique):
        if keyword in ("minimum", "maximum") and (path, "type") in unique:
            del unique[path, keyword]
    version = unique.get((("schema_version",), "const"))
    if version is not None:
        return list(_explain(version, 0))
    findings: dict[Finding, None] = {}
    for key in sorted(unique):
        findings |= dict.fromkeys(islice(_explain(unique[key], len(findings)), MAX_FINDINGS + 1))
        if len(findings) > MAX_FINDINGS:
            break
    misnamed = {finding.pointer for finding in findings if finding.code == WRONG_NAME.code}
    if misnamed:  # what stands under such a key is told by the one engine alone
        findings = {one: None for one in findings if one.code == WRONG_NAME.code or one.pointer not in misnamed}
    if len(findings) > MAX_FINDINGS or len(failed) > MAX_FINDINGS:
        more = MORE_FINDINGS.finding(f"there are more than {MAX_FINDINGS:,} mistakes; not all are listed", pointer="")
        return [*islice(findings, MAX_FINDINGS), more]
    return list(findings)


def _explain(failure: Failure, told: int) -> Iterator[Finding]:
    """What the author can do about a failure; `told` is how much has been said already."""
    yield from _EXPLANATIONS[failure.keyword](failure, told < _SUGGESTIONS)


def _json(value: Any) -> str:
    import orjson

    return orjson.dumps(value).decode()


def _shown(value: str | float) -> str:
    if isinstance(value, str):
        return printable(_json(value if len(value) <= 60 else value[:57] + "..."))
    return str(value)[:60]


def _owner(failure: Failure) -> str:
    """The field that a failure speaks of, in words."""
    names = [step for step in failure.path if isinstance(step, str)]
    if not names:
        return "the document"
    return f"an item of {names[-1]}" if isinstance(failure.path[-1], int) else names[-1]


def _needed(failure: Failure) -> bool:
    """Whether a failure speaks of a field that no document can leave out."""
    return len(failure.path) == 1 and failure.path[0] in published._parsed("1.0")["required"]


def _type_of(value: Any) -> str:
    types = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
    return types.get(type(value), "number")


def _wrong_type(failure: Failure, expected: str) -> Finding:
    found = _TYPES[_type_of(failure.value)]
    if isinstance(failure.value, float) and expected == _TYPES["integer"]:
        found = f"the fraction {failure.value}"
    hint = "leave the key out: absent means not reported" if failure.value is None and not _needed(failure) else None
    if isinstance(failure.value, str) and expected == _TYPES["array"]:
        hint = f"write [{_shown(failure.value)}]"
    if expected == _TYPES["object"]:
        meant = object_for(str(failure.rules.get("title")), failure.value)
        hint = f"write {_json(meant)}" if meant else hint
    return WRONG_TYPE.finding(
        f"{_owner(failure)} must be {expected}, not {found}", hint=hint, pointer=pointer_of(failure.path)
    )


def _type(failure: Failure, suggest: bool) -> Iterator[Finding]:
    yield _wrong_type(failure, _TYPES[failure.rules["type"]])


def _not(failure: Failure, suggest: bool) -> Iterator[Finding]:
    yield WRONG_TYPE.finding(
        f"{_owner(failure)} must not be null",
        hint="leave the key out: absent means not reported",
        pointer=pointer_of(failure.path),
    )


def _required(failure: Failure, suggest: bool) -> Iterator[Finding]:
    known = failure.rules["properties"]
    for key in failure.rules["required"]:
        if key in failure.value:
            continue
        misspelled = nearest(key, (other for other in failure.value if other not in known)) if suggest else None
        if misspelled is not None:
            yield _unknown_key(failure, misspelled, key)
        else:
            yield MISSING_KEY.finding(
                f"{_owner(failure)} lacks the key {_shown(key)}", pointer=pointer_of(failure.path)
            )


def _unknown_key(failure: Failure, key: str, near: str | None) -> Finding:
    if near is not None:
        hint = f'did you mean "{near}"?'
    else:
        free = [known for known in failure.rules["properties"] if known not in failure.value]
        some = ", ".join(free[:_LISTED]) + (", ..." if len(free) > _LISTED else "")
        hint = f"it may have {some}; your own data goes under extensions"
    pointer = pointer_of((*failure.path, key))
    finding = UNKNOWN_KEY.finding(
        f"unknown key {_shown(key)} in {_owner(failure)}", hint=hint, pointer=pointer, at_key=True
    )
    free = [known for known in failure.rules["properties"] if known not in failure.value]
    if near is None or only_near(key, free) != near:
        return finding
    return finding._replace(fix=Fix(f"write {_shown(near)}", (Edit(pointer, key=near),), is_safe=False))


def _unexpected(failure: Failure, suggest: bool) -> Iterator[Finding]:
    known = failure.rules["properties"]
    free = [key for key in known if key not in failure.value]
    for count, key in enumerate(key for key in failure.value if key not in known):
        near = meant_key(key, free) if suggest and count < _SUGGESTIONS else None
        yield _unknown_key(failure, key, near)


def _enum(failure: Failure, suggest: bool) -> Iterator[Finding]:
    words = failure.rules["enum"]
    if not isinstance(failure.value, str):
        yield _wrong_type(failure, "one of its words")
        return
    near = meant_word(failure.value, words) if suggest else None
    hint = f'did you mean "{near}"?' if near else None
    everywhere = published._parsed("1.0")["$defs"]["activity"]["properties"]["type"]["enum"]
    if failure.path[-1] == "type" and failure.value in everywhere:
        hint = f'"{failure.value}" is an occasion: it stands in the program, not among the steps of another'
    elif hint is None:
        hint = "one of " + ", ".join(words)
    pointer = pointer_of(failure.path)
    finding = UNKNOWN_WORD.finding(
        f"{_shown(failure.value)} is not a word that {_owner(failure)} knows", hint=hint, pointer=pointer
    )
    meant = certain_word(failure.value, words) if near is not None else None
    if meant is not None and meant == near:
        finding = finding._replace(fix=Fix(f"write {_shown(meant)}", (Edit(pointer, _json(meant)),), is_safe=False))
    yield finding


def _form(failure: Failure) -> str:
    title = str(failure.rules["title"])
    return title[0].lower() + title[1:]


def _example(failure: Failure) -> str | None:
    examples = failure.rules.get("examples")
    return f'such as "{examples[0]}"' if examples else None


def _pattern(failure: Failure, suggest: bool) -> Iterator[Finding]:
    hint = _date_hint(failure.value) if failure.rules["title"] == "An EDTF date" else None
    if failure.value.endswith("\n"):
        hint = "take away the line break at its end"
    yield WRONG_FORM.finding(
        f"{_shown(failure.value)} is not {_form(failure)}",
        hint=hint or _example(failure),
        pointer=pointer_of(failure.path),
    )


def _date_hint(text: str) -> str | None:
    import re

    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return "the calendar has no such day"
    if re.fullmatch("[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}", text):
        return "write year-month-day, such as 2023-11-01; which number is the month only you can know"
    if re.fullmatch("[0-9-]{8,10}[T ].+", text):
        return "write the date alone; the clock time goes to the key time"
    return None


def _bounds(failure: Failure, suggest: bool) -> Iterator[Finding]:
    rules = failure.rules
    yield OUT_OF_RANGE.finding(
        f"{_owner(failure)} is {_shown(failure.value)}; it must lie between {rules['minimum']} and {rules['maximum']}",
        pointer=pointer_of(failure.path),
    )


def _empty(failure: Failure, suggest: bool) -> Iterator[Finding]:
    yield EMPTY.finding(
        f"{_owner(failure)} is empty",
        hint="name at least one" if _needed(failure) else "leave it out: absent means not reported",
        pointer=pointer_of(failure.path),
    )


def _const(failure: Failure, suggest: bool) -> Iterator[Finding]:
    if not isinstance(failure.value, str):
        yield _wrong_type(failure, "text")
        return
    yield UNKNOWN_VERSION.finding(
        f"schema version {_shown(failure.value)} is not one that this visitdata knows",
        hint=f"it knows {', '.join(published.VERSIONS)}",
        pointer=pointer_of(failure.path),
    )


def _names(failure: Failure, suggest: bool) -> Iterator[Finding]:
    import re

    form = re.compile(failure.rules["pattern"] + r"\Z")
    for key in failure.value:
        if not form.search(key):
            yield WRONG_NAME.finding(
                f"{_shown(key)}, a key of {_owner(failure)}, is not {_form(failure)}",
                hint=_example(failure),
                pointer=pointer_of((*failure.path, key)),
                at_key=True,
            )


_EXPLANATIONS: dict[str, Callable[[Failure, bool], Iterator[Finding]]] = {
    "type": _type,
    "not": _not,
    "required": _required,
    "additionalProperties": _unexpected,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "minimum": _bounds,
    "maximum": _bounds,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _empty,
    "propertyNames": _names,
}
