"""Tone: VADER's figures with and without event words, the voice, no score where no method exists."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.annotation.event_words import load_event_words
from framing.annotation.tone import label_of, score_sentence, score_tones, vader
from framing.annotation.voice import find_voices
from framing.engine import annotate_text
from framing.language import find_sentences, find_words, load_language
from framing.records import Article

CASES = Path(__file__).parent / "cases" / "tone"


def event_cases() -> list:
    data = tomllib.loads((CASES / "event_words.toml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["theme"]) for case in data["case"]]


def test_raw_scores_are_those_of_the_authors_own_package(demo_tables):
    reference = SentimentIntensityAnalyzer()
    texts = {a["article_id"]: a for a in demo_tables.articles}
    assert len(demo_tables.tones) > 500
    for tone in (t for t in demo_tables.tones if t["target"] is None):
        sentence = texts[tone["article_id"]][tone["field"]][tone["start"] : tone["end"]]
        assert tone["score_raw"] == reference.polarity_scores(sentence)["compound"]


def test_scores_are_those_of_a_word_list_without_event_words(demo_tables):
    reference = SentimentIntensityAnalyzer()
    for word in load_event_words().words & reference.lexicon.keys():
        del reference.lexicon[word]
    texts = {a["article_id"]: a for a in demo_tables.articles}
    for tone in (t for t in demo_tables.tones if t["target"] is None):
        sentence = texts[tone["article_id"]][tone["field"]][tone["start"] : tone["end"]]
        assert tone["score"] == reference.polarity_scores(sentence)["compound"]
        assert tone["label"] == label_of(tone["score"])


def test_every_headline_and_sentence_has_one_tone():
    found = annotate_text("The town was beautiful. People wept.", title="A good day")
    assert [(t.field, t.label) for t in found.tones] == [("title", 1), ("text", 1), ("text", -1)]


@pytest.mark.parametrize("case", event_cases())
def test_bad_or_good_news_would_pass_for_an_attitude(case):
    event, attitude = vader().scores(case["event"]), vader().scores(case["attitude"])
    assert (event.score, event.raw) == (0, case["raw"])
    assert attitude.score * case["sign"] > 0


def test_every_theme_has_a_case():
    with_case = {param.id for param in event_cases()}
    assert with_case == {theme.id for theme in load_event_words().themes}


@settings(max_examples=50, deadline=None)
@given(st.permutations(sorted(load_event_words().words)).map(lambda words: " ".join(words[:20])))
def test_event_words_alone_would_have_a_tone(text):
    assert vader().scores(text).score == 0


def test_exchanging_the_parties_would_change_a_score():
    """The lists name no party, so each score stays as it is."""
    sentences = (
        "{a} said that {b} had brutally attacked a village, but {a}'s army won.",
        "{a} welcomes the ceasefire; {b} DENIES it!",
    )
    for sentence in sentences:
        one = vader().scores(sentence.format(a="Armenia", b="Azerbaijan"))
        other = vader().scores(sentence.format(a="Azerbaijan", b="Armenia"))
        assert one == other


def test_a_sentence_in_quotation_marks_is_the_sources_tone():
    found = annotate_text("“This is a terrible crime against our people,” the minister said. The sun shone.")
    assert [t.voice for t in found.tones] == ["direct", "outlet"]


def test_the_voice_of_a_sentence_is_that_of_most_of_its_words(demo_tables):
    """The short way for sentences in one voice gives what counting every word gives."""
    import framing

    for article in framing.read_demo().articles[:20]:
        language = load_language(article.language)
        found = annotate_text(article.text, language=article.language)
        voices = find_voices(found.article, found.attributions, language)
        for tone in (t for t in found.tones if t.target is None):
            words = find_words(article.text, tone.start, tone.end)
            counted = [voices.at("text", w.start, w.end).voice for w in words]
            assert counted.count(tone.voice) == max(counted.count(v) for v in set(counted))


@pytest.mark.parametrize("code", ["ru", "hy", "tr", "az", "fr", "und"])
def test_a_language_without_a_measured_method_has_no_score(code):
    article = Article(id="1", outlet_id="x", outlet="X", title="War", text="A terrible war.", language=code)
    language = load_language(code)
    voices, sentences = find_voices(article, (), language), find_sentences(article.text, language)
    assert score_tones(article, language, voices, sentences=sentences) == ()


@pytest.mark.parametrize(
    ("sentence", "score"),
    [
        ("They did not condemn the attack.", 0.58),
        ("The town was liberated.", 0),
        ("It isn’t good.", 0.44),
        ("Casualties and deaths were reported.", 0),
    ],
)
def test_what_the_method_gets_wrong_is_known(sentence, score):
    """Documented failures of the word list. If one comes out right, the documentation must change."""
    assert score_sentence(sentence) == pytest.approx(score, abs=0.15)


def test_labels_follow_the_published_cut_offs():
    assert [label_of(s) for s in (-1, -0.05, -0.0499, 0, 0.0499, 0.05, 1)] == [-1, -1, 0, 0, 0, 1, 1]
