"""What scores and weights show about themselves, for the report; and what too few units cannot show.

Units are compared on the core of their system, by the weights of their own group scaled to 1 on the core: that is how
the report ranks them across groups.  A decomposition of the differences found is arithmetic and needs three units; a
correlation is a statement about more than these units and needs :data:`FEWEST`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import pandas as pd

from govperf_sim.diagnostics.effective_weights import effective_weights
from govperf_sim.diagnostics.redundancy import Redundancy, redundancy
from govperf_sim.diagnostics.reliability import Reliability, cronbach_alpha
from govperf_sim.diagnostics.saturation import saturation
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights

FEWEST = 10
"""Units below which correlations and what rests on them are not shown."""
FEWEST_APART = 3
"""Units below which the differences between them are not taken apart."""
THRESHOLD = 0.9
"""Correlation at or beyond which two indicators are called redundant."""
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
    made = []
    for system, core in weights.weighting.core_of.items():
        units = [u for g, own in weights.weighting.units_of.items() if weights.weighting.system_of[g] == system
                 for u in own]  # fmt: skip
        shares = weights.table.loc[[g for g, s in weights.weighting.system_of.items() if s == system], list(core)]
        if len(core) and (shares.sum(axis=1) > 0).all():
            made.append(_pool(scenario, system, units, shares.div(shares.sum(axis=1), axis=0)))
    return tuple(made)


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


def _pool(scenario: Scenario, system: str, units: list[str], shares: pd.DataFrame) -> Pool:
    core = [str(k) for k in shares.columns]
    x = scenario.scores.table.loc[units, core]
    constant = [k for k in core if x[k].max() - x[k].min() < 1e-9]
    varying = x.drop(columns=constant)
    groups = scenario.framework.group_of_unit.loc[units]
    effective: pd.DataFrame | None = None
    if len(units) >= FEWEST_APART and _differ(x, shares, groups):
        found = effective_weights(x, shares, groups, pd.Series(system, index=units))
        effective = found.droplevel("pool")
    many = len(units) >= FEWEST
    sums_differ = varying.shape[1] > 1 and varying.sum(axis=1).std() > 1e-9
    return Pool(
        system=system,
        units=tuple(units),
        core=tuple(core),
        constant=tuple(constant),
        effective=effective,
        redundant=redundancy(varying, THRESHOLD) if many and varying.shape[1] > 1 else None,
        reliability=cronbach_alpha(varying) if many and sums_differ else None,
    )


def _differ(x: pd.DataFrame, shares: pd.DataFrame, groups: pd.Series[str]) -> bool:
    totals = (x * shares.loc[groups.to_list()].to_numpy(float)).sum(axis=1)
    return float(totals.max() - totals.min()) > 1e-9
