"""Annotation tables: their columns, their rows, and a folder of them on disk.

The columns are a contract: columns may be added, never renamed (`tests/test_store.py` pins them).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from framing.errors import InputError

FORMATS = ("parquet", "jsonl")

#: Table, column, type. `json` columns hold lists: nested in JSON lines, JSON text in Parquet.
COLUMNS: dict[str, dict[str, str]] = {
    "articles": {
        "article_id": "str",
        "outlet_id": "str",
        "outlet": "str",
        "title": "str",
        "text": "str",
        "date": "str",
        "language": "str",
        "url": "str",
        "authors": "json",
        "zones": "json",
        "origin": "str",
        "n_tokens": "int",
        "n_sentences": "int",
        "wire": "str",
        "cluster_id": "str",
        "event_id": "str",
        "time": "str",
        "set_aside": "json",
        "notes": "json",
        "n_characters": "int",
        "wire_rule": "str",
        "event_rule": "str",
        "n_tokens_repeated": "int",
    },
    "mentions": {
        "article_id": "str",
        "field": "str",
        "start": "int",
        "end": "int",
        "surface": "str",
        "lexicon": "str",
        "concept": "str",
        "variant": "str",
        "association": "str",
        "strength": "str",
        "voice": "str",
        "zone": "str",
        "attribution_id": "str",
        "rule": "str",
        "kind": "str",
        "second": "str",
        "side": "str",
        "agent": "str",
        "patient": "str",
        "direction": "str",
        "nested": "json",
        "repeated": "bool",
    },
    "attributions": {
        "article_id": "str",
        "attribution_id": "str",
        "parent_id": "str",
        "field": "str",
        "kind": "str",
        "content": "json",
        "source_start": "int",
        "source_end": "int",
        "source": "str",
        "entity": "str",
        "affiliation": "str",
        "role": "str",
        "anonymous": "bool",
        "cue_start": "int",
        "cue_end": "int",
        "cue": "str",
        "cue_class": "str",
        "rule": "str",
        "n_words": "int",
        "repeated": "bool",
    },
    "tones": {
        "article_id": "str",
        "field": "str",
        "start": "int",
        "end": "int",
        "target": "str",
        "target_start": "int",
        "target_end": "int",
        "score": "float",
        "label": "int",
        "voice": "str",
        "score_raw": "float",
        "zone": "str",
        "repeated": "bool",
        "target_rule": "str",
        "reason": "str",
    },
    "skipped": {"origin": "str", "reason": "str"},
    "background": {
        "background_id": "str",
        "outlet_id": "str",
        "article_id": "str",
        "start": "int",
        "end": "int",
        "repeated": "bool",
        "n_articles": "int",
    },
    "wire_edits": {
        "cluster_id": "str",
        "article_a": "str",
        "article_b": "str",
        "field": "str",
        "kind": "str",
        "start_a": "int",
        "end_a": "int",
        "start_b": "int",
        "end_b": "int",
        "terms": "json",
    },
    "events": {
        "event_id": "str",
        "given": "bool",
        "language": "str",
        "n_articles": "int",
        "n_outlets": "int",
        "first_date": "str",
        "last_date": "str",
        "names": "json",
        "terms": "json",
        "reason": "str",
    },
}


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The rows of each table as plain dictionaries, in article order, and the manifest."""

    articles: list[dict[str, Any]] = field(default_factory=list)
    mentions: list[dict[str, Any]] = field(default_factory=list)
    attributions: list[dict[str, Any]] = field(default_factory=list)
    tones: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    background: list[dict[str, Any]] = field(default_factory=list)
    wire_edits: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    manifest: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.articles)

    def frame(self, table: str) -> Any:
        """One table as a pandas DataFrame, for people.

        Raises KeyError for a name that is not a table.
        """
        import pandas

        return pandas.DataFrame(getattr(self, table), columns=list(COLUMNS[table]))

    def __repr__(self) -> str:
        """Counts: a notebook keeps what it shows, and would keep every article whole.

        >>> Tables(skipped=[{"origin": "a.txt", "reason": "the file is empty"}])
        <Tables: 1 skipped>
        """
        filled = [f"{len(getattr(self, name))} {name}" for name in COLUMNS if getattr(self, name)]
        return f"<Tables: {', '.join(filled) or 'no rows'}>"

    def _repr_html_(self) -> str:
        """Counts for Jupyter."""
        counts = "".join(f"<tr><td>{name}</td><td>{len(getattr(self, name))}</td></tr>" for name in COLUMNS)
        lexicons = escape(", ".join(self.manifest.get("recipe", {}).get("lexicons", {})))
        return (
            f"<p><b>Annotation tables</b> (lexicon: {lexicons})</p>"
            f"<table><tr><th>table</th><th>rows</th></tr>{counts}</table>"
        )


