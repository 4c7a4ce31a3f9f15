"""Units of a system compared on its core, by the weights of their own group scaled to 1 on it: who carries the differences
between them, and what is asked twice.

A decomposition of the differences found is arithmetic and needs :data:`FEWEST_APART` units; a correlation is a statement
about more than these units and needs :data:`FEWEST`.
"""

from __future__ import annotations

import pandas as pd

from govperf_sim.aggregate import weighted_sum
from govperf_sim.diagnostics.effective_weights import effective_weights
from govperf_sim.diagnostics.redundancy import Redundancy, redundancy
from govperf_sim.weights.weighting import Weighting

FEWEST = 10
"""Units below which correlations and what rests on them are not shown."""
FEWEST_APART = 3
"""Units below which the differences between them are not taken apart."""
THRESHOLD = 0.9
"""Correlation at or beyond which two indicators are called redundant."""
ALIKE = 1e-9
"""Scores that differ by no more are alike."""


def core_scores(q: Weighting, system: str) -> pd.DataFrame:
    """Unit x core indicator, the units of all groups of the system."""
    units = [u for g, own in q.units_of.items() if q.system_of[g] == system for u in own]
    return q.scores.loc[units, list(q.core_of[system])]


def core_weights(q: Weighting, table: pd.DataFrame, system: str) -> pd.DataFrame | None:
    """Group x core indicator, adding up to 1 in every group; None where some group gives the core no weight."""
    groups = [g for g, s in q.system_of.items() if s == system]
    shares = table.loc[groups, list(q.core_of[system])]
    totals = shares.sum(axis=1)
    return shares.div(totals, axis=0) if (totals > 0).all() else None


def core_effective(q: Weighting, table: pd.DataFrame, system: str) -> pd.DataFrame | None:
    """Indicator -> ``nominal``, ``effective``, ``correlation`` (:mod:`govperf_sim.diagnostics.effective_weights`).

    None with fewer than :data:`FEWEST_APART` units, where all totals are alike, and where the core has no weight.
    """
    x, shares = core_scores(q, system), core_weights(q, table, system)
    if shares is None or len(x) < FEWEST_APART:
        return None
    groups = q.groups.loc[list(x.index)]
    totals = weighted_sum(x, shares, groups)
    if float(totals.max() - totals.min()) <= ALIKE:
        return None
    return effective_weights(x, shares, groups, pd.Series(system, index=x.index)).droplevel("pool")


def core_constant(q: Weighting, system: str) -> list[str]:
    """The core indicators on which all units score alike."""
    x = core_scores(q, system)
    return [str(k) for k in x.columns if x[k].max() - x[k].min() < ALIKE]


def core_redundant(q: Weighting, system: str) -> Redundancy | None:
    """Which core indicators move together; None with fewer than :data:`FEWEST` units or two indicators that vary."""
    varying = core_scores(q, system).drop(columns=core_constant(q, system))
    return redundancy(varying, THRESHOLD) if len(varying) >= FEWEST and varying.shape[1] > 1 else None
