"""Lines broken at a width: no difference between two copies, and no part of a background paragraph."""

from __future__ import annotations

import textwrap

import pytest

from framing.annotation.background import find_background
from framing.annotation.edits import find_wire_edits
from framing.engine import annotate_text
from framing.records import Annotation, Article

REPORT = (
    "The road to Shusha was opened again on Monday morning after the heaviest snow that the district has "
    "seen in eleven years. Forty trucks with flour and fuel had waited at the pass since Friday, and the "
    "bakery in the upper village sold its last bread on Sunday. A doctor walked nine kilometres to a patient."
)
HISTORY = (
    "The two towns were one district until 1991, when the border was drawn along the river and families "
    "found themselves with a bridge too few and a customs house too many, as the old people like to say. "
    "Talks about a second bridge began in the spring of 2004 and were broken off in the autumn of that year."
)


def copy(id: str, text: str) -> Annotation:
    one = annotate_text(text)
    article = Article(id=id, outlet_id=id, outlet=id, title="", text=text, language="en", date="2021-05-03")
    return Annotation(article=article, attributions=one.attributions, mentions=one.mentions, tones=one.tones)


def edits(first: str, second: str):
    return find_wire_edits([copy("a", first), copy("b", second)], copies={"a": "a", "b": "a"}, wires={})


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [50, 62, 70])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_sentence_of_a_copy_from_a_mail_would_be_a_change(width: int, end: str) -> None:
    wrapped = textwrap.fill(REPORT, width).replace("\n", end)
    assert wrapped.count("\n") >= 4
    assert edits(REPORT, wrapped) == ()
    assert edits(wrapped, REPORT) == ()
    assert edits(wrapped, wrapped) == ()


def test_a_change_in_a_copy_from_a_mail_would_stand_elsewhere() -> None:
    wrapped = textwrap.fill(REPORT.replace("Shusha", "Shushi"), 62)
    (edit,) = edits(REPORT, wrapped)
    assert edit.kind == "changed"
    first, second = REPORT[slice(*edit.span_a)], wrapped[slice(*edit.span_b)]
    assert "\n" in second
    assert plain(second) == first.replace("Shusha", "Shushi")
    assert [(t.concept, t.before, t.after) for t in edit.terms] == [
        ("toponym_shusha", ("shusha",), ("shushi",))
    ]


def test_lines_that_are_sentences_of_their_own_would_be_one_change() -> None:
    first = (
        "Mayor says the bridge will open in the spring\nBorder villages wait for their first bus line\n"
        "Farmers claim that the river has been poisoned\nTwo schools are closed after the heavy snowfall\n"
        "Ministry denies that the market will be closed"
    )
    (edit,) = edits(first, first.replace("Two schools", "Six schools"))
    assert first[slice(*edit.span_a)] == "Two schools are closed after the heavy snowfall"


def reports(history: str, *, n: int = 3, opening: str = REPORT) -> list[Annotation]:
    """Reports of one outlet, each with words of its own above the history."""
    return [
        Annotation(
            article=Article(
                id=f"r{i}", outlet_id="x", outlet="X", title="", language="en",
                text=f"Report {i}. {opening[i * 60 :]}\n\n{history}", date=f"2021-05-0{i + 1}",
            )
        )
        for i in range(n)
    ]  # fmt: skip


def repeated(annotations: list[Annotation]) -> dict[str, list[str]]:
    texts = {a.article.id: a.article.text for a in annotations}
    return {id: [texts[id][p.start : p.end] for p in own] for id, own in find_background(annotations).items()}


@pytest.mark.parametrize("width", [50, 62, 70])
def test_a_background_paragraph_over_several_lines_would_be_missed(width: int) -> None:
    wrapped = textwrap.fill(HISTORY, width)
    found = repeated(reports(wrapped))
    assert {id: own[-1] for id, own in found.items()} == {"r0": wrapped, "r1": wrapped, "r2": wrapped}


def test_the_same_paragraph_from_a_page_and_from_mails_would_be_two() -> None:
    items = reports(textwrap.fill(HISTORY, 62))
    flat = reports(HISTORY)[1]
    found = find_background([items[0], flat, items[2]])
    last = {id: own[-1] for id, own in found.items()}
    assert {p.background_id for p in last.values()} == {f"r0:{last['r0'].start}"}
    assert {id: p.repeated for id, p in last.items()} == {"r0": False, "r1": True, "r2": True}
    assert flat.article.text[last["r1"].start : last["r1"].end] == HISTORY


def test_a_paragraph_that_two_articles_share_would_be_background_for_being_wrapped() -> None:
    assert repeated(reports(textwrap.fill(HISTORY, 62), n=2)) == {}


def test_new_lines_below_a_heading_would_be_background_with_it() -> None:
    """Only what is repeated counts: the report above, whose lines are new in each article, is not."""
    items = [
        Annotation(
            article=Article(
                id=f"r{i}", outlet_id="x", outlet="X", title="", language="en",
                text=textwrap.fill(own, 62) + "\n\n" + textwrap.fill(HISTORY, 62),
            )
        )
        for i, own in enumerate(REPORT.split(". "))
    ]  # fmt: skip
    assert {id: [plain(text) for text in own] for id, own in repeated(items).items()} == {
        f"r{i}": [HISTORY] for i in range(3)
    }
