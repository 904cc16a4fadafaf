"""Trains the linear model on NewsMTSC, and the small network beside it.

    python -m framing.annotation.target_tone.train newsmtsc_train.jsonl --axes axes.arrays --out linear.arrays

It learns from the labels of people, and from what the neural method says of these and of other places in
the same sentences (see `teacher`). The same records give the same bytes with the same releases of NumPy,
SciPy and scikit-learn: what is drawn by chance is drawn from one seed, and sums run on one thread.
Everything that was chosen was chosen by cross-validation on the labels of people, with all that is known of
a sentence in one fold.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.annotation.target_tone.arrays import write_arrays
from framing.annotation.target_tone.calibration import Calibration, calibrate
from framing.annotation.target_tone.features import find_features, letter_runs
from framing.annotation.target_tone.labelled import Examples, read_examples, records_parser
from framing.annotation.target_tone.linear import KIND, VERSION
from framing.annotation.target_tone.network import read_words
from framing.annotation.target_tone.network_training import Words, train_network
from framing.annotation.target_tone.reading import Reading, read_masked
from framing.annotation.target_tone.roles import find_roles
from framing.annotation.target_tone.teacher import ANSWERS, Taught, read_taught
from framing.annotation.target_tone.vectors import Vectors, load_vectors, read_axes
from framing.annotation.target_tone.wordlists import load_word_lists
from framing.annotation.target_tone.words_seen import N_MEANING, describe_words

#: Seen in fewer sentences than this, a feature is left out.
FEWEST = 3
#: Inverse strength of the penalty on features; .5 to 4 were tried.
FEATURE_C = 1.0
N_FOLDS = 5
#: How often a target counts that shares its sentence with another: sentences with two parties are the rule in
#: coverage of a conflict.
SHARED_COUNTS = 2.0
#: How much of a labelled target's weight goes to the teacher's answer on it, and from which share on an
#: answer counts for a label at all.
TEACHER_SHARE, LEAST_SHARE = 0.3, 0.05
#: The constant of smooth inverse frequency (Arora et al. 2017, "A Simple but Tough-to-Beat Baseline").
_FREQUENT = 0.001
#: How many sentences are described at once: `Vectors` has no room for the words of all.
_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class Lessons:
    """What is learned from: rows of masked sentences, labels, how much each counts, sentence numbers.

    The labelled targets are the first rows; a row comes again for each label that the teacher thinks
    possible.
    """

    rows: Any
    labels: Any
    counts: Any
    groups: Any


#: Learns lessons, and gives what scores rows of masked sentences.
Learner = Callable[[Lessons], Callable[[Any], Any]]


def main(args: Sequence[str] | None = None) -> None:
    """Trains and writes the file; prints what cross-validation says."""
    parser = records_parser("Trains the linear model of the tone toward a target.")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    parser.add_argument("--teacher", type=Path, default=ANSWERS, help="the teacher's answers")
    options = parser.parse_args(args)
    vectors = read_axes(options.axes, load_vectors())
    taught = read_taught(options.records, vectors, options.teacher)
    facts = train(read_examples(options.records), taught, vectors, options.out)
    print(json.dumps(facts, indent=1))


def train(examples: Examples, taught: Taught, vectors: Vectors, out: Path) -> dict[str, Any]:
    """Fits the model, writes it, and gives the facts that stand in its header."""
    import numpy as np
    from threadpoolctl import threadpool_limits

    n_labelled = len(examples.readings)
    lessons = make_lessons(examples, taught)
    with threadpool_limits(limits=1):
        rarities = word_weights(examples, vectors)[:, None]
        meanings = vectors.joined(np.hstack([vectors.matrix[1 : len(vectors.words) + 1], rarities]))
        readings = [*examples.readings, *map(read_masked, taught.masked[n_labelled:])]
        names, rarity, present = feature_matrix(readings, n_labelled, vectors)
        words = word_rows(readings, meanings)
        held_out = [
            _held_out(learn, examples, lessons) for learn in (_features_of(present), _network_of(words))
        ]
        calibration = calibrate(held_out, examples.labels, example_weights(examples.labels, examples.groups))
        one, two = calibration.shares
        of_features = _fit(present, lessons)
        network = train_network(words, *_wanted(lessons))
    facts = _facts(examples, taught, vectors, calibration)
    arrays = {
        "features": np.frombuffer("\n".join(names).encode("utf-8"), dtype="|u1"),
        "feature_weights": (one * of_features.coef_.T).astype("<f2"),
        "rarity": rarity.astype("<f2"),
        "intercept": (one * of_features.intercept_ + np.array(calibration.shift)).astype("<f4"),
        **_stored(network, meanings, two),
    }
    write_arrays(out, arrays, kind=KIND, version=VERSION, facts=facts)
    return facts


def make_lessons(examples: Examples, taught: Taught) -> Lessons:
    """The labels of people, then the teacher's answers as labels that count by their share."""
    import numpy as np

    n_labelled = len(examples.readings)
    weights = example_weights(examples.labels, examples.groups)
    weighed = taught.shares * taught.counts[:, None]
    weighed[:n_labelled] = TEACHER_SHARE * weights[:, None] * taught.shares[:n_labelled]
    rows, labels = np.nonzero(taught.shares >= LEAST_SHARE)
    return Lessons(
        rows=np.concatenate([np.arange(n_labelled), rows]),
        labels=np.concatenate([examples.labels, labels]),
        counts=np.concatenate([(1 - TEACHER_SHARE) * weights, weighed[rows, labels]]),
        groups=np.concatenate([examples.groups, taught.groups[rows]]),
    )


