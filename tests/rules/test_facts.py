"""Every fact has a source, dates are days in order, no code stands twice; profiles are read, or refused in one line."""

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from visitdata.findings import Unusable
from visitdata.interop.historyatstate import countries as office
from visitdata.model import EDTF, Certainty
from visitdata.rules.facts import cited, countries, currencies, identifiers, languages, profiles, ranks, table, titles

FOLDER = Path(str(files("visitdata.rules.facts").joinpath("countries.json"))).parent
TABLES = sorted(path for path in FOLDER.glob("*.json") if not path.name.endswith(".schema.json"))
PROFILES = sorted((FOLDER / "profiles").glob("*.json"))

KEYS = {
    "countries": ("code",), "former": ("code",), "aliases": ("code",), "currencies": ("code",), "languages": ("code",),
    "scripts": ("code",), "schemes": ("scheme",), "before": ("words",), "after": ("letters",), "spouse": ("words",),
    "official": ("country", "service", "title"), "analogy": ("title",), "analogy_countries": ("country",),
    "nato_members": ("country",), "of_one_service": ("rank",), "service_words": ("words",),
    "salutes": ("office", "since"), "guards": ("office", "since"), "anthems": ("since",), "grades": ("grade", "since"),
}  # fmt: skip
"""Of each list what may stand in it only once."""


