"""Finds the data folders `lexicons/` and `reports/`, installed or in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def data_folder(name: str) -> Path:
    """The folder `lexicons` or `reports`, as a path that exists.

    A wheel installs the folders inside the package; in a checkout (also an editable install) they
    lie beside it. Raises FileNotFoundError when neither is there, which means a broken install.

    >>> data_folder("lexicons").name
    'lexicons'
    """
    for folder in (_PACKAGE / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the data folder {name!r} is missing: install framing-toolkit again")


def package_folder(name: str) -> Path:
    """A data folder inside the package itself, such as `demo`.

    >>> package_folder("demo").name
    'demo'
    """
    return _PACKAGE / name