def example_weights(labels: Any, groups: Any) -> Any:
    """How much each example counts.

    NewsMTSC's training part was filtered for sentences that say something of several targets, so that the
    neutral label is rare there (21 % against 39 %). A model would learn that a second name makes a tone.
    Each kind of sentence therefore gets the labels' overall shares; then shared ones count `SHARED_COUNTS`
    times.

    >>> import numpy as np
    >>> example_weights(np.array([0, 1, 0, 0]), np.array([0, 1, 2, 2])).round(2).tolist()
    [1.5, 0.5, 1.5, 1.5]
    """
    import numpy as np

    shared = np.bincount(groups)[groups] > 1
    weights = np.ones(len(labels))
    overall = np.bincount(labels, minlength=3) / len(labels)
    for kind in (shared, ~shared):
        own = np.bincount(labels[kind], minlength=3) / max(1, kind.sum())
        weights[kind] = (overall / np.maximum(own, 1e-9))[labels[kind]]
    return np.where(shared, SHARED_COUNTS * weights, weights)


def word_weights(examples: Examples, vectors: Vectors) -> Any:
    """How rare each word of the vectors is: near 0 for frequent words, 1 for those never seen."""
    import numpy as np

    counts = Counter(word for reading in examples.readings for word in reading.words)
    total = sum(counts.values())
    weights = [_FREQUENT / (_FREQUENT + counts[word] / total) for word in vectors.words]
    return np.array(weights, dtype=np.float32)


def feature_matrix(
    readings: Sequence[Reading], n_labelled: int, vectors: Vectors
) -> tuple[list[str], Any, Any]:
    """Names of the features, their inverse document frequencies, the sparse matrix with rows of length 1.

    Which features there are, and how rare, is told by the labelled readings, which come first: the others
    are of the same sentences.
    """
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    found = [sorted(_all_features(reading, vectors)) for reading in readings]
    counts = Counter(name for names in found[:n_labelled] for name in names)
    kept = sorted(name for name, count in counts.items() if count >= FEWEST)
    place = {name: n for n, name in enumerate(kept)}
    rarity = np.array([np.log((1 + n_labelled) / (1 + counts[name])) + 1 for name in kept])
    rows = [[place[name] for name in names if name in place] for names in found]
    ends = np.cumsum([0, *map(len, rows)])
    places = np.array([n for row in rows for n in row])
    matrix = csr_matrix((rarity[places], places, ends), shape=(len(rows), len(kept)))
    return kept, rarity, normalize(matrix)


def word_rows(readings: Sequence[Reading], vectors: Vectors) -> Words:
    """The words of all readings as the network sees them."""
    import numpy as np

    parts = [readings[n : n + _AT_ONCE] for n in range(0, len(readings), _AT_ONCE)]
    rows = [describe_words(part, [find_roles(r) for r in part], vectors) for part in parts]
    return Words(
        rows=np.concatenate(rows),
        starts=np.cumsum([0, *(len(reading.words) for reading in readings)]),
        gaps=np.array([reading.gap for reading in readings]),
        meaning=vectors.matrix.shape[1] + N_MEANING,
    )


