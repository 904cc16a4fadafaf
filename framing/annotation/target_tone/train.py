"""Trains the linear model on NewsMTSC.

    python -m framing.annotation.target_tone.train newsmtsc_train.jsonl --out linear.arrays

It learns from the labels of people, and from what the neural method says of other names in the same
sentences (see `teacher`). The same records give the same bytes with the same releases of NumPy, SciPy and
scikit-learn: nothing is drawn by chance, and sums run on one thread. Everything that was chosen was chosen
by five-fold cross-validation on the labels of people, with all that is known of a sentence in one fold.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.annotation.target_tone.arrays import write_arrays
from framing.annotation.target_tone.calibration import Calibration, calibrate
from framing.annotation.target_tone.features import find_features, letter_runs
from framing.annotation.target_tone.labelled import Examples, read_examples, records_parser
from framing.annotation.target_tone.linear import KIND, VERSION, scale_numbers
from framing.annotation.target_tone.reading import Reading, read_masked
from framing.annotation.target_tone.roles import find_roles
from framing.annotation.target_tone.slots import fill_slots, find_flags
from framing.annotation.target_tone.teacher import ANSWERS, Taught, read_taught
from framing.annotation.target_tone.vectors import Vectors, load_vectors
from framing.annotation.target_tone.wordlists import load_word_lists

#: Seen in fewer sentences than this, a feature is left out.
FEWEST = 3
#: Inverse strengths of the penalty. For features .5 to 4 and for slots .03 to .3 were tried.
FEATURE_C, SLOT_C = 1.0, 0.1
N_FOLDS = 5
#: How often a target counts that shares its sentence with another: sentences with two parties are the rule in
#: coverage of a conflict. With 2 rather than 1, held-out targets whose neighbours have another label gained
#: 1.0 points of macro-F1 (58.6, 59.6), and all together lost .2 (71.2, 71.0).
SHARED_COUNTS = 2.0
#: How much an answer of the teacher counts beside a label of a person, and from which share on an answer
#: counts for a label at all. Held-out macro-F1 without a teacher 69.7, with a half 70.9, with 1 71.0.
TAUGHT_COUNTS, LEAST_SHARE = 1.0, 0.1
#: The constant of smooth inverse frequency (Arora et al. 2017, "A Simple but Tough-to-Beat Baseline").
_FREQUENT = 0.001


@dataclass(frozen=True, kw_only=True)
class Lessons:
    """What is learned from: rows of the matrices, with labels, how much each counts, and sentence numbers.

    The matrices hold the labelled targets first, then the taught ones; of these, one row serves each label
    that the teacher thinks possible.
    """

    rows: Any
    labels: Any
    counts: Any
    groups: Any


def main(args: Sequence[str] | None = None) -> None:
    """Trains and writes the file; prints what cross-validation says."""
    parser = records_parser("Trains the linear model of the tone toward a target.")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    parser.add_argument("--teacher", type=Path, default=ANSWERS, help="the teacher's answers")
    options = parser.parse_args(args)
    taught = read_taught(options.records, options.teacher)
    facts = train(read_examples(options.records), taught, options.out)
    print(json.dumps(facts, indent=1))


def train(examples: Examples, taught: Taught, out: Path) -> dict[str, Any]:
    """Fits the model, writes it, and gives the facts that stand in its header."""
    import numpy as np
    from threadpoolctl import threadpool_limits

    vectors = load_vectors()
    lessons = make_lessons(examples, taught)
    with threadpool_limits(limits=1):
        weights = word_weights(examples, vectors)
        readings = [*examples.readings, *map(read_masked, taught.masked)]
        names, rarity, present = feature_matrix(readings, len(examples.readings), vectors)
        means, numbers = slot_matrices(readings, vectors, vectors.weights(weights))
        labelled = numbers[: len(examples.readings)]
        centers, spreads = labelled.mean(axis=0), labelled.std(axis=0) + np.float32(1e-6)
        slots = np.hstack([means, scale_numbers(numbers, centers, spreads)])
        held_out = [_held_out(x, examples, lessons, c) for x, c in ((present, FEATURE_C), (slots, SLOT_C))]
        calibration = calibrate(held_out, examples.labels, example_weights(examples.labels, examples.groups))
        one, two = calibration.shares
        of_features = _fit(present, lessons, FEATURE_C)
        of_slots = _fit(slots, lessons, SLOT_C)
        intercept = one * of_features.intercept_ + two * of_slots.intercept_ + np.array(calibration.shift)
    slot_weights = two * of_slots.coef_.T
    facts = _facts(examples, taught, vectors, calibration)
    arrays = {
        "features": np.frombuffer("\n".join(names).encode("utf-8"), dtype="|u1"),
        "feature_weights": (one * of_features.coef_.T).astype("<f2"),
        "rarity": rarity.astype("<f2"),
        "mean_weights": slot_weights[: means.shape[1]].astype("<f2"),
        "number_weights": slot_weights[means.shape[1] :].astype("<f2"),
        "centers": centers.astype("<f4"),
        "spreads": spreads.astype("<f4"),
        "word_weights": weights.astype("<f2"),
        "intercept": intercept.astype("<f4"),
    }
    write_arrays(out, arrays, kind=KIND, version=VERSION, facts=facts)
    return facts


def make_lessons(examples: Examples, taught: Taught) -> Lessons:
    """The labels of people, then the teacher's answers as labels that count by their share."""
    import numpy as np

    n_labelled = len(examples.readings)
    rows, labels = np.nonzero(taught.shares >= LEAST_SHARE)
    return Lessons(
        rows=np.concatenate([np.arange(n_labelled), n_labelled + rows]),
        labels=np.concatenate([examples.labels, labels]),
        counts=np.concatenate(
            [example_weights(examples.labels, examples.groups), TAUGHT_COUNTS * taught.shares[rows, labels]]
        ),
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
    """How much each row of the vectors counts: little for frequent words, nothing for unlisted ones."""
    import numpy as np

    counts = Counter(word for reading in examples.readings for word in reading.words)
    total = sum(counts.values())
    weights = [_FREQUENT / (_FREQUENT + counts[word] / total) for word in vectors.words]
    return np.array([0.0, *weights], dtype=np.float32)


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


def slot_matrices(readings: Sequence[Reading], vectors: Vectors, weights: Any) -> tuple[Any, Any]:
    """Mean vectors, and sums with flags, a row for each reading."""
    import numpy as np

    means, numbers = [], []
    for reading in readings:
        ((mean, sums),) = fill_slots([reading], [find_roles(reading)], vectors, weights)
        means.append(mean.ravel())
        numbers.append(np.concatenate([sums.ravel(), np.array(find_flags(reading), dtype=np.float32)]))
    return np.array(means), np.array(numbers)


def _all_features(reading: Reading, vectors: Vectors) -> set[str]:
    found = find_features(reading, find_roles(reading), vectors)
    found.update(run for word in set(reading.words) for run in letter_runs(word))
    return found


def _fit(matrix: Any, lessons: Lessons, c: float, seen: Any = slice(None)) -> Any:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    labels, counts = lessons.labels[seen], lessons.counts[seen]
    # Labels count equally, as they do in macro-F1; calibration gives them their frequencies back.
    totals = np.bincount(labels, weights=counts, minlength=3)
    counts = counts * (counts.sum() / (3 * totals))[labels]
    model = LogisticRegression(C=c, max_iter=400, tol=1e-3)
    return model.fit(matrix[lessons.rows[seen]], labels, sample_weight=counts)


def _held_out(matrix: Any, examples: Examples, lessons: Lessons, c: float) -> Any:
    """For each example, the logits of a model that has seen nothing of its sentence."""
    import numpy as np
    from sklearn.model_selection import GroupKFold

    logits = np.zeros((len(examples.labels), 3))
    for _, unseen in GroupKFold(N_FOLDS).split(logits, examples.labels, examples.groups):
        seen = ~np.isin(lessons.groups, examples.groups[unseen])
        logits[unseen] = _fit(matrix, lessons, c, seen).decision_function(matrix[unseen])
    return logits


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
