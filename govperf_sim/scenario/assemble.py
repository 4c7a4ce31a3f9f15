"""From the document to the plain objects of the layers below, which know nothing of files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from govperf_sim.errors import CycleError, Fault
from govperf_sim.framework import Domain, Evaluator, Framework, Group, Indicator, Pool, Scoring, System, Unit
from govperf_sim.scenario.entry import NameEntry, SourceEntry
from govperf_sim.scenario.read import Address
from govperf_sim.scenario.schema import ScenarioDocument, ScoringEntry
from govperf_sim.scenario.schema_cycle import CycleEntry, LoadingsEntry
from govperf_sim.scenario.schema_institutions import InstitutionsEntry
from govperf_sim.scenario.schema_rules import Rule, SelectionEntry
from govperf_sim.scenario.written import Written
from govperf_sim.scoring.scores import Scores
from govperf_sim.simulation.behaviour import Reward
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.checks import Checks
from govperf_sim.simulation.deadline import Deadline
from govperf_sim.simulation.experts import Experts
from govperf_sim.simulation.institutions.institution import Institution
from govperf_sim.simulation.institutions.register import INSTITUTIONS
from govperf_sim.simulation.minds import Minds
from govperf_sim.simulation.outcomes import Work
from govperf_sim.simulation.periodic import Periodic
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import refuse
from govperf_sim.simulation.records import Records
from govperf_sim.simulation.services import Services
from govperf_sim.simulation.settings import Cycle
from govperf_sim.simulation.shifting import Shifting
from govperf_sim.simulation.spillovers import Spillovers
from govperf_sim.simulation.stage import Stage
from govperf_sim.simulation.survey import Survey
from govperf_sim.simulation.third_party import ThirdParty
from govperf_sim.simulation.vanity import Vanity
from govperf_sim.simulation.verification import Visits
from govperf_sim.simulation.vintages import Vintages
from govperf_sim.sources import Source
from govperf_sim.weights import goals as weight_goals
from govperf_sim.weights import rules as weight_rules
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import Name


def name_of(entry: NameEntry) -> Name:
    return Name(zh=entry.zh, en=entry.en)


def source_of(entry: SourceEntry, written: Written, address: Address) -> Source:
    """The source of the entry at an address, which it carries as its place."""
    return Source(status=entry.status, cite=entry.cite, clause=entry.clause, place=written.place(address))


def framework_of(document: ScenarioDocument, written: Written) -> Framework:
    """Raises :class:`~govperf_sim.errors.FrameworkError`."""

    def common(table: str, code: str, entry: Any) -> dict[str, Any]:
        return {"name": name_of(entry.name), "source": source_of(entry.source, written, (table, code))}

    return Framework(
        systems={s: System(**common("systems", s, e)) for s, e in document.systems.items()},
        pools={p: Pool(**common("pools", p, e)) for p, e in document.pools.items()},
        groups={g: Group(**common("groups", g, e), system=e.system, pool=e.pool) for g, e in document.groups.items()},
        units={
            u: Unit(**common("units", u, e), group=e.group, kind=e.kind, level=e.level, pool=e.pool)
            for u, e in document.units.items()
        },
        domains={
            d: Domain(**common("domains", d, e), system=e.system, intent=e.intent) for d, e in document.domains.items()
        },
        evaluators={
            v: Evaluator(**common("evaluators", v, e), external=e.external) for v, e in document.evaluators.items()
        },
        indicators={k: _indicator(document, written, k) for k in document.indicators},
    )


def _indicator(document: ScenarioDocument, written: Written, code: str) -> Indicator:
    entry = document.indicators[code]
    system = document.domains[entry.domain].system
    everywhere = tuple(g for g, group in document.groups.items() if group.system == system)
    return Indicator(
        name=name_of(entry.name),
        domain=entry.domain,
        unit_of_measure=entry.unit,
        direction=entry.direction,
        kind=entry.kind,
        evaluator=entry.evaluator,
        scoring=_scoring(entry.scoring, source_of(entry.scoring.source, written, ("indicators", code, "scoring"))),
        groups=everywhere if entry.groups is None else entry.groups,
        source=source_of(entry.source, written, ("indicators", code)),
        key=entry.key,
        factor=None if entry.factor is None else name_of(entry.factor),
        frequency=entry.frequency,
        burden=entry.burden,
    )


def _scoring(entry: ScoringEntry, source: Source) -> Scoring:
    said = {"reference_years": entry.reference_years or (), "targets": entry.targets or {}}
    return Scoring(**{**_numbers(entry), **said, "source": source})


def selected(selection: SelectionEntry, framework: Framework) -> tuple[str, ...]:
    """The indicators that meet every condition of a selection, in the order of the framework."""
    core = {k for s in framework.systems for k in framework.core(s)}
    return tuple(
        k
        for k, indicator in framework.indicators.items()
        if (selection.indicators is None or k in selection.indicators)
        and (selection.domains is None or indicator.domain in selection.domains)
        and (selection.scope is None or (k in core) == (selection.scope == "core"))
        and (selection.key is None or indicator.key == selection.key)
        and (selection.kind is None or indicator.kind == selection.kind)
        and (selection.external is None or framework.evaluators[indicator.evaluator].external == selection.external)
        and (selection.system is None or framework.system_of(k) == selection.system)
    )


def rule_of(code: str, entry: Rule, framework: Framework, written: Written) -> weight_rules.Rule:
    """The rule, its selections resolved to indicators."""
    said: dict[str, Any] = {}
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if name not in ("kind", "source"):
            said[name] = selected(value, framework) if isinstance(value, SelectionEntry) else value
    if (exactly := said.pop("exactly", None)) is not None:
        said["at_least"] = said["at_most"] = exactly
    source = source_of(entry.source, written, ("rules", code))
    return weight_rules.KINDS[entry.kind](code, **said, source=source)


def goal_of(document: ScenarioDocument, written: Written) -> weight_goals.Goal | None:
    """The goal that is declared; ``None`` where none is."""
    entry = document.goal
    if entry is None:
        return None
    said = {name: value for name, value in _numbers(entry).items() if name != "kind"}
    if "regret" in said:
        said["regret"] = weight_goals.Regret(said["regret"])
    make: Callable[..., weight_goals.Goal] = weight_goals.KINDS[entry.kind]
    return make(**said, source=source_of(entry.source, written, ("goal",)))


def pools_of(framework: Framework) -> pd.Series[str] | None:
    """The pool of every unit that is ranked apart from its system; ``None`` where there are no pools."""
    found = {u: pool for u in framework.units if (pool := framework.pool_of(u)) is not None}
    return pd.Series(found, name="pool").rename_axis("unit") if found else None


def reference_of(document: ScenarioDocument, framework: Framework) -> pd.DataFrame | None:
    """Group x indicator: each domain's share divided equally, a group's shares scaled to 1; None without a reference."""
    if document.reference is None:
        return None
    table = framework.applies.astype(float)
    shares = document.reference.domain_shares
    for d in framework.domains:
        own = [k for k, indicator in framework.indicators.items() if indicator.domain == d]
        count = table[own].sum(axis=1).to_numpy(float)
        table[own] = table[own].mul(shares[d] / np.where(count == 0, 1.0, count), axis=0)
    return table.div(table.sum(axis=1), axis=0)


def weighting_of(document: ScenarioDocument, written: Written, framework: Framework, scores: Scores) -> Weighting:
    """Raises :class:`~govperf_sim.errors.WeightingError`."""
    return Weighting(
        scores=scores.table,
        groups=framework.group_of_unit,
        rules=[rule_of(code, entry, framework, written) for code, entry in document.rules.items()],
        reference=reference_of(document, framework),
        applies=framework.applies,
        systems=pd.Series({g: group.system for g, group in framework.groups.items()}, name="system"),
        domains=pd.Series({k: indicator.domain for k, indicator in framework.indicators.items()}, name="domain"),
        pools=pools_of(framework),
        goal=goal_of(document, written),
        names=_names(framework),
    )


def _names(framework: Framework) -> dict[str, Name]:
    """What codes are called; where tables share a code the indicator's name is taken, then the group's."""
    tables: tuple[Mapping[str, Any], ...] = (
        *(framework.systems, framework.pools, framework.units, framework.groups, framework.indicators),
    )
    return {code: entry.name for table in tables for code, entry in table.items()}


MECHANISMS: Mapping[str, Callable[..., Any]] = {
    "reports": Reports,
    "visits": Visits,
    "checks": Checks,
    "vanity": Vanity,
    "shifting": Shifting,
    "deadline": Deadline,
    "stage": Stage,
    "spillovers": Spillovers,
    "services": Services,
    "records": Records,
    "survey": Survey,
    "experts": Experts,
    "third_party": ThirdParty,
    "periodic": Periodic,
    "vintages": Vintages,
    "minds": Minds,
}
"""Every mechanism of a cycle that may be off, by the key of its entry."""


def cycle_of(entry: CycleEntry, institutions: InstitutionsEntry | None = None) -> Cycle:
    """Raises :class:`~govperf_sim.errors.CycleError`."""
    calendar = entry.calendar
    return Cycle(
        calendar=Calendar(
            first_day=calendar.first_day,
            working_days=calendar.working_days,
            score_delay=calendar.score_delay,
            dates={code: dated.date for code, dated in calendar.dates.items()},
        ),
        work=Work(**_numbers(entry.work)),
        reward=Reward(**_numbers(entry.reward)),
        **{name: kind(**_numbers(found)) for name, kind in MECHANISMS.items() if (found := getattr(entry, name))},
        institutions={} if institutions is None else institutions_of(institutions),
    )


def institutions_of(entry: InstitutionsEntry) -> dict[str, Institution]:
    """Raises :class:`~govperf_sim.errors.CycleError`, with what is wrong of every institution."""
    asked = {name: found for name in INSTITUTIONS if (found := getattr(entry, name)) is not None}
    made, faults = dict[str, Institution](), list[Fault]()
    for name, found in asked.items():
        try:
            made[name] = INSTITUTIONS[name](**_numbers(found))
        except CycleError as refused:
            faults += refused.faults
    refuse(faults)
    return made


def applies_to_units(framework: Framework) -> pd.DataFrame:
    """Unit x indicator, True where the indicator applies."""
    units = list(framework.units)
    return framework.applies.loc[framework.group_of_unit.to_list()].set_axis(units, axis=0).rename_axis("unit")


def population_of(framework: Framework, scores: Scores, loadings: LoadingsEntry | None) -> Population:
    """Every unit as it stands when the first year begins: at the scores of the period the weights are derived on."""
    task_of = pd.Series({k: indicator.domain for k, indicator in framework.indicators.items()}, name="task")
    return Population(
        units=tuple(framework.units),
        groups=framework.group_of_unit,
        systems=pd.Series(
            {u: framework.groups[unit.group].system for u, unit in framework.units.items()}, name="system"
        ),
        indicators=tuple(framework.indicators),
        tasks=tuple(framework.domains),
        task_of=task_of,
        applies=applies_to_units(framework),
        level0=scores.table,
        loads=None if loadings is None else _loads(task_of, list(framework.domains), loadings),
    )


def _loads(task_of: pd.Series[str], tasks: Sequence[str], loadings: LoadingsEntry) -> pd.DataFrame:
    """Indicator x task: each shows its own task, whole, unless it is said otherwise."""
    table = pd.DataFrame(0.0, index=task_of.index, columns=list(tasks))
    for k, task in task_of.items():
        table.at[k, task] = 1.0
    for k, row in loadings.shows.items():
        for task, shown in row.items():
            table.at[k, task] = shown
    return table


def _numbers(entry: Any) -> Mapping[str, Any]:
    return {name: getattr(entry, name) for name in type(entry).model_fields if name != "source"}
