"""Files, folders, globs and standard input in; a corpus of articles out."""

from __future__ import annotations

import glob
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any, NamedTuple, overload

from framing.errors import InputError
from framing.language import detect_language
from framing.reading.dates import Order, order_of, parse_date
from framing.reading.decode import BAD_BYTE, decode, unzip
from framing.reading.digest import read_digest
from framing.reading.html import read_html
from framing.reading.jsons import read_json, read_json_lines
from framing.reading.lost_headers import lost_header_notice
from framing.reading.mapping import article_of, find_columns, length_problem, require_text
from framing.reading.outlets import Outlets, load_outlets
from framing.reading.tabular import read_csv, read_parquet
from framing.records import Article, Skipped


@dataclass(frozen=True, kw_only=True)
class Corpus(Sequence[Article]):
    """Articles in the order read, and everything that was not used.

    `skipped` holds what could not be read, `notices` what was read with a reservation, `inputs` the
    SHA-256 of each file. `label` is printed with every result, such as that the articles are invented.
    """

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...] = ()
    notices: tuple[str, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    label: str = ""

    def __len__(self) -> int:
        return len(self.articles)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Article, ...]: ...
    def __getitem__(self, index: int | slice) -> Article | tuple[Article, ...]:
        return self.articles[index]

    def __repr__(self) -> str:
        """Counts: a notebook keeps what it shows, and would keep every article whole.

        >>> Corpus(articles=())
        <Corpus: 0 articles, 0 skipped>
        """
        n = len(self)
        return f"<Corpus: {n} article{'s' * (n != 1)}, {len(self.skipped)} skipped>"

    def _repr_html_(self) -> str:
        """A small table for Jupyter; article text is escaped."""
        rows = "".join(
            f"<tr><td>{escape(a.outlet)}</td><td>{a.date or ''}</td><td>{escape(a.title[:90])}</td></tr>"
            for a in self.articles[:10]
        )
        more = f"<p>… and {len(self) - 10} more</p>" if len(self) > 10 else ""
        return (
            f"<p><b>Corpus</b>: {len(self)} articles, {len(self.skipped)} skipped</p>"
            f"<table><tr><th>outlet</th><th>date</th><th>title</th></tr>{rows}</table>{more}"
        )


def read(
    *paths: str | Path,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    outlets: Outlets | None = None,
    format: str | None = None,
) -> Corpus:
    """The articles of files, folders and globs; `-` is standard input.

    The format follows from the file's name (`.jsonl`, `.json`, `.csv`, `.tsv`, `.parquet`, `.txt`,
    each also with `.gz`) unless `format` names it. `mapping` gives the file's own name for one of
    our columns, as in `{"text": "body"}`. A file or record that cannot be used is a row in
    `skipped`. Raises InputError when nothing at all could be read.
    """
    registry = outlets or load_outlets()
    articles: list[Article] = []
    skipped: list[Skipped] = []
    notices: list[str] = []
    inputs: dict[str, str] = {}
    for path in _expand(paths, skipped):
        try:
            data = sys.stdin.buffer.read() if path == "-" else _bytes(path)
            where = "standard input" if path == "-" else Path(path).name
            inputs[where] = hashlib.sha256(data).hexdigest()
            data = unzip(data, where=where)
            kind = format or _format(path, data, mapping or {})
            source = _Source(
                where=where,
                data=data,
                mapping=mapping or {},
                encoding=encoding,
                outlets=registry,
                notices=notices,
            )
            for item in _READERS[kind](source):
                if isinstance(item, Article):
                    articles.append(item)
                else:
                    skipped.append(item)
        except InputError as error:
            skipped.append(Skipped(origin=error.where, reason=_reason(error)))
    if not articles:
        raise InputError(_nothing(skipped), where=", ".join(str(p) for p in paths)[:200] or "no input")
    notices += _unlisted(articles, registry)
    return Corpus(
        articles=tuple(_distinct(articles, notices)),
        skipped=tuple(skipped),
        notices=tuple(notices),
        inputs=inputs,
    )


