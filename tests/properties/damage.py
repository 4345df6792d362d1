"""Valid documents damaged in every way: what a person, a program or a bad merge does to them."""

import copy
import string
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

from visitdata.testing import documents

Path = tuple[str | int, ...]

WRONG = [
    None, True, False, 0, 1, 1.0, 21.0, 1.5, -1, -0.0, 2**53 - 1, 2**53, 2**70, 1e300, 90.5, 181,
    "", " ", "x", "X y", "other", "\n", "é", "2023-02-29", "2023-13", "2023-11-01\n", "2023-11-1", "01.11.2023",
    "25:00", "197X", "2023-11-01/..", "[2023,2024]", "٢٠٢٣", "1\u0661", "az\n", "az_Latn", "PK ", "pk", "1.0\n",
    "1.1", "P", "PT", "P1Y2D", "/a", "a/b", "~", "/~2", "https://x y", "a:b", "Asia/Baku", "Asia//Baku", "OF-11",
    "official\n", "Official", "\u0000", [], [None], [[]], ["x"], ["x", 1], {}, {"": 1}, {"en": ""}, {"en": "x"},
    {"type": "anthems"}, {"id": "x"}, {"source": "x"}, {"type": "toast", "speaker": None},
    {"type": "meeting", "steps": [{"type": "meeting"}]}, {"value": 1}, {"of": "x"},
]  # fmt: skip
"""Values that are wrong in most places, and right in a few."""


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every value of a document, its root first."""
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*path, index))


def at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def damaged() -> st.SearchStrategy[dict[str, Any]]:
    """Documents with one to three damages. Some stay valid, which is as good a test."""
    return damaged_copies(documents())


def damaged_copies(originals: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Copies of documents, with one to three damages each."""
    return st.builds(_damage, originals, st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=3), st.data())


def _damage(document: dict[str, Any], damages: list[Callable[..., None]], data: st.DataObject) -> dict[str, Any]:
    document = copy.deepcopy(document)
    for damage in damages:
        path = data.draw(st.sampled_from(list(places(document))[1:] or [()]))
        if path:
            damage(at(document, path[:-1]), path[-1], data)
    return document


def _replace(owner: Any, step: Any, data: st.DataObject) -> None:
    owner[step] = copy.deepcopy(data.draw(st.sampled_from(WRONG)))


def _remove(owner: Any, step: Any, data: st.DataObject) -> None:
    del owner[step]


def _misspell(owner: Any, step: Any, data: st.DataObject) -> None:
    if isinstance(owner, dict):
        letter = data.draw(st.sampled_from(string.ascii_lowercase + "_"))
        position = data.draw(st.integers(0, len(step)))
        owner[step[:position] + letter + step[position + data.draw(st.integers(0, 1)) :]] = owner.pop(step)


def _add(owner: Any, step: Any, data: st.DataObject) -> None:
    keys = ["type", "id", "citations", "note", "extensions", "label", "kind", "kind_label", "steps", "value", "extra"]
    if isinstance(owner, dict):
        owner[data.draw(st.sampled_from(keys))] = copy.deepcopy(data.draw(st.sampled_from(WRONG)))
    else:
        owner.insert(data.draw(st.integers(0, len(owner))), copy.deepcopy(data.draw(st.sampled_from(WRONG))))


def _wrap(owner: Any, step: Any, data: st.DataObject) -> None:
    owner[step] = [owner[step]]


def _unwrap(owner: Any, step: Any, data: st.DataObject) -> None:
    value = owner[step]
    if isinstance(value, dict | list) and value:
        owner[step] = next(iter(value.values())) if isinstance(value, dict) else value[0]


CHANGES: list[Callable[[str], str]] = [
    str.upper,
    str.strip,
    lambda text: text + "\n",
    lambda text: text[:-1],
    lambda text: " " + text,
    lambda text: text + "~",
]


def _alter_text(owner: Any, step: Any, data: st.DataObject) -> None:
    value = owner[step]
    if isinstance(value, str):
        change = data.draw(st.sampled_from(CHANGES))
        owner[step] = change(value)
    elif isinstance(value, bool):
        owner[step] = int(value)
    elif isinstance(value, int):
        owner[step] = data.draw(st.sampled_from([float(value), str(value), bool(value), -value]))


def _empty(owner: Any, step: Any, data: st.DataObject) -> None:
    value = owner[step]
    if isinstance(value, dict | list | str):
        owner[step] = type(value)()


def _copy_elsewhere(owner: Any, step: Any, data: st.DataObject) -> None:
    """The value of one key under another: an occasion among steps, a date as a time."""
    if isinstance(owner, dict):
        owner[data.draw(st.sampled_from(sorted(owner)))] = copy.deepcopy(owner[step])


DAMAGES = [_replace, _replace, _remove, _misspell, _add, _wrap, _unwrap, _alter_text, _empty, _copy_elsewhere]
