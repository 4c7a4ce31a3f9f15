"""Boxes are read off the rows, and their extremes are those of the solver."""

import numpy as np
import pytest

from govperf_sim.weights.boxes import box_of
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.rules import EachShare, Order, Ratio, Share, Stability, admissible

CODES = ("a", "b", "c", "d", "e")


def test_the_extremes_of_a_box_are_those_of_the_solver():
    rng = np.random.default_rng(3)
    last = {"g": dict(zip(CODES, [0.1, 0.3, 0.2, 0.2, 0.2], strict=True))}
    rules = [
        EachShare("each", of=CODES, at_least=0.02),
        Share("cap", of=["b"], at_most=0.25),
        Stability("calm", last=last, at_most=0.15),
    ]
    m = admissible({"g": CODES}, rules)
    box, program = box_of(m), CompiledProgram(m.problem)
    costs = rng.normal(size=(40, 5)).round(1)  # rounded, so that some tie
    low, high = box.extremes(costs)
    columns = [f"w(g,{k})" for k in CODES]
    assert box.columns == tuple(columns)
    assert low == pytest.approx(program.sweep(columns, costs)[0], abs=1e-9)
    assert high == pytest.approx(-program.sweep(columns, -costs)[0], abs=1e-9)


def test_a_bound_written_with_a_factor_is_divided_by_it():
    m = WeightModel({"g": ("a", "b")})
    m.require("half(g)", -2.0 * m.w["g", "a"] >= -0.5)
    assert box_of(m).high.tolist() == [0.25, 1.0]


@pytest.mark.parametrize(
    "rule",
    [
        Share("two", of=["a", "b"], at_most=0.4),
        Order("ab", more="a", less="b"),
        Ratio("r", of="a", to="b", at_most=2.0),
    ],
    ids=lambda rule: rule.kind,
)
def test_a_row_of_two_weights_makes_no_box(rule):
    assert box_of(admissible({"g": CODES}, [rule])) is None


def test_two_groups_are_no_box():
    assert box_of(WeightModel({"g": CODES, "h": CODES})) is None
