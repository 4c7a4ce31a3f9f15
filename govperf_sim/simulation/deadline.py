r"""A bonus for a target reached by the year's end: effort that follows progress; pure functions of arrays.

At n decision dates, evenly spread over the year of length T = 1, a unit looks at its progress y towards the target K and
chooses the effort e of the time until the next, :math:`\Delta = 1/n`:

.. math:: V_i(y) = \max_{e \ge 0} \; e^{-\delta\Delta}\,\mathrm E\,V_{i+1}\bigl(y + e\Delta + \sigma\sqrt{\Delta}\,Z\bigr)
          - \tfrac12 c\,e^2\Delta, \qquad V_n(y) = B\,1[y \ge K] .

**Solution.**  Let :math:`W_i(x) = e^{-\delta\Delta}\,\mathrm E\,V_{i+1}(x + \sigma\sqrt\Delta Z)`.  With :math:`x = y + e\Delta` the condition
for a maximum is :math:`c\,e = W_i'(x)`: every x is where :math:`y = x - \Delta W_i'(x)/c` wants to go.  This is one-to-one
while :math:`W_i'' < c/\Delta`, the second-order condition; at the last date, where it is sharpest, it reads
:math:`B/(c\sigma^2) < \sqrt{2\pi e} \approx 4.13`.  Larger bonuses are refused: units would jump.  V on a grid is carried
back with its slope, :math:`V_i'(y) = W_i'(x)`, and smoothed by a sum over the grid, which is exact to rounding for a
normal density a few points wide.

As n grows, effort tends to the closed form that the Cole-Hopf transformation gives, :math:`e = \sigma^2\varphi_y/\varphi`
with :math:`\varphi = 1 + (e^{B/c\sigma^2} - 1)\Phi((y - K)/\sigma\sqrt{T - t})`.  Mean effort grows by
:math:`e^{\delta\Delta}` from date to date, so without impatience it does not rise towards the deadline; its spread does.

A unit that may also book output early (:mod:`~govperf_sim.simulation.shifting`) closes at the end what gap is worth
closing, and starts the next year that much behind; it does not foresee either when it decides on effort.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array, totals
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import AT_LEAST_ONE, NOT_NEGATIVE, POSITIVE, Range, outside, refuse

SHARPEST = math.sqrt(2.0 * math.pi * math.e)
r"""The bonus in units of :math:`c\sigma^2` at which the last decision has no single best."""
FINE = 20
"""Points of the grid per standard deviation of a period's chance."""
FAR = 8.0
"""Standard deviations of a period's chance that are summed over, and of a year's chance that the grid goes beyond."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A bonus for a target reached by the year's end."""

    target: float
    """The progress that earns the bonus; progress starts at 0 every year."""
    bonus: float
    """What reaching the target is worth, in the units of effort cost."""
    cost: float
    """Half of this times squared effort is its cost in a year."""
    noise: float
    """Standard deviation of a year's chance in progress."""
    decisions: int = 12
    """How often in a year a unit looks at its progress and decides."""
    impatience: float = 0.0
    """The rate a year at which the bonus to come is discounted."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {
            "target": Range(-math.inf, math.inf, "()"),
            "bonus": NOT_NEGATIVE,
            "cost": POSITIVE,
            "noise": POSITIVE,
            "decisions": AT_LEAST_ONE,
            "impatience": NOT_NEGATIVE,
        }
        refuse(outside("deadline", values, ranges))
        if self.bonus / (self.cost * self.noise**2) >= SHARPEST:
            most = SHARPEST * self.cost * self.noise**2
            refuse([fault("simulation.no_maximum_bonus", parameter="deadline.bonus", found=self.bonus, most=most)])

    @property
    def step(self) -> float:
        """The length of the time between two decisions, in years."""
        return 1.0 / self.decisions


@dataclass(frozen=True, slots=True)
class Policy:
    """The effort at every decision date, as a function of progress."""

    grid: Array
    effort: Array
    """decision x grid point"""
    value: Array
    """what the year is worth at the first date, on the grid"""

    def at(self, decision: int, progress: Array) -> Array:
        """The effort of each unit."""
        found: Array = np.interp(progress, self.grid, self.effort[decision])
        return found


@functools.lru_cache(maxsize=32)
def policy(rule: Deadline) -> Policy:
    """The best effort at every date and progress."""
    from scipy.interpolate import CubicHermiteSpline, CubicSpline  # only wanted here

    spread = rule.noise * math.sqrt(rule.step)
    width = spread / FINE
    reach = FAR * rule.noise + rule.bonus / (rule.cost * rule.noise)
    grid = np.arange(rule.target - reach, rule.target + reach + width, width)
    kernel = np.arange(-math.ceil(FAR * FINE), math.ceil(FAR * FINE) + 1) / FINE
    density = np.exp(-0.5 * kernel**2)
    density /= density.sum()
    distance = (grid - rule.target) / spread
    patience = math.exp(-rule.impatience * rule.step)
    expected, slope = (patience * rule.bonus * x for x in (_below(distance), _density(distance) / spread))
    efforts = np.empty((rule.decisions, grid.size))
    for decision in reversed(range(rule.decisions)):
        best = slope / rule.cost
        start = grid - rule.step * best
        value = CubicHermiteSpline(start, expected - 0.5 * rule.cost * best**2 * rule.step, slope)(grid)
        efforts[decision] = np.maximum(CubicSpline(start, best)(grid), 0.0)
        marginal = rule.cost * efforts[decision]
        expected, slope = (patience * _smoothed(x, density) for x in (value, marginal))
    return Policy(grid, efforts, value)


def draw_progress(luck: Luck, year: int, units: int, rule: Deadline) -> Array:
    """Standard normal, replication x unit x decision."""
    return luck.normal("deadline", year, (units, rule.decisions))


def progressed(progress: Array, effort: Array, chance: Array, rule: Deadline) -> Array:
    """Progress at the next date."""
    after: Array = progress + effort * rule.step + rule.noise * math.sqrt(rule.step) * chance
    return after


def target_cost(efforts: Array, rule: Deadline) -> Array:
    """What the efforts of a year cost; their last axis is the decision."""
    spent: Array = 0.5 * rule.cost * rule.step * totals(efforts**2)
    return spent


def decision_day(decision: int, rule: Deadline, working_days: int) -> int:
    """The working day of the year, from 1, whose evening closes the time that began at a decision.

    >>> [decision_day(i, Deadline(target=1, bonus=1, cost=1, noise=1, decisions=4), 250) for i in range(4)]
    [63, 125, 188, 250]
    """
    return math.ceil((decision + 1) * working_days / rule.decisions)


def _smoothed(values: Array, density: Array) -> Array:
    half = density.size // 2
    return np.convolve(np.pad(values, half, mode="edge"), density, mode="valid")


def _below(x: Array) -> Array:
    from scipy.special import ndtr

    below: Array = ndtr(x)
    return below


def _density(x: Array) -> Array:
    return np.exp(-0.5 * x**2) / math.sqrt(2.0 * math.pi)
