"""What is measured, by hand, and what it is called."""

import numpy as np
import pytest
from assessed import TASKS

from govperf_sim import load_scenario, simulate
from govperf_sim.simulation.measures import (
    EFFORT_ON,
    KEPT_WITH,
    LESS_IS_BETTER,
    MEASURES,
    MORE_IS_BETTER,
    gaming_share,
    label,
    mean_level,
    meaning,
)
from govperf_sim.words import LANGUAGES, Name

NAMES = {task: Name(zh="任务", en=task) for task in TASKS}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", [*MEASURES, *(EFFORT_ON + task for task in TASKS)])
def test_every_measure_has_a_name_and_a_sentence(measure, language):
    assert label(measure, NAMES).text(language)
    assert meaning(measure, NAMES).text(language).endswith(("。", "."))


def test_the_mean_level_is_over_the_unit_s_own_tasks():
    works = np.array([[True, True, False], [True, True, True]])
    assert mean_level(np.array([[0.2, 0.6, 0.0], [0.1, 0.2, 0.6]]), works).tolist() == pytest.approx([0.4, 0.3])


def test_the_gaming_share_is_what_still_stands_of_the_score():
    found = gaming_share(np.array([[0.05, 0.15]]), np.array([[0.40, 0.55]]))
    assert found.tolist() == [[pytest.approx(0.05 / 0.40), pytest.approx(0.15 / 0.55)]]


def test_a_score_of_nothing_has_no_gaming_share():
    assert gaming_share(np.array([[0.1]]), np.array([[0.0]])).tolist() == [[0.0]]


def test_only_measures_are_called_better_and_none_both_ways():
    assert set(MEASURES) > MORE_IS_BETTER | LESS_IS_BETTER
    assert not MORE_IS_BETTER & LESS_IS_BETTER


OF_CHANCE = {"days_to_sanction", "suspicion"}
"""Kept only if something happened, or if visits go by risk."""


@pytest.mark.parametrize("name", ["six_towns", "scenarios/guangdong2012"])
def test_a_measure_is_kept_where_its_mechanism_is_on(name):
    scenario = load_scenario(name)
    kept = {m for m in simulate(scenario, years=1, replications=1).measures["measure"] if not m.startswith("effort:")}
    on = scenario.cycle.switched_on
    assert kept - OF_CHANCE == {m for m in MEASURES if KEPT_WITH.get(m, "work") in on} - OF_CHANCE
