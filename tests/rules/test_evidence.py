"""Quotes in texts: what is forgiven and what is not; which file holds which source; the real visit."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import visitdata
from visitdata import Source, Visit
from visitdata.checker.evidence import Folder
from visitdata.rules.attestation import attestations
from visitdata.rules.evidence import comparable, found_of, is_in

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT / "docs" / "examples" / "az-pk-2023-11-01.json"


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("the guard of honor", "He passed along  the guard\n of\u00a0honor."),
        ('The "Book of Honor" was signed', "The “Book of Honor” was signed."),
        ("the two countries' armies", "the two countries’ armies"),
        ("Azerbaijan-Pakistan", "Azerbaijan–Pakistan"),
        ("protocol", "pro\u00adto\u200bcol"),
        ("He came [...] and left", "He came, saw, and left."),
        ("He came [ … ] and (...) left", "He came and saw and then left."),
        ("[...] and left", "He came and left."),
        ("« Bonjour » dit-il", "«\u202fBonjour\u202f»\u00a0dit-il"),
        ("Vraiment ? Oui !", "Vraiment? Oui!"),
        ("国防部長", "国防\n部長"),
        ("ﬁnal", "final"),
        ("Həsənov", "Hə\u0301sənov".replace("\u0301", "")),
        ("café", "cafe\u0301"),
    ],
)
def test_what_changes_nothing_of_substance_is_forgiven(quote: str, text: str) -> None:
    assert is_in(quote, comparable(text))


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("the Guard of honor", "the guard of honor"),
        ("the guard of honour", "the guard of honor"),
        ("21 guns", "19 guns"),
        ("He left [...] and came", "He came and left and went."),
        ("he came ... and left", "he came, saw and left"),
        ("therapist", "the rapist"),
        ("cafe", "café"),
        ("왔다갔다", "왔다 갔다"),
    ],
)
def test_what_changes_the_words_is_not(quote: str, text: str) -> None:
    assert not is_in(quote, comparable(text))


@given(st.text(), st.text(), st.text(min_size=1))
def test_a_stretch_of_a_text_is_always_found_in_it(before: str, after: str, quote: str) -> None:
    words = comparable(f"{before} {quote} {after}")
    assert is_in(f"{quote} [...]", words) or comparable(quote) not in words


def test_of_a_quote_that_is_not_found_its_beginning_is_told() -> None:
    words = comparable("The general arrived in Baku on Wednesday.")
    assert found_of("The general arrived in Ganja on Friday", words) == "The general arrived in"
    assert found_of("Nothing of it", words) == ""
    assert found_of("[...] nothing", words) == ""


# Files


def source(**fields: Any) -> Source:
    return Source(id="report", **fields)


@pytest.fixture
def visit() -> Visit:
    return visitdata.load(REAL)


@pytest.mark.parametrize("name", ["report.txt", "report", "report.en.txt"])
def test_a_file_is_named_by_the_id_of_its_source(tmp_path: Path, visit: Visit, name: str) -> None:
    (tmp_path / name).write_bytes(b"It is so.")
    (tmp_path / "reporter.txt").write_bytes(b"")
    found = Folder(tmp_path).files(visit, source())
    assert [(Path(file.name).name, file.words) for file in found] == [(name, "It is so.")]
    assert found[0].sha256 == hashlib.sha256(b"It is so.").hexdigest()


def test_a_file_is_named_by_its_sum_or_stands_in_the_folder_of_its_document(tmp_path: Path, visit: Visit) -> None:
    data = b"It is so."
    digest = hashlib.sha256(data).hexdigest()
    (tmp_path / f"{digest}.txt").write_bytes(data)
    (tmp_path / "report.pdf").write_bytes(b"%PDF\0")
    folder = Folder(tmp_path)
    assert [file.words for file in folder.files(visit, source(sha256=digest))] == ["It is so.", None]
    assert folder.files(visit, Source(title="no id")) == ()
    (tmp_path / visit.id).mkdir()
    (tmp_path / visit.id / "report.txt").write_bytes(b"Its own.")
    assert [file.words for file in Folder(tmp_path).files(visit, source())] == ["Its own."]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("\ufeffSəfər".encode(), "Səfər"),
        ("Səfər".encode("utf-16"), "Səfər"),
        (b"<html><meta charset=windows-1252><p>caf\xe9<p>au <b>l</b>ait", "café au lait"),
        (b"<!DOCTYPE html><html><script>no</script><p>yes &amp;</p><br>more", "yes & more"),
        (b"<html><meta charset=nonsense>\xff", None),
        (b"caf\xe9", None),
        (b"a\0b", None),
        (b"", ""),
    ],
)
def test_a_file_is_read_as_what_it_is(tmp_path: Path, visit: Visit, data: bytes, words: str | None) -> None:
    (tmp_path / "report").write_bytes(data)
    assert [file.words for file in Folder(tmp_path).files(visit, source())] == [words]


def test_what_cannot_be_read_is_not_at_hand(tmp_path: Path, visit: Visit) -> None:
    (tmp_path / "report.gz").write_bytes(b"not packed")
    assert Folder(tmp_path).files(visit, source()) == ()
    with pytest.raises(FileNotFoundError):
        Folder(tmp_path / "none")
    for folder in (tmp_path / "none", tmp_path / "report.gz"):
        with pytest.raises(ValueError, match=r"the folder of evidence .* cannot be read"):
            visitdata.check(REAL, evidence=folder)


# The real visit


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A folder of evidence with the report of News.Az."""
    named = os.environ.get("VISITDATA_REPORT", "")
    if not named or not os.path.isfile(named):
        pytest.skip("VISITDATA_REPORT names no file with the report of News.Az of 1 November 2023")
    shutil.copy(named, tmp_path / "newsaz.txt")
    return tmp_path


def test_every_quote_of_the_real_visit_stands_in_its_source(seed: Path, visit: Visit) -> None:
    assert visitdata.check(REAL, evidence=seed) == []
    evidence = Folder(seed)
    for fact in attestations(visit, evidence):
        at_hand = fact.found + fact.not_found
        assert fact.not_found == 0
        assert fact.sources
        assert at_hand == fact.quotes or fact.sources == ("hilal",)
    quotes = [citation.quote for _, citation in visit.walk() if getattr(citation, "source", None) == "newsaz"]
    assert len(quotes) > 50
    words = Folder(seed).files(visit, visit.find("newsaz", Source))[0].words
    assert words is not None
    assert all(quote is None or is_in(quote, words) for quote in quotes)


def test_a_quote_with_one_other_letter_is_found_out(seed: Path) -> None:
    text = REAL.read_text("utf-8").replace("The “Book of Honor” was signed", "The “Book of Honour” was signed")
    findings = visitdata.check(text, evidence=seed)
    assert {finding.code for finding in findings} == {"VDE001"}
    assert findings[0].hint is not None
    assert findings[0].hint.startswith("the text has “The “Book of” and goes on otherwise")
