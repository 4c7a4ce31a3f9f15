r"""Each unit's own best and worst: what it could score under any admissible weights.

.. math:: b_i = \max_{w \in W_{g(i)}} x_i'w, \qquad a_i = \min_{w \in W_{g(i)}} x_i'w, \qquad
          \rho_i(w) = \frac{b_i - x_i'w}{b_i - a_i}

over the rules of its own group alone, before any data: rules that couple groups do not move the yardstick.  A benchmark, never a weighting: a unit's own best weights are mostly zeros.
A unit whose range :math:`b_i - a_i` is below :data:`INDIFFERENT` has no regret to speak of; it is left out and listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.goal import Regret
from govperf_sim.weights.model import MeanRegret
from govperf_sim.weights.rules import admissible

if TYPE_CHECKING:
    from govperf_sim.weights.weighting import Weighting

INDIFFERENT = 0.0005


def own_bounds(q: Weighting) -> pd.DataFrame:
    """Index unit; ``own_best`` and ``own_worst`` in [0, 1]."""
    found: dict[str, tuple[float, float]] = {}
    for g, own in q.indicators_of.items():
        rules = [r for r in q.rules if r.alone and g in r.where(q.indicators_of)]
        program = CompiledProgram(admissible({g: own}, rules).problem)
        weights = program.places(f"w({g},{k})" for k in own)
        for unit in q.units_of[g]:
            x = np.array([q.scores_of[unit][k] for k in own])
            best, worst = program.optima(weights, (-x, x))
            found[unit] = -best.value, worst.value
    table = pd.DataFrame.from_dict(found, orient="index", columns=["own_best", "own_worst"])
    return table.loc[list(q.scores.index)].rename_axis("unit")


def regrets(bounds: pd.DataFrame, score: pd.Series[float]) -> pd.Series[float]:
    """Normalised regret of each unit, in [0, 1]; NaN for an indifferent unit."""
    span = bounds["own_best"] - bounds["own_worst"]
    return ((bounds["own_best"] - score) / span.where(span >= INDIFFERENT)).clip(0.0, 1.0).rename("regret")


def yardsticks(q: Weighting, regret: Regret = Regret.NORMALISED) -> Mapping[str, tuple[float, float]]:
    """Unit -> own best and what its regret is divided by; without the indifferent units."""
    rows = q.bounds.to_dict("index")
    span = {str(u): row["own_best"] - row["own_worst"] for u, row in rows.items()}
    return {
        u: (rows[u]["own_best"], s if regret is Regret.NORMALISED else 1.0) for u, s in span.items() if s >= INDIFFERENT
    }


def indifferent(bounds: pd.DataFrame) -> tuple[str, ...]:
    """The units whose own best and worst are too close for regret to mean anything."""
    span = bounds["own_best"] - bounds["own_worst"]
    return tuple(str(u) for u in span.index[span < INDIFFERENT])


def mean_regrets(q: Weighting, regret: Regret = Regret.NORMALISED) -> Mapping[str, MeanRegret]:
    """The mean regret of each group, as a linear function of its weights; no entry where all are indifferent."""
    found: dict[str, MeanRegret] = {}
    known = yardsticks(q, regret)
    for g, own in q.indicators_of.items():
        counted = [u for u in q.units_of[g] if u in known]
        if counted:
            share = {u: 1.0 / (known[u][1] * len(counted)) for u in counted}
            slope = {k: sum(a * q.scores_of[u][k] for u, a in share.items()) for k in own}
            found[g] = sum(a * known[u][0] for u, a in share.items()), slope
    return found
