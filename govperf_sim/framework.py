"""Who is assessed, and on what: units, groups, systems, domains and indicators.

A *system* is an assessment system with its own framework (regional, departmental).  A *group* is the units of one system
to which the same indicators apply; they share weights.  The *core* of a system is found, not declared: it is the
indicators that apply to every one of its groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from govperf_sim.errors import Fault, FrameworkError, fault, nearest
from govperf_sim.methods import METHODS, POSTS, Method
from govperf_sim.sources import Source
from govperf_sim.words import Name

Direction = Literal["higher_is_better", "lower_is_better"]
Kind = Literal["quantitative", "qualitative"]
Intent = Literal["weaken", "strengthen", "key", "neutral"]


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """An assessment system: its units are held to one family of indicators."""

    name: Name
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Units ranked together and apart from the rest of their system, such as departments under vertical management."""

    name: Name
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Units to which the same indicators apply; they share weights."""

    name: Name
    system: str
    pool: str | None = None
    """The pool its units are ranked in; None: with the rest of the system."""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An assessed region or department."""

    name: Name
    group: str
    kind: str
    level: str
    pool: str | None = None
    """The pool it is ranked in; None: that of its group."""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """A part of the work of government (a dimension of the indicator system)."""

    name: Name
    system: str
    intent: Intent
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluator:
    """Who supplies a score; ``external`` means from outside the administration (public, experts, third party)."""

    name: Name
    external: bool
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """How a value becomes a score in [0, 1].

    :mod:`govperf_sim.normalise` has the formulas, :data:`govperf_sim.methods.METHODS` what each method needs.  Numbers are in
    the indicator's unit of measure unless it says otherwise.
    """

    method: Method
    source: Source
    floor: float | None = None
    """The value that earns nothing (z_score: in standard deviations above the mean)."""
    target: float | None = None
    """The value that earns full marks (z_score: in standard deviations above the mean)."""
    reference_years: tuple[int, ...] = ()
    """The years over which floor and target are frozen at the worst and the best observed."""
    low: float | None = None
    """band: the lower edge of full marks."""
    high: float | None = None
    """band: the upper edge of full marks."""
    distance: float | None = None
    """How far from full marks nothing is earned."""
    loss: float | None = None
    """no_deterioration: how much worse than last year nothing is earned."""
    progress_share: float | None = None
    """level_and_progress: the share of progress, between 0 and 1."""
    targets: Mapping[str, float] = field(default_factory=dict)
    """distance_to_own_target: each unit's own target."""

    @property
    def numbers(self) -> dict[str, float]:
        """The single numbers that are declared, by name."""
        said = {name: getattr(self, name) for name in NUMBERS}
        return {name: number for name, number in said.items() if number is not None}


