"""Choosing one document among those that a path names."""

from collections.abc import Iterator

import pytest

from visitdata.checker.choice import choose
from visitdata.checker.files import Checked
from visitdata.findings import Finding


def document(id: object, line: int | None = None, *findings: Finding) -> Checked:
    return Checked("a.jsonl", line, {"id": id}, findings)


BROKEN = Checked("a.jsonl", 1, None, (Finding("VDP005", "broken"),))
SKIPPED = Checked("map.json", None, None, skipped="not a visit document")
A, B = document("az-pk"), document("tw-bz")


def test_the_only_document_is_chosen() -> None:
    assert choose([SKIPPED, A, SKIPPED], "p", None).checked is A
    assert choose([BROKEN], "p", None).checked is BROKEN


def test_no_more_is_read_than_is_needed() -> None:
    def documents() -> Iterator[Checked]:
        yield A
        yield B
        raise AssertionError("it was read")

    assert choose(documents(), "p", None).checked is None
    assert choose(documents(), "p", "tw-bz").checked is B


def test_a_document_with_an_error_is_found_by_its_id() -> None:
    bad = document("tw-bz", 2, Finding("VDS001", "bad"))
    assert choose([A, bad], "p", "tw-bz").checked is bad


def test_a_file_that_cannot_be_read_is_what_there_is_to_tell() -> None:
    assert choose([SKIPPED, BROKEN], "p", "az-pk").checked is BROKEN


@pytest.mark.parametrize(
    ("documents", "id", "problem"),
    [
        ([A, B], None, "p\\x1b holds several documents: name one with --id"),
        ([BROKEN, A], None, "p\\x1b holds several documents: name one with --id"),
        ([SKIPPED], None, "there is no document in p\\x1b"),
        ([], "az-pk", "no document in p\\x1b has the id az-pk"),
        ([A, B], "az-pq", "no document in p\\x1b has the id az-pq; did you mean az-pk?"),
        ([A, BROKEN], "az-pq", "no document in p\\x1b has the id az-pq; did you mean az-pk? 1 could not be read"),
        ([BROKEN, BROKEN], "x", "no document in p\\x1b has the id x; 2 could not be read"),
        ([document(7), document(None)], "7", "no document in p\\x1b has the id 7"),
        ([document("az\x1bpk")], "az\x1bpq", "no document in p\\x1b has the id az\\x1bpq; did you mean az\\x1bpk?"),
    ],
    ids=str,
)
def test_what_cannot_be_chosen_is_said_in_one_line(documents: list[Checked], id: str | None, problem: str) -> None:
    choice = choose(documents, "p\x1b", id)
    assert (choice.checked, choice.problem) == (None, problem)


def test_a_near_id_is_sought_among_the_first_ones_only() -> None:
    many = (document(f"{number:09}") for number in range(20_000))
    assert choose(many, "p", "000000007x").problem.endswith("did you mean 000000007?")
