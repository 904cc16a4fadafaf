"""How fast the forms of a lexicon are found, and how long the lexicon takes to load and compile.

    python bench/bench_matching.py --articles 1000 --forms 2000
    python bench/bench_matching.py --corpus ARTICLES.jsonl

Without `--corpus` the texts are the generated articles of `bench_annotation.py`. They are dense: every
paragraph of the demo corpus is about the dispute, so that the table also says how many forms a thousand words
hold; a newspaper's articles hold a fraction of that. Each row is one number of English forms, taken evenly
from the whole lexicon. A row's time is that of folding the texts and finding every form with its exclusions;
directions, voices and double names are not part of it.

Loading and compiling are measured in a new Python each time, imports left out. All times are CPU time on
one core; every row has the slowest run, the middle one and the fastest.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from time import process_time

from bench_annotation import make_articles, positive

from framing import read
from framing.annotation.folding import fold
from framing.annotation.matching import Matcher
from framing.lexicon import Forms, Lexicon, load_lexicon
from framing.records import Article

KINDS = ("forms", "case_forms", "dated_forms")

_START = """
from time import process_time
from framing.annotation.matching import matcher_of
from framing.lexicon import load_lexicon
import ahocorasick_rs, json, tomllib
start = process_time()
lexicon = load_lexicon()
loaded = process_time()
matcher_of(lexicon, ("en",))
print(loaded - start, process_time() - loaded)
"""


def main(args: Sequence[str] | None = None) -> None:
    """Measures and prints two tables."""
    parser = argparse.ArgumentParser(description="CPU time of matching, and of loading the lexicon.")
    parser.add_argument("--articles", type=positive, default=1000, help="how many articles (1000)")
    parser.add_argument("--words", type=positive, default=500, help="words in an article (500)")
    parser.add_argument("--forms", type=positive, default=2000, help="forms of the smaller row (2000)")
    parser.add_argument("--runs", type=positive, default=5, help="how often each row is measured (5)")
    parser.add_argument("--corpus", nargs="+", help="files or folders of English articles to match instead")
    options = parser.parse_args(args)
    if options.corpus:
        articles = [a for a in read(*options.corpus).articles if a.language in ("en", None)]
    else:
        articles = make_articles(options.articles, options.words)
    lexicon = load_lexicon()
    whole = sum(1 for _ in english_forms(lexicon))
    print(matching_table(articles, lexicon, sorted({min(options.forms, whole), whole}), options.runs))
    print()
    print(starting_table(options.runs))


def matching_table(articles: Sequence[Article], lexicon: Lexicon, sizes: Sequence[int], runs: int) -> str:
    """Megabytes of text a second for each number of forms."""
    size = sum(len(a.text.encode()) for a in articles) / 1e6
    words = sum(len(a.text.split()) for a in articles)
    lines = [
        f"{len(articles)} articles, {size:.2f} MB; {runs} runs; CPU time, one core",
        "",
        f"{'MB of text a second':22}{'min':>8}{'median':>8}{'max':>8}   forms found in 1,000 words",
    ]
    for n_forms in sizes:
        matcher = Matcher(cut(lexicon, n_forms), ("en",))
        seconds, found = [], 0
        for run in range(runs + 1):
            start = process_time()
            found = sum(len(matcher.find(fold(a.text), a.date).hits) for a in articles)
            if run:  # the first is not counted
                seconds.append(max(process_time() - start, 1e-6))
        rates = (size / max(seconds), size / statistics.median(seconds), size / min(seconds))
        name = f"{n_forms:,} forms"
        lines.append(f"{name:22}" + "".join(f"{r:8.1f}" for r in rates) + f"{1000 * found / words:10.1f}")
    return "\n".join(lines)


def starting_table(runs: int) -> str:
    """Seconds to load the lexicon and to compile its English forms, in new processes."""
    pairs = []
    for _ in range(runs):
        done = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True)
        load, compile_ = map(float, done.stdout.split())
        pairs.append((load, compile_, load + compile_))
    lines = [f"{'seconds, new process':22}{'min':>8}{'median':>8}{'max':>8}"]
    for name, times in zip(("load", "compile", "both"), zip(*pairs, strict=True), strict=True):
        row = (min(times), statistics.median(times), max(times))
        lines.append(f"{name:22}" + "".join(f"{t:8.3f}" for t in row))
    return "\n".join(lines)


def english_forms(lexicon: Lexicon) -> Iterator[str]:
    """Every English form of every variant."""
    for concept in lexicon.concepts:
        for variant in concept.variants:
            for kind in KINDS:
                yield from getattr(variant, kind).get("en", ())


def cut(lexicon: Lexicon, n_forms: int) -> Lexicon:
    """The lexicon with this number of its English forms, taken evenly."""
    whole = sum(1 for _ in english_forms(lexicon))
    number = count()

    def part(forms: Forms) -> Forms:
        kept = []
        for form in forms.get("en", ()):
            n = next(number)
            if (n + 1) * n_forms // whole > n * n_forms // whole:
                kept.append(form)
        return {"en": tuple(kept)}

    concepts = [
        replace(
            concept,
            variants=tuple(
                replace(variant, **{kind: part(getattr(variant, kind)) for kind in KINDS})
                for variant in concept.variants
            ),
        )
        for concept in lexicon.concepts
    ]
    return replace(lexicon, concepts=tuple(concepts))


if __name__ == "__main__":
    main()
