"""What the draws say of one pool, counted batch by batch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.robustness.mixing import Mixing
from govperf_sim.robustness.pools import Pool
from govperf_sim.robustness.ranking import Counts, tied_units
from govperf_sim.weights.weighting import Weighting

BATCH = 10
"""Chains of a batch: batches owe nothing to one another, so their spread is the standard error."""


class Shares:
    """Means over batches of equal size, and how far batches differ."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._batches = 0
        self._sum, self._squares = np.zeros(shape), np.zeros(shape)

    def add(self, share: Array) -> None:
        self._batches += 1
        self._sum += share
        self._squares += share**2

    @property
    def mean(self) -> Array:
        return self._sum / self._batches

    @property
    def standard_error(self) -> Array:
        n = self._batches
        return np.sqrt(np.maximum(self._squares / n - self.mean**2, 0.0) / (n - 1))


class Tally:
    """Ranks, wins and the weights of winners in one pool."""

    def __init__(self, pool: Pool, columns: Sequence[str], first: Array) -> None:
        self.pool = pool
        place = {name: j for j, name in enumerate(columns)}
        self._columns = [place[name] for name in pool.columns]
        self._tied = tied_units(self._scores(first[:, 0]))
        units = len(pool.units)
        self.ranks, self.wins = Shares((units, units)), Shares((units, units))
        self.mean_rank = Shares((units,))
        self.mixing = Mixing(units)
        self._central, self._firsts = np.zeros((units, len(place))), np.zeros(units)

    def add(self, made: Array) -> None:
        """A round of draws: chain x draw x weight, in whole batches."""
        scores = self._scores(made)
        self.mixing.add(scores)
        for start in range(0, len(made), BATCH):
            self._batch(scores[start : start + BATCH], made[start : start + BATCH])

    def _batch(self, scores: Array, made: Array) -> None:
        flat, weights = scores.reshape(-1, scores.shape[2]), made.reshape(-1, made.shape[2])
        counts = Counts(self._tied)
        winner = counts.rank(flat)
        counts.compare(flat)
        ranks = counts.ranks / len(flat)
        self.ranks.add(ranks)
        self.wins.add(counts.wins / len(flat))
        self.mean_rank.add(ranks @ np.arange(1, len(ranks) + 1))
        for unit in np.unique(winner):
            self._central[unit] += weights[winner == unit].sum(axis=0)
            self._firsts[unit] += np.count_nonzero(winner == unit)

    def _scores(self, draws: Array) -> Array:
        return draws[..., self._columns] @ self.pool.scores.T

    @property
    def standard_error(self) -> float:
        """The largest."""
        return float(max(self.ranks.standard_error.max(), self.wins.standard_error.max()))

    def ranks_frame(self) -> pd.DataFrame:
        """Index (unit, rank): acceptability, standard_error."""
        units = self.pool.units
        index = pd.MultiIndex.from_product([units, range(1, len(units) + 1)], names=["unit", "rank"])
        told = {"acceptability": self.ranks.mean.ravel(), "standard_error": self.ranks.standard_error.ravel()}
        return pd.DataFrame(told, index=index)

    def wins_frame(self) -> pd.DataFrame:
        """Index (unit, other): ahead, standard_error; no row of a unit against itself."""
        units = self.pool.units
        index = pd.MultiIndex.from_product([units, units], names=["unit", "other"])
        told = {"ahead": self.wins.mean.ravel(), "standard_error": self.wins.standard_error.ravel()}
        return pd.DataFrame(told, index=index)[~np.eye(len(units), dtype=bool).ravel()]

    def units_frame(self) -> pd.DataFrame:
        """Index unit: mean_rank, standard_error, best_drawn, worst_drawn, first."""
        drawn = self.ranks.mean > 0
        told = {
            "mean_rank": self.mean_rank.mean,
            "standard_error": self.mean_rank.standard_error,
            "best_drawn": drawn.argmax(axis=1) + 1,
            "worst_drawn": drawn.shape[1] - drawn[:, ::-1].argmax(axis=1),
            "first": self.ranks.mean[:, 0],
        }
        return pd.DataFrame(told, index=pd.Index(self.pool.units, name="unit"))

    def central(self, q: Weighting, cells: Sequence[tuple[str, str]], indicators: Sequence[str]) -> pd.DataFrame:
        """Index unit, a column an indicator: the mean weights of its group where the unit is first."""
        counting = {cells[j] for j in self._columns}
        table = pd.DataFrame(np.nan, index=pd.Index(self.pool.units, name="unit"), columns=list(indicators))
        for n, unit in enumerate(self.pool.units):
            if self._firsts[self._tied[n]]:
                for j, (g, k) in enumerate(cells):
                    if g == q.groups[unit] and (g, k) in counting:
                        table.at[unit, k] = self._central[self._tied[n], j] / self._firsts[self._tied[n]]
        return table
