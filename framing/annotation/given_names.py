"""Given names that tell a woman from a man."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache

from framing.actors import fold
from framing.errors import LexiconError
from framing.resources import data_folder

_FILE = "given_names.toml"


@cache
def given_names() -> dict[str, bool]:
    """Whether a given name is a woman's, by folded name; names that the list does not have tell nothing.

    Raises LexiconError for a name that stands under women and under men.

    >>> given_names()["sona"], given_names()["vahan"], "slava" in given_names()
    (True, False, False)
    """
    data = tomllib.loads((data_folder("lexicons") / "actors" / _FILE).read_text(encoding="utf-8"))
    women, men = (
        {fold(name) for names in data[key].values() for name in names.split()} for key in ("women", "men")
    )
    for name in sorted(women & men):
        raise LexiconError(f"lexicons/actors/{_FILE}: {name!r} is a woman's and a man's name. Delete both.")
    return dict.fromkeys(women, True) | dict.fromkeys(men, False)


def gender_of(words: Iterable[str]) -> bool | None:
    """True for a woman's name, False for a man's, None where no given name in it tells.

    >>> gender_of(["Nune", "Petrosyan"]), gender_of(["Slava", "Ttenian"])
    (True, None)
    """
    *given, _ = [*words] or [""]
    return next(
        (known[name] for known in (given_names(),) for name in map(fold, given) if name in known), None
    )
