"""Profiles of hosts: what sources tell of a country's protocol. Those that visitdata brings, those of other packages,
and a user's own, all in one format, which `profile.schema.json` publishes."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from visitdata.findings import Unusable, printable
from visitdata.model import EDTF, Certainty
from visitdata.rules.facts import cited

GROUP = "visitdata.profiles"
"""The entry-point group by which a package offers profiles: the path of a JSON file or of a folder of them."""

MAX_SIZE = 1_000_000
"""The most bytes that the file of a profile may have."""


class Entry(NamedTuple):
    """One custom: what holds for whom, and when."""

    what: str
    """An office's level, a grade of visits, or an order of anthems."""
    values: tuple[Any, ...]
    """The numbers that are right for that office, or the levels of those who lead a visit of that grade."""
    since: EDTF | None
    until: EDTF | None
    source: str
    """What it rests on, for people."""

    def may_hold(self, day: EDTF | None) -> bool:
        """Whether it may have been the custom on a day."""
        if day is None:
            return True
        early = self.since is not None and day.before(self.since) is Certainty.CERTAINLY
        late = self.until is not None and day.after(self.until) is Certainty.CERTAINLY
        return not early and not late


class Profile(NamedTuple):
    """The protocol of a host, as far as sources tell it."""

    country: str
    name: str
    salutes: tuple[Entry, ...] = ()
    """How many guns are fired for whom."""
    guards: tuple[Entry, ...] = ()
    """How many stand in the guard of honor for whom."""
    anthems: tuple[Entry, ...] = ()
    """Whose anthem comes first: ``guest_first``, ``host_first``, ``guest_only``."""
    grades: tuple[Entry, ...] = ()
    """The grades of visits, and who leads a visit of each."""
    grades_are_complete: str | None = None
    """The source that the host has no other grades; None where none says so."""
    salutes_need_recognition: str | None = None
    """The source that guns are fired only for recognized states; None where none says so."""


def builtin() -> Mapping[str, Profile]:
    """The profiles that visitdata brings, by country code. A profile is read when it is asked for."""
    return _Builtin()


def load(path: str | os.PathLike[str]) -> Profile:
    """The profile in a file. Raises `Unusable` where it is none."""
    shown = printable(os.fsdecode(path))
    try:
        return _made(_checked(_read(os.fsdecode(path))))
    except _Flaw as flaw:
        raise Unusable(f"{shown} is no profile of a host: {printable(str(flaw))}") from None


def profiles(paths: Iterable[str | os.PathLike[str]] = ()) -> Mapping[str, Profile]:
    """The profiles that visitdata brings, those that other packages offer, and those in files and folders; of several
    for one country the last. Raises `Unusable` for one that cannot be read."""
    own: dict[str, Profile] = {}
    for path in (*_offered(), *paths):
        for file in _files(path):
            profile = load(file)
            own[profile.country] = profile
    return _Joined(own) if own else builtin()


def _files(path: str | os.PathLike[str]) -> list[str]:
    """The file itself, or the JSON files of a folder, in their order."""
    text = os.fsdecode(path)
    try:
        names = sorted(name for name in os.listdir(text) if name.endswith(".json"))
    except (OSError, ValueError):  # no folder; what is wrong with it as a file is told when it is read
        return [text]
    if not names:
        raise Unusable(f"{printable(text)} is a folder without profiles: give a JSON file, or a folder that holds some")
    return [os.path.join(text, name) for name in names]


@cache
def _offered() -> tuple[str, ...]:
    """The paths that other packages offer."""
    from importlib.metadata import entry_points

    found = []
    for entry in entry_points(group=GROUP):
        try:
            found.append(os.fsdecode(entry.load()))
        except Exception as error:  # whatever another package does when it is imported
            raise Unusable(f"the profiles offered by {entry.value} cannot be loaded: {error}") from error
    return tuple(found)


class _Builtin(Mapping[str, Profile]):
    def __getitem__(self, country: str) -> Profile:
        if country not in _shipped():
            raise KeyError(country)
        return _profile(country)

    def __iter__(self) -> Iterator[str]:
        return iter(_shipped())

    def __len__(self) -> int:
        return len(_shipped())


class _Joined(_Builtin):
    def __init__(self, own: dict[str, Profile]) -> None:
        self.own = own

    def __getitem__(self, country: str) -> Profile:
        return self.own[country] if country in self.own else super().__getitem__(country)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*_shipped(), *self.own}))

    def __len__(self) -> int:
        return len({*_shipped(), *self.own})


