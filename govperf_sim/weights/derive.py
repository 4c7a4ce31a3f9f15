"""derive_weights: a question and a goal in, weights and their reasons out."""

from __future__ import annotations

import pandas as pd

from govperf_sim.errors import InfeasibleRules, fault
from govperf_sim.weights.answer import Weights
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.conflicts import require_admissible
from govperf_sim.weights.goal import Goal
from govperf_sim.weights.guard import RegretGuard
from govperf_sim.weights.rules import Parity
from govperf_sim.weights.stages import Stage
from govperf_sim.weights.statements import called, listed
from govperf_sim.weights.weighting import Weighting

__all__ = ["Weights", "derive_weights"]


def derive_weights(weighting: Weighting, goal: Goal | None = None) -> Weights:
    """The weights the rules allow that serve the goal best; without one, the goal declared, else :class:`RegretGuard`.

    Raises :class:`~govperf_sim.errors.InfeasibleRules` when the rules contradict one another, and
    :class:`~govperf_sim.errors.WeightingError` when the goal lacks something, such as a reference.

    >>> import pandas as pd
    >>> from govperf_sim.weights.rules import Share
    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4], "air": [0.2, 0.8]}, index=["a", "b"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]),
    ...                      rules=[Share("cap_growth", of=["gdp"], at_most=0.3)],
    ...                      reference=pd.Series({"gdp": 0.5, "air": 0.5}))
    >>> derive_weights(question).table.round(6).to_dict("index")
    {'cities': {'gdp': 0.225, 'air': 0.775}}

    The rule asks for 0.3 at most.  There b bears all the regret it can (1); half of it is the least that a and b can
    bear alike, at 0.15; the guard meets it half way.
    """
    chosen = goal or weighting.goal or RegretGuard()
    require_admissible(weighting.indicators_of, weighting.rules, weighting.names)
    _require_parity(weighting)
    stages: list[Stage] = []
    firsts: list[float] = []
    table = pd.DataFrame(0.0, index=list(weighting.indicators_of), columns=list(weighting.scores.columns))
    for part in weighting.parts:
        found = tuple(chosen.stages(weighting, part))
        stages += found
        firsts.append(found[0].value)
        for g in part:
            for k in weighting.indicators_of[g]:
                table.at[g, k] = max(found[-1].columns[f"w({g},{k})"], 0.0)
    value = chosen.joined(firsts)
    return Weights(table.rename_axis(index="group", columns="indicator"), value, tuple(stages), chosen, weighting)


def _require_parity(q: Weighting) -> None:
    """The other rules can be obeyed; can those on regret be, with them?"""
    rules = [r for r in q.rules if isinstance(r, Parity)]
    if rules and CompiledProgram(q.model().problem).attempt() is None:
        names = listed(called(r.id, q.names) for r in rules)
        raise InfeasibleRules(fault("weights.parity_apart", rules=names), [r.id for r in rules])
