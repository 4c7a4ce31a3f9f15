r"""What a declared number costs: the curve of the guard's :math:`\kappa`, and the price of comparability.

Both keep the benchmarks fixed.  Neither changes a weighting: they tell the office what it chooses between.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from govperf_sim.errors import WeightingError, fault
from govperf_sim.weights.benchmark import yardsticks
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.forced import moves
from govperf_sim.weights.guard import RegretGuard, guard_of
from govperf_sim.weights.levels import write_highest, write_worst
from govperf_sim.weights.rules import Comparability
from govperf_sim.weights.weighting import Weighting

KAPPAS = (0.0, 0.25, 0.5, 0.75, 1.0)
TOLERANCES = (0.0, 0.005, 0.01, 0.02, 0.05, 0.1)


def kappa_curve(weighting: Weighting, kappas: Sequence[float] = KAPPAS) -> pd.DataFrame:
    """Index (kappa, group): cap and worst_regret (normalised), by_rules and by_guard (total moves, in weight)."""
    found = {}
    for kappa in kappas:
        goal = RegretGuard(kappa)
        w = derive_weights(weighting, goal)
        guard = guard_of(weighting, goal, w.stages)
        moved = moves(weighting, guard, w.cells, w.stages)[["by_rules", "by_guard"]].abs()
        by_group = moved.groupby(level="group", sort=False).sum()
        worst = w.units.groupby("group")["regret"].max()
        found[kappa] = by_group.assign(cap=pd.Series(guard.caps), worst_regret=worst)
    return pd.concat(found, names=["kappa", "group"])


def comparability_curve(weighting: Weighting, rule: str, tolerances: Sequence[float] = TOLERANCES) -> pd.DataFrame:
    """Index tolerance: worst_regret, the least the worst-off unit of the groups the rule ties together can bear.

    ``rule`` is the id of a :class:`~govperf_sim.weights.rules.Comparability`; its tolerance is moved, the same in every
    group.  Raises :class:`~govperf_sim.errors.WeightingError` when there is no such rule; infinity where a tolerance
    leaves no admissible weights.
    """
    ruler = next((r for r in weighting.rules if r.id == rule and isinstance(r, Comparability)), None)
    if ruler is None:
        raise WeightingError(fault("weights.no_comparability", rule=rule))
    lines = list(ruler.lines(weighting.indicators_of))
    bound = {line.group for line in lines}
    groups = [g for part in weighting.parts if bound & set(part) for g in part]
    m = weighting.model(groups)
    write_worst(m, weighting, yardsticks(weighting))
    write_highest(m)
    m.minimise(1.0 * m.columns["worst_regret"])
    program = CompiledProgram(m.problem, m.waiting)
    found = {}
    for tolerance in tolerances:
        for line in lines:
            program.set_limit(line.name, tolerance if line.side == "at_most" else -tolerance)
        optimum = program.attempt()
        found[tolerance] = float("inf") if optimum is None else optimum.value
    return pd.DataFrame({"worst_regret": pd.Series(found, dtype=float)}).rename_axis("tolerance")
