"""Single steps: linear programs small enough to solve by eye."""

import numpy as np
import pytest
from answered import PLAIN, question_of

from govperf_sim.codesign.step import Steps
from govperf_sim.theory.worlds import GROUP
from govperf_sim.weights.rules import Share

HERE, TWO = np.array([0.5, 0.5]), np.array([[1.0, 0.0], [0.0, 1.0]])


def test_a_step_goes_up_as_far_as_the_radius_lets_it():
    found, promise = Steps(question_of(PLAIN), {}).best(HERE, 0.1, np.zeros(1), TWO[:1])
    assert found == pytest.approx([0.6, 0.4])
    assert promise == pytest.approx(0.1)


def test_a_rule_stops_it():
    capped = Steps(question_of(PLAIN, [Share("cap", of=["x1"], at_most=0.55)]), {})
    assert capped.best(HERE, 0.1, np.zeros(1), TWO[:1])[0] == pytest.approx([0.55, 0.45])


def test_the_mean_of_draws_and_the_worst_of_them():
    """Draw 1 rises with w_1 from 0, draw 2 with w_2 from .04: the worst is highest where both are .02 above 0."""
    welfare = np.array([0.0, 0.04])
    mean = Steps(question_of(PLAIN), {}).best(HERE, 0.1, welfare, np.array([[3.0, 0.0], [0.0, 1.0]]))
    assert mean[0] == pytest.approx([0.6, 0.4])
    assert mean[1] == pytest.approx((0.3 - 0.1) / 2)
    worst = Steps(question_of(PLAIN), {}, draws=2).best(HERE, 0.1, welfare, TWO)
    assert worst[0] == pytest.approx([0.52, 0.48])
    assert worst[1] == pytest.approx(0.02)


def test_the_furthest_admissible_weights():
    steps = Steps(question_of(PLAIN, [Share("cap", of=["x1"], at_most=0.8)]), {})
    assert steps.towards(np.array([1.0, 0.0])) == pytest.approx([0.8, 0.2])
    assert steps.towards(np.array([0.0, 1.0])) == pytest.approx([0.0, 1.0])


def test_regret_is_guarded():
    """One unit that scores .2 and .9: a cap of a tenth of the .7 between its best and its worst leaves w_1 a tenth."""
    steps = Steps(question_of(PLAIN), {GROUP: 0.1})
    assert steps.towards(np.array([1.0, 0.0])) == pytest.approx([0.1, 0.9], abs=1e-9)
