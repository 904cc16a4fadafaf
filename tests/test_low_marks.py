"""Quotations that open low, „…“, and close with the mark that opens elsewhere."""

from __future__ import annotations

import pytest

from framing.annotation.quotes import find_quotations


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "They call it „measures“. The phrase is new. It rained.\n\n„I hid,“ she said.",
            ["measures", "I hid,"],
        ),
        ("„We waited…“ he said. The rain went on. „I went—“ she began.", ["We waited…", "I went—"]),
        ("They spoke of „order“—and of „calm“.", ["order", "calm"]),
        ("„He called it “a lie” to us. I left,“ she said.", ["He called it “a lie” to us. I left,", "a lie"]),
        ("„It was cold.” He left.", ["It was cold."]),
    ],
)
def test_the_newsroom_s_words_after_a_low_quotation_would_be_quoted(text: str, wanted: list[str]) -> None:
    assert inner(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“I hid.” It rained. “I ran.”", ["I hid.", "I ran."]),
        ("They call it “measures”. “I hid,” she said.", ["measures", "I hid,"]),
        ("She said (“I hid”) and left.", ["I hid"]),
    ],
)
def test_marks_that_open_high_would_change(text: str, wanted: list[str]) -> None:
    assert inner(text) == wanted
