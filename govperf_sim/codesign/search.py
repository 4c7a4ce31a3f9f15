r"""``search``: which rules of those an office could have serve best, and between what it has to choose.

A search is an :class:`~govperf_sim.experiments.experiment.Experiment`.  Its policies are the values of the levers that a scenario
has (:mod:`govperf_sim.codesign.levers`), or of those that one of its experiments declares: all combinations, if half of the budget
pays for a first look at each, otherwise every value alone and as many combinations as it does pay for.  The rules as they are are always
among them.  All meet the same luck.  Replications then go where the best and the front are not settled yet
(:class:`~govperf_sim.experiments.estimates.sifting.Sifting`, which says what its answers are worth).

Levers that move rules move weights: they are derived anew, and rules that admit none are told and not played.

What counts is welfare, sanctions without cause, and what the assessment costs in staff days; of a scenario without accountability
or services, as much of it as there is, with the share of units visited for the cost.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

from govperf_sim.codesign.levers import levers_of
from govperf_sim.codesign.policies import FIRST, admitted, laid_out, standing
from govperf_sim.codesign.searched import Search, Searched
from govperf_sim.errors import ExperimentError, fault, nearest
from govperf_sim.experiments.analysis import Analysis
from govperf_sim.experiments.declared import declared
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.design.plans import Plan
from govperf_sim.experiments.estimates.sifting import Sifting
from govperf_sim.experiments.experiment import Plans, of_model, of_scenario
from govperf_sim.experiments.model import Model, ScenarioModel, switched_on
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.experiments.running.play import Progress
from govperf_sim.scenario.load import Scenario
from govperf_sim.simulation.measures import Better
from govperf_sim.words import Message, sentence

BUDGET = 8192
"""Replications of all policies together, unless another number is asked for."""
AT_MOST = 1024
"""Replications of any one policy: beyond that a difference is too small to choose by."""
ERROR = 0.05
WELFARE, FALSE, COST = "welfare", "false_sanctions", "cost"
INDIFFERENCE: Mapping[str, float] = {WELFARE: 0.002, FALSE: 0.01, COST: 1.0, "visited": 0.02}
"""Differences that do not matter: a fifth of a point, a sanction in a hundred years of a unit, a staff day a year, and two
visits in a hundred."""


def search(
    scenario: Scenario,
    levers: Sequence[str] = (),
    *,
    experiment: str | Path | None = None,
    budget: int = BUDGET,
    years: int | None = None,
    seed: int | None = None,
    indifference: float | None = None,
    error: float = ERROR,
    store: str | Path | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Searched:
    """Search the levers of a scenario, or those named by code, for the best rules.

    ``experiment`` names one that the scenario declares, or a file with one: its levers and uncertainties are searched.  ``budget`` counts
    replications over all policies and worlds, ``indifference`` is the difference in welfare (of 1) that does not matter, and ``error``
    the chance that the best, or the front, may be wrong.  ``store`` is a folder: whoever asks the same again goes on from there.

    >>> from govperf_sim import load_scenario
    >>> found = search(load_scenario("six_towns"), ["reward"], years=1, budget=400)
    >>> float(found.policies.loc[found.best, "reward"]), found.improves
    (1.0, True)

    Raises :class:`~govperf_sim.errors.ExperimentError` for levers that the scenario does not have, a budget that is too small for a
    first look at every value, and a store that holds something else; and what :func:`~govperf_sim.derive_weights` raises for
    rules that admit no weights as they are.
    """
    asked = search_of(
        scenario,
        levers,
        experiment=experiment,
        budget=budget,
        years=years,
        seed=seed,
        indifference=indifference,
        error=error,
    )
    return asked.run(store=store, workers=workers, executor=executor, progress=progress)


def search_of(
    scenario: Scenario,
    levers: Sequence[str] = (),
    *,
    experiment: str | Path | None = None,
    budget: int = BUDGET,
    years: int | None = None,
    seed: int | None = None,
    indifference: float | None = None,
    error: float = ERROR,
) -> Search:
    """What :func:`search` plays."""
    if scenario.horizon is None:
        raise ExperimentError(fault("experiments.no_cycle", scenario=scenario.name))
    left_out: Mapping[str, Message] = {}
    uncertainties: tuple[Uncertainty, ...] = ()
    worlds: tuple[Plan | None, int] = (None, 1)
    if experiment is None:
        found, left_out = levers_of(scenario, levers)
    else:
        design = declared(scenario, experiment, years=years).design
        found = _among(levers, design.levers, str(experiment))
        uncertainties, worlds = design.uncertainties, (design.how[1], len(design.worlds))
    outcomes = outcomes_of(scenario)
    found, barred = (found, ()) if experiment else standing(found, scenario)
    zones = {o.code: INDIFFERENCE[o.code] for o in outcomes} | ({} if indifference is None else {WELFARE: indifference})
    plan, combinations = laid_out(found, budget, worlds[1])
    asked = of_scenario(
        scenario,
        levers=found,
        uncertainties=uncertainties,
        outcomes=outcomes,
        plans=Plans(levers=plan, uncertainties=worlds[0]),
        years=years,
        replications=Sifting(tuple(zones), tuple(zones.values()), error, FIRST, AT_MOST, budget),
        seed=seed,
        by_group=False,
        title=sentence("codesign_search.title"),
        analysis=Analysis(pareto=tuple(zones)),
    )
    assert isinstance(asked.model, ScenarioModel)
    asked, refused = admitted(asked, asked.model)
    return Search(
        experiment=dataclasses.replace(asked, block=FIRST),
        combinations=combinations,
        left_out=left_out,
        not_allowed=(*barred, *refused),
    )


def search_of_model(
    model: Model,
    levers: Sequence[Lever],
    indifferences: Mapping[str, float],
    *,
    budget: int = BUDGET,
    seed: int = 1,
    error: float = ERROR,
) -> Search:
    """The same of any model, such as a function; ``indifferences`` by outcome, the first of which says what is best."""
    plan, combinations = laid_out(levers, budget, 1)
    asked = of_model(
        model,
        levers=levers,
        plans=Plans(levers=plan),
        replications=Sifting(tuple(indifferences), tuple(indifferences.values()), error, FIRST, AT_MOST, budget),
        seed=seed,
        analysis=Analysis(pareto=tuple(indifferences)),
    )
    return Search(
        experiment=dataclasses.replace(asked, block=FIRST), combinations=combinations, left_out={}, not_allowed=()
    )


def outcomes_of(scenario: Scenario) -> tuple[Outcome, ...]:
    """What rules are judged by, as far as the scenario measures it.

    >>> from govperf_sim import load_scenario
    >>> [outcome.code for outcome in outcomes_of(load_scenario("six_towns"))]
    ['welfare', 'visited']
    """
    on, found = switched_on(scenario), [Outcome(code=WELFARE, measures=(WELFARE,))]
    if "accountability" in on:
        found.append(
            Outcome(code=FALSE, measures=("falsely_sanctioned",), name=sentence("codesign_search.outcome_false"))
        )
    if "services" in on:
        cost = ("staff_assessed", "staff_on_visits")
        found.append(Outcome(code=COST, measures=cost, name=sentence("codesign_search.outcome_cost")))
    else:
        found.append(Outcome(code="visited", measures=("visited",), better=Better.LESS))
    return tuple(found)


def _among(asked: Sequence[str], levers: Sequence[Lever], experiment: str) -> tuple[Lever, ...]:
    """Those asked for, all if none is."""
    codes = [lever.code for lever in levers]
    if not codes:
        raise ExperimentError(fault("codesign_search.experiment_without", experiment=experiment))
    faults = [
        fault("codesign_search.no_lever", nearest(c, codes), found=c, known=", ".join(codes))
        for c in asked
        if c not in codes
    ]
    if faults:
        raise ExperimentError(faults)
    return tuple(lever for lever in levers if not asked or lever.code in asked)
