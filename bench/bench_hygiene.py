"""How long the hygiene of a whole corpus takes, and how much memory.

    python bench/bench_hygiene.py --articles 3300

The corpus is made from the demo corpus: the sentences of one event, drawn with a fixed seed, so that
articles of one event share names and words, over three years of days. One article in ten is a copy of
another outlet's with words changed, and each outlet closes half of its articles with a paragraph of its
own. The same options always give the same articles. Attributions are not looked for: what is measured is
copies, wire, background, edits and events, each after the ones that it needs. Time is wall time of one
process; memory is the most that the process held, articles included.
"""

from __future__ import annotations

import argparse
import random
import resource
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from time import perf_counter
from typing import Any

from bench_annotation import positive

from framing.annotation.background import find_background, leave_copies_out
from framing.annotation.copies import find_copies
from framing.annotation.edits import find_wire_edits
from framing.annotation.events import find_events
from framing.annotation.wire import find_wire
from framing.language import find_sentences, load_language
from framing.reading.demo import read_demo
from framing.records import Annotation, Article

_DAYS = 3 * 365
_OUTLETS = 40
_AGENCIES = {"TASS": "tass", "AFP": "afp", "REUTERS": "reuters"}


def main(args: Sequence[str] | None = None) -> None:
    """Measures and prints one table."""
    parser = argparse.ArgumentParser(description="Wall time and memory of corpus hygiene, by step.")
    parser.add_argument("--articles", type=positive, default=3300, help="how many articles (3300)")
    parser.add_argument("--words", type=positive, default=300, help="words in an article (300)")
    options = parser.parse_args(args)
    annotations = make_corpus(options.articles, options.words)
    print(f"{options.articles} articles of about {options.words} words, one process\n")
    print(f"{'step':12}{'seconds':>10}{'found':>10}")
    for name, seconds, found in measure(annotations):
        print(f"{name:12}{seconds:10.1f}{found:10}")
    print(f"\nmost memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


def make_corpus(count: int, words: int) -> list[Annotation]:
    """Annotations without attributions, the same in every run."""
    dice = random.Random(2020)
    sentences: dict[str, list[str]] = defaultdict(list)
    english = load_language("en")
    for article in read_demo():
        text = article.text
        sentences[article.event or ""] += [text[s.start : s.end] for s in find_sentences(text, english)]
    pools = sorted(sentences.items())
    history = [" ".join(dice.sample(pool, 2)) for _, pool in pools for _ in range(_OUTLETS // len(pools))]
    made: list[Article] = []
    for number in range(count):
        outlet = number % _OUTLETS
        if made and number % 10 == 0:
            text, day = _changed(made[-1].text, dice), made[-1].date
        else:
            happening = dice.randrange(max(count // 12, 1))
            _, pool = pools[happening % len(pools)]
            # Each happening has a slice of the pool and a name of its own.
            own = random.Random(happening).sample(pool, min(len(pool), 40))
            text = f"Reports came in from Place{happening} early in the day.\n" + _drawn(own, words, dice)
            when = date(2020, 1, 1) + timedelta(
                days=happening * _DAYS // max(count // 12, 1) + dice.randrange(3)
            )
            day = when.isoformat()
        if number % 2:
            text += "\n" + history[outlet % len(history)]
        made.append(
            Article(
                id=f"bench-{number:06}",
                outlet_id=f"outlet-{outlet}",
                outlet=f"Outlet {outlet}",
                title=" ".join(text.split()[:9]),
                text=text,
                date=day,
                language="en",
            )
        )
    return [Annotation(article=a) for a in made]


def _drawn(pool: Sequence[str], words: int, dice: random.Random) -> str:
    lines: list[str] = []
    missing = words
    while missing > 0:
        sentence = " ".join(
            w if dice.random() > 0.15 else f"w{dice.randrange(20000)}" for w in dice.choice(pool).split()
        )
        lines.append(sentence)
        missing -= sentence.count(" ") + 1
    return "\n".join(lines)


def _changed(text: str, dice: random.Random) -> str:
    return " ".join(w if dice.random() > 0.02 else "otherwise" for w in text.split(" "))


def measure(annotations: list[Annotation]) -> list[tuple[str, float, int]]:
    """Each step with its seconds and how much it found."""
    rows: list[tuple[str, float, int]] = []

    def timed(name: str, step: Callable[[], Any]) -> Any:
        start = perf_counter()
        result = step()
        rows.append((name, perf_counter() - start, len(result)))
        return result

    paragraphs = timed("background", lambda: find_background(annotations))
    copies = timed("copies", lambda: find_copies(annotations, repeated=paragraphs))
    background = leave_copies_out(paragraphs, copies)
    timed("wire", lambda: find_wire(annotations, agencies=_AGENCIES, copies=copies))
    timed("edits", lambda: find_wire_edits(annotations, copies=copies, wires={}))
    timed("events", lambda: find_events(annotations, background=background))
    rows.append(("all", sum(seconds for _, seconds, _ in rows), len(annotations)))
    return rows


if __name__ == "__main__":
    main()
