"""Documents beside each other: each of a corpus checked by itself, and then by the rules across documents."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import IO, TYPE_CHECKING

from visitdata.checker.files import LINES, Checked, check_paths, in_file, opened, read_bytes
from visitdata.checker.pipeline import locate
from visitdata.checker.syntax import syntax_of
from visitdata.findings import Finding
from visitdata.limits import MAX_SIZE
from visitdata.schemas.engines import Engine

if TYPE_CHECKING:
    from visitdata.model import Visit
    from visitdata.rules.engine.catalog import Plan
    from visitdata.rules.engine.corpus import Digest


def check_corpus(
    paths: Iterable[str],
    *,
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
    stdin: IO[bytes] | None = None,
    rules: "Plan | None" = None,
) -> Iterator[Checked]:
    """Every document that paths name, checked one at a time; and last those of which a rule across documents finds
    something, once more with these findings alone."""
    if rules is None:
        yield from check_paths(paths, engine=engine, max_size=max_size, stdin=stdin)
        return
    from visitdata.rules.engine.catalog import ACROSS
    from visitdata.rules.engine.corpus import digest, judge_across
    from visitdata.rules.engine.run import judge

    if not any(code.startswith(ACROSS) for code in rules.codes):
        judged_alone = partial(judge, plan=rules)
        yield from check_paths(paths, engine=engine, max_size=max_size, stdin=stdin, rules=judged_alone)
        return
    met: list[Visit] = []

    def judged(visit: "Visit") -> list[Finding]:
        met.append(visit)
        return judge(visit, rules)

    digests: list[Digest] = []
    first: tuple[Checked, Visit] | None = None
    for checked in check_paths(paths, engine=engine, max_size=max_size, stdin=stdin, rules=judged):
        yield checked
        if met and first is None and not digests:
            first = checked, met.pop()  # a digest of it is made when a second one is met
        elif met:
            if first is not None:
                digests.append(digest(first[1], first[0].file, first[0].record))
                first = None
            digests.append(digest(met.pop(), checked.file, checked.record))
    yield from _told(judge_across(digests, rules) if digests else [], max_size)


def _told(findings: list[Finding], max_size: int | None) -> Iterator[Checked]:
    """Findings by document, with their places in its text."""
    by_file: dict[str, dict[int | None, list[Finding]]] = {}
    for finding in findings:
        by_file.setdefault(finding.file or "", {}).setdefault(finding.record, []).append(finding)
    for file, by_record in by_file.items():
        texts = _texts(file, set(by_record), max_size)
        for record, those in by_record.items():
            yield _located(Checked(file, record, None, tuple(those), again=True), texts.get(record))


def _texts(file: str, records: set[int | None], max_size: int | None) -> dict[int | None, bytes]:
    """The texts of documents of a file, as far as they can be read once more."""
    if not file.endswith(LINES):
        data = read_bytes(file, max_size)
        return {None: data} if isinstance(data, bytes) else {}
    with opened(file) as lines:
        return {number: line.rstrip(b"\r\n") for number, line in enumerate(lines, 1) if number in records}


def _located(checked: Checked, text: bytes | None) -> Checked:
    syntax = syntax_of(checked.file)
    value = syntax.decode(text, None)[0] if text is not None else None
    if value is None or text is None:
        return checked
    located = locate(list(checked.findings), value, text, syntax)
    findings = [in_file(one, checked.file, checked.record) for one in located]
    return checked._replace(findings=tuple(findings), text=text)
