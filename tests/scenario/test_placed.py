"""Faults of the layers below, brought back to their lines."""

import pytest

RULES = "rules.yaml"
FRAMEWORK = "framework.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        (FRAMEWORK, "floor: 50, target: 15", "floor: 15, target: 50", "framework.posts_reversed"),
        (FRAMEWORK, "floor: 50, target: 15, ", "", "framework.scoring_lacks_posts"),
        (FRAMEWORK, "floor: 50, target: 15", "floor: 50, target: 15, loss: 3", "framework.scoring_unused"),
        (FRAMEWORK, "floor: 50, target: 15", "reference_years: [2031]", "scores.of_years"),
        (FRAMEWORK, "{method: goalposts, floor: 50, target: 15", "{method: z_score, floor: 2, target: -2", "framework.deviations_reversed"),
        (FRAMEWORK, "{method: goalposts, floor: 50, target: 15", "{method: band, low: 30, high: 20, distance: 5", "scores.of_indicator"),
        (FRAMEWORK, "{method: goalposts, floor: 50, target: 15", "{method: distance_to_own_target, distance: 5", "framework.scoring_lacks"),
        (FRAMEWORK, "{method: goalposts, floor: 50, target: 15", "{method: distance_to_own_target, distance: 5, targets: {east_ford: 30, long_bridge: 30, new_market: 30, cloud_ridge: 20, tea_slope: 20}", "framework.no_own_target"),
        (FRAMEWORK, "period: 2024", "period: 2031", "framework.no_such_period"),
        (RULES, "at_least: 0.25", "at_least: 0.50", "weights.floor_above_its_cap"),
        (RULES, "{plain_towns: 0.20, hill_towns: 0.30}", "{plain_towns: 0.90, hill_towns: 0.30}", "weights.floors_above_one"),
        ("cycle.yaml", "2025-01-02", "2025-01-04", "simulation.first_day_weekend"),
        ("cycle.yaml", "2025-06-30", "2031-06-30", "simulation.date_outside"),
        ("cycle.yaml", "a_year: 2,", "a_year: 7,", "simulation.more_visits_than_units"),
        ("variants.yaml", "value: 4", "value: 40", "simulation.more_visits_than_units"),
    ],
)  # fmt: skip
def test_faults_of_the_layers_below_come_out_at_the_line_they_come_from(draft, file, old, new, key):
    line = draft.edit(file, old, new)
    faults = [f for f in draft.faults if f.message.key == key]
    assert [(f.file, abs(f.line - line) <= 1) for f in faults] == [(file, True)], [f.text("en") for f in draft.faults]
