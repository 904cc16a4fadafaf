"""Draws how often each method of target tone is right when it is this sure: a reliability plot.

    python bench/draw_reliability.py FILE... --out docs/images/tone_reliability.svg

Each FILE holds labelled targets, one JSON object on a line with `sentence`, `target_start`, `target_end` and
`polarity`; all are taken together. Each method has one panel: the probability of the likeliest label, in ten
bins of the same width, against the share of labels that were right in the bin (Guo et al. 2017, arXiv
1706.04599), with the number of targets and a 95 % interval (Wilson 1927). The expected calibration error
(Naeini et al. 2015) is printed and stands in the panel's title.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from framing.annotation.target_tone.labelled import mask_record, read_records
from framing.annotation.target_tone.probabilities import calibration_error
from framing.annotation.toward import METHODS, load_scorer
from framing.errors import InputError

N_BINS = 10
#: The normal quantile of a 95 % interval.
_Z = 1.96


class Bin(NamedTuple):
    """Targets whose likeliest label is this sure: mean probability, share right, its bounds, count."""

    sure: float
    right: float
    low: float
    high: float
    n: int


def main(args: Sequence[str] | None = None) -> None:
    """Measures and draws."""
    parser = argparse.ArgumentParser(description="Draws a reliability plot of the tone toward a target.")
    parser.add_argument("files", type=Path, nargs="+", help="labelled targets, as JSON lines")
    parser.add_argument("--out", type=Path, required=True, help="the picture to write, .svg or .png")
    options = parser.parse_args(args)
    found = [(record, path) for path in options.files for record in read_records(path)]
    masked = [mask_record(record, path) for record, path in found]
    labels = [record.polarity + 1 for record, _ in found]
    panels = {}
    for name in METHODS:
        try:
            panels[name] = load_scorer(name).probabilities(masked)
        except InputError as error:
            print(f"{name}: {error}")
    draw(panels, labels, options.out)


def draw(panels: dict[str, Any], labels: Sequence[int], out: Path) -> None:
    """Writes the picture, a panel for each method."""
    import matplotlib

    matplotlib.use("agg")
    matplotlib.rcParams.update({"svg.hashsalt": "framing", "svg.fonttype": "none", "font.size": 9})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(
        1, len(panels), figsize=(3.6 * len(panels), 3.6), sharey=True, squeeze=False
    )
    for axis, (name, probabilities) in zip(axes[0], panels.items(), strict=True):
        error = calibration_error(probabilities, _array(labels), n_bins=N_BINS)
        print(f"{name}: expected calibration error {error:.3f}, n {len(labels)}")
        bins = find_bins(probabilities, labels)
        axis.plot([0.3, 1], [0.3, 1], color="0.6", linewidth=1, linestyle="--")
        bounds = [[b.right - b.low for b in bins], [b.high - b.right for b in bins]]
        axis.errorbar([b.sure for b in bins], [b.right for b in bins], yerr=bounds, fmt="o", color="#23507a")
        for b in bins:
            axis.annotate(str(b.n), (b.sure, b.low), (0, -11), textcoords="offset points", ha="center")
            print(f"  sure {b.sure:.2f}  right {b.right:.2f} [{b.low:.2f}, {b.high:.2f}]  n {b.n}")
        axis.set(
            title=f"{name}, error {error:.3f}",
            xlabel="probability of the label",
            xlim=(0.3, 1.02),
            ylim=(-0.1, 1.02),
        )
    axes[0][0].set_ylabel("share of labels that were right")
    figure.tight_layout()
    figure.savefig(out, metadata={"Date": None} if out.suffix == ".svg" else {"Software": None}, dpi=150)
    pyplot.close(figure)


def find_bins(probabilities: Any, labels: Sequence[int]) -> list[Bin]:
    """The bins that hold any targets.

    >>> find_bins([[0.8, 0.1, 0.1], [0.8, 0.1, 0.1]], [0, 1])[0]._replace(low=0, high=1)
    Bin(sure=0.8, right=0.5, low=0, high=1, n=2)
    """
    shares = _array(probabilities)
    sure, right = shares.max(axis=1), shares.argmax(axis=1) == _array(labels)
    places = (sure * N_BINS).astype(int).clip(max=N_BINS - 1)
    found = []
    for place in range(N_BINS):
        inside = places == place
        if n := int(inside.sum()):
            share = float(right[inside].mean())
            found.append(Bin(round(float(sure[inside].mean()), 6), share, *_bounds(share, n), n))
    return found


def _bounds(share: float, n: int) -> tuple[float, float]:
    """Wilson's interval of a share of `n`."""
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * (share * (1 - share) / n + _Z**2 / (4 * n**2)) ** 0.5
    return middle - half, middle + half


def _array(values: Any) -> Any:
    import numpy as np

    return np.asarray(values)


if __name__ == "__main__":
    main()
