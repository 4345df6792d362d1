"""What is built: a wheel that works unpacked and as a zip archive, and an sdist that holds everything."""

import importlib.util
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from conftest import Child

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schemas" / "1.0" / "visit.schema.json"

pytestmark = pytest.mark.packaging


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was made from it."""
    for module in ("build", "hatchling"):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"building needs {module}, which is not installed")
    if not (ROOT / "pyproject.toml").is_file():
        pytest.skip("the tests do not lie in a checkout or an sdist")
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT],
        cwd=folder, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


def test_the_wheel_holds_the_schema_and_the_type_marker_and_nothing_foreign(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert archive.read("visitdata/schemas/1.0/visit.schema.json") == SCHEMA.read_bytes()
    assert "visitdata/py.typed" in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"visitdata"}
    kinds = {Path(name).suffix for name in names if name.startswith("visitdata/")}
    assert kinds == {".py", ".typed", ".json", ".html", ".css", ".js"}
    assert [name for name in names if "test_" in name or "conftest" in name or "__pycache__" in name] == []


def test_a_package_index_would_take_both(built: Path, python: Child) -> None:
    if importlib.util.find_spec("twine") is None:
        pytest.skip("checking needs twine, which is not installed")
    checked = python("-m", "twine", "check", "--strict", *built.iterdir(), env={"PYTHONWARNINGS": "default"})
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("PASSED") == 2


def test_the_oldest_dependencies_that_are_tested_are_the_oldest_that_are_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"]
    needed = [*project["project"]["dependencies"], *extras["docs"], *extras["parquet"], *extras["yaml"]]
    declared = [dependency.split(",")[0].replace(">=", "==") for dependency in needed]
    assert project["tool"]["tox"]["env"]["lowest"]["deps"] == sorted(declared, key=lambda one: one.split("==")[0])


def test_the_sdist_holds_schemas_tests_and_docs(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for name in ("schemas/1.0/visit.schema.json", "tests/test_packaging.py", "tests/conftest.py", "pyproject.toml"):
        assert name in names
    assert any(name.startswith("docs/") for name in names)
    assert any(name.startswith("tests/corpus/invalid/") for name in names)
    assert {name for name in names if "__pycache__" in name or name.startswith((".git/", "dist/"))} == set()


@pytest.fixture
def site(wheel: Path, python: Child, tmp_path: Path) -> Path:
    """A folder that the wheel was installed into."""
    target = tmp_path / "site"
    command = ("-m", "pip", "install", "--no-deps", "--no-index", "-q", "--target", target, wheel)
    installed = python(*command, env={"PYTHONWARNINGS": "default"})  # what an old pip warns of is its own affair
    assert installed.returncode == 0, installed.stderr
    return target


def test_the_installed_wheel_checks_with_the_schema_inside_it(
    site: Path, python: Child, tmp_path: Path, canonical: bytes
) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    (tmp_path / "b.json").write_bytes(b'{"schema_version": "9.0"}')
    env = {"PYTHONPATH": str(site)}
    path = python("-m", "visitdata", "schema", "path", env=env).stdout.removesuffix("\n")
    assert Path(path) == site / "visitdata" / "schemas" / "1.0" / "visit.schema.json"
    assert Path(path).read_bytes() == SCHEMA.read_bytes()
    assert python("-m", "visitdata", "check", "a.json", env=env).returncode == 0
    assert python("-m", "visitdata", "check", "b.json", env=env).stdout.startswith("b.json:1:20: VDS008 ")


def test_the_installed_wheel_is_a_plugin_of_pytest(site: Path, python: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "visits").mkdir()
    (tmp_path / "visits" / "a.json").write_bytes(canonical)
    env = {"PYTHONPATH": str(site), "PYTEST_ADDOPTS": ""}
    done = python("-m", "pytest", "--rootdir", ".", "--visitdata", "visits", "--collect-only", "-q", "visits", env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("visits/a.json::visitdata\nvisits::across\n")
    done = python("-m", "pytest", "-p", "no:visitdata", "--visitdata", "visits", env=env)
    assert done.returncode == 4
    assert "unrecognized arguments: --visitdata" in done.stderr


def test_the_wheel_works_as_a_zip_archive(wheel: Path, python: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    env = {"PYTHONPATH": str(wheel)}
    code = "import visitdata; print(visitdata.__file__, visitdata.schema()['$id'], visitdata.load('a.json').id)"
    done = python("-c", code, env=env)
    assert done.returncode == 0, done.stderr
    home = os.path.join(wheel, "visitdata", "__init__.py")
    assert done.stdout.split() == [home, "urn:visitdata:schema:visit:1.0", "az-pk-2023-11-01"]
    assert python("-m", "visitdata", "check", "a.json", env=env).returncode == 0
    assert python("-m", "visitdata", "schema", "show", env=env).stdout.encode() == SCHEMA.read_bytes()
