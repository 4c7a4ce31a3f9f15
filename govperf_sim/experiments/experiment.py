"""An experiment: a model, a design, and how often and under which luck each of its points is played."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from govperf_sim.errors import ExperimentError, Fault, GovPerfError, fault, nearest
from govperf_sim.experiments.analysis import Analysis
from govperf_sim.experiments.design.design import Design, designed
from govperf_sim.experiments.design.factors import Factor, Lever, Uncertainty
from govperf_sim.experiments.design.plans import Factorial, Plan
from govperf_sim.experiments.estimates.rule import Fixed, Rule
from govperf_sim.experiments.findings.findings import Findings
from govperf_sim.experiments.findings.samples import Samples
from govperf_sim.experiments.model import Model, ScenarioModel
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.experiments.running.play import Playing, Progress, play_cells
from govperf_sim.experiments.running.who_plays import who_plays
from govperf_sim.experiments.store.folder import Folder
from govperf_sim.experiments.store.manifest import Manifest
from govperf_sim.experiments.store.shelf import Memory
from govperf_sim.experiments.versions import code_digest, versions
from govperf_sim.scenario.load import Scenario
from govperf_sim.words import Name

BLOCK = 32
"""Replications of a cell, at most: they are played in lockstep, and beyond that nothing is saved."""


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """What is compared, in which worlds, and how often.

    >>> from govperf_sim import load_scenario
    >>> towns = load_scenario("six_towns")
    >>> visits = Lever(code="visits", path="cycle.visits.a_year", values=(2, 4), because="a second team")
    >>> asked = of_scenario(towns, levers=[visits], outcomes=[Outcome(code="welfare", measures=("welfare",))],
    ...                     years=1, replications=4)
    >>> asked.run().samples.sums("welfare").over_worlds.shape  # policies, replications, part and whole
    (2, 4, 2)
    """

    title: Name
    scenario: str
    """The name of the scenario, or of the function."""
    illustrative: bool
    groups: Mapping[str, Name]
    model: Model
    design: Design
    rule: Rule
    seed: int
    block: int = BLOCK
    variants: Mapping[str, Name] = field(default_factory=dict)
    """The variants of the scenario, which a lever may choose from."""
    analysis: Analysis = field(default_factory=Analysis)
    folder: str = ""
    """Where the scenario was read from; empty for a function."""
    years: int | None = None
    """The years that are played of a scenario."""

    def run(
        self,
        *,
        store: str | Path | None = None,
        workers: int = 1,
        executor: Executor | None = None,
        dask: str | None = None,
        progress: Progress | None = None,
        form: str | None = None,
    ) -> Findings:
        """Play every cell that is not in the store yet, as often as the rule wants; the findings are read from there.

        ``store`` is a folder, new or of this experiment; without one, cells are kept in memory.  ``workers`` processes of this
        machine share the work, or as many as ``executor`` has, any :class:`concurrent.futures.Executor`, or those of the Dask
        cluster whose scheduler is at the address ``dask``; none of them changes a number.  ``form`` is how cells are written,
        ``csv`` or ``parquet``.  ``progress`` is called with the cells done and the cells wanted.

        Raises :class:`~govperf_sim.errors.ExperimentError` for a folder that holds something else or cannot be written, and for
        a model that cannot be sent to other processes.
        """
        who = who_plays(workers, executor, dask)
        who.ready(Playing(self.model))
        manifest = self.manifest
        shelf = Memory() if store is None else Folder.begin(store, manifest, form)
        while True:
            play_cells(self.model, manifest, shelf, who, progress)
            wanted = self.rule.wanted(Samples(manifest, shelf))
            if wanted == manifest.replications:
                return Findings(Samples(manifest, shelf))
            manifest = dataclasses.replace(manifest, replications=wanted)
            if isinstance(shelf, Folder):
                shelf.note(manifest)

    @property
    def manifest(self) -> Manifest:
        """As the experiment begins."""
        return Manifest(
            title=self.title,
            model=self.model.digest,
            scenario=self.scenario,
            illustrative=self.illustrative,
            design=self.design,
            outcomes=tuple(self.model.outcomes),
            groups=self.groups,
            seed=self.seed,
            replications=(self.rule.first,) * len(self.design.policies),
            block=self.block,
            code=code_digest(),
            versions=versions(),
            rule=self.rule,
            variants=self.variants,
            analysis=self.analysis,
            folder=self.folder,
            years=self.years,
        )


@dataclass(frozen=True, kw_only=True)
class Plans:
    """By which plan levers and uncertainties are tried."""

    levers: Plan = field(default_factory=Factorial)
    uncertainties: Plan | None = None


def of_scenario(
    scenario: Scenario,
    *,
    levers: Sequence[Lever] = (),
    uncertainties: Sequence[Uncertainty] = (),
    outcomes: Sequence[Outcome],
    plans: Plans | None = None,
    years: int | None = None,
    replications: int | Rule | None = None,
    seed: int | None = None,
    by_group: bool = True,
    title: Name | None = None,
    analysis: Analysis | None = None,
) -> Experiment:
    """An experiment on a scenario; years, replications and seed default to the horizon it declares.

    Every value of every factor is tried on the scenario before anything is played.  Raises
    :class:`~govperf_sim.errors.ExperimentError` with everything that cannot be, each by name: addresses that lead
    nowhere, values that cannot stand there, measures that are not kept, plans that cannot be.
    """
    if scenario.horizon is None:
        raise ExperimentError(fault("experiments.no_cycle", scenario=scenario.name))
    horizon = scenario.horizon
    model = ScenarioModel(
        scenario=scenario, outcomes=tuple(outcomes), years=horizon.years if years is None else years, by_group=by_group
    )
    groups = {code: Name(zh=g.name.zh, en=g.name.en) for code, g in scenario.document.groups.items()}
    asked = of_model(
        model,
        levers=levers,
        uncertainties=uncertainties,
        plans=plans,
        replications=horizon.replications if replications is None else replications,
        seed=horizon.seed if seed is None else seed,
        scenario=scenario.name,
        illustrative=scenario.illustrative,
        groups=groups if by_group else {},
        variants={code: Name(**variant.name.model_dump()) for code, variant in scenario.variants.items()},
        title=title,
        analysis=analysis,
    )
    return dataclasses.replace(asked, folder=str(scenario.folder.resolve()), years=model.years)


def of_model(
    model: Model,
    *,
    levers: Sequence[Lever] = (),
    uncertainties: Sequence[Uncertainty] = (),
    plans: Plans | None = None,
    replications: int | Rule,
    seed: int = 1,
    scenario: str = "function",
    illustrative: bool = False,
    groups: Mapping[str, Name] | None = None,
    variants: Mapping[str, Name] | None = None,
    title: Name | None = None,
    analysis: Analysis | None = None,
) -> Experiment:
    """An experiment on any :class:`~govperf_sim.experiments.model.Model`, such as a function.

    Raises :class:`~govperf_sim.errors.ExperimentError` as :func:`of_scenario` does.
    """
    plans = plans or Plans()
    factors: list[Factor] = [*levers, *uncertainties]
    now, faults = {}, list[Fault]()
    for factor in factors:
        try:
            now[factor.path] = model.as_it_is(factor)
        except GovPerfError as refused:
            faults += refused.faults
    known = [f for f in factors if f.path in now]
    rule = Fixed(replications) if isinstance(replications, int) else replications
    faults += rule.faults(model.outcomes)
    if not model.outcomes:
        faults.append(fault("experiment.no_outcomes"))
    codes = [outcome.code for outcome in model.outcomes]
    faults += [fault("experiment.outcome_twice", outcome=c) for c in dict.fromkeys(codes) if codes.count(c) > 1]
    faults += [*model.faults(known), *_unsaid(known), *_unknown(analysis or Analysis(), model.outcomes)]
    design = None
    try:
        design = designed(
            [f for f in levers if f.path in now],
            [f for f in uncertainties if f.path in now],
            (plans.levers, plans.uncertainties),
            now,
            seed,
        )
    except ExperimentError as refused:
        faults += refused.faults
    if faults or design is None:
        raise ExperimentError(faults)
    return Experiment(
        title=title or Name(zh=scenario, en=scenario),
        scenario=scenario,
        illustrative=illustrative,
        groups=groups or {},
        model=model,
        design=design,
        rule=rule,
        seed=seed,
        variants=variants or {},
        analysis=analysis or Analysis(),
    )


def _unsaid(factors: Sequence[Factor]) -> Iterator[Fault]:
    """Values that cannot be written down, by which a cell would be known."""
    for factor in factors:
        for value in factor.spread.listed or ():
            try:
                json.dumps(value)
            except TypeError:
                yield fault("experiment.not_plain", code=factor.code, value=value, kind=type(value).__name__)


def _unknown(analysis: Analysis, outcomes: Sequence[Outcome]) -> Iterator[Fault]:
    """Outcomes to be looked at that are not among those measured."""
    codes = [outcome.code for outcome in outcomes]
    for code in dict.fromkeys([*(failure.outcome for failure in analysis.failures), *analysis.pareto]):
        if code not in codes:
            yield fault("experiment.no_outcome", nearest(code, codes), found=code)
