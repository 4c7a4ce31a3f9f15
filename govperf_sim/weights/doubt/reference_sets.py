r"""Benchmarks against fewer peers: super-efficiency, without the unit itself, and order m, against a few drawn at random.

- Super-efficiency: a score above 1 says by how much a unit leads all others of its group under its own best weights;
  units that score below 1 keep their score (Andersen and Petersen 1993, Management Science 39).
- Order m: the mean score against m units drawn with replacement, less at the mercy of one outlier than the score against
  all (Cazals, Florens and Simar 2002, Journal of Econometrics 106; Cherchye et al. 2011 for benefit of the doubt).

Where nobody else shows anything that a unit may draw on there is no bound, and the score is infinite.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from govperf_sim.errors import WeightingError, fault
from govperf_sim.weights.arrays import Array
from govperf_sim.weights.doubt.answer import BenchmarkScores
from govperf_sim.weights.doubt.program import Sweep


def super_efficiency(benchmarks: BenchmarkScores) -> pd.Series[float]:
    """Index unit; the score against all other units of its group, infinite for a unit alone in its group.

    >>> from govperf_sim.weights.doubt.scores import benchmark_scores
    >>> from govperf_sim.weights.weighting import Weighting
    >>> scores = pd.DataFrame({"gdp": [0.8, 0.4], "air": [0.2, 0.4]}, index=["a", "b"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]))
    >>> super_efficiency(benchmark_scores(question)).round(6).to_dict()
    {'a': 2.0, 'b': 2.0}
    """
    found: dict[str, float] = {}
    for pool in benchmarks.pools:
        sweep, everybody = Sweep(pool), frozenset(range(len(pool.units)))
        for i, unit in enumerate(pool.units):
            sweep.hold(everybody - {i})
            found[unit] = _score(sweep, i)
    return pd.Series(found, name="super_efficiency").loc[list(benchmarks.score.index)].rename_axis("unit")


def order_m(benchmarks: BenchmarkScores, m: int, *, draws: int = 200, seed: int) -> pd.DataFrame:
    """Index unit; score, the mean over the draws, and standard_error, its Monte Carlo error.

    Every draw is one sample of ``m`` units a group, with replacement, against which all its units are measured.

    Raises :class:`~govperf_sim.errors.WeightingError` where ``m`` or ``draws`` is not at least 1 and 2.
    """
    if m < 1 or draws < 2:
        raise WeightingError(fault("weights.order_m", m=m, draws=draws))
    found: dict[str, Array] = {}
    for pool in benchmarks.pools:
        sweep, chance, n = Sweep(pool), np.random.default_rng([seed, *pool.group.encode()]), len(pool.units)
        scores = np.empty((draws, n))
        for draw in range(draws):
            sweep.hold(frozenset(chance.integers(0, n, m).tolist()))
            scores[draw] = [_score(sweep, i) for i in range(n)]
        found |= dict(zip(pool.units, scores.T, strict=True))
    table = pd.DataFrame({"score": {u: float(s.mean()) for u, s in found.items()}})
    spread = {
        u: float(s.std(ddof=1) / np.sqrt(draws)) if np.isfinite(s).all() else float("inf") for u, s in found.items()
    }
    table["standard_error"] = pd.Series(spread)
    return table.loc[list(benchmarks.score.index)].rename_axis("unit")


def _score(sweep: Sweep, i: int) -> float:
    """The score of the i-th unit against those that are held."""
    return sweep.pool.form.score(sweep.solve(i).value)
