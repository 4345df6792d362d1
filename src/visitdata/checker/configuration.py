"""What a project asks of its checks: ``visitdata.toml``, or ``[tool.visitdata]`` in ``pyproject.toml``.

The nearest of these above a file governs it. `OPTIONS` is the one list of what such a file may say: by it a file is
read, described to editors, and shown.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from visitdata.checker.files import ENDINGS, read_bytes
from visitdata.findings import Finding, Severity, Unusable, nearest, printable

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

FILE = "visitdata.toml"
"""The name of a file that holds nothing else."""

PYPROJECT = "pyproject.toml"
"""The name of a file that holds it in the table ``tool.visitdata``."""

FORMATS = ("text", "concise", "json", "jsonl", "github", "gitlab", "junit", "sarif", "markdown")
"""The names of the formats in which a run is told."""

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


class Choice(NamedTuple):
    """Which rules judge a file, and what they are given: the arguments of `visitdata.checker.judged.plan`."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()
    completeness: bool = False
    evidence: str | None = None
    as_of: date | None = None
    profiles: tuple[str, ...] = ()


class Configuration:
    """What a configuration says; each option is an attribute, its name with underscores."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()
    completeness: bool = False
    evidence: str | None = None
    profiles: tuple[str, ...] = ()
    include: tuple[str, ...] = tuple(f"*{ending}" for ending in ENDINGS)
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    fail_on: Severity = Severity.ERROR
    format: str | None = None
    baseline: str | None = None

    def __init__(self, file: str | None = None, said: dict[str, Any] | None = None) -> None:
        self.file = file
        """The file that says it; None where none does."""
        self.said = said or {}
        """The options that are said, by name."""
        self.folder = os.path.dirname(os.path.abspath(file)) if file is not None else os.getcwd()
        """What its paths and patterns are relative to."""
        for name, value in self.said.items():
            setattr(self, name.replace("-", "_"), self._placed(name, value))

    def _placed(self, name: str, value: Any) -> Any:
        if OPTIONS[name].kind is PATH:
            return os.path.join(os.path.dirname(self.file or ""), value)
        if OPTIONS[name].kind is PATHS:
            return tuple(os.path.join(os.path.dirname(self.file or ""), one) for one in value)
        return value

    def choice(self, path: str, asked: Choice) -> Choice:
        """Which rules judge a file, where the command line asks for some itself."""
        return Choice(
            select=asked.select or self.select,
            ignore=(*self.ignore, *self._ignored_in(path), *asked.ignore),
            severities=self.severities,
            completeness=asked.completeness or self.completeness,
            evidence=asked.evidence if asked.evidence is not None else self.evidence,
            as_of=asked.as_of,
            profiles=(*self.profiles, *asked.profiles),
        )

    def _ignored_in(self, path: str) -> Iterable[str]:
        if not self.per_file_ignores:
            return ()
        inside = self.inside(path)
        return (code for spec, codes in self._file_specs if inside and spec.match_file(inside) for code in codes)

    @cached_property
    def _file_specs(self) -> "list[tuple[GitIgnoreSpec, tuple[str, ...]]]":
        return [(patterns((pattern,)), codes) for pattern, codes in self.per_file_ignores]

    def includes(self, path: str) -> bool:
        """Whether a file of a folder is looked at."""
        if "include" not in self.said:
            return path.endswith(ENDINGS)
        return self._matches(self._included, path)

    def excludes(self, path: str) -> bool:
        """Whether a file, or a folder whose path ends with a slash, is passed over."""
        return bool(self.exclude) and self._matches(self._excluded, path)

    def _matches(self, spec: "GitIgnoreSpec", path: str) -> bool:
        inside = self.inside(path)
        return inside is not None and spec.match_file(inside)

    @cached_property
    def _included(self) -> "GitIgnoreSpec":
        return patterns(self.include)

    @cached_property
    def _excluded(self) -> "GitIgnoreSpec":
        return patterns(self.exclude)

    def inside(self, path: str) -> str | None:
        """A path relative to the folder, with slashes; None for one that lies elsewhere."""
        return relative(path, self.folder)


def relative(path: str, folder: str) -> str | None:
    """A path relative to a folder, with slashes, its own last slash kept; None for what does not lie in it."""
    whole, root = os.path.abspath(path), os.path.join(folder, "")
    if not whole.startswith(root):
        return None
    inside = whole[len(root) :].replace(os.sep, "/")
    return f"{inside}/" if path.endswith(("/", os.sep)) else inside


def patterns(lines: Iterable[str]) -> "GitIgnoreSpec":
    """Patterns of .gitignore. Raises `Unusable` for one that is none."""
    from pathspec import GitIgnoreSpec

    listed = list(lines)
    try:
        return GitIgnoreSpec.from_lines(listed)
    except ValueError as error:
        raise Unusable(f"{printable(', '.join(listed))} is no pattern: {printable(str(error))}") from None


class Configurations:
    """The configurations that govern files, each read once."""

    def __init__(self, only: Configuration | None = None) -> None:
        self._only = only
        self._by_folder: dict[str, Configuration | None] = {}
        self._none = Configuration()

    def of(self, path: str) -> Configuration:
        """The configuration that governs a file or a folder: the nearest one above it. Raises `Unusable` where it
        cannot be read."""
        if self._only is not None:
            return self._only
        return self._above(os.path.dirname(os.path.abspath(path)))

    def _above(self, folder: str) -> Configuration:
        passed: list[str] = []
        found = None
        while folder not in self._by_folder:
            passed.append(folder)
            found = _in_folder(folder)
            above = os.path.dirname(folder)
            if found is not None or above == folder:
                break
            folder = above
        else:
            found = self._by_folder[folder]
        self._by_folder.update(dict.fromkeys(passed, found))
        return found or self._none


def _in_folder(folder: str) -> Configuration | None:
    for name in (FILE, PYPROJECT):
        path = os.path.join(folder, name)
        if os.path.lexists(path):
            found = read(os.path.relpath(path) if _is_near(path) else path)
            if found is not None:
                return found
    return None


def _is_near(path: str) -> bool:
    """Whether a path is shorter as seen from where we are."""
    return os.path.commonpath((path, os.getcwd())) == os.getcwd()


def read(path: str) -> Configuration | None:
    """The configuration that a file says; None for a ``pyproject.toml`` that says none. Raises `Unusable`, with the
    name of the file and what is wrong with it, where it cannot be read."""
    said = _parsed(path)
    if os.path.basename(path) == PYPROJECT:
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
            raise Unusable(f"{printable(path)}: there is no option {key!r}; {hint}")
        try:
            options[key] = option.kind.read(value)
        except ValueError:
            found = printable(repr(value))
            found = found if len(found) <= 60 else f"{found[:59]}…"
            raise Unusable(
                f"{printable(path)}: {key} must be {option.kind.said}, as in: {option.example}; it is {found}"
            ) from None
    return Configuration(path, options)


def _parsed(path: str) -> dict[str, Any]:
    import tomllib

    data = read_bytes(path)
    if isinstance(data, Finding):
        raise Unusable(f"{printable(path)}: {data.message}")
    try:
        return tomllib.loads(data.decode())
    except UnicodeDecodeError as error:
        raise Unusable(f"{printable(path)}: it is not UTF-8 (byte {error.start + 1}); save it again as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise Unusable(f"{printable(path)}: it is no TOML: {printable(str(error))}") from None
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
