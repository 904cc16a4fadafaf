"""The section on what outlets changed in the same wire story: both versions side by side."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from framing.reporting.labels import variant_label
from framing.reporting.passages import MAX_WORDS, safe_url, short_title
from framing.reporting.selection import articles_by_id

if TYPE_CHECKING:
    from framing.reporting.result import Comparison

MOST_STORIES = 10
MOST_EDITS = 8
_LEAD = 8
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One of the two versions of a story: outlet, date, headline and where it stands."""

    outlet: str
    date: str
    title: str
    origin: str
    url: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """One difference. `a` and `b` are excerpts in pieces, each with whether it differs; empty where absent.

    `terms` are changed wordings: the thing named, the words in the first version, those in the second.
    """

    field: str
    a: tuple[tuple[str, bool], ...]
    b: tuple[tuple[str, bool], ...]
    terms: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WireStory:
    """Two versions of one wire story and a choice of their differences. `n_edits` are all of them."""

    anchor: str
    a: Version
    b: Version
    edits: tuple[Edit, ...]
    n_edits: int


def wire_stories(comparison: Comparison) -> tuple[WireStory, ...]:
    """All pairs of versions that differ, those with the most changed wordings first."""
    by_id = articles_by_id(comparison)
    pairs: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in comparison.tables.wire_edits:
        pairs[row["article_a"], row["article_b"]].append(row)
    ordered = sorted(pairs.items(), key=lambda item: (-sum(len(r["terms"]) for r in item[1]), item[0]))
    stories = []
    for n, ((a, b), rows) in enumerate(ordered, start=1):
        chosen = _chosen(rows)
        stories.append(
            WireStory(
                anchor=f"wire-{n}",
                a=_version(by_id[a]),
                b=_version(by_id[b]),
                edits=tuple(_edit(row, by_id[a], by_id[b], comparison) for row in chosen),
                n_edits=len(rows),
            )
        )
    return tuple(stories)


def _version(article: Mapping[str, Any]) -> Version:
    return Version(
        outlet=article["outlet"],
        date=article["date"] or "",
        title=short_title(article),
        origin=article["origin"],
        url=safe_url(article["url"]),
    )


def _chosen(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """At most `MOST_EDITS` rows, in the order of the story.

    Changed wordings come first, then other changes; then, in turn, what only the one version has and
    what only the other one has, so that neither outlet is shown leaving out more than it did.
    """
    first = [r for r in rows if r["terms"] and r["kind"] == "changed"]
    second = [r for r in rows if not r["terms"] and r["kind"] == "changed"]
    alone = {kind: [r for r in rows if r["kind"] == kind] for kind in ("dropped", "added")}
    depth = max(map(len, alone.values()))
    turns = [alone[kind][n] for n in range(depth) for kind in ("dropped", "added") if n < len(alone[kind])]
    chosen = {id(r) for r in [*first, *second, *turns][:MOST_EDITS]}
    return [r for r in rows if id(r) in chosen]


def _edit(row: Mapping[str, Any], a: Mapping[str, Any], b: Mapping[str, Any], comparison: Comparison) -> Edit:
    field = row["field"]
    first = a[field][row["start_a"] : row["end_a"]] if row["start_a"] is not None else ""
    second = b[field][row["start_b"] : row["end_b"]] if row["start_b"] is not None else ""
    pieces_a, pieces_b = marked_pair(first, second)
    return Edit(
        field="headline" if field == "title" else "text",
        a=pieces_a,
        b=pieces_b,
        terms=tuple(_terms(term, comparison) for term in row["terms"]),
    )


def _terms(term: Mapping[str, Any], comparison: Comparison) -> tuple[str, str, str]:
    concept = term["concept"]

    def words(variants: Sequence[str]) -> str:
        labels = Counter(variant_label(comparison.lexicon, concept, v) for v in variants)
        return ", ".join(f"{label} ×\xa0{n}" if n > 1 else label for label, n in labels.items()) or "nothing"

    return comparison.lexicon.concept(concept).title, words(term["before"]), words(term["after"])


Pieces = tuple[tuple[str, bool], ...]


def marked_pair(a: str, b: str) -> tuple[Pieces, Pieces]:
    """Two texts as pieces of at most `MAX_WORDS` words each, with the words that differ marked.

    A text whose counterpart is empty has no marks.

    >>> marked_pair("The road to Shusha", "The road to Shushi")
    ((('The road to ', False), ('Shusha', True)), (('The road to ', False), ('Shushi', True)))
    >>> marked_pair("Snow fell.", "")
    ((('Snow fell.', False),), ())
    """
    words_a, words_b = _WORD.findall(a), _WORD.findall(b)
    matcher = SequenceMatcher(None, words_a, words_b, autojunk=False)
    same_a, same_b = set[int](), set[int]()
    for match in matcher.get_matching_blocks():
        same_a |= set(range(match.a, match.a + match.size))
        same_b |= set(range(match.b, match.b + match.size))
    if not words_a or not words_b:
        same_a, same_b = set(range(len(words_a))), set(range(len(words_b)))
    return _pieces(words_a, same_a), _pieces(words_b, same_b)


def _pieces(words: Sequence[str], same: set[int]) -> Pieces:
    first = next((n for n in range(len(words)) if n not in same), 0)
    begin = max(0, min(first - _LEAD, len(words) - MAX_WORDS)) if len(words) > MAX_WORDS else 0
    end = min(begin + MAX_WORDS, len(words))
    pieces: list[list[Any]] = [["… ", False]] if begin else []
    for n in range(begin, end):
        mark = n not in same
        if pieces and pieces[-1][1] == mark:
            pieces[-1][0] += words[n] + " "
        else:
            pieces.append([words[n] + " ", mark])
    if pieces and end == len(words):
        pieces[-1][0] = pieces[-1][0].rstrip()
    elif pieces:
        pieces.append(["…", False])
    # A mark ends with its last letter, not with the space after it.
    tidy: list[tuple[str, bool]] = []
    for text, mark in pieces:
        if mark and text.endswith(" "):
            tidy += [(text[:-1], True), (" ", False)]
        elif tidy and tidy[-1] == (" ", False):
            tidy[-1] = (" " + text, False)
        else:
            tidy.append((text, mark))
    return tuple(tidy)
