r"""The benchmark of one unit, as a PuLP model, and the same model moved from unit to unit.

Weights are the most favourable the rules allow, known up to a factor:

.. math:: \min\ [t] + c'w \quad\text{s.t.}\quad s'w = 1, \qquad
          \sum_k \pm x_{jk} w_k \;[- t] \le 0 \ \ \forall j \in g, \qquad w \ge 0,

and the rows of every rule, in proportion to the sum of the weights.  Scale :math:`s`, prices :math:`c` and whether there
is a ceiling :math:`t` are the form's (:mod:`govperf_sim.weights.doubt.forms`).  With the own score fixed at 1, a limit on
the own share of one indicator is a bound on its weight, :math:`L / x_{ik} \le w_k \le U / x_{ik}`.

From one unit to the next only the row of the scale, the bounds, the prices and the rows on own shares change.  Peers wait
until they are ahead: of thousands a few ever are.
"""

from __future__ import annotations

import functools
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pulp

from govperf_sim.errors import InfeasibleRules, fault
from govperf_sim.weights.arrays import Array
from govperf_sim.weights.batch import Batch, Optimum
from govperf_sim.weights.doubt.forms import Form
from govperf_sim.weights.model import WeightModel, linear
from govperf_sim.weights.rules import EachOwnShare, Line, OwnShare, Rule

SCALE, BEST = "own", "best"


class Proportions(WeightModel):
    """Weights known up to a factor: what they add up to is a column, where a rule asks for it."""

    def settle(self, group: str) -> None:
        pass

    def sum(self, group: str) -> pulp.LpVariable:
        name = f"total({group})"
        if name not in self.columns:
            self.column(name)
            self.require(f"sum({group})", self.total(group, self.applying[group]) - self.columns[name] == 0)
        return self.columns[name]


@dataclass(frozen=True, eq=False)
class Pool:
    """The units of a group on its indicators, under the rules that can bind a benchmark."""

    group: str
    units: tuple[str, ...]
    indicators: tuple[str, ...]
    x: Array
    """Unit x indicator."""
    sign: Array
    """By indicator: 1 where more is better, -1 where it is undesirable."""
    rules: tuple[Rule, ...]
    form: Form
    lines: tuple[Line, ...] = field(init=False)
    """The rules on own shares, line by line."""

    def __post_init__(self) -> None:
        applying = {self.group: self.indicators}
        own = (r for r in self.rules if isinstance(r, OwnShare | EachOwnShare))
        object.__setattr__(self, "lines", tuple(line for rule in own for line in rule.group_lines(applying)))

    @functools.cached_property
    def scales(self) -> Array:
        """Unit x indicator: the coefficients of the row that fixes the scale."""
        return self.form.scale(self.x, self.sign, self.indicators)

    @functools.cached_property
    def costs(self) -> Array:
        """Unit x indicator: the prices of the weights."""
        return self.form.cost(self.x, self.sign)

    def balance(self, i: int) -> Array:
        """What good outweighs of bad, by indicator."""
        return np.asarray(self.sign * self.x[i], float)

    @functools.cached_property
    def rows(self) -> tuple[Line, ...]:
        """The lines on own shares that are rows: on sets, and where the own score is not what the scale fixes."""
        fixed = self.form.fixes_own_score(self.sign)
        return tuple(line for line in self.lines if not fixed or len(line.sets[0]) > 1)

    @functools.cached_property
    def _own_limits(self) -> tuple[Array, Array]:
        """The tightest limits on the own share of each indicator, from the lines that are not rows."""
        low, high = np.zeros(len(self.indicators)), np.ones(len(self.indicators))
        for line in (line for line in self.lines if line not in self.rows):
            k = self.indicators.index(line.sets[0][0])
            if line.side == "at_least":
                low[k] = max(low[k], line.limit)
            else:
                high[k] = min(high[k], line.limit)
        return low, high

    def share_row(self, line: Line, i: int) -> Array:
        """What the set brings, less the limit times what all bring."""
        inside = np.array([k in line.sets[0] for k in self.indicators])
        return np.asarray(self.x[i] * (inside - line.limit), float)

    @functools.cached_property
    def bounds(self) -> tuple[Array, Array]:
        """Unit x indicator: the ends of the weights, none of which can take more than the whole scale."""
        low, high = self._own_limits
        least, most = np.zeros(self.x.shape), np.full(self.x.shape, np.inf)
        some = self.scales > 0
        return np.divide(low, self.scales, out=least, where=some), np.divide(high, self.scales, out=most, where=some)


