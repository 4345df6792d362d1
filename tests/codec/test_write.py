"""Text -> file: whole or not at all."""

import os
from pathlib import Path

import pytest

from visitdata.codec.write import write


def test_a_file_that_exists_is_kept_where_it_is_not_to_be_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write(path, [b"first"], overwrite=False)
    with pytest.raises(FileExistsError) as caught:
        write(path, [b"second"], overwrite=False)
    assert (caught.value.errno, caught.value.strerror, caught.value.filename) == (None, "it exists", str(path))
    assert path.read_bytes() == b"first"
    assert os.listdir(tmp_path) == ["a.json"]
