r"""Weights anew every year: what units achieved last year decides what counts next, as far as weights may move.

When a year has been scored its marks :math:`c_{ij}` take the place of the scores the first weights were derived on, and the
same question is asked again, by the same rules and with the same goal, with one rule more:

.. math:: |w_{gj} - w^{\text{last}}_{gj}| \le \eta \quad\text{for every group g and indicator j.}

So weights follow the data, effort follows the weights, and data follow effort: the loop runs inside the simulation.  The new
weights hold from the year that opens next.  Rules on movement that the question had, which spoke of the first year's last
weights, give way to this one.  Where marks make the rules contradict one another the weights stay, and that is measured.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from govperf_sim.errors import Fault, GovPerfError, fault
from govperf_sim.simulation.arrays import Array, totals
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import SHARE, outside, refuse

if TYPE_CHECKING:
    from govperf_sim.weights.weighting import Weighting

MOVEMENT = ("stability", "total_movement")
"""Kinds of rules that speak of last year's weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reweighting(Institution):
    """Weights derived anew from each scored year."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-2g",)
    measured: ClassVar[tuple[str, ...]] = ("weights_moved", "weights_kept")
    events: ClassVar[Mapping[str, Amount]] = {"weights_anew": "points"}

    at_most: float
    """By how much (of 1) a weight may move in a year."""

    def __post_init__(self) -> None:
        refuse(outside("reweighting", {"at_most": self.at_most}, {"at_most": SHARE}))

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        if "question" in switched_on or self.at_most == 0.0:
            return []
        return [fault("simulation.no_question", parameter="reweighting")]

    def begin(self, setting: Setting) -> Course:
        return Loop(self, setting)


class Loop(Course):
    """Weights, data, effort, weights, in a batch of replications."""

    def __init__(self, rule: Reweighting, setting: Setting) -> None:
        self.rule, self.setting = rule, setting
        self.weights: Array | None = None
        """replication x unit x indicator; none while the first weights hold"""

    def opens(self, year: int, terms: Terms) -> Terms:
        return terms if self.weights is None else dataclasses.replace(terms, weights=self.weights)

    def scored(self, evidence: Evidence, score: Array) -> float:
        people, clock = self.setting.population, self.setting.clock
        block = (*self.setting.shape, len(people.indicators))
        before = np.array(np.broadcast_to(evidence.terms.weights if self.weights is None else self.weights, block))
        after, kept = before.copy(), np.zeros(self.setting.shape)
        if self.rule.at_most > 0.0 and self.setting.question is not None:
            for replication, marks in enumerate(np.broadcast_to(evidence.marks, block)):
                found = self._derived(self.setting.question, marks, before[replication])
                kept[replication] = found is None
                after[replication] = before[replication] if found is None else found
            self.weights = after
        self.moved, self.kept = 0.5 * totals(np.abs(after - before)), kept
        clock.book.note_all(evidence.year, clock.today, "weights_anew", self.moved)
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return {"weights_moved": self.moved, "weights_kept": self.kept}

    def _derived(self, question: Weighting, marks: Array, last: Array) -> Array | None:
        """The weights of every unit, unit x indicator, on its marks; None where the rules then allow none."""
        from govperf_sim.weights.derive import derive_weights  # a solver, and only wanted here
        from govperf_sim.weights.rules_over_time import Stability

        people = self.setting.population
        codes, units = list(people.indicators), list(people.units)
        scores = pd.DataFrame(np.where(people.measured, np.clip(marks, 0.0, 1.0), np.nan), index=units, columns=codes)
        groups = [people.groups[u] for u in units]
        of_group = {g: dict(zip(codes, map(float, last[groups.index(g)]), strict=True)) for g in dict.fromkeys(groups)}
        remembered = {g: {k: of_group[g][k] for k in own} for g, own in question.indicators_of.items() if g in of_group}
        rules = [rule for rule in question.rules if rule.kind not in MOVEMENT]
        moving = Stability("last_year", last=remembered, at_most=self.rule.at_most)
        try:
            table = derive_weights(dataclasses.replace(question, scores=scores, rules=(*rules, moving))).table
        except GovPerfError:
            return None
        return table.loc[groups, codes].to_numpy(float)