def score_rows(words: Words, chosen: Any, network: dict[str, Any]) -> Any:
    """The network's logits for the sentences `chosen`, of shape (n_chosen, 3)."""
    import numpy as np

    n_axes = words.meaning - N_MEANING
    kept = network | {"words": network["words"][n_axes:]}
    logits = []
    for n in chosen:
        own = words.rows[words.starts[n] : words.starts[n + 1]]
        known = own[:, :n_axes] @ network["words"][:n_axes]
        logits.append(read_words(np.hstack([known, own[:, n_axes:]]), words.gaps[n], kept))
    return np.array(logits)


def _all_features(reading: Reading, vectors: Vectors) -> set[str]:
    found = find_features(reading, find_roles(reading), vectors)
    found.update(run for word in set(reading.words) for run in letter_runs(word))
    return found


def _features_of(matrix: Any) -> Learner:
    def learn(lessons: Lessons) -> Callable[[Any], Any]:
        model = _fit(matrix, lessons)
        return lambda rows: model.decision_function(matrix[rows])

    return learn


def _network_of(words: Words) -> Learner:
    def learn(lessons: Lessons) -> Callable[[Any], Any]:
        weights = train_network(words, *_wanted(lessons))
        return lambda rows: score_rows(words, rows, weights)

    return learn


def _fit(matrix: Any, lessons: Lessons) -> Any:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=FEATURE_C, max_iter=400, tol=1e-3)
    return model.fit(matrix[lessons.rows], lessons.labels, sample_weight=_even(lessons))


def _wanted(lessons: Lessons) -> tuple[Any, Any]:
    """The rows that are learned, each once, and how much each of its labels counts, of shape (n, 3)."""
    import numpy as np

    rows, place = np.unique(lessons.rows, return_inverse=True)
    wanted = np.zeros((len(rows), 3))
    np.add.at(wanted, (place, lessons.labels), _even(lessons))
    return rows, wanted


def _even(lessons: Lessons) -> Any:
    """Counts that make labels equal, as macro-F1 does; calibration gives them their frequencies back."""
    import numpy as np

    totals = np.bincount(lessons.labels, weights=lessons.counts, minlength=3)
    return lessons.counts * (lessons.counts.sum() / (3 * totals))[lessons.labels]


def _held_out(learn: Learner, examples: Examples, lessons: Lessons) -> Any:
    """For each example, the logits of a model that has seen nothing of its sentence."""
    import numpy as np
    from sklearn.model_selection import GroupKFold

    logits = np.zeros((len(examples.labels), 3))
    for _, unseen in GroupKFold(N_FOLDS).split(logits, examples.labels, examples.groups):
        seen = ~np.isin(lessons.groups, examples.groups[unseen])
        fields = (lessons.rows, lessons.labels, lessons.counts, lessons.groups)
        rows, labels, counts, groups = (field[seen] for field in fields)
        score = learn(Lessons(rows=rows, labels=labels, counts=counts, groups=groups))
        logits[unseen] = score(unseen)
    return logits


def _stored(network: dict[str, Any], meanings: Vectors, share: float) -> dict[str, Any]:
    """The network for use: what it makes of each word is worked out beforehand, in steps of one byte."""
    import numpy as np

    n_axes = meanings.matrix.shape[1]
    table = meanings.matrix[1 : len(meanings.words) + 1] @ network["words"][:n_axes]
    units = np.maximum(np.abs(table).max(axis=0), 1e-9) / 127
    kept = network | {"words": network["words"][n_axes:]}
    kept |= {"out": share * network["out"], "out_bias": share * network["out_bias"]}
    return {
        "meanings": np.rint(table / units).astype("|i1"),
        "meaning_units": units.astype("<f4"),
        **{f"network_{name}": array.astype("<f2") for name, array in kept.items()},
    }


def _facts(examples: Examples, taught: Taught, vectors: Vectors, calibration: Calibration) -> dict[str, Any]:
    return {
        "data": "NewsMTSC training part (Hamborg & Donnay 2021, MIT License)",
        "n_targets": len(examples.readings),
        "n_sentences": int(examples.groups.max()) + 1,
        "n_taught": len(taught.masked),
        "teacher": taught.teacher,
        "answers": taught.sha256,
        "vectors": vectors.sha256,
        "word_lists": load_word_lists().sha256,
        "thresholds": list(calibration.thresholds),
        "cross_validation": calibration.measured,
    }


if __name__ == "__main__":
    main()
