"""How many targets a second each method of target tone scores, on one core.

    python bench/bench_targets.py --runs 5

The targets are the names of states and capitals in the English articles of the demo corpus, each with its
sentence masked beforehand: what is measured is the method itself. Every method runs once before it is
measured. Time is CPU time of this process.
"""

from __future__ import annotations

import argparse
import re
import statistics
from collections.abc import Sequence
from time import process_time

from framing.annotation.target_tone.masking import Masked
from framing.annotation.toward import METHODS, Scorer, load_scorer, mask_in_text
from framing.errors import InputError
from framing.reading.demo import read_demo

NAMES = re.compile(r"\b(?:Armenia|Azerbaijan|Baku|Yerevan|Moscow|Russia|Ankara|Turkey)\b")


def main(args: Sequence[str] | None = None) -> None:
    """Measures and prints one table."""
    parser = argparse.ArgumentParser(description="CPU time of each method of the tone toward a target.")
    parser.add_argument("--runs", type=int, default=5, help="how often each method is measured (5)")
    parser.add_argument("--targets", type=int, default=500, help="how many targets (500)")
    options = parser.parse_args(args)
    sentences = make_sentences(options.targets)
    words = statistics.mean(len((s.left + s.right).split()) for s in sentences)
    print(f"{len(sentences)} targets in sentences of {words:.0f} words; {options.runs} runs; one core\n")
    print(f"{'targets a second':20}{'min':>10}{'median':>10}{'max':>10}")
    for name in METHODS:
        try:
            scorer = load_scorer(name)
        except InputError as error:
            print(f"{name:20}{error}")
            continue
        rates = measure(scorer, sentences, options.runs)
        print(f"{name:20}{min(rates):10,.0f}{statistics.median(rates):10,.0f}{max(rates):10,.0f}")


def make_sentences(count: int) -> list[Masked]:
    """The first masked sentences of the demo corpus: the same in every run."""
    articles = [a for a in read_demo().articles if a.language == "en"]
    found = ((a.text, m.start(), m.end()) for a in articles for m in NAMES.finditer(a.text))
    return [mask_in_text(*target) for target, _ in zip(found, range(count), strict=False)]


def measure(scorer: Scorer, sentences: Sequence[Masked], runs: int) -> list[float]:
    """Targets a second in each run."""
    scorer.probabilities(sentences)
    rates = []
    for _ in range(runs):
        start = process_time()
        scorer.probabilities(sentences)
        rates.append(len(sentences) / max(process_time() - start, 1e-6))
    return rates


if __name__ == "__main__":
    main()
