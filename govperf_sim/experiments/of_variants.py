"""The shortest of experiments: a scenario as it is against some of its variants, judged by what the league judges by."""

from __future__ import annotations

from collections.abc import Sequence

from govperf_sim.errors import ExperimentError, fault
from govperf_sim.experiments.design.factors import VARIANTS, Lever
from govperf_sim.experiments.experiment import Experiment, of_scenario
from govperf_sim.experiments.league import OUTCOMES
from govperf_sim.experiments.model import WORK, switched_on
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.scenario.load import Scenario
from govperf_sim.simulation.measures import KEPT_WITH


def of_variants(
    scenario: Scenario,
    variants: Sequence[str] = (),
    *,
    years: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
) -> Experiment:
    """``variants`` by their codes, all that the scenario has if none is named; judged by what any of them measures.

    >>> from govperf_sim import load_scenario
    >>> asked = of_variants(load_scenario("six_towns"), years=1, replications=2)
    >>> [policy for (policy,) in asked.design.policies]
    ['as_it_is', 'more_visits', 'looser_cap', 'no_visits']

    Raises :class:`~govperf_sim.errors.ExperimentError` for a scenario without variants or without a cycle, and for
    variants that it does not have.
    """
    asked = tuple(dict.fromkeys(variants)) or tuple(scenario.variants)
    if not asked:
        raise ExperimentError(fault("experiment.no_variants", scenario=scenario.name))
    # Variants that are not there are named by the experiment.
    played = [scenario, *(scenario.variant(code) for code in asked if code in scenario.variants)]
    on = set().union(*map(switched_on, played))
    return of_scenario(
        scenario,
        levers=[Lever(code="variant", path=VARIANTS, values=asked, because="variants of the scenario compared")],
        outcomes=[
            Outcome(code=measure, measures=(measure,)) for measure in OUTCOMES if KEPT_WITH.get(measure, WORK) in on
        ],
        years=years,
        replications=replications,
        seed=seed,
    )
