"""A linear classifier and how often it is right about outlets and events that it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.separability.folds import Array, balance, make_folds

#: The strength of the L2 penalty. Not tuned: the figures of the dealt groups rest on the same one.
PENALTY = 1.0

#: Scores that differ by less are the same score.
SAME = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class Accuracy:
    """How well two sides are told apart; both figures are .5 by chance and 1 at best.

    `auc` is how often, of two tested articles of one fold, one from each side, the one of the first side has
    the higher score. `balanced` is the mean of the two sides' shares of articles put on the right side. None
    where nothing could be tested. `n_articles` are tested, by side; `n_untested` are articles on events of
    both sides that no fold could test; `kept_out` is the mean share of articles that a fold did not use.
    """

    auc: float | None
    balanced: float | None
    n_articles: tuple[int, int]
    n_untested: int
    kept_out: float


def fit(kernel: Array, y: Array, weight: Array) -> Array:
    """The dual coefficients of the articles learned from.

    Ridge regression on +1 and -1, the least-squares support vector machine (Suykens & Vandewalle 1999, Neural
    Processing Letters 9:293), which is as often right as other linear classifiers on text (Rifkin & Klautau
    2004, JMLR 5:101) and has one exact solution. Weights are brought to a mean of 1.

    >>> fit(np.eye(2), np.array([1.0, -1.0]), np.array([2.0, 2.0])).round(9).tolist()
    [0.5, -0.5]
    """
    from scipy.linalg import cho_factor, cho_solve

    root = np.sqrt(weight / weight.mean())
    factor = cho_factor(_system(kernel, root), lower=True, overwrite_a=True, check_finite=False)
    solution: Array = cho_solve(factor, y * root, check_finite=False) * root
    return solution


def find_threshold(kernel: Array, y: Array, weight: Array) -> float:
    """The score halfway between the two sides' mean scores when each article is left out of learning.

    A side of few articles is learned by heart and scores too low elsewhere, so that 0 would be the wrong
    place to divide. The scores of articles left out need no learning anew (Cawley & Talbot 2003, Pattern
    Recognition 36:2585).

    >>> round(find_threshold(np.eye(2), np.array([1.0, -1.0]), np.ones(2)), 9)
    0.0
    """
    root = np.sqrt(weight / weight.mean())
    inverse = np.linalg.inv(_system(kernel, root))
    left_out = y - (inverse @ (y * root)) / (np.diag(inverse) * root)
    means = [np.average(left_out[y == sign], weights=weight[y == sign]) for sign in (1, -1)]
    return float(means[0] + means[1]) / 2


def measure(kernel: Array, side: Array, outlet: Array, event: Array) -> Accuracy:
    """How well side 0 is told from sides 1, 2, … (see `folds.balance`) over all folds.

    >>> place = np.arange(16)
    >>> side, outlet, event = place % 2, place % 4, place // 4
    >>> kernel = (side[:, None] == side[None, :]).astype(float)
    >>> found = measure(kernel, side, outlet, event)
    >>> found.balanced, found.auc, found.n_articles
    (1.0, 1.0, (8, 8))
    """
    y = np.where(side == 0, 1.0, -1.0)
    score, right = np.full(len(side), np.nan), np.full(len(side), np.nan)
    fold_of = np.full(len(side), -1)
    used = []
    for number, fold in enumerate(make_folds(side, outlet, event)):
        own = kernel[np.ix_(fold.train, fold.train)]
        dual = fit(own, y[fold.train], fold.weight)
        score[fold.test] = kernel[np.ix_(fold.test, fold.train)] @ dual
        right[fold.test] = score[fold.test] - find_threshold(own, y[fold.train], fold.weight)
        fold_of[fold.test] = number
        used.append(len(fold.train) + len(fold.test))
    n_usable = int((balance(side, event) > 0).sum())
    weight = balance(np.where(fold_of >= 0, side, -1), event)
    counted = weight > 0
    return Accuracy(
        auc=auc_within(score, y, weight, fold_of),
        balanced=balanced_accuracy(right, y, weight) if counted.any() else None,
        n_articles=(int((counted & (side == 0)).sum()), int((counted & (side > 0)).sum())),
        n_untested=n_usable - int(counted.sum()),
        kept_out=1 - float(np.mean(used)) / n_usable if used else 1.0,
    )


def measure_auc(kernel: Array, side: Array, outlet: Array, event: Array) -> float:
    """`measure(…).auc` alone, in a third of the time; .5 where nothing can be tested.

    >>> measure_auc(np.eye(2), np.array([0, 1]), np.array([0, 1]), np.array([0, 0]))
    0.5
    """
    y = np.where(side == 0, 1.0, -1.0)
    score, fold_of = np.full(len(side), np.nan), np.full(len(side), -1)
    for number, fold in enumerate(make_folds(side, outlet, event)):
        dual = fit(kernel[np.ix_(fold.train, fold.train)], y[fold.train], fold.weight)
        score[fold.test] = kernel[np.ix_(fold.test, fold.train)] @ dual
        fold_of[fold.test] = number
    auc = auc_within(score, y, balance(np.where(fold_of >= 0, side, -1), event), fold_of)
    return 0.5 if auc is None else auc


def auc_within(score: Array, y: Array, weight: Array, fold: Array) -> float | None:
    """The weighted share of pairs of +1 and -1 in one fold that the scores put in order; ties count half.

    Scores of two folds are not compared, since each fold has its own classifier. None without such a pair.

    >>> auc_within(np.array([2.0, 1.0]), np.array([1, -1]), np.ones(2), np.zeros(2))
    1.0
    """
    right = total = 0.0
    for number in np.unique(fold[weight > 0]):
        here = (fold == number) & (weight > 0)
        up, down = here & (y > 0), here & (y < 0)
        pairs = np.outer(weight[up], weight[down])
        order = (_sign(score[up][:, None] - score[down][None, :]) + 1) / 2
        right += float((pairs * order).sum())
        total += float(pairs.sum())
    return right / total if total else None


def balanced_accuracy(score: Array, y: Array, weight: Array) -> float:
    """The mean of the weighted shares of +1 and of -1 with a score of the right sign; 0 counts half.

    >>> balanced_accuracy(np.array([2.0, -1.0, -3.0, 0.0]), np.array([1, 1, -1, -1]), np.ones(4))
    0.625
    """
    shares = []
    for sign in (1, -1):
        of = (y == sign) & (weight > 0)
        right = (_sign(score[of]) * sign + 1) / 2
        shares.append(float((right * weight[of]).sum() / weight[of].sum()))
    return (shares[0] + shares[1]) / 2


def mean_known(values: Sequence[float | None]) -> float | None:
    """The mean of the figures that are there; None without any.

    >>> mean_known([0.5, None, 0.75]), mean_known([None])
    (0.625, None)
    """
    known = [v for v in values if v is not None]
    return float(np.mean(known)) if known else None


def _sign(values: Array) -> Array:
    """-1, 0 or 1; a difference that rounding alone may have made is none."""
    return np.sign(np.where(np.abs(values) < SAME, 0.0, values))


def _system(kernel: Array, root: Array) -> Array:
    system: Array = kernel * np.outer(root, root)
    system[np.diag_indices_from(system)] += PENALTY
    return system
