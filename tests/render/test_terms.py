"""What else a visit is searched for."""

from html import escape
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import visitdata
from visitdata.findings import legible
from visitdata.render.labels import Labels, english
from visitdata.render.summary import summary
from visitdata.render.terms import MOST, shortened, terms
from visitdata.testing import visits

EXAMPLES = Path(__file__).parents[2] / "docs/examples"


def told(
    performed: tuple[str, ...] = (), known: tuple[str, ...] = (), language: str = "en", **fields: Any
) -> list[str]:
    visit = visitdata.from_dict({"schema_version": "1.0", "id": "v", "parties": [{"id": "az"}], **fields})
    return terms(visit, performed, known, Labels(language, {})).split("|")


def test_the_real_visit() -> None:
    found = summary(visitdata.load(EXAMPLES / "az-pk-2023-11-01.json"), "name", english()).terms.split("|")
    assert found[:6] == ["Zakir Hasanov", "Karim Valiyev", "Ramiz Tahirov", "Ilham Aliyev", "Baku", "Alley of Martyrs"]
    assert {"wreath laying", "floral wreath", "honor guard", "Zakir Həsənov"} < set(found)
    assert "Syed Asim Munir" not in found  # who leads is told by the row


def test_one_name_of_each_comes_before_all_others() -> None:
    people = [{"name": "A", "names": [{"text": "B"}, {"language": "fr"}]}, {"names": [{"text": "C"}]}, {"id": "x"}]
    places = [{"name": "D", "city": "E"}, {"name": "D"}]
    steps = [{"type": "toast", "label": "to\nfriendship"}]
    program = [{"type": "ceremony", "steps": steps}, {"type": "meal", "label": "supper"}]
    found = told(("ceremony", "toast"), people=people, places=places, program=program)
    assert found == ["A", "C", "E", "D", "ceremony", "toast", "to friendship", "supper", "B"]
    assert told((), ("A", "D"), people=people, places=places) == ["C", "E", "B"]


def test_names_in_the_language_of_the_reader() -> None:
    people = [{"offices": [{"title": "President", "titles": {"de": "Präsidentin"}}]}]
    assert told(people=people) == ["President"]
    assert told(people=people, language="de") == ["Präsidentin"]


def test_no_more_is_kept_than_so_much() -> None:
    people = [{"name": f"{at} & {'x' * 1_000}"} for at in range(1_000)]
    found = told(people=people)
    assert len(found) == MOST // 127
    assert found[0] == f"0 & {'x' * 115}…"


def test_terms_are_cut_at_a_whole_word() -> None:
    cuts = {most: shortened("Baku|Alley of A&B", most) for most in (0, 3, 4, 5, 9, 10, 12, 13, 16, 20, 21)}
    assert cuts == {
        0: "", 3: "", 4: "Baku", 5: "Baku", 9: "Baku", 10: "Baku|Alley", 12: "Baku|Alley", 13: "Baku|Alley of",
        16: "Baku|Alley of", 20: "Baku|Alley of", 21: "Baku|Alley of A&B",
    }  # fmt: skip


@given(st.text("ab |&<é国"), st.integers(0, 60))
def test_terms_that_are_cut_are_the_beginning_of_the_whole(text: str, most: int) -> None:
    cut = shortened(text, most)
    assert text.startswith(cut)
    assert len(escape(cut).encode()) <= most
    assert cut == text or text[len(cut) :][:1] in (" ", "|") or not cut


@given(visits())
def test_any_visit_has_terms(visit: visitdata.Visit) -> None:
    found = summary(visit, "name", english()).terms
    assert len(escape(found).encode()) <= MOST
    assert legible(found) == found
