"""What keeps the years from being played, once units and weights are there."""

import pytest
from assessed import cycle, population, reports, weights, work

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Scale, play
from govperf_sim.simulation.settings import faults_of


def test_nothing_is_wrong_with_a_plain_year():
    assert faults_of(cycle(), population(), weights(), 1) == []


@pytest.mark.parametrize(("substitution", "refused"), [(-0.5, True), (-0.51, True), (-0.49, False), (0.99, False)])
def test_effort_that_has_no_best_is_refused(substitution, refused):
    """Three tasks: C is positive definite for s above -1/2."""
    faults = faults_of(cycle(work=work(substitution=substitution)), population(), weights(), 1)
    assert [f.message.key for f in faults] == (["simulation.no_maximum"] if refused else [])
    if refused:
        with pytest.raises(CycleError, match=r"work\.substitution"):
            play(cycle(work=work(substitution=substitution)), population(), weights(), Luck(1), 1)


def test_a_scale_has_its_ends_in_order():
    with pytest.raises(CycleError, match="below"):
        Scale(least=1.0, full=0.0)


def test_indicators_that_cost_something_else_to_fabricate_are_indicators_that_there_are():
    named = cycle(reports=reports(fabrication_costs={"gpd": 0.5, "gdp": 0.2}))
    (found,) = faults_of(named, population(), weights(), 1)
    assert (found.message.key, found.message.values["named"]) == ("simulation.dangling", "gpd")
    assert "gdp" in found.text("en")


@pytest.mark.parametrize("cost", [0.0, -1.0, float("nan")])
def test_fabrication_costs_something_in_every_indicator(cost):
    with pytest.raises(CycleError, match=r"reports\.fabrication_costs\.gdp"):
        reports(fabrication_costs={"gdp": cost})
