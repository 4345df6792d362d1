"""Names of files: safe on every system, each once."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitdata.model.formats import ID
from visitdata.render.filenames import file_name

IDS = st.one_of(
    st.from_regex(f"(?:{ID.pattern})\\Z", fullmatch=True),
    st.sampled_from(["a", "a-2", "con", "nul", "com1", "lpt9", "a" * 100, "a" * 101, "a" * 10_000, "a" * 9_999 + "b"]),
)
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        (["az-pk-2023-11-01"], ["az-pk-2023-11-01"]),
        (["a", "a", "a-2", "a"], ["a", "a.2", "a-2", "a.3"]),
        (["con", "con", "com10", "console"], ["_con", "_con.2", "com10", "console"]),
        (["a" * 100], ["a" * 100]),
        (["b" * 101], ["b" * 100 + ".47d26c90592dc5a6"]),
    ],
)
def test_names(ids: list[str], names: list[str]) -> None:
    taken = Counter[str]()
    assert [file_name(id, taken) for id in ids] == names


@given(st.lists(IDS, max_size=20))
def test_every_name_is_safe_and_there_once(ids: list[str]) -> None:
    taken = Counter[str]()
    names = [file_name(id, taken) for id in ids]
    assert len({name.lower() for name in names}) == len(ids)
    for name in names:
        assert re.fullmatch(r"[a-z0-9_][a-z0-9_.-]*", name)
        assert len(name) <= 125
        assert not name.endswith(".")
        assert not DEVICES.fullmatch(f"{name}.html")


@given(st.lists(IDS, max_size=20, unique=True))
def test_an_id_that_needs_no_change_keeps_its_name_whatever_else_there_is(ids: list[str]) -> None:
    taken = Counter[str]()
    for id in ids:
        name = file_name(id, taken)
        assert name == id or len(id) > 100 or DEVICES.fullmatch(id)
