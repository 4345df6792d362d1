"""One visit, readable in a terminal."""

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import visitdata
from pages import texts, told_apart
from visitdata.findings import columns
from visitdata.model import Visit
from visitdata.render.readings import shown
from visitdata.render.terminal import render
from visitdata.testing import visits

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
EXPECTED = Path(__file__).parent / "expected"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.json"))

UNBOUNDED = 10**9
ESCAPE = re.compile("\x1b\\[[0-9;]*m")


def whole(visit: Visit) -> str:
    return "\n".join(render(visit, UNBOUNDED))


def of(**fields: Any) -> str:
    """What is shown of a small visit with some more fields."""
    return whole(visitdata.from_dict({"schema_version": "1.0", "id": "v", "parties": [{"id": "az"}], **fields}))


def lines_of(**fields: Any) -> list[str]:
    return [line.strip() for line in of(**fields).splitlines()]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_shown_as_expected(name: str) -> None:
    # After a change that is meant: visitdata show docs/examples/NAME.json > tests/render/expected/NAME.txt
    shown = "".join(f"{line}\n" for line in render(visitdata.load(EXAMPLES / f"{name}.json")))
    assert shown == (EXPECTED / f"{name}.txt").read_text("utf-8")


@given(visits().map(told_apart))
def test_whatever_a_visit_says_is_shown(visit: Visit) -> None:
    page = whole(visit)
    for text in texts(visit):
        assert shown(text) in page


@given(visits(), st.integers(1, 200), st.booleans())
def test_nothing_in_a_visit_acts_on_the_terminal(visit: Visit, width: int, color: bool) -> None:
    for line in render(visit, width, color=color):
        plain = ESCAPE.sub("", line) if color else line
        assert shown(plain) == plain


@given(visits())
def test_color_changes_nothing_but_the_look(visit: Visit) -> None:
    assert [ESCAPE.sub("", line) for line in render(visit, 60, color=True)] == list(render(visit, 60))


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("name", NAMES)
def test_lines_fit_the_terminal_unless_a_word_does_not(name: str, width: int) -> None:
    for line in render(visitdata.load(EXAMPLES / f"{name}.json"), width):
        assert columns(line) <= width or (len(line.split()) == 1 and line.isascii())


def test_wide_text_without_spaces_is_broken_between_characters() -> None:
    visit = visitdata.from_dict(
        {"schema_version": "1.0", "id": "v", "parties": [{"id": "jp", "name": "総理大臣" * 30}], "note": "a 公式" * 20}
    )
    lines = list(render(visit, 40))
    assert all(columns(line) <= 40 for line in lines)
    assert max(map(columns, lines)) >= 39
    assert "総理大臣" * 30 in "".join(line.strip() for line in lines)
    assert unicodedata.east_asian_width("総") == "W"


def test_bold_and_dim_and_color_are_used() -> None:
    visit = visitdata.load(EXAMPLES / "ua-lk-2010-06-30.json")
    page = "\n".join(render(visit, color=True))
    assert "\x1b[1mMahinda Rajapaksa\x1b[0m" in page
    assert "\x1b[2murl: \x1b[0mhttps://24tv.ua" in page.replace("\x1b[0m ", " \x1b[0m")
    assert "\x1b[33m, not held\x1b[0m" in page


@pytest.mark.parametrize(
    ("parties", "head"),
    [
        ([("PK", "guest"), ("AZ", "host")], "PK visits AZ"),
        ([("PK", "guest"), ("TR", "guest"), ("AZ", "host")], "PK and TR visit AZ"),
        ([("PK", "guest")], "Visit of PK"),
        ([("AZ", "host"), ("TR", "third")], "Visit to AZ"),
        ([("TR", "third")], "Visit"),
    ],
)
def test_the_first_line_says_who_visits_whom(parties: list[tuple[str, str]], head: str) -> None:
    assert lines_of(parties=[{"id": code.lower(), "country": code, "role": role} for code, role in parties])[0] == head


@pytest.mark.parametrize(
    ("fields", "facts"),
    [
        ({"start": "2023-11-01", "end": "2023-11-03"}, "2023-11-01 to 2023-11-03"),
        ({"start": "2023-11-01", "end": "2023-11-01"}, "2023-11-01"),
        ({"end": "2023-11-03"}, "to 2023-11-03"),
        ({"grade": "state", "grade_label": "State Visit"}, "state, “State Visit”"),
        ({"start": "2023-11~", "status": "under_way"}, "about 2023-11, under way"),
    ],
)
def test_the_first_line_says_when_and_of_which_grade(fields: dict[str, Any], facts: str) -> None:
    assert lines_of(**fields)[0] == f"Visit: {facts}"


