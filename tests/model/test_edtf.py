"""The EDTF profile: what is accepted, its bounds, its comparisons."""

import copy
import io
import itertools
import pickle
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from datetime import date, datetime, timedelta
from math import inf
from pathlib import Path
from time import struct_time
from typing import NamedTuple

import jsonschema_rs
import pytest
import regress
from edtf import parse_edtf
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from fuzz.oracles import check_comparisons
from visitdata.model.edtf import EDTF, EDTF_PATTERN, Certainty, _date_pattern, _whole_pattern

YES, MAYBE, NO = Certainty.CERTAINLY, Certainty.POSSIBLY, Certainty.CERTAINLY_NOT
RELATIONS = ("before", "after", "same_day", "within", "overlaps")
QUALIFIERS = "~?%"


def words(text: str) -> list[str]:
    return text.split()


GOOD = words("""
2023-11-01 2023-11 2023 0001 9999 0001-01-01 9999-12-31 2024-02-29 2000-02-29 0004-02-29
2023-11-01~ 2023-11? 2023% 2023-21 2023-22~ 2023-23 2023-24?
197X 19XX 1XXX XXXX 000X 0XXX 2010-XX 2010-1X 2010-0X 2010-XX-XX 2010-1X-XX 2010-07-XX 2010-07-0X
2010-07-3X 2010-04-3X 2010-02-2X 201X-XX 201X-XX-XX 20XX-XX-XX~ XXXX-XX-XX 2010-07-0X?
2010/2011 2010-07-04/2010-08 2010~/2011-02-03? 2011/2010 2010/.. ../2010 2010/ 2010?/ 2010-21/2010-24
201X/202X [2010] [2010,2011] [2010..2011] [..2010] [2010..] [..2010,2012..] [2009,2010..2011,2012..]
[..2010,2011,2012-02] {2010} {2010,2011} {2010..2011} {2010-01-01,2010-02..2010-03,2010-04-05~}
""")

BAD = words("""
0000 000 20231 12023 -2023 +2023 2023- 2023-1 2023-13 2023-00 2023-11-1 2023-11-00 2023-11-31 2023-02-29
1900-02-29 2100-02-29 0000-02-29 2023-04-31 2023-20 2023-25 2023-29 2023-41 2023-21-01 20231101 2023-305
Y2023 2023-11-01T10:00 2023-11-01Z 2023/11/01 01.11.2023 2023~~ 2023?~ ~2023 2023-~11 2023~-11
2010-2X 2010-3X 2010-02-3X 2010-07-4X 2010-13-XX 2010-2X-XX 2010-X1 2010-07-X1 20X0 X010 201X-01
2010-XX-01 201X-1X 201X-21 2010-0X-0X 197x 197u XXXXX XXX 000X-01
/ /2010 .. ../.. ../ /.. 2010/2011/2012 2010//2011 2010/../2011 2010..2011 ..2010 2010.. 2010/[2011]
2010,2011 [] [,] [2010,] [,2010] [2010,,2011] [2010} {2010] [2010 2010] [[2010]] [..] [..2010..]
[2010..2011..2012] [2009,..2010] [2009..,2010] [..2010..2011] [2010/2011] [2010]~
{} {,} {2010,} {..2010} {2010..} {2010,2011..} [2010...2011] unknown null NaN
""")
BAD += ["", " ", " 2023", "2023 ", "2023\n", "2023-11-01\n", "\n2023", "[2010]\n", "2023-11-01\r", "2023\0"]
BAD += ["[2010, 2011]", "[2010 ,2011]", "[2010 2011]", "2010 / 2011", "2023\u201311", "2023\u2028"]
# The digits of other scripts: Arabic-Indic, fullwidth.
BAD += ["\u0662\u0660\u0662\u0663", "2023-\u0661\u0661-01", "\uff12\uff10\uff12\uff13"]

schema = {"pattern": EDTF_PATTERN}
validators = [
    jsonschema_rs.validator_for(schema),
    jsonschema_rs.validator_for(schema, pattern_options=jsonschema_rs.RegexOptions()),
]
compiled = re.compile(EDTF_PATTERN[:-1] + r"\Z")
ecma = regress.Regex(EDTF_PATTERN, flags="u")


def accepted(text: str) -> bool:
    """What every reader of the pattern and the constructor say of a text; they must agree."""
    try:
        EDTF(text)
        verdicts = {True}
    except ValueError:
        verdicts = {False}
    verdicts.add(compiled.search(text) is not None)
    if len(text) < 200:  # on long lists of ranges this engine of ECMA-262, unlike those of browsers, never ends
        verdicts.add(ecma.find(text) is not None)
    verdicts.update(validator.is_valid(text) for validator in validators)
    assert len(verdicts) == 1, f"the readers differ on {text!r}"
    return verdicts.pop()


