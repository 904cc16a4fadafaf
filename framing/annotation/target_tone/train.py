"""Trains the linear model on NewsMTSC.

    python -m framing.annotation.target_tone.train newsmtsc_train.jsonl --out linear.arrays

Each line of the file is a record with `sentence`, `target_start`, `target_end` and `polarity` (-1, 0 or 1).
The same records give the same bytes with the same releases of NumPy, SciPy and scikit-learn: nothing is
drawn by chance, and sums run on one thread. Everything that was chosen was chosen by five-fold
cross-validation on these records, with all targets of a sentence in one fold.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.annotation.target_tone.arrays import write_arrays
from framing.annotation.target_tone.calibration import Calibration, calibrate
from framing.annotation.target_tone.features import find_features, letter_runs
from framing.annotation.target_tone.linear import KIND, VERSION, scale_numbers
from framing.annotation.target_tone.reading import Reading, read_masked
from framing.annotation.target_tone.roles import find_roles
from framing.annotation.target_tone.slots import fill_slots, find_flags
from framing.annotation.target_tone.vectors import Vectors, load_vectors
from framing.annotation.target_tone.wordlists import load_word_lists
from framing.annotation.toward import mask_in_text
from framing.errors import InputError

#: Seen in fewer sentences than this, a feature is left out.
FEWEST = 3
#: Inverse strengths of the penalty. For features .5 to 4 and for slots .03 to .3 were tried.
FEATURE_C, SLOT_C = 1.0, 0.1
N_FOLDS = 5
#: How often a target counts that shares its sentence with another: sentences with two parties are the rule in
#: coverage of a conflict. With 2, held-out targets of such sentences gained .9 points of macro-F1 and the
#: others lost .4; 3 and more lost on both.
SHARED_COUNTS = 2.0
#: The constant of smooth inverse frequency (Arora et al. 2017, "A Simple but Tough-to-Beat Baseline").
_FREQUENT = 0.001
_FIELDS = {"sentence": str, "target_start": int, "target_end": int, "polarity": int}


@dataclass(frozen=True, kw_only=True)
class Examples:
    """Readings of the masked sentences, labels 0, 1, 2, and for each the number of its sentence."""

    readings: list[Reading]
    labels: Any
    groups: Any


def main(args: Sequence[str] | None = None) -> None:
    """Trains and writes the file; prints what cross-validation says."""
    parser = argparse.ArgumentParser(description="Trains the linear model of the tone toward a target.")
    parser.add_argument("records", type=Path, help="the training part of NewsMTSC, as JSON lines")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    options = parser.parse_args(args)
    facts = train(read_examples(options.records), options.out)
    print(json.dumps(facts, indent=1))


def read_examples(path: Path) -> Examples:
    """The records of a file, masked and read. Raises InputError with the line of a record that is none."""
    import numpy as np

    readings, labels, groups = [], [], []
    numbers: dict[str, int] = {}
    for line, record in _records(path):
        try:
            masked = mask_in_text(record["sentence"], record["target_start"], record["target_end"])
        except InputError as error:
            raise InputError(error.found, where=f"{path}:{line}", do="mend the record") from None
        readings.append(read_masked(masked))
        labels.append(record["polarity"] + 1)
        groups.append(numbers.setdefault(record["sentence"], len(numbers)))
    return Examples(readings=readings, labels=np.array(labels), groups=np.array(groups))


def train(examples: Examples, out: Path) -> dict[str, Any]:
    """Fits the model, writes it, and gives the facts that stand in its header."""
    import numpy as np
    from threadpoolctl import threadpool_limits

    vectors = load_vectors()
    with threadpool_limits(limits=1):
        weights = word_weights(examples, vectors)
        names, rarity, present = feature_matrix(examples, vectors)
        means, numbers = slot_matrices(examples, vectors, vectors.weights(weights))
        centers, spreads = numbers.mean(axis=0), numbers.std(axis=0) + np.float32(1e-6)
        slots = np.hstack([means, scale_numbers(numbers, centers, spreads)])
        held_out = [_held_out(matrix, examples, c) for matrix, c in ((present, FEATURE_C), (slots, SLOT_C))]
        counts = example_weights(examples.labels, examples.groups)
        calibration = calibrate(held_out, examples.labels, counts)
        one, two = calibration.shares
        of_features = _fit(present, examples.labels, counts, FEATURE_C)
        of_slots = _fit(slots, examples.labels, counts, SLOT_C)
        intercept = one * of_features.intercept_ + two * of_slots.intercept_ + np.array(calibration.shift)
    slot_weights = two * of_slots.coef_.T
    facts = _facts(examples, vectors, calibration)
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


def feature_matrix(examples: Examples, vectors: Vectors) -> tuple[list[str], Any, Any]:
    """Names of the features, their inverse document frequencies, the sparse matrix with rows of length 1."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    found = [sorted(_all_features(reading, vectors)) for reading in examples.readings]
    counts = Counter(name for names in found for name in names)
    kept = sorted(name for name, count in counts.items() if count >= FEWEST)
    place = {name: n for n, name in enumerate(kept)}
    rarity = np.array([np.log((1 + len(found)) / (1 + counts[name])) + 1 for name in kept])
    rows = [[place[name] for name in names if name in place] for names in found]
    ends = np.cumsum([0, *map(len, rows)])
    places = np.array([n for row in rows for n in row])
    matrix = csr_matrix((rarity[places], places, ends), shape=(len(rows), len(kept)))
    return kept, rarity, normalize(matrix)


