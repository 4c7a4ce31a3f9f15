r"""Goals: among the weights the rules allow, which to recommend, and why these alone.

A goal writes its columns, rows and first objective in PuLP, and then runs in stages until one weighting is left: the
last of them, the same for all, is the point closest to the reference (:mod:`govperf_sim.weights.moves`).  Groups that no
rule ties together are solved apart.  The default is :class:`~govperf_sim.weights.guard.RegretGuard`.

To add a goal, write a class and enter it in :data:`KINDS` at the foot.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from govperf_sim.errors import WeightingError, fault
from govperf_sim.sources import Source
from govperf_sim.weights.benchmark import mean_regrets, yardsticks
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.goal import Goal, Regret
from govperf_sim.weights.guard import RegretGuard
from govperf_sim.weights.levels import lowest_levels, score, write_highest, write_means, write_worst
from govperf_sim.weights.model import WeightModel, linear
from govperf_sim.weights.moves import minimise_move, smallest_move, started, write_moves
from govperf_sim.weights.stages import Face, Stage, least
from govperf_sim.weights.weighting import Weighting

__all__ = [
    "KINDS",
    "ClosestToReference",
    "Goal",
    "GroupBalanced",
    "MaxMinScore",
    "MinimaxRegret",
    "Regret",
    "RegretGuard",
    "SumOfRegrets",
    "WorstTail",
]


@dataclass(frozen=True)
class ClosestToReference:
    """The smallest total move from the reference, as :mod:`govperf_sim.weights.moves` counts it, and nothing else."""

    source: Source | None = field(default=None, kw_only=True, compare=False, repr=False)
    kind: ClassVar[str] = "closest_to_reference"

    def write(self, m: WeightModel, q: Weighting) -> None:
        if q.start is None:
            raise WeightingError(fault("weights.no_reference"))
        write_moves(m, q.start)
        minimise_move(m, q)

    def stages(self, q: Weighting, groups: Sequence[str]) -> Iterator[Stage]:
        m, program = begun(self, q, groups)
        yield from smallest_move(m, q, program)

    def face(self, q: Weighting, groups: Sequence[str]) -> Face:
        m, program = begun(self, q, groups)
        least(program, self.kind)
        return m, program

    def joined(self, values: Sequence[float]) -> float:
        return sum(values)


class GroupByGroup:
    """What goals share that make the levels of groups as low as they can be, from the highest down (leximin)."""

    source: Source | None
    kind: ClassVar[str]

    def write(self, m: WeightModel, q: Weighting) -> None:
        """State what the level of a group is, and the first objective."""
        raise NotImplementedError

    def stages(self, q: Weighting, groups: Sequence[str]) -> Iterator[Stage]:
        m, program = begun(self, q, groups)
        yield from lowest_levels(m, program)
        yield from smallest_move(m, q, program)

    def face(self, q: Weighting, groups: Sequence[str]) -> Face:
        m, program = begun(self, q, groups)
        deque(lowest_levels(m, program), maxlen=0)
        return m, program

    def joined(self, values: Sequence[float]) -> float:
        return max(values)


@dataclass(frozen=True)
class MinimaxRegret(GroupByGroup):
    r"""Nobody wronged more than it must be: the largest regret as small as it can be, group by group.

    .. math:: \text{leximin over groups of } T_g \ \text{ s.t. } x_i'w_g + r_i\,T_g \ge b_i \ \ \forall i \in g.

    Own best :math:`b_i` and range :math:`r_i`: :mod:`govperf_sim.weights.benchmark`.
    """

    regret: Regret = Regret.NORMALISED
    source: Source | None = field(default=None, kw_only=True, compare=False, repr=False)
    kind: ClassVar[str] = "minimax_regret"

    def write(self, m: WeightModel, q: Weighting) -> None:
        write_worst(m, q, yardsticks(q, self.regret))
        write_highest(m)
        write_moves(m, started(q))
        m.minimise(1.0 * m.columns["worst_regret"])


@dataclass(frozen=True)
class MaxMinScore(GroupByGroup):
    r"""The lowest score as high as it can be, group by group: leximin over groups of :math:`1 - \min_i x_i'w_g`."""

    source: Source | None = field(default=None, kw_only=True, compare=False, repr=False)
    kind: ClassVar[str] = "max_min_score"

    def write(self, m: WeightModel, q: Weighting) -> None:
        write_worst(m, q, {str(u): (1.0, 1.0) for u in q.scores.index})
        write_highest(m)
        write_moves(m, started(q))
        m.minimise(1.0 * m.columns["worst_regret"])


@dataclass(frozen=True)
class GroupBalanced(GroupByGroup):
    r"""No group worse off on average than it must be: leximin over groups of the mean regret :math:`\bar\rho_g`."""

    regret: Regret = Regret.NORMALISED
    source: Source | None = field(default=None, kw_only=True, compare=False, repr=False)
    kind: ClassVar[str] = "group_balanced"

    def write(self, m: WeightModel, q: Weighting) -> None:
        write_means(m, mean_regrets(q, self.regret))
        write_highest(m)
        write_moves(m, started(q))
        m.minimise(1.0 * m.columns["worst_regret"])


@dataclass(frozen=True)
class SumOfRegrets:
    r"""The least regret in all, whoever bears it: :math:`\min \sum_i \rho_i(w)`."""

    regret: Regret = Regret.NORMALISED
    source: Source | None = field(default=None, kw_only=True, compare=False, repr=False)
    kind: ClassVar[str] = "sum_of_regrets"

    def write(self, m: WeightModel, q: Weighting) -> None:
        known = yardsticks(q, self.regret)
        borne = [(u, g, *known[u]) for g in m.applying for u in q.units_of[g] if u in known]
        write_moves(m, started(q))
        gained = [
            (m.w[g, k], sum(q.scores_of[u][k] / span for u, h, _, span in borne if h == g))
            for g in m.applying
            for k in m.applying[g]
        ]
        m.minimise(sum(best / span for _, _, best, span in borne) - linear(gained))

    def stages(self, q: Weighting, groups: Sequence[str]) -> Iterator[Stage]:
        m, program = begun(self, q, groups)
        yield least(program, self.kind)
        yield from smallest_move(m, q, program)

    def face(self, q: Weighting, groups: Sequence[str]) -> Face:
        m, program = begun(self, q, groups)
        least(program, self.kind)
        return m, program

    def joined(self, values: Sequence[float]) -> float:
        return sum(values)


@dataclass(frozen=True)
class WorstTail:
    r"""The mean regret of the worst-off share :math:`\alpha` of each group (CVaR), every group counting alike.

    .. math:: \min \frac1G \sum_g \Bigl( z_g + \frac{1}{\max(\alpha n_g, 1)} \sum_{i \in g} e_i \Bigr)
              \ \text{ s.t. } e_i \ge \rho_i(w) - z_g .

    A tail of less than one unit is the worst-off unit.
    """

    share: float = 0.1
    regret: Regret = Regret.NORMALISED
    source: Source | None = field(default=None, kw_only=True, compare=False, repr=False)
    kind: ClassVar[str] = "worst_tail"

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise WeightingError(fault("weights.goal_share", goal="WorstTail", name="share", found=self.share))

    def write(self, m: WeightModel, q: Weighting) -> None:
        known, groups = yardsticks(q, self.regret), len(q.indicators_of)
        cost: dict[str, float] = {}
        for g in m.applying:
            counted = [u for u in q.units_of[g] if u in known]
            threshold = m.column(f"z({g})")
            cost[f"z({g})"] = 1.0 / groups
            for u in counted:
                best, span = known[u]
                excess = m.column(f"e({u})")
                cost[f"e({u})"] = 1.0 / (groups * max(self.share * len(counted), 1.0))
                m.require(f"tail({u})", score(m, q, u, g, (threshold, span), (excess, span)) >= best)
        write_moves(m, started(q))
        m.minimise(linear((m.columns[name], a) for name, a in cost.items()))

    def stages(self, q: Weighting, groups: Sequence[str]) -> Iterator[Stage]:
        m, program = begun(self, q, groups)
        yield least(program, self.kind)
        yield from smallest_move(m, q, program)

    def face(self, q: Weighting, groups: Sequence[str]) -> Face:
        m, program = begun(self, q, groups)
        least(program, self.kind)
        return m, program

    def joined(self, values: Sequence[float]) -> float:
        return sum(values)


def begun(goal: Goal, q: Weighting, groups: Sequence[str]) -> Face:
    """The goal's first program for these groups, compiled."""
    m = q.model(groups)
    goal.write(m, q)
    return m, CompiledProgram(m.problem, m.waiting)


KINDS: Mapping[str, type[Goal]] = {
    goal.kind: goal
    for goal in (
        *(RegretGuard, ClosestToReference, MinimaxRegret, GroupBalanced),
        *(SumOfRegrets, WorstTail, MaxMinScore),
    )
}
