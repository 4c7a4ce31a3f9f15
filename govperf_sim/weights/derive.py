"""derive_weights: a question and a goal in, weights and their reasons out."""

from __future__ import annotations

import pandas as pd

from govperf_sim.weights.answer import Weights
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.conflicts import require_admissible
from govperf_sim.weights.goals import ClosestToReference, Goal
from govperf_sim.weights.weighting import Weighting

__all__ = ["Weights", "derive_weights"]


def derive_weights(weighting: Weighting, goal: Goal | None = None) -> Weights:
    """The weights the rules allow that serve the goal best; without a goal, :class:`ClosestToReference`.

    Raises :class:`~govperf_sim.errors.InfeasibleRules` when the rules contradict one another, and
    :class:`~govperf_sim.errors.WeightingError` when the goal lacks something, such as a reference.

    >>> import pandas as pd
    >>> from govperf_sim.weights.rules import Share
    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4], "air": [0.2, 0.8]}, index=["a", "b"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]),
    ...                      rules=[Share("cap_growth", of=["gdp"], at_most=0.3)],
    ...                      reference=pd.Series({"gdp": 0.5, "air": 0.5}))
    >>> derive_weights(question).table.round(6)
    indicator  gdp  air
    group
    cities     0.3  0.7
    """
    chosen = ClosestToReference() if goal is None else goal
    model = weighting.model()
    require_admissible(weighting.indicators_of, weighting.rules, weighting.names)
    chosen.write(model, weighting)
    program = CompiledProgram(model.problem)
    stages = tuple(chosen.stages(model, program))
    found = program.solve().columns
    table = pd.DataFrame(0.0, index=list(model.applying), columns=list(weighting.scores.columns))
    for g, k in model.w:
        table.at[g, k] = max(found[f"w({g},{k})"], 0.0)
    return Weights(table.rename_axis(index="group", columns="indicator"), stages, chosen, weighting)
