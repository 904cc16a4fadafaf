"""Texts whose lines were broken at a width: read as if they were not, with every offset kept."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import annotate_text
from framing.annotation.wrapping import joined

SPEECH = (
    "The head of the district said at the opening of the new school that the road to the village would be "
    "ready before the first snow and that two buses a day would run on it. “We have waited for this since "
    "the spring of the year before last, and nobody will be left behind,” she told the parents who had come."
)
SECOND = (
    "A farmer from the lower village answered that he had heard such promises before, and that his children "
    "still walked four miles to their lessons when the river was high and the bridge was under water."
)
WRAPPED = textwrap.fill(SPEECH, 62) + "\n\n" + textwrap.fill(SECOND, 62)


def attributed(text: str) -> list[tuple[str, ...]]:
    found = annotate_text(text).attributions
    return [
        tuple(" ".join(text[s.start : s.end].split()) for s in (*a.content, a.source, a.cue) if s)
        for a in found
    ]


def test_a_quotation_over_a_broken_line_would_be_cut_off() -> None:
    whole = f"{SPEECH}\n\n{SECOND}"
    assert len(attributed(whole)) >= 3
    assert attributed(WRAPPED) == attributed(whole)


@pytest.mark.parametrize("width", [38, 50, 72, 80])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_another_width_or_no_line_between_paragraphs_would_cut_them_too(width: int, gap: str) -> None:
    text = f"{textwrap.fill(SPEECH, width)}{gap}{textwrap.fill(SECOND, width)}"
    assert attributed(text) == attributed(f"{SPEECH}\n\n{SECOND}")


def test_windows_line_ends_would_cut_them_too() -> None:
    text = WRAPPED.replace("\n", "\r\n")
    assert attributed(text) == attributed(f"{SPEECH}\n\n{SECOND}")


def test_an_offset_of_a_wrapped_text_would_point_into_another_text() -> None:
    found = annotate_text(WRAPPED)
    assert found.article.text == WRAPPED
    assert all(a.source is None or "\n\n" not in WRAPPED[slice(*a.source)] for a in found.attributions)


@pytest.mark.parametrize(
    "text",
    [
        # A list of headlines, each on a line of its own.
        "Mayor says the bridge will open in the spring\nBorder villages wait for their first bus line\n"
        "Farmers claim that the river has been poisoned\nTwo schools are closed after the heavy snowfall\n"
        "Ministry denies that the market will be closed\n",
        # Paragraphs on single lines.
        f"{SPEECH}\n{SECOND}\n{SPEECH}\n{SECOND}\n{SPEECH}\n",
        # A transcript, each line with its speaker.
        "Q: When will the road to the village be open?\nA: Before the first snow, if the weather holds.\n"
        "Q: Who pays for the second bus to the school?\nA: The district pays for it until next summer.\n"
        "Q: And what happens after the end of summer?\n",
        # Quotations, a line each.
        "“we have to do something about the old bridge”\n“we have to be there before the children are”\n"
        "“we are playing with a different set of rules”\n“we have to speak to all of the other parents”\n"
        "“We are not going to stay in that old village”\n",
        "one\ntwo\nthree\nfour\nfive\n",
        "",
        "\n\n\n\n\n",
    ],
)
def test_lines_of_their_own_would_be_run_together(text: str) -> None:
    assert joined(text) is text or joined(text) == text


LINES = st.lists(
    st.one_of(
        st.text(max_size=50),
        st.text(alphabet='ab AB.,\u201c\u201d"', min_size=25, max_size=70),
        st.sampled_from(["", " ", "\r", "\t", "a" * 60, "և" * 40, "İ" * 35]),
    ),
    max_size=30,
)


@given(LINES)
def test_hostile_lines_would_change_more_than_a_line_end(lines: list[str]) -> None:
    text = "\n".join(lines)
    view = joined(text)
    assert len(view) == len(text)
    assert all(new == old or (old, new) == ("\n", " ") for old, new in zip(text, view, strict=True))
    assert joined(view) == view or view.count("\n") <= text.count("\n")
