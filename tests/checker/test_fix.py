"""Mending: only what a fix speaks of is changed, again and again until there is nothing left to mend."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import visitdata
from properties.damage import damaged_copies
from visitdata.checker.configuration import Choice
from visitdata.checker.files import Named
from visitdata.checker.fix import fix_file
from visitdata.checker.rulebook import Rulebook
from visitdata.findings import Edit, Fix
from visitdata.rules.engine import run

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def fixed(path: Path, text: str | bytes, **options: Any) -> str:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return fix_file(Named(str(path), False), rules=Rulebook(Choice()), **options).new.decode()


def test_a_misspelled_word_and_a_misspelled_key_are_mended_where_they_stand(tmp_path: Path) -> None:
    text = """{ "schema_version" : "1.0", "id": "a",
      "garde":"Official",   "parties": [ {"id": "az", "role": "hots"}] }
"""
    mended = text.replace("garde", "grade").replace("Official", "official").replace("hots", "host")
    assert fixed(tmp_path / "a.json", text, unsafe=True) == mended
    assert fixed(tmp_path / "a.json", text) == text


@pytest.mark.parametrize(
    "word",
    ["working visit of the usual kind", "xyz", "", 7],
)
def test_what_may_be_several_words_or_none_is_left(tmp_path: Path, word: str | int) -> None:
    text = json.dumps({"schema_version": "1.0", "id": "a", "parties": [{"id": "az"}], "grade": word})
    assert fixed(tmp_path / "a.json", text, unsafe=True) == text


def test_each_line_is_mended_by_itself(tmp_path: Path) -> None:
    good = b'{"schema_version": "1.0", "id": "a", "parties": [{"id": "az"}]}'
    bad = good.replace(b'"parties"', b'"grade": "oficial", "parties"')
    lines = b"\r\n".join([good, b"", bad, b"{", bad, good]) + b"\n"
    expected = lines.replace(b"oficial", b"official").decode()
    (tmp_path / "a.jsonl").write_bytes(lines)
    mended = fix_file(Named(str(tmp_path / "a.jsonl"), False), unsafe=True, rules=Rulebook(Choice()))
    assert mended.new.decode() == expected
    assert [finding.code for checked in mended.checked for finding in checked.findings] == ["VDP005"]
    assert fixed(tmp_path / "b.jsonl", bad, unsafe=True) == bad.replace(b"oficial", b"official").decode()


def test_what_cannot_be_read_or_rewritten_is_told(tmp_path: Path) -> None:
    missing = fix_file(Named(str(tmp_path / "none.json"), False))
    assert [finding.code for checked in missing.checked for finding in checked.findings] == ["VDP001"]
    for found in (False, True):
        packed = fix_file(Named("a.json.gz", found))
        assert (packed.old, packed.new) == (b"", b"")
        assert bool(packed.checked[0].skipped) is found


def test_a_waived_finding_is_not_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = Rulebook(Choice())

    def judge(visit: visitdata.Visit, plan: object) -> list[visitdata.Finding]:
        fix = Fix("write b", (Edit("/title", '"b"'),))
        wrong = visitdata.Finding("VDU001", "it is no b", pointer="/title", fix=fix)
        return [wrong, wrong._replace(waived="as printed")] if visit.title != "b" else []

    monkeypatch.setattr(run, "judge", judge)
    text = '{"schema_version": "1.0", "id": "a", "title": "a", "parties": [{"id": "az"}]}'
    (tmp_path / "a.json").write_text(text)
    mended = fix_file(Named(str(tmp_path / "a.json"), False), rules=rules)
    assert mended.new.decode() == text.replace('"title": "a"', '"title": "b"')
    monkeypatch.setattr(run, "judge", lambda visit, plan: [judge(visitdata.loads(text), plan)[1]])
    assert fix_file(Named(str(tmp_path / "a.json"), False), rules=rules).new.decode() == text


@pytest.mark.parametrize(
    "edits",
    [
        (Edit("/id", "7"),),  # which would make it no visit
        (Edit("/title", '"a"'),),  # which changes nothing
    ],
)
def test_a_fix_that_would_do_harm_or_nothing_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edits: tuple[Edit, ...]
) -> None:
    finding = visitdata.Finding("VDU001", "wrong", visitdata.Severity.WARNING, pointer="", fix=Fix("mend", edits))
    monkeypatch.setattr(run, "judge", lambda visit, plan: [finding])
    text = '{"schema_version": "1.0", "id": "a", "title": "a", "parties": [{"id": "az"}]}'
    assert fixed(tmp_path / "a.json", text) == text


def test_a_list_is_put_in_order_and_fixes_that_touch_wait_for_the_next_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge(visit: visitdata.Visit, plan: object) -> list[visitdata.Finding]:
        names = [party.id for party in visit.parties]
        findings = []
        if names != sorted(names):
            order = tuple(sorted(range(len(names)), key=names.__getitem__))
            fix = Fix("put them in order", (Edit("/parties", order=order),))
            findings.append(visitdata.Finding("VDU001", "out of order", pointer="/parties", fix=fix))
        findings += [
            visitdata.Finding(
                "VDU002", "no x", pointer=f"/parties/{i}", fix=Fix("write x", (Edit(f"/parties/{i}/name", '"x"'),))
            )
            for i, party in enumerate(visit.parties)
            if party.name == "y"
        ]
        return findings

    monkeypatch.setattr(run, "judge", judge)
    text = '{"schema_version": "1.0", "id": "a", "parties": [{"id": "c"},  {"id": "a", "name": "y"}, {"id": "b" }]}'
    assert fixed(tmp_path / "a.json", text) == (
        '{"schema_version": "1.0", "id": "a", "parties": [{"id": "a", "name": "x"},  {"id": "b" }, {"id": "c"}]}'
    )


DOCUMENTS = st.sampled_from(sorted([*(CORPUS / "rules").glob("*-bad*.json"), *(CORPUS / "valid").glob("*.json")]))


@given(damaged_copies(DOCUMENTS.map(lambda path: json.loads(path.read_text("utf-8")))))
def test_a_second_run_finds_nothing_to_mend(tmp_path_factory: pytest.TempPathFactory, document: dict[str, Any]) -> None:
    text = json.dumps(document)
    path = tmp_path_factory.getbasetemp() / "mended.json"
    once = fixed(path, text, unsafe=True)
    assert fixed(path, once, unsafe=True) == once
    before, after = (sum(finding.is_error for finding in visitdata.check(one)) for one in (text, once))
    assert after <= before
