"""Reading e-mail news digests: every article whole, every line accounted for."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.reading import digest
from framing.reading.bylines import read_byline
from framing.reading.dateline_end import find_dateline
from framing.reading.digest import read_digest
from framing.reading.layout import read_lines
from framing.reading.outlets import load_outlets
from framing.reading.stamps import read_stamp
from framing.records import ZONES, Article, Skipped

HERE = Path(__file__).resolve()
SHARED = HERE.parents[1].parent / "shared"
CASES = HERE.parent / "cases" / "digests"
OUTLETS = load_outlets()


def read(text: str) -> tuple[list[Article], list[Skipped]]:
    return read_digest(text, where="news.txt", outlets=OUTLETS)


def only(text: str) -> Article:
    articles, _ = read(text)
    assert len(articles) == 1, [a.title for a in articles]
    return articles[0]


def zoned(article: Article, kind: str) -> list[str]:
    return [article.text[z.start : z.end] for z in article.zones if z.kind == kind]


def captions(article: Article) -> list[tuple[str, str | None]]:
    """Each caption with the credit that follows it."""
    found: list[tuple[str, str | None]] = []
    for zone in article.zones:
        words = article.text[zone.start : zone.end]
        if zone.kind == "caption":
            found.append((words, None))
        elif zone.kind == "credit" and found and found[-1][1] is None:
            found[-1] = (found[-1][0], words)
    return found


def body(article: Article) -> list[str]:
    """The body's paragraphs, without datelines and all other zones."""
    paragraphs, start = [], 0
    for paragraph in article.text.split("\n\n"):
        end = start + len(paragraph)
        first = start
        for zone in article.zones:
            if zone.start <= first < zone.end:
                first = zone.end
        rest = article.text[first:end].strip() if first < end else ""
        if rest:
            paragraphs.append(rest)
        start = end + 2
    return paragraphs


def asides(article: Article) -> list[tuple[int, str]]:
    return [(aside.line, aside.kind) for aside in article.set_aside]


# The real digest ------------------------------------------------------------------------------

needs_seed = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is not here")
GOLD_FOOTERS = ("funding_note", "contributor_note")


def seed_gold() -> list[dict[str, Any]]:
    path = SHARED / "domain" / "seed_gold.json"
    if not path.is_file():
        return []
    articles: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["articles"]
    return articles


@pytest.fixture(scope="module")
def seed() -> dict[str, Article]:
    text = (SHARED / "seeds" / "digest-2020-12.txt").read_text(encoding="utf-8")
    articles, skipped = read_digest(text, where="digest-2020-12.txt", outlets=OUTLETS)
    assert skipped == []
    return {article.id: article for article in articles}


@needs_seed
@pytest.mark.parametrize("gold", seed_gold(), ids=lambda gold: gold["id"])
def test_article_of_the_real_digest_differs_from_its_gold(
    gold: dict[str, Any], seed: dict[str, Article]
) -> None:
    article = seed[f"digest-2020-12-{gold['id'][1:]}"]
    assert len(seed) == 9
    assert article.title == gold["headline"]
    assert article.outlet_id == gold["outlet_id"]
    assert (article.date, article.time) == (gold["date"], gold["time"])
    assert list(article.authors) == gold["author"]
    assert article.origin == f"digest-2020-12.txt:{gold['headline_line']}"
    assert zoned(article, "standfirst") == ([gold["standfirst"]] if gold["standfirst"] else [])
    assert zoned(article, "dateline") == ([gold["dateline_raw"]] if gold["dateline_raw"] else [])
    assert captions(article) == [(c["text"], c["credit"]) for c in gold["captions"]]
    noise = sorted((n["line"], n["type"]) for n in gold["noise"] if n["type"] not in GOLD_FOOTERS)
    assert asides(article) == noise
    assert zoned(article, "footer") == [n["text"] for n in gold["noise"] if n["type"] in GOLD_FOOTERS]
    paragraphs = body(article)
    assert len(paragraphs) == gold["body_paragraphs"]
    assert paragraphs[0].startswith(gold["body_first_words"])
    assert paragraphs[-1].endswith(gold["body_last_words"])
    n_words = sum(len(paragraph.split()) for paragraph in paragraphs)
    assert n_words == pytest.approx(gold["body_words"], rel=0.01)


