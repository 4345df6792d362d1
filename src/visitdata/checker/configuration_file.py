"""What ``visitdata.toml`` and the table ``tool.visitdata`` may say: how it is read, described to editors, and shown.

`OPTIONS` is the one list of it.
"""

import os
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from visitdata.checker.configuration import FILE, FORMATS, PYPROJECT, Choice, Configuration
from visitdata.checker.files import read_bytes
from visitdata.findings import Finding, Severity, Unusable, nearest, printable

_CODE = re.compile("VD[A-Z]?[0-9]{0,3}")


class Kind(NamedTuple):
    """What an option takes."""

    said: str
    """In words, for one who wrote something else."""
    schema: dict[str, Any]
    """As JSON Schema."""
    read: Callable[[Any], Any]
    """Its value from what TOML says. Raises `ValueError` for what it does not take."""


class Option(NamedTuple):
    """What a configuration may say."""

    kind: Kind
    meaning: str
    example: str
    """In TOML."""


def _read_flag(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError
    return value


def _read_text(value: Any) -> str:
    if type(value) is not str or not value or "\0" in value:
        raise ValueError
    return value


def _read_code(value: Any) -> str:
    if type(value) is not str or not _CODE.fullmatch(value):
        raise ValueError
    return value


def _read_severity(value: Any) -> Severity:
    if type(value) is not str:
        raise ValueError
    return Severity(value)


def _read_format(value: Any) -> str:
    if type(value) is not str or value not in FORMATS:
        raise ValueError
    return value


def _list_of(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    def read_list(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise ValueError
        return tuple(map(read, value))

    return read_list


def _table_of(
    read_key: Callable[[Any], Any], read: Callable[[Any], Any]
) -> Callable[[Any], tuple[tuple[Any, Any], ...]]:
    def read_table(value: Any) -> tuple[tuple[Any, Any], ...]:
        if type(value) is not dict:
            raise ValueError
        return tuple((read_key(key), read(one)) for key, one in value.items())

    return read_table


_A_TEXT = {"type": "string", "pattern": "^[^\\u0000]+$"}
_A_CODE = {"type": "string", "pattern": f"^{_CODE.pattern}$"}
_SEVERITIES = [severity.value for severity in Severity]

FLAG = Kind("true or false", {"type": "boolean"}, _read_flag)
PATH = Kind("a path", _A_TEXT, _read_text)
PATHS = Kind("a list of paths", {"type": "array", "items": _A_TEXT}, _list_of(_read_text))
PATTERNS = Kind("a list of patterns", {"type": "array", "items": _A_TEXT}, _list_of(_read_text))
CODES = Kind(
    "a list of codes or their beginnings, such as VDT or VDT001",
    {"type": "array", "items": _A_CODE},
    _list_of(_read_code),
)
CODES_BY_PATTERN = Kind(
    "a table with a list of codes for each pattern",
    {"type": "object", "propertyNames": _A_TEXT, "additionalProperties": CODES.schema},
    _table_of(_read_text, CODES.read),
)
SEVERITY = Kind("error, warning or info", {"enum": _SEVERITIES}, _read_severity)
SEVERITIES = Kind(
    "a table with error, warning or info for each code",
    {"type": "object", "propertyNames": _A_CODE, "additionalProperties": SEVERITY.schema},
    _table_of(_read_code, _read_severity),
)
FORMAT = Kind(f"one of {', '.join(FORMATS)}", {"enum": list(FORMATS)}, _read_format)

OPTIONS = {
    "select": Option(
        CODES,
        "Run only these rules: codes or their beginnings. As with --select, which replaces it.",
        'select = ["VDT", "VDE"]',
    ),
    "ignore": Option(
        CODES,
        "Leave these rules out: codes or their beginnings. As with --ignore, which adds to it.",
        'ignore = ["VDL005"]',
    ),
    "per-file-ignores": Option(
        CODES_BY_PATTERN,
        "Leave rules out for the files that match a pattern.",
        'per-file-ignores = { "archive/**" = ["VDN"] }',
    ),
    "severities": Option(
        SEVERITIES,
        "Judge by other severities than the rules' own; of several that name a rule the longest counts.",
        'severities = { "VDE" = "error", "VDE003" = "warning" }',
    ),
    "completeness": Option(
        FLAG,
        "Say also what a fuller record would tell (VDK). As with --completeness.",
        "completeness = true",
    ),
    "evidence": Option(
        PATH,
        "The folder with the texts of sources, in which quotes are looked up. As with --evidence, which replaces it.",
        'evidence = "sources"',
    ),
    "profiles": Option(
        PATHS,
        "Profiles of hosts beside those that visitdata knows: JSON files. As with --profile, which adds to it.",
        'profiles = ["protocol/az.json"]',
    ),
    "include": Option(
        PATTERNS,
        "Which files of a folder are looked at, as patterns of .gitignore.",
        'include = ["*.visit.json"]',
    ),
    "exclude": Option(
        PATTERNS,
        "Which files and folders in a folder are passed over, as patterns of .gitignore.",
        'exclude = ["drafts/", "*.test.json"]',
    ),
    "respect-gitignore": Option(
        FLAG,
        "Whether files that git ignores are passed over in a folder. True where nothing is said.",
        "respect-gitignore = false",
    ),
    "fail-on": Option(
        SEVERITY,
        "How bad a finding must be for the command to exit with 1. As with --fail-on, which replaces it.",
        'fail-on = "warning"',
    ),
    "format": Option(
        FORMAT,
        "The format in which a run is told. As with --format, which replaces it.",
        'format = "concise"',
    ),
    "baseline": Option(
        PATH,
        "The file with the findings that are known and let pass. As with --baseline, which replaces it.",
        'baseline = "visitdata-baseline.json"',
    ),
}
"""What a configuration may say, in the order in which it is shown. Paths are relative to its folder."""


_MAX_SIZE = 1_000_000
"""The most bytes that a configuration may have."""


def _quoted(value: Any) -> str:
    """A wrong value or key, as much of it as tells which it is."""
    shown = printable(repr(value))
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


def read(path: str) -> Configuration | None:
    """The configuration that a file says; None for a ``pyproject.toml`` that says none. Raises `Unusable`, with the
    name of the file and what is wrong with it, where it cannot be read."""
    is_shared = os.path.basename(path) == PYPROJECT
    data = read_bytes(path, _MAX_SIZE)
    if isinstance(data, Finding):
        raise Unusable(f"{printable(path)}: {data.message}")
    if len(data) > _MAX_SIZE:
        raise Unusable(f"{printable(path)}: it is larger than {_MAX_SIZE / 10**6:g} MB")
    if is_shared and b"visitdata" not in data:
        return None  # most are about other things, and to parse them takes a while
    said = _parsed(path, data)
    if is_shared:
        tools = said.get("tool")
        table = tools.get("visitdata") if type(tools) is dict else None
        if table is None:
            return None
        if type(table) is not dict:
            raise Unusable(f"{printable(path)}: tool.visitdata must be a table")
        said = table
    options: dict[str, Any] = {}
    for key, value in said.items():
        option = OPTIONS.get(key)
        if option is None:
            near = nearest(key, OPTIONS)
            hint = f"did you mean {near}?" if near else f"it may have {', '.join(OPTIONS)}"
            raise Unusable(f"{printable(path)}: there is no option {_quoted(key)}; {hint}")
        try:
            options[key] = option.kind.read(value)
        except ValueError:
            wanted = f"{key} must be {option.kind.said}, as in: {option.example}"
            raise Unusable(f"{printable(path)}: {wanted}; it is {_quoted(value)}") from None
    found = Configuration(path, {name: _placed(name, value, path) for name, value in options.items()})
    try:
        found.prepare()
    except Unusable as error:
        raise Unusable(f"{printable(path)}: {error}") from None
    return found


def _placed(name: str, value: Any, file: str) -> Any:
    """The value of an option of a file; paths, which are relative to its folder, as they are seen from where we are."""
    kind, folder = OPTIONS[name].kind, os.path.dirname(file)
    if kind is PATH:
        return os.path.join(folder, value)
    return tuple(os.path.join(folder, one) for one in value) if kind is PATHS else value


def _parsed(path: str, data: bytes) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode())
    except UnicodeDecodeError as error:
        raise Unusable(f"{printable(path)}: it is not UTF-8 (byte {error.start + 1}); save it again as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise Unusable(f"{printable(path)}: it is no TOML: {printable(str(error))}") from None
    except ValueError as error:  # of a number of thousands of digits
        raise Unusable(f"{printable(path)}: it cannot be read: {printable(str(error))}") from None
    except RecursionError:
        raise Unusable(f"{printable(path)}: it is nested too deep") from None


SCHEMA_ID = "urn:visitdata:schema:configuration"


def schema() -> dict[str, Any]:
    """The JSON Schema of ``visitdata.toml`` and of the table ``tool.visitdata``, for editors."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",  # the newest that the TOML tools of editors read
        "$id": SCHEMA_ID,
        "title": "Configuration of visitdata",
        "description": f"What {FILE}, or the table tool.visitdata of {PYPROJECT}, may say.",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"description": option.meaning, **option.kind.schema} for name, option in OPTIONS.items()},
    }


def as_toml(configuration: Configuration, path: str, asked: Choice, given: Mapping[str, str | None]) -> str:
    """What holds for a file: every option, and where it was said. `asked` and `given`, by the names of options, is what
    the command line asks for."""
    choice = configuration.choice(path, asked)
    lines = []
    for name, option in OPTIONS.items():
        field = name.replace("-", "_")
        value: Any = getattr(choice, field, getattr(configuration, field))
        is_asked = getattr(asked, field, given.get(name))
        value = given.get(name, value) or value
        if value is None:
            lines.append(f"# {name} is not set")
            continue
        shown = _toml(dict(value) if option.kind in (CODES_BY_PATTERN, SEVERITIES) else value)
        origin = "  # from the command line" if is_asked else "" if name in configuration.said else "  # default"
        lines.append(f"{name} = {shown}{origin}")
    return "".join(f"{line}\n" for line in lines)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        import json

        return json.dumps(str(value)).replace("\x7f", "\\u007f")
    if isinstance(value, dict):
        pairs = ", ".join(f"{_toml(key)} = {_toml(one)}" for key, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return f"[{', '.join(map(_toml, value))}]"
