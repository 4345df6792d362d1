"""Files in canonical form: what they would hold, and writing them whole or not at all."""

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from visitdata import loads
from visitdata.checker.files import Named
from visitdata.checker.format import Formatted, diff, format_file, write_file
from visitdata.codec.write import canonical as canonical_of
from visitdata.codec.write import write


def test_nothing_is_written_by_looking(tmp_path: Path, document: dict[str, Any], canonical: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document))
    formatted = format_file(Named(str(path), False))
    assert (formatted.old, formatted.new, formatted.is_readable) == (json.dumps(document).encode(), canonical, True)
    assert path.read_bytes() == formatted.old
    assert write_file(formatted) is None
    assert path.read_bytes() == canonical
    assert format_file(Named(str(path), False)).new == canonical


def test_what_is_invalid_would_hold_what_it_holds(tmp_path: Path, compact: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(compact.replace(b":", b": ") + b"{}\n")
    formatted = format_file(Named(str(path), False))
    assert (formatted.new, formatted.is_readable) == (path.read_bytes(), False)


def test_canonical_form_follows_the_model_and_escapes_nothing(canonical: bytes, compact: bytes) -> None:
    assert canonical_of(loads(canonical)) == canonical
    assert canonical_of(loads(canonical), compact=True) == compact


def test_a_diff_of_equal_texts_is_empty(canonical: bytes) -> None:
    assert list(diff(Formatted("a", canonical, canonical, ()))) == []


def test_standard_input_is_formatted(compact: bytes, canonical: bytes) -> None:
    assert format_file(Named("-", False), io.BytesIO(compact)).new == canonical
    assert not format_file(Named("-", False), None).is_readable


def failing() -> Iterator[bytes]:
    yield b"half"
    raise RuntimeError("in the middle")


def test_a_write_that_fails_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"before")
    for target in (path, tmp_path / "new.json"):
        with pytest.raises(RuntimeError, match="in the middle"):
            write(target, failing())
    assert path.read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["a.json"]


def test_while_a_private_file_is_written_nobody_else_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"before")
    path.chmod(0o600)
    modes: list[int] = []

    def chunks() -> Iterator[bytes]:
        modes.extend(other.stat().st_mode & 0o077 for other in tmp_path.iterdir() if other != path)
        yield b"after"

    write(path, chunks())
    assert (modes, path.read_bytes(), path.stat().st_mode & 0o777) == ([0], b"after", 0o600)


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    write(tmp_path / "new", [b"text"])
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_what_is_no_regular_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for target in (tmp_path / "folder", tmp_path / "pipe", tmp_path / "gone" / "a.json"):
        with pytest.raises(OSError, match=r"regular file|No such file"):
            write(target, [b"text"])
    assert sorted(os.listdir(tmp_path)) == ["folder", "pipe"]


def test_a_link_to_nothing_yet_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    write(tmp_path / "link", [b"text"])
    assert (tmp_path / "target").read_bytes() == b"text"
    assert (tmp_path / "link").is_symlink()


def test_a_canonical_form_that_does_not_read_back_is_never_written(
    tmp_path: Path, canonical: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(canonical)
    for wrong in (b"{}", canonical.replace(b"official", b"state")):
        monkeypatch.setattr("visitdata.checker.format.canonical", lambda visit, compact, wrong=wrong: wrong)
        with pytest.raises(AssertionError, match=r"a[.]json: its canonical form does not read back"):
            format_file(Named(str(path), False))


def test_a_diff_of_very_long_files_replaces_all_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    formatted = Formatted("a.json", b"1\n2\n3", b"1\n3\n", ())
    assert "".join(diff(formatted)).startswith("--- a/a.json\n+++ b/a.json\n@@ -1,3 +1,2 @@\n 1\n-2\n")
    monkeypatch.setattr("visitdata.checker.format._MOST_PAIRS", 5)
    assert "".join(diff(formatted)) == (
        "--- a/a.json\n+++ b/a.json\n@@ -1,3 +1,2 @@\n-1\n-2\n-3\n\\ No newline at end of file\n+1\n+3\n"
    )
