r"""Reported data under examination: what effort alone cannot explain, and what is left of an improvement once it is verified.

**Bunching.**  Units that run at a target bunch above it without any lie, since effort follows progress.  How much, the
dynamic programme of t06b says: with a bonus worth :math:`\beta = B/(c\sigma^2)`, a target :math:`k = K/\sigma` above the
start and n dates at which effort is decided, the mass within :math:`\sigma/4` above the target over the mass as far below is
:math:`r_n(\beta, k)`.  Nobody knows :math:`\beta` and k, so they are declared as ranges, and effort alone is given the most it
could do, :math:`\bar r = \max r_n`.  Of :math:`n_+ + n_-` values that near the target

.. math:: p = \Pr\bigl[\,X \ge n_+\,\bigr], \qquad X \sim B\!\left(n_+ + n_-,\ \tfrac{\bar r}{1 + \bar r}\right),

so the test errs, if at all, in favour of the units.  Its power is against a share s of those just below who report themselves
just above, :math:`q = \bar q + s(1 - \bar q)`.

**Surviving improvement.**  Of visited units the verified value is known.  With reported improvement :math:`d_i`, verified
improvement :math:`v_i` and chance of a visit :math:`\pi_i`, the share of the improvement that survives is the ratio of
Horvitz-Thompson sums, :math:`S = \sum v_i/\pi_i \,/ \sum d_i/\pi_i`, with the variance of its linearisation (Särndal,
Swensson and Wretman 1992, section 5.6) as Hájek (1964) approximates it, :math:`\tfrac{n}{n-1}\sum (1 - \pi_i)(\check e_i - B)^2`, with
residuals :math:`\check e_i = (v_i - S d_i)/\pi_i` and B their mean with weights :math:`1 - \pi_i`.  Where the chances are not known S is not identified; if no true improvement is below 0 or above the
reported one, it still lies between :math:`\sum_{visited} v_i/\sum d_i` and the same with all that was not visited taken as true.

A finding is a reason to look, never a proof against anybody.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from enum import StrEnum
from html import escape

import numpy as np
import pandas as pd
from scipy.stats import binom, t

from govperf_sim.errors import Fault, ForensicsError, fault
from govperf_sim.framework import Direction
from govperf_sim.simulation.deadline import SHARPEST
from govperf_sim.theory.threshold_dates import NEAR, ThresholdDates, solved
from govperf_sim.theory.worlds import PROMPT
from govperf_sim.words import Language, Message, default_language

LEVEL = 0.05
"""Of the test, and one less the confidence of intervals."""
GRID = 5
"""Points at which a declared range is tried."""
ENOUGH_POWER = 0.5
"""A test that would miss half of what it is to find says nothing by its silence."""
FEWEST_VISITED = 3
Range = tuple[float, float]


class Explained(StrEnum):
    """What can be said of a bunching."""

    BEYOND_EFFORT = "beyond_effort"
    BY_EFFORT = "by_effort"
    NOT_IDENTIFIED = "not_identified"


@dataclass(frozen=True, kw_only=True)
class Bunched:
    """Values beside a target, and what effort alone could have done."""

    above: int
    """Values that reach the target by less than a quarter of the noise."""
    below: int
    """Values that miss it by less than that."""
    bound: float
    """The highest ratio of the two under effort alone; infinite where there is none."""
    p: float
    """The chance of as many above or more, under effort alone at its most."""
    power: float
    """The chance to find ``falsified``."""
    falsified: float
    verdict: Explained
    why: str
    """Key of the reason for the verdict."""

    def text(self, language: Language) -> str:
        """What can be said, in a sentence."""
        values = {"above": self.above, "below": self.below, "bound": f"{self.bound:.2f}", "p": f"{self.p:.2g}",
                  "power": f"{self.power:.0%}", "falsified": f"{self.falsified:.0%}"}  # fmt: skip
        return Message(f"codesign.bunched_{self.why}", values).text(language)

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.text(default_language()))}</p>"


def effort_only_bound(dates: int, bonus: Range, distance: Range) -> float:
    r"""The most that effort alone can make of the ratio, over :math:`\beta` in ``bonus`` and k in ``distance``.

    >>> round(effort_only_bound(4, (1.0, 1.0), (1.0, 1.0)), 3)  # t06b, quarterly
    0.925
    """
    if bonus[1] >= SHARPEST:
        return math.inf
    points = (np.unique(np.linspace(*ends, GRID)) for ends in (bonus, distance))
    found = (
        solved(ThresholdDates(bonus=float(b), target=float(k), dates=dates)) for b, k in itertools.product(*points)
    )
    return max(one.mass_above / one.mass_below for one in found)


def bunching_test(
    values: pd.Series[float],
    target: float,
    *,
    direction: Direction = "higher_is_better",
    noise: float | None = None,
    dates: int | None = None,
    bonus: Range | None = None,
    distance: Range = (0.0, 2.0),
    falsified: float = 0.5,
) -> Bunched:
    r"""Whether values bunch at a target more than effort alone can explain.

    ``values`` in the indicator's unit of measure, one for every unit and year; ``noise``, the standard deviation of a year's
    chance in it; ``dates``, how often in a year units see where they stand; ``bonus``, from and to what reaching the target is worth,
    :math:`B/(c\sigma^2)`; ``distance``, how far above the start the target lies, in standard deviations.  What nobody knows is left
    out, and then nothing is identified.  ``falsified`` is the share of those just below that the power is told for.

    >>> values = pd.Series([1.05] * 60 + [0.95] * 20)
    >>> found = bunching_test(values, 1.0, noise=1.0, dates=12, bonus=(0.5, 1.5))
    >>> found.above, found.below, str(found.verdict)
    (60, 20, 'beyond_effort')

    Raises :class:`~govperf_sim.errors.ForensicsError` for values that are not numbers and terms that cannot be, all at once.
    """
    _refuse(_wrong_terms(values, target, noise, dates, bonus, distance, falsified))
    if noise is None or dates is None or bonus is None:
        return _said(0, 0, math.inf, falsified, "unknown")
    gap = (values.to_numpy(float) - target) * (1.0 if direction == "higher_is_better" else -1.0)
    near = NEAR * noise
    above, below = int(((gap >= 0.0) & (gap < near)).sum()), int(((gap >= -near) & (gap < 0.0)).sum())
    bound = effort_only_bound(dates, bonus, distance)
    if math.isinf(bound):
        return _said(above, below, bound, falsified, "no_bound")
    return _said(above, below, bound, falsified, None)


def _said(above: int, below: int, bound: float, falsified: float, why: str | None) -> Bunched:
    """The verdict, once the bound is known."""
    count, share = above + below, 1.0 if math.isinf(bound) else bound / (1.0 + bound)
    p = float(binom.sf(above - 1, count, share)) if count else 1.0
    needed = next((x for x in range(count + 1) if binom.sf(x - 1, count, share) <= LEVEL), count + 1)
    power = float(binom.sf(needed - 1, count, share + falsified * (1.0 - share)))
    verdict = Explained.NOT_IDENTIFIED
    if why is None:
        why = "few" if power < ENOUGH_POWER and p > LEVEL else "beyond" if p <= LEVEL else "effort"
        verdict = {"few": verdict, "beyond": Explained.BEYOND_EFFORT, "effort": Explained.BY_EFFORT}[why]
    return Bunched(
        above=above, below=below, bound=bound, p=p, power=power, falsified=falsified, verdict=verdict, why=why
    )


@dataclass(frozen=True, kw_only=True)
class Surviving:
    """How much of a reported improvement survives verification."""

    share: float
    """NaN where it is not identified."""
    low: float
    high: float
    """The ends of a 95 % interval, or of what is possible where the share is not identified."""
    visited: int
    units: int
    why: str
    """Key of what is said."""

    def text(self, language: Language) -> str:
        """What can be said, in a sentence."""
        values: dict[str, object] = {"visited": self.visited, "units": self.units}
        values |= {k: f"{getattr(self, k):.0%}" for k in ("share", "low", "high") if math.isfinite(getattr(self, k))}
        return Message(f"codesign.surviving_{self.why}", values).text(language)

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.text(default_language()))}</p>"


def surviving_improvement(table: pd.DataFrame) -> Surviving:
    """The share of the reported improvement that verification confirms.

    ``table`` has a row for each unit (and indicator, of one scale on which more is better): ``before``, the last value that was
    sure; ``reported``; ``verified``, NaN where nobody looked; and, if known, ``chance``, the probability with which it was to be visited.

    >>> rows = pd.DataFrame({"before": 0.0, "reported": 1.0, "verified": [0.5, 1.0, 0.6, np.nan], "chance": 0.75})
    >>> found = surviving_improvement(rows)
    >>> round(found.share, 2), found.visited
    (0.7, 3)

    Raises :class:`~govperf_sim.errors.ForensicsError` for missing columns, values that are not numbers and chances outside
    (0, 1], all at once.
    """
    _refuse(_wrong_table(table))
    said = table["reported"].to_numpy(float) - table["before"].to_numpy(float)
    true = table["verified"].to_numpy(float) - table["before"].to_numpy(float)
    seen, total = ~np.isnan(true), float(said.sum())
    visited = int(seen.sum())

    def unknown(why: str, low: float = math.nan, high: float = math.nan) -> Surviving:
        return Surviving(share=math.nan, low=low, high=high, visited=visited, units=len(table), why=why)

    if total <= 0.0:
        return unknown("no_improvement")
    if "chance" not in table or table["chance"].isna().all():
        least = float(true[seen].sum()) / total
        return unknown("bounds", least, least + float(said[~seen].sum()) / total)
    if visited < FEWEST_VISITED:
        return unknown("few")
    times = 1.0 / table["chance"].to_numpy(float)[seen]
    whole = float((said[seen] * times).sum())
    if whole <= 0.0:
        return unknown("no_improvement")
    share = float((true[seen] * times).sum()) / whole
    residuals, unseen = (true[seen] - share * said[seen]) * times, 1.0 - 1.0 / times
    middle = float((unseen * residuals).sum() / unseen.sum()) if unseen.any() else 0.0
    spread = math.sqrt(visited / (visited - 1) * float((unseen * (residuals - middle) ** 2).sum())) / whole
    half = float(t.ppf(1.0 - LEVEL / 2.0, visited - 1)) * spread
    return Surviving(
        share=share, low=share - half, high=share + half, visited=visited, units=len(table), why="estimated"
    )


def _wrong_terms(
    values: pd.Series[float],
    target: float,
    noise: float | None,
    dates: int | None,
    bonus: Range | None,
    distance: Range,
    falsified: float,
) -> list[Fault]:
    wrong = pd.to_numeric(values, errors="coerce")
    found = [fault("codesign.not_a_number", where=str(at), found=values[at]) for at in wrong.index[~np.isfinite(wrong)]]
    if not math.isfinite(target):
        found.append(fault("codesign.term", term="target", found=target, wanted="a number"))
    if noise is not None and not noise > 0.0:
        found.append(fault("codesign.term", term="noise", found=noise, wanted="> 0"))
    if dates is not None and not 1 <= dates <= PROMPT.working_days:
        found.append(fault("codesign.term", term="dates", found=dates, wanted=f"1 ... {PROMPT.working_days}"))
    for name, ends in (("bonus", bonus), ("distance", distance)):
        if ends is not None and not 0.0 <= ends[0] <= ends[1] < math.inf:
            found.append(fault("codesign.term", term=name, found=ends, wanted="0 <= from <= to"))
    if not 0.0 < falsified <= 1.0:
        found.append(fault("codesign.term", term="falsified", found=falsified, wanted="(0, 1]"))
    return found


def _wrong_table(table: pd.DataFrame) -> list[Fault]:
    needed = ("before", "reported", "verified")
    found = [fault("codesign.no_column", column=c) for c in needed if c not in table]
    for column in (c for c in (*needed, "chance") if c in table):
        for at, value in table[column].items():
            number = isinstance(value, int | float) and not isinstance(value, bool) and not math.isinf(value)
            if not number or (math.isnan(value) and column in ("before", "reported")):
                found.append(fault("codesign.not_a_number", where=f"{column} {at}", found=value))
            elif column == "chance" and not (math.isnan(value) or 0.0 < value <= 1.0):
                found.append(fault("codesign.term", term=f"chance {at}", found=value, wanted="(0, 1]"))
    return found


def _refuse(found: list[Fault]) -> None:
    if found:
        raise ForensicsError(found)
