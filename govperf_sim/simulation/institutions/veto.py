r"""Veto items: one failure forfeits everything.  General practice, not in the notice.

A unit works on n veto tasks.  With effort :math:`e_k` on one its item fails in a year with chance :math:`e^{-a e_k}`, and
the bonus B is the unit's only if none fails.  With :math:`q_k = 1 - e^{-a e_k}` and :math:`a_k` what a unit of effort
brings besides, it maximises

.. math:: U(e) = \sum_k a_k e_k - \tfrac12 c\,e'Ce + B \prod_k q_k .

**Best response.**  Given the other items, :math:`Q_k = \prod_{l \ne k} q_l`, the best effort on one task is closed, with
the Wright function :math:`\omega(z) + \ln \omega(z) = z`:

.. math:: e_k = \Bigl[\,g + \tfrac1a\,\omega\bigl(\ln(a^2 B Q_k/c) - a g\bigr)\Bigr]_+, \qquad
          c\,g = a_k - c\,s \sum_{l \ne k} e_l .

Items complement each other: where nothing is done for one, nothing is worth doing for the rest.  So there may be two
answers.  Taken in turns from items that all hold, efforts fall to the highest; from effort that forgets about the veto they
rise to the lowest; the unit takes the better, often no effort at all (n = 4, a = 2, B = 1, c = 1/2).  If nothing else moves it
and efforts are alike, :math:`c\,e = a B e^{-ae}(1 - e^{-ae})^{n-1}`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import Fault, fault, nearest
from govperf_sim.simulation.arrays import Array, Flags, totals
from govperf_sim.simulation.behaviour import effort_cost
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.decisions import Decisions, Situation
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, outside, refuse

TURNS = 60
"""How often each task is decided on anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto(Institution):
    """Veto items, one on each of some tasks."""

    measured: ClassVar[tuple[str, ...]] = ("veto_items", "vetoed")
    events: ClassVar[Mapping[str, Amount]] = {"vetoed": "count"}

    tasks: Sequence[str]
    """The tasks with an item; units that do not work on one do not answer for it."""
    guard: float
    """The rate at which effort on a task lowers the chance that its item fails."""
    bonus: float
    """What it is worth to a unit that no item fails, in units of effort cost."""

    def __post_init__(self) -> None:
        values = {"guard": self.guard, "bonus": self.bonus}
        refuse(outside("veto", values, {"guard": POSITIVE, "bonus": NOT_NEGATIVE}))

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        return [
            fault("simulation.dangling", nearest(task, population.tasks), where="veto.tasks", named=task)
            for task in self.tasks
            if task not in population.tasks
        ]

    def begin(self, setting: Setting) -> Course:
        return Vetoes(self, setting)


class Vetoes(Course):
    """The veto items of a batch of replications."""

    def __init__(self, rule: Veto, setting: Setting) -> None:
        self.rule, self.setting = rule, setting
        units = setting.population
        self.items = units.works & np.isin(np.array(units.tasks), list(rule.tasks))
        """unit x task: whether a unit answers for an item"""

    def decides(self, situation: Situation, decisions: Decisions) -> Decisions:
        rule, work = self.rule, situation.work
        if rule.bonus == 0.0:
            return decisions
        cost = work.effort_cost, work.substitution
        effort = guarded(situation.gain, decisions.effort, self.items, rule.guard, rule.bonus, *cost)
        return replace(decisions, effort=effort)

    def scored(self, evidence: Evidence, score: Array) -> Array:
        year, setting = evidence.year, self.setting
        lots = setting.luck.uniform("veto", year, self.items.shape)
        failed = self.items & (lots < np.exp(-self.rule.guard * np.maximum(evidence.done.effort, 0.0)))
        self.failed = failed.sum(axis=-1).astype(float)
        setting.clock.book.note_those(year, setting.clock.today, "vetoed", self.failed > 0.0, self.failed)
        return np.where(self.items.any(axis=-1) & (self.failed == 0.0), self.rule.bonus, 0.0)

    def measures(self) -> Mapping[str, Array]:
        answers = self.items.any(axis=-1)
        vetoed = np.where(answers, (self.failed > 0.0).astype(float), np.nan)
        return {"veto_items": np.where(answers, self.failed, np.nan), "vetoed": vetoed}


def guarded(
    gain: Array, effort: Array, items: Flags, guard: float, bonus: float, cost: float, substitution: float
) -> Array:
    """The best effort with veto items, (..., unit, task); ``gain`` and ``effort``, best without them, likewise.

    >>> one, nothing = np.array([[True]]), np.zeros((1, 1))
    >>> guarded(nothing, nothing, one, guard=2.0, bonus=1.0, cost=0.5, substitution=0.0).round(4)
    array([[0.8029]])
    """
    brings = np.where(np.isneginf(gain), 0.0, gain)

    def worth(done: Array) -> Array:
        kept: Array = totals(brings * done) - effort_cost(done, cost, substitution)
        kept += bonus * _clear(done, items, guard).prod(axis=-1)
        return kept

    def in_turns(effort: Array, clear: Array) -> Array:
        return _in_turns(gain, effort, clear, items, guard, bonus, cost, substitution)

    forgetful = np.broadcast_to(effort, np.broadcast_shapes(effort.shape, gain.shape))
    lowest = in_turns(forgetful, _clear(forgetful, items, guard))
    highest = in_turns(forgetful, np.ones_like(forgetful))
    return np.where((worth(highest) > worth(lowest))[..., None], highest, lowest)


def _in_turns(
    gain: Array, effort: Array, clear: Array, items: Flags, guard: float, bonus: float, cost: float, substitution: float
) -> Array:
    """One task after another is decided on anew, from ``effort`` and from what the chances are that items hold."""
    from scipy.special import wrightomega

    effort, clear, tasks = effort.copy(), clear.copy(), np.arange(effort.shape[-1])
    # Where one task makes another dearer, work without items moves too.
    moves = items if substitution == 0.0 else items.any(axis=-1, keepdims=True) & ~np.isneginf(gain)
    for _ in range(TURNS):
        before = effort.copy(), clear.copy()
        for k in np.flatnonzero(moves.reshape(-1, tasks.size).any(axis=0)):
            pull = guard**2 * bonus / cost * np.where(tasks == k, 1.0, clear).prod(axis=-1)
            matters, crowded = items[:, k] & (pull > 0.0), totals(np.where(tasks == k, 0.0, effort))
            g = np.where(moves[..., k], gain[..., k], 0.0) / cost - substitution * crowded
            more = wrightomega(np.log(np.where(matters, pull, 1.0)) - guard * g) / guard
            done = np.maximum(g + np.where(matters, more, 0.0), 0.0)
            effort[..., k] = np.where(moves[..., k], done, effort[..., k])
            clear[..., k] = _clear(effort[..., k], items[:, k], guard)
        # Where a turn moves nothing no later one would, whoever is decided for beside.
        if np.array_equal(effort, before[0]) and np.array_equal(clear, before[1]):
            break
    return effort


def _clear(effort: Array, items: Flags, guard: float) -> Array:
    """The chance that an item holds; 1 where there is none."""
    return np.where(items, -np.expm1(-guard * effort), 1.0)
