"""A generated corpus for questions of wording: outlets in groups write about shared events, from a seed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from framing.records import Grouping
from framing.store import Tables

WORDS = tuple(
    a + b + c for a in ("ba", "ke", "lo", "mi", "nu") for b in ("ra", "te", "so") for c in "bdfgklmnpr"
)

#: What a test adds to an article: group, outlet and event to a sentence.
Addition = Callable[[str, str, str], str]


def make_tables(
    *,
    groups: int = 2,
    outlets: int = 4,
    events: int = 12,
    words: int = 60,
    seed: int = 0,
    addition: Addition = lambda group, outlet, event: "",
    covers: Callable[[str, str, int], bool] = lambda group, outlet, event: True,
) -> Tables:
    """One article by each outlet on each event that it covers: words of the event, of the outlet, of all."""
    rng = np.random.default_rng(seed)
    often = 1 / np.arange(1, len(WORDS) + 1)  # as words in any language: the n-th is n times as rare
    topic = {e: [WORDS[n] for n in rng.integers(0, len(WORDS), 6)] for e in range(events)}
    habits: dict[str, list[str]] = {}
    rows = []
    for g in range(groups):
        for o in range(outlets):
            group, outlet = f"group{g}", f"outlet{g}{o}"
            habits[outlet] = [WORDS[n] for n in rng.integers(0, len(WORDS), 4)]
            for e in (e for e in range(events) if covers(group, outlet, e)):
                drawn = [WORDS[n] for n in rng.choice(len(WORDS), words, p=often / often.sum())]
                drawn += [*topic[e], *topic[e], *habits[outlet]]
                text = " ".join(rng.permutation(drawn).tolist()) + ". " + addition(group, outlet, f"event{e}")
                rows.append(article_row(f"{outlet}-{e}", outlet, f"event{e}", text))
    return Tables(articles=rows)


def article_row(article_id: str, outlet: str, event: str | None, text: str) -> dict[str, object]:
    """A row of the table `articles` with what a comparison reads."""
    return {
        "article_id": article_id,
        "outlet_id": outlet,
        "outlet": outlet.title(),
        "title": "",
        "text": text,
        "date": "2021-05-01",
        "language": "en",
        "url": None,
        "authors": [],
        "zones": [],
        "origin": article_id,
        "n_tokens": len(text.split()),
        "n_sentences": 1,
        "n_characters": len(text),
        "n_tokens_repeated": 0,
        "wire": None,
        "cluster_id": None,
        "event_id": event,
        "notes": [],
    }


def make_grouping(tables: Tables, *, swapped: bool = False) -> Grouping:
    """`outlet03` is of `group0`; swapped, the first two groups exchange their outlets."""
    names = sorted({"group" + r["outlet_id"][6] for r in tables.articles})
    other = {**{n: n for n in names}, **({names[0]: names[1], names[1]: names[0]} if swapped else {})}
    return Grouping(
        name="made",
        title="Made groups",
        date="2026-01-01",
        rationale="for a test",
        groups={n: n.title() for n in names},
        members={r["outlet_id"]: other["group" + r["outlet_id"][6]] for r in tables.articles},
    )
