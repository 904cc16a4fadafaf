"""Copies: found by their text, not by what they quote or by the history that they all repeat."""

from __future__ import annotations

import random

import numpy as np
import pytest

from framing.annotation.background import find_background, leave_copies_out
from framing.annotation.copies import JACCARD, RUN, find_copies
from framing.annotation.runs import find_alike, jaccard, run_hashes, words_of
from framing.records import Annotation, Article, Attribution, Span

STORY = (
    "Rescue workers cleared the road between the two towns on Tuesday morning after heavy snow had closed "
    "it for three days. Forty trucks with flour and fuel were waiting at the pass, a local official counted. "
    "The first of them reached the market shortly before noon, and the bakery opened an hour later."
)
HISTORY = (
    "The two towns were one district until 1991, when the border was drawn along the river and families "
    "found themselves with a bridge too few and a customs house too many, as the old people like to say."
)


def annotated(id, text, outlet="a", attributions=(), date=None):
    return Annotation(
        article=Article(id=id, outlet_id=outlet, outlet=outlet, title="", text=text, date=date),
        attributions=attributions,
    )


def quoting(id, text, quote, outlet="a"):
    start = text.index(quote)
    content = (Span(start, start + len(quote)),)
    return annotated(
        id, text, outlet, attributions=(Attribution(id="a", field="text", kind="direct", content=content),)
    )


def test_a_story_with_three_words_changed_is_a_copy_and_a_retelling_is_not():
    changed = STORY.replace("Tuesday", "Monday").replace("flour", "sugar").replace("noon", "one")
    retold = "On Tuesday the snowed-in road was open again; by midday lorries had brought flour to the town."
    copies = find_copies([annotated("2", STORY), annotated("1", changed), annotated("3", retold)])
    assert copies == {"1": "1", "2": "1"}


def test_two_reports_that_share_only_a_quotation_are_not_copies():
    quote = "“" + STORY + "”"
    texts = [
        f"The mayor of the first town spoke. {quote} He left at once for his office in the capital, where "
        "two ministers and a very long list of questions were waiting.",
        f"{quote} A spokesman read this out to reporters who had come from far, and took no questions, "
        "although four had put up their hands before he began.",
    ]
    assert find_copies([quoting(str(n), text, quote) for n, text in enumerate(texts)]) == {}


def test_a_text_that_is_nearly_all_quotation_is_too_little_to_call_a_copy():
    quote = "“" + STORY + "”"
    assert find_copies([quoting(i, f"{quote} he said.", quote) for i in "ab"]) == {}


def test_a_shared_background_paragraph_does_not_make_short_reports_copies():
    own = [
        "A bus was held up for six hours at the customs house on Monday, its driver told the paper, and the "
        "cheese in the hold had to be thrown away.",
        "Schoolchildren from the left bank won the regional chess cup on Thursday without losing a single "
        "game, and the trophy crossed the river by ferry.",
        "The ferry will not run in December because its engine is older than its captain, the harbour office "
        "wrote on its door in two languages.",
    ]
    items = [annotated(str(n), f"{text}\n{HISTORY}") for n, text in enumerate(own)]
    repeated = find_background(items)
    assert find_copies(items, repeated=repeated) == {}
    assert [p.repeated for id in "012" for p in repeated[id]] == [False, True, True]


def test_identical_articles_are_copies_and_not_background():
    items = [annotated(str(n), f"{STORY}\n{HISTORY}") for n in range(4)]
    paragraphs = find_background(items)
    copies = find_copies(items, repeated=paragraphs)
    assert copies == {str(n): "0" for n in range(4)}
    assert leave_copies_out(paragraphs, copies) == {}


def test_the_order_of_articles_does_not_matter():
    dice = random.Random(7)
    words = STORY.split()
    items = []
    for n in range(40):
        mine = [w if dice.random() > 0.08 else f"w{dice.randrange(999)}" for w in words]
        items.append(annotated(f"{n:02}", " ".join(mine if n % 3 else dice.sample(words, len(words)))))
    shuffled = dice.sample(items, len(items))
    assert find_copies(items) == find_copies(shuffled)
    assert find_copies(items)


