"""Separability: what is planted is found, and what is not wording is not."""

from __future__ import annotations

from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_corpus import article_row, make_grouping, make_tables

import framing
from framing.records import Span
from framing.separability.classifier import (
    PENALTY,
    auc_within,
    balanced_accuracy,
    find_threshold,
    fit,
)
from framing.separability.folds import balance, make_folds
from framing.separability.null import deal_groups, n_ways, p_value, smallest_p
from framing.separability.terms import find_terms, plain_word, weigh_terms


def ask(tables, *, swapped=False, permutations=40, seed=0, **options):
    comparison = framing.compare(tables, by=make_grouping(tables, swapped=swapped), seed=seed)
    return comparison.separability(permutations=permutations, **options)


# ---- folds and weights ----------------------------------------------------------------------------------

corpora = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 7)), min_size=1, max_size=60
)  # outlet and event of each article


def arrays(corpus, n_sides=2):
    outlet = np.array([o for o, _ in corpus])
    event = np.array([e for _, e in corpus])
    return outlet % n_sides, outlet, event


@given(corpora, st.integers(2, 3))
def test_an_outlet_or_an_event_would_stand_on_both_sides_of_a_fold(corpus, n_sides):
    side, outlet, event = arrays(corpus, n_sides)
    tested = []
    for fold in make_folds(side, outlet, event):
        assert not set(outlet[fold.train]) & set(outlet[fold.test])
        assert not set(event[fold.train]) & set(event[fold.test])
        assert {0, 1} <= {min(s, 1) for s in side[fold.train]}
        tested += fold.test.tolist()
    assert len(tested) == len(set(tested))


@given(corpora, st.integers(2, 3))
def test_the_choice_of_events_would_tell_the_sides_apart(corpus, n_sides):
    side, _, event = arrays(corpus, n_sides)
    weight = balance(side, event)
    for e in set(event.tolist()):
        here = event == e
        one, rest = weight[here & (side == 0)].sum(), weight[here & (side > 0)].sum()
        assert one == pytest.approx(rest)
        n, m = (here & (side == 0)).sum(), (here & (side > 0)).sum()
        assert one == pytest.approx(n * m / (n + m))
        groups = [weight[here & (side == s)].sum() for s in range(1, n_sides) if (here & (side == s)).any()]
        assert max(groups, default=0) == pytest.approx(min(groups, default=0))


def test_an_article_on_shared_events_would_be_dropped_without_being_counted():
    side, outlet, event = arrays([(o, e) for o in range(6) for e in range(5)])
    tested = np.concatenate([f.test for f in make_folds(side, outlet, event)])
    assert sorted(tested) == list(range(30))


# ---- the classifier against scikit-learn ------------------------------------------------------------------


def small_problem(n=30, seed=1):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 5))
    y = np.where(rng.random(n) < 0.4, 1.0, -1.0)
    return x, y, rng.uniform(0.2, 3, n)


def test_the_classifier_would_differ_from_ridge_regression_in_scikit_learn():
    from sklearn.kernel_ridge import KernelRidge
    from sklearn.linear_model import Ridge

    x, y, weight = small_problem()
    scaled = weight / weight.mean()
    kernel = x @ x.T
    oracle = KernelRidge(alpha=PENALTY, kernel="precomputed").fit(kernel, y, sample_weight=scaled)
    assert fit(kernel, y, weight) == pytest.approx(oracle.dual_coef_, abs=1e-9)
    primal = Ridge(alpha=PENALTY, fit_intercept=False).fit(x, y, sample_weight=scaled)
    assert x.T @ fit(kernel, y, weight) == pytest.approx(primal.coef_, abs=1e-9)


