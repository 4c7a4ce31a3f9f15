r"""Published weights, and the set in which they might be moved about although rules break.

In a group that is the whole simplex.  Across groups it is the weights that keep the ruler: the rules of comparability and
of a common total hold, and the core keeps a total, the same in all groups, that it may have under all rules or that lies
between those and the published one; otherwise a change would bend the ruler, not turn the ranking.  Published weights that break the ruler themselves rank groups only.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from govperf_sim.cells import Array
from govperf_sim.robustness.pools import Pool
from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.reasons import activities
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.rules import CommonTotal, Comparability
from govperf_sim.weights.schemes import SUM
from govperf_sim.weights.weighting import Weighting


def weights_of(pool: Pool, w: Cells) -> Array:
    """The weights that enter the scores of a pool, in the order of its columns."""
    return np.array([w[cell] for cell in pool.cells])


def keeps_ruler(q: Weighting, pool: Pool, w: Cells) -> bool:
    """Whether published weights rank the pool at all: in a group always, across groups if they keep the ruler."""
    if pool.level == "group":
        return True
    totals, rulers = list(_totals(pool, w).values()), _rulers(q)
    level = max(totals) - min(totals) <= SUM and min(totals) > SUM
    held = (slack for line, _, slack in activities(rulers, rulers.model(), w) if line.group in pool.groups)
    return level and all(slack >= -SUM for slack in held)


def simplex_of(q: Weighting, pool: Pool, w: Cells) -> WeightModel:
    """All weights of the groups of a pool; across groups those that keep the ruler, with a total of the core between the
    one that published weights :math:`w` give it and those that it may have.
    """
    if pool.level == "group":
        return WeightModel({pool.code: q.indicators_of[pool.code]})
    m = _rulers(q).model(pool.groups)
    first, *others = dict.fromkeys(g for g, _ in pool.cells)
    core = tuple(dict.fromkeys(k for _, k in pool.cells))
    total = {g: m.total(g, core) for g in (first, *others)}
    published = sum(w[first, k] for k in core)
    m.require(f"held_min({first})", total[first] >= min(pool.total[0], published))
    m.require(f"held_max({first})", total[first] <= max(pool.total[1], published))
    for g in others:
        m.require(f"held({g})", total[g] - total[first] == 0)
    return m


def _rulers(q: Weighting) -> Weighting:
    return dataclasses.replace(q, rules=[r for r in q.rules if isinstance(r, Comparability | CommonTotal)])


def _totals(pool: Pool, w: Cells) -> dict[str, float]:
    """Group -> its weight in the pool."""
    totals: dict[str, float] = {}
    for g, k in pool.cells:
        totals[g] = totals.get(g, 0.0) + w[g, k]
    return totals
