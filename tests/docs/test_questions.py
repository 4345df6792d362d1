"""The questions that docs/how-to/tables.md answers, asked of real records."""

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

import visitdata
from visitdata.interop.convert import read
from visitdata.interop.tables import write_tables

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "tables.md").read_text("utf-8")
QUESTIONS = re.findall(r"^### \d+\. (.+?)$.*?^```sql\n(.*?)^```\n\n```text\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
PANDAS = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def corpus(historyatstate: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A folder in which the tables of the page's corpus lie, and how many visits that has."""
    folder = tmp_path_factory.mktemp("questions")
    (folder / "tables").mkdir()
    records = [
        *read(sorted(historyatstate.glob("visits*.xml")), "historyatstate-visits"),
        *read(sorted(historyatstate.glob("travels*.xml")), "historyatstate-travels"),
    ]
    visits = [record.visit for record in records if record.visit is not None]
    number = write_tables([*visits, *visitdata.read(ROOT / "docs/examples")], folder / "tables", "parquet")
    return folder, number


def shown(relation: Any) -> list[list[str]]:
    rows = [relation.columns, *relation.fetchall()]
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_there_are_ten_questions_and_the_first_three_in_pandas() -> None:
    assert len(QUESTIONS) == PAGE.count("```sql") == 10
    assert len(PANDAS) == 1


@pytest.mark.parametrize(("question", "sql", "answer"), QUESTIONS, ids=[question for question, _, _ in QUESTIONS])
def test_a_question_has_the_answer_that_the_page_shows(
    corpus: tuple[Path, int], monkeypatch: pytest.MonkeyPatch, question: str, sql: str, answer: str
) -> None:
    folder, number = corpus
    monkeypatch.chdir(folder)
    rows = shown(duckdb.sql(sql))
    assert len(rows) > 1, question
    if number == 1286:  # the corpus that the page names
        expected = [re.split(r"  +", line) for line in answer.splitlines()]
        assert [[cell for cell in row if cell] for row in rows] == [[cell for cell in row if cell] for row in expected]


def test_pandas_gives_the_same_answers(corpus: tuple[Path, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(corpus[0])
    answers: dict[str, Any] = {}
    exec(PANDAS[0], answers)  # noqa: S102 - what the page shows
    for (_, sql, _), name in zip(QUESTIONS, ("per_year", "guards", "several"), strict=False):
        table = answers[name].astype(object).where(answers[name].notna(), None)
        rows = [["" if cell is None else str(cell) for cell in row] for row in table.itertuples(index=False)]
        assert rows == shown(duckdb.sql(sql))[1:], name