def test_the_threshold_would_not_be_that_of_learning_anew_without_each_article():
    from sklearn.kernel_ridge import KernelRidge

    x, y, weight = small_problem()
    scaled, kernel, scores = weight / weight.mean(), x @ x.T, []
    for n in range(len(y)):
        rest = np.arange(len(y)) != n
        model = KernelRidge(alpha=PENALTY, kernel="precomputed")
        model.fit(kernel[np.ix_(rest, rest)], y[rest], sample_weight=scaled[rest])
        scores.append(model.predict(kernel[np.ix_([n], rest)])[0])
    scores = np.array(scores)
    means = [np.average(scores[y == s], weights=weight[y == s]) for s in (1, -1)]
    assert find_threshold(kernel, y, weight) == pytest.approx(sum(means) / 2)


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=30)
def test_the_figures_would_differ_from_scikit_learns_own(seed):
    from sklearn.metrics import balanced_accuracy_score, roc_auc_score

    rng = np.random.default_rng(seed)
    y = np.array([1, -1, *rng.choice([1, -1], 20)])
    score, weight = np.round(rng.normal(size=22), 1) + 0.05, rng.uniform(0.1, 2, 22)
    oracle = balanced_accuracy_score(y, np.sign(score), sample_weight=weight)
    assert balanced_accuracy(score, y, weight) == pytest.approx(oracle)
    oracle = roc_auc_score(y, score, sample_weight=weight)
    assert auc_within(score, y, weight, np.zeros(22)) == pytest.approx(oracle)


def test_scores_of_two_folds_would_be_compared():
    score, y = np.array([1.0, 0.0, 9.0, 8.0]), np.array([1, -1, 1, -1])
    assert auc_within(score, y, np.ones(4), np.array([0, 0, 1, 1])) == 1.0
    assert auc_within(score, y, np.ones(4), np.array([0, 1, 1, 0])) == 0.5


# ---- dealing anew -----------------------------------------------------------------------------------------


def test_single_articles_or_outlets_would_get_lost_in_dealing():
    dealings = deal_groups([0, 0, 0, 1, 1], most=50, seed=0)
    assert dealings.every
    assert len(dealings.rows) == len(set(dealings.rows)) == n_ways([0, 0, 0, 1, 1]) == 10
    assert all(sorted(row) == [0, 0, 0, 1, 1] for row in dealings.rows)
    drawn = deal_groups([0] * 6 + [1] * 6, most=50, seed=3)
    assert not drawn.every
    assert len(drawn.rows) == 50
    assert all(sorted(row) == [0] * 6 + [1] * 6 for row in drawn.rows)


def test_p_would_be_nothing_or_smaller_than_the_smallest_that_is_stated():
    assert p_value(0.9, np.full(99, 0.5), every=False) == 0.01
    six = [0] * 3 + [1] * 3
    assert smallest_p(six, deal_groups(six, most=100, seed=0)) == 2 / 20
    five = [0] * 3 + [1] * 2
    assert smallest_p(five, deal_groups(five, most=100, seed=0)) == 1 / 10
    big = [0] * 8 + [1] * 8
    assert smallest_p(big, deal_groups(big, most=99, seed=0)) == 1 / 100
    three = [0, 0, 1, 1, 2, 2]
    assert smallest_p(three, deal_groups(three, most=100, seed=0)) == pytest.approx(6 / 90)
    assert smallest_p(three, deal_groups(three, most=100, seed=0), target=0) == pytest.approx(2 / 90)


# ---- terms ------------------------------------------------------------------------------------------------


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=4))
def test_a_term_would_lie_in_a_mask_or_at_a_wrong_place(text, pairs):
    from framing.separability.masking import merged

    masks = merged(Span(min(p), min(max(p), len(text))) for p in pairs)
    for term in find_terms({"title": "", "text": text}, {"title": [], "text": masks}):
        assert plain_word(text[term.start : term.end]) == term.name
        assert not any(m.start < term.end and term.start < m.end for m in masks)


