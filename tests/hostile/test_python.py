"""Python values made to be hostile: nothing but the documented exceptions leaves the functions."""

import os
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import visitdata
from visitdata import InvalidVisit, dumps, from_dict, load, loads, read, validate
from visitdata.model import InvalidField, Participant, Party, Visit
from visitdata.model.frozen import FrozenMap

DOCUMENT: dict[str, Any] = {"schema_version": "1.0", "id": "a", "parties": [{"id": "b"}]}


def shared() -> list[Any]:
    """A small value that says as much as a text of a terabyte."""
    value: list[Any] = []
    for _ in range(40):
        value = [value, value]
    return value


def knot() -> dict[str, Any]:
    """A value that contains itself."""
    value = dict(DOCUMENT)
    value["extensions"] = {"x": value}
    return value


def fails(*_: Any, **__: Any) -> Any:
    raise RuntimeError("hostile")


class Text(str):
    __slots__ = ()
    encode = lower = endswith = startswith = __len__ = __contains__ = __iter__ = __eq__ = fails
    __hash__ = str.__hash__


class Bytes(bytes):
    decode = endswith = startswith = __len__ = __contains__ = __iter__ = fails


class Dict(dict[str, Any]):
    items = values = keys = __iter__ = __contains__ = __getitem__ = __len__ = fails


class Map(Mapping[str, Any]):
    __getitem__ = __iter__ = __len__ = fails


class Endless(Mapping[str, Any]):
    def __getitem__(self, key: str) -> Any:
        return self

    def __iter__(self) -> Iterator[str]:
        return iter(["x"])

    def __len__(self) -> int:
        return 1


class NoPath(os.PathLike[str]):
    __fspath__ = fails


class OddPath(os.PathLike[Any]):
    def __fspath__(self) -> Any:
        return 7


class Disguised:
    __class__ = property(fails)  # type: ignore[assignment]  # a lie on purpose


class Unspeakable:
    __repr__ = __str__ = fails


VALUES: list[Callable[[], Any]] = [
    lambda: None, lambda: 7, lambda: 10**5000, list, tuple, lambda: iter([]), object, Unspeakable,
    lambda: Path("a\0b"), lambda: Path("x" * 100_000), lambda: Path("/proc/self/mem"), knot,
    lambda: {**DOCUMENT, "extensions": {"x": shared()}}, lambda: {**DOCUMENT, "extensions": {"x": 10**5000}},
    lambda: {**DOCUMENT, "parties": shared()}, lambda: {**DOCUMENT, "leg": 10**5000}, lambda: {**DOCUMENT, 10**5000: 1},
    lambda: {**DOCUMENT, "extensions": {"x": Unspeakable()}}, lambda: {**DOCUMENT, "title": float("nan")},
    lambda: "\ud800", lambda: bytearray(b"{}"), lambda: memoryview(b"{}"), lambda: Visit,
]  # fmt: skip

LIARS: list[Callable[[], Any]] = [
    Disguised, lambda: Text('{"id": "a"}'), lambda: Bytes(b'{"id": "a"}'), lambda: Dict(DOCUMENT), Map, Endless, NoPath,
    OddPath, lambda: {**DOCUMENT, "title": Text("x")}, lambda: {**DOCUMENT, Text("title"): "x"},
    lambda: {**DOCUMENT, "extensions": Endless()}, lambda: {**DOCUMENT, "title": Disguised()},
]  # fmt: skip
"""Objects whose own methods raise or lie."""


@pytest.mark.parametrize("number", range(len(VALUES + LIARS)))
def test_validate_tells_and_never_raises(number: int) -> None:
    findings = validate((VALUES + LIARS)[number]())
    assert findings
    assert all(str(finding) and len(finding.message) < 500 for finding in findings)


@pytest.mark.parametrize("number", range(len(VALUES)))
@pytest.mark.parametrize("function", [load, loads, from_dict, lambda value: list(read(value))])
def test_reading_raises_what_is_documented(function: Callable[[Any], Any], number: int) -> None:
    with pytest.raises((InvalidVisit, TypeError)) as raised:
        function(VALUES[number]())
    assert len(str(raised.value)) < 100_500  # the name of a file is told whole


HELD: list[Callable[[], Any]] = [
    shared, lambda: 10**5000, lambda: float("inf"), lambda: "\ud800", lambda: {1: 2}, lambda: {10**5000: 1},
    Unspeakable, object, lambda: {"x": Unspeakable()},
]  # fmt: skip


@pytest.mark.parametrize("make", HELD)
def test_constructors_refuse_what_no_document_can_hold(make: Callable[[], Any]) -> None:
    visit = Visit(id="a", parties=[Party(id="b")])
    for build in (
        lambda value: Visit(id="a", parties=[Party(id="b")], extensions={"x": value}),
        lambda value: visit.replace(extensions={"x": value}),
        lambda value: visit.replace("b", extensions={"x": value}),
        lambda value: visit.replace("b", name=value),
        lambda value: visit.replace(parties=[value]),
        lambda value: Party(id=value),
    ):
        with pytest.raises(InvalidField) as raised:
            build(make())
        assert 0 < len(str(raised.value)) < 500


