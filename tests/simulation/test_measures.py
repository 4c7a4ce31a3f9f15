"""What is measured, by hand, and what it is called."""

import numpy as np
import pytest
from assessed import TASKS, work

from govperf_sim.simulation.measures import EFFORT_ON, MEASURES, label, mean_level, meaning, score_measures, welfare
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


def test_welfare_is_the_mean_level_less_what_effort_and_fabrication_cost_a_task():
    """Cost of effort (0.3, 0.4) at c = 2, s = 0.5: 0.09 + 0.16 + 0.12 = 0.37; of fabrication: 3 x 0.01 / 2 = 0.015."""
    found = welfare(
        np.array([[0.5, 0.7]]),
        np.array([[True, True]]),
        np.array([[0.3, 0.4]]),
        np.array([[0.1, 0.0]]),
        work(effort_cost=2.0, substitution=0.5),
        fabrication_cost=3.0,
    )
    assert found.tolist() == pytest.approx([0.6 - (0.37 + 0.015) / 2])


def test_the_gaming_share_is_what_still_stands():
    weights = np.array([[0.5, 0.5], [0.5, 0.5]])
    honest = np.array([[0.4, 0.4], [0.4, 0.4]])
    reported = np.array([[0.6, 0.5], [0.6, 0.5]])
    corrected = np.array([[True, False], [False, False]])
    found = score_measures(weights, honest, honest, reported, corrected, np.array([0.05, 0.0]))
    assert found["fabricated"].tolist() == pytest.approx([0.15, 0.15])
    assert found["score"].tolist() == pytest.approx([0.45 - 0.05, 0.55])
    assert found["gaming_share"].tolist() == pytest.approx([0.05 / 0.40, 0.15 / 0.55])
    assert found["true_score"].tolist() == pytest.approx([0.4, 0.4])


def test_a_score_of_nothing_has_no_gaming_share():
    one = np.array([[1.0]])
    found = score_measures(one, 0 * one, 0 * one, 0.1 * one, one < 0, np.array([0.5]))
    assert found["score"].tolist() == [0.0]
    assert found["gaming_share"].tolist() == [0.0]