def entries(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, held in json.loads(path.read_text("utf-8")).items():
        if isinstance(held, list) and name != "notes":
            yield from ((name, entry) for entry in held)
        elif isinstance(held, dict) and name != "sources":
            yield name, held


@pytest.mark.parametrize("path", [*TABLES, *PROFILES], ids=lambda path: path.stem)
def test_every_fact_has_a_source_and_days_in_order_and_stands_once(path: Path) -> None:
    whole = json.loads(path.read_text("utf-8"))
    used: set[str] = set()
    seen: set[tuple[str, ...]] = set()
    assert all(source["title"] for source in whole["sources"].values())
    for name, entry in entries(path):
        assert entry["sources"], (name, entry)
        assert set(entry["sources"]) <= set(whole["sources"]), (name, entry)
        used |= set(entry["sources"])
        days = [EDTF(entry[key]) for key in ("since", "until") if key in entry]
        days += [EDTF(span) for span in entry.get("state", ())]
        for before, after in pairwise(days):
            assert before.before(after) is Certainty.CERTAINLY, (name, entry)
        if name in KEYS:
            key = (name, *(str(entry.get(key)) for key in KEYS[name]))
            assert key not in seen, (name, entry)
            seen.add(key)
    assert used == set(whole["sources"])


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_profile_fits_its_schema_and_says_its_country(path: Path) -> None:
    schema = json.loads((FOLDER / "profile.schema.json").read_text("utf-8"))
    jsonschema_rs.Draft202012Validator(schema).validate(json.loads(path.read_text("utf-8")))
    assert profiles.load(path) == profiles.builtin()[path.stem.upper()]
    assert profiles.load(path).country == path.stem.upper()


def test_codes_of_countries() -> None:
    assert len(table("countries")["countries"]) == 250
    assert len(table("countries")["former"]) == 31
    assert countries.is_assigned("XK")
    assert countries.is_assigned("SUHH")
    assert not countries.is_assigned("UK")
    for entry in table("countries")["former"]:
        assert all(countries.is_assigned(code) for code in entry["became"])
    for entry in table("countries")["aliases"]:
        assert not countries.is_assigned(entry["code"])
        assert countries.is_assigned(entry["means"])
    assert [one.code for one in countries.before("CZ", date(1980, 1, 1))] == ["CSHH"]
    assert countries.before("FR", date(1980, 1, 1)) == ()
    assert countries.points("QZ") == ()
    assert countries.statehood("SUHH") == ()


def test_former_countries_end_as_in_the_table_of_the_office_of_the_historian() -> None:
    ids = {"CSXX": "serbia", "YUCS": "serbia", "SUHH": "russia", "HVBF": "burkina-faso", "DYBJ": "benin"}
    ids |= {"BUMM": "burma", "RHZW": "zimbabwe", "ZRCD": "congo-kinshasa"}
    for code, id in ids.items():
        one = countries.former(code)
        assert one is not None
        assert office.country(id, EDTF(str(one.until))).code != code
        day_before = date.fromordinal(one.until.earliest.toordinal() - 1)
        assert office.country(id, EDTF(day_before.isoformat())).code == code


def test_aliases_are_no_codes() -> None:
    assert all(not currencies.is_code(one["code"]) and currencies.is_code(one["means"])
               for one in table("currencies")["aliases"])  # fmt: skip
    assert all(not languages.is_language(one["code"]) and languages.is_language(one["means"])
               for one in table("languages")["aliases"])  # fmt: skip
    assert currencies.meant("QQQ") is None
    assert "DEM" in currencies.codes()


@pytest.mark.parametrize("entry", table("identifiers")["schemes"], ids=lambda entry: entry["scheme"])
def test_the_example_of_a_scheme_is_right_and_another_digit_fails_its_check(entry: dict[str, Any]) -> None:
    scheme = identifiers.scheme(entry["scheme"])
    assert scheme is not None
    assert scheme.is_well_formed(scheme.example)
    assert scheme.canonical(scheme.example) == scheme.example
    assert scheme.passes_check(scheme.example)
    for prefix in entry["prefixes"]:
        assert scheme.canonical(f"https://{prefix}{scheme.example}") == scheme.example
        assert scheme.canonical(f" {prefix}{scheme.example} ") == scheme.example
    if "check" in entry:
        last = scheme.example[-1]
        others = [scheme.example[:-1] + digit for digit in "0123456789" if digit != last]
        assert not any(scheme.passes_check(other) for other in others)


def test_identifiers_that_are_known_from_elsewhere() -> None:
    orcid, isni, geonames = (identifiers.scheme(name) for name in ("orcid", "isni", "geonames"))
    assert orcid is not None
    assert isni is not None
    assert geonames is not None
    assert orcid.passes_check("0000-0002-9079-593X")
    assert isni.canonical("0000-0001-2103-2683") == "0000000121032683"
    assert orcid.canonical("000000021825 0097") == "0000-0002-1825-0097"
    assert geonames.canonical("https://www.geonames.org/587084/baku.html") == "587084"
    assert identifiers.scheme("own") is None


def test_ladders() -> None:
    assert ranks.official("US", "Major-general", None) == ranks.official("US", "Major General", "Army")
    captain = ranks.official("US", "captain", None)
    assert captain is not None
    assert captain.codes == ("OF-2", "OF-5")
    navy = ranks.official("US", "captain", "navy")
    assert navy is not None
    assert navy.codes == ("OF-5",)
    assert ranks.official("US", "Colonel General", None) is None
    assert ranks.analogous("US", "Colonel General") is None
    assert ranks.analogous("AZ", "Brigadier") is None
    one = ranks.analogous("AZ", "Colonel General")
    assert one is not None
    assert one.codes == ("OF-8",)
    assert ranks.in_table("FI", EDTF("2023~"))
    assert not ranks.in_table("FI", EDTF("2020"))
    assert ranks.in_table("FI", None)
    assert not ranks.in_table("AZ", None)
    assert ranks.service_of_rank("Rear Admiral (lower half)") == "navy"
    assert ranks.service_of_rank("General") is None
    assert ranks.service_of_office("Chief of Army and Navy") is None


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("General Asim Munir", ("General", "rank"), None),
        ("Lieutenant General Tahirov", ("Lieutenant General", "rank"), None),
        ("General", None, None),
        ("Generalova Anna", None, None),
        ("H.E. Ilham Aliyev", ("H.E.", "honorific"), None),
        ("President Biden", ("President", "office"), None),
        ("King Charles III", None, None),
        ("Sir Keir Starmer", None, None),
        ("Asim Munir, NI (M)", None, "NI (M)"),
        ("Asim Munir NI (M)", None, "NI (M)"),
        ("John Smith, CB", None, "CB"),
        ("Smith CB", None, None),
        ("NI (M)", None, None),
        ("Smith GCMG", None, "GCMG"),
        ("MacOBE", None, None),
    ],
)
def test_titles_in_names(name: str, before: tuple[str, str] | None, after: str | None) -> None:
    assert titles.before_name(name) == before
    assert titles.after_name(name) == after


def test_scripts() -> None:
    assert languages.is_written_in("Gəncə", "Latn")
    assert not languages.is_written_in("Gəncə", "Cyrl")
    assert languages.is_written_in("1993", "Cyrl")
    assert languages.script_of("az-Latn") == "Latn"
    assert languages.script_of("az-Zzzz") is None


def test_sources_for_people() -> None:
    sources = {"a": {"title": "A"}, "b": {"title": "B", "publisher": "P", "year": 1999}}
    assert cited(sources, ["a", "b"]) == "A; B (P, 1999)"


# Profiles

OWN: dict[str, Any] = {
    "country": "AZ",
    "sources": {"own": {"title": "Own notes"}},
    "anthems": [{"order": "guest_first", "sources": ["own"]}],
}


def written(folder: Path, value: object, name: str = "az.json") -> Path:
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return path


def test_builtin_profiles_are_read_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    profiles._profile.cache_clear()
    monkeypatch.setattr(profiles, "_made", lambda value: read.append(value["country"]))
    builtin = profiles.builtin()
    assert "US" in builtin
    assert len(builtin) == len(list(builtin)) == len(PROFILES)
    assert builtin.get("AZ") is None
    assert read in ([], ["US"])
    builtin.get("FR")
    assert read[-1] == "FR"
    assert len(read) <= 2
    profiles._profile.cache_clear()