CITED = [{"source": "s", "quote": "They came."}, {"source": "s", "locator": "p. 5", "supports": "planned"}]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"people": [{"id": "a", "name": "A", "honorific": "H.E.", "post_nominals": "NI (M)"}]}, "H.E. A, NI (M)"),
        ({"people": [{"id": "a", "honorific": "H.E.", "offices": [{"title": "King"}]}]}, "H.E. King"),
        ({"people": [{"honorific": "Madame"}]}, "Madame"),
        ({"people": [{"post_nominals": "NI (M)"}]}, "NI (M)"),
        ({"people": [{"id": "a", "names": [{"kind": "native"}, {"text": "A", "language": "en"}]}]}, "A"),
        ({"people": [{"id": "wife", "party": "az"}]}, "wife (az)"),
        ({"documents": [{"id": "treaty-1", "type": "treaty"}]}, "treaty-1 (treaty)"),
        ({"documents": [{"type": "other", "type_label": "aide-mémoire"}]}, "“aide-mémoire”"),
        ({"documents": [{"type_label": "aide-mémoire"}]}, "“aide-mémoire”"),
        ({"delegations": [{"members": [{"count": {"value": 1500, "qualifier": "about"}}]}]}, "members: about 1,500"),
        ({"delegations": [{"head": "az"}]}, "delegation"),
        ({"delegations": [{"stated_size": {"value": 9, "of": "people", "label": "nine"}}]},
         "stated size 9 people, “nine”"),
        ({"invitation": {"by": ["az"]}}, "invitation:"),
        ({"scheduled": {"date": "2023-11-01", "end_date": "2023-11-03", "zone": "Asia/Baku", "label": "early"}},
         "scheduled: 2023-11-01 to 2023-11-03 (Asia/Baku, “early”)"),
        ({"scheduled": {"label": "soon"}}, "scheduled: “soon”"),
        ({"scheduled": {"end_time": "10:00", "end_qualifier": "by"}}, "scheduled: to by 10:00"),
        ({"ordinals": [{"value": 3, "of": "visits", "whose": ["az"], "since": "1985"}, {"earlier": 2}]},
         "ordinals: no. 3 of visits (whose az, since 1985); earlier 2"),
        ({"outcomes": [{"amounts": [{"value": "12.5", "currency": "USD", "basis": "total", "label": "$12.50"}]}]},
         "amounts: 12.5 USD, “$12.50”, total"),
        ({"titles": {"de": "Besuch", "fr": "Visite"}}, "titles: de: Besuch, fr: Visite"),
        ({"extensions": {"org.example": {"box": [7, True]}}}, 'extensions: {"org.example": {"box": [7, true]}}'),
        ({"program": [{"type": "press_event", "questions_taken": False}]}, "questions taken: no"),
        ({"program": [{"type": "press_event", "unplaced": True}]}, "unplaced: yes"),
        ({"program": [{"type": "silence", "duration": {"value": "PT1M"}}]}, "duration: 1 minute"),
        ({"program": [{"type": "meeting", "topics": [{"treatment": "avoided"}]}]}, "topics: avoided"),
        ({"program": [{"type": "meeting", "participants": [{"as_worded": "the sides", "side": "host"}]}]},
         "participants: the sides (host)"),
        ({"program": [{"type": "meeting", "history": [{"status": "postponed"}, {"reason": "Fog."}]}]}, "reason: Fog."),
        ({"program_order": "unknown"}, "order: unknown"),
        ({"statements": [{"text": "No.", "withheld": True}]}, "not attributed, withheld: “No.”"),
        ({"statements": [{"speakers": ["az"], "as_worded": "the host", "withheld": False, "act": "denied",
                          "act_label": "x"}]},
         "az (“the host”), not withheld, denied “x”"),
        ({"statements": [{"as_worded": "the sides", "act_label": "sighed"}]}, "“the sides”, “sighed”"),
        ({"related": [{"relation": "previous", "visit": "az-pk-2020"}]}, "previous, az-pk-2020"),
        ({"language": "en", "citations": [{"source": "s", "note": "Late."}]}, "on [s], note: Late."),
        ({"citations": CITED}, "Visit [s.1][s, p. 5, planned]"),
        ({"citations": CITED}, "[s.1] “They came.”"),
        ({"citations": CITED, "sources": [{"kind": "news"}, {"id": "s"}]}, "Visit [2.1][2, p. 5, planned]"),
        ({"sources": [{"kind": "news"}]}, "[1] news"),
        ({"sources": [{"id": "s"}, {"id": "t", "cites": ["s"]}]}, "cites: [1]"),
        ({"note": "One\ntwo\r\nthree"}, "note: One two three"),
        ({"note": "\x1b[31m\u202e"}, "note: \\x1b[31m\\u202e"),
    ],
    ids=str,
)  # fmt: skip
def test_a_line(fields: dict[str, Any], line: str) -> None:
    assert line in lines_of(**fields)


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        ({"field": "/start", "value": "2023-11-02", "standing": "rival"}, "rival: 2023-11-02"),
        ({"field": "/start", "standing": "garbled"}, "garbled: no value"),
        ({"field": "/status", "value": "under_way"}, "under way"),
        ({"field": "/themes", "value": ["az", "nobody"]}, "Azerbaijan, nobody"),
        ({"field": "/themes", "value": [1]}, "[1]"),
        ({"field": "/title", "value": "az"}, "az"),
        ({"field": "/parties/0", "value": {"id": "az"}}, '{"id": "az"}'),
        ({"field": "/x", "value": False}, "false"),
        ({"field": "/place", "value": "az", "about": "m"}, "Azerbaijan"),
        ({"field": "/place", "value": "az", "about": "missing"}, "az"),
    ],
    ids=str,
)
def test_a_claim(claim: dict[str, Any], line: str) -> None:
    lines = lines_of(
        parties=[{"id": "az", "name": "Azerbaijan"}], claims=[claim], program=[{"type": "meeting", "id": "m"}]
    )
    assert lines[lines.index("What the sources disagree on") + 2] == line


