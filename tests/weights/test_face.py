"""The optimal face: the range of every weight over all optima."""

import pytest

from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.preferences.face import Face, optimal_face, ranges_on


def test_what_the_optimum_leaves_open_is_given_as_a_range():
    """Least weight on c: a and b share the whole between them in any way, as far as the cap on b lets them."""
    m = WeightModel({"g": ("a", "b", "c")})
    m.require("cap", m.w["g", "b"] <= 0.25)
    m.minimise(1.0 * m.w["g", "c"])
    program, optimum = optimal_face(m)
    found = Face(optimum, ranges_on(program, {k: {f"w(g,{k})": 1.0} for k in "abc"}))
    assert found.optimum == pytest.approx(0)
    assert found.ranges.to_numpy().tolist() == [pytest.approx(x) for x in ([0.75, 1], [0, 0.25], [0, 0])]
    assert found.open == ("a", "b")
    assert not found.unique
    assert found.weights is None
    assert "0.7500" in found._repr_html_()


def test_a_single_optimum_is_the_weights():
    m = WeightModel({"g": ("a", "b")})
    m.require("floor", m.w["g", "b"] >= 0.25)
    m.minimise(1.0 * m.w["g", "b"])
    program, optimum = optimal_face(m)
    found = Face(optimum, ranges_on(program, {k: {f"w(g,{k})": 1.0} for k in "ab"}))
    assert found.unique
    assert found.weights.to_dict() == pytest.approx({"a": 0.75, "b": 0.25})
