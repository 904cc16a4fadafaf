"""A lexicon as rows with named columns, as a spreadsheet and a comparison of two lexicons need it.

One row for the lexicon itself, one for each association, party, group, source, concept and variant. A list
of words is one value, a list for one language has the language behind a dot: `forms.en`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from framing.errors import LexiconError
from framing.lexicon import schema
from framing.lexicon.records import Lexicon
from framing.lexicon.tables import lexicon_table

_ELSEWHERE = ("associations", "anchor", "unpaired", "party", "concept", "source", "group")

#: What each kind of row may hold; the kinds are those of `framing.lexicon.schema`.
KINDS: dict[str, dict[str, str]] = {
    "lexicon": {key: kind for key, kind in schema.HEADER.items() if key not in _ELSEWHERE},
    "association": {"id!": "id", "title!": "text"},
    "unpaired": {"id!": "text", "note!": "text"},
    "anchor": dict(schema.ANCHOR),
    "party": dict(schema.PARTY),
    "group": dict(schema.GROUP),
    "source": dict(schema.SOURCE),
    "concept": {key: kind for key, kind in schema.CONCEPT.items() if key != "variant!"},
    "variant": {"concept!": "id", **schema.VARIANT},
}

#: Columns from left to right; those with words have one column a language.
ORDER = (
    *("row", "concept", "id", "title", "association", "strength", "forms", "case_forms", "dated_forms"),
    *("note", "sources", "anchor", "sight", "capital", "valid_from", "valid_to", "periods", "agent"),
    *("patient", "object", "near", "sides", "roles", "description", "contested", "ambiguity", "names"),
    *("dual", "exclusions", "elsewhere", "left_out", "citation", "url", "checked", "opponent", "lands"),
    *("words", "concepts", "pair_one", "pair_two", "endings", "version", "date", "languages", "reviewed"),
)

#: A text, or a list of words.
Value = str | tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One entry of a lexicon. `concept` is empty but for a variant, `id` is empty for the anchor."""

    kind: str
    concept: str
    id: str
    values: Mapping[str, Value]


def lexicon_rows(lexicon: Lexicon) -> tuple[Row, ...]:
    """All entries of a lexicon, each with its values by column; what is empty has no column.

    >>> from framing.lexicon import load_lexicon
    >>> rows = lexicon_rows(load_lexicon())
    >>> rows[0].kind, rows[0].values["title"]
    ('lexicon', 'Nagorno-Karabakh')
    >>> next(row.values["forms.en"][0] for row in rows if row.id == "artsakh")
    'Artsakh'
    """
    return tuple(_rows(lexicon_table(lexicon)))


def column_kind(kind: str, column: str) -> str | None:
    """What a column holds in this kind of row: a kind of the schema, or None where it does not belong.

    >>> column_kind("variant", "forms.en"), column_kind("source", "forms.en")
    ('forms', None)
    """
    key, dot, _ = column.partition(".")
    kinds = {name.rstrip("!"): what for name, what in KINDS[kind].items()}
    return kinds.get(key) if (kinds.get(key) == "forms") == bool(dot) else None


def parsed(words: Sequence[str], kind: str, *, where: str) -> Any:
    """A table or a list of tables from words such as `role = agent`. Raises LexiconError.

    >>> parsed(["from = 2023-09-28, association = armenian"], "tables", where="x")
    [{'from': '2023-09-28', 'association': 'armenian'}]
    >>> parsed(["role = agent", "armenia = armenian"], "table", where="x")
    {'role': 'agent', 'armenia': 'armenian'}
    """
    if kind == "tables":
        return [dict(_pair(pair, where) for pair in word.split(",")) for word in words]
    return dict(_pair(word, where) for word in words)


def _rows(table: Mapping[str, Any]) -> Iterator[Row]:
    yield _row("lexicon", {key: value for key, value in table.items() if key not in _ELSEWHERE})
    for key, label in table.get("associations", {}).items():
        yield _row("association", {"id": key, "title": label})
    for key, reason in table.get("unpaired", {}).items():
        yield _row("unpaired", {"id": key, "note": reason})
    if "anchor" in table:
        yield _row("anchor", table["anchor"])
    for kind in ("party", "group", "source"):
        for entry in table.get(kind, ()):
            yield _row(kind, entry)
    for concept in table.get("concept", ()):
        yield _row("concept", {key: value for key, value in concept.items() if key != "variant"})
        for variant in concept["variant"]:
            yield _row("variant", {"concept": concept["id"], **variant})


def _row(kind: str, table: Mapping[str, Any]) -> Row:
    kinds = {name.rstrip("!"): what for name, what in KINDS[kind].items()}
    values: dict[str, Value] = {}
    for key, value in table.items():
        if kinds[key] == "forms":
            values |= {f"{key}.{language}": tuple(words) for language, words in value.items()}
        else:
            values[key] = _value(value)
    concept = table.get("concept", "") if kind == "variant" else ""
    return Row(kind=kind, concept=concept, id=table.get("id", ""), values=values)


def _value(value: Any) -> Value:
    if isinstance(value, bool):
        return "true"
    if isinstance(value, Mapping):
        return tuple(f"{key} = {item}" for key, item in value.items())
    if isinstance(value, list):
        return tuple(item if isinstance(item, str) else ", ".join(_value(item)) for item in value)
    return str(value)


def _pair(text: str, where: str) -> tuple[str, str]:
    key, sign, value = (part.strip() for part in text.partition("="))
    if not (key and sign and value):
        raise LexiconError(f"{where}: {text.strip()!r} is not a pair. Write for example role = agent.")
    return key, value