def test_the_mask_would_be_a_word_or_part_of_a_pair():
    row = {"title": "Rain", "text": "Snow fell, said TASS here today"}
    names = [t.name for t in find_terms(row, {"title": [], "text": [Span(16, 20)]})]
    assert names == ["rain", "snow", "fell", "snow fell", "said", "here", "today", "here today"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("They don’t cease-fire", "THEY DON'T CEASE‑FIRE"),
        ("don`t go", "don't go"),
        ("Xankəndiʼnin yolu", "Xankəndi’nin yolu"),
        ("Ala\u00adverdi road", "Alaverdi road"),
        ("to 30 people of 3\u202fvillages in town", "to 30 people of 3 villages in\u00a0town"),
        ("caf\u00e9 owner", "cafe\u0301 owner"),
    ],
    ids=["curly", "grave", "letter apostrophe", "soft hyphen", "blanks", "accent"],
)
def test_newsrooms_would_be_told_apart_by_their_typesetting(one, other):
    nothing = {"title": [], "text": []}

    def names(text):
        return [t.name for t in find_terms({"title": "", "text": text}, nothing)]

    assert names(one) == names(other)
    assert names(one)


@pytest.mark.parametrize(("one", "other"), [("we're", "were"), ("re-sent", "resent"), ("a b", "a, b")])
def test_two_words_would_become_one_by_folding(one, other):
    nothing = {"title": [], "text": []}
    names = [[t.name for t in find_terms({"title": "", "text": x}, nothing)] for x in (one, other)]
    assert names[0] != names[1]


def test_weights_would_differ_from_scikit_learns_vectorizer():
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = ["road open road", "road closed open", "closed road open open"]
    found = weigh_terms([t.split() for t in texts], ["x", "y", "z"], ["1", "2", "3"])
    oracle = TfidfVectorizer(sublinear_tf=True).fit(texts)
    assert found.names == tuple(oracle.get_feature_names_out())
    assert found.matrix.toarray() == pytest.approx(oracle.transform(texts).toarray())
    assert found.kernel == pytest.approx((found.matrix @ found.matrix.T).toarray() + 1)


def test_a_word_of_one_outlet_or_one_event_would_be_learned():
    terms = [["a", "b", "c"], ["a", "b"], ["c", "a"]]
    found = weigh_terms(terms, ["x", "y", "x"], ["1", "1", "2"])
    assert found.names == ("a",)  # b: one event; c: one outlet


# ---- whole corpora ----------------------------------------------------------------------------------------


def planted(word, share=1.0):
    rng = np.random.default_rng(7)

    def addition(group, outlet, event):
        name = word if group == "group0" and rng.random() < share else "it"
        return f"They called it {name} again. In {name} it was so."

    return addition


def test_a_planted_word_would_not_be_found():
    found = ask(make_tables(addition=planted("zarvan", 0.9)), permutations=70)
    assert found.reason == ""
    assert found.overall.auc > 0.85
    assert found.overall.balanced > 0.75
    assert found.overall.p == found.overall.smallest_p == 2 / 70
    assert found.overall.auc > found.overall.null_high
    inside = [c.auc for c in found.control]
    assert max(inside) < found.overall.auc - 0.15
    top = found.features["group0"][0]
    assert "zarvan" in top.term.split()
    assert top.n_elsewhere == 0
    assert top.n_articles_of == top.n_elsewhere_of == 48
    assert len(top.outlets) == 4
    assert not any("zarvan" in f.term for f in found.features["group1"])


def test_the_passages_would_not_hold_the_word():
    tables = make_tables(addition=planted("zarvan"))
    texts = {r["article_id"]: r["text"] for r in tables.articles}
    top = ask(tables, permutations=3).features["group0"][0]
    assert len(top.places) == 3
    assert len({p.outlet_id for p in top.places}) == 3
    for place in top.places:
        assert texts[place.article_id][place.start : place.end].casefold() == top.term


@pytest.mark.slow
def test_groups_that_write_alike_would_be_told_apart():
    ps = [ask(make_tables(seed=seed, words=40), permutations=39).overall.p for seed in range(20)]
    assert sum(p <= 0.05 for p in ps) <= 4  # 1 expected; more than 4 of 20 by chance in .3 % of runs
    assert 0.25 < np.mean(ps) < 0.8