@cache
def _shipped() -> tuple[str, ...]:
    names = (file.name for file in files("visitdata.rules.facts").joinpath("profiles").iterdir())
    return tuple(sorted(name.removesuffix(".json").upper() for name in names))


@cache
def _profile(country: str) -> Profile:
    file = files("visitdata.rules.facts").joinpath("profiles", f"{country.lower()}.json")
    return _made(json.loads(file.read_bytes()))


class _Flaw(Exception):  # noqa: N818 - what is wrong with a file, in one line
    pass


def _read(path: str) -> Any:
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_SIZE + 1)
    except IsADirectoryError:
        raise _Flaw("it is a folder; name the file in it") from None
    except (OSError, ValueError) as error:
        raise _Flaw(f"it cannot be read ({getattr(error, 'strerror', None) or error})") from None
    if len(data) > MAX_SIZE:
        raise _Flaw(f"it has more than {MAX_SIZE:,} bytes; a profile has a few thousand")
    try:
        value = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
        json.dumps(value, ensure_ascii=False).encode()
        return value
    except UnicodeEncodeError:
        raise _Flaw("it holds half a surrogate pair; write the character itself") from None
    except UnicodeDecodeError:
        raise _Flaw("its text is not UTF-8; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise _Flaw(f"line {error.lineno}, column {error.colno} is not JSON: {error.msg}") from None
    except ValueError as error:  # a number of too many digits
        raise _Flaw(str(error)) from None
    except RecursionError:
        raise _Flaw("it is nested too deep") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Flaw(f"the key {key!r} stands twice in one object; keep one")
        found[key] = value
    return found


def _no_number(text: str) -> None:
    raise _Flaw(f"{text} is no number of JSON")


def _checked(value: Any) -> dict[str, Any]:
    try:
        errors = list(_validator().iter_errors(value))
    except ValueError as error:  # half a surrogate pair, nesting beyond measure
        raise _Flaw(f"it cannot be checked: {error}") from None
    for found in errors:
        where = "".join(f"/{step}" for step in found.instance_path) or "the whole"
        message = found.message if len(found.message) <= 200 else f"{found.message[:199]}…"
        raise _Flaw(f"{where}: {message}; profile.schema.json tells the format")
    _check_sources(value)
    return dict(value)


@cache
def _validator() -> Any:
    import jsonschema_rs

    schema = json.loads(files("visitdata.rules.facts").joinpath("profile.schema.json").read_bytes())
    return jsonschema_rs.Draft202012Validator(schema)


def _check_sources(value: dict[str, Any]) -> None:
    """What the schema cannot say: that sources exist, and that days are real and in order."""
    known = value["sources"]
    for where, entry in _entries(value):
        for at, key in enumerate(entry["sources"]):
            if key not in known:
                raise _Flaw(f"{where}/sources/{at}: no source has the key {key!r}; add it to `sources`")
        days = {}
        for name in ("since", "until"):
            if name in entry:
                try:
                    days[name] = EDTF(entry[name])
                except ValueError:
                    raise _Flaw(f"{where}/{name}: {entry[name]!r} is no day of the calendar; correct it") from None
        if len(days) == 2 and days["until"].before(days["since"]) is Certainty.CERTAINLY:
            raise _Flaw(f"{where}/until: {entry['until']} is before {entry['since']}, when it began; correct one")


def _entries(value: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, held in value.items():
        if name == "sources":
            continue
        if isinstance(held, dict):
            yield f"/{name}", held
        elif isinstance(held, list) and name != "notes":
            for at, entry in enumerate(held):
                yield f"/{name}/{at}", entry


def _made(value: dict[str, Any]) -> Profile:
    sources = value["sources"]

    def entries(name: str, what: str, values: str) -> tuple[Entry, ...]:
        return tuple(
            Entry(
                entry[what],
                tuple(entry.get(values, ())),
                EDTF(entry["since"]) if "since" in entry else None,
                EDTF(entry["until"]) if "until" in entry else None,
                cited(sources, entry["sources"]),
            )
            for entry in value.get(name, ())
        )

    def source(name: str) -> str | None:
        return cited(sources, value[name]["sources"]) if name in value else None

    return Profile(
        country=value["country"],
        name=value.get("name", value["country"]),
        salutes=entries("salutes", "office", "guns"),
        guards=entries("guards", "office", "strength"),
        anthems=entries("anthems", "order", ""),
        grades=entries("grades", "grade", "led_by"),
        grades_are_complete=source("grades_are_complete"),
        salutes_need_recognition=source("salutes_need_recognition"),
    )
