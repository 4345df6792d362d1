"""Which files of a run are looked at: by the patterns of its configurations, by .gitignore, and by what has changed in
git."""

import os
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from visitdata.checker.configuration import Configurations
from visitdata.findings import Unusable, printable


class Selection:
    """Says of files and folders whether they are looked at.

    A file that is named is, unless `excludes_named`; one that is found in a folder where the configuration includes it
    and does not exclude it, and git does not ignore it. With `changed`, only files of these real paths are.
    """

    def __init__(
        self,
        configurations: Configurations,
        *,
        changed: frozenset[str] | None = None,
        excludes_named: bool = False,
    ) -> None:
        self.configurations = configurations
        self._changed = changed
        self._excludes_named = excludes_named
        self._ignored = _Ignored()
        self.passed_over = 0
        """How many files and folders the configuration excludes or git ignores, of those met."""

    def enters(self, folder: str) -> bool:
        """Whether a folder found in another is looked into."""
        return not self._is_passed_over(os.path.join(folder, ""))

    def takes(self, path: str, found: bool) -> bool:
        """Whether a file is looked at."""
        if path == "-":
            return True
        if found and (not self.configurations.of(path).includes(path) or self._is_passed_over(path)):
            return False
        if not found and self._excludes_named and any(map(self._is_passed_over, _with_folders(path))):
            return False
        return self._changed is None or os.path.realpath(path) in self._changed

    def _is_passed_over(self, path: str) -> bool:
        configuration = self.configurations.of(path)
        is_passed_over = configuration.excludes(path) or (
            configuration.respect_gitignore and self._ignored.holds(os.path.abspath(path), path.endswith(os.sep))
        )
        self.passed_over += is_passed_over
        return is_passed_over


def _with_folders(path: str) -> Iterator[str]:
    """A path, and the folders that it lies in."""
    yield path
    folder = os.path.dirname(os.path.abspath(path))
    while folder != os.path.dirname(folder):
        yield os.path.join(folder, "")
        folder = os.path.dirname(folder)


class _Ignored:
    """What git ignores, as git itself says it, asked once for each repository; nothing where there is no git."""

    def __init__(self) -> None:
        self._homes: dict[str, str | None] = {}
        self._listed: dict[str, frozenset[str]] = {}

    def holds(self, path: str, is_folder: bool) -> bool:
        """Whether git ignores the file or folder at an absolute path, apart from the folders that it lies in."""
        home = self._home(os.path.dirname(path))
        if home is None:
            return False
        if home not in self._listed:
            self._listed[home] = _ignored_in(home)
        return f"{path}{os.sep if is_folder else ''}" in self._listed[home]

    def _home(self, folder: str) -> str | None:
        """The folder of the repository that a folder lies in; None for one in no repository."""
        passed, home = [], None
        while folder not in self._homes:
            passed.append(folder)
            above = os.path.dirname(folder)
            if os.path.lexists(os.path.join(folder, ".git")):
                home = folder
                break
            if above == folder:
                break
            folder = above
        else:
            home = self._homes[folder]
        self._homes.update(dict.fromkeys(passed, home))
        return home


def _ignored_in(home: str) -> frozenset[str]:
    """The files, and with a separator at the end the folders, that git ignores in a repository."""
    asked = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
    try:
        listed = _git("-C", home, *asked, wanted="git cannot list")
    except Unusable:  # no git, or a repository that it does not trust
        return frozenset()
    return frozenset(os.path.join(home, name.replace("/", os.sep)) for name in listed.split("\0") if name)


def changed_since(revision: str) -> frozenset[str]:
    """The real paths of the files that differ from where a revision and what is checked out went apart, and of those
    that are new to git. Raises `Unusable` where git cannot tell."""
    top = _git("rev-parse", "--show-toplevel", wanted="it asks the git repository of this folder")[:-1]
    wanted = f"{revision!r} is no revision here; a shallow clone must fetch it first"
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", wanted=wanted)
    wanted = f"{revision!r} and HEAD have nothing in common; a shallow clone must fetch more of its history"
    apart = _git("merge-base", commit.strip(), "HEAD", wanted=wanted).strip()
    ways = (
        "-z",
        "--name-only",
        "--no-renames",
        "--no-relative",
        "--no-ext-diff",
        "--ignore-submodules",
        "--diff-filter=d",
    )
    changed = _git("diff", *ways, apart, "--", wanted="git cannot compare", settings=_without_filters())
    new = _git("ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", ":/", wanted="git cannot list")
    return frozenset(os.path.realpath(os.path.join(top, name)) for name in (changed + new).split("\0") if name)


def _without_filters() -> dict[str, str]:
    """Settings by which git runs none of the filters of the repository, which are programs, on what it compares."""
    names = _git("config", "-z", "--name-only", "--list", wanted="it asks the configuration of git")
    filters = {name.rpartition(".")[0] for name in names.split("\0") if name.startswith("filter.")}
    told = {"clean": "", "smudge": "", "process": "", "required": "false"}
    return {f"{one}.{key}": value for one in sorted(filters) for key, value in told.items()}


_PATIENCE = 60
"""Seconds after which git is taken to wait for something that does not come, such as a named pipe."""


_HARMLESS = {"core.fsmonitor": "false", "core.hooksPath": os.devnull}
"""Settings by which git runs no program of the repository, and nothing waits for one."""


def _git(*arguments: str, wanted: str, settings: Mapping[str, str] = MappingProxyType({})) -> str:
    """What git prints. Raises `Unusable`, which says what was wanted and git's own last word, where it fails."""
    import subprocess

    told = {**_HARMLESS, **settings}
    config = {"GIT_CONFIG_COUNT": str(len(told))}
    for number, (key, value) in enumerate(told.items()):
        config |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    # What is missing in a partial clone is not fetched, which could run a program as well.
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - no shell; what is typed stands behind --end-of-options
            ["git", *arguments],  # noqa: S607
            stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_PATIENCE,
            env={**os.environ, **config, **quiet},
        )  # fmt: skip
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:  # ValueError: a NUL in a revision
        raise Unusable(f"--changed-since needs git, which cannot be run: {error}") from None
    if done.returncode:
        words = os.fsdecode(done.stderr).strip().rpartition("\n")[2]
        raise Unusable(printable(f"--changed-since: {wanted}{f' ({words})' if words else ''}"))
    return os.fsdecode(done.stdout)
