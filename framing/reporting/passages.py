"""Passages: short excerpts with the counted words marked, so that a number can be checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from framing.language import find_words

#: An excerpt is a quotation for criticism, never the article: at most so many words in all.
MAX_WORDS = 30

#: What is written without blanks is one word, however long: a headline, and what is marked, has at most so
#: many characters.
MAX_CHARS = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """An excerpt in three parts, and where it stands. `url` is None unless it is http or https."""

    before: str
    marked: str
    after: str
    voice: str
    outlet: str
    date: str | None
    title: str
    origin: str
    url: str | None
    article_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Headline:
    """An article by its headline, and where it stands. `url` is None unless it is http or https."""

    title: str
    where: str
    url: str | None


def short_title(article: Mapping[str, Any]) -> str:
    """An article's headline in at most `MAX_WORDS` words and `MAX_CHARS` characters.

    >>> short_title({"title": "Rain"}), short_title({"title": "so " * 40})[-7:], short_title({"title": ""})
    ('Rain', 'so so …', '(no headline)')
    """
    words = (article["title"] or "(no headline)").split()
    short = " ".join(words[:MAX_WORDS])[:MAX_CHARS].rstrip()
    return short + (" …" if len(short) < len(" ".join(words)) else "")


def passage_of(article: Mapping[str, Any], *, field: str, start: int, end: int, voice: str) -> Passage:
    """The passage around a span, cut at the paragraph and at `MAX_WORDS` words.

    >>> row = {"text": "They fled Artsakh in haste.", "title": "", "outlet": "X", "date": None,
    ...        "origin": "a.txt:1", "url": "javascript:alert(1)", "article_id": "1"}
    >>> p = passage_of(row, field="text", start=10, end=17, voice="outlet")
    >>> p.before, p.marked, p.after, p.url
    ('They fled ', 'Artsakh', ' in haste.', None)
    """
    text = article[field]
    first = max(text.rfind("\n", 0, start) + 1, start - 400)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + 400)
    marked_words = find_words(text, start, end)
    whole = end
    if len(marked_words) > MAX_WORDS:
        end = marked_words[MAX_WORDS - 1].end
    end = min(end, start + MAX_CHARS)
    last = min(last, end) if end < whole else last
    side = max((MAX_WORDS - len(marked_words)) // 2, 0)
    left, right = find_words(text, first, start), find_words(text, end, last)
    cut_left, cut_right = len(left) > side, len(right) > side
    begin = (left[-side].start if side else start) if cut_left else first
    stop = (right[side - 1].end if side else end) if cut_right else last
    return Passage(
        before=("… " if cut_left else "") + text[begin:start].lstrip(),
        marked=text[start:end],
        after=text[end:stop].rstrip() + (" …" if cut_right or end < whole else ""),
        voice=voice,
        outlet=article["outlet"],
        date=article["date"],
        title=short_title(article),
        origin=article["origin"],
        url=safe_url(article["url"]),
        article_id=article["article_id"],
    )


def safe_url(url: str | None) -> str | None:
    """The address when a browser may follow it, else None.

    >>> safe_url("https://example.org/a"), safe_url("JavaScript:alert(1)"), safe_url(None)
    ('https://example.org/a', None, None)
    """
    return url if url and url.lower().startswith(("http://", "https://")) else None


def statement_row(attribution: Mapping[str, Any]) -> dict[str, Any]:
    """The first span of a statement, and in place of its voice who is heard and how: what a passage needs.

    >>> row = {"article_id": "1", "field": "text", "entity": None, "source": "a baker", "cue": "said",
    ...        "kind": "indirect", "content": [[4, 9], [12, 20]]}
    >>> found = statement_row(row)
    >>> found["start"], found["end"], found["voice"]
    (4, 9, 'indirect: a baker (said)')
    """
    who = attribution["entity"] or attribution["source"] or "no source named"
    cue = f" ({attribution['cue']})" if attribution["cue"] else ""
    start, end = attribution["content"][0]
    place = {"article_id": attribution["article_id"], "field": attribution["field"]}
    return place | {"start": start, "end": end, "voice": f"{attribution['kind']}: {who}{cue}"}


def sample(rows: Iterable[Mapping[str, Any]], *, most: int) -> list[Mapping[str, Any]]:
    """At most so many rows, taken in turn from each article, so that one long article cannot fill it.

    The same rows whatever their order.

    >>> rows = [{"article_id": a, "start": n} for a in "ab" for n in range(3)]
    >>> [(r["article_id"], r["start"]) for r in sample(rows, most=3)]
    [('a', 0), ('b', 0), ('a', 1)]
    """
    by_article: dict[str, list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=lambda r: (r["article_id"], r.get("field", "") != "title", r["start"])):
        by_article.setdefault(row["article_id"], []).append(row)
    queues: Sequence[list[Mapping[str, Any]]] = list(by_article.values())
    depth = max((len(q) for q in queues), default=0)
    return [q[n] for n in range(depth) for q in queues if n < len(q)][:most]
