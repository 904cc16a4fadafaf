"""One record of a table or JSON file to one article, by column names."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from framing.errors import InputError, UnknownNameError
from framing.language import detect_language
from framing.reading.dates import Order, parse_date, why_no_date
from framing.reading.jsons import name_of_kind
from framing.reading.outlets import Outlets
from framing.records import ZONES, Article, Skipped, Zone

#: The columns that a record may have, each with the other names under which it is found.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("article_id", "uid", "guid"),
    "title": ("headline", "heading", "titre", "заголовок", "başlık"),
    "text": ("body", "content", "article", "full_text", "fulltext", "article_text", "maintext"),
    "outlet": ("outlet_id", "source", "publisher", "media", "publication", "site"),
    "date": ("published", "published_at", "date_published", "pub_date", "pubdate", "datetime"),
    "url": ("link", "permalink", "web_url"),
    # Where there is no address: it tells the outlet, and is not kept.
    "domain": ("hostname", "host", "source_domain"),
    "language": ("lang",),
    "authors": ("author", "byline"),
    "event": ("event_id",),
    "zones": (),
}

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

#: Longer texts are not articles; they are files that were joined by mistake.
MAX_CHARS = 5_000_000


def parse_mapping(pairs: Iterable[str]) -> dict[str, str]:
    """`["text=body"]` to `{"text": "body"}`: our column, then the file's own.

    Raises InputError for a pair without `=`, UnknownNameError for a column that we do not have.

    >>> parse_mapping(["text=body", "outlet=paper"])
    {'text': 'body', 'outlet': 'paper'}
    """
    mapping = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not equals or not theirs.strip():
            raise InputError(
                f"{pair!r} is not of the form column=name",
                where="--map",
                do="write for example --map text=body",
            )
        if ours.strip() not in COLUMNS:
            raise UnknownNameError(ours.strip(), kind="column", known=list(COLUMNS))
        mapping[ours.strip()] = theirs.strip()
    return mapping


def find_columns(names: Iterable[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Which of the file's names serves each of our columns; a mapped name wins, then our own name.

    >>> find_columns(["Headline", "body", "date"], {})
    {'title': 'Headline', 'text': 'body', 'date': 'date'}
    """
    by_folded = {name.strip().casefold(): name for name in reversed(list(names))}
    found = {}
    for column, others in COLUMNS.items():
        wanted = (mapping[column],) if column in mapping else (column, *others)
        for name in wanted:
            if name.casefold() in by_folded:
                found[column] = by_folded[name.casefold()]
                break
    return found


def require_text(columns: Mapping[str, str], names: Iterable[str], *, where: str) -> None:
    """Raises InputError, naming the columns that are there, when none of them holds the text."""
    if "text" not in columns:
        there = ", ".join(repr(n[:40]) for n in list(names)[:12]) or "none"
        raise InputError(
            f"no column holds the article text; the columns are {there}",
            where=where,
            do="name it, for example --map text=body",
        )


def article_of(
    record: Mapping[str, Any],
    columns: Mapping[str, str],
    *,
    number: int,
    stem: str,
    origin: str,
    outlets: Outlets,
    notices: list[str],
    order: Order | None = None,
) -> Article | Skipped:
    """The article of one record, its text exactly as given, or why there is none.

    `order` is what stands first in dates such as 03/04/2021, where the other dates of the file tell.
    Lone surrogates, which no file can hold, become U+FFFD one for one, so offsets stay.
    """

    def value(column: str) -> Any:
        got = record.get(columns.get(column, ""))
        return None if isinstance(got, float) and math.isnan(got) else got

    text = value("text")
    if not isinstance(text, str):
        found = "is empty" if text is None else f"holds {name_of_kind(text)}, not a text"
        return Skipped(origin=origin, reason=f"the column {columns.get('text', 'text')!r} {found}")
    if not text.strip():
        return Skipped(origin=origin, reason="the text is empty")
    if too_long := length_problem(text):
        return Skipped(origin=origin, reason=too_long)
    text, url = _clean(text), _string(value("url"))
    given = _string(value("date"))
    date, time = parse_date(given, order) if given else (None, None)
    if given and not date:
        notices.append(f"{origin}: the date {given[:40]!r} {why_no_date(given)} and is left out")
    domain = _string(value("domain"))
    address = url or (f"https://{domain}" if domain else None)
    outlet_id, outlet = outlets.resolve(name=_string(value("outlet")), url=address)
    return Article(
        id=_string(value("id")) or f"{stem}-{number}",
        outlet_id=outlet_id,
        outlet=outlet,
        title=_string(value("title")) or "",
        text=text,
        date=date,
        time=time,
        language=_string(value("language")) or detect_language(text),
        url=url,
        authors=_names(value("authors")),
        zones=_zones(value("zones"), len(text), origin, notices),
        origin=origin,
        event=_string(value("event")),
    )


def length_problem(text: str) -> str:
    """Why a text is too long to be an article, or an empty string."""
    if len(text) <= MAX_CHARS:
        return ""
    return f"the text has {len(text):,} characters, at most {MAX_CHARS:,} are read; split it into articles"


def _clean(text: str) -> str:
    return _LONE_SURROGATE.sub("\ufffd", text)


def _string(value: Any) -> str | None:
    if value is None or isinstance(value, (list, dict)):
        return None
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return _clean(text).strip() or None


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(";")
    if not isinstance(value, (list, tuple)):
        return ()
    return tuple(name for name in (_string(v) for v in value) if name)


def _zones(value: Any, length: int, origin: str, notices: list[str]) -> tuple[Zone, ...]:
    if isinstance(value, str):
        try:
            value = json.loads(value) if value.strip() else None
        except ValueError:
            value = [value]
    zones = []
    for item in value if isinstance(value, list) else ():
        try:
            zone = Zone(kind=item["kind"], start=int(item["start"]), end=int(item["end"]))
        except (TypeError, KeyError, ValueError):
            zone = Zone(kind="", start=0, end=0)
        if zone.kind in ZONES and 0 <= zone.start < zone.end <= length:
            zones.append(zone)
        else:
            notices.append(f"{origin}: a zone was left out: {str(item)[:60]!r} is not a kind, start and end")
    return tuple(sorted(zones, key=lambda z: z.start))
