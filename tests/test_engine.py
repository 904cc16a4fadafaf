"""Where annotation runs must not change what it finds."""

from __future__ import annotations

import pytest

import framing
from framing.errors import InputError


@pytest.mark.slow
def test_a_dask_cluster_gives_the_same_tables(demo_tables):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
    ) as c:
        there = framing.annotate(framing.read_demo(), cluster=c.scheduler_address)
    assert there == demo_tables


def test_a_cluster_that_does_not_answer_is_a_clear_message():
    pytest.importorskip("distributed")
    with pytest.raises(InputError, match="check the address"):
        framing.annotate(framing.read_demo(), cluster="nonsense://x")


def test_progress_is_told_and_skipped_inputs_travel_along():
    done = []
    corpus = framing.Corpus(
        articles=framing.read_demo()[:3], skipped=(framing.records.Skipped(origin="x", reason="y"),)
    )
    tables = framing.annotate(corpus, progress=done.append)
    assert done == [1, 2, 3]
    assert tables.skipped == [{"origin": "x", "reason": "y"}]


def test_a_text_of_another_language_says_what_is_missing():
    found = framing.annotate_text("Министр заявил, что Шуша будет восстановлена.", language="ru")
    assert any("native speaker" in note for note in found.notes)
    assert any(note.startswith("no tone") for note in found.notes)
    assert found.tones == ()


def test_only_a_news_agency_is_taken_for_the_wire_of_another_outlets_text():
    for signature, wire in (("/TASS/", "tass"), ("(BBC)", None), ("(Slate)", None)):
        text = f"BAKU, May 3. {signature} The road to the market was open again on Monday."
        article = framing.Article(id="1", outlet_id="x", outlet="X", title="", text=text, language="en")
        assert framing.annotate([article]).articles[0]["wire"] == wire, signature


def test_an_empty_list_of_articles_gives_empty_tables():
    tables = framing.annotate([])
    assert len(tables) == 0
    assert tables.manifest["counts"]["mentions"] == 0


def test_the_recipe_names_version_and_lexicon(demo_tables):
    recipe = demo_tables.manifest["recipe"]
    assert recipe["framing"] == framing.__version__
    assert recipe["lexicons"]["karabakh"]["hash"] == framing.load_lexicon("karabakh").hash
