"""A plugin for pytest: ``pytest --visitdata DIR`` makes each file of a folder a test, and hands its visits to yours.

pytest imports this module wherever visitdata is installed, so it imports nothing heavy until it is used.
"""

import os
from collections.abc import Generator, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from visitdata.findings import Unusable, printable

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr, TracebackStyle

    from visitdata.checker.files import Checked
    from visitdata.model import Visit

_FOLDERS = pytest.StashKey[list[Path]]()
"""The folders that were given, none of them inside another."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("visitdata").addoption(
        "--visitdata", action="append", default=[], metavar="DIR",
        help="check each file of diplomatic visits in this folder as a test; can be given several times",
    )  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    given = [_path(name, config) for name in config.option.visitdata]
    for folder in given:
        if not folder.is_dir():
            raise pytest.UsageError(f"--visitdata: {printable(str(folder))} is no folder")
    folders = sorted(set(given))
    config.stash[_FOLDERS] = [one for one in folders if not any(other in one.parents for other in folders)]


def _path(name: str, config: pytest.Config) -> Path:
    """The whole path of what was named, links left as they are, as pytest leaves them."""
    return Path(os.path.abspath(config.invocation_params.dir / name))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Add the folders to what pytest finds by itself."""
    report = yield
    if isinstance(collector, pytest.Session) and report.passed:
        folders = [one for one in collector.config.stash[_FOLDERS] if not _is_picked_from(one, collector.config)]
        report.result = [*report.result, *(Corpus.of(collector, folder) for folder in folders)]
    return report


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "VisitFile | None":
    """Take a file that an argument such as ``visits/a.json::visitdata`` picks out of a folder."""
    for folder in parent.config.stash[_FOLDERS]:
        if folder in file_path.parents and _is_picked_from(folder, parent.config):
            return VisitFile.of(parent, file_path) if file_path in _files(folder) else None
    return None


def _is_picked_from(folder: Path, config: pytest.Config) -> bool:
    """Whether an argument names something inside a folder, so that the rest of the folder is not meant."""
    named = (_path(argument.partition("::")[0], config) for argument in config.args)
    return any(folder in path.parents for path in named)


@cache
def _files(folder: Path) -> dict[Path, None]:
    """The files that ``visitdata check`` looks at in a folder, in order."""
    from visitdata.checker.configuration import Configurations
    from visitdata.checker.files import expand
    from visitdata.checker.selection import Selection

    selection = Selection(Configurations())
    return dict.fromkeys(Path(named.path) for named in expand([str(folder)], selection=selection))


class Corpus(pytest.Collector):
    """A folder of visits: a test for each file, and one for all of them beside each other."""

    @classmethod
    def of(cls, session: pytest.Session, folder: Path) -> "Corpus":
        name = printable(_shown(folder, session.config.rootpath))
        corpus: Corpus = cls.from_parent(session, name=name, path=folder, nodeid=name)
        return corpus

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        for path in _files(self.path):
            yield VisitFile.of(self, path)
        yield Across.from_parent(self, name="across", path=self.path)

    def repr_failure(  # type: ignore[override]  # as that of pytest.Collector
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> "str | TerminalRepr":
        return _told(excinfo) or super().repr_failure(excinfo)


class VisitFile(pytest.File):
    """A file of one visit or, in JSON Lines, of many."""

    @classmethod
    def of(cls, parent: pytest.Collector, path: Path) -> "VisitFile":
        # A name that is no text could not be written where pytest keeps the names of tests, or sends them.
        name, node = (printable(_shown(path, base)) for base in (parent.path, parent.config.rootpath))
        file: VisitFile = cls.from_parent(parent, name=name, path=path, nodeid=node)
        return file

    def collect(self) -> Iterator[pytest.Item]:
        yield Alone.from_parent(self, name="visitdata")


class _Checks(pytest.Item):
    """Something to check, as ``visitdata check`` does with the configuration that governs it."""

    def checked(self, select: tuple[str, ...] = ()) -> "Iterator[Checked]":
        """The documents, without findings that the baseline knows; with some rules alone where these are given."""
        from visitdata.checker.across import check_corpus
        from visitdata.checker.baseline import Baseline
        from visitdata.checker.configuration import Choice, Configurations
        from visitdata.checker.files import Named, expand
        from visitdata.checker.rulebook import Rulebook
        from visitdata.checker.selection import Selection

        name = _shown(self.path, self.config.invocation_params.dir)
        configurations = Configurations()
        path = configurations.of(os.path.join(os.curdir, "-")).baseline
        known = Baseline(path) if path is not None and os.path.lexists(path) else None
        named = [Named(name, True)] if self.path.is_file() else expand([name], selection=Selection(configurations))
        for checked in check_corpus(named, rules=Rulebook(Choice(select=select), configurations)):
            yield checked if known is None else known.without_known(checked)

    def judge(self, *documents: "Checked") -> None:
        """Fail with the findings, as ``visitdata check`` shows them, if there is an error; keep milder ones beside the
        report of a test that passes (``pytest -rP``)."""
        from visitdata.report.text import of_document

        told = "".join(map(of_document, documents)).removesuffix("\n")
        if any(finding.is_error for checked in documents for finding in checked.findings):
            pytest.fail(told, pytrace=False)
        if told:
            self.add_report_section("call", "visitdata", told)

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: "TracebackStyle | None" = None
    ) -> "str | TerminalRepr":
        return _told(excinfo) or super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        return Path(printable(str(self.path))), None, self.nodeid


class Alone(_Checks):
    """The documents of one file, each by itself."""

    def runtest(self) -> None:
        documents = [one for one in self.checked() if not one.again]
        for checked in documents:
            if checked.skipped is not None:
                pytest.skip(f"{checked.file}: {checked.skipped}")
        self.judge(*documents)


class Across(_Checks):
    """The documents of a whole folder beside each other."""

    def runtest(self) -> None:
        from visitdata.rules.engine.catalog import ACROSS

        self.judge(*(one for one in self.checked((ACROSS,)) if one.again))


def _told(excinfo: pytest.ExceptionInfo[BaseException]) -> str | None:
    """What cannot be used, such as a configuration, in one line; None for any other failure."""
    return str(excinfo.value) if isinstance(excinfo.value, Unusable) else None


def _shown(path: Path, base: Path) -> str:
    """A path as it is told: from a folder on, where it lies in it."""
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else str(path)


@pytest.fixture(scope="session")
def visits(pytestconfig: pytest.Config) -> "dict[str, Visit]":
    """The visits of the folders given with ``--visitdata``, by id. Raises `InvalidVisit` if a document is none."""
    from visitdata.checker.visits import read
    from visitdata.findings import InvalidVisit

    folders = pytestconfig.stash[_FOLDERS]
    if not folders:
        pytest.fail("the fixture visits is filled by pytest --visitdata DIR", pytrace=False)
    here = pytestconfig.invocation_params.dir
    try:
        return _by_id(visit for folder in folders for visit in read(_shown(folder, here)))
    except InvalidVisit as error:
        raise InvalidVisit(error.findings) from None


def _by_id(found: "Iterable[Visit]") -> "dict[str, Visit]":
    by_id: dict[str, Visit] = {}
    for visit in found:
        if by_id.setdefault(visit.id, visit) is not visit:
            pytest.fail(f"the fixture visits cannot hold two documents with the id {visit.id}", pytrace=False)
    return by_id
