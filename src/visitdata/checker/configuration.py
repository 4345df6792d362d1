"""What a project asks of its checks: ``visitdata.toml``, or ``[tool.visitdata]`` in ``pyproject.toml``.

The nearest of these above a file governs it. What such a file may say is listed in
`visitdata.checker.configuration_file`, which is imported where there is one.
"""

import os
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from visitdata.checker import paths
from visitdata.checker.files import ENDINGS
from visitdata.findings import Severity, Unusable, printable

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

FILE = "visitdata.toml"
"""The name of a file that holds nothing else."""

PYPROJECT = "pyproject.toml"
"""The name of a file that holds it in the table ``tool.visitdata``."""

FORMATS = ("text", "concise", "json", "jsonl", "github", "gitlab", "junit", "sarif", "markdown")
"""The names of the formats in which a run is told."""


class Choice(NamedTuple):
    """Which rules judge a file, and what they are given: the arguments of `visitdata.checker.rulebook.plan`."""

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
        """The options that are said, by name, paths as they are seen from where we are."""
        self.folder = os.path.dirname(os.path.abspath(file)) if file is not None else os.getcwd()
        """What its paths and patterns are relative to."""
        for name, value in self.said.items():
            setattr(self, name.replace("-", "_"), value)

    def choice(self, path: str | None, asked: Choice) -> Choice:
        """Which rules judge a file, or with None any file that no pattern names, where the command line asks for some
        itself."""
        return Choice(
            select=asked.select or self.select,
            ignore=(*self.ignore, *(self._ignored_in(path) if path is not None else ()), *asked.ignore),
            severities=self.severities,
            completeness=asked.completeness or self.completeness,
            evidence=asked.evidence if asked.evidence is not None else self.evidence,
            as_of=asked.as_of,
            profiles=(*self.profiles, *asked.profiles),
        )

    def prepare(self) -> None:
        """Make ready what matches its patterns. Raises `Unusable` where one of them cannot be used."""
        if self.include is not Configuration.include:
            _ = self._included
        if self.exclude:
            _ = self._excluded
        if self.per_file_ignores:
            _ = self._file_specs

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
        """A path relative to the folder, with slashes, its own last one kept; None for one that lies elsewhere."""
        found = paths.inside(path, self.folder)
        return f"{found}/" if found is not None and path.endswith(os.sep) else found


_MOST_STARS = 3
"""With more, the time to match a long name grows beyond all bounds."""


def patterns(lines: Iterable[str]) -> "GitIgnoreSpec":
    """Patterns of .gitignore. Raises `Unusable` for one that is none, or would take too long to match."""
    from pathspec import GitIgnoreSpec

    listed = list(lines)
    for line in listed:
        steps = line.split("/")
        if steps.count("**") > _MOST_STARS or any(step.count("*") > _MOST_STARS for step in steps if step != "**"):
            raise Unusable(f"the pattern {printable(line[:80])} has more than {_MOST_STARS} * in one part, or parts **")
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
            from visitdata.checker.configuration_file import read

            found = read(paths.relative(path))
            if found is not None:
                return found
    return None
