r"""Cross-efficiency: how each unit looks under the weights that suit the others, averaged over them.

Under weights :math:`w^i` that are best for unit i, unit j scores :math:`E_{ij} = u^i{}'x_j / v^i{}'b_j` (without undesirable
indicators, over the best anybody reaches).  Unit j's cross-efficiency is the mean over i, itself included.  But
:math:`w^i` is seldom the only choice, so the mean depends on the solver.  What does not:

- the interval: the mean over i of the least, and of the most, that any optimal weights of i give j;
- the benevolent and the aggressive mean: of i's optimal weights, those best, or worst, for the aggregate of the others,

.. math:: \max / \min \sum_{j \ne i} u'x_j \ \text{ s.t. } \sum_{j \ne i} v'b_j = 1,\quad u'x_i = \theta_i\, v'b_i,\quad
          u'x_j \le v'b_j \ \forall j .

Sources: Doyle and Green (1994), Efficiency and cross-efficiency in DEA, Journal of the Operational Research Society 45;
Liang, Wu, Cook and Zhu (2008), The DEA game cross-efficiency model, Operations Research 56.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from govperf_sim.errors import NotOptimal, WeightingError, fault
from govperf_sim.weights.arrays import Array
from govperf_sim.weights.batch import Batch, Optimum
from govperf_sim.weights.doubt.answer import BenchmarkScores
from govperf_sim.weights.doubt.forms import Radial
from govperf_sim.weights.doubt.program import BEST, Pool, Sweep, balance_rows, ruled
from govperf_sim.weights.model import WeightModel, linear

OWN, SCALE = "own", "aggregate"


def cross_efficiency(benchmarks: BenchmarkScores) -> pd.DataFrame:
    """Index unit; group, score, at_least, at_most, benevolent, aggressive, settled.

    ``at_least`` and ``at_most`` bound whatever a solver may call the cross-efficiency.  ``settled``: whether the second
    goal left every other unit of the group a single choice of weights both times; if not, the two means depend on the
    solver as well, within the interval.

    Raises :class:`~govperf_sim.errors.WeightingError` for benchmarks of another form than
    :class:`~govperf_sim.weights.doubt.forms.Radial`, and for a unit with none of an undesirable indicator, which is all
    that another's weights may count.

    >>> from govperf_sim.weights.doubt.scores import benchmark_scores
    >>> from govperf_sim.weights.weighting import Weighting
    >>> scores = pd.DataFrame({"gdp": [0.8, 0.4], "air": [0.2, 0.4]}, index=["a", "b"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]))
    >>> cross_efficiency(benchmark_scores(question))[["at_least", "at_most"]].round(6).to_dict("index")
    {'a': {'at_least': 0.75, 'at_most': 1.0}, 'b': {'at_least': 0.75, 'at_most': 1.0}}

    Under some weights that are best for b, a looks half as good as b, under others as good; and the other way round.
    """
    found: list[pd.DataFrame] = []
    for pool in benchmarks.pools:
        if zero := [u for u, x in zip(pool.units, pool.x[:, pool.sign < 0], strict=True) if not (x > 0).all()]:
            raise WeightingError([fault("weights.cross_zero", unit=unit) for unit in zero])
        if not isinstance(pool.form, Radial):
            raise WeightingError(fault("weights.cross_form", form=type(pool.form).__name__))
        found.append(_of_pool(pool, np.array([benchmarks.score[u] for u in pool.units])))
    return pd.concat(found).loc[list(benchmarks.score.index)].rename_axis("unit")


def cross_model(pool: Pool, i: int, theta: float) -> WeightModel:
    """The optimal weights of the i-th unit, on the scale of all units' bad, or of the best."""
    m = ruled(pool)
    w = [m.w[pool.group, k] for k in pool.indicators]
    for line in pool.lines:
        excess = linear(zip(w, pool.share_row(line, i), strict=True))
        m.require(line.name, excess >= 0 if line.side == "at_least" else excess <= 0)
    balance_rows(pool, m)
    best = [m.columns[BEST]] if BEST in m.columns else []
    own = [*zip(w, _own(pool, i, theta), strict=True), *((t, -theta) for t in best)]
    m.require(OWN, linear(own) == 0)
    everybody = range(len(pool.units))
    scale = [*zip(w, _bad(pool, everybody), strict=True), *((t, float(len(everybody))) for t in best)]
    m.require(SCALE, linear(scale) == 1)
    m.minimise(linear(zip(w, _good(pool, everybody), strict=True)))
    return m


