r"""The weights under which a unit scores best, and of these the ones nearest to the weights in force.

.. math:: w^{(i)} = \arg\min \sum_k |w_k - w^\circ_k| \ \text{ s.t. } w \in W_{g(i)},\ x_i'w = b_i,

then as even as they can be (:mod:`govperf_sim.weights.moves`), so that there is one answer.  The unit's distance to its own
best falls apart by indicator,

.. math:: b_i - x_i'w^\circ = \sum_k (w^{(i)}_k - w^\circ_k)(x_{ik} - x_i'w^\circ),

because both weights add up to 1: weight goes to what the unit does better than its total, and away from what it does worse.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.moves import smallest_move, write_moves
from govperf_sim.weights.rules import admissible
from govperf_sim.weights.weighting import Weighting


def own_best_weights(q: Weighting, weights: pd.DataFrame, units: Iterable[str] | None = None) -> pd.DataFrame:
    """unit x indicator, each unit's weights adding up to 1; 0 where an indicator does not apply.

    ``weights``: group x indicator, those in force.  ``units``: those that are wanted, or all.  As for
    :func:`~govperf_sim.weights.benchmark.own_bounds` the rules are those of the unit's own group alone.

    >>> from govperf_sim.weights.rules import EachShare
    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4], "air": [0.2, 0.8]}, index=["a", "b"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]),
    ...                      rules=[EachShare("some_of_each", of=["gdp", "air"], at_least=0.3)])
    >>> own_best_weights(question, pd.DataFrame({"gdp": [0.5], "air": [0.5]}, index=["cities"])).round(6).to_dict("index")
    {'a': {'gdp': 0.7, 'air': 0.3}, 'b': {'gdp': 0.3, 'air': 0.7}}
    """
    wanted = list(q.scores.index) if units is None else list(units)
    in_force = weights.to_dict("index")
    found = pd.DataFrame(0.0, index=wanted, columns=list(q.scores.columns))
    for unit in wanted:
        group = str(q.groups[unit])
        own = q.indicators_of[group]
        m = admissible({group: own}, [r for r in q.rules if r.alone and group in r.where(q.indicators_of)])
        write_moves(m, {(group, k): float(in_force[group][k]) for k in own})
        program = CompiledProgram(m.problem)
        program.set_objective({f"w({group},{k})": -q.scores_of[unit][k] for k in own})
        program.stay_on_face(program.solve())
        *_, last = smallest_move(m, q, program)
        found.loc[unit, list(own)] = [max(last.columns[f"w({group},{k})"], 0.0) for k in own]
    return found.rename_axis(index="unit", columns="indicator")
