"""VADER's rules: every score is that of the authors' own program, whatever the text."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

from framing.annotation.vader import Scores, Vader, load_word_lists
from framing.language import find_sentences, load_language

CASES = Path(__file__).parent / "cases" / "tone"
AUTHORS = SentimentIntensityAnalyzer()
VADER = Vader()

LEFT_OUT = frozenset({"war", "killed", "peace", "bad", "no"})
VADER_WITHOUT = Vader(left_out=LEFT_OUT)
AUTHORS_WITHOUT = SentimentIntensityAnalyzer()
for form in LEFT_OUT:
    del AUTHORS_WITHOUT.lexicon[form]


def authors_score(text: str) -> float:
    return AUTHORS.polarity_scores(text)["compound"]


def sentences_of(text: str) -> list[str]:
    return [text[s.start : s.end] for s in find_sentences(text, load_language("en"))]


def cases() -> list:
    found = []
    for name in ("negation", "contrast", "emphasis"):
        for case in tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]:
            found.append(pytest.param(case, id=f"{name}: {case['why']}"))
    return found


@pytest.mark.parametrize("case", cases())
def test_a_rule_would_score_otherwise_than_the_authors(case):
    assert VADER.scores(case["text"]).raw == case["score"] == authors_score(case["text"])


def test_a_sentence_of_the_demo_corpus_would_get_another_score(demo_tables):
    texts = [s for a in demo_tables.articles for s in (a["title"], *sentences_of(a["text"]))]
    assert len(texts) > 500
    assert [VADER.scores(t).raw for t in texts] == [authors_score(t) for t in texts]


def test_a_sentence_of_the_digest_would_get_another_score(shared):
    texts = sentences_of((shared / "seeds" / "digest-2020-12.txt").read_text(encoding="utf-8"))
    assert len(texts) > 100
    assert [VADER.scores(t).raw for t in texts] == [authors_score(t) for t in texts]


def test_a_sentence_of_two_thousand_from_newspapers_would_get_another_score(shared):
    texts: list[str] = []
    with (shared / "eval" / "polnear_dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            texts += sentences_of(json.loads(line)["text"])
    assert len(texts) >= 2000
    assert [VADER.scores(t).raw for t in texts[:2000]] == [authors_score(t) for t in texts[:2000]]


# Texts out of what the rules look at, far denser than any newspaper.
FORMS = sorted(
    {
        *BOOSTER_DICT,
        *NEGATE,
        *SPECIAL_CASES,
        "no",
        "or",
        "nor",
        "so",
        "this",
        "never so",
        "least",
        "at",
        "very",
    }
    | {"kind", "of", "but", "doubt", "without doubt", "good", "bad", "war", "peace", "great", "terrible"}
    | {"n't", "isn’t", "badass", "to", "die", "for", "the", "bomb", "killed", "US", "table", "road", "2020"}
)
SIGNS = ["!", "?", ".", ",", "'", "“", "”", "(", ")", ":)", ":D", "…", "-", "\u00a0", "\n", "\t"]
EMOJI = sorted(load_word_lists().emoji)[::40]
WORDS = st.sampled_from(FORMS).flatmap(lambda w: st.sampled_from([w, w, w.upper(), w.capitalize()]))
PIECES = st.one_of(
    WORDS.map(" {} ".format),
    WORDS,
    st.just(" "),
    st.sampled_from(SIGNS),
    st.sampled_from(EMOJI),
    st.text(max_size=3),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_a_text_made_of_what_the_rules_look_at_would_get_another_score(text):
    assert VADER.scores(text).raw == authors_score(text)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_would_get_another_score(text):
    score, raw = VADER.scores(text)
    assert raw == score == authors_score(text)
    assert -1 <= raw <= 1


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=15).map(" ".join))
def test_a_score_without_words_would_differ_from_a_lexicon_that_lacks_them(text):
    """The oracle is the authors' program with these entries taken out of its lexicon."""
    expected = AUTHORS_WITHOUT.polarity_scores(text)["compound"]
    assert VADER_WITHOUT.scores(text) == Scores(expected, authors_score(text))


def test_a_hostile_text_would_take_minutes():
    """Two hundred thousand scored words in one sentence, all equal, with a contrast: no step is quadratic."""
    import time

    start = time.process_time()
    scores = [
        VADER.scores(f"{word} " * 200_000 + "but fine").raw for word in ("good", "GOOD", "no", "x" * 50)
    ]
    assert time.process_time() - start < 20
    assert scores[0] == scores[1] == 1.0


def test_the_memory_of_words_would_grow_without_end(monkeypatch):
    monkeypatch.setattr("framing.annotation.vader._MOST_WORDS", 10)
    vader = Vader()
    text = " ".join(f"word{n}" for n in range(50)) + " good"
    assert vader.scores(text).raw == authors_score(text)
    assert len(vader._words) <= 10


def test_an_explanation_would_not_add_up_to_the_score():
    text = "NO good came of the war, but the peace was very good and not bad!"
    values = sum(value for _, value in VADER.explain(text)) + 0.292
    assert round(values / (values * values + 15) ** 0.5, 4) == VADER.scores(text).raw == authors_score(text)


def test_no_description_of_an_emoji_holds_an_emoji():
    """Else a text with one would be spelled out for ever."""
    emoji = load_word_lists().emoji
    assert emoji
    assert not any(set(text) & set(emoji) for text in emoji.values())
