"""Names of files as other programs tell them: relative to a folder, with slashes."""

import os


def relative(file: str, root: str = os.curdir) -> str:
    """The path of a file relative to a folder, with slashes; absolute where it lies outside. Standard input, ``-``,
    stays as it is."""
    if file == "-":
        return file
    path, folder = os.path.abspath(file), os.path.abspath(root)
    inside = os.path.join(folder, "")
    shown = path[len(inside) :] if path.startswith(inside) else path
    return shown.replace(os.sep, "/")
