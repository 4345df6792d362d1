"""One target under atheris, in a process of its own: ``python -m fuzz.child NAME FOLDER [libFuzzer options]``.

An input that breaks a promise is written to a folder, with what was raised beside it, and the run goes on; each place
that raises is told once. What ends the process itself, libFuzzer writes there.
"""

import importlib
import pkgutil
import sys
import traceback
from pathlib import Path


def main(name: str, folder: Path, options: list[str]) -> None:
    import atheris

    with atheris.instrument_imports(include=["visitdata"]):
        package = importlib.import_module("visitdata")
        for module in pkgutil.walk_packages(package.__path__, "visitdata."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    from fuzz.targets import TARGETS

    run, told = TARGETS[name].run, set[tuple[str, ...]]()

    def one_input(data: bytes) -> None:
        try:
            run(data)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            place = (type(error).__name__, *(f"{frame.filename}:{frame.lineno}" for frame in frames[-2:]))
            if place not in told:
                told.add(place)
                _keep(folder / f"{name}-{len(told)}", data)

    atheris.Setup([sys.argv[0], *options], one_input)
    atheris.Fuzz()


def _keep(path: Path, data: bytes) -> None:
    path.with_suffix(".input").write_bytes(data)
    path.with_suffix(".txt").write_text(traceback.format_exc(), encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