# Digests with invented news -------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_invented_digest_is_read_otherwise_than_an_editor_would(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_bytes().decode(expected["encoding"])
    articles, _ = read_digest(text, where=path.stem + ".txt", outlets=OUTLETS)
    assert [a.title for a in articles] == [e["title"] for e in expected["articles"]]
    assert [found_in(a) for a in articles] == [expected_of(e) for e in expected["articles"]]


def found_in(article: Article) -> dict[str, Any]:
    paragraphs = body(article)
    return {
        "title": article.title,
        "outlet_id": article.outlet_id,
        "outlet": article.outlet,
        "date": article.date,
        "time": article.time,
        "authors": list(article.authors),
        "standfirst": next(iter(zoned(article, "standfirst")), None),
        "dateline": next(iter(zoned(article, "dateline")), None),
        "captions": captions(article),
        "footers": zoned(article, "footer"),
        "set_aside": asides(article),
        "n_paragraphs": len(paragraphs),
        "first_words": " ".join(paragraphs[0].split()[:6]),
        "last_words": paragraphs[-1].split()[-4:],
    }


def expected_of(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        **{key: entry[key] for key in ("title", "outlet_id", "outlet", "date", "time", "authors")},
        **{key: entry[key] for key in ("standfirst", "dateline", "footers", "n_paragraphs")},
        "captions": [(c["text"], c["credit"]) for c in entry["captions"]],
        "set_aside": sorted((a["line"], a["kind"]) for a in entry["set_aside"]),
        "first_words": " ".join(entry["first_words"].split()[:6]),
        "last_words": entry["last_words"].split()[-4:],
    }


# One thing at a time ---------------------------------------------------------------------------

PLAIN = """Mill opens in Shaki

Mediamax
Mar 3 2021

The old mill is open again.

It grinds on Fridays."""


def test_windows_and_old_mac_line_ends_change_an_article() -> None:
    plain = only(PLAIN)
    for end in ("\r\n", "\r"):
        assert only(PLAIN.replace("\n", end)) == plain


def test_article_of_a_digest_from_stdin_has_an_id_without_a_name() -> None:
    [article], _ = read_digest(PLAIN, where="-", outlets=OUTLETS)
    assert (article.id, article.origin) == ("stdin-1", "-:1")


def test_file_without_an_article_is_lost_without_a_reason() -> None:
    for text, words in (("", "empty"), ("Only some words.\nAnd more.", "no article found")):
        articles, [skipped] = read(text)
        assert articles == []
        assert skipped.origin == "news.txt"
        assert words in skipped.reason


def test_headline_without_text_becomes_an_empty_article() -> None:
    articles, [skipped] = read("Ferry rests\n\nTrend\nMar 2 2021\n\nShare\n\n" + PLAIN)
    assert [article.title for article in articles] == ["Mill opens in Shaki"]
    assert articles[0].id == "news-1"
    assert skipped.origin == "news.txt:1-6"
    assert "Ferry rests" in skipped.reason


def test_words_before_the_first_headline_are_lost() -> None:
    articles, [skipped] = read("Dear readers, here is the news.\n\n=====\n\n" + PLAIN)
    assert skipped == Skipped(
        origin="news.txt:1", reason="text before the first headline: 'Dear readers, here is the news.'"
    )
    assert asides(articles[0]) == [(3, "separator")]


@pytest.mark.parametrize(
    ("line", "date", "clock", "glued"),
    [
        ("Dec 9 2020", "2020-12-09", None, False),
        ("Wednesday, 9 December 2020", "2020-12-09", None, False),
        ("September 19th, 2018", "2018-09-19", None, False),
        ("[ 08 April 2015 17:10 ]", "2015-04-08", "17:10", False),
        ("17:10 28/04/2015 » Politics", "2015-04-28", "17:10", False),
        ("Published 10:27 p.m. GMT, Dec. 1, 2020", "2020-12-01", "22:27", False),
        ("2020-12-09T10:30:15+04:00", "2020-12-09", "10:30", False),
        ("9 Dec 2020 10.27 GMT", "2020-12-09", "10:27", False),
        ("12:05 AM, May 4, 2021", "2021-05-04", "00:05", False),
        ("MAY 04, 202112:05 AM", "2021-05-04", "00:05", True),
        ("May 4, 2021Updated 9:15 a.m. ET", "2021-05-04", "09:15", True),
        ("04.05.202117:45", "2021-05-04", "17:45", True),
        ("28 ноября 2020 г., 18:40", "2020-11-28", "18:40", False),
        ("28 Kasım 2020", "2020-11-28", None, False),
        ("28 նոյեմբերի 2020", "2020-11-28", None, False),
        ("15:35,", None, "15:35", False),
        ("03/04/2021", None, None, False),  # nobody's date: March or April
        ("Feb 31 2021", None, None, False),
    ],
)
def test_stamp_is_read_as_another_moment(line: str, date: str | None, clock: str | None, glued: bool) -> None:
    stamp = read_stamp(line)
    assert stamp is not None
    assert (stamp.date, stamp.time, stamp.glued) == (date, clock, glued)


