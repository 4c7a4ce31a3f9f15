"""What scores and weights show about themselves, for the report; and what too few units cannot show.

Units are compared on the core of their system, as the report ranks them across groups (:mod:`govperf_sim.weights.on_core`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import pandas as pd

from govperf_sim.diagnostics.redundancy import Redundancy
from govperf_sim.diagnostics.reliability import Reliability, cronbach_alpha
from govperf_sim.diagnostics.saturation import saturation
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights
from govperf_sim.weights.on_core import (
    ALIKE,
    FEWEST,
    core_constant,
    core_effective,
    core_redundant,
    core_scores,
    core_weights,
)
from govperf_sim.weights.weighting import Weighting

MANY = 0.5
"""Share of units at full marks, or at nothing, from which an indicator is listed."""
TWICE = 2.0
"""An indicator that carries more than so many times its weight is warned of."""


@dataclass(frozen=True)
class Pool:
    """The units of one system on its core.

    ``effective`` is indicator -> ``nominal``, ``effective``, ``correlation``; None with fewer than ``FEWEST_APART`` units
    or where all totals are alike.  ``redundant`` and ``reliability`` are None below ``FEWEST`` units (``reliability`` also
    where fewer than two indicators vary); ``constant`` lists the core indicators on which all units score alike.
    """

    system: str
    units: tuple[str, ...]
    core: tuple[str, ...]
    constant: tuple[str, ...]
    effective: pd.DataFrame | None
    redundant: Redundancy | None
    reliability: Reliability | None

    @property
    def overweight(self) -> tuple[str, ...]:
        """The indicators that carry more than ``TWICE`` their weight, heaviest first."""
        if self.effective is None:
            return ()
        found = self.effective[self.effective["effective"] > TWICE * self.effective["nominal"]]
        return tuple(map(str, found.sort_values("effective", ascending=False, kind="stable").index))


def pools(scenario: Scenario, weights: Weights) -> tuple[Pool, ...]:
    """A pool for each system with a core that carries weight."""
    q, table = weights.weighting, weights.table
    known = [s for s, core in q.core_of.items() if core and core_weights(q, table, s) is not None]
    return tuple(_pool(q, table, system) for system in known)


def saturated(scenario: Scenario) -> pd.DataFrame:
    """``pool, indicator, units, at_full, at_zero, different`` where two units or more have a score, system by system."""
    framework = scenario.framework
    systems = pd.Series({u: framework.groups[unit.group].system for u, unit in framework.units.items()})
    found = saturation(scenario.scores.table, systems).reset_index()
    return found[found["units"] > 1].reset_index(drop=True)


def burden(scenario: Scenario) -> pd.DataFrame:
    """unit x evaluator, person-days a year to collect the indicators that apply to the unit."""
    framework = scenario.framework
    rows = {
        u: {
            v: sum(framework.indicators[k].burden for k in framework.indicators_of(unit.group)
                   if framework.indicators[k].evaluator == v)
            for v in framework.evaluators
        }
        for u, unit in framework.units.items()
    }  # fmt: skip
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(framework.evaluators)).astype(float)


def by_chance(units: int) -> float:
    """The correlation that one pair in twenty of unrelated indicators reaches over so many units (two-sided t test).

    >>> round(by_chance(7), 2), round(by_chance(23), 2)
    (0.75, 0.41)
    """
    from scipy.stats import t  # half a second to import, and only wanted here

    quantile = float(t.ppf(0.975, units - 2))
    return quantile / sqrt(units - 2 + quantile**2)


def _pool(q: Weighting, table: pd.DataFrame, system: str) -> Pool:
    x, constant = core_scores(q, system), core_constant(q, system)
    varying = x.drop(columns=constant)
    sums_differ = varying.shape[1] > 1 and varying.sum(axis=1).std() > ALIKE
    return Pool(
        system=system,
        units=tuple(map(str, x.index)),
        core=tuple(map(str, x.columns)),
        constant=tuple(constant),
        effective=core_effective(q, table, system),
        redundant=core_redundant(q, system),
        reliability=cronbach_alpha(varying) if len(x) >= FEWEST and sums_differ else None,
    )
