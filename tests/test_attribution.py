"""Who says what, on cases kept as data, on hostile text, and with the parties swapped."""

from __future__ import annotations

import re
import tomllib
from itertools import islice, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.annotation.attribution import find_attributions
from framing.annotation.quotes import find_quotations
from framing.language import load_language
from framing.records import KINDS, Article

CASES = Path(__file__).parent / "cases" / "attribution"
ENGLISH = load_language("en")


def article_of(text: str = "", *, title: str = "", date: str | None = None) -> Article:
    return Article(id="1", outlet_id="x", outlet="X", title=title, text=text, date=date)


def read_cases(name: str, **options: object) -> list[object]:
    data = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"], **options) for case in data["case"]]  # type: ignore[arg-type]


def check(case: dict) -> None:
    article = article_of(case.get("text", ""), title=case.get("title", ""), date=case.get("date"))
    found = list(find_attributions(article, load_language(case.get("language", "en"))))
    seen = [described(article, a) for a in found]
    if not case["expect"]:
        assert seen == []
    for wanted in case["expect"]:
        # TOML has no empty value: "" stands for one.
        assert any(all((row[key] or "") == (value or "") for key, value in wanted.items()) for row in seen), (
            wanted,
            seen,
        )


def described(article: Article, attribution) -> dict:
    text = article.field(attribution.field)

    def cut(span) -> str:
        return text[span.start : span.end] if span else ""

    return {
        "field": attribution.field,
        "kind": attribution.kind,
        "content": [cut(s) for s in attribution.content],
        "source": cut(attribution.source),
        "cue": cut(attribution.cue),
        "cue_class": attribution.cue_class,
        "rule": attribution.rule,
        "entity": attribution.entity,
        "affiliation": attribution.affiliation,
        "role": attribution.role,
        "anonymous": attribution.anonymous,
        "parent": attribution.parent_id is not None,
    }


@pytest.mark.parametrize("case", read_cases("english"))
def test_a_source_or_its_words_would_be_lost(case: dict) -> None:
    check(case)


@pytest.mark.parametrize("case", [*read_cases("identities"), *read_cases("source_roles")])
def test_a_source_would_be_somebody_else(case: dict) -> None:
    check(case)


@pytest.mark.parametrize("case", read_cases("negative"))
def test_the_outlet_s_own_words_would_be_given_to_somebody(case: dict) -> None:
    check(case)


@pytest.mark.parametrize("case", read_cases("languages"))
def test_a_language_file_would_find_nobody_speaking(case: dict) -> None:
    check(case)


@pytest.mark.parametrize(
    "case", read_cases("known_failures", marks=pytest.mark.xfail(strict=True, raises=AssertionError))
)
def test_a_known_failure_would_be_fixed_unnoticed(case: dict) -> None:
    check(case)


def test_every_rule_is_seen_at_work_in_a_case() -> None:
    data = tomllib.loads((CASES / "english.toml").read_text(encoding="utf-8"))
    named = {w["rule"] for case in data["case"] for w in case["expect"] if "rule" in w}
    assert named >= {
        "quote-before-cue", "quote-after-cue", "colon", "clause", "that-clause", "wh-clause", "infinitive",
        "content-before", "content-before-inverted", "noun-content", "preposition", "label", "object-as",
        "according-to", "agency-informed", "cue-noun", "evidential-adverb", "subject-and-infinitive",
        "subject-and-label", "passive-agent", "passive-clause", "label-colon",
    }  # fmt: skip


HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(list("“”\"'‘’«»„[]().,:;!?—–- \n")),
        st.sampled_from(
            ["said ", "told ", "that ", "according to ", "claims ", "Baku ", "he ", "the ", "İ", "ß", "։"]
        ),
        st.text(max_size=4),
    ),
    max_size=60,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(text=HOSTILE, title=HOSTILE)
def test_hostile_text_would_stop_a_run_or_give_spans_outside_it(text: str, title: str) -> None:
    article = article_of(text, title=title)
    found = find_attributions(article, ENGLISH)
    by_id = {a.id: a for a in found}
    assert len(by_id) == len(found)
    for a in found:
        size = len(article.field(a.field))
        assert a.kind in KINDS
        assert a.content
        assert a.rule
        for span in (*a.content, a.source, a.cue):
            assert span is None or 0 <= span.start < span.end <= size
        if a.parent_id is not None:
            parent = by_id[a.parent_id]
            assert parent.field == a.field
            assert any(s.start <= a.content[0].start and a.content[-1].end <= s.end for s in parent.content)


@settings(max_examples=300, deadline=None)
@given(text=HOSTILE)
def test_quotations_would_overlap_or_leave_their_paragraph(text: str) -> None:
    last: dict[int, int] = {}
    for q in find_quotations(text):
        assert 0 <= q.start <= q.inner_start < q.inner_end <= q.end <= len(text)
        assert "\n" not in text[q.start : q.end]
        assert q.start >= last.get(q.depth, 0)
        last[q.depth] = q.end


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "“",
        "“a, ” said ",
        "said that ",
        "according to ",
        "‘x ",
        "said, ",
        "The NGO said it. ",
        "Mr. Abc said so. Mr. Cde said so. The spokesman said so. ",
        "“We will go home. He said so\n",
        "“a b c\n",
        "“a ‘b’ c,” he said. ",
        "”",
        "''",
        ". ",
        "and said ",
        "X said “a ”. “B ",
        "    The mayor said:\n",
        "“a\n",
        "The claim by Baku that ",
        "He was quoted by Baku as saying ",
        "As X said, ",
        "X: a\n",
    ],
)
def test_a_page_of_marks_would_hang_the_machine(unit: str) -> None:
    from time import process_time

    def cost(times: int) -> float:
        start = process_time()
        find_attributions(article_of(unit * times), ENGLISH)
        return process_time() - start

    cost(500)
    small, large = cost(4_000), cost(16_000)
    assert large < 12 * small + 0.5  # four times the text; quadratic cost would be sixteen times


