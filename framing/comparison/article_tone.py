"""The tone of whole articles, of headlines against them, and every tone with event words counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

#: Measures with one item an article: whether there is enough is a question of articles, not of items.
PER_ARTICLE = frozenset(
    f"tone_{what}{ending}" for what in ("headline", "article", "gap") for ending in ("", "_raw")
)

#: A measure's ending, and the column of the table `tones` behind it: without event words, and with them.
COLUMNS = {"": "score", "_raw": "score_raw"}

#: Zones that do not belong to an article's running text.
NOT_BODY = frozenset(("headline", "caption", "credit", "footer"))

#: Measure, concept, category, voice, article id, score.
ToneItem = tuple[str, str, str, str, str, float]


def article_tone_items(tables: Any) -> Iterator[ToneItem]:
    """Items of `tone_article`, `tone_gap`, and of `tone_sentence_raw` and `tone_headline_raw`.

    - `tone_article`: the mean of an article's sentences in the newsroom's own voice (`outlet`), and of its
      sentences in whatever voice (`all`), without captions, credits and footers; in [-1, 1].
    - `tone_gap`: the headline's score minus that mean, in [-2, 2]; the headline may stand in any voice.
    - With `_raw`, the same from the scores that count event words; `tone_sentence_raw` and
      `tone_headline_raw` are those scores one by one, in their own voice and in the voice `all`.

    An article without the sentences that a mean needs has no item. Tones toward a target and rows without a
    score are left out.

    >>> from types import SimpleNamespace
    >>> row = {"article_id": "a", "target": None, "voice": "outlet", "zone": "body"}
    >>> headline = row | {"field": "title", "zone": "headline", "score": 0.5}
    >>> tones = [headline, row | {"field": "text", "score": -0.25}, row | {"field": "text", "score": 0.0}]
    >>> for item in article_tone_items(SimpleNamespace(tones=tones)): print(item)
    ('tone_article', '', 'mean', 'outlet', 'a', -0.125)
    ('tone_gap', '', 'mean', 'outlet', 'a', 0.625)
    ('tone_article', '', 'mean', 'all', 'a', -0.125)
    ('tone_gap', '', 'mean', 'all', 'a', 0.625)
    """
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for tone in tables.tones:
        if tone["target"] is None:
            rows[tone["article_id"]].append(tone)
    for article_id, tones in rows.items():
        for tone in tones:
            if tone.get("score_raw") is not None:
                measure = "tone_headline_raw" if tone["field"] == "title" else "tone_sentence_raw"
                for voice in (tone["voice"], "all"):
                    yield measure, "", "mean", voice, article_id, tone["score_raw"]
        for ending, column in COLUMNS.items():
            for measure, voice, score in _means(tones, column):
                yield f"{measure}{ending}", "", "mean", voice, article_id, score


def _means(tones: list[Mapping[str, Any]], column: str) -> Iterator[tuple[str, str, float]]:
    scored = [t for t in tones if t.get(column) is not None]
    headlines = [t[column] for t in scored if t["field"] == "title"]
    body = [t for t in scored if t["field"] == "text" and t.get("zone") not in NOT_BODY]
    for voice in ("outlet", "all"):
        scores = [t[column] for t in body if voice in (t["voice"], "all")]
        if scores:
            mean = sum(scores) / len(scores)
            yield "tone_article", voice, mean
            for headline in headlines:
                yield "tone_gap", voice, headline - mean