def test_a_value_that_contains_itself_is_refused_by_a_constructor() -> None:
    with pytest.raises(InvalidField, match="levels deep"):
        Party(id="a", extensions={"x": knot()})


@pytest.mark.parametrize("target", ["", "nobody", "/", "/parties/9", "/parties/b/x", "/~", "/parties/-1", "/" * 10_000,
                                    "/parties/" + "9" * 5000, "\ud800", "parties"])  # fmt: skip
def test_what_is_not_there_is_a_key_error(target: str) -> None:
    visit = Visit(id="a", parties=[Party(id="b")])
    for look in (visit.find, visit.pointer, visit.activity, lambda id: visit.rename(id, "c")):
        with pytest.raises(KeyError):
            look(target)
    if target:
        for look in (visit.at, lambda pointer: visit.replace(pointer, note="x")):
            with pytest.raises(KeyError):
                look(target)


@pytest.mark.parametrize("new", ["", "A B", "7", "a\n", "\ud800", "x" * 10 + " ", None, 7])
def test_a_record_is_given_an_id_alone(new: Any) -> None:
    with pytest.raises(ValueError):
        Visit(id="a", parties=[Party(id="b")]).rename("b", new)


def test_a_very_wide_visit_is_no_trouble() -> None:
    visit = Visit(
        id="a", parties=[Party(id="b")], program=[visitdata.Meeting(participants=[Participant(ref="b")] * 10**4)]
    )
    assert validate(visit) == []
    assert loads(dumps(visit)) == visit
    assert hash(visit) == hash(visit.replace())


@pytest.mark.parametrize(
    ("options", "error"),
    [({"engine": "rs"}, ValueError), ({"engine": None}, ValueError), ({"max_size": -1}, ValueError),
     ({"max_size": 16e6}, TypeError), ({"max_size": "16"}, TypeError), ({"max_size": True}, TypeError)],
)  # fmt: skip
def test_an_option_that_is_none_is_told_whatever_the_document(
    tmp_path: Path, options: dict[str, Any], error: type[Exception]
) -> None:
    (tmp_path / "a.json").write_text("{}")
    for function, document in ((loads, "{"), (validate, "{"), (validate, DOCUMENT), (load, tmp_path / "a.json"),
                               (read, tmp_path)):  # fmt: skip
        with pytest.raises(error, match=r"engine|max_size"):
            function(document, **options)


@pytest.mark.parametrize("signal", [KeyboardInterrupt(), SystemExit(143)])
def test_a_signal_during_writing_is_not_swallowed(signal: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = from_dict(DOCUMENT)
    monkeypatch.setattr("visitdata.codec.write.plain", lambda value: (_ for _ in ()).throw(signal))
    with pytest.raises(type(signal)):
        dumps(visit)
    monkeypatch.setattr("visitdata.codec.write.plain", lambda value: fails())
    with pytest.raises(TypeError):
        dumps(visit)


def test_a_file_that_is_not_ready_is_an_invalid_visit() -> None:
    class Slow:
        name = "slow"

        def read(self, size: int = -1) -> None:
            return None

    for max_size in (None, 100):
        with pytest.raises(InvalidVisit, match="not ready"):
            load(Slow(), max_size=max_size)


def test_a_name_that_is_no_text_is_a_type_error() -> None:
    visit = Visit(id="v", parties=[Party(id="az")])
    for call in (visit.find, visit.at, visit.replace, lambda name: visit.rename(name, "new")):
        for name in (None, 3, b"az", ["az"]):
            with pytest.raises(TypeError, match="an id or a JSON Pointer is text"):
                call(name)


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_a_name_that_no_file_can_have_is_an_os_error(name: str) -> None:
    with pytest.raises(OSError, match="no file can have this name"):
        visitdata.dump(Visit(id="v", parties=[Party(id="az")]), name)


def test_the_form_of_an_error_is_short_whatever_its_value() -> None:
    shared: Any = "x"
    for _ in range(40):
        shared = [shared, shared]
    for value in (shared, 10**5000, "X" * 10**6):
        with pytest.raises(InvalidField) as caught:
            Party(id=value)
        assert len(repr(caught.value)) < 300


@pytest.mark.parametrize("make", [OrderedDict, MappingProxyType, FrozenMap], ids=lambda make: make.__name__)
def test_maps_of_any_kind_that_say_one_over_and_over_are_refused(make: Any) -> None:
    shared: Any = make({"x": 1})
    for _ in range(40):
        shared = make({"a": shared, "b": shared})
    with pytest.raises(InvalidField, match="at most 8,000,000 values"):
        Party(id="az", extensions={"x": shared})


def test_a_map_is_taken_by_its_keys_whatever_it_says_of_its_items() -> None:
    class Lying(dict[str, Any]):
        def items(self) -> Any:
            return [(1, 2, 3)]

    party = Party(id="az", extensions={"x": Lying(a=1)})
    assert party.extensions == {"x": {"a": 1}}


@pytest.mark.parametrize("invalid", [None, 10**5000, "rase", []], ids=lambda value: type(value).__name__)
def test_what_is_to_become_of_bad_documents_is_told_by_word_or_function(invalid: Any) -> None:
    with pytest.raises(TypeError, match="invalid must be 'raise', 'skip' or a function"):
        visitdata.read("gone", invalid=invalid)
