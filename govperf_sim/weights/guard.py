r"""The default goal: minimum change, with a guard on the regret of every group.

Reference :math:`p`, and :math:`\kappa \in [0, 1]` declared beforehand:

1. :math:`T^*_g`: leximin over groups of the largest regret :math:`T_g(w) = \max_{i \in g} \rho_i(w)`.
2. :math:`w_p`: the point closest to :math:`p` that obeys the rules.  Moving there is the price of the rules.
3. :math:`\mathrm{cap}_g = (1 - \kappa)\,T^*_g + \kappa\,T_g(w_p)`; by convexity some weights keep within all of them.
4. the point closest to :math:`w_p` with :math:`T_g \le \mathrm{cap}_g`.  Moving there is the price of the guard.

At :math:`\kappa = 1` the weights are :math:`w_p`, at 0 no group is wronged more than it must be; a half is a convention:
the move is convex in :math:`\kappa` and has no knee.  One guard for each group, for with one for all the loosest system
would set everybody's cap.  Closest is meant as in :mod:`govperf_sim.weights.moves`, and leaves one point.

Without a reference there is nothing to stay close to: :math:`\kappa` is taken as 0, and :math:`p` as equal weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from govperf_sim.errors import NotOptimal, WeightingError, fault
from govperf_sim.sources import Source
from govperf_sim.weights.benchmark import yardsticks
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.levels import lowest_levels, worst_of, write_highest, write_worst
from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.moves import minimise_move, moves_cost, smallest_move, started, write_moves
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.stages import Face, Stage, least
from govperf_sim.weights.weighting import Weighting

SLACK = (0.0, 1e-9, 1e-8, 1e-7, 1e-6)
"""What the caps give, in regret, should rounding errors leave no weights within them; reported when not 0."""


@dataclass(frozen=True)
class RegretGuard:
    """Minimum change with a guard on the regret of every group; ``kappa`` as above."""

    kappa: float = 0.5
    source: Source | None = field(default=None, kw_only=True, compare=False, repr=False)
    kind: ClassVar[str] = "regret_guard"

    def __post_init__(self) -> None:
        if not 0 <= self.kappa <= 1:
            raise WeightingError(fault("weights.goal_share", goal="RegretGuard", name="kappa", found=self.kappa))

    def write(self, m: WeightModel, q: Weighting) -> None:
        write_worst(m, q, yardsticks(q))
        write_highest(m)
        write_moves(m, started(q))
        if q.start is None:
            m.minimise(1.0 * m.columns["worst_regret"])
        else:
            minimise_move(m, q)

    def stages(self, q: Weighting, groups: Sequence[str]) -> Iterator[Stage]:
        projection, regret = _projected(q, groups), _least_regret(q, groups)
        yield from (*regret, *projection) if q.start is None else (*projection, *regret)
        m, program, slack = _guarded(q, groups, guard_of(q, self, (*projection, *regret)))
        if slack:
            yield Stage("slack", slack, {}, {})
        yield from smallest_move(m, q, program, "guarded_move", "largest_guarded_move")

    def face(self, q: Weighting, groups: Sequence[str]) -> Face:
        stages = (*_projected(q, groups), *_least_regret(q, groups))
        m, program, _ = _guarded(q, groups, guard_of(q, self, stages))
        program.set_objective(moves_cost(m, q))
        least(program, "guarded_move")
        return m, program

    def joined(self, values: Sequence[float]) -> float:
        return sum(values)


@dataclass(frozen=True, eq=False)
class Guard:
    """What a guard was made of, group by group; regrets are normalised."""

    kappa: float
    start: Cells
    """:math:`p` by (group, indicator)."""
    projected: Cells
    """:math:`w_p`."""
    least_regret: Mapping[str, float]
    """:math:`T^*_g`."""
    projected_regret: Mapping[str, float]
    """:math:`T_g(w_p)`."""
    caps: Mapping[str, float]
    slack: float
    """What was added to the caps of the last step; 0 unless rounding errors asked for it."""


def guard_of(q: Weighting, goal: RegretGuard, stages: Sequence[Stage]) -> Guard:
    """The guard of the groups that the stages speak of."""
    at: dict[str, dict[str, float]] = {"largest_move": {}, "worst_regret": {}}
    for stage in stages:
        if stage.name in at:
            at[stage.name].update(stage.columns)
    found, levels = at["largest_move"], at["worst_regret"]
    projected = {(g, k): found[c] for g, own in q.indicators_of.items() for k in own if (c := f"w({g},{k})") in found}
    groups = tuple(dict.fromkeys(g for g, _ in projected))
    least = {g: levels[f"T({g})"] for g in groups}
    worst = worst_of(q, yardsticks(q), projected, groups)
    kappa = goal.kappa if q.start is not None else 0.0
    caps = {g: (1 - kappa) * least[g] + kappa * max(worst[g], least[g]) for g in groups}
    slack = max((s.value for s in stages if s.name == "slack"), default=0.0)
    return Guard(kappa, started(q), projected, least, worst, caps, slack)


def _projected(q: Weighting, groups: Sequence[str]) -> tuple[Stage, ...]:
    m = q.model(groups)
    write_moves(m, started(q))
    return tuple(smallest_move(m, q, CompiledProgram(m.problem)))


def _least_regret(q: Weighting, groups: Sequence[str]) -> tuple[Stage, ...]:
    m = q.model(groups)
    write_worst(m, q, yardsticks(q))
    write_highest(m)
    return tuple(lowest_levels(m, CompiledProgram(m.problem, m.waiting)))


def _guarded(q: Weighting, groups: Sequence[str], guard: Guard) -> tuple[WeightModel, CompiledProgram, float]:
    """The program of the last step, and the slack that it took."""
    m = q.model(groups)
    write_worst(m, q, yardsticks(q))
    write_moves(m, guard.projected)
    for g in groups:
        m.require(f"guard({g})", 1.0 * m.columns[f"T({g})"] <= guard.caps[g])
    program = CompiledProgram(m.problem, m.waiting)
    for slack in SLACK:
        for g in groups:
            program.set_limit(f"guard({g})", guard.caps[g] + slack)
        if program.attempt() is not None:
            return m, program, slack
    raise NotOptimal(fault("weights.no_solution"))