def _good(pool: Pool, of: Sequence[int]) -> Array:
    """What the units bring together, by indicator."""
    return np.asarray(np.where(pool.sign > 0, pool.x[list(of)].sum(axis=0), 0.0))


def _bad(pool: Pool, of: Sequence[int]) -> Array:
    return np.asarray(np.where(pool.sign < 0, pool.x[list(of)].sum(axis=0), 0.0))


def _own(pool: Pool, i: int, theta: float) -> Array:
    return np.asarray(np.where(pool.sign > 0, 1.0, -theta) * pool.x[i], float)


class _Crossed:
    """The programs of one pool, moved from evaluator to evaluator and from aggregate to aggregate."""

    def __init__(self, pool: Pool, theta: Array) -> None:
        self.pool, self.theta = pool, theta
        m = cross_model(pool, 0, float(theta[0]))
        self.batch = Batch(m.problem, m.waiting)
        self.at = np.array([self.batch.column[f"w({pool.group},{k})"] for k in pool.indicators])
        self.best = self.batch.column.get(BEST)

    def evaluator(self, i: int) -> None:
        self._fill(OWN, _own(self.pool, i, self.theta[i]), -self.theta[i])
        for line in self.pool.lines:
            self.batch.fill_row(self.batch.row[line.name], self.at, self.pool.share_row(line, i))

    def extreme(self, of: Sequence[int], sign: float) -> Optimum:
        """The least (sign 1) or the most (sign -1) the aggregate of some units can score, and where."""
        self._fill(SCALE, _bad(self.pool, of), float(len(of)))
        self.batch.price_columns(self.at, sign * _good(self.pool, of))
        found = self.batch.solve()
        if found is None:
            raise NotOptimal(fault("weights.no_solution"))
        return found

    def scores(self, x: Array) -> Array:
        """What every unit scores at a point."""
        return _scores(self.pool, x[self.at], x[self.best] if self.best is not None else 0.0)

    def _fill(self, row: str, coefficients: Array, best: float) -> None:
        at = self.at if self.best is None else np.append(self.at, self.best)
        self.batch.fill_row(
            self.batch.row[row], at, coefficients if self.best is None else np.append(coefficients, best)
        )


def _scores(pool: Pool, w: Array, best: float) -> Array:
    good, bad = pool.x @ np.where(pool.sign > 0, w, 0.0), pool.x @ np.where(pool.sign < 0, w, 0.0) + best
    return np.asarray(good / bad)


def _of_pool(pool: Pool, theta: Array) -> pd.DataFrame:
    least, most, kind, harsh, settled = (np.array(rows) for rows in zip(*_evaluated(pool, theta), strict=True))
    others = settled.sum() - settled
    return pd.DataFrame(
        {
            "group": pool.group,
            "score": theta,
            "at_least": least.mean(axis=0),
            "at_most": most.mean(axis=0),
            "benevolent": kind.mean(axis=0),
            "aggressive": harsh.mean(axis=0),
            "settled": others == len(pool.units) - 1,
        },
        index=list(pool.units),
    )


def _evaluated(pool: Pool, theta: Array) -> Iterator[tuple[Array, Array, Array, Array, bool]]:
    """For every evaluator: what each unit scores at least, at most, under its kindest and its harshest choice."""
    sweep, crossed = Sweep(pool), _Crossed(pool, theta)
    everybody = range(len(pool.units))
    for i in everybody:
        found = sweep.solve(i)
        if len(everybody) == 1 or sweep.batch.is_one_point(found):
            best = found.x[sweep.batch.column[BEST]] if BEST in sweep.batch.column else 0.0
            scores = _scores(pool, found.x[sweep.at], best)
            yield scores, scores, scores, scores, True
            continue
        crossed.evaluator(i)
        least = np.array([crossed.extreme([j], 1.0).value for j in everybody])
        most = np.array([-crossed.extreme([j], -1.0).value for j in everybody])
        others = [j for j in everybody if j != i]
        means, settled = [], True
        for sign in (-1.0, 1.0):
            chosen = crossed.extreme(others, sign)
            means.append(crossed.scores(chosen.x))
            settled = settled and crossed.batch.is_one_point(chosen)
        yield least, most, means[0], means[1], settled
