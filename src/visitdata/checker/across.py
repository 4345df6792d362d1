"""Documents beside each other: each of a corpus checked by itself, and then by the rules across documents."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from typing import IO, TYPE_CHECKING

from visitdata.checker.files import LINES, UNREADABLE, Checked, Named, in_file, lines_of, opened, read_bytes
from visitdata.checker.parallel import Reading, check_all
from visitdata.checker.pipeline import locate
from visitdata.checker.syntax import syntax_of
from visitdata.findings import Finding
from visitdata.limits import MAX_SIZE
from visitdata.schemas.engines import Engine

if TYPE_CHECKING:
    from visitdata.checker.configuration import Choice
    from visitdata.checker.rulebook import Rulebook
    from visitdata.rules.engine.corpus import Digest


def check_corpus(
    files: Iterable[Named],
    *,
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
    stdin: IO[bytes] | None = None,
    rules: "Rulebook | None" = None,
    jobs: int = 1,
) -> Iterator[Checked]:
    """Every document of some files, checked one at a time, in the order of the files; its value is kept only where it
    has findings. Last come those of which a rule across documents finds something, once more with these findings
    alone: documents are compared with those that the same configuration governs. `jobs` is the number of processes."""
    streamed: set[str] = set()
    named = _noted(files, streamed)
    first = list(islice(named, 2))
    are_across = rules is not None and (
        len(first) > 1 or any(one.path == "-" or one.path.endswith(LINES) for one in first)
    )
    digests: dict[Choice, list[Digest]] = {}
    reading = Reading(engine, max_size)
    for checked, digest in check_all(
        chain(first, named), reading, rules, stdin=stdin, jobs=jobs, are_across=are_across
    ):
        yield checked
        if digest is not None and rules is not None:
            digests.setdefault(rules.choice_across(checked.file), []).append(digest)
    for choice, those in digests.items():
        if rules is not None and len(those) > 1:
            from visitdata.rules.engine.corpus import judge_across

            findings = judge_across(those, rules.plan(choice))
            kept = [one for one in findings if not one.code.startswith(rules.choice(one.file or "").ignore)]
            yield from _told(kept, max_size, streamed)


def _noted(files: Iterable[Named], streamed: set[str]) -> Iterator[Named]:
    """The files; what standard input is called is noted."""
    for named in files:
        if named.path == "-":
            streamed.add(named.shown)
        yield named


def _told(findings: list[Finding], max_size: int | None, streamed: set[str]) -> Iterator[Checked]:
    """Findings by document, with their places in its text; those in standard input, which cannot be read again, have
    none."""
    by_file: dict[str, dict[int | None, list[Finding]]] = {}
    for finding in findings:
        by_file.setdefault(finding.file or "", {}).setdefault(finding.record, []).append(finding)
    for file, by_record in by_file.items():
        texts = {} if file in streamed else _texts(file, set(by_record), max_size)
        for record, those in by_record.items():
            yield _located(Checked(file, record, None, tuple(those), again=True), texts.get(record))


def _texts(file: str, records: set[int | None], max_size: int | None) -> dict[int | None, bytes]:
    """The texts of documents of a file, as far as they can be read once more."""
    if not file.endswith(LINES):
        data = read_bytes(file, max_size)
        return {None: data} if isinstance(data, bytes) else {}
    texts: dict[int | None, bytes] = {}
    with suppress(*UNREADABLE), opened(file) as stream:  # it may have gone, or changed, since
        for number, line in enumerate(lines_of(stream, max_size), 1):
            if number in records:
                texts[number] = line.rstrip(b"\r\n")
    return texts


def _located(checked: Checked, text: bytes | None) -> Checked:
    syntax = syntax_of(checked.file)
    value = syntax.decode(text, None)[0] if text is not None else None
    if value is None or text is None:
        return checked
    located = locate(list(checked.findings), value, text, syntax)
    findings = [in_file(one, checked.file, checked.record) for one in located]
    return checked._replace(findings=tuple(findings), text=text)
