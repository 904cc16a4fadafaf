"""The errors of the package. Each says where, what was found, what was expected and what to do."""

from __future__ import annotations


class FramingError(Exception):
    """Base of every error that this package raises on purpose.

    The command line prints the message and exits with 1; no traceback is shown.
    """


class InputError(FramingError):
    """A file or a record that could not be read.

    >>> str(InputError("no such file", where="news.csv", do="check the path"))
    'news.csv: no such file. What to do: check the path.'
    """

    def __init__(self, found: str, *, where: str, do: str = "") -> None:
        self.found, self.where, self.do = found, where, do
        hint = f" What to do: {do.rstrip('.')}." if do else ""
        super().__init__(f"{where}: {found.rstrip('.')}.{hint}")


class LexiconError(FramingError):
    """A data file in `lexicons/` (or the user's own) that breaks its schema."""


class UnknownNameError(FramingError):
    """A name that is not in a registry; the message lists the names that are.

    >>> str(UnknownNameError("fourway", kind="grouping", known=["five-way", "four-way"]))
    "unknown grouping 'fourway'. Known: five-way, four-way. Did you mean 'four-way'?"
    """

    def __init__(self, name: str, *, kind: str, known: list[str]) -> None:
        from difflib import get_close_matches

        near = get_close_matches(name, known, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        super().__init__(f"unknown {kind} {name!r}. Known: {', '.join(known)}.{hint}")
