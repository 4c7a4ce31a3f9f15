"""The grid: what is shown at each cell, against sums by hand and a run of its own."""

import dataclasses
import math

import numpy as np
import pytest
from tried import tried

from govperf_sim.classroom.grid import PLACES, Reading, grid_of, played_grid, policy_at
from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.declared import declared
from govperf_sim.experiments.design.distributions import Uniform
from govperf_sim.experiments.design.factors import Lever
from govperf_sim.experiments.design.plans import LatinHypercube, OneAtATime
from govperf_sim.experiments.experiment import of_scenario
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.experiments.run import simulate
from govperf_sim.scenario.load import load_scenario

T95 = 3.182446305284263
"""Student's t, 3 degrees of freedom, 97.5 %."""


def work(values, luck):
    """What both sliders move, beside noise that is the same everywhere; and a share of what is there at some stops only."""
    a, b = values.get("a", 0), values.get("b", 1.0)
    return {"y": 0.1234567 * a + b + luck.normal(), "share": (0.25 * a, float(a))}


@pytest.fixture(scope="module")
def grid():
    levers = {"a": (0, 2), "b": (1.0, 1.5, 4.0)}
    return grid_of(tried(work, levers=levers, outcomes=("y", "share"), now={"b": 1.5}, replications=4))


def noises():
    return np.array([np.random.default_rng([1, r]).normal() for r in range(4)])


def shown(value, places=3):
    return round(value, places)


# --- what is shown --------------------------------------------------------------------------------------------------------


def test_cells_are_in_the_order_of_the_stops(grid):
    assert [s.values for s in grid.sliders] == [(0, 2), (1.0, 1.5, 4.0)]
    assert [grid.cell({"a": a, "b": b}) for a in (0, 2) for b in (1.0, 1.5, 4.0)] == list(range(6))
    assert {len(of) for of in (*grid.readings.values(), *grid.changes.values())} == {6}


def test_the_start_is_the_scenario_as_it_is(grid):
    assert [s.start for s in grid.sliders] == [0, 1]
    assert grid.start == grid.cell({}) == grid.cell({"a": 0, "b": 1.5}) == 1
    assert grid.changes["y"][grid.start] == Reading(0.0, 0.0, 0.0)


def test_a_reading_is_the_mean_with_students_interval(grid):
    values = 0.1234567 * 2 + 4.0 + noises()
    half = T95 * values.std(ddof=1) / 2
    mean = values.mean()
    assert grid.reading("y", {"a": 2, "b": 4.0}) == Reading(shown(mean), shown(mean - half), shown(mean + half))


def test_a_change_is_taken_replication_by_replication(grid):
    """The noise is the same on both sides, so that nothing of it is left, however wide the intervals of both."""
    moved = 0.1234567 * 2 + 4.0 - 1.5
    assert grid.changes["y"][5] == Reading(*[shown(moved)] * 3)
    assert grid.readings["y"][5].high - grid.readings["y"][5].low > 0.5


def test_where_there_is_nothing_to_be_a_share_of_nothing_is_shown_and_why_is_said():
    sanctions = Outcome(code="false_share", measures=("falsely_sanctioned",), over="sanctioned")

    def few(values, luck):
        return {"false_share": (values["a"] / 2, float(values["a"]))}

    found = grid_of(tried(few, levers={"a": (1, 0)}, outcomes=(sanctions,), replications=4))
    assert found.readings["false_share"] == (Reading(50.0, 50.0, 50.0), None)
    assert found.changes["false_share"] == (Reading(0.0, 0.0, 0.0), None)
    (gauge,) = found.gauges
    assert (gauge.unit, gauge.scale, gauge.places) == ("percent", 100.0, 0)
    assert gauge.missing.text("en") == "there are no sanctions to be a share of"


def test_an_outcome_that_some_cells_lack_is_shown_at_the_others():
    def where_on(values, luck):
        return {"y": luck.normal(), **({"z": 1.0} if values["a"] else {})}

    found = grid_of(tried(where_on, levers={"a": (0, 1)}, outcomes=("y", "z"), replications=4))
    assert found.readings["z"] == (None, Reading(1.0, 1.0, 1.0))
    assert None not in found.readings["y"]


def test_a_single_replication_has_no_interval():
    found = grid_of(tried(work, levers={"a": (0, 2)}, outcomes=("y",), now={"b": 1.0}, replications=1))
    assert all(r.low == r.value == r.high for r in found.readings["y"])


# --- what is no grid ------------------------------------------------------------------------------------------------------


