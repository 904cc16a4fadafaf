"""Events: the same happening in several outlets, told apart from its like."""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from bcubed import score_bcubed

from framing.annotation.event_terms import terms_of
from framing.annotation.events import find_events
from framing.annotation.hygiene import find_hygiene
from framing.engine import annotate_article
from framing.errors import InputError
from framing.lexicon import load_lexicon
from framing.reading.demo import read_demo
from framing.records import Annotation, Article

CASES = Path(__file__).parent / "cases" / "events"
HARD = tomllib.loads((CASES / "hard.toml").read_text(encoding="utf-8"))["case"]
FRESH = tomllib.loads((CASES / "fresh.toml").read_text(encoding="utf-8"))["case"]


def annotate(articles):
    lexicon = load_lexicon("karabakh")
    return [annotate_article(replace(a, event=None), lexicon) for a in articles]


def articles_of(case):
    return [
        Article(
            id=r["id"],
            outlet_id=r["outlet"],
            outlet=r["outlet"],
            title=r["title"],
            text=r["text"],
            date=r["date"],
            language=r.get("language", "en"),
        )
        for r in case["articles"]
    ]


def gold_of(case):
    return {r["id"]: r.get("event", r["id"]) for r in case["articles"]}


def score(annotations, gold):
    found = {a.article.id: a.article.id for a in annotations}
    for event in find_hygiene(annotations, agencies={}).events:
        found |= dict.fromkeys(event.articles, event.id)
    return score_bcubed(found, gold)


# ---- the measure --------------------------------------------------------------------------------------


def test_b_cubed_is_that_of_bagga_and_baldwin():
    """The example of Bagga & Baldwin 1998, "Entity-based cross-document coreferencing", figures 3 to 8.

    Truth: {1..5} {6,7} {8..12}. Joining the second with the third gives precision .762, joining the first
    with the third .583; recall is 1 in both.
    """
    truth = {n: "a" if n <= 5 else "b" if n <= 7 else "c" for n in range(1, 13)}
    first = {n: 1 if n <= 5 else 2 for n in truth}
    second = {n: 2 if 6 <= n <= 7 else 1 for n in truth}
    assert score_bcubed(first, truth).precision == pytest.approx(16 / 21)
    assert score_bcubed(second, truth).precision == pytest.approx(7 / 12)
    assert score_bcubed(first, truth).recall == score_bcubed(second, truth).recall == 1.0


def test_b_cubed_agrees_with_its_definition_item_by_item():
    dice = random.Random(1)
    found = {n: dice.randrange(5) for n in range(40)}
    truth = {n: dice.randrange(4) for n in range(40)}
    pairs = [(i, j) for i in found for j in found]
    right = {i: sum(found[j] == found[i] and truth[j] == truth[i] for k, j in pairs if k == i) for i in found}
    precision = sum(right[i] / sum(found[j] == found[i] for j in found) for i in found) / 40
    assert score_bcubed(found, truth).precision == pytest.approx(precision)
    assert score_bcubed(truth, found).recall == pytest.approx(precision)


def test_groupings_of_different_items_are_a_clear_message():
    with pytest.raises(InputError, match="different items"):
        score_bcubed({"a": 1}, {"b": 1})


# ---- how good it is -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo():
    return annotate(read_demo())


def test_the_demo_corpus_with_its_events_hidden(demo):
    """Measured: precision .979, recall .804, F1 .883; the 60 reports without follow-ups 1.0."""
    gold = {a.id: a.event for a in read_demo()}
    all_of_it = score(demo, gold)
    assert all_of_it.f1 >= 0.85
    assert all_of_it.precision >= 0.95
    reports = [a for a in demo if not a.article.id[-1].isdigit()]
    assert score(reports, {a.article.id: gold[a.article.id] for a in reports}).f1 >= 0.95


