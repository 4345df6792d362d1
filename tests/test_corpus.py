"""Documents with the findings that each must give, and none where it must give none.

`tests/corpus/valid` holds valid documents, and so does `tests/corpus/rules`, whatever the rules find in them;
`tests/corpus/invalid` documents that are not; beside each of these lies a
text of the same name that ends in ``.expected.txt``, with a line for each finding: ``CODE line:column pointer``, the
pointer of the whole document being empty.
"""

from pathlib import Path
from typing import Any

import pytest

import visitdata
from visitdata.codec.problems import PROBLEMS as READING
from visitdata.schemas.problems import PROBLEMS as SCHEMA

CORPUS = Path(__file__).resolve().parent / "corpus"
VALID = sorted([*(CORPUS / "valid").glob("*.json"), *(CORPUS / "rules").glob("*.json")])
INVALID = sorted((CORPUS / "invalid").glob("*.json"))

NOT_OF_DOCUMENTS = {"VDP001", "VDP015", "VDP016", "VDP017", "VDP018", "VDS011", "VDZ001"}
"""Codes of files that cannot be read or written, of Python values, and of YAML: no document in JSON can give them; and
of documents too large to lie here."""

engines = pytest.mark.parametrize("engine", ["jsonschema-rs", "jsonschema"])


def found(path: Path, engine: Any) -> list[str]:
    """The findings of a document as lines of an expected text."""
    lines = []
    for finding in visitdata.validate(path, engine=engine):
        assert finding.span is not None
        lines.append(f"{finding.code} {finding.span.line}:{finding.span.column} {finding.pointer or ''}".rstrip())
    return lines


@engines
@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_document_gives_the_expected_findings(path: Path, engine: Any) -> None:
    expected = path.with_suffix(".expected.txt").read_text(encoding="utf-8").splitlines()
    assert expected
    assert found(path, engine) == expected


@engines
@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_document_gives_none_and_its_canonical_text_says_the_same(path: Path, engine: Any) -> None:
    assert found(path, engine) == []
    visit = visitdata.load(path)
    for compact in (False, True):
        text = visitdata.dumps(visit, compact=compact)
        assert visitdata.loads(text, engine=engine) == visit
        assert visitdata.dumps(visitdata.loads(text), compact=compact) == text


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_both_engines_give_equal_findings(path: Path) -> None:
    assert visitdata.validate(path, engine="jsonschema-rs") == visitdata.validate(path, engine="jsonschema")


@pytest.mark.parametrize("code", sorted({*READING, *SCHEMA} - NOT_OF_DOCUMENTS))
def test_every_code_has_a_bad_document(code: str) -> None:
    expected = [path.read_text(encoding="utf-8") for path in (CORPUS / "invalid").glob("*.expected.txt")]
    assert any(line.startswith(f"{code} ") for text in expected for line in text.splitlines())


def test_every_expected_text_has_its_document() -> None:
    texts = {path.name.removesuffix(".expected.txt") for path in (CORPUS / "invalid").glob("*.expected.txt")}
    assert texts == {path.stem for path in INVALID}
    assert VALID


def test_every_document_named_after_a_code_gives_it() -> None:
    for path in INVALID:
        code = path.stem.split("-")[0].upper()
        if code in READING or code in SCHEMA:
            assert f"{code} " in path.with_suffix(".expected.txt").read_text(encoding="utf-8"), path.name
