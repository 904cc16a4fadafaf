"""Shortcuts that only save time: with each of them the results are those of the long way."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.annotation import matching
from framing.annotation.addresses import addresses, may_hold_address
from framing.annotation.constructions import load_constructions, needed_words
from framing.annotation.folding import _FOLDING, fold
from framing.annotation.naming import WordTalk
from framing.annotation.target_tone.masking import Masked
from framing.annotation.toward import load_scorer
from framing.lexicon import load_lexicon
from framing.records import Mention

ENGLISH = load_constructions("en")
TALK = [
    "the term",
    "the word “",
    "they call it",
    "is the old name",
    "refer to it as",
    "midterm",
    "snow",
    "\n\n",
]


def mention(start: int, end: int, surface: str) -> Mention:
    return Mention(
        field="text",
        start=start,
        end=end,
        surface=surface,
        lexicon="x",
        concept="c",
        variant="v",
        association="shared",
        strength="neutral",
        voice="outlet",
        zone="body",
        attribution_id=None,
        rule="form:x",
    )


def test_an_ascii_text_would_be_folded_otherwise_than_the_same_text_with_an_accent():
    for code in range(128):
        char = chr(code)
        if char not in "\n-\x00":  # folded away or into a blank with their neighbours
            assert fold(f"a{char}b").view == f"a{_FOLDING[code]}b" == fold(f"a{char}b\u4e2d").view[:-1]


@given(st.lists(st.sampled_from([*TALK, "Artsakh"]), min_size=1, max_size=30))
def test_a_word_that_is_talked_about_would_be_missed_where_its_sign_stands_at_the_edge(words):
    text = " ".join(words)
    mentions = [mention(m.start(), m.end(), m.group()) for m in re.finditer("Artsakh", text)]
    every = WordTalk(ENGLISH)
    every.signs = None  # the words around each mention are looked at
    assert list(WordTalk(ENGLISH).tell(mentions, fold(text))) == list(every.tell(mentions, fold(text)))


def test_no_text_would_ever_be_looked_at_for_talk_of_words():
    text = "They introduced the term Artsakh."
    told = list(WordTalk(ENGLISH).tell([mention(25, 32, "Artsakh")], fold(text)))
    assert [m.kind for m in told] == ["about"]
    far = text.replace("the term", "the term" + " of old" * 10)
    start = far.index("Artsakh")
    assert [m.kind for m in WordTalk(ENGLISH).tell([mention(start, start + 7, "Artsakh")], fold(far))] != [
        "about"
    ]


def test_a_pattern_without_a_certain_word_would_never_be_tried():
    about = ENGLISH.about
    assert {"term", "call", "refer"} <= needed_words(about)
    slots_only = replace(about[0], left=(), right=tuple(e for e in about[0].left if not e.words))
    assert needed_words([*about, slots_only]) == frozenset()


@given(st.text(alphabet="aз.!?\"') \x01\n", max_size=60))
def test_a_sentence_of_the_view_would_end_elsewhere(view):
    plain = re.compile(r"[.!?][\"')\]]? |\x01")
    assert matching.Found(view=view).sentences == [m.end() for m in plain.finditer(view)]


PIECES = ["karabakh", "www.", "@", "/", "://", ".com", ".am", ".", " ", "-", '"', "net", "u.s."]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_a_name_in_an_address_would_be_counted(pieces):
    """The quick look says that no address is there only where none is."""
    text = "".join([*pieces, "karabakh"])
    assert may_hold_address(fold(text).view) or addresses(text) == []


@pytest.mark.parametrize("more", [0, matching._MOST_IN_DFA])
def test_a_large_lexicon_would_find_other_words_than_a_small_one(more):
    words = ["karabakh", "nagorno karabakh", "karabakh war", *(f"word{n}" for n in range(more))]
    found = matching.automaton(words).find_matches_as_indexes("the nagorno karabakh wars", overlapping=True)
    assert sorted(found) == [(0, 12, 20), (1, 4, 20), (2, 12, 24)]


def test_the_hash_of_a_lexicon_would_change_with_the_way_it_is_computed():
    lexicon = load_lexicon()
    content = asdict(lexicon)
    for key in ("concepts", "sources", "parties", "groups"):
        content[key] = sorted(content[key], key=lambda entry: entry["id"])
    del content["hash"]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert lexicon.hash == hashlib.sha256(text.encode()).hexdigest()


@settings(deadline=None)  # the first call loads the model
@given(
    st.lists(
        st.builds(Masked, st.text(max_size=40), st.text(max_size=40))
        | st.builds(
            lambda words, gap: Masked(" ".join(words[:gap]), " ".join(words[gap:])),
            st.lists(
                st.sampled_from(["NAME", "praised", "attacked", "not", ",", "and", "zzq", "'s"]), max_size=40
            ),
            st.integers(0, 40),
        ),
        max_size=8,
    )
)
def test_the_tone_toward_a_party_would_change_with_the_sentences_beside_it(sentences):
    scorer = load_scorer("linear")
    together = scorer.probabilities(sentences).tolist()
    assert together == [scorer.probabilities([one])[0].tolist() for one in sentences]


def test_many_sentences_would_be_scored_otherwise_than_a_few():
    scorer = load_scorer("linear")
    sentences = [Masked(f"In {n} they praised ", " and not NAME, who lied " * (n % 40)) for n in range(200)]
    assert sum(len(s.right) for s in sentences) > 10_000, "more than one batch"
    assert scorer.probabilities(sentences).tolist() == [
        scorer.probabilities([one])[0].tolist() for one in sentences
    ]
