r"""The cascade: targets from the province to the unit, its departments and their staff, and reports back up.

The office's target of a unit on an indicator is :math:`g = x_0 + q`, the score at the start and what other institutions
ask above it.  Every tier adds the share a to what it hands on (:mod:`~govperf_sim.simulation.institutions.hierarchy`):

.. math:: \text{unit } (1+a)\,g, \qquad \text{department } d\!: (1+a)^2 s_d\,g, \qquad
          \text{each of its } n_d \text{ staff } (1+a)^3 s_d\,g/n_d ,

with :math:`s_d` the department's share of the indicator: by declaration, or by the number of its staff.  Marks count from
the unit's target, and a result on which more is asked later is asked for 1 + a times.  Reports pass two tiers on their way to the unit,
each of which adds the share m: what a unit hands in is :math:`(1+m)^2` times what was done.

Members work for what they answer for: the results of staff are normal around the unit's, each relative to the own share,
with standard deviation :math:`\sigma`; a department's result is the mean of its staff's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pandas as pd

from govperf_sim.errors import Fault, fault, nearest
from govperf_sim.simulation.arrays import Array, totals
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.institutions.asking import dangling
from govperf_sim.simulation.institutions.hierarchy import handed_down, meeting
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.ratchet import Ratchet
from govperf_sim.simulation.institutions.targets import Targets
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.institutions.yardstick import Yardstick
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.outcomes import true_scores
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import AT_LEAST_ONE, NOT_NEGATIVE, SHARE, outside, refuse
from govperf_sim.simulation.scoring import weighted

BELOW = 2
"""Tiers below a unit: departments and staff."""
SETS = (*Targets.events, *Ratchet.events, *Yardstick.events)
"""The events that tell what is asked of a unit above its start."""
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Cascade(Institution):
    """Departments and staff under every unit, and what each tier adds."""

    clauses: ClassVar[tuple[str, ...]] = ("V-2a", "V-2b", "VI-3c")
    measured: ClassVar[tuple[str, ...]] = ("handed_down", "departments_meeting", "staff_meeting")
    events: ClassVar[Mapping[str, Amount]] = {"handed_down": "points"}

    departments: Mapping[str, int]
    """The departments of a unit, its vertical bureaus among them, and the number of their staff."""
    more: float
    """What a tier adds to the targets it hands down, as a share."""
    distortion: float = 0.0
    """What a tier adds to the reports it hands up, as a share."""
    spread: float = 0.0
    """Standard deviation of the results of staff, in score units."""
    indicators: Mapping[str, Mapping[str, float]] | None = None
    """By indicator the departments that answer for it and their shares, which sum to 1; all by staff if left out."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in ("more", "distortion", "spread")}
        staff = dict.fromkeys(self.departments, AT_LEAST_ONE)
        refuse(
            [
                *outside("cascade", values, dict.fromkeys(values, NOT_NEGATIVE)),
                *outside("cascade.departments", self.departments, staff),
                *([] if self.departments else [fault("simulation.no_departments", parameter="cascade.departments")]),
                *(found for k, split in (self.indicators or {}).items() for found in self._split_faults(k, split)),
            ]
        )

    def _split_faults(self, indicator: str, split: Mapping[str, float]) -> list[Fault]:
        """Shares of departments that exist, 1 in all."""
        where = f"cascade.indicators.{indicator}"
        faults = [
            fault("simulation.dangling", nearest(code, self.departments), where=where, named=code)
            for code in split
            if code not in self.departments
        ]
        faults += outside(where, split, dict.fromkeys(split, SHARE))
        if not faults and abs(sum(split.values()) - 1.0) > ROUNDING:
            faults.append(fault("simulation.split", parameter=where, found=round(sum(split.values()), 9)))
        return faults

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        return dangling("cascade", tuple(self.indicators or ()), population)

    def begin(self, setting: Setting) -> Course:
        return Handing(self, setting)

    def shares(self, indicator: str) -> dict[str, float]:
        """The share of a unit's target on an indicator that each department takes."""
        split = (self.indicators or {}).get(indicator, self.departments)
        whole = sum(split.values())
        return {d: split.get(d, 0.0) / whole for d in self.departments}


