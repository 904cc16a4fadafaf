"""The figures of docs/tone.md: what event words carry, and how often VADER agrees with readers.

    python bench/measure_tone.py themes [INPUT ...]
    python bench/measure_tone.py accuracy GOLD.jsonl [GOLD.jsonl ...]

`themes` reads any input that `framing read` reads, keeps the English articles, and takes the demo corpus
where none is given. `accuracy` reads records with `sentence` and `polarity` (-1, 0 or 1), the form of
NewsMTSC: the polarity is that toward one target in the sentence, the score that of the whole sentence.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import framing
from framing.annotation.event_words import load_event_words
from framing.annotation.tone import label_of
from framing.annotation.vader import Vader
from framing.language import find_sentences, load_language

LABELS = (-1, 0, 1)


def main(args: Sequence[str] | None = None) -> None:
    """Prints one table."""
    parser = argparse.ArgumentParser(description="Event words by theme, agreement with readers.")
    commands = parser.add_subparsers(dest="command", required=True)
    themes = commands.add_parser("themes", help="the weight that each theme of event words carries")
    themes.add_argument("inputs", nargs="*", help="files to read (the demo corpus)")
    accuracy = commands.add_parser("accuracy", help="agreement with labels that readers gave")
    accuracy.add_argument("gold", nargs="+", type=Path)
    options = parser.parse_args(args)
    if options.command == "themes":
        print(theme_table(read_sentences(options.inputs)))
    else:
        for path in options.gold:
            print(path.stem, *accuracy_lines(path), sep="\n  ")


def read_sentences(inputs: Sequence[str]) -> list[str]:
    """Headlines and sentences of the English articles."""
    corpus = framing.read(*inputs) if inputs else framing.read_demo()
    english = load_language("en")
    found = []
    for article in corpus:
        if article.language == "en":
            found += [article.title] if article.title.strip() else []
            found += [article.text[s.start : s.end] for s in find_sentences(article.text, english)]
    return found


def theme_table(sentences: Sequence[str]) -> str:
    """For each theme: how often its words count, their share of all negative and of all positive weight, and
    the mean score once they are left out."""
    event_words = load_event_words()
    owner = {word: theme.id for theme in event_words.themes for word in theme.words}
    everything = Vader()
    counts: Counter[str] = Counter()
    low: Counter[str] = Counter()
    high: Counter[str] = Counter()
    for sentence in sentences:
        for form, value in everything.explain(sentence):
            theme = owner.get(form, "other words")
            counts[theme] += 1
            (low if value < 0 else high)[theme] += abs(value)
    raw = mean([everything.scores(s).raw for s in sentences])
    lines = [
        f"{len(sentences)} sentences and headlines, mean score with all words {raw:+.4f}",
        f"{'theme':14}{'words':>7}{'of negative':>13}{'of positive':>13}{'mean without':>14}{'change':>9}",
    ]
    for name, words in [*((t.id, t.words) for t in event_words.themes), ("all themes", event_words.words)]:
        vader = Vader(left_out=words)
        rest = mean([vader.scores(s).score for s in sentences])
        names = [t.id for t in event_words.themes] if name == "all themes" else [name]
        negative = sum(low[n] for n in names) / (low.total() or 1)
        positive = sum(high[n] for n in names) / (high.total() or 1)
        n_words = sum(counts[n] for n in names)
        lines.append(f"{name:14}{n_words:7}{negative:13.1%}{positive:13.1%}{rest:+14.4f}{rest - raw:+9.4f}")
    return "\n".join(lines)


def accuracy_lines(path: Path) -> list[str]:
    """Macro-F1 and accuracy, in percent, of the sentence's label with and without event words."""
    with path.open(encoding="utf-8") as file:
        gold = [json.loads(line) for line in file]
    wanted = [g["polarity"] for g in gold]
    vader = Vader(left_out=load_event_words().words)
    scores = [vader.scores(g["sentence"]) for g in gold]
    found = {
        "score_raw (with event words)": [label_of(s.raw) for s in scores],
        "score (without event words)": [label_of(s.score) for s in scores],
        "always the most frequent label": [Counter(wanted).most_common(1)[0][0]] * len(wanted),
    }
    return [
        f"{name:32} macro-F1 {100 * macro_f1(wanted, labels):.1f}, "
        f"accuracy {100 * mean([a == b for a, b in zip(wanted, labels, strict=True)]):.1f}, n {len(wanted)}"
        for name, labels in found.items()
    ]


def macro_f1(wanted: Sequence[int], found: Sequence[int]) -> float:
    """The mean over the three labels of F1; a label that never occurs on either side counts 0."""
    parts = []
    for label in LABELS:
        right = sum(a == b == label for a, b in zip(wanted, found, strict=True))
        named = wanted.count(label) + found.count(label)
        parts.append(2 * right / named if named else 0.0)
    return mean(parts)


def mean(values: Sequence[float]) -> float:
    """0 where there are none."""
    return sum(values) / len(values) if values else 0.0


if __name__ == "__main__":
    main()
