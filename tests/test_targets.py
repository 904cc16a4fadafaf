"""Which words name a party, and the tone toward it in the tables, the comparison and the page."""

from __future__ import annotations

import tomllib
from pathlib import Path
from time import process_time

import pytest
from broken_copy import broken_copy
from hypothesis import example, given, settings
from hypothesis import strategies as st

import framing
from framing.actors import load_actors
from framing.annotation.party_words import load_party_words
from framing.annotation.pronouns import Named, resolve_pronouns
from framing.annotation.targets import find_targets
from framing.errors import LexiconError
from framing.records import Article, Span, Zone
from framing.reporting.tone_view import target_tables
from framing.resources import data_folder

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
@example("Armenia's forces left Baku.")
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["Armenia", "Azerbaijan", "n", "'s", " forces", " in ", "Baku", "\u0130", ".\n"]),
            st.text(alphabet="Armeni a\u0130\n", max_size=5),
        ),
        max_size=30,
    ).map("".join)
)
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


def load_cases(name):
    return tomllib.loads((Path(__file__).parent / "cases" / "tone" / name).read_text(encoding="utf-8"))


PLACES, PRONOUNS = load_cases("places.toml"), load_cases("pronouns.toml")


@pytest.mark.parametrize("case", PLACES["place"], ids=lambda case: case["text"])
def test_a_place_is_taken_for_a_party(case):
    assert named(case["text"]) == []


@pytest.mark.parametrize("case", PLACES["party"], ids=lambda case: case["text"])
def test_a_party_is_taken_for_a_place(case):
    assert [party for _, party in named(case["text"])] == [case["party"]]


def resolved(marked):
    """The parties that the word in <...> is resolved to, by the rows of the table."""
    start, end = marked.index("<"), marked.index(">") - 1
    rows = tones(marked.replace("<", "").replace(">", ""))
    return [t["target"] for t in rows if (t["target_start"], t["target_end"]) == (start, end)]


@pytest.mark.parametrize("case", PRONOUNS["resolved"], ids=lambda case: case["text"])
def test_a_pronoun_of_a_party_has_no_row(case):
    assert resolved(case["text"]) == [case["party"]]


@pytest.mark.parametrize("case", PRONOUNS["left"], ids=lambda case: case["text"])
def test_a_pronoun_is_given_to_somebody_whom_it_may_not_mean(case):
    assert resolved(case["text"]) == []


def test_parties_that_change_places_keep_their_pronouns():
    text = "Armenia's forces said they had left. Azerbaijan's president said he was glad."
    party = {"armenian": "azerbaijani", "azerbaijani": "armenian"}
    one, other = tones(text), tones(swapped(text))
    assert [t["target_rule"] for t in one] == ["name", "pronoun", "name", "pronoun"]
    assert [(party[t["target"]], t["score"]) for t in one] == [(t["target"], t["score"]) for t in other]


@settings(max_examples=80, deadline=None)
@example(["Aliyev left. ", "he ", "smiled."])
@given(
    st.lists(
        st.sampled_from(["Aliyev left. ", "Aliyev ", "he ", "the minister ", ". ", "\n", "“", "”", "İ ", "X"])
    )
)
def test_a_pronoun_stands_outside_the_text(parts):
    text = "".join(parts)
    rows = [t for t in tones(text) if t["target_rule"] != "name"]
    assert all(text[t["target_start"] : t["target_end"]].lower() in ("he", "the minister") for t in rows)
    assert all(t["start"] <= t["target_start"] < t["target_end"] <= t["end"] for t in rows)


def test_each_pronoun_is_weighed_against_every_name_of_a_book():
    sentences, times = "Armenian forces left. They were tired. ", (2_000, 16_000)
    costs = []
    for n in times:
        text = sentences * n
        named = [Named(at, at + 15, "armenian", "adjectives", "") for at in range(0, len(text), 39)]
        spans = [
            Span(at, at + size)
            for first in range(0, len(text), 39)
            for at, size in ((first, 21), (first + 22, 16))
        ]
        begun = process_time()
        found = list(resolve_pronouns(text, spans, named, quoted=lambda place: False))
        costs.append(process_time() - begun)
        assert len(found) == n
    assert costs[1] < 20 * costs[0] + 0.5  # eight times the text; quadratic cost would be sixty-four times


def test_the_table_does_not_say_why_a_target_has_no_tone():
    alone, long = tones("", title="Baku")[0], tones("Armenia " + "and so on " * 50 + "left.")[0]
    assert (alone["label"], alone["score"], alone["reason"]) == (0, 0.0, "no words around the target")
    assert long["reason"] == "the sentence is too long (151 words, 120 at most)"
    assert tones("Armenia was praised for its courage.")[0]["reason"] is None


WORDS = data_folder("lexicons") / "tone" / "targets.toml"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("heads = [", "haeds = [", "targets.toml: the key 'haeds' is not known. Keys: .*heads"),
        ('offices = ["president", ', 'title = ["president", ', "the key 'title' is not known"),
        ('capitals = ["Baku"]\n', "", "parties.azerbaijani: the key 'capitals' is missing"),
        ('capitals = ["Baku"]', 'capitals = "Baku"', "capitals is 'Baku', not a list of texts"),
        ('capitals = ["Baku"]', "capitals = [7]", "capitals: 7 is not a text"),
        ('capitals = ["Baku"]', 'capitals = [" "]', "capitals: ' ' is not a text"),
        ('capitals = ["Baku"]', 'capitals = ["Baku", "Baku"]', "capitals: 'Baku' stands twice"),
        (
            'capitals = ["Baku"]',
            'capitals = ["Yerevan"]',
            "'Yerevan' stands already in parties.armenian.capitals",
        ),
        ("[parties.turkish]", "[parties.turkich]", "'turkich' is not one of armenian"),
        ('bodies = ["emercom", "eu"]', 'bodies = ["emercon"]', "bodies: 'emercon' is no actor"),
        ("[parties.armenian]", "[parties.armenian", "not valid TOML"),
    ],
)
def test_a_broken_file_of_party_words_is_read(tmp_path, old, new, message):
    with pytest.raises(LexiconError, match=message):
        load_party_words(broken_copy(WORDS, tmp_path, old, new))


def test_the_women_of_the_registry_are_not_all_listed():
    """Names that end as women's do in these languages, and those that do not show it."""
    actors = {a.id: a for a in load_actors().by_form.values() if a.role in ("state", "military")}
    endings = ("ova", "eva")
    shown = {a.id for a in actors.values() if a.name.lower().endswith(endings)}
    assert shown <= load_party_words().women <= actors.keys()
