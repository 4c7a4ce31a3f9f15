r"""Whether draws stand for the set they come from: split R-hat and the effective number of draws.

With chains cut in halves of n draws, B the variance of the halves' means times n, W their mean variance,

.. math:: \hat R^2 = \frac{n - 1}{n} + \frac{B}{n W}, \qquad
    N_{\text{eff}} = \frac{\sigma^2}{\operatorname{Var}(\text{mean of a chain})} \times \text{chains} .

Chains are many and short, so the second is counted from the spread of their means and not from correlations in time.
Sums are all that is kept, whatever the number of draws.  Sources: Gelman et al. (2013), Bayesian Data Analysis, 11.4.
"""

from __future__ import annotations

import numpy as np

from govperf_sim.cells import Array


class Mixing:
    """What has been seen of some quantities, chains by chains."""

    def __init__(self, quantities: int) -> None:
        self._half = _Spread(quantities)
        self._whole = _Spread(quantities)
        self._length = 0

    def add(self, draws: Array) -> None:
        """Chains that owe nothing to one another: chain x draw x quantity, always the same even number of draws."""
        chains, self._length, quantities = draws.shape
        self._half.add(draws.reshape(2 * chains, self._length // 2, quantities))
        self._whole.add(draws)

    @property
    def draws(self) -> int:
        return self._whole.count * self._length

    @property
    def mean(self) -> Array:
        return self._whole.mean

    @property
    def deviation(self) -> Array:
        """Standard deviation of a single draw."""
        return np.sqrt(self._variance)

    @property
    def r_hat(self) -> Array:
        """1 where a quantity never changes."""
        n = self._length / 2
        within = np.where(self._moves, self._half.within, 1.0)
        return np.where(self._moves, np.sqrt((n - 1) / n + self._half.between / within), 1.0)

    @property
    def standard_error(self) -> Array:
        """Of the mean, by the spread of the chains' means."""
        return np.where(self._moves, np.sqrt(self._whole.between / self._whole.count), 0.0)

    @property
    def effective(self) -> Array:
        """So many independent draws would tell as much; all of them where a quantity never changes."""
        drawn = float(self._whole.count * self._length)
        between = np.where(self._moves, self._whole.between, 1.0)
        return np.where(self._moves, np.minimum(self._variance / between * self._whole.count, drawn), drawn)

    @property
    def _variance(self) -> Array:
        n = self._length
        return np.asarray(self._whole.within * (n - 1) / n + self._whole.between)

    @property
    def _moves(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.asarray(self._whole.within > STILL)


STILL = 1e-24
"""A variance below this is rounding."""


class _Spread:
    """Sums over pieces of chains: their means, the squares of these, their own variances.

    Means are counted from the first piece seen, so that what varies little is not lost beside what is large.
    """

    def __init__(self, quantities: int) -> None:
        self.count = 0
        self._from: Array | None = None
        self._sum, self._squares, self._within = (np.zeros(quantities) for _ in range(3))

    def add(self, pieces: Array) -> None:
        means = pieces.mean(axis=1)
        if self._from is None:
            self._from = means[0].copy()
        away = means - self._from
        self.count += len(pieces)
        self._sum += away.sum(axis=0)
        self._squares += (away**2).sum(axis=0)
        self._within += pieces.var(axis=1, ddof=1).sum(axis=0)

    @property
    def mean(self) -> Array:
        start = 0.0 if self._from is None else self._from
        return start + self._sum / self.count

    @property
    def between(self) -> Array:
        """The variance of the pieces' means."""
        return np.maximum(self._squares - self._sum**2 / self.count, 0.0) / (self.count - 1)

    @property
    def within(self) -> Array:
        return self._within / self.count
