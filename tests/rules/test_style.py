"""Rules of style: what their documents in the corpus do not show."""

from typing import Any

import pytest

import visitdata
from visitdata.findings import Finding
from visitdata.rules.style import canonical_tag


def judged(*codes: str, **fields: Any) -> list[Finding]:
    visit: dict[str, Any] = {"schema_version": "1.0", "id": "az-pk", "parties": [{"id": "pk"}]}
    return visitdata.check({**visit, **fields}, select=codes or ("VDL",))


def mended(found: Finding) -> list[str | None]:
    assert found.fix is not None
    return [one.value or one.key for one in found.fix.edits]


@pytest.mark.parametrize(
    ("tag", "right"),
    [
        ("AZ-latn-az", "az-Latn-AZ"),
        ("MN-cYRL-mn", "mn-Cyrl-MN"),
        ("EN-CA-X-CA", "en-CA-x-ca"),
        ("sgn-be-fr", "sgn-BE-FR"),
        ("x-WHATEVER-Ab", "x-whatever-ab"),
        ("de-1996", "de-1996"),
        ("es-419", "es-419"),
        ("en-u-CA-BUDDHIST", "en-u-ca-buddhist"),
    ],
)
def test_tags_in_the_case_of_bcp_47(tag: str, right: str) -> None:
    assert canonical_tag(tag) == right
    assert canonical_tag(right) == right


def test_tags_are_mended_wherever_they_stand() -> None:
    step = {"type": "speech", "languages": ["en", "EN"]}
    first, second = judged("VDL001", titles={"EN": "a"}, language="FR", program=[step])[:2]
    assert {first.pointer, second.pointer} == {"/language", "/titles/EN"}
    assert sorted([*mended(first), *mended(second)]) == ['"fr"', "en"]  # type: ignore[type-var]
    (speech,) = judged("VDL001", program=[step])
    assert (speech.pointer, mended(speech)) == ("/program/0/languages/1", ['"en"'])


def test_a_key_is_not_renamed_to_one_that_is_there() -> None:
    (found,) = judged("VDL001", titles={"EN": "a", "en": "b"})
    assert found.fix is None


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        ({"title": " a b"}, '"a b"'),
        ({"title": "a\tb"}, '"a b"'),
        ({"title": "a \u00a0b"}, '"a b"'),
        ({"titles": {"az": "a  ə"}}, '"a ə"'),
        ({"record": {"coders": ["A. Coder "]}}, '"A. Coder"'),
        ({"note": "a  b\n"}, '"a  b"'),
        ({"people": [{"names": [{"text": "A  B"}]}]}, '"A B"'),
        ({"title": "a b"}, None),
        ({"note": "a  b\n\nc"}, None),
        ({"purpose": "a\n  b"}, None),
        ({"sources": [{"id": "s"}], "citations": [{"source": "s", "quote": " a  b "}]}, None),
        ({"title": " \ufeff"}, None),
    ],
)
def test_needless_blanks(fields: dict[str, Any], right: str | None) -> None:
    assert [mended(one) for one in judged("VDL002", **fields)] == ([[right]] if right else [])


@pytest.mark.parametrize(
    ("date", "plain"),
    [
        ("2023-11-01/2023-11-01", "2023-11-01"),
        ("2023-11-01~/2023-11-01~", None),
        ("[2023-11-01~]", "2023-11-01~"),
        ("[2023-11-01..2023-11-01]", "2023-11-01"),
        ("{2023-11-01}", "2023-11-01"),
        ("{2023-11}", None),
        ("[..2023-11-01]", None),
        ("2023-11/2023-11", None),
        ("2023-11-01/2023-11-02", None),
    ],
)
def test_dates_told_twice(date: str, plain: str | None) -> None:
    assert [mended(one) for one in judged("VDL004", start=date)] == ([[f'"{plain}"']] if plain else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a<br/>b", None),
        ("caf&eacute; &#38; bar", '"café & bar"'),
        ("&nbsp;", None),
        ("R&D; P&L;", ""),
        ("a < b > c", ""),
        ("na\\u00efve", None),
        ("&lt;b&gt;", None),
        ("&#7;", None),
    ],
)
def test_markup(text: str, found: str | None) -> None:
    findings = judged("VDL007", title=text)
    assert [one.fix and mended(one) for one in findings] == ([] if found == "" else [[found] if found else None])


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("ZÃ¼rich", '"Zürich"'),
        ("the visitâ€™s", '"the visit’s"'),
        ("caf\ufffd", None),
        ("HÃ¸yre – Ж", None),
        ("a\u0096b", None),
        ("Â\u00ad", None),
    ],
)
def test_garbled_characters(text: str, right: str | None) -> None:
    (found,) = judged("VDL008", title=text)
    assert found.severity == "warning"
    assert (found.fix and mended(found)) == ([right] if right else None)


@pytest.mark.parametrize("text", ["São Paulo", "CAFÉ\u00a0: x", "Gruß»", "Ñ“", "â€ la", "Đặng Văn A", "Škoda – 5 €"])
def test_characters_that_only_look_garbled(text: str) -> None:
    assert judged("VDL008", title=text) == []


@pytest.mark.parametrize("text", ["\ufa19", "\u212b", "é", "ệ"])
def test_texts_that_the_form_would_change_or_leave(text: str) -> None:
    assert judged("VDL009", title=text) == []


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://a.org/?utm_source=x", "https://a.org/"),
        ("https://a.org/?fbclid=x&id=1", "https://a.org/?id=1"),
        ("https://a.org/?id=1#utm_source=x", None),
        ("https://a.org/", None),
    ],
)
def test_tracking(url: str, plain: str | None) -> None:
    found = judged("VDL011", sources=[{"id": "s", "url": url}, {"id": "t", "title": "t"}])
    assert [mended(one) for one in found] == ([[f'"{plain}"']] if plain else [])


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://a.org/1.", "https://a.org/1"),
        ("https://a.org/1)", "https://a.org/1"),
        ("https://a.org/(1)", None),
        ("https://en.wikipedia.org/wiki/Washington,_D.C.", None),
        ("https://a.org/x.html.", "https://a.org/x.html"),
        ('https://a.org/1,"', "https://a.org/1"),
        ("x:,", "x:"),
        ("https://a.org/1", None),
    ],
)
def test_punctuation(url: str, plain: str | None) -> None:
    found = judged("VDL012", documents=[{"url": url}])
    assert [mended(one) for one in found] == ([[f'"{plain}"']] if plain else [])


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("\ufeffa", '"a"'),
        ("a\u200bb", '"ab"'),
        ("ก\u200bข", None),
        ("می\u200cرود", None),
        ("\u200fא", None),
        ("\u00ad", None),
    ],
)
def test_invisible_characters(text: str, right: str | None) -> None:
    assert [mended(one) for one in judged("VDL013", title=text)] == ([[right]] if right else [])
