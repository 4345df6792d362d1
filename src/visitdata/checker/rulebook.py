"""Which rules judge which file: what a run asks for, laid over the configuration that governs the file."""

import os
from collections.abc import Iterable, Mapping
from datetime import date

from visitdata.checker.configuration import Choice, Configuration, Configurations
from visitdata.checker.evidence import open_folder
from visitdata.findings import Severity, Unusable, printable
from visitdata.rules.engine import catalog
from visitdata.rules.engine.catalog import Plan
from visitdata.rules.engine.settings import Settings
from visitdata.rules.facts import profiles as known

StrPath = str | os.PathLike[str]


class Rulebook:
    """The rules of a run by file; each plan is made once."""

    def __init__(self, asked: Choice, configurations: Configurations | None = None) -> None:
        self._asked = asked
        self._configurations = configurations or Configurations(Configuration())
        self._plans: dict[Choice, Plan] = {}

    def __reduce__(self) -> tuple[type["Rulebook"], tuple[Choice]]:
        """For another process, which is handed the choices made and makes the plans of its own."""
        return Rulebook, (self._asked,)

    def choice(self, path: str) -> Choice:
        """Which rules judge a file."""
        return self._configurations.of(path).choice(path, self._asked)

    def choice_across(self, path: str) -> Choice:
        """By which rules a file is judged beside the others that the same configuration governs."""
        return self._configurations.of(path).choice(None, self._asked)

    def plan(self, choice: Choice, path: str = "-") -> Plan:
        """The plan of a choice. Raises `Unusable`, with the configuration of the file for which it was made, where it
        cannot be used."""
        if choice not in self._plans:
            try:
                self._plans[choice] = plan(**{**choice._asdict(), "severities": dict(choice.severities)})
            except Unusable as error:
                file = self._configurations.of(path).file
                raise Unusable(f"{printable(file)}: {error}" if file is not None else str(error)) from None
        return self._plans[choice]


def plan(
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severities: Mapping[str, Severity] | None = None,
    completeness: bool = False,
    evidence: StrPath | None = None,
    as_of: date | None = None,
    profiles: Iterable[StrPath] = (),
) -> Plan:
    """The rules of a run, as `visitdata.check` takes them. Raises `ValueError`, in one line, for what cannot be
    used."""
    return catalog.plan(
        Settings(
            select=_codes(select),
            ignore=_codes(ignore),
            severities={code.upper(): severity for code, severity in (severities or {}).items()},
            completeness=completeness,
            evidence=open_folder(evidence) if evidence is not None else None,
            as_of=as_of,
            profiles=known.profiles([profiles] if isinstance(profiles, str | os.PathLike) else profiles),
        )
    )


def _codes(selectors: Iterable[str]) -> tuple[str, ...]:
    return tuple(code.upper() for code in ([selectors] if isinstance(selectors, str) else selectors))
