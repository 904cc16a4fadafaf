"""Which words name a party, and the tone toward it in the tables, the comparison and the page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing.annotation.targets import find_targets
from framing.records import Article, Zone
from framing.reporting.tone_view import target_tables

SWAP = (("Armenia", "Azerbaijan"), ("Yerevan", "Baku"))


def article(text, **more):
    return Article(
        **({"id": "1", "outlet_id": "x", "outlet": "X", "title": "", "text": text, "language": "en"} | more)
    )


def named(text):
    return [(text[t.start : t.end], t.party) for t in find_targets(article(text))]


def swapped(text):
    for one, other in SWAP:
        text = text.replace(one, "\0").replace(other, one).replace("\0", other)
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Armenia signed.", [("Armenia", "armenian")]),
        ("The Azerbaijani armed forces left.", [("Azerbaijani armed forces", "azerbaijani")]),
        (
            "Nikol Pashinyan met Ilham Aliyev.",
            [("Nikol Pashinyan", "armenian"), ("Ilham Aliyev", "azerbaijani")],
        ),
        ("Aliyev left.", [("Aliyev", "azerbaijani")]),
        ("Russian peacekeepers came.", [("Russian peacekeepers", "russian")]),
        ("The Turkish foreign minister came.", [("Turkish foreign minister", "turkish")]),
        ("Talks in Yerevan failed.", []),
        ("Armenian brandy is old.", []),
        ("The turkey was roasted.", []),
        ("She moved to another city.", []),
    ],
)
def test_a_party_is_missed_or_taken_for_another(text, expected):
    assert named(text) == expected


def tones(text, **more):
    tables = framing.annotate([article(text, **more)])
    return [t for t in tables.tones if t["target"] is not None]


@pytest.mark.parametrize(
    "text",
    [
        "Armenia brutally attacked Azerbaijan. Yerevan said nothing.",
        "“Azerbaijan is a wonderful friend,” he said, and Armenia agreed.",
        "Officials accused Azerbaijan of shameful lies; Armenia praised Baku for its courage.",
    ],
)
def test_exchanged_parties_do_not_exchange_their_tones(text):
    one, other = tones(text), tones(swapped(text))
    party = {"armenian": "azerbaijani", "azerbaijani": "armenian"}
    assert one
    assert [(party[t["target"]], t["score"], t["label"], t["voice"]) for t in one] == [
        (t["target"], t["score"], t["label"], t["voice"]) for t in other
    ]


def test_a_dateline_is_a_party():
    zone = Zone(kind="dateline", start=0, end=7)
    assert tones("YEREVAN — It rained.", zones=(zone,)) == []


def test_another_language_gets_invented_scores():
    assert tones("Армения подписала.", language="ru") == []


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.sampled_from("Armenia n'sforces.\n\u0130AzerbaijanBaku in"), max_size=200))
def test_arbitrary_text_breaks_it(text):
    for t in find_targets(article(text)):
        assert 0 <= t.start < t.end <= len(text)


def test_the_page_shows_no_tone_toward_the_parties(demo_comparison, demo_tables):
    own, every = target_tables(demo_comparison, list(demo_comparison.estimates.grouping.groups)[:5])
    assert [line.label for line in own.lines][:2] == [
        "toward the Armenian side",
        "toward the Azerbaijani side",
    ]
    row = demo_comparison.estimates.row(
        "tone_target", concept="armenian", category="mean", voice="all", key="western"
    )
    apart = demo_comparison.estimates.not_counted
    group = {
        a["article_id"]: demo_comparison.estimates.grouping.group_of(a["outlet_id"])
        for a in demo_tables.articles
    }
    scores = [
        t["score"]
        for t in demo_tables.tones
        if t["target"] == "armenian"
        and group[t["article_id"]] == "western"
        and t["article_id"] not in apart
        and not t["repeated"]
    ]
    assert row.estimate.n_items == len(scores)
    assert row.estimate.value == pytest.approx(sum(scores) / len(scores), abs=1e-8)
    assert len(every.lines) >= 4


def test_the_method_is_not_the_one_that_was_asked_for_or_is_not_named():
    corpus = [article("Armenia was praised for its courage.")]
    one, other = (framing.annotate(corpus, tone_method=method) for method in ("linear", "neural"))
    named = [tables.manifest["recipe"]["tone"]["targets"]["method"] for tables in (one, other)]
    assert named == ["linear", "neural"]
    assert one.tones[-1]["score"] != other.tones[-1]["score"]
    with pytest.raises(framing.errors.UnknownNameError, match="linear"):
        framing.annotate(corpus, tone_method="guess")
