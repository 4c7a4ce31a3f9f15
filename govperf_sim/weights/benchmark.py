r"""Each unit's own best and worst: what it could score under any admissible weights.

.. math:: b_i = \max_{w \in W_{g(i)}} x_i'w, \qquad a_i = \min_{w \in W_{g(i)}} x_i'w, \qquad
          \rho_i(w) = \frac{b_i - x_i'w}{b_i - a_i}

over the rules of its own group alone.  A benchmark, never a weighting: a unit's own best weights are mostly zeros.
A unit whose range :math:`b_i - a_i` is below :data:`INDIFFERENT` has no regret to speak of; it is left out and listed.
"""

from __future__ import annotations

import pandas as pd

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.rules import admissible
from govperf_sim.weights.weighting import Weighting

INDIFFERENT = 0.0005


def own_bounds(q: Weighting) -> pd.DataFrame:
    """Index unit; ``own_best`` and ``own_worst`` in [0, 1]."""
    found: dict[str, tuple[float, float]] = {}
    for g, own in q.indicators_of.items():
        program = CompiledProgram(admissible({g: own}, [r for r in q.rules if g in r.where(q.indicators_of)]).problem)
        for unit in q.units_of[g]:
            x = {f"w({g},{k})": q.scores_of[unit][k] for k in own}
            program.set_objective({column: -a for column, a in x.items()})
            best = -program.solve().value
            program.set_objective(x)
            found[unit] = best, program.solve().value
    table = pd.DataFrame.from_dict(found, orient="index", columns=["own_best", "own_worst"])
    return table.loc[list(q.scores.index)].rename_axis("unit")


def regrets(bounds: pd.DataFrame, score: pd.Series[float]) -> pd.Series[float]:
    """Normalised regret of each unit, in [0, 1]; NaN for an indifferent unit."""
    span = bounds["own_best"] - bounds["own_worst"]
    return ((bounds["own_best"] - score) / span.where(span >= INDIFFERENT)).clip(0.0, 1.0).rename("regret")


def indifferent(bounds: pd.DataFrame) -> tuple[str, ...]:
    """The units whose own best and worst are too close for regret to mean anything."""
    span = bounds["own_best"] - bounds["own_worst"]
    return tuple(str(u) for u in span.index[span < INDIFFERENT])
