"""The page: self-contained, escaped, every number with its evidence, nothing copied at length."""

from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest

import framing
from framing.reading.files import read
from framing.reporting.charts import Block, Dot, draw_dots, svg_of
from framing.reporting.labels import CUE_EXAMPLES
from framing.reporting.page import build_page, render_page
from framing.reporting.passages import MAX_WORDS
from framing.resources import data_folder

INPUTS = Path(__file__).parent / "cases" / "inputs"

# What HTML allows to be left open.
VOID = {"meta", "link", "br", "img", "hr", "input", "path", "use", "rect"}


class Document(HTMLParser):
    """Ids, links, text and attributes of a page; complains about crossed tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.tags: list[str] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in VOID:
            self._open.append(tag)
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value)
            if name == "href" and tag == "a":
                self.links.append(value)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self._open.pop() == tag, tag

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def demo_html(demo_comparison):
    return render_page(build_page(demo_comparison, title="Demo"))


@pytest.fixture(scope="module")
def hostile_html():
    corpus = read(INPUTS / "hostile.jsonl")
    return render_page(build_page(framing.compare(framing.annotate(corpus)), title="<b>Hostile</b>"))


def test_a_page_is_well_formed_and_its_ids_are_unique(demo_html, hostile_html):
    for html in (demo_html, hostile_html):
        ids = Document(html).ids
        assert len(ids) == len(set(ids))


def test_every_link_inside_the_page_leads_somewhere(demo_html, hostile_html):
    for html in (demo_html, hostile_html):
        document = Document(html)
        inside = {link[1:] for link in document.links if link.startswith("#")}
        assert inside
        assert inside <= set(document.ids)


def test_no_request_leaves_the_page(demo_html, hostile_html):
    for html in (demo_html, hostile_html):
        document = Document(html)
        assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form"} & set(document.tags)
        for _, name, value in document.attributes:
            assert name not in ("src", "srcset", "action", "ping", "background", "formaction"), (name, value)
            assert not name.startswith("on"), (name, value)
        style = re.search(r"<style>(.*?)</style>", html, re.DOTALL).group(1)
        assert "url(" not in style
        assert "@import" not in style


def test_hostile_text_is_shown_and_does_nothing(hostile_html):
    document = Document(hostile_html)
    assert "<script" not in hostile_html.lower()
    assert "onerror=" not in "".join(f"{n}={v}" for _, n, v in document.attributes if n.startswith("on"))
    assert "&lt;script&gt;" in hostile_html
    assert "{{" in "".join(document.text) or "49" not in document.text
    for link in document.links:
        assert link.startswith(("#", "http://", "https://")), link
    assert "<b>Hostile</b>" not in hostile_html


def test_every_naming_count_above_zero_leads_to_its_passages(demo_comparison, demo_html):
    page = build_page(demo_comparison, title="Demo")
    blocks = {b.anchor: b for _, evidence in page.evidence for b in evidence}
    counted = 0
    for concept in page.concepts:
        for table in (concept.own, *concept.others):
            for line in table.lines:
                for cell in line.cells:
                    if not cell.counts.startswith("0"):
                        block, n = blocks[cell.anchor], cell.counts.split()[0]
                        assert f"{n} {table.caption}" in block.voices.split(", "), table.caption
                        assert block.n == sum(int(part.split()[0]) for part in block.voices.split(", "))
                        counted += 1
    assert counted > 50


def test_every_source_count_leads_to_as_many_statements(demo_comparison):
    page = build_page(demo_comparison, title="Demo")
    blocks = {b.anchor: b for _, evidence in page.evidence for b in evidence}
    cells = [c for table in page.sources for line in table.lines for c in line.cells if c.anchor]
    assert len(cells) > 50
    for cell in cells:
        assert blocks[cell.anchor].n == int(cell.counts.split()[0])


def test_excerpts_are_short(demo_comparison):
    page = build_page(demo_comparison, title="Demo")
    for _, evidence in page.evidence:
        for block in evidence:
            for p in block.passages:
                assert len((p.before + p.marked + p.after).split()) <= MAX_WORDS + 4


def test_no_article_is_reprinted(demo_comparison, demo_html):
    for article in demo_comparison.tables.articles:
        assert article["text"][:400] not in demo_html


def test_the_demo_page_says_that_it_is_invented(demo_html):
    assert "invented outlets, people and quotations" in demo_html


def test_refused_cells_say_so_and_why(demo_html):
    assert "not enough data" in demo_html
    assert re.search(r'title="not enough data \(\d+ (articles?|mentions), \d+ needed\)"', demo_html)


def test_the_answer_comes_first_and_limits_and_recipe_are_there(demo_html):
    order = [
        demo_html.index(f'id="{i}"')
        for i in (
            "findings",
            "corpus",
            "terms",
            "events",
            "tone",
            "sources",
            "evidence",
            "glossary",
            "method",
        )
    ]
    assert order == sorted(order)
    for words in (
        "Sentiment is not stance",
        "Entman 1993",
        "A difference is not a bias",
        "&#34;seed&#34;: 0",
    ):
        assert words in demo_html


def test_skipped_inputs_are_listed_on_the_page():
    corpus = read(INPUTS / "broken_line.jsonl")
    html = render_page(build_page(framing.compare(framing.annotate(corpus)), title="x"))
    assert "4 inputs could not be used" in html
    assert "broken_line.jsonl:12" in html


def test_remarks_about_the_input_are_on_the_corpus_card_and_not_shouted(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One.", "outlet": "The Village Bell", "date": "03/04/2021"}')
    html = render_page(build_page(framing.compare(framing.annotate(read(path))), title="x"))
    assert "kept under their own names: The Village Bell" in html
    assert "can be 3 April or 4 March" in html
    assert 'class="notice"' not in html


def test_a_corpus_without_terms_or_english_is_a_page_with_plain_sentences():
    article = framing.Article(
        id="1", outlet_id="x", outlet="X", title="Погода", text="Сегодня солнечно.", language="ru"
    )
    html = render_page(build_page(framing.compare(framing.annotate([article])), title="x"))
    assert "No term of the lexicon occurs in these articles." in html
    assert "No tone: the method is for English" in html
    assert "None" not in "".join(Document(html).text)
    assert "nan" not in "".join(Document(html).text).split()


def test_one_article_says_that_it_is_too_little():
    article = framing.Article(
        id="1", outlet_id="x", outlet="X", title="", text="Artsakh waits.", language="en"
    )
    html = render_page(build_page(framing.compare(framing.annotate([article])), title="x"))
    assert "1 article is too few to compare groups" in html
    assert "Outlets that the grouping does not place: X." in html


_THINGS = ["snow", "rain", "wind", "mill", "road", "river", "bread", "light", "goat", "bridge"]
#: Forty-five short reports, no copy among them.
NOTICES = [
    f"{a.capitalize()} and {b} fell on Artsakh. The {b} stayed until the {a} went away."
    for a in _THINGS
    for b in _THINGS
    if a < b
]


def page_of(
    *texts: str, outlets: tuple[str, ...] = ("armradio",), title: str = "", language: str = "en"
) -> str:
    corpus = [
        framing.Article(
            id=str(n),
            outlet_id=outlets[n % len(outlets)],
            outlet="X",
            title=title,
            text=text,
            language=language,
        )
        for n, text in enumerate(texts)
    ]
    return render_page(build_page(framing.compare(framing.annotate(corpus)), title="x"))


def test_a_page_without_terms_has_no_list_of_how_to_read_them_and_no_empty_section():
    html = page_of("It rained. The mill stood still.")
    assert "How to read the names of wordings" not in html
    assert "Glossary of the wordings found" not in html
    assert 'href="#voices"' not in html
    inside = {link[1:] for link in Document(html).links if link.startswith("#")}
    assert inside <= set(Document(html).ids)


def test_an_article_without_a_place_of_origin_has_no_empty_brackets():
    assert "()" not in "".join(Document(page_of("Artsakh waits.", title="Rain")).text)


def test_languages_are_named_and_not_coded():
    text = "".join(Document(page_of("Artsakh waits.")).text)
    assert "Languages: English 1." in text


def test_a_language_without_data_is_told_as_one_in_which_nothing_is_found():
    """Nobody may take an empty page about German articles for silence in the German press."""
    text = "Artsakh ist ruhig. „Wir sind bereit“, sagte der Minister."
    found = framing.annotate_text(text, language="de")
    assert not found.mentions + found.attributions + found.tones
    assert (
        "1 article: no language data for de: words, voices, sources and tone are not looked for"
        in page_of(text, language="de")
    )


def test_a_headline_that_is_the_whole_article_is_cut_like_any_excerpt():
    """In some tables the column of headlines holds the text."""
    told = " ".join(f"word{n} Artsakh" for n in range(200))
    for title in (told, "a" * 5000, "\u0561" * 5000):
        text = "".join(Document(page_of("Artsakh waits in the cold.", told, title=title)).text)
        assert "word16" not in text
        assert title[:300] + "a" not in text


def test_outlets_without_a_group_are_not_called_one_group():
    html = page_of(*NOTICES, outlets=("bell", "mill"))
    assert "None of these outlets is placed in a group" in html
    assert "--grouping FILE.csv" in html
    assert "All outlets here are of one group" not in html


def test_a_page_without_any_interval_says_nothing_about_intervals(demo_html):
    about = "their intervals are conditional on these outlets"
    assert about in demo_html
    assert about not in page_of("Artsakh waits.")


def test_copies_are_not_told_as_articles_that_are_too_few():
    told = "Artsakh waits in the cold, and the road to the mill is white with snow from end to end this week."
    html = page_of(told, told)
    assert "1 article (1 copy not counted) is too few to compare groups" in html
    assert "1 copy of another article of the same group is not counted again" in html


def test_many_articles_of_one_group_are_not_called_too_few():
    """Forty-five different short reports: enough for a figure, and nothing to compare it with."""
    html = page_of(*NOTICES)
    assert "All outlets here are of one group, “Armenian”, so no groups can be compared." in html
    assert "too few to compare" not in html


def chart():
    blocks = [
        Block(
            heading="<Artsakh> & co",
            dots=(
                Dot(label="Արմեն", value=0.4, low=0.2, high=0.7),
                Dot(label="B", value=None, remark="not enough data"),
            ),
        )
    ]
    return svg_of(draw_dots(blocks, limits=(0, 1), unit="share"), key="s-x", title="<T>", description="D & D")


def test_a_chart_is_text_with_a_title_for_screen_readers_and_the_same_bytes_each_time():
    svg = chart()
    assert svg == chart()
    assert "&lt;T&gt;" in svg
    assert 'role="img"' in svg
    assert "&lt;Artsakh&gt; &amp; co" in svg
    assert "Արմեն" in svg
    assert "currentColor" in svg
    assert "http" not in svg.replace("http://www.w3.org/", "")


def test_two_charts_on_a_page_have_different_ids():
    ids = re.findall(r'\bid="([^"]+)"', chart())
    assert ids
    assert all(i.startswith("s-x-") for i in ids)


def test_chart_marks_stand_where_the_numbers_say():
    """The dot of 40 % lies at two fifths of the axis, its interval ends at 20 and 70 %."""
    figure = draw_dots(
        [Block(heading="h", dots=(Dot(label="a", value=0.4, low=0.2, high=0.7),))],
        limits=(0, 1),
        unit="share",
    )
    lines = [
        line
        for line in figure.axes[0].get_lines()
        if len(line.get_xdata()) and line.get_label().startswith("_child")
    ]
    data = sorted(tuple(map(float, line.get_xdata())) for line in lines)
    assert (0.4,) in data
    assert (0.2, 0.7) in data
    assert figure.axes[0].get_xlim() == (0, 1)


def test_each_class_of_cues_has_examples_that_belong_to_it():
    verbs = tomllib.loads(data_folder("lexicons").joinpath("languages", "en.toml").read_text("utf-8"))[
        "verbs"
    ]
    assert set(CUE_EXAMPLES) == set(verbs)
    for name, examples in CUE_EXAMPLES.items():
        forms = {form for verb in verbs[name].values() for form in verb["forms"].split()}
        assert {example.split()[0] for example in examples.split(", ")} <= forms, name
