"""Each target holds on its seeds, and says so where a promise is broken; no fuzzer is needed."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from fuzz import oracles, targets
from fuzz.targets import TARGETS
from visitdata import Certainty
from visitdata.checker.format import Formatted


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_holds_on_its_seeds(name: str) -> None:
    target = TARGETS[name]
    seeds = list(target.seeds())
    assert any(len(seed) <= target.longest for seed in seeds)
    for seed in seeds:
        target.run(seed)


NUMBERS = count()

BROKEN: list[tuple[str, Any, str, Callable[..., Any]]] = [
    ("documents", targets.visitdata, "validate", lambda *_, **__: []),
    ("documents", oracles.visitdata, "dumps", lambda *_, **__: "{}"),
    ("lines", targets, "format_file", lambda *_: Formatted("-", b"", b"%d" % next(NUMBERS), ())),
    ("scanning", targets, "diagnose", lambda _: []),
    ("scanning", targets, "locate", lambda *_: {}),
    ("examples", targets, "check", lambda *_: []),
    ("drawn", targets, "structure_strictly", lambda _: None),
    ("values", targets.visitdata, "validate", lambda _: []),
    ("edtf", targets.EDTF, "overlaps", lambda *_: Certainty.CERTAINLY_NOT),
    ("edtf", targets.EDTF, "__new__", lambda cls, text: cls.trusted(text)),
    ("formats", targets.ID, "matches", lambda _: True),
    ("pointers", targets, "path_of", lambda pointer: tuple(pointer.split("/")[1:])),
    ("printing", targets, "printable", lambda text: text),
]
"""A function of the package that each target must notice to be broken."""


@pytest.mark.parametrize(
    ("name", "owner", "function", "broken"), BROKEN, ids=[f"{name}-{function}" for name, _, function, _ in BROKEN]
)
def test_a_target_notices_what_is_broken(
    name: str, owner: Any, function: str, broken: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owner, function, broken)
    with pytest.raises(Exception):  # noqa: B017 - whatever a target raises is a finding
        for seed in TARGETS[name].seeds():
            TARGETS[name].run(seed)


def test_the_words_for_the_fuzzer_are_those_of_the_schema() -> None:
    words = targets.words()
    assert {"schema_version", "honor_guard", "official"} < set(words) and len(set(words)) == len(words)
