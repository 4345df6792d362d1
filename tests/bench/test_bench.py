"""The benchmark measures what it says: its documents are valid, varied and the same each time, and every part runs."""

import json
import sys
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

import visitdata
from bench import __main__ as command
from bench import measures, peers
from bench.corpus import SIZE, Corpus, damaged, digest
from bench.measures import Row


@pytest.fixture(scope="module")
def documents() -> list[bytes]:
    return Corpus().documents(300)


def test_its_documents_are_valid_and_of_the_size_told(documents: list[bytes]) -> None:
    assert [visitdata.validate(text) for text in documents] == [[]] * len(documents)
    assert abs(sum(map(len, documents)) / len(documents) - SIZE) < SIZE / 10
    assert all(visitdata.dumps(visitdata.loads(text), compact=True) == f"{text.decode()}\n" for text in documents[:20])


def test_its_documents_are_the_same_each_time(documents: list[bytes]) -> None:
    assert digest(Corpus().documents(300)) == digest(documents)
    assert digest(Corpus(seed=2).documents(300)) != digest(documents)


def test_every_kind_of_activity_is_as_frequent_as_every_other(documents: list[bytes]) -> None:
    kinds: Counter[str] = Counter()
    for text in documents:
        for placed in visitdata.loads(text).activities():
            kinds[placed.activity.type] += 1
    assert set(kinds) == {cls.__tag__ for cls in visitdata.Activity.__members__}
    assert min(kinds.values()) > 0.7 * max(kinds.values())


def test_so_many_are_damaged_as_asked_for(documents: list[bytes]) -> None:
    bad = damaged(documents, 0.1)
    found = [visitdata.validate(text) for text in bad]
    assert sum(map(bool, found)) == 30
    assert all(finding.span for findings in found for finding in findings)


def test_each_part_gives_a_result(documents: list[bytes]) -> None:
    some = documents[:5]
    rows = [
        *measures.reading(some, damaged(some, 0.4), 1),
        *measures.rules(some, 1),
        *measures.writing(some, 1),
        *measures.memory(some),
        *measures.growth(some, (3, 6)),
        *measures.tables(some, (3, 6)),
        *measures.start(1),
    ]
    # What a rule takes alone is a difference, which may be nothing; a peer may not be installed.
    measured = [row for row in rows if not row.measure.startswith("  of which VD") and row.note != "not installed"]
    assert all(row.result and row.result > 0 for row in measured)
    without = [row.measure for row in rows if row.bar is None]
    assert all(measure == "check one.json" or measure.startswith("  of which ") for measure in without)


def test_conversion_is_measured_where_records_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, historyatstate: Path
) -> None:
    monkeypatch.setenv("VISITDATA_HISTORYATSTATE", str(historyatstate))
    assert all(row.result and row.result > 1 for row in measures.conversion(1))
    monkeypatch.setenv("VISITDATA_HISTORYATSTATE", str(tmp_path))
    assert [row.result for row in measures.conversion(1)] == [None, None]


def test_the_model_built_by_hand_takes_the_same_documents(documents: list[bytes]) -> None:
    load = peers.by_hand()
    assert type(load(documents[0])).__name__ == "Visit"
    with pytest.raises(jsonschema.ValidationError, match="oficial"):
        load(documents[0].replace(b'"id":"visit-0"', b'"id":"visit-0","oficial":true'))


def test_the_command_prints_a_table_and_writes_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", "--quick", "--only", "memory", "--json", str(tmp_path / "out.json")])
    with pytest.raises(SystemExit):
        command.main()
    written = json.loads((tmp_path / "out.json").read_bytes())
    assert written["documents"] == 200
    assert [row["measure"] for row in written["rows"]] == ["memory of a kept visit"]
    assert written["sha256"] in capsys.readouterr().out


@pytest.mark.parametrize(("result", "over"), [(3.0, False), (4.0, False), (4.1, True), (None, False)])
def test_a_result_above_its_bar_is_told(result: float | None, over: bool) -> None:
    row = Row("measure", result, "x something", bar=4.0)
    assert command.is_over(row) is over
    assert ("OVER" in command.line(row)) is over
