"""Whom do weights wrong?  Mean and worst regret by group under equal, reference and derived weights: now, and a year on.

``python benchmarks/fairness.py`` derives on 2010 in ``scenarios/rollout`` and applies the weights to 2010 and to 2011.
"""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import pandas as pd

from govperf_sim.aggregate import weighted_sum
from govperf_sim.scenario.load import Scenario, load_scenario
from govperf_sim.scoring.scores import score_panel
from govperf_sim.weights.benchmark import own_bounds, regrets
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference, MinimaxRegret
from govperf_sim.weights.weighting import Weighting

ROLLOUT = Path(__file__).parents[1] / "scenarios" / "rollout"
DERIVED_ON, APPLIED_TO = 2010, (2010, 2011)


def question(scenario: Scenario, period: int) -> Weighting:
    """The question of the scenario, asked of the scores of another year."""
    scores = score_panel(scenario.framework, scenario.panel, period)
    return dataclasses.replace(scenario.weighting, scores=scores.table)


def fairness(scenario: Scenario) -> pd.DataFrame:
    """Regret by (weights, year, group): ``mean`` and ``worst``; own best and worst by the rules, on the year's scores."""
    first = question(scenario, DERIVED_ON)
    applies = scenario.framework.applies.astype(float)
    schemes = {
        "equal": applies.div(applies.sum(axis=1), axis=0),
        "reference": pd.DataFrame(first.reference),
        "closest": derive_weights(first, ClosestToReference()).table,
        "default": derive_weights(first).table,
        "minimax": derive_weights(first, MinimaxRegret()).table,
    }
    rows = {}
    for year in APPLIED_TO:
        asked = question(scenario, year)
        bounds = own_bounds(asked)
        for name, weights in schemes.items():
            score = weighted_sum(asked.scores, weights, asked.groups)
            by_group = regrets(bounds, score).groupby(asked.groups)
            rows[name, year] = pd.concat({"mean": by_group.mean(), "worst": by_group.max()}, axis=1)
    return pd.concat(rows, names=["weights", "year", "group"])


if __name__ == "__main__":
    table = fairness(load_scenario(ROLLOUT))
    wide = table.unstack(["weights", "year"]).round(2).reorder_levels(["weights", "year", None], axis=1)
    sys.stdout.write(wide.sort_index(axis=1).to_string() + "\n")