def _expand(paths: Iterable[str | Path], skipped: list[Skipped]) -> Iterator[str]:
    for path in paths:
        name = str(path)
        if name == "-":
            yield name
        elif Path(name).is_dir():
            files = sorted(str(p) for p in Path(name).rglob("*") if p.is_file() and not _hidden(p, name))
            found = [file for file in files if _known_suffix(file)]
            skipped.extend(_of_other_kinds(name, [file for file in files if not _known_suffix(file)]))
            if not found:
                skipped.append(Skipped(origin=name, reason=f"no file that can be read; known: {_KNOWN}"))
            yield from found
        elif Path(name).exists() or not glob.has_magic(name):
            yield name
        else:
            found = sorted(p for p in glob.glob(name, recursive=True) if Path(p).is_file())
            if not found:
                skipped.append(Skipped(origin=name, reason="no file matches this pattern"))
            yield from found


def _hidden(path: Path, folder: str) -> bool:
    """What a computer keeps for itself in a folder: `.DS_Store`, `.git`."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _of_other_kinds(folder: str, files: Sequence[str]) -> Iterator[Skipped]:
    """One row for each kind of file that is not read: a saved web page can bring a hundred pictures."""
    kinds: dict[str, list[str]] = {}
    for file in files:
        kinds.setdefault(Path(file).suffix.lower() or "without an ending", []).append(file)
    for kind, those in sorted(kinds.items()):
        names = ", ".join(str(Path(file).relative_to(folder)) for file in those[:3])
        more = f" and {len(those) - 3} more" if len(those) > 3 else ""
        reason = (
            f"{len(those)} file{'s' * (len(those) > 1)} of a kind that is not read, {kind}: {names}{more}"
        )
        yield Skipped(
            origin=folder,
            reason=f"{reason}. What to do: save them as one of {_KNOWN}, where they hold articles",
        )


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", where=path, do="check the name and the folder") from None
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", where=path, do="check its permissions"
        ) from None
    except ValueError:
        raise InputError("not a file name", where=repr(path)) from None


def _reason(error: InputError) -> str:
    return error.found + (f". What to do: {error.do}" if error.do else "")


def _nothing(skipped: Sequence[Skipped]) -> str:
    if not skipped:
        return "nothing to read. What to do: give a file, a folder, a glob or -"
    first = "; ".join(f"{s.origin}: {s.reason}" for s in skipped[:3])
    more = f" (and {len(skipped) - 3} more)" if len(skipped) > 3 else ""
    return f"no article could be read. {first}{more}"


def _unlisted(articles: Iterable[Article], outlets: Outlets) -> Iterator[str]:
    """A notice that lists the outlets which the registry does not know; their articles are kept."""
    names = sorted({a.outlet for a in articles if outlets.by_id(a.outlet_id) is None})
    if names:
        more = f" and {len(names) - 30} more" if len(names) > 30 else ""
        yield (
            f"not in the outlet registry, kept under their own names: {', '.join(names[:30])}{more} "
            "(--grouping FILE.csv puts them into groups)"
        )


def _distinct(articles: Iterable[Article], notices: list[str]) -> Iterator[Article]:
    seen: dict[str, int] = {}
    for article in articles:
        seen[article.id] = seen.get(article.id, 0) + 1
        if seen[article.id] > 1:
            new = f"{article.id}~{seen[article.id]}"
            while new in seen:
                new += "~"
            seen[new] = 1
            notices.append(f"{article.origin}: the id {article.id!r} was taken; this article is {new!r}")
            article = replace(article, id=new)
        yield article


# ---- formats: how to read each, how to recognise it ------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Source:
    """One opened input and what is needed to read it."""

    where: str
    data: bytes
    mapping: Mapping[str, str]
    encoding: str | None
    outlets: Outlets
    notices: list[str]

    def text(self, *, keep_bad_bytes: bool = False) -> str:
        text, notice = decode(self.data, where=self.where, encoding=self.encoding)
        if notice:
            self.notices.append(notice)
        if not text.strip():
            raise InputError("the file is empty", where=self.where, do="check that it was saved")
        return text if keep_bad_bytes else BAD_BYTE.sub("\ufffd", text)


def _from_digest(source: _Source) -> Iterator[Article | Skipped]:
    articles, skipped = read_digest(source.text(), where=source.where, outlets=source.outlets)
    for article in articles:
        if too_long := length_problem(article.text):
            yield Skipped(origin=article.origin, reason=too_long)
        else:
            if notice := lost_header_notice(article, source.outlets):
                source.notices.append(notice)
            yield article if article.language else replace(article, language=detect_language(article.text))
    yield from skipped


def _from_json_lines(source: _Source) -> Iterator[Article | Skipped]:
    rows = read_json_lines(source.text(keep_bad_bytes=True), where=source.where)
    yield from _articles(source, rows)


def _from_json(source: _Source) -> Iterator[Article | Skipped]:
    yield from _articles(source, read_json(source.text(), where=source.where))


def _from_csv(source: _Source, delimiter: str | None = None) -> Iterator[Article | Skipped]:
    names, rows = read_csv(source.text(), where=source.where, delimiter=delimiter)
    yield from _articles(source, rows, names)


def _from_tsv(source: _Source) -> Iterator[Article | Skipped]:
    yield from _from_csv(source, delimiter="\t")


def _from_parquet(source: _Source) -> Iterator[Article | Skipped]:
    names, rows = read_parquet(source.data, where=source.where)
    yield from _articles(source, rows, names)


def _from_html(source: _Source) -> Iterator[Article | Skipped]:
    yield from _articles(source, [(source.where, read_html(source.text(), where=source.where))])


def _articles(
    source: _Source, rows: Iterable[tuple[str, dict[str, Any]] | Skipped], names: Sequence[str] | None = None
) -> Iterator[Article | Skipped]:
    table_columns = find_columns(names or (), source.mapping)
    if names is not None:
        require_text(table_columns, names, where=source.where)
    stem = source.where.split(".", 1)[0].replace(" ", "-") or "article"
    read: list[_Row | Skipped] = []
    for given in rows:
        if isinstance(given, Skipped):
            read.append(given)
        else:
            place, record = given
            read.append(_Row(place, record, table_columns or find_columns(record, source.mapping)))
    if not read:
        raise InputError("the file has no record", where=source.where, do="check that it was saved whole")
    order = _order_of_dates(source, read)
    for number, row in enumerate(read, start=1):
        if isinstance(row, Skipped):
            yield row
            continue
        yield article_of(
            row.record,
            row.columns,
            number=number,
            stem=stem,
            origin=row.place,
            outlets=source.outlets,
            notices=source.notices,
            order=order,
        )


class _Row(NamedTuple):
    """A record, where it stands, and which of its columns hold what."""

    place: str
    record: dict[str, Any]
    columns: dict[str, str]


def _order_of_dates(source: _Source, rows: Iterable[_Row | Skipped]) -> Order | None:
    """What stands first in the dates of this file, and a notice where a date is read by it."""
    cells = (
        row.record.get(row.columns["date"]) for row in rows if isinstance(row, _Row) and "date" in row.columns
    )
    dates = [cell for cell in cells if isinstance(cell, str)]
    order = order_of(dates)
    unclear = next((d for d in dates if order and not parse_date(d)[0] and parse_date(d, order)[0]), None)
    if unclear:
        source.notices.append(
            f"{source.where}: dates such as {unclear[:40]!r} are read with the {order} first, since other "
            "dates of this file can only be read in that way"
        )
    return order


_READERS: dict[str, Callable[[_Source], Iterator[Article | Skipped]]] = {
    "digest": _from_digest,
    "jsonl": _from_json_lines,
    "json": _from_json,
    "csv": _from_csv,
    "tsv": _from_tsv,
    "parquet": _from_parquet,
    "html": _from_html,
}
_SUFFIXES = {
    ".txt": "digest",
    ".eml": "digest",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".html": "html",
    ".htm": "html",
}
_KNOWN = ", ".join(sorted(_SUFFIXES))
FORMATS = tuple(_READERS)


def _known_suffix(name: str) -> bool:
    return Path(name.removesuffix(".gz")).suffix.lower() in _SUFFIXES


def _format(path: str, data: bytes, mapping: Mapping[str, str]) -> str:
    """By the file's name; what comes without one, as from standard input, by its first bytes."""
    suffix = Path(path.removesuffix(".gz")).suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if data.startswith(b"PAR1"):
        return "parquet"
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if first == b"{":
        return "jsonl" if b"\n" in data.strip() else "json"
    if first in (b"[", b"<"):
        return {b"[": "json", b"<": "html"}[first]
    return "csv" if _has_header(data, mapping) else "digest"


def _has_header(data: bytes, mapping: Mapping[str, str]) -> bool:
    """Whether the first line names two of our columns or more, the text among them, and is no headline."""
    line = data[:10_000].decode("utf-8", errors="replace").lstrip("\ufeff \r\n").split("\n", 1)[0]
    try:
        names, _ = read_csv(line, where="")
    except InputError:
        return False
    columns = find_columns(names, mapping)
    return len(columns) > 1 and "text" in columns
