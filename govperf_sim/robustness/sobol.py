r"""Sobol' indices: what share of a result's variance each uncertain factor is answerable for, alone and in all.

With f the result, V its variance, and all factors independent and uniform on [0, 1],

.. math:: S_i = \frac{\operatorname{Var} E[f \mid x_i]}{V}, \qquad
    T_i = \frac{E \operatorname{Var}[f \mid x_{\sim i}]}{V} = 1 - \frac{\operatorname{Var} E[f \mid x_{\sim i}]}{V} .

Points are two halves A, B of one scrambled Sobol' sequence, and A with column i from B, :math:`A_B^i`; with :math:`\mu` the
mean over A and B,

.. math:: \hat S_i = \frac{1}{N V} \sum_n (f(B)_n - \mu)\,(f(A_B^i)_n - f(A)_n), \qquad
    \hat T_i = \frac{1}{2 N V} \sum_n (f(A)_n - f(A_B^i)_n)^2 .

Without the centre a result that varies little about a large mean loses :math:`\hat S_i` in noise.  Intervals are percentiles
over resampled rows.  Sources: Saltelli et al. (2010), Computer Physics Communications 181:259-270; Jansen (1999), the same
117:35-43.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from govperf_sim.cells import Array

RESAMPLES = 400
CONFIDENCE = 0.95
STILL = 1e-24
"""A variance below this is rounding: nothing is then answerable for anything."""


@dataclass(frozen=True, eq=False)
class Indices:
    """Factor x result, each with the ends of its interval."""

    first: Array
    first_low: Array
    first_high: Array
    total: Array
    total_low: Array
    total_high: Array


@dataclass(frozen=True, eq=False)
class Design:
    """The points: N x factor each, and for each factor A with that column from B."""

    a: Array
    b: Array
    mixed: tuple[Array, ...]

    @property
    def points(self) -> Array:
        """All of them, one below the other."""
        return np.vstack([self.a, self.b, *self.mixed])


def design(factors: int, power: int, seed: int) -> Design:
    """``2**power`` rows; ``2**power * (factors + 2)`` points in all."""
    from scipy.stats import qmc  # more than half a second to import, which every worker would spend

    both = qmc.Sobol(2 * factors, scramble=True, rng=np.random.default_rng(seed)).random_base2(power)
    a, b = both[:, :factors], both[:, factors:]
    return Design(a, b, tuple(_with_column(a, b, i) for i in range(factors)))


def indices(results: Array, factors: int, seed: int) -> Indices:
    """The indices of every column of ``results``: a row for each of the :attr:`Design.points`, in their order."""
    f = results.reshape(factors + 2, -1, results.shape[1])
    n = f.shape[1]
    rows = np.random.default_rng([seed, RESAMPLES]).multinomial(n, np.full(n, 1 / n), RESAMPLES)
    shares = np.vstack([np.full(n, 1 / n), rows / n])
    first, total = _estimates(f, shares)
    ends = [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]
    (first_low, first_high), (total_low, total_high) = (np.quantile(x[:, 1:], ends, axis=1) for x in (first, total))
    return Indices(first[:, 0], first_low, first_high, total[:, 0], total_low, total_high)


def sobol_indices(model: Callable[[Array], Array], factors: int, power: int = 10, seed: int = 1) -> Indices:
    """The indices of a function of points, N x factor in [0, 1], whose result is N x result.

    >>> found = sobol_indices(lambda x: x @ np.array([[3.0], [4.0]]), factors=2)  # shares 9 and 16 of 25
    >>> found.first.round(2).ravel(), found.total.round(2).ravel()
    (array([0.36, 0.64]), array([0.36, 0.64]))
    """
    return indices(model(design(factors, power, seed).points), factors, seed)


def _with_column(a: Array, b: Array, i: int) -> Array:
    mixed = a.copy()
    mixed[:, i] = b[:, i]
    return mixed


def _estimates(f: Array, shares: Array) -> tuple[Array, Array]:
    """First-order and total indices: factor x resample x result, under each set of shares of the rows."""
    f = f - f[:2].mean(axis=(0, 1))
    a, b = f[0], f[1]
    centre = shares @ (a + b) / 2
    variance = shares @ (a**2 + b**2) / 2 - centre**2
    moves = variance > STILL
    safe = np.where(moves, variance, 1.0)
    first, total = [], []
    for mixed in f[2:]:
        covariance = shares @ (b * (mixed - a)) - centre * (shares @ (mixed - a))
        first.append(np.where(moves, covariance / safe, 0.0))
        total.append(np.where(moves, shares @ (a - mixed) ** 2 / 2 / safe, 0.0))
    return np.array(first), np.array(total)
