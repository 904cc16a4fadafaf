"""Dot charts with intervals, as SVG that goes into a page.

One ink, no group colours: a group is told by its name at the left, never by a colour. Every chart
stands beside the table of its numbers. Text stays text, so that it can be searched and enlarged.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

#: Placeholder inks that the page's style sheet replaces, in light and in dark.
_INK, _FAINT = "#010203", "#040506"

_WIDTH_INCHES = 5.0
_LINE_INCHES = 0.24
_GAP_LINES = 0.4


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """One line of a chart; `low` and `high` are None for a count, `value` None for a bare remark.

    The remark stands in place of a missing figure, or beside the dot of a count.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Lines under one heading, such as the groups under a variant."""

    heading: str
    dots: tuple[Dot, ...]


def draw_dots(blocks: Sequence[Block], *, limits: tuple[float, float], unit: str) -> Any:
    """A matplotlib Figure: a dot and an interval for each line, blocks from top to bottom.

    `unit` is `share` (axis in percent), `score` or `count`; `limits` are the ends of the axis.
    """
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    n_lines = sum(len(b.dots) + 1 + _GAP_LINES for b in blocks)
    figure = _figure_class()(figsize=(_WIDTH_INCHES, 0.55 + _LINE_INCHES * n_lines))
    axes = figure.add_axes((0.30, 0.45 / figure.get_figheight(), 0.66, 1 - 0.5 / figure.get_figheight()))
    y = 0.0
    ticks: list[tuple[float, str]] = []
    for block in blocks:
        axes.text(-0.43, y, block.heading, transform=axes.get_yaxis_transform(), va="center", ha="left",
                  fontsize=9.5, fontweight="bold", color=_INK)  # fmt: skip
        for dot in block.dots:
            y += 1
            ticks.append((y, dot.label))
            axes.axhline(y, color=_FAINT, linewidth=0.5, zorder=0)
            if dot.value is None:
                axes.text(limits[0], y, " " + dot.remark, va="center", ha="left", fontsize=8, color=_INK)
                continue
            if dot.low is not None and dot.high is not None:
                axes.plot([dot.low, dot.high], [y, y], color=_INK, linewidth=1.4, solid_capstyle="butt")
            axes.plot([dot.value], [y], "o", color=_INK, markersize=5, clip_on=False)
            if unit == "count":
                axes.annotate(
                    dot.remark,
                    (dot.value, y),
                    xytext=(7, 0),
                    textcoords="offset points",
                    va="center",
                    fontsize=8,
                    color=_INK,
                )
        y += 1 + _GAP_LINES
    axes.set_ylim(y - 0.4, -0.6)
    axes.set_xlim(*limits)
    axes.set_yticks([t for t, _ in ticks], [label for _, label in ticks], fontsize=9, color=_INK)
    axes.tick_params(length=0, pad=4)
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=unit == "count"))
    show = {"share": lambda v, _: f"{100 * v:.0f} %", "score": lambda v, _: _signed(v)}.get(unit)
    if show:
        axes.xaxis.set_major_formatter(FuncFormatter(show))
    for label in axes.get_xticklabels():
        label.set(fontsize=8.5, color=_INK)
    for edge in axes.spines.values():
        edge.set_visible(False)
    if limits[0] < 0 < limits[1]:
        axes.axvline(0, color=_INK, linewidth=0.6, zorder=0)
    return figure


@cache
def _figure_class() -> Any:
    """A matplotlib Figure that shows itself in Jupyter without pyplot's global state."""
    from matplotlib.figure import Figure

    class ChartFigure(Figure):
        def _repr_html_(self) -> str:
            key = f"chart{id(self)}"
            svg = svg_of(self, key=key, title="Chart", description="The numbers are in comparison.frame().")
            return f'<div style="max-width: 30rem">{svg}</div>'

    return ChartFigure


def svg_of(figure: Any, *, key: str, title: str, description: str) -> str:
    """The figure as an SVG element for a page: same input, same bytes; ids begin with `key`.

    `title` and `description` are what a screen reader says; both are escaped.
    """
    import matplotlib

    style: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": "framing", "font.family": "sans-serif",
             "font.sans-serif": ["DejaVu Sans"]}  # fmt: skip
    buffer = io.StringIO()
    with matplotlib.rc_context(style):
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r'\b(id="|href="#|url\(#)', rf"\g<1>{key}-", svg)
    svg = svg.replace(_INK, "currentColor").replace(_FAINT, "var(--line, #bbb)")
    svg = svg.replace("'DejaVu Sans'", "system-ui, 'DejaVu Sans'")
    head, body = svg.split(">", 1)
    box = re.search(r'viewBox="[^"]*"', head)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'{box.group() if box else ""} role="img" aria-labelledby="{key}-t {key}-d" class="chart">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(description)}</desc>'
    )
    return opening + body.strip()


def _signed(value: float) -> str:
    """A tick of a scale of tone, with a true minus sign."""
    return "0" if abs(value) < 0.05 else f"{value:+.1f}".replace("-", "\N{MINUS SIGN}")