def slot_matrices(examples: Examples, vectors: Vectors, weights: Any) -> tuple[Any, Any]:
    """Mean vectors, and sums with flags, a row for each example."""
    import numpy as np

    means, numbers = [], []
    for reading in examples.readings:
        ((mean, sums),) = fill_slots([reading], [find_roles(reading)], vectors, weights)
        means.append(mean.ravel())
        numbers.append(np.concatenate([sums.ravel(), np.array(find_flags(reading), dtype=np.float32)]))
    return np.array(means), np.array(numbers)


def _all_features(reading: Reading, vectors: Vectors) -> set[str]:
    found = find_features(reading, find_roles(reading), vectors)
    found.update(run for word in set(reading.words) for run in letter_runs(word))
    return found


def _fit(matrix: Any, labels: Any, counts: Any, c: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    # Labels count equally, as they do in macro-F1; calibration gives them their frequencies back.
    model = LogisticRegression(C=c, class_weight="balanced", max_iter=400, tol=1e-3)
    return model.fit(matrix, labels, sample_weight=counts)


def _held_out(matrix: Any, examples: Examples, c: float) -> Any:
    """For each example, the logits of a model that has not seen its sentence."""
    import numpy as np
    from sklearn.model_selection import GroupKFold

    counts = example_weights(examples.labels, examples.groups)
    logits = np.zeros((matrix.shape[0], 3))
    for seen, unseen in GroupKFold(N_FOLDS).split(matrix, examples.labels, examples.groups):
        model = _fit(matrix[seen], examples.labels[seen], counts[seen], c)
        logits[unseen] = model.decision_function(matrix[unseen])
    return logits


def _facts(examples: Examples, vectors: Vectors, calibration: Calibration) -> dict[str, Any]:
    return {
        "data": "NewsMTSC training part (Hamborg & Donnay 2021, MIT License)",
        "n_targets": len(examples.readings),
        "n_sentences": int(examples.groups.max()) + 1,
        "vectors": vectors.sha256,
        "word_lists": load_word_lists().sha256,
        "thresholds": list(calibration.thresholds),
        "cross_validation": calibration.measured,
    }


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"the records cannot be read ({error})", where=str(path), do="check the path"
        ) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            record = None
        good = isinstance(record, dict) and all(isinstance(record.get(k), t) for k, t in _FIELDS.items())
        if not good or record["polarity"] not in (-1, 0, 1):
            raise InputError(
                "no record of a target",
                where=f"{path}:{number}",
                do=f"give {', '.join(_FIELDS)} in each line, polarity -1, 0 or 1",
            )
        yield number, record


if __name__ == "__main__":
    main()