def matching_days(text: str) -> list[date]:
    """The real days of 2009 to 2012 that a date with unspecified digits leaves open, by brute force."""
    mask = text + "-XX" * ((10 - len(text)) // 3)
    day = date(2009, 1, 1)
    found = []
    while day.year < 2013:
        if all(m in ("X", c) for m, c in zip(mask, day.isoformat(), strict=True)):
            found.append(day)
        day += timedelta(1)
    return found


# Strategies ------------------------------------------------------------------------------------------


def near(low: int, high: int) -> st.SearchStrategy[date]:
    return st.dates(date(low, 1, 1), date(high, 12, 31))


days = st.one_of(near(2009, 2013), near(2010, 2010), near(1, 9999), st.just(date.min), st.just(date.max))


@st.composite
def bare_dates(draw: st.DrawFn) -> str:
    """A single date without a qualifier."""
    text = draw(days).isoformat()
    form = draw(st.sampled_from(["day", "day", "month", "year", "season", "vague"]))
    if form == "season":
        return text[:5] + draw(st.sampled_from(["21", "22", "23", "24"]))
    if form == "vague":
        return blurred(text, draw(st.integers(1, 8)))[: draw(st.sampled_from([10, 10, 7, 4]))]
    return text[: {"day": 10, "month": 7, "year": 4}[form]]


def blurred(text: str, count: int) -> str:
    """The text with so many more of its last digits unspecified."""
    for _ in range(count):
        text = re.sub(r"[0-9](?=[^0-9]*$)", "X", text)
    return text


single_dates = st.builds(str.__add__, bare_dates(), st.sampled_from(["", "", *QUALIFIERS]))
pairs = st.tuples(single_dates, single_dates)
items = st.one_of(single_dates, pairs.map("..".join))
intervals = st.one_of(
    pairs.map("/".join),
    st.builds("{}{}".format, single_dates, st.sampled_from(["/", "/.."])),
    st.builds("../{}".format, single_dates),
)


@st.composite
def sets(draw: st.DrawFn) -> str:
    parts = draw(st.lists(items, min_size=0, max_size=3))
    if draw(st.booleans()) and parts:
        return "{" + ",".join(parts) + "}"
    if draw(st.booleans()):
        parts.insert(0, ".." + draw(single_dates))
    if draw(st.booleans()) or not parts:
        parts.append(draw(single_dates) + "..")
    return "[" + ",".join(parts) + "]"


texts = st.one_of(single_dates, single_dates, intervals, sets())
dates = texts.map(EDTF)


@st.composite
def widened(draw: st.DrawFn) -> tuple[EDTF, EDTF]:
    """A date, and the same with one of its parts made less certain."""
    text = draw(texts)
    parts = re.split(r"([\[\]{},/]|\.\.)", text)
    where = draw(st.sampled_from([i for i, part in enumerate(parts) if part[:1].isalnum()]))
    part = parts[where]
    if part[-1] not in QUALIFIERS and draw(st.booleans()):
        part += draw(st.sampled_from(QUALIFIERS))
    elif not re.fullmatch("[0-9]{4}-2[1-4][~?%]?", part):
        # 02-29 and 30 keep a real day whatever is hidden from the right.
        part = blurred(part, draw(st.integers(1, 8)))
    parts[where] = part
    return EDTF(text), EDTF("".join(parts))


@st.composite
def concrete(draw: st.DrawFn, vague: EDTF) -> EDTF:
    """One of the stretches of days that a date may stand for."""
    start = draw(st.dates(*vague.first))
    end = draw(st.dates(max(start, vague.last[0]), vague.last[1])) if start <= vague.last[1] else start
    return EDTF(f"{start}/{end}")


def relate(relation: str, one: EDTF, other: EDTF) -> Certainty:
    answer = getattr(one, relation)(other)
    assert isinstance(answer, Certainty)
    return answer


# What is accepted ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", GOOD)
def test_good_texts(text: str) -> None:
    assert accepted(text)
    assert str(EDTF(text)) == EDTF(text).text == text


@pytest.mark.parametrize("text", BAD)
def test_bad_texts(text: str) -> None:
    assert not accepted(text)


@pytest.mark.parametrize("year", [1, 4, 100, 400, 1900, 2000, 2023, 2024, 2100, 9996, 9999])
def test_exactly_the_real_days_of_a_year(year: int) -> None:
    written = (f"{year:04}-{month:02}-{day:02}" for month in range(14) for day in range(33))
    first = date(year, 1, 1).toordinal()
    real = [date.fromordinal(day).isoformat() for day in range(first, date(year, 12, 31).toordinal() + 1)]
    assert [text for text in written if accepted(text)] == real


def test_the_pattern_made_anew_accepts_the_same() -> None:
    anew = re.compile(_whole_pattern(_date_pattern()).removesuffix("$") + r"\Z")
    assert [text for text in GOOD if not anew.search(text)] == []
    assert [text for text in BAD if anew.search(text)] == []
    two, four = (["".join(digits) for digits in itertools.product("0123456789X", repeat=size)] for size in (2, 4))
    texts = [*four, *(f"{year}-02-29" for year in four), *(f"2013-{month}-{day}" for month in two for day in two)]
    assert [text for text in texts if (anew.search(text) is None) is not (compiled.search(text) is None)] == []


def test_leap_days_of_all_years() -> None:
    for year in range(10_000):
        leap = year > 0 and year % (400 if year % 100 == 0 else 4) == 0
        assert accepted(f"{year:04}-02-29") is leap


def test_all_masks_of_a_year() -> None:
    for digits in itertools.product("0123456789X", repeat=4):
        text = "".join(digits)
        assert accepted(text) is (text != "0000" and "X" not in text.rstrip("X"))


@pytest.mark.heavy
def test_all_masks_of_months_and_days() -> None:
    two = ["".join(digits) for digits in itertools.product("0123456789X", repeat=2)]
    for text in [f"2010-{month}" for month in two] + [f"2012-{month}-{day}" for month in two for day in two]:
        digits = text.replace("-", "")
        contiguous = "X" not in digits.rstrip("X")
        season = text[5:] in ("21", "22", "23", "24")
        fitting = matching_days(text) if contiguous and text[5] in "01X" and text[8:9] in "0123X" else []
        assert accepted(text) is (season or bool(fitting)), text
        if fitting:
            assert EDTF(text).first == EDTF(text).last == (fitting[0], fitting[-1])


@given(texts)
def test_texts_built_from_parts_are_accepted(text: str) -> None:
    assert accepted(text)


@given(st.data())
@settings(max_examples=500)
def test_the_readers_agree_on_near_misses(data: st.DataObject) -> None:
    text = data.draw(texts)
    where = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 3))
    patch = data.draw(st.text("0123456789X-/.,[]{}~?% \n\u0663x", max_size=2))
    accepted(text[:where] + patch + text[where + cut :])