SIGNATURES = {
    "dateline": lambda group, outlet: f"{'BAKU' if group == 'group0' else 'GORIS'}, May 3. ",
    "agency in brackets": lambda group, outlet: "(TASS) - " if group == "group0" else "(AFP) - ",
    "own name": lambda group, outlet: f"{outlet.title()} reports. " if group == "group0" else "",
    "dateline in one group only": lambda group, outlet: "YEREVAN, May 3 — " if group == "group0" else "",
}


@pytest.mark.parametrize("kind", SIGNATURES)
def test_how_outlets_sign_would_tell_them_apart(kind):
    plain = make_tables(seed=3)
    signed = make_tables(seed=3)
    for row in signed.articles:
        group = "group" + row["outlet_id"][6]
        row["text"] = SIGNATURES[kind](group, row["outlet_id"]) + row["text"]
    if kind == "own name":  # leaves the word "reports", which is wording, in both
        for row in (r for r in (*plain.articles, *signed.articles) if "eports" not in r["text"]):
            row["text"] = "Reports. " + row["text"]
    a, b = ask(plain, permutations=5), ask(signed, permutations=5)
    assert b.overall.auc == pytest.approx(a.overall.auc, abs=0.02)
    assert b.overall.auc < 0.7


def test_a_byline_and_a_credit_would_tell_the_outlets_apart():
    plain, signed = make_tables(seed=3), make_tables(seed=3)
    for row in (r for r in signed.articles if r["outlet_id"].startswith("outlet0")):
        row["authors"] = ["Ani Nrnenian"]
        row["text"] = f"By Ani Nrnenian\n{row['text']}\nWith material from Reuters, https://example.org/a"
        row["zones"] = []
    assert ask(signed, permutations=5).overall.auc == pytest.approx(ask(plain, permutations=5).overall.auc)


def test_groups_with_events_of_their_own_would_be_compared():
    tables = make_tables(covers=lambda group, outlet, event: (event % 2 == 0) == (group == "group0"))
    found = ask(tables)
    assert found.overall.auc is None
    assert "no shared event" in found.reason
    assert found.features == {}


