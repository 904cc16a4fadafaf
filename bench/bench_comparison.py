"""How long a comparison of many articles takes, and how much memory: over generated annotation tables.

    python bench/bench_comparison.py --articles 100000

The tables are made from a fixed seed: outlets of uneven size in five groups, an event for every tenth
article, a copy for every twentieth, 33 concepts with two to eight variants, and for each article on
average 8 mentions, 6 attributions and 20 tones. They are written to a temporary folder as Parquet, in
shards, and compared from there in a process of its own, whose time and highest memory are printed.
The time is wall-clock time from the first byte read to the last estimate; writing is not measured.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
from groups import make_grouping

from framing.comparison.estimates import estimate_sums
from framing.comparison.sums import merge_sums, sum_tables
from framing.records import KINDS, VOICES
from framing.store import COLUMNS

OUTLETS = [f"outlet{n:03}" for n in range(100)]
N_GROUPS = 5
PER_ARTICLE = {"mentions": 8, "attributions": 6, "tones": 20}


def main(args: Sequence[str] | None = None) -> None:
    """Makes the tables, compares them in another process, prints time and memory."""
    parser = argparse.ArgumentParser(
        description="Wall-clock time and highest memory of comparing generated annotation tables."
    )
    parser.add_argument("--articles", type=int, default=100_000, help="how many articles (100000)")
    parser.add_argument("--shards", type=int, default=4, help="folders they are spread over (4)")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(args)
    if options.folder:
        print(json.dumps(compare_folder(options.folder)))
        return
    with tempfile.TemporaryDirectory() as folder:
        for n, places in enumerate(np.array_split(np.arange(options.articles), options.shards)):
            write_shard(Path(folder) / f"{n:02}", places)
        command = [sys.executable, __file__, "--folder", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    print(f"{options.articles:,} articles, {found['n_entries']:,} sums, {found['n_rows']:,} estimates")
    print(f"{found['seconds']:.1f} s, of which {found['summing']:.1f} s summing; {found['cpu']:.1f} s of CPU")
    print(f"{found['megabytes']:,.0f} MB at most")


def compare_folder(folder: Path) -> dict[str, float]:
    """What a comparison of the folder's shards takes."""
    start = perf_counter()
    sums = merge_sums(sum_tables(shard) for shard in sorted(folder.iterdir()))
    summing = perf_counter() - start
    estimates = estimate_sums(sums, grouping=make_grouping(OUTLETS, n_groups=N_GROUPS))
    return {
        "seconds": perf_counter() - start,
        "summing": summing,
        "cpu": process_time(),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "n_entries": len(sums.total),
        "n_rows": len(estimates.rows),
    }


def write_shard(folder: Path, places: np.ndarray) -> None:
    """The tables of these articles as `framing annotate` lays them out; only the columns that are read."""
    import pyarrow
    import pyarrow.parquet

    folder.mkdir(parents=True)
    rng = np.random.default_rng([2020, int(places[0])])
    tables = {"articles": _articles(rng, places)}
    for name, mean in PER_ARTICLE.items():
        owner = np.repeat(places, rng.poisson(mean, len(places)))
        made = {"mentions": _mentions, "attributions": _attributions, "tones": _tones}[name]
        tables[name] = {"article_id": _ids(owner), **made(rng, owner)}
    for name, columns in tables.items():
        assert set(columns) <= set(COLUMNS[name])
        pyarrow.parquet.write_table(pyarrow.table(columns), folder / f"{name}.parquet", compression="zstd")
    (folder / "manifest.json").write_text('{"recipe": {}, "counts": {}}', encoding="utf-8")


def _articles(rng: np.random.Generator, places: np.ndarray) -> dict[str, Any]:
    size = rng.pareto(1.5, len(OUTLETS)) + 1
    outlet = rng.choice(len(OUTLETS), len(places), p=size / size.sum())
    outlet_id = [OUTLETS[n] for n in outlet]
    return {
        "article_id": _ids(places),
        "outlet_id": outlet_id,
        "outlet": outlet_id,
        "date": [f"2020-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in places],
        "language": ["en"] * len(places),
        "n_tokens": rng.poisson(400, len(places)),
        "n_characters": rng.poisson(2600, len(places)),
        "cluster_id": [f"copy{n // 40}" if n % 20 == 0 else None for n in places],
        "event_id": [f"event{n % 997}" if n % 10 == 0 else None for n in places],
    }


def _mentions(rng: np.random.Generator, owner: np.ndarray) -> dict[str, Any]:
    concept = rng.zipf(1.5, len(owner)) % 33
    return {
        "field": rng.choice(["title", "text"], len(owner), p=[0.1, 0.9]),
        "start": rng.integers(0, 2600, len(owner)),
        "concept": [f"concept{n:02}" for n in concept],
        "variant": [f"variant{n}" for n in rng.integers(0, 8, len(owner)) % (concept % 7 + 2)],
        "voice": rng.choice(VOICES, len(owner), p=[0.6, 0.2, 0.14, 0.03, 0.03]),
    }


def _attributions(rng: np.random.Generator, owner: np.ndarray) -> dict[str, Any]:
    start = rng.integers(0, 2600, len(owner))
    return {
        "field": ["text"] * len(owner),
        "kind": rng.choice(KINDS, len(owner)),
        "content": [f"[[{n}, {n + 60}]]" for n in start],
        "source_start": start,
        "affiliation": rng.choice(["armenian", "azerbaijani", "russian", "turkish", "other"], len(owner)),
        "role": rng.choice(["state", "civilian", "expert", "media"], len(owner)),
        "anonymous": rng.random(len(owner)) < 0.1,
        "cue_class": rng.choice(["neutral", "doubt", "support"], len(owner)),
        "n_words": rng.poisson(15, len(owner)),
    }


def _tones(rng: np.random.Generator, owner: np.ndarray) -> dict[str, Any]:
    return {
        "field": rng.choice(["title", "text"], len(owner), p=[0.05, 0.95]),
        "start": rng.integers(0, 2600, len(owner)),
        "end": rng.integers(2600, 2700, len(owner)),
        "score": np.round(rng.uniform(-1, 1, len(owner)), 4),
        "voice": rng.choice(VOICES, len(owner), p=[0.6, 0.2, 0.14, 0.03, 0.03]),
    }


def _ids(places: np.ndarray) -> list[str]:
    return [f"article{n:07}" for n in places]


if __name__ == "__main__":
    main()
