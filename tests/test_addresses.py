"""Web and mail addresses and names of accounts."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.annotation.addresses import addresses, may_hold_address
from framing.annotation.folding import fold


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in addresses(text)]


ADDRESSES = {
    "scheme": ("see https://example.org/a-b?c=d for more", ["https://example.org/a-b?c=d"]),
    "capitals": ("SEE HTTPS://EXAMPLE.ORG/ARTSAKH NOW", ["HTTPS://EXAMPLE.ORG/ARTSAKH"]),
    "glued to a word": ("Karabakh:https://example.org/x", ["https://example.org/x"]),
    "in brackets": ("(www.example.org/shushi)", ["www.example.org/shushi)"]),
    "quoted": ("“www.example.org”—Karabakh", ["www.example.org"]),
    "account": ("by @artsakh_press today", ["@artsakh_press"]),
    "mail": ("write to press.office@artsakh.org today", ["press.office@artsakh.org"]),
    "domain with hyphens": ("as nagorno-karabakh-news.com wrote", ["nagorno-karabakh-news.com"]),
    "two": ("artsakhpress.am, www.azernews.az", ["artsakhpress.am,", "www.azernews.az"]),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_is_overlooked(name: str) -> None:
    text, expected = ADDRESSES[name]
    assert found(text) == expected
    assert may_hold_address(fold(text).view)


@pytest.mark.parametrize(
    "text",
    [
        "He left Shusha. Armenia said so.",
        "Yerevan/Baku talks: 3-2",
        "the .com boom",
        "10 a.m. in Baku",
        "I.Am",
        "",
    ],
)
def test_words_without_an_address_are_taken_for_one(text: str) -> None:
    assert found(text) == ([] if text != "I.Am" else ["I.Am"])  # a capital after a stop may be a domain


@given(st.text(alphabet=st.sampled_from("aZ.:/@w-+ \n“—é") | st.characters(), max_size=200))
def test_spans_leave_the_text_or_overlap(text: str) -> None:
    spans = addresses(text)
    ends = [0, *(end for _, end in spans)]
    assert all(before <= start < end <= len(text) for before, (start, end) in zip(ends, spans, strict=False))
    assert not any(char.isspace() for word in found(text) for char in word)


@pytest.mark.parametrize("unit", ["://a", "@", "www.", ".com", "a.am ", "a" * 99 + ".com“"])
def test_an_address_of_any_length_takes_more_than_linear_time(unit: str) -> None:
    def cost(n: int) -> float:
        begun = process_time()
        addresses(unit * n)
        return process_time() - begun

    small, large = (min(cost(n) for _ in range(3)) for n in (4_000, 32_000))
    assert large < 24 * small + 0.05  # eight times the text; quadratic cost would be 64 times