# Five happenings of one week that share the names and the phrases of the dispute, and no more.
UNLIKE = (
    (
        "Baku names envoy",
        "Azerbaijan named a new envoy to Russia. Baku said the envoy leaves for Moscow in June.",
    ),
    (
        "Orchards fail",
        "Hail destroyed apricots across Armenia. Growers near Yerevan asked Russia to buy dried fruit.",
    ),
    (
        "Chess final",
        "Two juniors from Azerbaijan and Armenia met in a chess final. Russia hosted the match in Moscow.",
    ),
    ("Bank fined", "A court in Baku fined a bank for its loans in Karabakh. Azerbaijan will hear an appeal."),
    (
        "Film shown",
        "A film on Karabakh was shown in Yerevan. Armenia and Russia paid the cameramen of the film.",
    ),
)


def test_the_everyday_names_of_a_dispute_make_no_event():
    items = [
        Article(
            id=str(n), outlet_id=f"o{n}", outlet=f"O{n}", title=t, text=x, date="2022-05-03", language="en"
        )
        for n, (t, x) in enumerate(UNLIKE)
    ]
    assert find_events(annotate(items)) == ()
    # The first of them in a second outlet's words.
    again = replace(
        items[0],
        id="z",
        outlet_id="z",
        outlet="Z",
        title="New envoy",
        text=(
            "A new envoy of Azerbaijan leaves for Moscow in June, Baku said. Russia has agreed to the name."
        ),
    )
    (event,) = find_events(annotate([*items, again]))
    assert event.articles == ("0", "z")
    assert not {"Baku", "Azerbaijan", "Russia", "Moscow"} & {w for w, _ in (*event.names, *event.terms)}


def test_opposite_wordings_of_one_happening_are_one_event():
    """They share a year, a town and a landing; each side has its own name for the last two."""
    first = ("Girne remembers the peace operation", "Girne fell silent for the peace operation of 1974.")
    second = ("Kyrenia mourns the invasion", "Sirens sounded in Kyrenia for the Turkish invasion of 1974.")
    lexicon = load_lexicon("cyprus")

    def found(*texts):
        items = [replace(bare(str(n), x).article, title=t) for n, (t, x) in enumerate(texts)]
        return find_events([annotate_article(a, lexicon) for a in items], lexicons=[lexicon])

    (event,) = found(first, second)
    assert {"1974", "Girne / Kyrenia"} <= set(dict(event.terms))
    other = ("Morphou picks oranges", "Growers in Morphou picked the last oranges of a dry winter.")
    assert found(first, other) == ()


def test_an_essay_has_no_event_in_common_with_reports_on_its_last_pages():
    report = "A suspension bridge opened at Varda. The choir of Varda sang on the bridge until noon."
    essay = "The old empire drew its borders with a ruler and left. " * 40
    (event,) = find_events([bare("a", report), bare("b", report)])
    assert event.articles == ("a", "b")
    assert find_events([bare("a", report), bare("c", essay + report)]) == ()
    assert find_events([bare("a", report), bare("c", report + essay)])


@pytest.mark.parametrize(
    ("language", "text", "told", "passed"),
    [
        ("en", "They opened fire, which nobody saw.", {"fire", "opened"}, {"they", "which", "nobody"}),
        ("ru", "Когда они открыли огонь, который был.", {"огонь", "открыл"}, {"когда", "которы"}),
    ],
)  # fmt: skip
def test_a_list_of_stop_words_hides_what_a_report_is_about(language, text, told, passed):
    found = terms_of(bare("1", text, language=language)).weights.keys()
    assert told <= found
    assert found.isdisjoint(passed)


def test_names_keep_their_capitals_and_words_have_none():
    texts = (
        "Bridge of Varda opened. The bridge sways.",
        "VARDA: A bridge opened at Varda. Bridge guards sang.",
    )
    (event,) = find_events([bare(str(n), text) for n, text in enumerate(texts)])
    assert {"Varda", "bridge", "opened"} <= set(dict(event.terms))


def test_a_digest_of_unrelated_stories_holds_no_event(shared):
    from framing.reading.files import read

    assert find_events(annotate(read(shared / "seeds" / "digest-2020-12.txt"))) == ()


def test_both_sides_of_an_anniversary_are_one_event():
    from framing.reading.files import read
    from framing.resources import package_folder

    lexicon = load_lexicon("cyprus")
    corpus = read(package_folder("demo") / "cyprus.jsonl")
    (event,) = find_events([annotate_article(a, lexicon) for a in corpus], lexicons=[lexicon])
    assert event.articles == ("cyprus-1", "cyprus-2")