@pytest.mark.parametrize("least", [JACCARD, 0.7])
def test_bands_find_the_same_pairs_as_comparing_each_text_with_each_other(least):
    """An oracle without MinHash: all pairs, exactly, as components of a graph (SciPy)."""
    from scipy.sparse.csgraph import connected_components

    dice = random.Random(3)
    vocabulary = [f"word{n}" for n in range(400)]
    texts = []
    for _ in range(60):
        base = dice.choices(vocabulary, k=80)
        for rate in (0.0, 0.03, 0.06, 0.1, 0.2):
            texts.append([w if dice.random() >= rate else dice.choice(vocabulary) for w in base])
    items = [run_hashes(t, RUN) for t in texts]
    sets = [{tuple(t[i : i + RUN]) for i in range(len(t) - RUN + 1)} for t in texts]
    close = np.array([[len(a & b) >= least * len(a | b) for b in sets] for a in sets])
    _, labels = connected_components(close, directed=False)
    expected = {}
    for place, label in enumerate(labels):
        expected.setdefault(label, []).append(place)
    assert find_alike(items, least=least) == sorted(v for v in expected.values() if len(v) > 1)


def test_the_jaccard_index_is_that_of_the_sets():
    a, b = words_of("a b c d e f g"), words_of("a b c d x f g")
    assert jaccard(run_hashes(a, 2), run_hashes(b, 2)) == pytest.approx(4 / 8)
    assert jaccard(run_hashes([], 2), run_hashes(b, 2)) == 0.0


@pytest.mark.parametrize("text", ["", " \n ", "Short.", "\ud800 lone surrogate", "。" * 50, "ա բ գ"])
def test_texts_with_too_little_in_them_are_nobodys_copies(text):
    items = [annotated(str(n), text) for n in range(3)]
    assert find_copies(items) == {}
    assert find_background(items) == {}


def test_a_text_without_spaces_between_words_can_be_a_copy():
    text = "救援人员星期二上午清理了两个城镇之间的道路三天前大雪曾使道路关闭四十辆卡车在山口等候"
    assert find_copies([annotated("a", text), annotated("b", text)]) == {"a": "a", "b": "a"}


def test_the_demo_corpus_has_its_three_pairs_of_copies(demo_tables):
    clusters = {}
    for a in demo_tables.articles:
        if a["cluster_id"]:
            clusters.setdefault(a["cluster_id"], []).append(a["outlet_id"])
    assert sorted(map(sorted, clusters.values())) == [["demo_onega", "demo_taman"]] * 3


# ---- background -----------------------------------------------------------------------------------


def reports(outlet="a", n=4):
    return [
        annotated(
            f"{outlet}{i}",
            f"Report number {i} of {outlet}: {STORY[i * 40 :]}\n{HISTORY}",
            outlet,
            date=f"2021-0{9 - i}-01",
        )
        for i in range(n)
    ]


def test_the_first_appearance_by_date_counts_and_the_others_are_repeated():
    found = find_background(reports())
    history = {id: next(p for p in own if p.end - p.start == len(HISTORY)) for id, own in found.items()}
    assert {id: p.repeated for id, p in history.items()} == {"a0": True, "a1": True, "a2": True, "a3": False}
    assert {p.background_id for p in history.values()} == {f"a3:{history['a3'].start}"}
    assert {p.n_articles for p in history.values()} == {4}


def test_two_outlets_each_count_their_background_once():
    found = find_background([*reports("a"), *reports("b")])
    first = [
        p.article_id
        for own in found.values()
        for p in own
        if not p.repeated and p.end - p.start == len(HISTORY)
    ]
    assert first == ["a3", "b3"]


def test_a_paragraph_in_two_articles_of_an_outlet_is_no_background():
    assert find_background(reports(n=2)) == {}


def test_a_paragraph_with_one_name_changed_is_the_same_background():
    items = reports()
    changed = HISTORY.replace("families", "neighbours")
    other = annotated("a9", f"Something else happened.\n{changed}", "a", date="2022-01-01")
    assert any(p.repeated for p in find_background([*items, other])["a9"])


def test_mentions_in_repeated_paragraphs_are_marked_in_the_tables(demo_tables):
    repeated = {(b["article_id"], b["start"], b["end"]) for b in demo_tables.background if b["repeated"]}
    assert repeated
    for table in ("mentions", "tones"):
        for row in getattr(demo_tables, table):
            inside = row["field"] == "text" and any(
                i == row["article_id"] and s <= row["start"] < e for i, s, e in repeated
            )
            assert row["repeated"] == inside
    assert any(m["repeated"] for m in demo_tables.mentions)
    assert {b["outlet_id"] for b in demo_tables.background} >= {"demo_onega"}
    for a in demo_tables.articles:
        assert (a["n_tokens_repeated"] > 0) == any(i == a["article_id"] for i, _, _ in repeated)
