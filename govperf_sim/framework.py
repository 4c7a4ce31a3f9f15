"""Who is assessed, and on what: units, groups, systems, domains and indicators.

A *system* is an assessment system with its own framework (regional, departmental).  A *group* is the units of one system
to which the same indicators apply; they share weights.  The *core* of a system is found, not declared: it is the
indicators that apply to every one of its groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from govperf_sim.errors import Fault, FrameworkError, fault, nearest
from govperf_sim.sources import Source
from govperf_sim.words import Name

Direction = Literal["higher_is_better", "lower_is_better"]
Method = Literal["min_max", "goalposts", "target_completion", "saturating", "progress"]
Kind = Literal["quantitative", "qualitative"]
Intent = Literal["weaken", "strengthen", "key", "neutral"]


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """An assessment system: its units are held to one family of indicators."""

    name: Name
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Units to which the same indicators apply; they share weights."""

    name: Name
    system: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An assessed region or department."""

    name: Name
    group: str
    kind: str
    level: str
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
    """How a value becomes a score in [0, 1]; see :mod:`govperf_sim.normalise` for the formulas."""

    method: Method
    source: Source
    floor: float | None = None
    """The value that earns nothing, in the indicator's unit of measure."""
    target: float | None = None
    """The value that earns full marks, in the indicator's unit of measure."""


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

    def __post_init__(self) -> None:
        faults = self._dangling() + self._posts()
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

    def _posts(self) -> list[Fault]:
        """The posts each method needs, on the right side of one another."""
        faults = []
        for code, indicator in self.indicators.items():
            floor, target = indicator.scoring.floor, indicator.scoring.target
            if indicator.scoring.method == "min_max":
                continue
            if floor is None or target is None:
                faults.append(fault("framework.no_posts", indicator=code, method=indicator.scoring.method))
            elif (target > floor) != (indicator.direction == "higher_is_better") or target == floor:
                faults.append(fault("framework.posts_reversed", indicator=code, floor=floor, target=target))
        return faults
