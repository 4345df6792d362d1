"""The label catalog: complete in English, safe to read from a file."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from visitdata import model
from visitdata.findings import Unusable
from visitdata.model import Grade, HonorGuard
from visitdata.render import labels
from visitdata.render.labels import Labels, as_dict, english, load

SOURCES = sorted((Path(labels.__file__).parent).rglob("*.py")) + sorted(Path(labels.__file__).parent.rglob("*.html"))


def written(folder: Path, **changes: Any) -> str:
    """The path of a catalog file."""
    value = {"format": "visitdata-labels", "version": 1, "language": "de", "labels": {}, **changes}
    path = folder / "labels.json"
    path.write_text(json.dumps(value), "utf-8")
    return str(path)


def test_what_the_model_names_has_a_label() -> None:
    assert english().of_class(HonorGuard) == "honor guard"
    assert english().word(Grade.OFFICIAL_WORKING) == "official working"
    assert english().field("grade_label") == "grade label"
    for name, cls in vars(model).items():
        if isinstance(cls, type) and issubclass(cls, model.Node):
            assert english().of_class(cls)
            assert all(english().field(field) for field in cls.__fields__), name


def test_the_world_has_labels() -> None:
    assert (english().country("AZ"), english().country("SUHH"), english().country("QQ")) == (
        "Azerbaijan",
        english().texts["country.SUHH"],
        "QQ",
    )
    assert (english().of_language("az-Latn"), english().of_language("tlh")) == ("Azerbaijani", "tlh")


def test_places_are_filled_in() -> None:
    assert english()("date.to", 1, 2) == "1 to 2"
    assert Labels("de", {"date.to": "{1} nach {0}"})("date.to", "{1}", "b") == "b nach {1}"
    assert english()("date.or") == " or "
    with pytest.raises(KeyError):
        english()("date.no")


def test_every_label_that_is_asked_for_by_name_is_there() -> None:
    asked = set[str]()
    for path in SOURCES:
        asked.update(
            re.findall(r"""labels\(\s*["']([a-z_]+\.[A-Za-z_.0-9]+[A-Za-z0-9])["']\s*[,)]""", path.read_text("utf-8"))
        )
    assert len(asked) > 40
    assert asked <= set(english().texts)


def test_a_catalog_is_read(tmp_path: Path) -> None:
    labels = {"Grade.state": "زيارة دولة", "text.comma": "،\u200f\u00a0"}
    read = load(written(tmp_path, language="ar", right_to_left=True, labels=labels))
    assert (read.language, read.direction) == ("ar", "rtl")
    assert (read.word(Grade.STATE), read("text.comma")) == ("زيارة دولة", "،\u200f\u00a0")
    assert read.word(Grade.OFFICIAL) == "official"
    assert load(written(tmp_path)).direction == "ltr"


def test_the_complete_catalog_is_read_again(tmp_path: Path) -> None:
    read = load(written(tmp_path, **as_dict(english())))
    assert (read.language, read.direction, read.texts) == ("en", "ltr", english().texts)
    assert list(as_dict(english())["labels"]) == list(english().texts)


FLAWS: list[tuple[dict[str, Any], str]] = [
    ({"format": "x"}, 'it does not begin with "format": "visitdata-labels" and "version": 1'),
    ({"version": 2}, 'it does not begin with "format": "visitdata-labels" and "version": 1'),
    ({"lables": {}}, "it has the unknown key 'lables'"),
    ({"language": 1}, "language is not a BCP 47 tag such as 'de'"),
    ({"language": "d e"}, "language is not a BCP 47 tag such as 'de'"),
    ({"right_to_left": "yes"}, "right_to_left is neither true nor false"),
    ({"labels": []}, "labels is no object of labels by key"),
    ({"labels": {"Grade.stat": "x"}}, "no label has the key 'Grade.stat'; did you mean 'Grade.state'?"),
    ({"labels": {"\x1b[31m": "x"}}, "no label has the key '\\x1b[31m'"),
    ({"labels": {"Grade.state": 1}}, "the label Grade.state is not a text"),
    ({"labels": {"Grade.state": ""}}, "the label Grade.state is not a text"),
    ({"labels": {"Grade.state": "a\x1b[31m"}}, "the label Grade.state holds '\\x1b', which acts rather than shows"),
    ({"labels": {"Grade.state": "a\nb"}}, "the label Grade.state holds '\\n', which acts rather than shows"),
    ({"labels": {"Grade.state": "\u202eb"}}, "the label Grade.state holds '\\u202e', which acts rather than shows"),
    ({"labels": {"Grade.state": "\ufffe"}}, "the label Grade.state holds '\\ufffe', which acts rather than shows"),
    ({"labels": {"k" * 9_000_000: "x"}}, f"no label has the key '{'k' * 59}…'"),
    ({"k" * 9_000: {}}, f"it has the unknown key '{'k' * 59}…'"),
    ({"labels": {"date.to": "{0}"}}, "the label date.to has other places to fill in than the English '{0} to {1}'"),
    ({"labels": {"date.or": "{0}"}}, "the label date.or has other places to fill in than the English ' or '"),
]


@pytest.mark.parametrize(("changes", "message"), FLAWS, ids=[message[:60] for _, message in FLAWS])
def test_what_is_no_catalog_is_told_in_one_line(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    path = written(tmp_path, **changes)
    with pytest.raises(Unusable) as caught:
        load(path)
    assert str(caught.value) == f"{path} is no catalog of labels: {message}"


def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text('{\n"a": 1,\n"a": 2}')
    with pytest.raises(Unusable, match=r"labels\.json is no catalog of labels, line 3: "):
        load(str(tmp_path / "labels.json"))
    (tmp_path / "labels.json").write_bytes(b"")
    with pytest.raises(Unusable, match=r"labels\.json is no catalog of labels"):
        load(str(tmp_path / "labels.json"))
    with pytest.raises(Unusable, match=r"^the catalog of labels .*nowhere\.json cannot be read: No such file"):
        load(str(tmp_path / "nowhere.json"))
