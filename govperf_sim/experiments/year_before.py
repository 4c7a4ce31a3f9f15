"""The weights that the same rules and goal would have given the year before, to hold beside those of this year."""

from __future__ import annotations

import dataclasses

from govperf_sim.errors import InfeasibleRules, PanelError, WeightingError
from govperf_sim.robustness.years import YearOnYear, year_on_year
from govperf_sim.scenario.load import Scenario
from govperf_sim.scoring.scores import score_panel
from govperf_sim.weights.answer import Weights
from govperf_sim.weights.derive import derive_weights
from govperf_sim.words import Message


def year_before(scenario: Scenario, weights: Weights) -> YearOnYear | Message:
    """The two years side by side; or why there is no year to compare with.

    A year in which progress could only be scored on level is not like the year assessed.

    >>> from govperf_sim.scenario.load import load_scenario
    >>> towns = load_scenario("six_towns")
    >>> year_before(towns, derive_weights(towns.weighting)).text("en")
    'in 2023 what is scored on progress could be scored on level only'
    """
    period = scenario.scores.period - 1
    if period not in scenario.panel.periods:
        return Message("robustness.year_absent", {"year": period})
    try:
        before = score_panel(scenario.framework, scenario.panel, period)
    except PanelError as refused:
        return Message("robustness.year_not_scored", {"year": period, "count": len(refused.faults)})
    if before.first_year != scenario.scores.first_year:
        return Message("robustness.year_not_alike", {"year": period})
    try:
        then = derive_weights(dataclasses.replace(weights.weighting, scores=before.table), weights.goal)
    except (InfeasibleRules, WeightingError):
        return Message("robustness.year_no_weights", {"year": period})
    return year_on_year(then, weights)
