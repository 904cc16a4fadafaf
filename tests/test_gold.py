"""Whole pages and charts against gold files, so that a change of appearance is seen by somebody.

After a wanted change: `FRAMING_REGOLD=1 python -m pytest tests/test_gold.py`, then read the difference.
On failure the page that was made is kept in build/gold/ for the eye.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import framing
from framing.reporting.charts import Block, Dot, draw_dots, svg_of
from framing.reporting.page import build_page, render_page

GOLD = Path(__file__).parent / "gold"
MADE = Path(__file__).resolve().parents[1] / "build" / "gold"

TEXTS = {
    "tass": "BAKU, May 3. /TASS/. The press service said the road to Khankendi was open. "
    "Karabakh waited for rain.",
    "armradio": "Trucks reached Stepanakert at noon. “Artsakh needs flour,” the baker Sona Melikbekova said.",
    "Village Bell": "Shusha (known to Armenians as Shushi) lies above the disputed region's main town. "
    "<b>Nobody</b> came.",
}


def small_page() -> str:
    corpus = [
        framing.Article(
            id=outlet,
            outlet_id=outlet,
            outlet=outlet,
            title=f"Report {n}",
            text=text,
            date=f"2021-05-0{n}",
            language="en",
        )
        for n, (outlet, text) in enumerate(TEXTS.items(), start=1)
    ]
    return render_page(build_page(framing.compare(framing.annotate(corpus)), title="A small page"))


def scrubbed(html: str) -> str:
    """Without what changes with versions: the style sheet, the charts' drawing and the recipe."""
    html = re.sub(r"<style>.*?</style>", "<style></style>", html, flags=re.DOTALL)
    html = re.sub(r"<svg.*?</svg>", "<svg></svg>", html, flags=re.DOTALL)
    return re.sub(r"<pre.*?</pre>", "<pre></pre>", html, flags=re.DOTALL)


def check(name: str, made: str) -> None:
    path = GOLD / name
    if os.environ.get("FRAMING_REGOLD"):
        path.write_text(made, encoding="utf-8")
    if made != path.read_text(encoding="utf-8"):
        MADE.mkdir(parents=True, exist_ok=True)
        (MADE / name).write_text(made, encoding="utf-8")
        raise AssertionError(f"{name} differs; compare build/gold/{name} with tests/gold/{name}")


def test_a_small_page_is_as_it_was():
    check("small_page.html", scrubbed(small_page()))


def test_a_chart_has_the_words_and_marks_that_it_had():
    """Words in order, and the number of marks: the drawing itself differs between matplotlib versions."""
    dots = (
        Dot(label="Armenian", value=0.6, low=0.4, high=0.8),
        Dot(label="Western", value=None, remark="not enough data"),
    )
    svg = svg_of(
        draw_dots([Block(heading="Artsakh", dots=dots)], limits=(0, 1), unit="share"),
        key="g",
        title="T",
        description="D",
    )
    words = re.findall(r"<(?:text|title|desc)[^>]*>([^<]+)<", svg)
    check("dots.txt", "\n".join([*words, f"{len(re.findall('<use ', svg))} marks"]) + "\n")