@given(st.text())
def test_the_readers_agree_on_any_text(text: str) -> None:
    accepted(text)


@pytest.mark.heavy
@pytest.mark.parametrize(
    "text",
    [
        "2" * 100_000,
        "[" * 100_000,
        "../" * 33_000,
        "[" + "2010-01-01..2010-01-02," * 4_500,
        "{" + "2010,2011..2012," * 7_000 + "2010",
        "{" + "2010," * 20_000 + "2010..}",
        "{" + "2010,2011.." * 9_000 + "}",
    ],
)
def test_long_texts_are_refused_at_once(text: str) -> None:
    start = time.perf_counter()
    assert not accepted(text)
    assert time.perf_counter() - start < 1
    with pytest.raises(ValueError) as caught:
        EDTF(text)
    assert len(str(caught.value)) < 300


def test_the_pattern_uses_only_what_every_engine_reads() -> None:
    assert EDTF_PATTERN.startswith("^(?:") and EDTF_PATTERN.endswith(")$")
    assert len(EDTF_PATTERN) < 5_000
    assert not set(re.findall(r"\\(.)", EDTF_PATTERN)) - set("[]{}.")
    assert not re.search(r"\(\?[^:]|\\[dwsbDWSBpP]", EDTF_PATTERN)


# The value -------------------------------------------------------------------------------------------


def test_errors_name_the_text_and_an_example() -> None:
    with pytest.raises(ValueError, match=r"'2023-13-01' is not a date .* such as '2023-11-01'"):
        EDTF("2023-13-01")
    for wrong in (2023, None, date(2023, 1, 1), b"2023", ["2023"]):
        with pytest.raises(TypeError, match="made from a str"):
            EDTF(wrong)  # type: ignore[arg-type]


def test_it_is_an_immutable_value() -> None:
    one = EDTF("2023-11~")
    assert one == EDTF("2023-11~") and hash(one) == hash(EDTF("2023-11~"))
    assert EDTF(one) is one
    assert one != EDTF("2023-11?") and one == "2023-11~" and one != 2023
    assert hash(one) == hash("2023-11~") and f"{one:>9}" == " 2023-11~"
    assert len({one, "2023-11~"}) == 1
    assert one.__eq__(2023) is NotImplemented
    assert repr(one) == "EDTF('2023-11~')" and str(one) == "2023-11~"
    for name in ("text", "_reading", "other"):
        with pytest.raises(AttributeError, match="immutable"):
            setattr(one, name, "2024")
    with pytest.raises(AttributeError, match="immutable"):
        del one.text
    with pytest.raises(TypeError):
        one < EDTF("2024")  # type: ignore[operator] # noqa: B015
    assert not hasattr(one, "__dict__")


def test_its_text_is_read_once() -> None:
    one = EDTF("2023-11")
    assert one.first is one.first


def test_it_keeps_no_subclass_of_str() -> None:
    class Loud(str):
        def __str__(self) -> str:
            return "LOUD"

    assert type(EDTF(Loud("2023")).text) is str
    assert EDTF(Loud("2023")) == EDTF("2023")


@given(dates)
def test_it_pickles_and_copies(one: EDTF) -> None:
    for same in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one), EDTF.trusted(one.text)):
        assert same == one and same.first == one.first and same.last == one.last


def test_many_threads_read_the_same() -> None:
    one = EDTF("{2010,2011..2012,2013-21~}")
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: (one.first, one.last, one.precision), range(200)))) == 1


def test_a_certainty_has_no_truth_value() -> None:
    assert {c.value for c in Certainty} == {"certainly", "possibly", "certainly_not"}
    for certainty in Certainty:
        with pytest.raises(TypeError) as caught:
            bool(certainty)
        assert str(caught.value) == (
            "a Certainty is neither true nor false: compare it, for example `is Certainty.CERTAINLY`"
            " or `is not Certainty.CERTAINLY_NOT`"
        )


# Bounds ----------------------------------------------------------------------------------------------

