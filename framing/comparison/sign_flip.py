"""The sign-flip test: whether differences of pairs lie on one side of zero more than chance would have it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from framing.comparison.samples import Array

#: Up to so many differences other than zero, every one of the 2^n assignments of signs is looked at.
MOST_EXACT = 14

#: Assignments that are drawn beyond that. The standard error of p = .05 is then .2 %.
DRAWS = 9999

_BLOCK = 512

#: Sums that agree to this part of the largest possible one are the same: thirds do not add up exactly.
_SAME = 1e-12


class SignFlip(NamedTuple):
    """The two-sided `p`, the `smallest` that so many differences could have given, whether it is exact."""

    p: float
    smallest: float
    exact: bool


def sign_flip_test(differences: Sequence[float] | Array, *, seed: int, draws: int = DRAWS) -> SignFlip:
    """The test that differences, one a pair, are as often and as far above zero as below it.

    If nothing but chance told the members of a pair apart, each difference could as well have had the other
    sign. p is the share of all assignments of signs whose sum is as far from zero as the one seen (Fisher
    1935, The Design of Experiments, section 21). Differences of zero have no sign and take no part. With more
    than `MOST_EXACT` others, `draws` assignments are drawn, and the one seen counts among them: p = (b + 1) /
    (draws + 1), never zero (Phipson & Smyth 2010, Statistical Applications in Genetics and Molecular Biology
    9:39). With n differences other than zero no p below 2 / 2^n can be reached; with none, p is 1.

    Exchanging all signs changes nothing. The order matters in the drawn case alone: give them in a fixed one.

    >>> sign_flip_test([0.2, 0.4, 0.1, 0.3, 0.5], seed=0)
    SignFlip(p=0.0625, smallest=0.0625, exact=True)
    >>> sign_flip_test([0.2, -0.2, 0.0], seed=0).p
    1.0
    """
    values = np.asarray([d for d in differences if d != 0], dtype=np.float64)
    if not len(values):
        return SignFlip(1.0, 1.0, True)
    far = abs(float(values.sum())) - _SAME * float(np.abs(values).sum())
    smallest = 2.0 ** (1 - len(values))
    if len(values) <= MOST_EXACT:
        return SignFlip(float(np.mean(np.abs(_all_sums(values)) >= far)), smallest, True)
    as_far = sum(int((np.abs(sums) >= far).sum()) for sums in _drawn_sums(values, seed=seed, draws=draws))
    return SignFlip((as_far + 1) / (draws + 1), max(smallest, 1 / (draws + 1)), False)


def _all_sums(values: Array) -> Array:
    """The sum under each assignment; the first sign stays, since the opposite ones are equally far."""
    sums = values[:1]
    for value in values[1:]:
        sums = np.concatenate([sums + value, sums - value])
    return sums


def _drawn_sums(values: Array, *, seed: int, draws: int) -> list[Array]:
    generator = np.random.default_rng([seed, len(values)])
    return [
        2 * (generator.integers(0, 2, size=(min(_BLOCK, draws - done), len(values)), dtype=np.int8) @ values)
        - values.sum()
        for done in range(0, draws, _BLOCK)
    ]
