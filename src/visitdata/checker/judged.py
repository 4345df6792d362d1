"""`check`: documents against the model and the rules, in one call."""

import os
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from visitdata.checker.files import check_paths
from visitdata.checker.pipeline import check_options, findings_of
from visitdata.findings import Finding
from visitdata.limits import MAX_SIZE
from visitdata.rules.engine import catalog
from visitdata.rules.engine.catalog import Plan
from visitdata.rules.engine.settings import Settings
from visitdata.rules.facts.profiles import profiles as read_profiles
from visitdata.schemas.engines import Engine

if TYPE_CHECKING:
    from visitdata.model import Visit


def plan(
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    completeness: bool = False,
    evidence: str | os.PathLike[str] | None = None,
    as_of: date | None = None,
    profiles: Iterable[str | os.PathLike[str]] = (),
) -> Plan:
    """The rules of a run, as `check` takes them."""
    return catalog.plan(
        Settings(
            select=tuple(select),
            ignore=tuple(ignore),
            completeness=completeness,
            as_of=as_of,
            profiles=read_profiles(profiles),
        )
    )


def check(
    document: "str | bytes | os.PathLike[str] | Mapping[str, object] | Visit",
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    completeness: bool = False,
    evidence: str | os.PathLike[str] | None = None,
    as_of: date | None = None,
    profiles: Iterable[str | os.PathLike[str]] = (),
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
) -> list[Finding]:
    check_options(engine, max_size)
    rules = plan(
        select=select, ignore=ignore, completeness=completeness, evidence=evidence, as_of=as_of, profiles=profiles
    )
    if hasattr(type(document), "__fspath__"):
        name = os.fsdecode(document)  # type: ignore[arg-type]
        documents = check_paths([name], engine=engine, max_size=max_size, rules=rules)
        return [finding for checked in documents for finding in checked.findings]
    return findings_of(document, engine=engine, max_size=max_size, rules=rules)
