r"""t06b: a bonus for a target, effort decided on at n dates of the year; the limit of many dates is t06.

With :math:`\Delta = 1/n` and a rate of impatience :math:`\delta`,

.. math:: V_i(y) = \max_{e \ge 0}\; W_i(y + e\Delta) - \tfrac12 c e^2\Delta, \qquad
          W_i(x) = e^{-\delta\Delta}\,\mathrm E\,V_{i+1}(x + \sigma\sqrt\Delta Z), \qquad V_n(y) = B\,1[y \ge K] .

The exact side solves this by its own way: expectations by Gauss and Hermite, the condition :math:`ce = W_i'(y + e\Delta)`
by halving, and every quantity carried back under the policy found.  *Bunching* is the mass within a quarter of
:math:`\sigma` above the target over the mass as far below: effort alone can give no more than this.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from govperf_sim.errors import Fault, fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.deadline import SHARPEST, Deadline
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, Range, refuse
from govperf_sim.theory.case import OFF, Estimate, mean_of, share_of, spread_of, strange
from govperf_sim.theory.worlds import PROMPT, alike, contract, measured, textbook_cycle

if TYPE_CHECKING:
    from scipy.interpolate import CubicSpline

UNITS = 100
NEAR = 0.25
"""Bunching is looked for so near the target, in standard deviations of a year's chance."""
NODES = 32
"""Of the Gauss-Hermite rule."""
FINE = 12
"""Grid points per standard deviation of a period's chance."""
FAR = 8.0
"""Standard deviations of a year's chance that the grid goes beyond start and target."""
HALVINGS = 50
TERMS = {
    "bonus": NOT_NEGATIVE,
    "target": Range(-math.inf, math.inf, "()"),
    "cost": POSITIVE,
    "noise": POSITIVE,
}


def gentle(case: str, bonus: float, scale: float) -> list[Fault]:
    """A fault if the last decision has no single best: units would jump."""
    if bonus < SHARPEST * scale:
        return []
    return [fault("simulation.no_maximum_bonus", parameter=f"{case}.bonus", found=bonus, most=SHARPEST * scale)]


@dataclass(frozen=True, kw_only=True)
class ThresholdDates:
    """A target with a bonus, and dates at which effort is decided."""

    name: ClassVar[str] = "t06b"
    replications: ClassVar[int] = 200

    bonus: float = 1.0
    target: float = 1.0
    cost: float = 1.0
    noise: float = 1.0
    dates: int = 12
    impatience: float = 0.0

    def __post_init__(self) -> None:
        dates = Range(1, PROMPT.working_days, whole=True)
        refuse(strange(self, TERMS | {"dates": dates, "impatience": NOT_NEGATIVE}))
        refuse(gentle(self.name, self.bonus, self.cost * self.noise**2))

    def mutant(self) -> ThresholdDates:
        return replace(self, bonus=OFF * self.bonus)

    def exact(self) -> Mapping[str, float]:
        """What the year is worth, how likely the target is, mean and last effort, and bunching."""
        found = asdict(solved(self))
        return {name: found[name] for name in found if name != "first_effort"}

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from years of units that run at the target."""
        rule = Deadline(
            target=self.target,
            bonus=self.bonus,
            cost=self.cost,
            noise=self.noise,
            decisions=self.dates,
            impatience=self.impatience,
        )
        _, weights = contract(np.zeros(1))
        journal = play(textbook_cycle(deadline=rule), alike(UNITS, np.eye(1)), weights, luck, years=1)
        decided = journal.events["amount"][journal.events["event"] == "decides"]
        effort = decided.to_numpy(float).reshape(len(luck), self.dates, UNITS)
        progress, reached = (measured(journal, m, UNITS).ravel() for m in ("target_progress", "target_reached"))
        step = 1.0 / self.dates
        counts = np.exp(-self.impatience * step * np.arange(self.dates))[:, None]
        spent = (0.5 * self.cost * step * counts * effort**2).sum(axis=1).ravel()
        near = NEAR * self.noise
        above = int(((progress >= self.target) & (progress < self.target + near)).sum())
        below = int(((progress >= self.target - near) & (progress < self.target)).sum())
        return {
            "value": mean_of(self.bonus * math.exp(-self.impatience) * reached - spent),
            "reached": share_of(int(reached.sum()), reached.size),
            "mean_effort": mean_of(effort.mean(axis=1).ravel()),
            "last_effort": mean_of(effort[:, -1].ravel()),
            "last_effort_spread": spread_of(effort[:, -1].ravel()),
            "mass_above": share_of(above, progress.size),
            "mass_below": share_of(below, progress.size),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What the best policy brings, seen from the start of the year."""

    value: float
    reached: float
    mean_effort: float
    last_effort: float
    """mean of the effort at the last date, and its standard deviation"""
    last_effort_spread: float
    mass_above: float
    mass_below: float
    first_effort: float
    """the same for all"""


