"""Headers of a digest that lack their date: the reader is told, and ordinary signatures are left in peace."""

from __future__ import annotations

import pytest

from framing.reading.files import read

FIRST = "Town is calm\nArmenpress\nOct 3 2020\n\nThe town was calm on Monday, officials said.\n\n"
BODY = "The village was calm on Tuesday, officials said.\n"


def notices(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(FIRST + text, encoding="utf-8")
    corpus = read(path)
    return len(corpus), list(corpus.notices)


@pytest.mark.parametrize("under", ["Trend\n", "Trend\nOct 4\n", "Trend\nOct 34 2020\n"])
def test_the_words_of_one_newsroom_do_not_count_for_another_in_silence(tmp_path, under):
    n, [notice] = notices(tmp_path, f"Village is calm too\n{under}\n{BODY}")
    assert n == 1
    assert notice == (
        "a.txt:1: the article of Armenpress may hold another one, 'Village is calm too': 'Trend' stands "
        "under it. What to do: where it is one, put its date under the outlet's name"
    )


def test_a_whole_header_is_an_article_and_no_notice(tmp_path):
    assert notices(tmp_path, f"Village is calm too\nTrend\nOct 4 2020\n\n{BODY}") == (2, [])


@pytest.mark.parametrize(
    "text",
    [
        "TASS\n",
        f"TASS\n\n{BODY}",
        f"Village is calm too\nArmenpress\n\n{BODY}",
        "Village is calm too\nTrend\n",
        f"Photo:\nTASS\n\n{BODY}",
    ],
)
def test_a_signature_a_credit_and_the_outlets_own_name_are_no_lost_header(tmp_path, text):
    assert notices(tmp_path, text) == (1, [])