@pytest.mark.parametrize(
    "line",
    ["December 2020", "1,200 people", "44", "9 May Square", "At 17:10 the mill opened", "2020", "24 April"],
)
def test_words_with_numbers_are_taken_for_a_date(line: str) -> None:
    assert read_stamp(line) is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By ANI MELIK", ("Ani Melik",)),
        ("By Ani Melik and Lale Karim in Ankara", ("Ani Melik", "Lale Karim")),
        ("By Ani Melik in Goris and Lale Karim in Ganja", ("Ani Melik", "Lale Karim")),
        ("By Ani Melik, Lale Karim and Tom O'Hara", ("Ani Melik", "Lale Karim", "Tom O'Hara")),
        ("BY JEAN-LUC DE LA TOUR", ("Jean-Luc De La Tour",)),
        ("By Elif Karayel - Trend:", ("Elif Karayel",)),
        ("By Ani Melik, Staff Writer", ("Ani Melik",)),
        ("By Ani Melik (Reuters)", ("Ani Melik",)),
        ("By AFP", ("AFP",)),
        ("By Staff Writer", ()),
        ("By ELİF KARAYEL", ("Elif Karayel",)),
        ("Ani Melik | Dec 9, 2020", ("Ani Melik",)),
        ("September 19th, 2018 Ani Melik", ("Ani Melik",)),
        ("Posted on Dec 9, 2020 by Ani Melik", ("Ani Melik",)),
    ],
)
def test_byline_names_other_people(line: str, authors: tuple[str, ...]) -> None:
    byline = read_byline(line, OUTLETS)
    assert byline is not None
    assert byline.authors == authors


@pytest.mark.parametrize(
    "line",
    [
        "By land and by sea, bread comes home",
        "By Candlelight",
        "By the river",
        "By 2030, says the mayor",
        "By and by",
    ],
)
def test_headline_that_begins_with_by_is_taken_for_a_byline(line: str) -> None:
    assert read_byline(line, OUTLETS) is None


@pytest.mark.parametrize(
    "dateline",
    [
        "YEREVAN, MARCH 3, ARMENPRESS.",
        "YEREVAN, Armenia—",
        "BAKU, Azerbaijan, March 3, Trend:",
        "MOSCOW, March 3. /TASS/.",
        "BAKU, March 3 (Reuters) -",
        "YEREVAN (CivilNet) —",
        "Baku. 3 March. APA.",
        "Yerevan /Mediamax/.",
        "NUR-SULTAN. KAZINFORM –",
        "YEREVAN. –",
        "МОСКВА, 3 марта. /ТАСС/.",
        "ISTANBUL —",
    ],
)
def test_dateline_ends_somewhere_else(dateline: str) -> None:
    text = (
        dateline
        + ("" if dateline.endswith("—") and " " not in dateline[-2:] else " ")
        + "The old mill is open."
    )
    assert text[: find_dateline(text, OUTLETS)].rstrip() == dateline


@pytest.mark.parametrize(
    "text",
    [
        "The old mill — the last of its kind — is open.",
        "Shaki. The mill is open.",
        "NATO said on Monday that the mill is open.",
        "Armenia, Georgia and Iran agreed.",
        "The mill (Reuters) - is open.",
        "Ankara, Baku and Tbilisi: three towns.",
    ],
)
def test_sentence_is_taken_for_a_dateline(text: str) -> None:
    assert find_dateline(text, OUTLETS) == 0


def test_prefix_of_another_outlet_is_dropped_or_decides() -> None:
    kept = only(PLAIN.replace("Mill opens", "BBC: Mill opens"))
    assert (kept.title, kept.outlet_id) == ("BBC: Mill opens in Shaki", "mediamax")
    own = only(PLAIN.replace("Mill opens", "Mediamax: Mill opens"))
    assert own.title == "Mill opens in Shaki"
    alone = only("AFP: Mill opens in Shaki\n\nMar 3 2021\n\nThe old mill is open again.")
    assert (alone.title, alone.outlet_id) == ("Mill opens in Shaki", "afp")
    word = only("Report: Mill opens in Shaki\n\nMar 3 2021\n\nThe old mill is open again.")
    assert (word.title, word.outlet_id) == ("Report: Mill opens in Shaki", "unknown")


