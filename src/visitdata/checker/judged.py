"""`check`: documents against the model and the rules, in one call."""

import os
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast

from visitdata.checker.across import check_corpus
from visitdata.checker.configuration import Choice
from visitdata.checker.files import expand
from visitdata.checker.pipeline import check_options, findings_of
from visitdata.checker.rulebook import Rulebook
from visitdata.findings import Finding
from visitdata.limits import MAX_SIZE
from visitdata.rules.engine.run import judge
from visitdata.schemas.engines import Engine

if TYPE_CHECKING:
    from visitdata.model import Visit

StrPath = str | os.PathLike[str]


def check(
    document: "str | bytes | os.PathLike[str] | Mapping[str, object] | Visit",
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    completeness: bool = False,
    evidence: StrPath | None = None,
    as_of: date | None = None,
    profiles: Iterable[StrPath] = (),
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
) -> list[Finding]:
    """Every reason why something is not a visit, and of a visit what the rules object to; those findings that the
    document waives have a reason in `waived`.

    Takes what `validate` takes, and as a `pathlib.Path` also a folder or a file of JSON Lines, whose documents are
    judged beside each other as well. `select` and `ignore` name rules by their codes or the beginnings of these;
    `completeness` adds the rules of that family; `evidence` is a folder with texts of sources, named by their ids or
    SHA-256 sums; `as_of` the day that counts as today; `profiles` are files that tell of the protocol of hosts.

    Raises `ValueError`, in one line, for a code, folder or profile that cannot be used; never for a document.
    """
    check_options(engine, max_size)
    if as_of is not None and not isinstance(as_of, date):
        raise TypeError(f"as_of is a datetime.date, not {as_of!r}")
    asked = Choice(
        select=_texts(select),
        ignore=_texts(ignore),
        completeness=bool(completeness),
        evidence=os.fsdecode(evidence) if evidence is not None else None,
        as_of=as_of,
        profiles=_texts(profiles),
    )
    rules = Rulebook(asked)
    plan = rules.plan(asked)
    kind = type(document)  # which no object can lie about
    if hasattr(kind, "__fspath__"):
        try:
            name = os.fsdecode(cast(os.PathLike[str], document))
        except Exception:  # a path that fails is no path: `findings_of` says so
            name = "-"
        if name != "-":
            checked = check_corpus(expand([name]), engine=engine, max_size=max_size, rules=rules)
            return [finding for one in checked for finding in one.findings]
    return findings_of(document, engine=engine, max_size=max_size, rules=partial(judge, plan=plan))


def _texts(given: StrPath | Iterable[StrPath]) -> tuple[str, ...]:
    return tuple(map(os.fsdecode, [given] if isinstance(given, str | os.PathLike) else given))
