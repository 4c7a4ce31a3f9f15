"""The experiments that a scenario declares, as :class:`~govperf_sim.experiments.experiment.Experiment`.

What design, model and rule refuse names codes and addresses; here it is brought back to the line of the file it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from govperf_sim.errors import Fault, GovPerfError, ScenarioError
from govperf_sim.experiments import entries
from govperf_sim.experiments.analysis import Analysis
from govperf_sim.experiments.design.plans import Factorial
from govperf_sim.experiments.estimates.rule import Rule
from govperf_sim.experiments.experiment import Experiment, Plans, of_scenario
from govperf_sim.scenario.assemble import name_of
from govperf_sim.scenario.experiments import Asked, experiment_file, experiment_files, read_experiment, stray_files
from govperf_sim.scenario.folder import in_order
from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.read import Address

T = TypeVar("T")
FOLLOW = frozenset({"experiment.no_outcomes", "experiment.no_outcome", "experiment.no_plan"})
"""Faults that may be there only because of another one, which has been told."""


def declared(
    scenario: Scenario,
    asked: str | Path,
    *,
    years: int | None = None,
    replications: int | Rule | None = None,
    seed: int | None = None,
) -> Experiment:
    """The experiment of that name under ``experiments/`` of a scenario, or in a file of that path.

    Years, replications and seed count for more than those of the file, if they are given.  Raises
    :class:`~govperf_sim.errors.ScenarioError` for an unknown name, and with every fault of the file, each with its line.

    >>> from govperf_sim import load_scenario
    >>> [lever.code for lever in declared(load_scenario("six_towns"), "visits").design.levers]
    ['visits']
    """
    built = _Building(scenario, read_experiment(scenario, experiment_file(scenario, asked)))
    experiment = built.experiment(years, replications, seed)
    if built.faults or experiment is None:
        raise ScenarioError(in_order(built.faults))
    return experiment


def check_experiments(scenario: Scenario) -> tuple[str, ...]:
    """The names of all experiments that a scenario declares, none of which has a fault.

    Raises :class:`~govperf_sim.errors.ScenarioError` with every fault of every file under ``experiments/``, and with
    every file there that is no experiment.
    """
    faults, files = stray_files(scenario), experiment_files(scenario)
    for file in files.values():
        building = _Building(scenario, read_experiment(scenario, file))
        building.experiment(None, None, None)
        faults += building.faults
    if faults:
        raise ScenarioError(in_order(faults))
    return tuple(files)


class _Building:
    """An experiment put together as far as the faults of its file allow, so that every part names its own."""

    def __init__(self, scenario: Scenario, asked: Asked) -> None:
        self.scenario, self.asked = scenario, asked
        self.faults = list(asked.faults)

    def experiment(self, years: int | None, replications: int | Rule | None, seed: int | None) -> Experiment | None:
        said = self.asked.document
        uncertainties = [
            self._part(("uncertainties", code, "spread"), partial(entries.uncertainty_of, code), entry)
            for code, entry in said.uncertainties.items()
        ]
        failures = [self._part(("failures", i), entries.failure_of, entry) for i, entry in enumerate(said.failures)]
        plans = Plans(
            levers=self._part(("plans", "levers"), entries.plan_of, said.plans.levers) or Factorial(),
            uncertainties=self._part(("plans", "uncertainties"), entries.plan_of, said.plans.uncertainties),
        )
        rule = self._part(("replications",), entries.rule_of, said.replications)
        return self._whole(
            lambda: of_scenario(
                self.scenario,
                levers=[entries.lever_of(code, entry) for code, entry in said.levers.items()],
                uncertainties=[u for u in uncertainties if u is not None],
                outcomes=[entries.outcome_of(code, entry) for code, entry in said.outcomes.items()],
                plans=plans,
                years=said.years if years is None else years,
                replications=rule if replications is None else replications,
                seed=said.seed if seed is None else seed,
                by_group=said.by_group,
                # Where the file has no title, that has been told.
                title=name_of(said.title) if said.title else None,
                analysis=Analysis(failures=tuple(f for f in failures if f is not None), pareto=said.pareto or ()),
            )
        )

    def _part(self, address: Address, build: Callable[[Any], T], entry: Any) -> T | None:
        """What the entry at an address means."""
        try:
            return None if entry is None else build(entry)
        except GovPerfError as refused:
            written = self.asked.written
            self.faults += [written.at(written.key_spot(address), f.message, f.hint) for f in refused.faults]
            return None

    def _whole(self, build: Callable[[], T]) -> T | None:
        try:
            return build()
        except GovPerfError as refused:
            follow = FOLLOW if self.faults else frozenset()
            self.faults += [self._placed(f) for f in refused.faults if f.message.key not in follow]
            return None

    def _placed(self, found: Fault) -> Fault:
        """At the line it comes from, unless it is a fault of an argument or of the scenario."""
        written = self.asked.written
        for address in _addresses(found, written.data):
            if address in written.values:
                return written.at(written.value_spot(address), found.message, found.hint)
        return found


def _addresses(found: Fault, data: Mapping[str, Any]) -> Iterator[Address]:
    """Where a fault may come from, the most particular first."""
    said = found.message.values
    # Uncertainties stand below levers: of two factors that clash the second is pointed at.
    factors = [(t, c, e) for t in ("levers", "uncertainties") for c, e in _table(data, t).items()][::-1]
    for table, code, entry in factors:
        if said.get("code", code) == code and "path" in said and said["path"] == entry.get("path"):
            yield table, code, "path"
        if said.get("what") == "path" and said["found"] == entry.get("path"):
            yield table, code, "path"
        if said.get("what") == "code" and said["found"] == code:
            yield table, code
        if said.get("code") == code:
            yield from _in_factor((table, code), entry, said)
    if (outcome := _table(data, "outcomes").get(str(said.get("outcome")))) is not None:
        measures = outcome.get("measures") or ()
        where: Address = ("outcomes", said["outcome"])
        if said.get("measure") in measures:
            yield (*where, "measures", measures.index(said["measure"]))
        yield (*where, "over" if "measure" in said else "last")
    if found.message.key.startswith("estimates."):
        yield ("replications",)
    if found.message.key == "experiment.too_many_points":
        yield from (("plans",), ("levers",))


def _in_factor(where: Address, entry: Mapping[str, Any], said: Mapping[str, Any]) -> Iterator[Address]:
    """In the list of its values, or where its spread or its address stand."""
    if "path" in said:
        yield (*where, "path")
    for inside in ((), ("spread",)):
        node = entry.get("spread", {}) if inside else entry
        listed = (node.get("values") if isinstance(node, Mapping) else None) or ()
        if "value" in said and said["value"] in listed:
            last = len(listed) - 1 - listed[::-1].index(said["value"])
            yield (*where, *inside, "values", last)
    yield from ((*where, "spread"), where)


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Mapping[str, Any]]:
    """The entries of a table that are entries at all."""
    table = data.get(name)
    return {c: e for c, e in table.items() if isinstance(e, Mapping)} if isinstance(table, Mapping) else {}