MIN, MAX = "0001-01-01", "9999-12-31"


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2023-11-01", "2023-11-01 2023-11-01", None, "day"),
        ("2023-11-01~", "2023-10-31 2023-11-02", None, "day"),
        ("2024-02-29%", "2024-02-28 2024-03-01", None, "day"),
        ("2023-02", "2023-02-01 2023-02-28", None, "month"),
        ("2024-02?", "2024-01-01 2024-03-31", None, "month"),
        ("2023-12~", "2023-11-01 2024-01-31", None, "month"),
        ("2023", "2023-01-01 2023-12-31", None, "year"),
        ("2023~", "2022-01-01 2024-12-31", None, "year"),
        ("2023-21", "2023-01-01 2023-12-31", None, "season"),
        ("2023-24", "2023-01-01 2024-02-29", None, "season"),
        ("2023-22?", "2022-10-01 2024-03-31", None, "season"),
        ("2023-24~", "2022-10-01 2024-05-31", None, "season"),
        ("2010-07-0X", "2010-07-01 2010-07-09", None, "month"),
        ("2010-07-0X~", "2010-06-30 2010-07-10", None, "month"),
        ("2010-04-3X", "2010-04-30 2010-04-30", None, "month"),
        ("2010-07-XX", "2010-07-01 2010-07-31", None, "month"),
        ("2010-07-XX~", "2010-06-01 2010-08-31", None, "month"),
        ("2010-1X", "2010-10-01 2010-12-31", None, "year"),
        ("2010-1X-XX?", "2010-09-01 2011-01-31", None, "year"),
        ("2010-XX", "2010-01-01 2010-12-31", None, "year"),
        ("2010-XX-XX~", "2009-01-01 2011-12-31", None, "year"),
        ("197X", "1970-01-01 1979-12-31", None, "decade"),
        ("197X-XX~", "1969-01-01 1980-12-31", None, "decade"),
        ("19XX?", "1899-01-01 2000-12-31", None, "century"),
        ("1XXX", "1000-01-01 1999-12-31", None, "millennium"),
        ("XXXX~", f"{MIN} {MAX}", None, "unspecified"),
        ("000X", "0001-01-01 0009-12-31", None, "decade"),
        ("0001-01-01~", "0001-01-01 0001-01-02", None, "day"),
        ("0001-01~", "0001-01-01 0001-02-28", None, "month"),
        ("9999-12-31~", "9999-12-30 9999-12-31", None, "day"),
        ("9999-24~", "9998-10-01 9999-12-31", None, "season"),
        ("9999~", "9998-01-01 9999-12-31", None, "year"),
        ("9999-01", "9999-01-01 9999-01-31", None, "month"),
        ("9999-11~", "9999-10-01 9999-12-31", None, "month"),
        ("0001-02~", "0001-01-01 0001-03-31", None, "month"),
        ("XXXX/2010", f"{MIN} {MAX}", f"2010-01-01 {MAX}", "unspecified"),
        ("2010/XXXX", "2010-01-01 2010-12-31", f"2010-01-01 {MAX}", "unspecified"),
        ("2023-11-01/2023-11-03", "2023-11-01 2023-11-01", "2023-11-03 2023-11-03", "day"),
        ("2023-11/2024", "2023-11-01 2023-11-30", "2024-01-01 2024-12-31", "year"),
        ("2023-06/2023", "2023-06-01 2023-06-30", "2023-06-01 2023-12-31", "year"),
        ("2012/2010", "2012-01-01 2012-12-31", "2012-01-01 2012-12-31", "year"),
        ("2012/..", "2012-01-01 2012-12-31", f"2012-01-01 {MAX}", "year"),
        ("2012-05-06/", "2012-05-06 2012-05-06", f"2012-05-06 {MAX}", "day"),
        ("../2012-05", f"{MIN} 2012-05-31", "2012-05-01 2012-05-31", "month"),
        ("[2010-01-02,2010-03-04]", "2010-01-02 2010-03-04", None, "day"),
        ("[2010-03..2011-04-05]", "2010-03-01 2011-04-05", None, "month"),
        ("[2012..2010]", "2012-01-01 2012-12-31", None, "year"),
        ("[..2010]", f"{MIN} 2010-12-31", None, "year"),
        ("[2010-02..]", f"2010-02-01 {MAX}", None, "month"),
        ("[2009,2010-02..]", f"2009-01-01 {MAX}", None, "year"),
        ("{2010-01-02,2010-03-04}", "2010-01-02 2010-01-02", "2010-03-04 2010-03-04", "day"),
        ("{2010-03-04,2010-01..2010-02,200X}", "2000-01-01 2009-12-31", "2010-03-04 2010-03-04", "decade"),
    ],
)
def test_bounds(text: str, first: str, last: str | None, precision: str) -> None:
    one = EDTF(text)
    assert " ".join(map(str, one.first)) == first
    assert " ".join(map(str, one.last)) == (last or first)
    assert (one.earliest, one.latest) == (one.first[0], one.last[1])
    assert one.precision == precision


@pytest.mark.parametrize("text", GOOD)
def test_exact_days(text: str) -> None:
    assert EDTF(text).is_exact is (re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None)
    assert EDTF(text).is_day is (re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}[~?%]?", text) is not None)


@given(dates)
def test_bounds_are_in_order(one: EDTF) -> None:
    assert one.first[0] <= one.first[1] and one.last[0] <= one.last[1]
    assert one.first[0] <= one.last[0] and one.first[1] <= one.last[1]
    assert one.earliest <= one.latest


def test_open_and_unbounded_ends_are_the_limits() -> None:
    assert EDTF("../2010").earliest == EDTF("[..2010]").earliest == date.min
    assert EDTF("2010/..").latest == EDTF("2010/").latest == EDTF("[2010..]").latest == date.max


