"""How often a nominal 95 % interval holds the truth, by number of outlets in a group.

Outlets have leanings of their own (beta), articles in them too (beta again), mentions are drawn from
these. Two truths are asked for: the mean leaning of all outlets that could have been in the group
("outlets at large"), and the mean of the outlets that are in it ("these outlets"). Prints one line a
setting; the defaults take about half an hour on one core.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from framing.comparison import bootstrap
from framing.comparison.estimates import interval_of_cell
from framing.comparison.samples import sample_articles
from framing.comparison.sums import Column, Sums

#: Share, likeness of articles of one outlet (intra-class correlation), unevenness of outlets' sizes.
SETTINGS = [(p, icc, uneven) for p in (0.5, 0.2, 0.1) for icc in (0.02, 0.1) for uneven in (0.0, 0.8)]
ARTICLES = 40
LIKENESS_IN_ARTICLE = 0.1


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """One drawn group: its sums, and the share that these outlets would have in the long run."""

    sums: Sums
    truth_here: float


def draw_world(rng: np.random.Generator, *, n_outlets: int, share: float, icc: float, uneven: float) -> World:
    """A group of outlets with `ARTICLES` articles each on average, about three mentions in each."""
    leaning = rng.beta(share * (1 / icc - 1), (1 - share) * (1 / icc - 1), n_outlets)
    size = ARTICLES * np.exp(rng.normal(0, uneven, n_outlets) - uneven**2 / 2)
    n_articles = np.maximum(2, np.rint(size)).astype(int)
    outlet = np.repeat(np.arange(n_outlets), n_articles)
    spread = 1 / LIKENESS_IN_ARTICLE - 1
    own = rng.beta(
        np.maximum(leaning[outlet] * spread, 1e-6), np.maximum((1 - leaning[outlet]) * spread, 1e-6)
    )
    mentions = 1 + rng.poisson(2, len(outlet))
    yes = rng.binomial(mentions, own)
    counts = np.stack([mentions - yes, yes], axis=1).ravel()
    rows = [
        {"article_id": f"{n:06}", "outlet_id": f"{o:03}", "cluster_id": None} for n, o in enumerate(outlet)
    ]
    sums = Sums(
        articles=tuple(rows),
        columns=(Column("naming", "thing", "outlet", "no"), Column("naming", "thing", "outlet", "yes")),
        article=np.repeat(np.arange(len(rows)), 2),
        column=np.tile([0, 1], len(rows)),
        total=counts.astype(np.int64),
        weight=counts.astype(np.int64),
        recipe={},
    )
    return World(sums=sums, truth_here=float((leaning * n_articles).sum() / n_articles.sum()))


def coverage(
    n_outlets: int, setting: tuple[float, float, float], *, simulations: int, resamples: int, seed: int
) -> tuple[float, float, float]:
    """Share of intervals that hold the truth at large, and here, and their mean width."""
    share, icc, uneven = setting
    rng = np.random.default_rng([seed, n_outlets, int(1000 * share), int(1000 * icc), int(10 * uneven)])
    at_large = here = width = 0.0
    for n in range(simulations):
        world = draw_world(rng, n_outlets=n_outlets, share=share, icc=icc, uneven=uneven)
        sample = sample_articles(world.sums, range(len(world.sums.articles)))
        low, high = interval_of_cell(sample, column=1, cell=0, measure="naming", seed=n, resamples=resamples)
        at_large += low <= share <= high
        here += low <= world.truth_here <= high
        width += high - low
    return at_large / simulations, here / simulations, width / simulations


def lines(sizes: list[int], *, simulations: int, resamples: int, seed: int) -> Iterator[str]:
    """The table, a line at a time."""
    yield "outlets  share likeness uneven  at large  these  width"
    for n_outlets in sizes:
        of_size = []
        for setting in SETTINGS:
            found = coverage(n_outlets, setting, simulations=simulations, resamples=resamples, seed=seed)
            of_size.append(found)
            share, icc, uneven = setting
            yield (
                f"{n_outlets:>7} {share:>6} {icc:>8} {uneven:>6} "
                f"{100 * found[0]:>9.1f} {100 * found[1]:>6.1f} {found[2]:>6.2f}"
            )
        mean = np.mean(of_size, axis=0)
        yield f"{n_outlets:>7} {'all':>22} {100 * mean[0]:>9.1f} {100 * mean[1]:>6.1f} {mean[2]:>6.2f}"


def main() -> None:
    """Parses the options and prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--outlets", type=int, nargs="+", default=[2, 3, 4, 5, 6, 8, 12, 20])
    parser.add_argument("--simulations", type=int, default=1000)
    parser.add_argument("--resamples", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--draw-outlets-from",
        type=int,
        default=bootstrap.ENOUGH_OUTLETS,
        help="draw outlets from so many on, to see what that would give with fewer",
    )
    options = parser.parse_args()
    bootstrap.ENOUGH_OUTLETS = options.draw_outlets_from
    for line in lines(
        options.outlets, simulations=options.simulations, resamples=options.resamples, seed=options.seed
    ):
        print(line, flush=True)


if __name__ == "__main__":
    main()
