"""A data file with one place changed, for tests that a broken file is refused."""

from __future__ import annotations

from pathlib import Path


def broken_copy(original: Path, folder: Path, old: str, new: str) -> Path:
    """A copy in `folder`, under the same name, whose first `old` is `new`."""
    text = original.read_text(encoding="utf-8")
    assert old in text
    path = folder / original.name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path
