"""How fast articles are annotated: CPU time of each step over a generated corpus.

    python bench/bench_annotation.py --articles 300 --runs 5

The corpus is made from the demo corpus: paragraphs drawn with a fixed seed until an article has the
wanted number of words. The same options always give the same articles. The steps take turns, so that a
busy minute of the machine touches all of them; in each turn a step runs twice, and the second time is
measured, as in rounds that follow each other. (The first finds the processor's caches full of another
step's data: it takes about a tenth longer.) Time is CPU time of this process on one core. A step's time
does not include the steps before it: voices are found for attributions that are ready.

`tone` is the whole step: two scores for each headline and sentence, and its voice. `tone scores` is its
scoring alone, and `tone (reference)` that of VADER's own program (vaderSentiment), one score, on the same
sentences. `tone toward parties` finds the mentions of parties and scores each by the linear method; targets a
second by method are measured by `bench_targets.py`.

`make bench` runs this twice: with the plain Python files, and with the package as it is built with
FRAMING_COMPILE=1, where the modules that find attributions are compiled. The first line of the table tells
which one is measured.

Where spaCy, its model `en_core_web_sm` and textacy are installed, a last row gives textacy's
`direct_quotations` over the same articles, parsing included. It finds direct quotations only.
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from time import process_time

from framing.annotation.attribution import find_attributions
from framing.annotation.folding import fold
from framing.annotation.matching import matcher_of
from framing.annotation.targets import score_targets
from framing.annotation.terms import find_mentions
from framing.annotation.tone import score_tones, vader
from framing.annotation.voice import find_voices
from framing.engine import annotate_article
from framing.language import find_sentences, load_language
from framing.lexicon import load_lexicon
from framing.reading.demo import read_demo
from framing.records import Article, Span

Step = Callable[[], object]


def main(args: Sequence[str] | None = None) -> None:
    """Measures and prints one table."""
    parser = argparse.ArgumentParser(
        description="CPU time of each annotation step, over articles made from the demo corpus."
    )
    parser.add_argument("--articles", type=positive, default=200, help="how many articles (200)")
    parser.add_argument("--words", type=positive, default=500, help="words in an article (500)")
    parser.add_argument("--runs", type=positive, default=5, help="how often each step is measured (5)")
    options = parser.parse_args(args)
    articles = make_articles(options.articles, options.words)
    steps = make_steps(articles)
    seconds = measure(steps, options.runs)
    print(table(seconds, articles, options.words))
    if "textacy quotations" not in steps:
        print("\nNo comparison with textacy: it, spaCy or the model en_core_web_sm is not installed.")


def make_articles(count: int, words: int) -> list[Article]:
    """Articles of exactly this many words, the same in every run."""
    found = [a for a in read_demo().articles if a.language == "en"]
    paragraphs = [p for a in found for p in a.text.split("\n") if p.strip()]
    dice = random.Random(2020)
    articles: list[Article] = []
    for number in range(count):
        model = found[number % len(found)]
        drawn: list[str] = []
        missing = words
        while missing > 0:
            part = dice.choice(paragraphs).split()[:missing]
            missing -= len(part)
            drawn.append(" ".join(part))
        articles.append(
            Article(
                id=f"bench-{number}",
                outlet_id=model.outlet_id,
                outlet=model.outlet,
                title=model.title,
                text="\n".join(drawn),
                date=model.date,
                language="en",
            )
        )
    return articles


def make_steps(articles: list[Article]) -> dict[str, Step]:
    """What is measured, by name; each step goes over all the articles."""
    language, lexicon = load_language("en"), load_lexicon()
    matcher = matcher_of(lexicon, ("en",))
    attributions = [find_attributions(a, language) for a in articles]
    voices = [find_voices(a, own, language) for a, own in zip(articles, attributions, strict=True)]
    with_attributions = list(zip(articles, attributions, strict=True))
    with_voices = list(zip(articles, voices, strict=True))
    sentences = [find_sentences(a.text, language) for a in articles]
    with_sentences = list(zip(articles, voices, sentences, strict=True))
    strings = [s for a, own in zip(articles, sentences, strict=True) for s in _strings(a, own)]
    scores, reference = vader().scores, _reference()
    steps: dict[str, Step] = {
        "sentences": lambda: [find_sentences(a.text, language) for a in articles],
        "attributions": lambda: [find_attributions(a, language) for a in articles],
        "voices": lambda: [find_voices(a, own, language) for a, own in with_attributions],
        "matching alone": lambda: [matcher.find(fold(a.text), a.date) for a in articles],
        "terms": lambda: [find_mentions(a, lexicon, own) for a, own in with_voices],
        "tone": lambda: [score_tones(a, language, own, sentences=found) for a, own, found in with_sentences],
        "tone toward parties": lambda: [
            score_targets(a, own, sentences=found) for a, own, found in with_sentences
        ],
        "tone scores": lambda: [scores(s) for s in strings],
        "tone (reference)": lambda: [reference(s) for s in strings],
        "annotate_article": lambda: [annotate_article(a, lexicon) for a in articles],
    }
    textacy = _textacy_step(articles)
    if textacy is not None:
        steps["textacy quotations"] = textacy
    return steps


def _strings(article: Article, sentences: Sequence[Span]) -> list[str]:
    return [article.title, *(article.text[s.start : s.end] for s in sentences)]


def _reference() -> Callable[[str], object]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    score: Callable[[str], object] = SentimentIntensityAnalyzer().polarity_scores
    return score


def _textacy_step(articles: list[Article]) -> Step | None:
    try:
        pipeline = import_module("spacy").load("en_core_web_sm")
        find = import_module("textacy.extract").direct_quotations
    except (ImportError, OSError):
        return None

    def quotations(text: str) -> list[object]:
        try:
            return list(find(pipeline(text)))
        except ValueError:
            return []  # textacy gives up an article whose quotation marks are odd in number

    return lambda: [quotations(a.text) for a in articles]


def measure(steps: dict[str, Step], runs: int) -> dict[str, list[float]]:
    """CPU seconds of each step in each run."""
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(runs):
        for name, step in steps.items():
            step()
            start = process_time()
            step()
            # A clock tick is the least that can be told apart.
            seconds[name].append(max(process_time() - start, 1e-6))
    return seconds


def table(seconds: dict[str, list[float]], articles: list[Article], words: int) -> str:
    """Articles and megabytes of text a second: the slowest run, the middle one, the fastest."""
    size = sum(len(a.text.encode()) for a in articles) / 1e6
    runs = len(next(iter(seconds.values())))
    lines = [
        f"{len(articles)} articles of {words} words, {size:.2f} MB; {runs} runs; CPU time, one core; "
        f"attributions by {_made_of()}",
        "",
        f"{'':20}{'articles a second':^30}{'MB a second':^24}",
        f"{'step':20}" + "".join(f"{h:>10}" for h in ("min", "median", "max")) + f"{'':2}"
        f"{'min':>8}{'median':>8}{'max':>8}",
    ]
    for name, times in seconds.items():
        slow, middle, fast = max(times), statistics.median(times), min(times)
        lines.append(
            f"{name:20}"
            + "".join(f"{len(articles) / t:10,.0f}" for t in (slow, middle, fast))
            + "  "
            + "".join(f"{size / t:8.2f}" for t in (slow, middle, fast))
        )
    return "\n".join(lines)


def _made_of() -> str:
    """Whether the code that finds attributions was compiled when the package was built (setup.py)."""
    found = find_spec("framing.annotation.attribution")
    return "plain Python" if found and str(found.origin).endswith(".py") else "compiled code"


def positive(text: str) -> int:
    """A whole number above zero; argparse turns the error into its own message."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


if __name__ == "__main__":
    main()