def test_article_whose_outlet_is_left_out_by_the_aggregator_is_glued_to_the_one_before() -> None:
    text = PLAIN + "\n\nAzerbaijani press: Ferry rests\n\nBy Ani Melik\n\nThe ferry rests.\n\nIt is old."
    articles, _ = read(text)
    assert [(a.title, a.outlet_id, a.authors) for a in articles] == [
        ("Mill opens in Shaki", "mediamax", ()),
        ("Azerbaijani press: Ferry rests", "unknown", ("Ani Melik",)),
    ]


def test_own_address_under_an_article_does_not_tell_its_outlet() -> None:
    text = "Mill opens in Shaki\n\n3 March 2021\n\nThe old mill is open.\n\nhttps://en.apa.az/mill/1"
    article = only(text)
    assert (article.outlet_id, article.url) == ("apa", "https://en.apa.az/mill/1")
    assert article.text == "The old mill is open."


def test_outlet_and_date_in_one_line_are_read_as_an_author() -> None:
    article = only("Mill opens in Shaki\n\nDaily Sabah | March 3, 2021\n\nThe old mill is open again.")
    assert (article.outlet_id, article.date, article.authors) == ("dailysabah", "2021-03-03", ())


WRAPPED = """MILL OPENS IN SHAKI AFTER TEN YEARS OF REPAIRS THAT NOBODY HAD
THOUGHT WOULD END

AzerNews
March 3 2021

The old mill of Shaki, which had stood still for ten years, is a well-
known meeting place again. On Fridays it grinds, and on Saturdays the
miller tells anybody who asks what it was like before.
    A second paragraph begins with blanks and has no empty line above
it. It tells of short-
and long-term plans for the race, and ends early.
Another paragraph follows a line that had room left for more words in
the column.
"""


def test_wrapped_lines_are_paragraphs_of_their_own_or_lose_a_hyphen() -> None:
    article = only(WRAPPED)
    assert article.title.endswith("THAT NOBODY HAD THOUGHT WOULD END")
    paragraphs = article.text.split("\n\n")
    assert len(paragraphs) == 3
    assert "is a well-known meeting place" in paragraphs[0]
    assert "of short- and long-term plans" in paragraphs[1]


def test_list_of_demands_is_set_aside_as_links() -> None:
    demands = "\n\nThe miller asks for three things:\n\n- A new wheel\n- A new roof\n- Quiet neighbours"
    assert "- A new roof" in only(PLAIN + demands).text
    links = only(PLAIN + "\n\n- A new wheel for the mill\n- A new roof for the mill")
    assert asides(links) == [(10, "related_link"), (11, "related_link")]


def test_sentence_that_begins_with_an_address_swallows_the_text_after_a_post() -> None:
    post = "\n\nMill of Shaki\n\n3 hours ago\n\nCome on Friday!\n\n"
    article = only(PLAIN + post + "The miller has friends.\n\nNews.am writes that it is full.")
    assert asides(article) == [(10, "social_embed"), (12, "social_embed"), (14, "social_embed")]
    assert body(article)[-2:] == ["The miller has friends.", "News.am writes that it is full."]


def test_only_underscores_around_a_word_are_mended() -> None:
    article = only(PLAIN.replace("old mill", "_old_ mill at snake_case_name"))
    assert "The old mill at snake_case_name" in article.text
    assert [(a.line, a.text) for a in article.set_aside] == [(6, "_old_")]


def test_photo_credit_makes_an_outlet_or_stays_in_the_body() -> None:
    text = PLAIN + "\n\nThe mill at night.\nAni Melik/AFP via Getty Images\n\nIt sleeps."
    article = only(text)
    assert article.outlet_id == "mediamax"
    assert captions(article) == [("The mill at night.", "Ani Melik/AFP via Getty Images")]
    assert body(article)[-1] == "It sleeps."


def test_embedded_tweet_or_dated_post_stays_in_the_body() -> None:
    tweet = "\n\nThe wheel turns! pic.twitter.com/abc123\n\n— Mill of Shaki (@shakimill) March 3, 2021"
    post = "\n\nMill of Shaki\n\nMay 3 at 10:15 AM ·\n\nCome on Friday!\n\n14 Comments 3 Shares"
    article = only(PLAIN + tweet + "\n\nThat was on Monday." + post + "\n\nIt is old.")
    assert body(article)[-2:] == ["That was on Monday.", "It is old."]
    assert asides(article) == [(n, "social_embed") for n in (10, 12, 16, 18, 20, 22)]