# The examples of the specification (Library of Congress, 2019) ---------------------------------------


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        # Level 0: dates and intervals.
        ("1985-04-12", "1985-04-12", "1985-04-12", "day"),
        ("1985-04", "1985-04-01", "1985-04-30", "month"),
        ("1985", "1985-01-01", "1985-12-31", "year"),
        ("1964/2008", "1964-01-01", "2008-12-31", "year"),
        ("2004-06/2006-08", "2004-06-01", "2006-08-31", "month"),
        ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08", "day"),
        ("2004-02-01/2005-02", "2004-02-01", "2005-02-28", "month"),
        ("2004-02-01/2005", "2004-02-01", "2005-12-31", "year"),
        ("2005/2006-02", "2005-01-01", "2006-02-28", "year"),
        # Level 1: seasons, qualifiers, unspecified digits, open and unknown ends.
        ("2001-21", "2001-01-01", "2001-12-31", "season"),
        ("2001-22", "2001-01-01", "2001-12-31", "season"),
        ("2001-23", "2001-01-01", "2001-12-31", "season"),
        ("2001-24", "2001-01-01", "2002-02-28", "season"),
        ("1984?", "1983-01-01", "1985-12-31", "year"),
        ("2004-06~", "2004-05-01", "2004-07-31", "month"),
        ("2004-06-11%", "2004-06-10", "2004-06-12", "day"),
        ("201X", "2010-01-01", "2019-12-31", "decade"),
        ("20XX", "2000-01-01", "2099-12-31", "century"),
        ("2004-XX", "2004-01-01", "2004-12-31", "year"),
        ("1985-04-XX", "1985-04-01", "1985-04-30", "month"),
        ("1985-XX-XX", "1985-01-01", "1985-12-31", "year"),
        ("1985-04-12/..", "1985-04-12", MAX, "day"),
        ("1985-04/..", "1985-04-01", MAX, "month"),
        ("1985/..", "1985-01-01", MAX, "year"),
        ("../1985-04-12", MIN, "1985-04-12", "day"),
        ("../1985-04", MIN, "1985-04-30", "month"),
        ("../1985", MIN, "1985-12-31", "year"),
        ("1985-04-12/", "1985-04-12", MAX, "day"),
        ("1985-04/", "1985-04-01", MAX, "month"),
        ("1985/", "1985-01-01", MAX, "year"),
        # Level 2: sets, and unspecified digits from the right.
        ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31", "year"),
        ("[..1760-12-03]", MIN, "1760-12-03", "day"),
        ("[1760-12..]", "1760-12-01", MAX, "month"),
        ("[1760-01,1760-02,1760-12..]", "1760-01-01", MAX, "month"),
        ("[1667,1760-12]", "1667-01-01", "1760-12-31", "year"),
        ("[..1984]", MIN, "1984-12-31", "year"),
        ("{1667,1668,1670..1672}", "1667-01-01", "1672-12-31", "year"),
        ("{1960,1961-12}", "1960-01-01", "1961-12-31", "year"),
        ("1XXX-XX", "1000-01-01", "1999-12-31", "millennium"),
        ("1984-1X", "1984-10-01", "1984-12-31", "year"),
        ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03", "month"),
    ],
)
def test_examples_of_the_specification(text: str, earliest: str, latest: str, precision: str) -> None:
    assert accepted(text)
    one = EDTF(text)
    assert (str(one.earliest), str(one.latest), one.precision) == (earliest, latest, precision)


REFUSED = {
    "a clock time stands beside the date": words("""
        1985-04-12T23:20:30 1985-04-12T23:20:30Z 1985-04-12T23:20:30-04 1985-04-12T23:20:30+04:30"""),
    "years are 0001 to 9999": words("""
        Y170000002 Y-170000002 -1985 Y-17E7 Y171010000S3 Y3388E2S3 0000 -0001/2000 Y17E8"""),
    "significant digits are not read": words("1950S2"),
    "an end is unknown, a start is told or open": words("/1985-04-12 /1985-04 /1985"),
    "seasons are spring to winter, of no hemisphere": words("""
        2001-25 2001-28 2001-29 2001-32 2001-33 2001-34 2001-36 2001-37 2001-39 2001-40 2001-41"""),
    "a qualifier is of the whole date": words("""
        2004-06~-11 2004?-06-11 ?2004-06-~11 2004-%06-11 ~2004 2004-06-~01/2004-06-~20 2004?-06 2004-06?/2004-~07"""),
    "digits are unspecified from the right": words("""
        156X-12-25 15XX-12-25 XXXX-12-XX 1XXX-12 1X84 X984 2004-XX-11 2004-1X-11 2004-0X-0X 2004-06-X1"""),
    "all of a set can be told": words("{..1984} {1984..} {..1983-12-31,1984-10-10..1984-11-01}"),
}
"""Examples of the specification, and more of their kinds, that lie outside of the profile, by the reason."""


@pytest.mark.parametrize("reason", REFUSED)
def test_what_is_left_out_of_the_profile(reason: str) -> None:
    assert [text for text in REFUSED[reason] if accepted(text)] == []


def test_the_documentation_tells_what_is_left_out() -> None:
    page = (Path(__file__).parents[2] / "docs" / "explanation" / "model.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.*?) \| (.*?) \|$", page.partition("#### What is left out")[2].partition("\n#")[0], re.M)
    told = [text for examples, _ in rows for text in re.findall("`(.*?)`", examples)]
    assert set(told) <= {text for texts in REFUSED.values() for text in texts}
    for texts in REFUSED.values():
        assert set(told) & set(texts)