@functools.lru_cache(maxsize=32)
def solved(terms: ThresholdDates) -> Solution:
    """The best policy from the last date to the first, and what it brings."""
    from scipy.interpolate import CubicSpline
    from scipy.stats import norm

    step = 1.0 / terms.dates
    spread, patience = terms.noise * math.sqrt(step), math.exp(-terms.impatience * step)
    ahead = terms.bonus / (terms.cost * terms.noise)
    low, high = min(0.0, terms.target) - FAR * terms.noise, max(0.0, terms.target) + FAR * terms.noise + ahead
    grid = np.linspace(low, high, int((high - low) / spread * FINE) + 2)
    nodes, heights = np.polynomial.hermite_e.hermegauss(NODES)
    heights = heights / heights.sum()
    points = np.clip(grid[:, None] + spread * nodes, low, high)
    near = NEAR * terms.noise

    def passed(mark: float) -> Array:
        chance: Array = norm.sf((mark - grid) / spread)
        return chance

    hit, beyond, short = (passed(terms.target + d) for d in (0.0, near, -near))
    worth, carried = patience * terms.bonus * hit, np.stack([hit, hit - beyond, short - hit, np.zeros_like(grid)])
    last: Array | None = None
    for _ in range(terms.dates):
        effort = _best(CubicSpline(grid, worth), grid, terms.cost, step)
        to = np.clip(grid + step * effort, low, high)
        value = CubicSpline(grid, worth)(to) - 0.5 * terms.cost * step * effort**2
        carried = CubicSpline(grid, carried, axis=1)(to)
        carried[3] += step * effort
        last = np.stack([effort, effort**2]) if last is None else CubicSpline(grid, last, axis=1)(to)
        at_start = [float(CubicSpline(grid, x)(0.0)) for x in (value, *carried, *last, effort)]
        worth = patience * (CubicSpline(grid, value)(points) @ heights)
        carried = np.stack([CubicSpline(grid, x)(points) @ heights for x in carried])
        last = np.stack([CubicSpline(grid, x)(points) @ heights for x in last])
    value_now, reached, above, below, mean, last_mean, last_square, first = at_start
    return Solution(
        value=value_now,
        reached=reached,
        mean_effort=mean,
        last_effort=last_mean,
        last_effort_spread=math.sqrt(max(last_square - last_mean**2, 0.0)),
        mass_above=above,
        mass_below=below,
        first_effort=first,
    )


def _best(worth: CubicSpline, grid: Array, cost: float, step: float) -> Array:
    """The effort at which another unit of it costs what it brings."""
    slope = worth.derivative()
    low, high = np.zeros_like(grid), np.full_like(grid, float(slope(grid).max()) / cost)
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        pays = slope(np.minimum(grid + step * middle, grid[-1])) > cost * middle
        low, high = np.where(pays, middle, low), np.where(pays, high, middle)
    return np.maximum(0.5 * (low + high), 0.0)