def test_label_of_the_next_page_ends_the_article_before() -> None:
    articles, _ = read(PLAIN + "\n\nOPINION\n\n" + PLAIN)
    assert body(articles[0])[-1] == "It grinds on Fridays."
    assert asides(articles[0]) == [(10, "category")]


def test_headline_and_one_paragraph_with_a_dateline_are_glued_to_a_short_article() -> None:
    short = "Ferry rests in winter\n\nTrend\nMar 2 2021\n\nThe ferry rests.\n\n"
    articles, _ = read(short + "Mill opens in Shaki\n\nSHAKI, March 3. /APA/. The mill is open.")
    assert [(a.title, a.outlet_id) for a in articles] == [
        ("Ferry rests in winter", "trend"),
        ("Mill opens in Shaki", "apa"),
    ]


def test_outlet_or_date_inside_the_body_begins_an_article() -> None:
    added = [
        "The first to write of it:",
        "Trend",
        "A date is cut into the stone.",
        "12 March 1911",
        "It is old.",
    ]
    article = only("\n\n".join([PLAIN, *added]))
    assert body(article)[2:] == added
    assert article.date == "2021-03-03"


def test_subheading_after_wide_gaps_begins_an_article() -> None:
    text = PLAIN + "\n\n\n\nA long way home\n\nThe wheel came from Ganja.\n\n* * *\n\nIt was heavy."
    assert "A long way home" in body(only(text))


def test_separator_does_not_part_articles_that_have_only_headlines() -> None:
    text = PLAIN + "\n\n========\n\nFerry rests in winter\n\nThe ferry rests."
    articles, _ = read(text)
    assert [(a.title, a.outlet_id) for a in articles][1:] == [("Ferry rests in winter", "unknown")]


def test_list_of_links_above_the_text_hides_the_dateline() -> None:
    text = "Mill opens in Shaki\n\nMar 3 2021\n\nRelated news\n- A new wheel for the mill\n\n"
    article = only(text + "SHAKI, March 3. /APA/. The mill is open.")
    assert article.outlet_id == "apa"
    assert zoned(article, "dateline") == ["SHAKI, March 3. /APA/."]


@pytest.mark.parametrize(
    "text", ["", "\n" * 50, "id,text\n1,The mill", '{"text": "The mill"}', "The mill is open.\n\nIt grinds."]
)
def test_prose_is_taken_for_a_digest(text: str) -> None:
    articles, [skipped] = read(text)
    assert articles == []
    assert skipped.reason.startswith(("no article found", "the file is empty"))


# Nothing is lost, nothing raises --------------------------------------------------------------

POOL = [
    "Mill opens in Shaki",
    "MILL OPENS IN SHAKI",
    "NYT: Mill opens in Shaki",
    "Mediamax",
    "TASS, Russia",
    "The Herald, Malaysia",
    "Dec 9 2020",
    "18:05, 3 March, 2021",
    "MAR 03, 20217:15 AM",
    "By ANI MELIK",
    "BAKU, Azerbaijan, Feb. 28, Trend: The mill is open.",
    "JAMnews, Baku",
    "Share",
    "Save",
    "Image",
    "The mill at night.Credit…Ani Melik",
    "Ani Melik/AFP via Getty Images",
    "The mill is open (AFP Photo)",
    "Read More »",
    "Related news",
    "- A new wheel",
    "• Ani Melik",
    "5 hours ago",
    "mill.org Mill – Ջրաղաց",
    "Categories: 2020",
    "-----",
    "The mill is open again, said the miller.",
    "It grinds on _Fridays_.",
    "",
    "",
    "\xa0",
    "This report was supported by the Mill Fund.",
    "https://tass.com/mill",
    "The old mill of Shaki, which had stood still for ten years, is a well-",
    "known meeting place again, and on Fridays it grinds for everybody in",
    "Daily Sabah | Dec 9, 2020",
]
LINES = st.lists(st.one_of(st.sampled_from(POOL), st.text(max_size=40)), max_size=40)