# The `edtf` package as oracle ------------------------------------------------------------------------


def package(text: str) -> tuple[str, str] | None:
    """The bounds that the package gives a text, qualifiers left aside; None where it refuses the text or breaks."""
    with redirect_stdout(io.StringIO()):  # it prints what it broke at
        try:
            parsed = parse_edtf(text)
            low, high = parsed.lower_strict(), parsed.upper_strict()
        except Exception:
            return None
    return MIN if low == -inf else written(low), MAX if high == inf else written(high)


def written(day: struct_time) -> str:
    """A day of the package, which may be of no calendar."""
    return "{:04}-{:02}-{:02}".format(*day[:3])


class Difference(NamedTuple):
    """Where the package and we part: a reason, what such texts look like, and one that only one of us takes."""

    reason: str
    pattern: str
    example: str
    is_ours: bool


DIFFERENCES = [
    # What the profile leaves out.
    Difference("years before 1", "0000|(?:^|[/,.\\[{])-", "-0044", False),
    Difference("years past 9999, significant digits", "[YES]", "1950S2", False),
    Difference("clock times", "[T:Z+]", "1985-04-12T23:20:30", False),
    Difference("seasons past 24", "-(?:2[5-9]|3[2-9]|4)", "2001-34", False),
    Difference("qualifiers of a part", "[~?%][-0-9X]", "2004-06~-11", False),
    Difference("digits left of the last", "X-?[0-9]", "1XXX-12", False),
    Difference("unknown starts", "^/", "/1985", False),
    Difference("an end alone in a set of all", r"\{\.\.|\.\.\}|\{.*\.\.(?:,|$)", "{..1984}", False),
    # What is no text or no day to us.
    Difference("white space", r"\s", " 1985", False),
    Difference("29 February of common years", "-02-(?:29|[23X])", "1900-02-29", False),
    Difference("seasons with a word of their own", r"\^", "2001-21^x", False),
    # What it does not read, or breaks at.
    Difference("qualified seasons", "-2[1-4][~?%]", "2001-21~", True),
    Difference("sets of one date", r"[\[{][^,]*[\]}]$", "[1984]", True),
    Difference("seasons in sets", r"[\[{].*-2[1-4]", "[2001-21,2002]", True),
    Difference("vague or unlike ends of ranges", r"[0-9X~?%]\.\.[0-9X]", "[2010-01..2011-02-03]", True),
    Difference("vague ends alone", r"(?:[X~?%]|-2[1-4])\.\.|\.\..*[X~?%]", "[..1984~]", True),
    Difference("one digit of a month or day", "-[0-3]X", "2010-07-3X", True),
    Difference("a month unspecified alone", "-XX(?!-XX)", "2010-XX/2011", True),
    Difference("unspecified beside open or qualified ends", "X.*/|/.*X", "../197X", True),
]


@pytest.mark.parametrize("row", DIFFERENCES, ids=lambda row: row.reason)
def test_the_package_differs_where_we_say_it_does(row: Difference) -> None:
    assert re.search(row.pattern, row.example)
    assert accepted(row.example) is row.is_ours
    assert (package(row.example) is not None) is not row.is_ours


@st.composite
def understood_dates(draw: st.DrawFn, forms: str, qualifiers: str = "") -> str:
    """A date of one of some forms that both read alike, perhaps qualified where no digit is unspecified."""
    form = draw(st.sampled_from(words(forms)))
    text = draw(near(1000 if "X" in form else 10, 9999)).isoformat()
    date = "".join("X" if mask == "X" else char for mask, char in zip(form, text, strict=False))
    return date + (draw(st.sampled_from(["", *qualifiers])) if "X" not in form else "")


PLAIN = "2010-07-04 2010-07 2010"
MASKED = "2010-07-XX 2010-XX-XX 201X 20XX 2XXX 201X-XX-XX"
SINGLE = f"{PLAIN} {MASKED} 2010-XX 201X-XX 20XX-XX"


def unqualified(text: str) -> str:
    return re.sub("[~?%]", "", text)


def in_order(dates: tuple[str, str]) -> list[str]:
    """The two ends of an interval, the one that may last longest after the other."""
    return sorted(dates, key=lambda text: EDTF(unqualified(text)).latest)


plain_dates = understood_dates(PLAIN)
qualified_dates = understood_dates(PLAIN, QUALIFIERS)
single_understood = st.one_of(understood_dates(SINGLE), qualified_dates)
intervals_understood = st.one_of(
    st.tuples(qualified_dates, qualified_dates).map(in_order).map("/".join),
    st.tuples(understood_dates(f"{PLAIN} {MASKED}"), understood_dates(MASKED)).map(in_order).map("/".join),
    st.builds("{}/..".format, qualified_dates),
    st.builds("../{}".format, qualified_dates),
)
ranges_understood = st.sampled_from(words(PLAIN)).flatmap(
    lambda form: st.tuples(understood_dates(form), understood_dates(form)).map(sorted).map("..".join)
)


