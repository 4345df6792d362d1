"""Paths relative to a folder, with slashes, as patterns and other programs read them."""

import os


def inside(path: str, folder: str) -> str | None:
    """The path of a file relative to a folder that it lies in; None where it lies in another."""
    whole, above = os.path.abspath(path), os.path.join(os.path.abspath(folder), "")
    return whole[len(above) :].replace(os.sep, "/") if whole.startswith(above) else None


def relative(file: str, root: str = os.curdir) -> str:
    """The path of a file relative to a folder; absolute where it lies outside. ``-``, standard input, stays so."""
    if file == "-":
        return file
    path = inside(file, root)
    return path if path is not None else os.path.abspath(file).replace(os.sep, "/")