class Handing(Course):
    """The targets and reports of the tiers in a batch of replications."""

    def __init__(self, rule: Cascade, setting: Setting) -> None:
        people = setting.population
        self.rule, self.setting, self.measured = rule, setting, people.measured
        self.start = true_scores(people.start, people.offset, people.loading, setting.scale)
        self.staff = np.array(list(rule.departments.values()), dtype=float)
        self.shares = np.array([list(rule.shares(k).values()) for k in people.indicators])
        """indicator x department"""

    def opens(self, year: int, terms: Terms) -> Terms:
        more = np.where(self.measured, self.rule.more * (self.start + terms.raised), 0.0)
        clock, shape = self.setting.clock, (*self.setting.shape, more.shape[-1])
        everyone, added = np.broadcast_to(self.measured, shape), np.broadcast_to(more, shape)
        clock.book.note_where(year, clock.today, "handed_down", everyone, added)
        return replace(
            terms,
            raised=terms.raised + more,
            lasting=terms.lasting + self.rule.more * (terms.lasting - 1.0),
            inflation=terms.inflation * (1.0 + self.rule.distortion) ** BELOW,
        )

    def scored(self, evidence: Evidence, score: Array) -> float:
        rule, weights, result = self.rule, evidence.terms.weights, evidence.true
        unit = self.start + evidence.terms.raised
        department, member = unit * (1.0 + rule.more), unit * (1.0 + rule.more) ** BELOW
        met = meeting(result[..., None], department[..., None], rule.spread, self.staff)
        everyone = self.setting.shape
        self.seen = {
            "handed_down": weighted(weights, unit - unit / (1.0 + rule.more)),
            "departments_meeting": weighted(weights, totals(met * self.shares)),
            "staff_meeting": weighted(weights, meeting(result, member, rule.spread)),
        }
        self.seen = {name: np.array(np.broadcast_to(value, everyone)) for name, value in self.seen.items()}
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return self.seen


def office_targets(
    population: Population, events: pd.DataFrame, unit: str, year: int, replication: int = 0
) -> dict[str, float]:
    """The office's targets of a unit in a year, by indicator, from the events of a journal: the start and what was asked."""
    own = (events["unit"] == unit) & (events["year"] == year) & (events["replication"] == replication)
    asked = events[own & events["event"].isin(SETS)].groupby("indicator")["amount"].sum()
    start = population.level0.loc[[unit], list(population.indicators)].to_numpy(float)[0]
    targets = start + asked.reindex(list(population.indicators), fill_value=0.0).to_numpy(float)
    measured = population.measured[population.units.index(unit)]
    return {k: float(target) for k, target, on in zip(population.indicators, targets, measured, strict=True) if on}


def target_tree(rule: Cascade, targets: Mapping[str, float]) -> pd.DataFrame:
    """The targets of one unit and of all below it, from the office's target of the unit by indicator.

    One row for each tier, member and indicator: ``tier`` (0 the office's target, 1 the unit, 2 its departments, 3 each of
    their staff), ``department`` (empty above them), ``indicator``, ``members`` (how many have this target), ``share`` of
    the office's target without what tiers add, ``target`` of each, and ``relative``, the target over that share.  Without
    ``more``, ``members`` times ``target`` sums to the same on every tier.

    >>> rule = Cascade(departments={"economy": 3, "general": 1}, more=0.1)
    >>> tree = target_tree(rule, {"gdp": 0.8})
    >>> (tree["members"] * tree["target"]).groupby(tree["tier"]).sum().round(4).tolist()
    [0.8, 0.88, 0.968, 1.0648]
    """
    staff = np.array(list(rule.departments.values()))
    names = list(rule.departments)
    tables = []
    for indicator, target in targets.items():
        shares = np.array(list(rule.shares(indicator).values()))
        splits = [np.ones((1, 1)), shares[:, None], np.diag(1.0 / staff)]
        # A department's staff are alike: one of them stands for all, so the last split need not sum to 1.
        tiers = handed_down(np.array([float(target)]), splits, rule.more)
        parts = [np.ones(1), np.ones(1), shares, shares / staff]
        tables += [
            pd.DataFrame(
                {
                    "tier": tier,
                    "department": names if tier > 1 else [""],
                    "indicator": indicator,
                    "members": staff if tier == BELOW + 1 else 1,
                    "share": part,
                    "target": values,
                    "relative": target * (1.0 + rule.more) ** tier,
                }
            )
            for tier, (values, part) in enumerate(zip(tiers, parts, strict=True))
        ]
    tree = pd.concat(tables, ignore_index=True).sort_values("tier", kind="stable")
    return tree[tree["share"] > 0.0].reset_index(drop=True)