@pytest.mark.parametrize(
    "unit",
    [
        "{name} said that it rained. ",
        "Vice-President Ana {name} came. The president said it snowed. ",
        "President Ana {name} came. The vice-president said it snowed. ",
        "Ana {name} said that it rained. The teacher said it snowed. ",
        "The {name} Ministry said it rained. They said it snowed. ",
        "The {name} Ministry said it rained. The defence ministry said it snowed. ",
        "Ana {name} said that it rained. She said it snowed. ",
    ],
)
def test_a_book_full_of_names_would_hang_the_machine(unit: str) -> None:
    from time import process_time

    def cost(times: int) -> float:
        names = ("X" + "".join(letters) for letters in product("abcdefghijklmno", repeat=4))
        text = "".join(unit.format(name=name) for name in islice(names, times))
        start = process_time()
        find_attributions(article_of(text), ENGLISH)
        return process_time() - start

    cost(200)
    small, large = cost(1_500), cost(6_000)
    assert large < 10 * small + 0.5  # four times the text; quadratic cost would be sixteen times


PARTIES = {
    "Armenian": "Azerbaijani",
    "Armenia": "Azerbaijan",
    "Yerevan": "Baku",
    "Pashinyan": "Aliyev",
    "armenian": "azerbaijani",
}
PARTIES |= {other: one for one, other in PARTIES.items()}


def swapped(text: str) -> str:
    return re.sub(r"\w+", lambda match: PARTIES.get(match.group(), match.group()), text)


@pytest.mark.parametrize(
    "text",
    [
        "“The truce holds,” the Armenian Defense Ministry said. Azerbaijan claimed that it was broken.",
        "Yerevan accused Baku of shelling. The Azerbaijani ambassador to Armenia denied the charge.",
        "Pashinyan said the road was open. He added that Aliyev had agreed.",
        "Officials in Baku and Yerevan said the talks were useful.",
        "According to Armenian sources, two posts were lost. Azerbaijani experts believe that it was one.",
        "Residents of Yerevan fear that the winter will be cold, said an Azerbaijani analyst.",
        "Armenia's Defense Ministry said it rained. Azerbaijan denied it. The ministry said that it snowed.",
        "Pashinyan and Aliyev said the road was open. Armenia and its neighbour Azerbaijan said it was shut.",
        "Residents of Yerevan say they are cold. Leaders in the Azerbaijani valley say that it is warm.",
        "Armenia said that ‘both must wait’ while Azerbaijan called for ‘calm’ as snow fell on the pass.",
        "Reuters quoted Pashinyan as saying that he waits. According to Reuters, Aliyev said that he waits.",
    ],
)
def test_one_party_s_sources_would_be_found_more_readily(text: str) -> None:
    def shape(t: str) -> list[tuple]:
        found = find_attributions(article_of(t, date="2021-06-01"), ENGLISH)
        return [(a.kind, a.rule, a.cue_class, a.role, a.anonymous, a.affiliation) for a in found]

    original, mirrored = shape(text), shape(swapped(text))
    assert original
    assert [(*row[:-1], row[-1] and swapped(row[-1])) for row in original] == mirrored


def test_an_acronym_would_stay_unexplained() -> None:
    text = "The Border Monitoring Group (BMG) opened an office. “We saw no tanks,” BMG said in a statement.\n"
    assert find_attributions(article_of(text), ENGLISH)[0].entity == "Border Monitoring Group"


def test_a_surname_would_lose_its_first_name() -> None:
    text = "The talks were led by Tamar Beridze. “We are close,” Ms. Beridze said."
    assert find_attributions(article_of(text), ENGLISH)[0].entity == "Tamar Beridze"


def test_a_title_without_a_name_would_be_given_to_today_s_holder() -> None:
    text = "The Armenian foreign minister said the text was ready."
    for date, name in (
        ("2019-01-01", "Zohrab Mnatsakanyan"),
        ("2023-01-01", "Ararat Mirzoyan"),
        (None, None),
    ):
        assert find_attributions(article_of(text, date=date), ENGLISH)[0].entity == name


def test_an_unlisted_name_would_be_given_an_affiliation_by_its_ending() -> None:
    for name in ("Karen Simonyan", "Rashad Mammadov"):
        found = find_attributions(article_of(f"“It rained,” {name} said."), ENGLISH)[0]
        assert (found.entity, found.affiliation, found.role) == (name, None, None)


def test_a_sentence_would_be_read_differently_after_another_one() -> None:
    """What was learned about one sentence ("While officials said …") leaked into the next."""
    last = "The plan seems to have pleased the drivers, and the market filled up at noon."
    for first in (
        "",
        "He left. ",
        "Officials said that prices fell. ",
        "While officials said so, nobody came. ",
    ):
        text = first + last
        found = find_attributions(article_of(text), ENGLISH)[-1]
        assert [text[a:b] for a, b in found.content] == ["The plan", "to have pleased the drivers"]