@pytest.mark.parametrize(
    ("program", "lines"),
    [
        ([{"type": "meeting", "status": "cancelled", "reason": "Fog."}], ["1  meeting, cancelled", "reason: Fog."]),
        ([{"type": "meeting", "status": "held"}], ["1  meeting, held"]),
        (
            [{"type": "meal", "status": "planned", "steps": [{"type": "toast"}, {"type": "speech", "status": "held"}]}],
            ["1  meal, planned", "1.1  toast", "1.2  speech, held"],
        ),
        (
            [{"type": "meeting", "id": "m", "label": "talks"}, {"type": "meal", "after": ["m"], "during": "n"}],
            ["1  meeting “talks”", "2  meal", "after: 1 talks", "during: n"],
        ),
        ([{"type": "toast", "id": "t"}, {"type": "toast", "after": ["t"]}], ["1  toast", "2  toast", "after: 1 toast"]),
        ([{"type": "meeting", "when": {"label": "soon"}}], ["1  meeting", "time as printed: “soon”"]),
    ],
    ids=str,
)
def test_a_program(program: list[dict[str, Any]], lines: list[str]) -> None:
    shown = lines_of(program=program)
    start = shown.index("Program") + 1
    assert shown[start : start + len(lines)] == lines


def test_the_title_is_in_the_language_of_the_reader_and_of_the_document() -> None:
    lines = lines_of(title="Візит", titles={"en": "The visit", "fr": "La visite"})
    assert lines[0] == "The visit"
    assert {"title: Візит", "titles: en: The visit, fr: La visite"} <= set(lines)


def test_a_long_name_is_cut_where_it_stands_for_an_id() -> None:
    lines = lines_of(parties=[{"id": "az", "name": "n" * 5000}], delegations=[{"label": "D", "head": "az"}])
    assert f"head: {'n' * 119}…" in lines
    assert "n" * 5000 in lines


def test_quotes_stand_below_the_first_of_two_sources_with_one_id() -> None:
    lines = lines_of(sources=[{"id": "s", "title": "A"}, {"id": "s", "title": "B"}], citations=CITED)
    start = lines.index("Sources") + 1
    assert lines[start : start + 3] == ["[1] A", "[1.1] “They came.”", "[2] B"]
