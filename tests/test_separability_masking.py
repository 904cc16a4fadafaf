"""What is masked before anything is learned, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.records import FIELDS
from framing.separability.masking import corpus_names, find_masks
from framing.separability.names import find_names, gather_names

OWN = {"outlet_id": "village_bell", "outlet": "Village Bell", "authors": ["Ani Nrnenian"]}
NAMES = corpus_names([OWN])


def masked(text, zones=(), title=""):
    row = {"title": title, "text": text, "zones": [{"kind": k, "start": s, "end": e} for k, s, e in zones]}
    return [text[m.start : m.end] for m in find_masks(row, NAMES)["text"]]


GONE = {
    "own name": ("The Village Bell has learned more.", ["Village Bell"]),
    "name in capitals": ("It was, VILLAGE BELL learned, late.", ["VILLAGE BELL"]),
    "registered name": ("He told Armenpress so.", ["Armenpress"]),
    "possessive": ("He read TASS’s report.", ["TASS’s"]),
    "with an ending": ("Сообщили Арменпрессу вчера.", ["Арменпрессу"]),
    "web name": ("He told NEWS.am so.", ["NEWS.am"]),
    "agency of the wire list": ("He told Xinhua so.", ["Xinhua"]),
    "signature in brackets": ("the road is open. (AFP)", ["AFP"]),
    "author": ("so Ani Nrnenian heard", ["Ani Nrnenian"]),
    "byline": ("By Jane Doe\nthe road is open", ["By Jane Doe"]),
    "byline in Russian": ("Автор: Анна Петрова\nдорога открыта", ["Автор: Анна Петрова"]),
    "address": ("see https://example.org/a?b=c now", ["https://example.org/a?b=c"]),
    "bare address": ("see www.example.org now", ["www.example.org"]),
    "mail": ("write to desk@example.org now", ["desk@example.org"]),
    "account": ("follow @somebody now", ["@somebody"]),
    "credit": ("Photo: Reuters\nthe road is open", ["Photo: Reuters"]),
    "contribution": (
        "the road is open\nReuters contributed to this report.",
        ["Reuters contributed to this report."],
    ),
    "dateline with a date": ("YEREVAN, DECEMBER 7. The road", ["YEREVAN, DECEMBER 7."]),
    "dateline with a dash": ("Fresno, Calif. — The road", ["Fresno, Calif. —"]),
    "dateline with an agency": ("BAKU, May 3. /TASS/. The road", ["BAKU, May 3. /TASS/."]),
    "dateline with a colon": ("BAKU: The road", ["BAKU:"]),
    "dateline in Russian": ("БАКУ, 3 мая – Дорога открыта", ["БАКУ, 3 мая –"]),
}


@pytest.mark.parametrize("name", GONE)
def test_an_outlet_would_be_given_away_by(name):
    text, wanted = GONE[name]
    assert masked(text) == wanted


STAYS = {
    "running text": "The road to Stepanakert was open on Monday.",
    "a word that is a name in capitals": "He wrote a report on the trend in a slate town.",
    "a place at the start": "Baku said the road was open.",
    "places with commas": "Armenia, Azerbaijan and Russia signed.",
    "a dash later": "The road — the only one — was open.",
    "a hyphen": "Nagorno-Karabakh waited.",
    "a short first sentence": "Snow fell. The road was closed.",
    "by as a word": "By Monday the road was open",
    "part of a name": "The village lost its bell.",
    "a longer word": "The tassel and the apart apply.",
    "two lines": "He saw the Village\nBell and book",
    "a source": "according to material from the ministry, which nobody had seen before the vote on Monday",
}


@pytest.mark.parametrize("name", STAYS)
def test_wording_would_be_lost_in(name):
    assert masked(STAYS[name]) == []


def test_zones_would_be_read():
    text = "BAKU the road\nA bridge. Photo: X\nopen\nSubscribe"
    zones = [("dateline", 0, 4), ("caption", 14, 32), ("footer", 38, 47), ("standfirst", 33, 37)]
    assert masked(text, zones) == ["BAKU", "A bridge. Photo: X", "Subscribe"]


def test_the_headline_would_keep_a_name():
    row = {"title": "Village Bell asks", "text": "", "zones": None}
    assert [tuple(m) for m in find_masks(row, NAMES)["title"]] == [(0, 12)]


hostile = st.text(alphabet=st.sampled_from("AbT‘’'-—–./:@()|\n İßև́ 3М") | st.characters(), max_size=200)


@given(hostile, hostile)
def test_a_mask_would_lie_outside_the_text_or_over_another(title, text):
    masks = find_masks({"title": title, "text": text, "zones": []}, NAMES)
    for field, whole in zip(FIELDS, (title, text), strict=True):
        at = -1
        for mask in masks[field]:
            assert at < mask.start < mask.end <= len(whole)
            at = mask.end


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_in_any_surroundings_would_stay(before, after):
    text = f"{before}\n Village Bell \n{after}"
    found = find_names(text, NAMES)
    start = len(before) + 2
    assert any(m.start <= start and start + 12 <= m.end for m in found)


def test_the_longest_name_would_lose_to_a_shorter_one():
    names = gather_names(["Azeri Press Agency", "Azeri", "Press"])
    assert [tuple(s) for s in find_names("an Azeri Press Agency line, Azeri Press", names)] == [
        (3, 21),
        (28, 33),
        (34, 39),
    ]