def keys(refused):
    return {fault.message.key for fault in refused.value.faults}


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({"levers": {}}, "classroom.no_levers"),
        ({"levers": {"a": (0, True)}}, "classroom.not_a_number"),
        ({"levers": {"a": (0, math.inf)}}, "classroom.not_a_number"),
        ({"levers": {"a": (0, 2)}, "now": {"a": 1}}, "classroom.start_off_grid"),
        ({"levers": {"a": (0, 2), "b": (1, 2)}, "plans": {"levers": OneAtATime()}}, "classroom.not_factorial"),
        (
            {
                "levers": {"a": (0, 2)},
                "uncertainties": {"b": Uniform(0.0, 1.0)},
                "plans": {"uncertainties": LatinHypercube(2)},
            },
            "classroom.uncertain",
        ),
    ],
)
def test_what_is_no_grid_is_refused_and_says_why(asked, key):
    findings = tried(work, outcomes=("y",), **({"now": {"b": 1.0}} | asked))
    with pytest.raises(ExperimentError) as refused:
        grid_of(findings)
    assert keys(refused) == {key}
    assert refused.value.text("zh")


def test_a_cell_that_cannot_be_played_is_told_with_its_reason():
    def refuses(values, luck):
        return None if values["a"] == 2 else {"y": 0.0}

    with pytest.raises(ExperimentError, match="2") as refused:
        grid_of(tried(refuses, levers={"a": (0, 2)}, outcomes=("y",)))
    assert keys(refused) == {"classroom.not_played"}


@pytest.mark.parametrize(("setting", "key"), [({"c": 1}, "classroom.no_slider"), ({"a": 1}, "classroom.no_stop")])
def test_a_setting_that_is_not_there_is_refused(grid, setting, key):
    with pytest.raises(ExperimentError) as refused:
        grid.cell(setting)
    assert keys(refused) == {key}


def test_policies_are_found_by_their_values():
    levers = {"a": (0, 2), "b": (1.0, 1.5)}
    findings = tried(work, levers=levers, outcomes=("y",), now={"b": 1.5})
    design = findings.samples.manifest.design
    assert policy_at(design, {}) == 0
    assert design.policies[policy_at(design, {"a": 2})] == (2, 1.5)
    for setting, key in (({"c": 1}, "classroom.no_slider"), ({"a": 1}, "classroom.no_stop")):
        with pytest.raises(ExperimentError) as refused:
            policy_at(design, setting)
        assert keys(refused) == {key}
    few = dataclasses.replace(design, policies=((0, 1.0), (2, 1.0), (0, 1.5)))
    with pytest.raises(ExperimentError) as refused:
        policy_at(few, {"a": 2, "b": 1.5})
    assert keys(refused) == {"classroom.no_cell"}


# --- the training towns ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def towns():
    return load_scenario("training_towns")


def test_what_is_shown_is_what_a_run_of_its_own_gives(towns):
    levers = [
        Lever(code="growth", path="rules.growth_weight.exactly", values=(0.3, 0.5), because="how much growth counts"),
        Lever(code="visits", path="cycle.visits.a_year", values=(0, 2), because="how many towns are visited"),
    ]
    outcomes = [Outcome(code="score", measures=("score",), last=1), Outcome(code="effort", measures=("effort",))]
    asked = of_scenario(towns, levers=levers, outcomes=outcomes, years=2, replications=3, by_group=False)
    grid = played_grid(asked)
    assert [(s.scale, s.start) for s in grid.sliders] == [(100.0, 0), (1.0, 1)]
    changed = towns.replace_all(
        {"rules.growth_weight.exactly": 0.5, "cycle.visits.a_year": 0}, because="the sliders stand so"
    )
    measures = simulate(changed, years=2, replications=3, seed=asked.seed).measures
    score = measures[(measures["measure"] == "score") & (measures["year"] == 2)]["value"].mean()
    effort = measures[measures["measure"] == "effort"]["value"].mean()
    setting = {"growth": 0.5, "visits": 0}
    assert grid.reading("score", setting).value == round(100 * score, 1)
    assert grid.reading("effort", setting).value == round(effort, 3)


def test_the_experiment_of_the_page_is_a_grid_with_its_sliders_and_outcomes(towns):
    """Everything but the play: what is refused is refused before anything is played."""
    asked = declared(towns, "classroom")
    assert [lever.code for lever in asked.design.levers] == ["growth", "reward", "visits", "external"]
    assert len(asked.design.policies) == 500
    codes = {outcome.code for outcome in asked.model.outcomes}
    assert codes >= {"reported", "level", "true_score", "welfare", "fabricated", "sanctioned", "false_share", "missed"}
    assert codes >= {f"effort_{task}" for task in towns.framework.domains}
    off = dataclasses.replace(asked, design=dataclasses.replace(asked.design, policies=asked.design.policies[:-1]))
    with pytest.raises(ExperimentError) as refused:
        played_grid(off)
    assert keys(refused) == {"classroom.not_factorial"}
    assert PLACES == {"points": 1, "percent": 0, "count": 3}
