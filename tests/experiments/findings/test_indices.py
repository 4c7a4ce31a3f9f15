"""Sobol' indices through a whole experiment, against closed forms."""

import numpy as np
import pytest
from tried import tried

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.design.distributions import Uniform
from govperf_sim.experiments.design.plans import LatinHypercube, SobolIndices

A, B = 7.0, 0.1
ANGLES = {code: Uniform(-np.pi, np.pi) for code in ("x1", "x2", "x3")}
FIRST = np.array([(1 + B * np.pi**4 / 5) ** 2 / 2, A**2 / 8, 0.0])
JOINT = 8 * B**2 * np.pi**8 / 225
"""Variances of Ishigami and Homma (1990); x1 and x3 act together."""
TOTAL = FIRST + np.array([JOINT, 0.0, JOINT])


def ishigami(v, luck):
    y = np.sin(v["x1"]) + A * np.sin(v["x2"]) ** 2 + B * v["x3"] ** 4 * np.sin(v["x1"])
    return {"y": y + v.get("moved", 0) * v["x3"] + luck.normal()}


def planned(rows):
    return {"uncertainties": ANGLES, "plans": {"uncertainties": SobolIndices(rows)}}


def holds(table, exact, what):
    assert (table[f"{what}_low"].to_numpy() - 1e-3 <= exact).all()
    assert (exact <= table[f"{what}_high"].to_numpy() + 1e-3).all()


@pytest.mark.parametrize("rows", [256, pytest.param(4096, marks=pytest.mark.slow)])
def test_ishigami_is_recovered_within_the_intervals(rows):
    """Luck is the same in every world and takes no share."""
    found = tried(ishigami, **planned(rows), replications=2).sobol("y")
    table, variance = found.table.loc["outcome"], FIRST.sum() + JOINT
    holds(table, FIRST / variance, "first")
    holds(table, TOTAL / variance, "total")
    assert found.spread.loc["outcome", "deviation"] == pytest.approx(np.sqrt(variance), rel=0.05)
    assert found.rows == rows
    assert "x2" in found._repr_html_()


def test_the_difference_from_as_it_is_owes_nothing_to_what_does_the_same_to_both():
    found = tried(ishigami, levers={"moved": (0, 2)}, **planned(64), replications=1).sobol("y", policy=1)
    told = found.table.loc["difference"]
    assert told["first"].tolist() == pytest.approx([0.0, 0.0, 1.0], abs=1e-2)
    assert told["total"].tolist() == pytest.approx([0.0, 0.0, 1.0], abs=1e-2)
    assert "与现状（方案 0）之差" in found.text("zh")
    assert set(found.table.index.unique("of")) == {"outcome", "difference"}


def test_a_world_that_cannot_be_played_takes_its_row_out():
    def narrow(v, luck):
        return None if v["x1"] > 2.9 else {"y": v["x1"] + v["x2"]}

    found = tried(narrow, **planned(64), replications=1).sobol("y")
    assert found.left_out > 0
    assert found.rows + found.left_out == 64
    assert f"{found.left_out} more row(s)" in found.text("en")
    assert found.table.loc[("outcome", "x3"), "total"] == 0.0


def test_too_few_whole_rows_are_refused():
    with pytest.raises(ExperimentError, match="fewer than the 8"):
        tried(lambda v, luck: None if v["x1"] > 0 else {"y": v["x2"]}, **planned(8), replications=1).sobol("y")


def test_other_plans_are_refused_and_the_right_one_named():
    spread = tried(ishigami, uncertainties=ANGLES, plans={"uncertainties": LatinHypercube(8)}, replications=1)
    with pytest.raises(ExperimentError, match="SobolIndices"):
        spread.sobol("y")
    with pytest.raises(ExperimentError, match="no uncertainties"):
        tried(lambda v, luck: {"y": v["a"]}, levers={"a": (0, 1)}).sobol("y")
    with pytest.raises(ExperimentError, match="no policy 3"):
        tried(ishigami, **planned(8), replications=1).sobol("y", policy=3)
