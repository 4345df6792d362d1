"""What the accounts of an activity disagree on."""

from typing import Any

import pytest
from hypothesis import given

import visitdata
from visitdata.model import Visit
from visitdata.render.readings import Readings, shown
from visitdata.render.timeline.disputes import told_differently
from visitdata.testing import visits

PROGRAM = [{"type": "meeting", "id": "talks", "steps": [{"type": "speech", "id": "words"}]}, {"type": "meal"}]
SOURCES = [{"id": "s", "publisher": "News.Az"}, {"id": "t", "title": "A post"}, {"id": "u"}]


def lines(*claims: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    visit = visitdata.from_dict(
        {"schema_version": "1.0", "id": "v", "parties": [{"id": "az", "name": "Azerbaijan"}], "program": PROGRAM,
         "sources": SOURCES, "claims": list(claims)}
    )  # fmt: skip
    return told_differently(visit, Readings(visit))


LABEL = {"about": "talks", "field": "/label", "value": "talks"}


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        ({**LABEL, "standing": "rival"}, "label: talks (rival)"),
        (LABEL, "label: talks"),
        ({**LABEL, "standing": "denied", "claimed_by": ["az", "s"]},
         "Azerbaijan, News.Az\u00a0– label: talks (denied)"),
        ({**LABEL, "citations": [{"source": "t"}, {"source": "t", "quote": "x"}, {"source": "u"}]},
         "A post, [3]\u00a0– label: talks"),
        ({**LABEL, "claimed_by": ["az", "s", "t", "u"]}, "Azerbaijan, News.Az, A post…\u00a0– label: talks"),
        ({"about": "talks", "field": "/status", "standing": "garbled"}, "status: no value (garbled)"),
        ({"about": "talks", "field": "/status", "value": "not_held"}, "status: not held"),
        ({"about": "talks", "field": "/when/end_time", "value": "10:00"}, "when end time: 10:00"),
        ({"about": "talks", "field": "/extensions/a~1b\u202e", "value": 1}, "extensions a/b\\u202e: 1"),
        ({"about": "talks", "field": "/participants/az/side", "value": "host"}, "participants Azerbaijan side: host"),
        ({"about": "talks", "field": "/label", "value": "عاصم", "standing": "rival"},
         "label: \u2067عاصم\u2069 (rival)"),
        ({"about": "talks", "field": "/label", "value": "x" * 99}, f"label: {'x' * 59}…"),
        ({"field": "/program/talks/label", "value": "x"}, "label: x"),
        ({"field": "/program/0/label", "value": "x"}, "label: x"),
        ({"field": "/program/talks", "standing": "rival"}, "meeting: no value (rival)"),
        ({"about": "talks", "field": "/steps", "standing": "rival"}, "steps: no value (rival)"),
        ({"about": "talks", "field": "/steps/7/note", "value": "x"}, "steps 7 note: x"),
    ],
)  # fmt: skip
def test_a_line_says_who_says_what(claim: dict[str, Any], line: str) -> None:
    assert lines(claim) == {"/program/0": (line,)}


@pytest.mark.parametrize("field", ["/steps/words/label", "/steps/0/label"])
def test_a_claim_on_an_occasion_may_be_about_its_step(field: str) -> None:
    assert lines({"about": "talks", "field": field, "value": "x"}) == {"/program/0/steps/0": ("label: x",)}


def test_the_claims_of_one_field_are_told_together_the_preferred_one_too() -> None:
    rival, preferred = {**LABEL, "standing": "rival"}, {**LABEL, "value": "chat", "standing": "preferred"}
    other = {"about": "talks", "field": "/note", "value": "x", "standing": "denied"}
    assert lines(rival, other, preferred)["/program/0"] == (
        "label: talks (rival)", "label: chat (preferred)", "note: x (denied)",
    )  # fmt: skip


@pytest.mark.parametrize(
    "claim",
    [
        {**LABEL, "standing": "preferred"},
        {**LABEL, "standing": "variant"},
        {**LABEL, "standing": "planned"},
        {"field": "/grade", "value": "state", "standing": "rival"},
        {"field": "/program", "standing": "rival"},
        {"field": "/program/9/label", "value": "x"},
        {"about": "az", "field": "/name", "value": "x", "standing": "rival"},
        {"about": "az", "field": "/program/0", "standing": "rival"},
    ],
)
def test_what_contradicts_nobody_or_is_about_no_activity_is_left_out(claim: dict[str, Any]) -> None:
    assert lines(claim) == {}


@given(visits())
def test_every_line_is_of_an_activity_and_safe(visit: Visit) -> None:
    pointers = {placed.pointer for placed in visit.activities()}
    found = told_differently(visit, Readings(visit))
    assert set(found) <= pointers
    for line in (line for told in found.values() for line in told):
        plain = line.translate({ord(char): None for char in "\u2066\u2067\u2069\u00a0"})
        assert shown(plain) == plain
