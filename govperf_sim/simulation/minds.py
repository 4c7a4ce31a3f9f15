r"""How units decide: a share of them by each decision type, and what they remember.

==================  ===================================================================================================
best response       the rest: :func:`~govperf_sim.simulation.decisions.best_response`, without memory
adaptive            tries and keeps what paid: :mod:`~govperf_sim.simulation.adaptive`
rule of thumb       works where points are missing: :mod:`~govperf_sim.simulation.rule_of_thumb`
imitators           copy the best of their group: :mod:`~govperf_sim.simulation.imitation`
human               decided from outside, as in a classroom, see :mod:`~govperf_sim.simulation.people`; best response where nobody does
==================  ===================================================================================================

The type of a unit is drawn once and for all, in each replication, by one lot against the shares in this order.  What is
learnt from a score can only reach the decisions of a year that opens after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.adaptive import believed, tried
from govperf_sim.simulation.arrays import Array, Counts, Flags, totals
from govperf_sim.simulation.decisions import Decisions, Situation, best_response
from govperf_sim.simulation.imitation import copied, leaders
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import NOT_NEGATIVE, SHARE, outside, refuse
from govperf_sim.simulation.rule_of_thumb import rule_of_thumb

ADAPTIVE, THUMB, IMITATOR, HUMAN = range(4)
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Minds:
    """Decision types besides best response."""

    adaptive: float = 0.0
    """The share of units that try and keep what paid."""
    rule_of_thumb: float = 0.0
    """The share of units that work where points are missing."""
    imitators: float = 0.0
    """The share of units that copy the best of their group."""
    human: float = 0.0
    """The share of units that are decided for from outside."""
    step: float = 0.1
    """Standard deviation of the effort an adaptive unit tries around the best it knows, before it shrinks."""
    forgetting: float = 0.3
    """The rate at which an adaptive unit forgets what visits it has seen."""
    copying: float = 0.5
    """The chance that an imitator looks at the best of its group in a year."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        refuse(outside("minds", values, dict.fromkeys(values, SHARE) | {"step": NOT_NEGATIVE}))
        if sum(self.shares) > 1.0 + ROUNDING:
            refuse([fault("simulation.shares", parameter="minds", found=round(sum(self.shares), 9))])

    @property
    def shares(self) -> tuple[float, float, float, float]:
        """Of the types, in the order of the lots."""
        return self.adaptive, self.rule_of_thumb, self.imitators, self.human


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """What a scored year teaches, replication x unit x ..."""

    done: Decisions
    score: Array
    utility: Array
    visited: Array
    """1 where there was a visit"""


class Memory:
    """What the units of all types remember, in every replication."""

    def __init__(self, minds: Minds, population: Population, luck: Luck, known: Array, belief: float) -> None:
        groups = np.array([population.groups[u] for u in population.units], dtype=object)
        self.minds, self.luck, self.works = minds, luck, population.works
        self.together = (groups[:, None] == groups).astype(float)
        """unit x unit: 1 if they are of one group"""
        self.types = draw_types(luck, len(groups), minds)
        self.known, self.best = known, np.full(self.types.shape, -np.inf)
        self.belief = np.full(self.types.shape, belief)
        self.habit: Decisions | None = None
        self.lesson: Lesson | None = None

    @property
    def human(self) -> Flags:
        """Replication x unit: who may be decided for from outside; anybody where no share of units is human."""
        human: Flags = (self.types == HUMAN) | (self.minds.human == 0.0)
        return human

    def decide(self, situation: Situation, outside: Callable[[Situation], Decisions]) -> Decisions:
        """What every unit does, by its type."""
        wary = replace(situation, scrutiny=replace(situation.scrutiny, visited=self.belief[..., None]))
        best, careful = best_response(situation), best_response(wary)
        human = outside(situation) if self.minds.human > 0.0 else best
        chance = self.luck.normal("tries", situation.year, self.works.shape)
        least, minds = situation.work.least_effort, self.minds
        trial = tried(self.known, chance, self.works, minds.step, situation.year, least)
        thumb = rule_of_thumb(best.effort, situation.task_weights, situation.level, situation.scale.full)
        self.habit = copy = self._copied(situation.year, best)
        by_type = (replace(careful, effort=trial), replace(best, effort=thumb), copy, human, best)
        return Decisions(
            effort=self._chosen([d.effort for d in by_type]),
            fabrication=self._chosen([d.fabrication for d in by_type]),
            vanity=self._chosen([d.vanity for d in by_type]),
            shift=self._chosen([d.shift for d in by_type]),
        )

    def learn(self, lesson: Lesson) -> None:
        """A year has been scored."""
        self.lesson = lesson
        better = lesson.utility > self.best
        self.known = np.where(better[..., None], lesson.done.effort, self.known)
        self.best = np.where(better, lesson.utility, self.best)
        self.belief = believed(self.belief, lesson.visited, self.together, self.minds.forgetting)

    def _copied(self, year: int, best: Decisions) -> Decisions:
        if self.lesson is None or self.habit is None:
            return best
        looks = self.luck.uniform("imitation", year, self.types.shape[1:]) < self.minds.copying
        done, leader = self.lesson.done, leaders(self.lesson.score, self.together)
        return Decisions(
            effort=np.where(self.works, copied(self.habit.effort, done.effort, leader, looks), 0.0),
            fabrication=copied(self.habit.fabrication, done.fabrication, leader, looks),
            vanity=copied(self.habit.vanity, done.vanity, leader, looks),
            shift=copied(self.habit.shift, done.shift, leader, looks),
        )

    def _chosen(self, by_type: list[Array]) -> Array:
        types = self.types[(..., *(None,) * (by_type[0].ndim - self.types.ndim))]
        return np.choose(types, np.broadcast_arrays(*by_type))


def draw_types(luck: Luck, units: int, minds: Minds) -> Counts:
    """The type of each unit, replication x unit; best response comes last."""
    return np.searchsorted(np.cumsum(minds.shares), luck.uniform("minds", 0, (units,)), side="right")


def utility(strength: float, score: Array, motive: Array, effort: Array, spent: Array) -> Array:
    """What a year was worth to each unit."""
    seen: Array = strength * score + totals(motive * effort) - spent
    return seen