def test_who_covers_what_would_tell_the_groups_apart():
    """Two topics: group0 covers topic A with all outlets and B with one, group1 the other way round."""

    def covers(group, outlet, event):
        return (event % 2 == 0) == (group == "group0") or outlet.endswith(str(event // 2 % 4))

    def topic(group, outlet, event):
        return "Shells fell near the village." if int(event[5:]) % 2 == 0 else "Talks began in the capital."

    found = ask(make_tables(events=16, addition=topic, covers=covers))
    assert found.overall.auc < found.overall.null_high + 0.05
    assert 0.3 < found.overall.auc < 0.65
    told = {w for f in found.features["group0"][:3] for w in f.term.split()}
    assert not told & {"shells", "village", "talks", "capital"}


def test_exchanging_the_groups_would_change_more_than_their_names():
    tables = make_tables(groups=3, outlets=3, events=6, addition=planted("zarvan", 0.7))
    a, b = ask(tables, permutations=15), ask(tables, swapped=True, permutations=15)
    name = {"group0": "group1", "group1": "group0", "group2": "group2", "": ""}
    mirrored = {frozenset((name[f.a], name[f.b])): f for f in (*b.pairs, *b.one_against_rest)}
    assert b.overall.auc == pytest.approx(a.overall.auc, abs=1e-9)
    for figure in (*a.pairs, *a.one_against_rest):
        other = mirrored[frozenset((figure.a, figure.b))]
        for field in ("auc", "balanced", "null_low", "null_high", "p", "q", "smallest_p"):
            got, wanted = getattr(other, field), getattr(figure, field)
            assert got == pytest.approx(wanted, abs=1e-9), (figure.a, figure.b, field)
    for group, features in a.features.items():
        others = b.features[name[group]]
        assert [(f.term, f.n_articles) for f in features] == [(f.term, f.n_articles) for f in others]
        assert [f.coefficient for f in features] == pytest.approx([f.coefficient for f in others], abs=1e-9)


def test_the_order_of_the_articles_would_matter():
    tables = make_tables(addition=planted("zarvan", 0.5))
    mixed = replace(tables, articles=[tables.articles[n] for n in np.random.default_rng(0).permutation(96)])
    assert repr(ask(tables, permutations=10)) == repr(ask(mixed, permutations=10))


def test_the_same_seed_would_give_other_figures():
    tables = make_tables(outlets=6, events=4)
    one, two = ask(tables, permutations=10), ask(tables, permutations=10)
    assert repr(one) == repr(two)
    other = ask(tables, permutations=10, seed=5)
    assert other.overall.auc == one.overall.auc
    assert other.overall.null_low != one.overall.null_low


def test_copies_would_be_read_twice():
    tables = make_tables(events=4)
    for row in tables.articles[:8]:
        row["cluster_id"] = tables.articles[0]["article_id"]
    found = ask(tables, permutations=2)
    assert found.n_articles == len(tables.articles) - 7
    assert any("a copy stands in" in note for note in found.left_out)


def test_another_language_would_be_mixed_in_silence():
    tables = make_tables()
    tables.articles.append({**article_row("x", "outlet00", "event1", "Дорога открыта"), "language": "ru"})
    tables.articles.append(article_row("y", "outlet00", None, "A road"))
    tables.articles.append(article_row("z", "outlet9x", "event1", "A road"))
    comparison = framing.compare(tables, by=make_grouping(make_tables()))
    found = comparison.separability(permutations=2)
    assert found.language == "en"
    assert found.n_articles == 96
    assert "1 article in another language" in found.left_out
    assert "1 article about no known event" in found.left_out
    assert "1 article of outlets that the grouping does not place" in found.left_out


IMPOSSIBLE = {
    "nothing": ({"groups": 0}, "fewer than two groups"),
    "one group": ({"groups": 1}, "fewer than two groups"),
    "one outlet a group": ({"outlets": 1}, "fewer than two groups"),
    "two events": ({"events": 2}, "2 shared events, 3 needed"),
    "few articles": ({"outlets": 2, "events": 4}, "8 articles of Group0 on shared events, 10 needed"),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_too_little_would_be_an_exception_or_no_number(name):
    options, reason = IMPOSSIBLE[name]
    found = ask(make_tables(**options), permutations=2)
    assert reason in found.reason
    assert found.overall.auc is None
    assert found.overall.p is None
    assert "nan" not in repr(found)


def test_identical_articles_would_be_told_apart():
    tables = make_tables()
    for row in tables.articles:
        row["text"] = "The road was open again on Monday."
    found = ask(tables, permutations=5)
    assert found.overall.auc == pytest.approx(0.5)
    assert "nan" not in repr(found)


def test_articles_without_a_word_would_be_an_exception():
    tables = make_tables()
    for row in tables.articles:
        row["text"] = "…"
    found = ask(tables, permutations=5)
    assert "no word stands in two outlets and two events" in found.reason


def test_no_permutation_would_be_taken():
    with pytest.raises(ValueError, match="at least 1"):
        ask(make_tables(), permutations=0)


def test_reported_words_would_stay_when_only_the_newsrooms_own_voice_counts():
    tables = make_tables(addition=planted("zarvan"))
    for row in tables.articles:
        content = [[row["text"].index("They called"), len(row["text"])]]
        tables.attributions.append({"article_id": row["article_id"], "field": "text", "content": content})
    comparison = framing.compare(make_tables(), by=make_grouping(tables))
    comparison = replace(comparison, tables=tables)
    plain = comparison.separability(permutations=2)
    masked = comparison.separability(permutations=2, own_voice=True)
    assert plain.overall.auc > 0.9
    assert masked.overall.auc < 0.7
    assert asdict(masked)["recipe"]["voice"] == "outlet"