NUMBERS = (*POSTS, "low", "high", "distance", "loss", "progress_share")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One measured item of a domain."""

    name: Name
    domain: str
    unit_of_measure: str
    direction: Direction
    kind: Kind
    evaluator: str
    scoring: Scoring
    groups: tuple[str, ...]
    """The groups to which it applies."""
    source: Source
    key: bool = False
    """A key task in the sense of the rule on key shares."""
    factor: Name | None = None
    frequency: Literal["monthly", "quarterly", "half_yearly", "yearly"] = "yearly"
    burden: float = 0.0
    """Person-days per unit and year to collect it."""


@dataclass(frozen=True, kw_only=True)
class Framework:
    """The whole indicator system, by code.  Codes are ASCII; names are for people.

    Raises :class:`~govperf_sim.errors.FrameworkError`, listing every reference that leads nowhere and every group
    without an indicator.
    """

    systems: Mapping[str, System]
    groups: Mapping[str, Group]
    units: Mapping[str, Unit]
    domains: Mapping[str, Domain]
    evaluators: Mapping[str, Evaluator]
    indicators: Mapping[str, Indicator]
    pools: Mapping[str, Pool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        faults = self._dangling() + self._own_targets() + self._scorings()
        if not faults:
            faults = [fault("framework.empty_group", group=g) for g in self.groups if not self.indicators_of(g)]
        if faults:
            raise FrameworkError(faults)

    def system_of(self, indicator: str) -> str:
        return self.domains[self.indicators[indicator].domain].system

    def groups_of(self, system: str) -> tuple[str, ...]:
        return tuple(g for g, group in self.groups.items() if group.system == system)

    def units_of(self, group: str) -> tuple[str, ...]:
        return tuple(u for u, unit in self.units.items() if unit.group == group)

    def pool_of(self, unit: str) -> str | None:
        """The pool a unit is ranked in; ``None`` where it is ranked with the rest of its system."""
        return self.units[unit].pool or self.groups[self.units[unit].group].pool

    def units_under(self, indicator: str) -> tuple[str, ...]:
        """The units to which an indicator applies."""
        return tuple(u for u, unit in self.units.items() if unit.group in self.indicators[indicator].groups)

    def indicators_of(self, group: str) -> tuple[str, ...]:
        return tuple(k for k, indicator in self.indicators.items() if group in indicator.groups)

    def core(self, system: str) -> tuple[str, ...]:
        """The indicators that apply to every group of the system."""
        groups = set(self.groups_of(system))
        return tuple(k for k, i in self.indicators.items() if self.system_of(k) == system and groups <= set(i.groups))

    @property
    def applies(self) -> pd.DataFrame:
        """group x indicator, True where the indicator applies."""
        rows = {g: [g in i.groups for i in self.indicators.values()] for g in self.groups}
        return pd.DataFrame.from_dict(rows, orient="index", columns=list(self.indicators)).rename_axis("group")

    @property
    def group_of_unit(self) -> pd.Series[str]:
        return pd.Series({u: unit.group for u, unit in self.units.items()}, name="group").rename_axis("unit")

    def _dangling(self) -> list[Fault]:
        wanted: list[tuple[str, str, str, Mapping[str, object]]] = []
        wanted += [("groups", g, group.system, self.systems) for g, group in self.groups.items()]
        wanted += [("units", u, unit.group, self.groups) for u, unit in self.units.items()]
        wanted += [("groups", g, group.pool, self.pools) for g, group in self.groups.items() if group.pool]
        wanted += [("units", u, unit.pool, self.pools) for u, unit in self.units.items() if unit.pool]
        wanted += [("domains", d, domain.system, self.systems) for d, domain in self.domains.items()]
        for k, indicator in self.indicators.items():
            wanted.append(("indicators", k, indicator.domain, self.domains))
            wanted.append(("indicators", k, indicator.evaluator, self.evaluators))
            wanted += [("indicators", k, g, self.groups) for g in indicator.groups]
        return [
            fault("framework.dangling", nearest(named, known), where=f"{table}.{code}", named=named)
            for table, code, named, known in wanted
            if named not in known
        ]

    def _own_targets(self) -> list[Fault]:
        """A target of its own for each unit to which the indicator applies, and for no other."""
        faults = []
        for code, indicator in self.indicators.items():
            units, targets = self.units_under(code), indicator.scoring.targets
            if not targets:
                continue
            faults += [fault("framework.no_own_target", indicator=code, unit=u) for u in units if u not in targets]
            faults += [fault("framework.target_of_other", indicator=code, unit=u) for u in targets if u not in units]
        return faults

    def _scorings(self) -> list[Fault]:
        """Each method has the numbers it needs and no other, its posts on the right side of one another."""
        return [found for code, indicator in self.indicators.items() for found in _scoring_faults(code, indicator)]


def _scoring_faults(code: str, indicator: Indicator) -> list[Fault]:
    scoring, way = indicator.scoring, METHODS[indicator.scoring.method]
    said = {"indicator": code, "method": scoring.method}
    numbers, years = scoring.numbers, scoring.reference_years
    given = {*numbers, *(["targets"] if scoring.targets else []), *(["reference_years"] if years else [])}
    may_freeze = "floor" in way.needs and way.posts == "values"
    useful = {*way.needs, *(["reference_years"] if may_freeze else [])}
    faults = [fault("framework.scoring_unused", **said, unused=name) for name in sorted(given - useful)]
    frozen = set(POSTS) if years and may_freeze else set()
    lacking = [name for name in way.needs if name not in given | frozen]
    if lacking:
        key = "framework.scoring_lacks_posts" if may_freeze else "framework.scoring_lacks"
        faults.append(fault(key, **said, lacking=", ".join(lacking)))
    floor, target = scoring.floor, scoring.target
    if floor is not None and target is not None and "floor" in way.needs:
        rises = indicator.direction == "higher_is_better" or way.posts == "deviations"
        if (target > floor) != rises or target == floor:
            key = "framework.posts_reversed" if way.posts == "values" else "framework.deviations_reversed"
            faults.append(fault(key, indicator=code, floor=floor, target=target))
    return faults
