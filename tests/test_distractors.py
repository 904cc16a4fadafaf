"""Words of a real digest that look like contested terms and are none."""

from __future__ import annotations

import json
from pathlib import Path

import framing


def test_a_word_that_only_looks_like_a_term_is_a_mention(shared: Path) -> None:
    gold = json.loads((shared / "domain" / "seed_gold.json").read_text(encoding="utf-8"))
    titles = {article["id"]: article["headline"] for article in gold["articles"]}
    tables = framing.annotate(framing.read(shared / "seeds" / "digest-2020-12.txt"))
    articles = {article["title"]: article for article in tables.articles}
    assert len(gold["distractors"]) > 5
    for distractor in gold["distractors"]:
        article, words = articles[titles[distractor["article"]]], distractor["text"]
        place = article["text"].find(words)
        if place < 0:  # a line that the reader sets aside
            continue
        assert not [
            m["surface"]
            for m in tables.mentions
            if m["article_id"] == article["article_id"]
            and m["field"] == "text"
            and m["start"] < place + len(words)
            and m["end"] > place
        ], words