@st.composite
def sets_understood(draw: st.DrawFn) -> str:
    item = st.one_of(qualified_dates, understood_dates(MASKED), ranges_understood)
    parts = draw(st.lists(item, min_size=2, max_size=4))
    if draw(st.booleans()):
        return "{" + ",".join(parts) + "}"
    if draw(st.booleans()):
        parts.insert(0, ".." + draw(plain_dates))
    if draw(st.booleans()):
        parts.append(draw(plain_dates) + "..")
    return "[" + ",".join(parts) + "]"


understood_by_both = st.one_of(
    single_understood, intervals_understood, sets_understood(),
    st.builds("[{}..]".format, plain_dates), st.builds("[..{}]".format, plain_dates),
)  # fmt: skip


@given(understood_by_both)
def test_bounds_as_the_package_has_them(text: str) -> None:
    told = EDTF(unqualified(text))
    assert package(text) == (str(told.earliest), str(told.latest))
    assert EDTF(text).earliest <= told.earliest and told.latest <= EDTF(text).latest


@given(st.integers(1, 9998), st.sampled_from([21, 22, 23, 24]))
def test_a_season_of_the_package_lies_within_ours(year: int, season: int) -> None:
    text = f"{year:04}-{season}"
    bounds = package(text)
    assert bounds is not None
    assert str(EDTF(text).earliest) <= bounds[0] and bounds[1] <= str(EDTF(text).latest)


@given(qualified_dates)
def test_qualifiers_as_the_package_reads_them(text: str) -> None:
    parsed = parse_edtf(text)
    flags = (parsed.is_approximate, parsed.is_uncertain, parsed.is_uncertain_and_approximate)
    assert flags == {"~": (True, False, False), "?": (False, True, False), "%": (False, False, True)}.get(
        text[-1], (False, False, False)
    )


@given(st.data())
def test_the_package_accepts_the_same_but_for_the_differences(data: st.DataObject) -> None:
    text = data.draw(st.one_of(understood_by_both, texts))
    for _ in range(data.draw(st.integers(0, 2))):
        where, cut = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 2))
        text = text[:where] + data.draw(st.text("0123456789X-/.,[]{}~?%", max_size=2)) + text[where + cut :]
    ours, theirs = accepted(text), package(text) is not None
    assert ours is theirs or any(row.is_ours is ours and re.search(row.pattern, text) for row in DIFFERENCES), text


@given(st.integers(1, 9999), st.integers(0, 20), st.integers(0, 33))
@example(2023, 4, 31)
@example(2023, 2, 30)
def test_days_as_the_package_accepts_them(year: int, month: int, day: int) -> None:
    assume((month, day) != (2, 29))
    text = f"{year:04}-{month:02}-{day:02}"
    assert accepted(text) is (package(text) is not None)


@pytest.mark.parametrize(
    ("text", "ours", "theirs"),
    [
        # Of no hemisphere: a season may lie anywhere in its year, and a winter in the next one.
        ("2001-21", "2001-01-01 2001-12-31", "2001-03-01 2001-05-31"),
        ("2001-24", "2001-01-01 2002-02-28", "2001-12-01 2001-12-31"),
        # An end that is not known may be any day after the start; the package puts it ten years later.
        ("1985/", f"1985-01-01 {MAX}", "1985-01-01 1995-01-01"),
        # What runs backward ends where it starts, so that no bounds are upside down.
        ("2011/2010", "2011-01-01 2011-12-31", "2011-01-01 2010-12-31"),
        ("[2011..2010]", "2011-01-01 2011-12-31", "2011-01-01 2010-12-31"),
    ],
)
def test_bounds_that_the_package_has_otherwise(text: str, ours: str, theirs: str) -> None:
    assert f"{EDTF(text).earliest} {EDTF(text).latest}" == ours
    assert package(text) == tuple(words(theirs))


@pytest.mark.parametrize(
    ("text", "ours", "theirs"),
    [
        # One unit at both ends, of the precision that is told; `%` no more than either of its parts.
        ("2004-06-11~", "2004-06-10 2004-06-12", "2003-05-10 2005-07-12"),
        ("2004-06-11%", "2004-06-10 2004-06-12", "2002-04-09 2006-08-13"),
        ("2004-06~", "2004-05-01 2004-07-31", "2003-05-01 2005-07-30"),
        ("2004~", "2003-01-01 2005-12-31", "2003-01-01 2005-12-31"),
        ("2004%", "2003-01-01 2005-12-31", "2002-01-01 2006-12-31"),
        ("197X~", "1969-01-01 1980-12-31", "1960-01-01 1989-12-31"),
    ],
)
def test_qualifiers_widen_less_than_in_the_package(text: str, ours: str, theirs: str) -> None:
    parsed = parse_edtf(text)
    assert f"{EDTF(text).earliest} {EDTF(text).latest}" == ours
    assert f"{written(parsed.lower_fuzzy())} {written(parsed.upper_fuzzy())}" == theirs


