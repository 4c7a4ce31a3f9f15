"""What weights are worth once answered: against the simulation itself, and slopes against differences."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from answered import T13, closed_loop, response_of

from govperf_sim.codesign.response import Response, kept, owed
from govperf_sim.scenario.load import load_scenario
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.outcomes import Work
from govperf_sim.simulation.vanity import Vanity
from govperf_sim.theory.worlds import textbook_work

YEARS, REPLICATIONS = 3, range(3)
SCENARIOS = ("six_towns", "training_towns", "scenarios/guangdong2012")


def without_chance(scenario):
    return dataclasses.replace(
        scenario.cycle,
        institutions={},
        minds=None,
        work=dataclasses.replace(scenario.cycle.work, shock=0.0),
    )


def some_weights(response, scenario, seed):
    own = scenario.population.applies.groupby(scenario.population.groups).any().loc[list(response.groups)]
    drawn = np.random.default_rng(seed).exponential(size=own.shape) * own.to_numpy(float)
    return drawn / drawn.sum(axis=1, keepdims=True)


@pytest.fixture(scope="module", params=SCENARIOS)
def world(request):
    scenario = load_scenario(request.param)
    return scenario, Response(without_chance(scenario), scenario.population, YEARS, Luck(5, REPLICATIONS))


def test_a_difference_of_welfare_is_that_of_the_simulation_without_chance(world):
    scenario, response = world
    tables = [some_weights(response, scenario, seed) for seed in (1, 2)]
    played = []
    for table in tables:
        weights = pd.DataFrame(table, index=list(response.groups), columns=list(response.indicators))
        journal = play(without_chance(scenario), scenario.population, weights, Luck(5, REPLICATIONS), YEARS)
        played.append(journal.measures.query("measure == 'welfare'")["value"].mean())
    ours = [response.welfare(table) for table in tables]
    assert ours[1] - ours[0] == pytest.approx(played[1] - played[0], abs=1e-12)
    assert ours[1] != ours[0]


def test_the_slope_is_that_of_small_differences(world):
    scenario, response = world
    table = some_weights(response, scenario, 3)
    slope, rng = response.slope(table), np.random.default_rng(4)
    for _ in range(5):
        way = rng.normal(size=table.shape) * (table > 0)
        rise = (response.welfare(table + 1e-6 * way) - response.welfare(table - 1e-6 * way)) / 2e-6
        assert (slope * way).sum() == pytest.approx(rise, abs=1e-8)


@pytest.mark.parametrize("row", [r for r in T13["expected"].values() if r["power"] == T13["params"]["pi"]])
def test_welfare_of_the_closed_loop(row):
    case, _ = closed_loop()
    welfare = response_of(case).welfare(np.array([row["w"]])) * len(case.valued)
    assert welfare == pytest.approx(row["welfare"], abs=1e-9)


def test_what_effort_leaves_is_the_mean_of_its_sums():
    """By hand: without depreciation 1, 2, 3 at the ends of three years; where a month's work is gone with it, 1/12 always."""
    assert kept(textbook_work(), 3) == pytest.approx(2.0)
    assert kept(textbook_work(depreciation=12.0), 3) == pytest.approx(1.0 / 12.0)


def test_what_image_projects_take_comes_a_year_later():
    """By hand: debts of 0, 1, 1.75 at the openings, of which a quarter a year is served."""
    work = Work(productivity=1, depreciation=1e-12, effort_cost=1, substitution=0, shock=0)
    image = Vanity(visible=("x",), lift=1, cost=0, curvature=1, debt_service=0.25, discount=0)
    assert owed(work, image, 3) == pytest.approx((0.0 + 0.25 + (0.25 + 0.25 * 1.75)) / 3)
