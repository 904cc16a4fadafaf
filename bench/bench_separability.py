"""How long it takes to ask whether groups can be told apart, by number of articles and permutations.

    python bench/bench_separability.py --articles 2000 --permutations 200

The articles are made from a fixed seed: five groups of four outlets, each outlet on every event, 300 words
each from 20,000 words as rare as words are (the n-th is n times as rare as the first). The time is wall-clock
time and CPU time of `comparison.separability()`, with the preparation (masking, terms, weights) shown apart.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Sequence
from time import perf_counter, process_time

import numpy as np
from groups import make_grouping

import framing
from framing.separability.material import gather_material
from framing.store import Tables

OUTLETS = [f"outlet{n:02}" for n in range(20)]
N_GROUPS = 5
N_WORDS, VOCABULARY = 300, 20_000


def main(args: Sequence[str] | None = None) -> None:
    """Makes the articles, asks, prints the times."""
    parser = argparse.ArgumentParser(description="Wall-clock and CPU time of comparison.separability().")
    parser.add_argument("--articles", type=int, default=2000, help="how many articles (2000)")
    parser.add_argument("--permutations", type=int, default=200, help="dealings of the groups (200)")
    options = parser.parse_args(args)
    if options.articles < len(OUTLETS) or options.permutations < 1:
        parser.error(f"at least {len(OUTLETS)} articles and 1 permutation")
    tables = make_tables(options.articles)
    comparison = framing.compare(tables, by=make_grouping(OUTLETS, n_groups=N_GROUPS))
    start = perf_counter()
    gather_material(tables, comparison.estimates)
    prepared = perf_counter() - start
    start, cpu = perf_counter(), process_time()
    found = comparison.separability(permutations=options.permutations)
    seconds, cpu = perf_counter() - start, process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{found.n_articles:,} articles, {options.permutations} permutations")
    print(f"{seconds:.1f} s, of which {prepared:.1f} s preparation; {cpu:.1f} s of CPU")
    print(f"{memory:,.0f} MB at most")
    print(f"pairs in order: {found.overall.auc}, {found.reason or 'no group differs, by construction'}")


def make_tables(n_articles: int) -> Tables:
    """The table `articles`, by turns from each outlet, with an event for every twenty."""
    rng = np.random.default_rng(2020)
    often = 1 / np.arange(1, VOCABULARY + 1)
    words = rng.choice(VOCABULARY, (n_articles, N_WORDS), p=often / often.sum())
    rows = []
    for n in range(n_articles):
        outlet = OUTLETS[n % len(OUTLETS)]
        rows.append(
            {
                "article_id": f"article{n:05}",
                "outlet_id": outlet,
                "outlet": outlet,
                "title": "",
                "text": " ".join(f"w{word}" for word in words[n]),
                "date": "2020-10-01",
                "language": "en",
                "authors": [],
                "zones": [],
                "n_tokens": N_WORDS,
                "n_characters": N_WORDS * 6,
                "n_tokens_repeated": 0,
                "wire": None,
                "cluster_id": None,
                "event_id": f"event{n // len(OUTLETS):03}",
                "notes": [],
            }
        )
    return Tables(articles=rows)


if __name__ == "__main__":
    main()