# Comparisons -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "relation", "other", "answer"),
    [
        ("2023-11-01", "before", "2023-11-02", YES),
        ("2023-11-01", "before", "2023-11-01", NO),
        ("2023-11-01~", "before", "2023-11-02", MAYBE),
        ("2023-11", "before", "2023-12", YES),
        ("2023-11", "before", "2023-11", MAYBE),
        ("2023-11-01/2023-11-03", "before", "2023-11-03/2023-11-05", NO),
        ("2012/..", "before", "2020", MAYBE),
        ("2012/", "before", "2010", NO),
        ("[2010,2012]", "before", "2011", MAYBE),
        ("{2010,2012}", "before", "2011", NO),
        ("2023-12", "after", "2023-11", YES),
        ("2023-11-02", "after", "2023-11-01~", MAYBE),
        ("2023-11-01", "same_day", "2023-11-01", YES),
        ("2023-11-01", "same_day", "2023-11-02", NO),
        ("2023-11-01?", "same_day", "2023-11-01?", MAYBE),
        ("2023-11", "same_day", "2023-11-30", MAYBE),
        ("2023-11-01/2023-11-03", "same_day", "2023-11", NO),
        ("2023-11-01/2023-11-01", "same_day", "2023-11-01", YES),
        ("2023-11-01", "within", "2023-11", YES),
        ("2023-11-01", "within", "2023", YES),
        ("2023-11-01", "within", "2023-11~", MAYBE),
        ("2023-11-01", "within", "202X", MAYBE),
        ("2023-11-01", "within", "2023-12", NO),
        ("2023-11-02", "within", "2023-11-01/2023-11-03", YES),
        ("2023-11-01~", "within", "2023-11-01/2023-11-03", MAYBE),
        ("2023-11", "within", "2023", YES),
        ("2023-11-30", "within", "2023-11", YES),
        ("2023-10-31~", "within", "2023-11", MAYBE),
        ("2023-12-01~", "within", "2023-11", MAYBE),
        ("2023-11-01", "within", "[2023-11,2023-12]", MAYBE),
        ("2023", "within", "2023-11", MAYBE),
        ("2023-11-01/2023-11-05", "within", "2023-11-01/2023-11-03", NO),
        ("2023-11-15", "within", "2023-11/2023-12", MAYBE),
        ("2023-11-15", "within", "2023-10/2023-12", YES),
        ("2023-07-04", "within", "2023-22", MAYBE),
        ("2023-11-01", "overlaps", "2023-11", YES),
        ("2023-11-05/2023-11-09", "overlaps", "2023-11-01/2023-11-05", YES),
        ("2023-10-31~", "overlaps", "2023-11", MAYBE),
        ("2023-12-01~", "overlaps", "2023-11", MAYBE),
        ("2023-11-01", "overlaps", "[2023-11,2023-12]", MAYBE),
        ("2023-11-01/2023-11-05", "overlaps", "2023-11-05/2023-11-09", YES),
        ("2023-11-01/2023-11-05~", "overlaps", "2023-11-05/2023-11-09", MAYBE),
        ("2023-11-01/2023-11-05", "overlaps", "2023-11-06/..", NO),
        ("2023-10-20/2023-11-05", "overlaps", "2023-11", YES),
        ("2023-11", "overlaps", "2023-11-30~", MAYBE),
    ],
)
def test_comparisons(one: str, relation: str, other: str, answer: Certainty) -> None:
    assert relate(relation, EDTF(one), EDTF(other)) is answer


def test_others_may_be_text_or_days() -> None:
    one = EDTF("2023-11-01")
    assert one.before("2023-11-02") is one.before(date(2023, 11, 2)) is YES
    assert one.after(date(33, 1, 1)) is YES
    with pytest.raises(ValueError, match="EDTF profile"):
        one.before("tomorrow")
    with pytest.raises(TypeError, match=r"^an EDTF date has no clock time: compare with the date\(\) of the datetime$"):
        one.before(datetime(2023, 11, 2))
    with pytest.raises(TypeError, match="made from a str"):
        one.before(20231102)  # type: ignore[arg-type]


@given(days, days)
def test_exact_days_compare_as_days(one: date, other: date) -> None:
    day = EDTF(one.isoformat())
    facts = {"before": one < other, "after": one > other, "same_day": one == other}
    facts |= {"within": one == other, "overlaps": one == other}
    assert {name: getattr(day, name)(other) for name in facts} == {
        name: YES if fact else NO for name, fact in facts.items()
    }


@given(dates, dates)
@settings(max_examples=300)
def test_the_comparisons_agree_with_each_other(one: EDTF, other: EDTF) -> None:
    check_comparisons(one, other)


@given(widened(), dates)
@settings(max_examples=500)
def test_less_certain_dates_never_give_more_certain_answers(change: tuple[EDTF, EDTF], other: EDTF) -> None:
    one, less_certain = change
    assert less_certain.first[0] <= one.first[0] and one.first[1] <= less_certain.first[1]
    assert less_certain.last[0] <= one.last[0] and one.last[1] <= less_certain.last[1]
    for relation in RELATIONS:
        assert relate(relation, less_certain, other) in (relate(relation, one, other), MAYBE)
        assert relate(relation, other, less_certain) in (relate(relation, other, one), MAYBE)


@given(st.data(), dates, dates)
@settings(max_examples=300)
def test_a_certain_answer_holds_for_every_stretch_of_days_meant(data: st.DataObject, one: EDTF, other: EDTF) -> None:
    # `within` and `overlaps` take a plain month or year as all of its days, so it has no other meaning there.
    plain = [re.fullmatch("[0-9]{4}(-(0[0-9]|1[0-2]))?", each.text) for each in (one, other)]
    mine, theirs = data.draw(concrete(one)), data.draw(concrete(other))
    for relation in RELATIONS[:3] if any(plain) else RELATIONS:
        assert relate(relation, one, other) in (relate(relation, mine, theirs), MAYBE)
