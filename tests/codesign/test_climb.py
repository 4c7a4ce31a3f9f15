"""Sequential steps on functions whose top is known."""

import numpy as np
import pytest
from answered import PLAIN, question_of

from govperf_sim.codesign.climb import MOST_STEPS, climb
from govperf_sim.codesign.step import Steps


def climbed(value, slope, begin):
    steps = Steps(question_of(PLAIN), {})
    return climb(
        np.array(begin), steps, lambda w: np.array([value(w)]), lambda w: slope(w)[None], lambda v: float(v[0])
    )


def test_the_top_of_a_parabola_is_found_inside():
    """-(w_1 - .37)^2 on the segment w_1 + w_2 = 1."""
    top = climbed(lambda w: -((w[0] - 0.37) ** 2), lambda w: np.array([-2 * (w[0] - 0.37), 0.0]), [0.95, 0.05])
    assert top.weights == pytest.approx([0.37, 0.63], abs=1e-6)
    assert top.steps < MOST_STEPS


def test_the_peak_of_a_roof_is_found_though_its_slope_jumps():
    top = climbed(lambda w: -abs(w[0] - 0.37), lambda w: np.array([-np.sign(w[0] - 0.37), 0.0]), [0.95, 0.05])
    assert top.weights == pytest.approx([0.37, 0.63], abs=1e-6)


def test_a_plain_slope_leads_to_the_corner():
    top = climbed(lambda w: w[1], lambda w: np.array([0.0, 1.0]), [0.6, 0.4])
    assert top.weights == pytest.approx([0.0, 1.0], abs=1e-12)


def test_slopes_that_lie_do_not_lead_downwards():
    """Told that the way up is down, the climb stays where it began."""
    top = climbed(lambda w: w[0], lambda w: np.array([-1.0, 0.0]), [0.6, 0.4])
    assert top.weights == pytest.approx([0.6, 0.4], abs=1e-6)
    assert top.value >= 0.6


def test_a_plain_has_nothing_to_climb():
    top = climbed(lambda w: 1.0, lambda w: np.zeros(2), [0.6, 0.4])
    assert (top.weights.tolist(), top.steps) == ([0.6, 0.4], 1)