def ruled(pool: Pool) -> Proportions:
    """The weights under the rules that speak of weights alone."""
    m = Proportions({pool.group: pool.indicators})
    for rule in pool.rules:
        if not isinstance(rule, OwnShare | EachOwnShare):
            rule.write(m)
    return m


def balance_rows(pool: Pool, m: Proportions) -> None:
    """Nobody is ahead of the best, or has more good than bad."""
    w = [m.w[pool.group, k] for k in pool.indicators]
    best, free = [], bool((pool.sign < 0).any())
    if pool.form.ceiling(pool.sign):
        best.append((m.column(BEST, None if free else 0.0), -1.0))
    for j, peer in enumerate(pool.units):
        balance = linear([*zip(w, pool.balance(j), strict=True), *best]) <= 0
        if free:  # without the peers the best balance would have no lower end
            m.require(f"peer({peer})", balance)
        else:
            m.require_in_time(f"peer({peer})", balance, pool.group)


def benchmark_model(pool: Pool, unit: str) -> Proportions:
    """The whole program of one unit."""
    i, m = pool.units.index(unit), ruled(pool)
    w = [m.w[pool.group, k] for k in pool.indicators]
    for column, low, high in zip(w, *(ends[i] for ends in pool.bounds), strict=True):
        column.bounds(float(low), None if np.isinf(high) else float(high))
    for line in pool.rows:
        excess = linear(zip(w, pool.share_row(line, i), strict=True))
        m.require(line.name, excess >= 0 if line.side == "at_least" else excess <= 0)
    m.require(SCALE, linear(zip(w, pool.scales[i], strict=True)) == 1)
    balance_rows(pool, m)
    best = [(m.columns[BEST], 1.0)] if BEST in m.columns else []
    m.minimise(linear([*zip(w, pool.costs[i], strict=True), *best]))
    return m


class Sweep:
    """The program of a pool, stated for one unit and moved to the others."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        m = benchmark_model(pool, pool.units[0])
        self.batch = Batch(m.problem, m.waiting)
        self.at = np.array([self.batch.column[f"w({pool.group},{k})"] for k in pool.indicators])
        """Where the weights stand, in the order of the indicators."""
        self._priced = bool((pool.costs != pool.costs[0]).any())

    def move(self, i: int) -> None:
        """To the i-th unit."""
        pool, batch = self.pool, self.batch
        batch.fill_row(batch.row[SCALE], self.at, pool.scales[i])
        batch.bound_columns(self.at, pool.bounds[0][i], pool.bounds[1][i])
        if self._priced:
            batch.price_columns(self.at, pool.costs[i])
        for line in pool.rows:
            batch.fill_row(batch.row[line.name], self.at, pool.share_row(line, i))

    def hold(self, there: Collection[int]) -> None:
        """Compare with these units only, until told otherwise."""
        for j, peer in enumerate(self.pool.units):
            self.batch.limit_row(self.batch.row[f"peer({peer})"], -np.inf, 0.0 if j in there else np.inf)

    def solve(self, i: int) -> Optimum:
        """The i-th unit's optimum.  Raises :class:`~govperf_sim.errors.InfeasibleRules` where it has none."""
        self.move(i)
        found = self.batch.solve()
        if found is None:
            raise InfeasibleRules(fault("weights.no_benchmark", unit=self.pool.units[i], group=self.pool.group))
        return found
