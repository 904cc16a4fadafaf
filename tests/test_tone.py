"""Tone: VADER's own figures, the voice of each sentence, and no score where no method exists."""

from __future__ import annotations

import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.annotation.tone import label_of, score_sentence, score_tones
from framing.annotation.voice import find_voices
from framing.engine import annotate_text
from framing.language import find_sentences, load_language
from framing.records import Article


def test_scores_are_those_of_the_authors_own_package(demo_tables):
    reference = SentimentIntensityAnalyzer()
    texts = {a["article_id"]: a for a in demo_tables.articles}
    assert len(demo_tables.tones) > 500
    for tone in demo_tables.tones:
        sentence = texts[tone["article_id"]][tone["field"]][tone["start"] : tone["end"]]
        assert tone["score"] == pytest.approx(reference.polarity_scores(sentence)["compound"], abs=1e-4)


def test_every_headline_and_sentence_has_one_tone():
    found = annotate_text("The town was saved. People wept.", title="A good day")
    assert [(t.field, t.label) for t in found.tones] == [("title", 1), ("text", 1), ("text", -1)]


def test_a_sentence_in_quotation_marks_is_the_sources_tone():
    found = annotate_text("“This is a terrible crime against our people,” the minister said. The sun shone.")
    assert [t.voice for t in found.tones] == ["direct", "outlet"]


@pytest.mark.parametrize("code", ["ru", "hy", "tr", "az", "fr", "und"])
def test_a_language_without_a_measured_method_has_no_score(code):
    article = Article(id="1", outlet_id="x", outlet="X", title="War", text="A terrible war.", language=code)
    language = load_language(code)
    voices, sentences = find_voices(article, (), language), find_sentences(article.text, language)
    assert score_tones(article, language, voices, sentences=sentences) == ()


@pytest.mark.parametrize(
    ("sentence", "score"), [("They did not condemn the attack.", 0.5), ("The town was liberated.", 0)]
)
def test_what_the_method_gets_wrong_is_known(sentence, score):
    """Documented failures of the word list. If one comes out right, the documentation must change."""
    assert score_sentence(sentence) == pytest.approx(score, abs=0.15)


def test_labels_follow_the_published_cut_offs():
    assert [label_of(s) for s in (-1, -0.05, -0.0499, 0, 0.0499, 0.05, 1)] == [-1, -1, 0, 0, 0, 1, 1]