def test_own_profiles_come_before_those_of_visitdata(tmp_path: Path) -> None:
    written(tmp_path, OWN)
    written(tmp_path, {**OWN, "country": "US", "name": "America"}, "us.json")
    joined = profiles.profiles([tmp_path])
    assert joined["US"].name == "America"
    assert joined["AZ"].name == "AZ"
    assert joined["FR"] == profiles.builtin()["FR"]
    assert joined.get("QZ") is None
    assert sorted(joined) == list(joined)
    assert len(joined) == len(profiles.builtin()) + 1
    later = written(tmp_path / "..", {**OWN, "name": "Azerbaijan"}, f"{tmp_path.name}.json")
    assert profiles.profiles([tmp_path, later])["AZ"].name == "Azerbaijan"
    assert list(profiles.profiles()) == list(profiles.builtin())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "line 1, column 2 is not JSON"),
        ("[]", "the whole: [] is not of type"),
        ('{"country": "AZ", "country": "AZ"}', "stands twice"),
        ('{"country": "AZ", "sources": NaN}', "NaN is no number"),
        ('{"country": "az", "sources": {}}', "/country: "),
        ('{"sources": {}}', '"country" is a required property'),
        ('{"country": "AZ", "sources": {}, "guns": 1}', "'guns' was unexpected"),
        ('{"country": "AZ", "sources": {"a": {"title": "\\ud800"}}}', ""),
        ("[" * 100_000, "nested too deep"),
        ('{"country": ' + "9" * 5000 + "}", "digits"),
        ({**OWN, "anthems": [{"order": "guest_first", "sources": ["x"]}]}, "/anthems/0/sources/0: no source has"),
        ({**OWN, "salutes_need_recognition": {"sources": ["x"]}}, "/salutes_need_recognition/sources/0"),
        (
            {**OWN, "anthems": [{"order": "guest_first", "since": "2023-02-30", "sources": ["own"]}]},
            "'2023-02-30' is no day of the calendar",
        ),
        (
            {**OWN, "anthems": [{"order": "guest_first", "since": "2023", "until": "2022", "sources": ["own"]}]},
            "/anthems/0/until: 2022 is before 2023",
        ),
        ({**OWN, "name": "x" * 1_000_001}, "more than 1,000,000 bytes"),
        ({**OWN, "name": 10**400}, ""),
        ('{"name": ' + "[" * 900 + "]" * 900 + "}", ""),
        ({**OWN, "name": ["x"] * 1000}, "…"),
    ],
)
def test_a_file_that_is_no_profile_is_refused_in_one_line(tmp_path: Path, text: object, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(Unusable) as caught:
        profiles.load(path)
    message = str(caught.value)
    assert message.startswith(f"{path} is no profile of a host: ")
    assert says in message
    assert "\n" not in message
    assert len(message) < 1000


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="it is a folder"):
        profiles.load(tmp_path)
    with pytest.raises(Unusable, match="No such file"):
        profiles.load(tmp_path / "none.json")
    with pytest.raises(Unusable, match="cannot be read"):
        profiles.load("a\0b")
    with pytest.raises(Unusable, match="a folder without profiles"):
        profiles.profiles([tmp_path])
    with pytest.raises(Unusable, match="No such file"):
        profiles.profiles([tmp_path / "none.json"])
    (tmp_path / "latin.json").write_bytes(b'{"name": "\xe9"}')
    with pytest.raises(Unusable, match="not UTF-8"):
        profiles.load(tmp_path / "latin.json")


class Offered:
    value = "package:profiles"

    def __init__(self, path: object) -> None:
        self.path = path

    def load(self) -> object:
        if isinstance(self.path, Exception):
            raise self.path
        return self.path


def test_other_packages_offer_profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, OWN)
    profiles._offered.cache_clear()
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [Offered(tmp_path)])
    assert "AZ" in profiles.profiles()
    profiles._offered.cache_clear()
    for broken in (ImportError("no"), 3):
        monkeypatch.setattr("importlib.metadata.entry_points", lambda group, it=broken: [Offered(it)])
        with pytest.raises(Unusable, match="package:profiles cannot be loaded"):
            profiles.profiles()


def test_a_custom_may_hold_where_it_is_not_certain_that_it_did_not() -> None:
    entry = profiles.Entry("state", (), EDTF("1964"), EDTF("1989-06"), "")
    assert entry.may_hold(None)
    assert entry.may_hold(EDTF("1963~"))
    assert entry.may_hold(EDTF("1989-06-30"))
    assert not entry.may_hold(EDTF("1963"))
    assert not entry.may_hold(EDTF("1989-07-01"))
