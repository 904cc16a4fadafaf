"""Writes a lexicon as TOML, in the layout of the shipped files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from framing.lexicon.records import Lexicon
from framing.lexicon.tables import lexicon_table

_WIDTH = 110
_BARE = re.compile(r"[A-Za-z0-9_-]+")

#: Kinds of entries, in the order in which one file holds them, and the file of a folder each goes to.
_FILE_OF = {"party": "lexicon.toml", "group": "lexicon.toml", "source": "sources.toml"}
_FILE_OF |= {"concept": "concepts.toml"}

#: Keys that are written as tables of their own, `[associations]`.
_SECTIONS = ("associations", "unpaired", "anchor")


def toml_text(lexicon: Lexicon) -> str:
    """The whole lexicon as the text of one TOML file; reading it gives a lexicon with the same hash.

    >>> from framing.lexicon import load_lexicon
    >>> toml_text(load_lexicon()).splitlines()[0]
    'id = "karabakh"'
    """
    table = lexicon_table(lexicon)
    entries = [line for kind in _FILE_OF for line in _entries(kind, table.get(kind, ()))]
    return "\n".join([*_header(table), *entries]) + "\n"


def toml_files(lexicon: Lexicon) -> dict[str, str]:
    """The lexicon as the files of a folder: header, sources, concepts, by their names.

    >>> from framing.lexicon import load_lexicon
    >>> list(toml_files(load_lexicon()))
    ['lexicon.toml', 'sources.toml', 'concepts.toml']
    """
    table = lexicon_table(lexicon)
    lines = {"lexicon.toml": _header(table)}
    for kind, file in _FILE_OF.items():
        lines.setdefault(file, []).extend(_entries(kind, table.get(kind, ())))
    return {file: "\n".join(text).lstrip("\n") + "\n" for file, text in lines.items()}


def _header(table: Mapping[str, Any]) -> list[str]:
    plain = {key: value for key, value in table.items() if key not in (*_FILE_OF, *_SECTIONS)}
    lines = list(_pairs(plain))
    for key in _SECTIONS:
        if key in table:
            lines += ["", f"[{key}]", *_pairs(table[key])]
    return lines


def _entries(kind: str, entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for entry in entries:
        inner = entry.get("variant", ())
        yield from ("", f"[[{kind}]]")
        yield from _pairs({key: value for key, value in entry.items() if key != "variant"})
        if kind == "concept" and not inner:
            yield "variant = []"
        for variant in inner:
            yield from ("", f"  [[{kind}.variant]]")
            yield from (f"  {line}" for line in _pairs(variant))


def _pairs(table: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """A line for each key; a table inside becomes dotted keys, `forms.en = [...]`."""
    for key, value in table.items():
        name = prefix + _key(key)
        if isinstance(value, Mapping) and value:
            yield from _pairs(value, f"{name}.")
        else:
            yield from _assigned(name, value)


def _assigned(name: str, value: Any) -> Iterator[str]:
    line = f"{name} = {_value(value)}"
    if not isinstance(value, list) or len(line) <= _WIDTH:
        yield line
        return
    yield f"{name} = ["
    row = " "
    for item in value:
        piece = f" {_value(item)},"
        if len(row) + len(piece) > _WIDTH and row.strip():
            yield row
            row = " "
        row += piece
    yield from (row, "]")


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return _text(value)


def _text(text: str) -> str:
    """A basic string; JSON's escapes are all known to TOML, which wants U+007F escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
