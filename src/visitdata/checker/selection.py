"""Which files of a run are looked at: by the patterns of its configurations, by .gitignore, and by what has changed in
git."""

import os
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from visitdata.checker.configuration import Configurations, patterns, relative
from visitdata.checker.files import opened
from visitdata.findings import Unusable, printable

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


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
        self._gitignore = _Gitignore()

    def begins(self, folder: str) -> None:
        """Say that the folder itself was named, so that git's ignoring it does not count."""
        self._gitignore.begins(folder)

    def enters(self, folder: str) -> bool:
        """Whether a folder found in another is looked into."""
        path = os.path.join(folder, "")
        return not self._is_passed_over(path)

    def takes(self, path: str, found: bool) -> bool:
        """Whether a file is looked at."""
        if path == "-":
            return True
        if found and not self.configurations.of(path).includes(path):
            return False
        if (found or self._excludes_named) and self._is_passed_over(path):
            return False
        return self._changed is None or os.path.realpath(path) in self._changed

    def _is_passed_over(self, path: str) -> bool:
        configuration = self.configurations.of(path)
        return configuration.excludes(path) or (
            configuration.respect_gitignore and self._gitignore.ignores(os.path.abspath(path), path.endswith(os.sep))
        )


class _Layer(NamedTuple):
    """The patterns of a .gitignore and the folder they are relative to."""

    folder: str
    spec: "GitIgnoreSpec"


class _Gitignore:
    """The .gitignore files of repositories; outside a repository none counts."""

    def __init__(self) -> None:
        self._layers: dict[str, tuple[_Layer, ...]] = {}
        self._homes: dict[str, str | None] = {}

    def begins(self, folder: str) -> None:
        whole = os.path.abspath(folder)
        if self._home(whole) is not None and self.ignores(whole, True):
            self._layers[whole] = self._own(whole)

    def ignores(self, path: str, is_folder: bool) -> bool:
        """Whether git ignores what stands at an absolute path, its folder being none that it ignores."""
        for layer in reversed(self._above(os.path.dirname(path))):
            inside = relative(path, layer.folder)
            verdict = layer.spec.check_file(f"{inside}/" if is_folder else str(inside)).include
            if verdict is not None:
                return verdict
        return False

    def _above(self, folder: str) -> tuple[_Layer, ...]:
        """The layers that count for what stands in a folder, the outermost first."""
        home = self._home(folder)
        if home is None:
            return ()
        passed = []
        while folder not in self._layers:
            passed.append(folder)
            if folder == home:
                break
            folder = os.path.dirname(folder)
        for one in reversed(passed):
            outer = self._layers[os.path.dirname(one)] if one != home else ()
            self._layers[one] = (*outer, *self._own(one))
        return self._layers[passed[0] if passed else folder]

    def _own(self, folder: str) -> tuple[_Layer, ...]:
        lines = _lines(os.path.join(folder, ".gitignore"))
        if os.path.isdir(os.path.join(folder, ".git")):
            lines = _lines(os.path.join(folder, ".git", "info", "exclude")) + lines
        return (_Layer(folder, patterns(lines)),) if lines else ()

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


def _lines(path: str) -> list[str]:
    try:
        with opened(path) as file:
            lines = os.fsdecode(file.read()).split("\n")
    except OSError:  # as git does with one that is not there or cannot be read
        return []
    return [line for line in lines if _is_pattern(line)]


def _is_pattern(line: str) -> bool:
    try:
        patterns((line,))
    except Unusable:  # git passes over it
        return False
    return bool(line.strip())


def changed_since(revision: str) -> frozenset[str]:
    """The real paths of the files that differ from where a revision and what is checked out went apart, and of those
    that are new to git. Raises `Unusable` where git cannot tell."""
    top = _git("rev-parse", "--show-toplevel", wanted="it asks the git repository of this folder")[:-1]
    wanted = f"{revision!r} is no revision here; a shallow clone must fetch it first"
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", wanted=wanted)
    wanted = f"{revision!r} and HEAD have nothing in common; a shallow clone must fetch more of its history"
    apart = _git("merge-base", commit.strip(), "HEAD", wanted=wanted).strip()
    ways = ("-z", "--name-only", "--no-renames", "--no-relative", "--no-ext-diff", "--diff-filter=d")
    changed = _git("diff", *ways, apart, "--", wanted="git cannot compare")
    new = _git("ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", ":/", wanted="git cannot list")
    return frozenset(os.path.realpath(os.path.join(top, name)) for name in (changed + new).split("\0") if name)


def _git(*arguments: str, wanted: str) -> str:
    """What git prints. Raises `Unusable`, which says what was wanted and git's own last word, where it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell; what is typed stands behind --end-of-options
            ["git", *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False,  # noqa: S607
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
        )  # fmt: skip
    except (OSError, ValueError) as error:  # ValueError: a NUL in a revision
        raise Unusable(f"--changed-since needs git, which cannot be run: {error}") from None
    if done.returncode:
        words = os.fsdecode(done.stderr).strip().rpartition("\n")[2]
        raise Unusable(printable(f"--changed-since: {wanted}{f' ({words})' if words else ''}"))
    return os.fsdecode(done.stdout)
