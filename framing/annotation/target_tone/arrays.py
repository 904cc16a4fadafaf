"""A file of plain arrays: a header line, then the arrays' bytes. Nothing in it can run.

The first line is JSON: what the file is, its format version, the SHA-256 of the content, the arrays in
their order, and facts about them. The content is compressed with zlib.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import InputError

if TYPE_CHECKING:
    import numpy as np

#: Kinds of numbers that a file may hold, little-endian.
_TYPES = ("<f4", "<f2", "|i1", "|u1")
#: No file of ours comes near these sizes; a header that announces more is not believed.
_LONGEST_HEADER = 1_000_000
_LARGEST_CONTENT = 200_000_000


@dataclass(frozen=True, kw_only=True)
class Arrays:
    """What a file holds: its arrays by name, facts about them, and the SHA-256 of the content."""

    arrays: Mapping[str, np.ndarray[Any, Any]]
    facts: Mapping[str, Any]
    sha256: str


def write_arrays(
    path: Path,
    arrays: Mapping[str, np.ndarray[Any, Any]],
    *,
    kind: str,
    version: int,
    facts: Mapping[str, Any],
) -> str:
    """Writes the file and gives the SHA-256 of its content. The same arrays give the same bytes."""
    content = b"".join(array.tobytes() for array in arrays.values())
    described = [[name, array.dtype.str, list(array.shape)] for name, array in arrays.items()]
    header = {
        "kind": kind,
        "version": version,
        "sha256": _digest(described, facts, content),
        "arrays": described,
        "facts": facts,
    }
    line = json.dumps(header, ensure_ascii=True, sort_keys=True).encode("ascii")
    path.write_bytes(line + b"\n" + zlib.compress(content, 9))
    return str(header["sha256"])


def read_arrays(path: Path, *, kind: str, version: int) -> Arrays:
    """The arrays of a file. Raises InputError for a file that is missing, changed or of another version."""
    try:
        line, _, packed = path.read_bytes().partition(b"\n")
    except OSError as error:
        raise _refused(path, f"the file cannot be read ({error.strerror})") from None
    try:
        header = json.loads(line) if len(line) <= _LONGEST_HEADER else None
    except ValueError:
        header = None
    if not isinstance(header, dict) or header.get("kind") != kind:
        raise _refused(path, f"this is no file of the kind {kind!r}")
    if header.get("version") != version:
        raise _refused(path, f"format version {header.get('version')!r} was found, {version} is expected")
    try:
        described = [
            (str(name), str(type_), [int(n) for n in shape]) for name, type_, shape in header["arrays"]
        ]
        facts, content = header["facts"], _unpacked(packed)
    except (KeyError, TypeError, ValueError, zlib.error):
        raise _refused(path, "the content is damaged") from None
    digest = _digest([list(d) for d in described], facts, content)
    if digest != header.get("sha256"):
        raise _refused(path, "the content does not have the SHA-256 that the file states")
    return Arrays(arrays=_cut(path, described, content), facts=facts, sha256=digest)


def _digest(described: list[Any], facts: Mapping[str, Any], content: bytes) -> str:
    head = json.dumps([described, facts], ensure_ascii=True, sort_keys=True).encode("ascii")
    return hashlib.sha256(head + b"\n" + content).hexdigest()


def _unpacked(packed: bytes) -> bytes:
    stream = zlib.decompressobj()
    content = stream.decompress(packed, _LARGEST_CONTENT)
    if not stream.eof or stream.unused_data:
        raise ValueError("too long, cut short, or followed by something else")
    return content


def _cut(
    path: Path, described: list[tuple[str, str, list[int]]], content: bytes
) -> dict[str, np.ndarray[Any, Any]]:
    import numpy as np

    arrays = {}
    place = 0
    for name, type_, shape in described:
        if type_ not in _TYPES or any(n < 0 for n in shape):
            raise _refused(path, f"the array {name!r} has the type {type_!r}, which is not allowed")
        count = 1
        for n in shape:
            count *= n
        size = count * np.dtype(type_).itemsize
        if place + size > len(content):
            raise _refused(path, f"the array {name!r} is cut short")
        arrays[name] = np.frombuffer(content, dtype=type_, count=count, offset=place).reshape(shape)
        place += size
    return arrays


def _refused(path: Path, found: str) -> InputError:
    return InputError(found, where=str(path), do="install framing-toolkit again, or train the model again")