def write_tables(tables: Tables, folder: str | Path, *, format: str = "parquet") -> Path:
    """Writes all tables and `manifest.json` into a folder, and gives the folder back.

    Everything is written under a temporary name first, so a run that fails leaves an older result
    as it was. A folder that holds other files is not touched: InputError.
    """
    if format not in FORMATS:
        raise InputError(
            f"unknown table format {format!r}", where="--format", do=f"use {' or '.join(FORMATS)}"
        )
    target = Path(folder)
    _require_ours(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        outputs = {}
        for name in COLUMNS:
            path = work / f"{name}.{format}"
            (_write_json_lines if format == "jsonl" else _write_parquet)(path, name, getattr(tables, name))
            outputs[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        manifest = tables.manifest | {"outputs": outputs}
        (work / "manifest.json").write_text(_dump(manifest, indent=1) + "\n", encoding="utf-8")
        work.chmod(0o755)
        _replace(work, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target


def read_tables(folder: str | Path) -> Tables:
    """The tables of a folder that `write_tables` made, of either format.

    Raises InputError for a folder that is none, with the file that is missing or broken.
    """
    path = Path(folder)
    manifest = read_manifest(path)
    tables = {name: _read_table(path, name) for name in COLUMNS}
    return Tables(**tables, manifest=manifest)


def join_tables(shards: Sequence[Tables]) -> Tables:
    """Several tables as one; copies, background and events stay as each run found them.

    Raises InputError for an article that is in two of them, and for different lexicons or versions.
    """
    if len(shards) == 1:
        return shards[0]
    recipes = [shard.manifest.get("recipe", {}) for shard in shards]
    if any(recipe != recipes[0] for recipe in recipes):
        raise InputError(
            "the tables were made with different lexicons or versions",
            where="manifest.json",
            do="annotate all articles with the same version and lexicon",
        )
    rows = {name: [row for shard in shards for row in getattr(shard, name)] for name in COLUMNS}
    often = Counter(row["article_id"] for row in rows["articles"])
    if any(n > 1 for n in often.values()):
        twice = min(article_id for article_id, n in often.items() if n > 1)
        raise InputError(
            f"the article {twice!r} is there twice", where="articles", do="give each article once"
        )
    label = next((label for shard in shards if (label := shard.manifest.get("label"))), None)
    notices = [notice for shard in shards for notice in shard.manifest.get("notices", ())]
    inputs = {k: v for shard in shards for k, v in shard.manifest.get("inputs", {}).items()}
    manifest = {
        "recipe": recipes[0],
        "counts": counts_of(rows),
        "label": label,
        "notices": notices,
        "inputs": inputs,
    }
    return Tables(**rows, manifest=manifest)


def read_manifest(folder: str | Path) -> dict[str, Any]:
    """The manifest of a folder that `write_tables` made. Raises InputError for a folder that is none."""
    try:
        manifest: dict[str, Any] = json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"no readable manifest.json ({error})",
            where=str(folder),
            do="give a folder made by framing annotate",
        ) from None
    return manifest


def read_columns(folder: str | Path, name: str, columns: Sequence[str]) -> Any:
    """Some columns of one table as a pyarrow Table; a column that the folder lacks is empty.

    Columns of lists come as JSON text. The other columns, such as the articles' text, are not loaded
    from Parquet, and dropped line by line from JSON lines. Raises InputError for a broken table.
    """
    import pyarrow
    import pyarrow.parquet

    path = Path(folder) / f"{name}.parquet"
    types = _arrow_types()
    kinds = {column: COLUMNS[name][column] for column in columns}
    try:
        if path.is_file():
            there = set(pyarrow.parquet.read_schema(path).names)
            table = pyarrow.parquet.read_table(path, columns=[c for c in columns if c in there])
        else:
            with path.with_suffix(".jsonl").open(encoding="utf-8") as file:
                rows = [tuple(json.loads(line).get(c) for c in columns) for line in file if line.strip()]
            values = dict(zip(columns, zip(*rows, strict=True), strict=True)) if rows else {}
            table = pyarrow.table(
                {
                    c: pyarrow.array(_texts(values.get(c, ()), kind), type=types[kind])
                    for c, kind in kinds.items()
                }
            )
    except (OSError, ValueError) as error:
        raise _broken(folder, name, error) from None
    for column in (c for c in columns if c not in table.column_names):
        empty = pyarrow.nulls(table.num_rows, type=types[kinds[column]])
        table = table.append_column(column, empty)
    return table


def is_tables(folder: str | Path) -> bool:
    """Whether this is a folder of annotation tables."""
    return (Path(folder) / "manifest.json").is_file()


def write_atomically(path: str | Path, text: str) -> Path:
    """Writes a text file under a temporary name and renames it, so that it is whole or not there."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return target


def _require_ours(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise InputError("this is a file", where=str(target), do="name a folder for the tables")
    ours = {f"{name}.{format}" for name in COLUMNS for format in FORMATS} | {"manifest.json"}
    other = sorted(p.name for p in target.iterdir() if p.name not in ours)
    if other:
        raise InputError(
            f"the folder holds other files ({other[0]})", where=str(target), do="name a new or empty folder"
        )


def _replace(work: Path, target: Path) -> None:
    old = None
    if target.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
        os.replace(target, old / "tables")
    os.replace(work, target)
    if old:
        shutil.rmtree(old, ignore_errors=True)


def _dump(value: Any, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)


def _write_json_lines(path: Path, table: str, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(_dump({name: row.get(name) for name in COLUMNS[table]}) + "\n")


def _write_parquet(path: Path, table: str, rows: list[dict[str, Any]]) -> None:
    import pyarrow
    import pyarrow.parquet

    types = _arrow_types()
    arrays = {}
    for name, kind in COLUMNS[table].items():
        values = _texts([row.get(name) for row in rows], kind)
        arrays[name] = pyarrow.array(values, type=types[kind])
    pyarrow.parquet.write_table(pyarrow.table(arrays), path, compression="zstd")


def _arrow_types() -> dict[str, Any]:
    import pyarrow

    return {
        "str": pyarrow.string(),
        "json": pyarrow.string(),
        "int": pyarrow.int64(),
        "float": pyarrow.float64(),
        "bool": pyarrow.bool_(),
    }


def _texts(values: Sequence[Any], kind: str) -> Sequence[Any]:
    """Lists as JSON text; everything else as it is."""
    return [None if v is None else _dump(v) for v in values] if kind == "json" else values


def _read_table(folder: Path, name: str) -> list[dict[str, Any]]:
    parquet, lines = folder / f"{name}.parquet", folder / f"{name}.jsonl"
    try:
        if parquet.is_file():
            import pyarrow.parquet

            rows: list[dict[str, Any]] = pyarrow.parquet.read_table(parquet).to_pylist()
            for row in rows:
                for column in (c for c, kind in COLUMNS[name].items() if kind == "json" and row.get(c)):
                    row[column] = json.loads(row[column])
            return rows
        with lines.open(encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.strip()]
    except (OSError, ValueError) as error:
        raise _broken(folder, name, error) from None


def _broken(folder: str | Path, name: str, error: Exception) -> InputError:
    return InputError(
        f"the table {name!r} cannot be read ({str(error)[:80]})",
        where=str(folder),
        do="run framing annotate again",
    )


def counts_of(tables: Mapping[str, list[dict[str, Any]]]) -> dict[str, int]:
    """Rows in each table, for the manifest."""
    return {name: len(rows) for name, rows in tables.items()}
