"""Deviations as columns, and the leximin that leaves one point."""

import pytest

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.deviations import level_rows, write_deviations
from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.stages import leximin


def test_deviations_are_made_even_from_the_largest_down():
    """a should be 0.9, b 0.3 and c 0: the sum leaves 0.2 too much wanted, which all three share as far as c can."""
    m = WeightModel({"g": ("a", "b", "c")})
    wanted = {k: (1.0 * m.w["g", k], x) for k, x in (("a", 0.9), ("b", 0.3), ("c", 0.0))}
    write_deviations(m, wanted, "largest")
    last = list(leximin(CompiledProgram(m.problem), "even", "largest", level_rows(wanted, "largest")))[-1].columns
    assert [last[f"w(g,{k})"] for k in "abc"] == pytest.approx([0.8, 0.2, 0.0])
    assert [last[f"d({k})"] for k in "abc"] == pytest.approx([0.1, 0.1, 0.0])
