"""What phrases are known, how a text is cut, and how its lists are divided; every text is a real one."""

import pytest

from visitdata.interop.historyatstate.lists import Named, Spot, people, place, places
from visitdata.interop.historyatstate.narrative import _TELLERS
from visitdata.interop.historyatstate.phrases import PHRASES, Phrase
from visitdata.interop.historyatstate.reading import Understood, clauses, read, sentences


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.example)
def test_the_example_of_a_phrase_is_read_as_it(phrase: Phrase) -> None:
    (reading,) = read(phrase.example)
    assert (reading.kind, reading.rest) == (phrase.kind, "")


def test_every_phrase_has_what_it_adds() -> None:
    assert {phrase.kind for phrase in PHRASES} == _TELLERS.keys()


@pytest.mark.parametrize(
    ("text", "kind", "words", "rest"),
    [
        ("Official working visit.", "grade", {"label": "Official working visit"}, ""),
        ("Informal, unofficial visit.", "grade", {"label": "Informal, unofficial visit"}, ""),
        ("Good will visit.", "grade", {"label": "Good will visit"}, ""),
        ("Guest of U.S. Government on invitation of the President.", "grade",
         {"label": "Guest of U.S. Government", "by": "the President"}, ""),
        ("Private visit after March 17.", "grade", {"label": "Private visit", "since": "March 17"}, ""),
        ("Private visit afterwards to Boston and Texas.", "grade",
         {"label": "Private visit", "later": "afterwards", "places": "Boston and Texas"}, ""),
        ("Private visit to Los Angeles February 3–4.", "grade",
         {"label": "Private visit", "place": "Los Angeles", "span": "February 3–4"}, ""),
        ("Informal visit while en route to London.", "grade", {"label": "Informal visit", "bound": "London"}, ""),
        ("Official visit (Camp David talks).", "grade", {"label": "Official visit"}, "(Camp David talks)"),
        ("In U.S. December 4, 1929–January 16, 1930", "presence", {"span": "December 4, 1929–January 16, 1930"}, ""),
        ("Departed for Canada October 14.", "departure", {"bound": "Canada", "span": "October 14"}, ""),
        ("Final departure from U.S. November 4.", "departure", {"place": "U.S.", "span": "November 4"}, ""),
        ("Met with President Nixon on April 1", "meeting", {"who": "President Nixon", "span": "April 1"}, ""),
        ("Met with President Roosevelt in Washington while returning to Montreal.", "meeting",
         {"who": "President Roosevelt", "place": "Washington", "back_to": "Montreal"}, ""),
        ("Met with President Reagan during a private visit.", "meeting",
         {"who": "President Reagan", "label": "private visit"}, ""),
        ("Met with President Bush at the UN General Assembly in New York City.", "meeting",
         {"who": "President Bush", "place": "the UN General Assembly", "city": "New York City"}, ""),
        ("Met with Secretary for External Affairs MacEachen.", "meeting",
         {"undivided": "Secretary for External Affairs MacEachen"}, "Secretary for External Affairs MacEachen"),
        ("Discussed nuclear armaments with President De Gaulle.", "discussed",
         {"topic": "nuclear armaments", "who": "President De Gaulle"}, ""),
        ("Met with Prime Minister Blair to discuss the reconstruction of Iraq.", "meeting",
         {"who": "Prime Minister Blair", "topic": "the reconstruction of Iraq"}, ""),
        ("Accompanied President Eisenhower on an informal visit.", "accompanied",
         {"whom": "President Eisenhower", "label": "informal visit"}, ""),
        ("Discussed the situation in Mali.", "discussed", {"topic": "the situation in Mali"}, ""),
        ("Attended Conference on Security and Cooperation in Europe.", "attended",
         {"what": "Conference on Security and Cooperation in Europe"}, ""),
        ("Signed Treaty on the Final Settlement With Respect to Germany.", "signed",
         {"what": "Treaty on the Final Settlement With Respect to Germany"}, ""),
        ("Attended Economic Summit Meeting in Dorado Beach, Puerto Rico.", "attended",
         {"what": "Economic Summit Meeting", "place": "Dorado Beach, Puerto Rico"}, ""),
        ("Signed an agreement with Foreign Minister Lavrov.", "signed",
         {"what": "an agreement", "who": "Foreign Minister Lavrov"}, ""),
        ("Arrived in U.S. Jan. 20.", "arrival", {"place": "U.S.", "span": "Jan. 20"}, ""),
        ("Addressed Congress April 2l.", None, {}, "Addressed Congress April 2l"),
        ("Addressed the UN on frontier problems.", "addressed", {"body": "the UN"}, "on frontier problems"),
        ("Stopped in Dakar, Senegal, April 9 on way from London.", "cities",
         {"places": "Dakar, Senegal", "span": "April 9", "origin": "London"}, ""),
        ("visiting New York City and ethnic communities.", "cities",
         {"places": "New York City and ethnic communities"}, "ethnic communities"),
        ("Hunting trip in Alaska after November 9.", None, {}, "Hunting trip in Alaska after November 9"),
    ],
)  # fmt: skip
def test_what_is_read(text: str, kind: str | None, words: dict[str, str], rest: str) -> None:
    (reading,) = read(text)
    assert (reading.kind, reading.words, reading.rest) == (kind, words, rest)