@pytest.mark.parametrize("case", HARD, ids=lambda c: c["name"])
def test_a_hard_case_by_itself(case):
    assert score(annotate(articles_of(case)), gold_of(case)).f1 == 1.0


def test_all_hard_cases_in_one_corpus():
    items = [a for case in HARD for a in articles_of(case)]
    gold = {id: event for case in HARD for id, event in gold_of(case).items()}
    found = score(annotate(items), gold)
    assert found.f1 >= 0.85
    assert found.precision >= 0.95


@pytest.mark.parametrize("case", [c for c in FRESH if not c.get("fails")], ids=lambda c: c["name"])
def test_a_case_that_no_setting_was_chosen_on(case):
    assert score(annotate(articles_of(case)), gold_of(case)).f1 >= 0.85


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=c["name"], marks=pytest.mark.xfail(reason=c["fails"]))
        for c in FRESH
        if c.get("fails")
    ],
)
def test_a_known_failure(case):
    assert score(annotate(articles_of(case)), gold_of(case)).f1 >= 0.95


# ---- its promises -------------------------------------------------------------------------------------


def test_the_order_of_articles_does_not_matter(demo):
    shuffled = random.Random(5).sample(demo, len(demo))
    assert find_events(shuffled) == find_events(demo)


def test_an_event_of_the_users_own_wins_and_takes_no_other_article():
    items = annotate(articles_of(HARD[0]))
    mine = [
        replace(a, article=replace(a.article, event="mine"))
        if a.article.id in ("strike-1a", "strike-2a")
        else a
        for a in items
    ]
    events = {e.id: e for e in find_events(mine)}
    assert events["mine"].given
    assert events["mine"].articles == ("strike-1a", "strike-2a")
    assert all("strike-1a" not in e.articles for e in events.values() if not e.given)


def test_an_event_says_why_it_holds():
    (event,) = find_events(annotate(articles_of(HARD[4])))
    assert "3 articles of 3 outlets, 2022-06-21 to 2022-06-22" in event.reason
    assert "landslide (3)" in event.reason
    assert ("Shusha", 2) in event.names


def test_exchanging_the_parties_words_exchanges_nothing_in_the_groups():
    swap = {"Shushi": "Shusha", "Shusha": "Shushi", "Stepanakert": "Khankendi", "Khankendi": "Stepanakert"}
    case = articles_of(HARD[4])

    def mirrored(text):
        return " ".join(
            next((word.replace(a, b) for a, b in swap.items() if a in word), word) for word in text.split(" ")
        )

    other = [replace(a, title=mirrored(a.title), text=mirrored(a.text)) for a in case]
    assert [e.articles for e in find_events(annotate(case))] == [
        e.articles for e in find_events(annotate(other))
    ]


def bare(id, text="", date="2021-05-03", outlet=None, language="en"):
    outlet = outlet or id
    return Annotation(
        article=Article(
            id=id, outlet_id=outlet, outlet=outlet, title="", text=text, date=date, language=language
        )
    )


@pytest.mark.parametrize(
    "items",
    [
        [],
        [bare("a", "One article alone.")],
        [bare(i) for i in "abc"],
        [bare(i, "The bridge opened at Varda.", date=None) for i in "abc"],
        [bare("a", "The bridge opened at Varda."), bare("b", "Мост открыли в Варде.", language="ru")],
        [bare(i, "The bridge opened at Varda.", outlet="x") for i in "abc"],
    ],
    ids=["none", "one", "empty texts", "no dates", "two languages", "one outlet"],
)
def test_too_little_to_compare_gives_no_event_and_no_exception(items):
    assert find_hygiene(items, agencies={}).events == ()


def test_identical_articles_of_several_outlets_are_one_event():
    text = "The suspension bridge opened at Varda on Monday and a choir from both banks sang at noon."
    (event,) = find_hygiene([bare(i, text) for i in "abcd"], agencies={}).events
    assert event.articles == ("a", "b", "c", "d")


def test_two_articles_of_one_id_are_a_clear_message():
    with pytest.raises(InputError, match="two articles have the id 'a'"):
        find_hygiene([bare("a"), bare("a")], agencies={})
