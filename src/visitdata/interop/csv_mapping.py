"""The mapping: a JSON object that says how to read a spreadsheet whose headings, words and dates are its own."""

import re
from collections.abc import Container, Mapping
from typing import Any, Final, NamedTuple

from visitdata.checker.files import read_bytes
from visitdata.codec.decode import decode
from visitdata.findings import nearest
from visitdata.model import Grade, VisitStatus
from visitdata.model.formats import COUNTRY

COLUMNS: Final = (
    "id", "guest", "host", "start", "end", "grade", "status", "title", "tour", "purpose", "people", "places", "source",
    "note",
)  # fmt: skip
"""What a column can say of a visit."""

SEVERAL: Final = ("guest", "host", "people", "places", "source")
"""The columns in which a cell can hold several values."""

DATES: Final = ("iso", *(form.replace("/", sign) for sign in "/.-" for form in ("day/month/year", "month/day/year")))
"""How dates can be written, ``iso`` being EDTF."""


class MappingError(ValueError):
    """A mapping that cannot be used; says what is wrong with it, where, and how to mend it."""


class CsvMapping(NamedTuple):
    """What a mapping says; each of its keys may be absent."""

    columns: Mapping[str, str] = {}
    """The heading of a column, where it is not its name."""
    separators: Mapping[str, str] = {}
    """What stands between several values in the cells of a column."""
    dates: str = "iso"
    """How dates are written, beside EDTF."""
    missing: Container[str] = ()
    """What is written where nothing is known."""
    grades: Mapping[str, str] = {}
    """The grade that a word of the spreadsheet means."""
    countries: Mapping[str, str] = {}
    """The ISO 3166 code of a country that the spreadsheet names."""
    defaults: Mapping[str, str] = {}
    """What holds for a column where a row has nothing there."""
    delimiter: str | None = None
    """What stands between cells; None where it is to be found out."""


def load_mapping(path: str) -> dict[str, Any]:
    """The mapping that a JSON file holds. Raises `MappingError`."""
    data = read_bytes(path)
    if not isinstance(data, bytes):
        raise MappingError(_in_one_line(path, data.message, data.hint))
    mapping, findings = decode(data)
    if mapping is None:
        span = findings[0].span
        place = f"{path}:{span.line}:{span.column}" if span else path
        raise MappingError(_in_one_line(place, findings[0].message, findings[0].hint))
    try:
        understood(mapping)
    except MappingError as error:
        raise MappingError(f"{path}: {error}") from None
    return mapping


def _in_one_line(place: str, message: str, hint: str | None) -> str:
    return f"{place}: {message}; {hint}" if hint else f"{place}: {message}"


def understood(mapping: Mapping[str, Any]) -> CsvMapping:
    """What a mapping says. Raises `MappingError` where it says anything that is not known."""
    for key in mapping:
        _known(key, CsvMapping._fields, "the mapping", "key")
    made = CsvMapping(
        columns=_by_column(mapping, "columns", COLUMNS),
        separators=_by_column(mapping, "separators", SEVERAL),
        dates=_one_of(mapping.get("dates", "iso"), DATES, "`dates`", "way to write dates"),
        missing=_missing(mapping.get("missing", [])),
        grades=_texts(mapping, "grades"),
        countries=_texts(mapping, "countries"),
        defaults=_by_column(mapping, "defaults", tuple(column for column in COLUMNS if column != "id")),
        delimiter=_delimiter(mapping.get("delimiter")),
    )
    for word, grade in made.grades.items():
        _one_of(grade, tuple(Grade), f"`grades`, {word!r}", "grade")
    for name, code in made.countries.items():
        if not COUNTRY.matches(code):
            raise MappingError(f"`countries`, {name!r}: got {code!r}; write {COUNTRY.expected}")
    _each_heading_once(made.columns)
    if "status" in made.defaults:
        _one_of(as_word(made.defaults["status"]), tuple(VisitStatus), "`defaults`, 'status'", "status")
    return made


def _known(key: object, keys: tuple[str, ...], where: str, what: str) -> None:
    """Raise `MappingError` where a key is none of those that are known."""
    if key not in keys:
        near = nearest(str(key), map(str, keys))
        mend = f"did you mean {near!r}?" if near else f"write one of {', '.join(keys)}"
        raise MappingError(f"{where} has {key!r}, which is no {what}; {mend}")


def _one_of(value: Any, values: tuple[str, ...], where: str, what: str) -> str:
    if not isinstance(value, str):
        raise MappingError(f"{where}: got {value!r}; write one of {', '.join(values)}")
    _known(value, values, where, what)
    return value


def _texts(mapping: Mapping[str, Any], key: str) -> Mapping[str, str]:
    """An object whose values are texts that are not empty."""
    value = mapping.get(key, {})
    if not isinstance(value, Mapping):
        raise MappingError(f"`{key}`: got {value!r}; write an object such as {_EXAMPLES[key]}")
    for name, text in value.items():
        if not isinstance(text, str) or not text:
            raise MappingError(f"`{key}`, {name!r}: got {text!r}; write a text that is not empty")
    return value


_EXAMPLES = {
    "columns": '{"guest": "Country"}',
    "separators": '{"people": ";"}',
    "grades": '{"Staatsbesuch": "state"}',
    "countries": '{"Azerbaijan": "AZ"}',
    "defaults": '{"host": "AZ"}',
}


def _by_column(mapping: Mapping[str, Any], key: str, columns: tuple[str, ...]) -> Mapping[str, str]:
    texts = _texts(mapping, key)
    for column in texts:
        _known(column, columns, f"`{key}`", "column" if columns is COLUMNS else "column that can have one")
    return texts


def _missing(value: Any) -> Container[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(text, str) for text in value):
        raise MappingError(f'`missing`: got {value!r}; write a list of texts such as ["NA", "-"]')
    return frozenset(value)


def _delimiter(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and len(value) == 1 and value not in '"\r\n\0'):
        return value
    raise MappingError(f"`delimiter`: got {value!r}; write one character such as ';'")


def _each_heading_once(columns: Mapping[str, str]) -> None:
    seen: dict[str, str] = {}
    for column, heading in columns.items():
        other = seen.setdefault(plain(heading), column)
        if other != column:
            raise MappingError(f"`columns` names the heading {heading!r} for {other} and {column}; name it for one")


def as_word(text: str) -> str:
    """A text as the model writes its words: ``Under way`` as ``under_way``."""
    return re.sub(r"[\s-]+", "_", text.strip().lower())


def plain(heading: str) -> str:
    """A heading as it is compared: without space around it, whatever its case."""
    return heading.strip().casefold()