def test_a_text_is_cut_into_sentences() -> None:
    assert list(sentences("Guest of U.S. Government. In U.S. May 5–22, visiting St. Louis (Mo.). Departed U.S.")) == [
        "Guest of U.S. Government.",
        "In U.S. May 5–22, visiting St. Louis (Mo.).",
        "Departed U.S.",
    ]
    assert list(sentences("Visit to Korean combat zone. [Visit made as President-elect.]")) == [
        "Visit to Korean combat zone.",
        "[Visit made as President-elect.]",
    ]
    assert list(sentences("Met with President Truman. (Was in New York City when elected.) Left U.S. May 26.")) == [
        "Met with President Truman.",
        "(Was in New York City when elected.)",
        "Left U.S. May 26.",
    ]
    assert list(sentences("Re-embarked for the U.S. Met with U.S. officials.")) == [
        "Re-embarked for the U.S.",
        "Met with U.S. officials.",
    ]
    assert list(sentences(" ) . ")) == [") ."]
    assert list(sentences("")) == []


def test_a_sentence_is_cut_into_clauses() -> None:
    text = "State visit; met with President Garcia, addressed Congress, and visited Manila. [Visit made as X.]"
    assert [clause for clause, _ in clauses(text)] == [
        "State visit", "met with President Garcia", "addressed Congress", "visited Manila", "Visit made as X",
    ]  # fmt: skip
    assert list(clauses("State visit; .")) == [("State visit", "State visit; .")]
    assert [sentence for _, sentence in clauses("Left U.S.; returned.")] == ["Left U.S.; returned."] * 2


def test_what_is_too_long_is_not_looked_at() -> None:
    (long_clause,) = read("Met with " + "President Nixon, " * 200)
    (long_text,) = read("Official visit. " * 2000)
    assert (long_clause.kind, long_text.kind) == (None, None)
    assert long_text.rest == "Official visit. " * 2000


def test_people_are_divided_where_it_is_certain_how() -> None:
    assert people("President Heuss and Chancellor Adenauer") == [
        Named("President Heuss", "President", True),
        Named("Chancellor Adenauer", "Chancellor", True),
    ]
    assert people("King Paul, British Prime Minister Eden, and senior Greek officials") == [
        Named("King Paul", "King", True),
        Named("British Prime Minister Eden", "Prime Minister", False),
        Named("senior Greek officials", None, False),
    ]
    assert people("the President of Finland") == [Named("the President of Finland", "President", False)]
    assert people("the President") == [Named("the President", "President", False)]
    assert people("Prime Ministers Eden and Mendes-France") == []
    assert people("the Presidents of Peru, Colombia, and Bolivia") == []
    assert people("President Echeverria and laid a wreath") == []


def test_places_are_divided_where_it_is_certain_how() -> None:
    assert places("Akron and Columbus (Ohio), the Grand Canyon (Arizona), and New York City") == (
        [Spot("Akron"), Spot("Columbus", "Ohio"), Spot("the Grand Canyon", "Arizona"), Spot("New York City")],
        [],
    )
    assert places("Houston, Texas") == ([Spot("Houston", "Texas")], [])
    assert places("Washington (April 16–17) and Hyde Park (New York) (April 20)") == (
        [Spot("Washington", None, "April 16–17"), Spot("Hyde Park", "New York", "April 20")],
        [],
    )
    assert places("New York City ,Detroit (Michigan), and Ann Arbor, (Michigan),") == (
        [Spot("New York City"), Spot("Detroit", "Michigan"), Spot("Ann Arbor", "Michigan")],
        [],
    )
    assert places("New York City and ethnic communities") == ([Spot("New York City")], ["ethnic communities"])
    assert place("Camp David (Maryland)") == Spot("Camp David", "Maryland")
    assert place("the White House and Camp David") == Spot("the White House and Camp David")


def test_what_is_understood_is_counted() -> None:
    understood = Understood()
    assert understood.share == 1.0
    understood.add(read("State visit. Hunting trip."))
    assert understood.clauses == {"grade": 1}
    assert (understood.characters["grade"], understood.left, understood.unknown) == (11, 12, 1)
    assert understood.share == 11 / 23