def squeezed(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def check_every_line_is_somewhere(text: str, where: str = "news.txt") -> None:
    articles, skipped, ledger = digest._read_all(text, where=where, outlets=OUTLETS)
    lines = {line.number: line for line in read_lines(text, OUTLETS) if line.kind != "blank"}
    assert ledger.keys() == lines.keys()
    gone = set[int]()
    for entry in skipped:
        place = entry.origin.removeprefix(where)
        first, _, last = place.removeprefix(":").partition("-")
        gone |= set(range(int(first), int(last or first) + 1)) if place else set(lines)
    aside = [a for article in articles for a in article.set_aside if a.kind != "inline_artifact"]
    assert len({a.line for a in aside}) == len(aside)
    assert gone & lines.keys() == {n for n, fate in ledger.items() if fate == "skipped"}
    assert {a.line for a in aside} == {n for n, fate in ledger.items() if fate == "set_aside"}
    texts = squeezed("".join(article.text for article in articles))
    titles = squeezed("".join(article.title for article in articles))
    for number, line in lines.items():
        if ledger[number] == "text":
            assert squeezed(line.text.replace("Credit…", "").replace("Credit:", "")) in texts
        elif ledger[number] == "title":
            assert squeezed(line.text.rpartition(": ")[2]) in titles
        elif ledger[number] == "metadata":
            known = line.kind in ("stamp", "byline", "source", "url", "bullet")
            assert known or any(line.text == a.outlet or OUTLETS.by_name(line.text) for a in articles)


def check_zones_fit(articles: list[Article]) -> None:
    for article in articles:
        end = 0
        for zone in article.zones:
            assert zone.kind in ZONES
            assert end <= zone.start < zone.end <= len(article.text)
            end = zone.end
        assert article.text.strip()
        assert article.title.strip()


@given(LINES, st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
@settings(max_examples=300, deadline=None)
def test_some_line_of_a_digest_vanishes(rows: list[str], end: str) -> None:
    text = end.join(rows)
    check_every_line_is_somewhere(text)
    check_zones_fit(read(text)[0])
    assert read(text) == read(text)


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_some_text_breaks_the_reader(text: str) -> None:
    check_every_line_is_somewhere(text)


@needs_seed
def test_some_line_of_the_real_digest_vanishes() -> None:
    text = (SHARED / "seeds" / "digest-2020-12.txt").read_text(encoding="utf-8")
    check_every_line_is_somewhere(text)
    check_zones_fit(read(text)[0])


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_some_line_of_an_invented_digest_vanishes(path: Path) -> None:
    encoding = json.loads(path.read_text(encoding="utf-8"))["encoding"]
    text = path.with_suffix(".txt").read_bytes().decode(encoding)
    check_every_line_is_somewhere(text)
    check_zones_fit(read(text)[0])


@needs_seed
def test_order_of_articles_or_width_of_gaps_changes_an_article() -> None:
    rows = (SHARED / "seeds" / "digest-2020-12.txt").read_text(encoding="utf-8").split("\n")
    gold = seed_gold()
    parts = ["\n".join(rows[g["start"] - 1 : g["end"]]) for g in gold]
    whole = {a.title: (a.text, a.date, a.time, a.authors, a.outlet_id) for a in read("\n".join(rows))[0]}
    for gap in ("\n\n", "\n\n\n \n"):
        articles, skipped = read(gap.join(reversed(parts)))
        assert skipped == []
        assert [a.title for a in articles] == [g["headline"] for g in reversed(gold)]
        for a in articles:
            assert (a.text, a.date, a.time, a.authors, a.outlet_id) == whole[a.title]


HEAVY = {
    "one line of 5 MB": PLAIN + "\n\n" + "word " * 1_000_000,
    "one word of 5 MB": "а" + "aа" * 2_500_000,
    "200,000 blank lines": PLAIN + "\n" * 200_000 + "It is old.",
    "50,000 underscores": PLAIN + "\n\n" + "_a" * 50_000,
    "5 MB of brackets": "(" * 5_000_000,
}


@pytest.mark.parametrize("name", HEAVY)
def test_large_file_takes_more_than_a_moment(name: str) -> None:
    started = time.process_time()
    read(HEAVY[name])
    assert time.process_time() - started < 10  # measured: 0.1 to 1.1 s on one core


def test_cost_grows_faster_than_the_file() -> None:
    def seconds(n: int) -> float:
        text = "Mill opens in Shaki\n\n" * n + "Share\nThe mill is open.\n2 hours ago\n- A wheel\n" * n
        return min(timed(text) for _ in range(2))

    def timed(text: str) -> float:
        started = time.process_time()
        read(text)
        return time.process_time() - started

    assert seconds(4_000) < 12 * seconds(1_000)
