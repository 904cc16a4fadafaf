"""The small network of the linear tone: right slopes, one sentence at a time, the same in use."""

from __future__ import annotations

import numpy as np
import pytest

from framing.annotation.target_tone.masking import Masked
from framing.annotation.target_tone.network import WIDTH, read_words, shapes
from framing.annotation.target_tone.network_training import (
    Batch,
    Words,
    first_weights,
    loss_and_slopes,
    train_network,
)
from framing.annotation.target_tone.places import find_others, find_unlabelled_names
from framing.annotation.target_tone.reading import read_masked
from framing.annotation.target_tone.train import score_rows
from framing.annotation.target_tone.variants import find_exchange, make_variants
from framing.annotation.target_tone.vectors import load_vectors
from framing.annotation.target_tone.words_seen import N_FACTS, N_MEANING, describe_words
from framing.annotation.toward import load_scorer
from framing.records import Span

SIZES = (5, 1, 7)


@pytest.fixture
def batch():
    starts = np.cumsum([0, *SIZES])[:-1]
    rows = np.random.default_rng(3).normal(size=(sum(SIZES), 9))
    return Batch(rows, np.repeat(range(3), SIZES), starts, starts + np.array([2, 0, 6]))


WANTED = np.array([[1.0, 0, 0], [0.3, 0.7, 0], [0, 0.5, 1.5]])


@pytest.mark.parametrize("name", shapes(9))
def test_a_slope_differs_from_the_difference_that_a_small_step_makes(name, batch):
    chance = np.random.default_rng(4)
    weights = {key: value.astype(np.float64) for key, value in first_weights(9, chance).items()}
    _, slopes = loss_and_slopes(batch, WANTED, weights)
    for _ in range(10):
        place = tuple(chance.integers(size) for size in weights[name].shape)
        losses = []
        for step in (1e-6, -1e-6):
            moved = weights[name].copy()
            moved[place] += step
            losses.append(loss_and_slopes(batch, WANTED, weights | {name: moved})[0])
        assert (losses[0] - losses[1]) / 2e-6 == pytest.approx(slopes[name][place], abs=1e-7)


def test_the_network_in_use_differs_from_the_one_in_training(batch):
    weights = first_weights(9, np.random.default_rng(6))
    rows = batch.rows.astype(np.float32)
    meanings = rows[:, :4] @ weights["words"][:4]
    words = np.hstack([meanings, rows[:, 4:]])
    used = weights | {"words": weights["words"][4:]}
    logits = np.array(
        [
            read_words(words[start : start + size], gap - start, used)
            for start, size, gap in zip(batch.starts, SIZES, batch.gaps, strict=True)
        ]
    )
    surprise = np.log(np.exp(logits).sum(axis=1, keepdims=True)) - logits
    loss, _ = loss_and_slopes(batch, WANTED, weights)
    assert (WANTED * surprise).sum() / WANTED.sum() == pytest.approx(loss, rel=1e-5)


def test_the_network_does_not_learn_which_side_of_the_target_a_word_stands_on():
    chance = np.random.default_rng(8)
    rows, gaps, labels = [], [], []
    for _ in range(400):
        size, gap = 6, int(chance.integers(1, 5))
        own = chance.normal(size=(size, N_MEANING + 4)).astype(np.float32) * 0.1
        own[gap, 0] = 2
        side = int(chance.integers(2))
        own[chance.integers(gap) if side == 0 else chance.integers(gap + 1, size), 1] = 2
        own[:gap, 3], own[gap + 1 :, 4] = 1, 1
        rows.append(own)
        gaps.append(gap)
        labels.append(2 * side)
    words = Words(np.concatenate(rows), np.arange(401) * 6, np.array(gaps), N_MEANING)
    weights = train_network(words, np.arange(300), np.eye(3)[labels[:300]])
    found = score_rows(words, np.arange(300, 400), weights).argmax(axis=1)
    assert (found == labels[300:]).mean() > 0.8


def test_what_stands_beside_a_sentence_changes_its_score():
    sentences = [
        Masked("NAME praised ", " for his courage, but NAME did not."),
        Masked("", " was accused of shameful crimes."),
        Masked("the unpronounceable zorkification of ", " went on"),
    ]
    scorer = load_scorer("linear")
    together = scorer.probabilities(sentences)
    for place, sentence in enumerate(sentences):
        assert scorer.probabilities([sentence])[0].tolist() == together[place].tolist()


def test_a_word_is_described_by_where_another_sentence_ends():
    readings = [read_masked(Masked("NAME hates ", "")), read_masked(Masked("", " did not help NAME."))]
    vectors = load_vectors().joined(np.ones((len(load_vectors().words), 3), dtype=np.float32))
    both = describe_words(readings, [[], []], vectors)
    assert both.shape == (3 + 6, 3 + N_FACTS)
    alone = [describe_words([reading], [[]], vectors) for reading in readings]
    assert both.tolist() == np.concatenate(alone).tolist()
    helped = both[3 + 3]
    assert helped[:3].tolist() == [1, 1, 1]
    assert helped[3] < 0, "a negated good word counts as good"
    assert shapes(3 + N_FACTS)["words"] == (3 + N_FACTS, WIDTH)


def test_a_place_is_asked_about_twice_or_is_no_place():
    text = "Anna told the angry voters that senators were his friends in London."
    found = [text[s.start : s.end] for s in find_others(text, [Span(0, 4)])]
    assert found == ["the angry voters", "senators", "his", "his friends"]
    assert [text[s.start : s.end] for s in find_unlabelled_names(text, [Span(0, 4)])] == ["London"]
    assert find_others("The.", []) == []


def test_variants_of_a_sentence_change_from_run_to_run_or_hold_a_word_of_another_kind():
    places = {"praised": [1.0, 0], "thanked": [0.9, 0.1], "table": [0, 1.0], "chair": [0, 0.9]}
    masked = [Masked("NAME praised ", " at the table."), Masked("NAME thanked ", " on the chair.")] * 20
    made = make_variants(masked, places)
    assert made == make_variants(masked, places)
    assert made != masked
    assert {m.left.split()[1] for m in made} == {"praised", "thanked"}
    assert find_exchange(masked, places).near["table"] == ("chair",)
