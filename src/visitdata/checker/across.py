"""Documents beside each other: a corpus, each document checked by itself, and then what the rules across documents
object to."""

from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING

from visitdata.checker.files import Checked, check_paths
from visitdata.limits import MAX_SIZE
from visitdata.schemas.engines import Engine

if TYPE_CHECKING:
    from visitdata.rules.engine.catalog import Plan


def check_corpus(
    paths: Iterable[str],
    *,
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
    stdin: IO[bytes] | None = None,
    rules: "Plan | None" = None,
) -> Iterator[Checked]:
    yield from check_paths(paths, engine=engine, max_size=max_size, stdin=stdin, rules=rules)
