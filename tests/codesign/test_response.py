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
from govperf_sim.simulation.minds import Minds
from govperf_sim.simulation.outcomes import Work
from govperf_sim.simulation.vanity import Vanity
from govperf_sim.theory.worlds import textbook_work

YEARS, REPLICATIONS = 3, range(3)
SCENARIOS = ("six_towns", "training_towns", "scenarios/guangdong2012")


def without_chance(scenario, thumb=0.0):
    return dataclasses.replace(
        scenario.cycle,
        institutions={},
        minds=Minds(rule_of_thumb=thumb),
        work=dataclasses.replace(scenario.cycle.work, shock=0.0),
    )


def some_weights(response, scenario, seed):
    own = scenario.population.applies.groupby(scenario.population.groups).any().loc[list(response.groups)]
    drawn = np.random.default_rng(seed).exponential(size=own.shape) * own.to_numpy(float)
    return drawn / drawn.sum(axis=1, keepdims=True)


@pytest.fixture(scope="module", params=SCENARIOS)
def scenario(request):
    return load_scenario(request.param)


def response_to(scenario, thumb):
    return Response(without_chance(scenario, thumb), scenario.population, YEARS, Luck(5, REPLICATIONS))


@pytest.mark.parametrize("thumb", [0.0, 1.0])
def test_welfare_is_that_of_the_simulation_without_chance(scenario, thumb):
    response = response_to(scenario, thumb)
    for seed in (1, 2):
        table = some_weights(response, scenario, seed)
        weights = pd.DataFrame(table, index=list(response.groups), columns=list(response.indicators))
        journal = play(without_chance(scenario, thumb), scenario.population, weights, Luck(5, REPLICATIONS), YEARS)
        played = journal.measures.query("measure == 'welfare'")["value"].mean()
        assert response.welfare(table) == pytest.approx(played, abs=1e-12)


@pytest.mark.parametrize("thumb", [0.0, 0.4])
def test_the_slope_is_that_of_small_differences(scenario, thumb):
    response = response_to(scenario, thumb)
    table = some_weights(response, scenario, 3)
    slope, rng = response.slope(table), np.random.default_rng(4)
    for _ in range(5):
        way = rng.normal(size=table.shape) * (table > 0)
        rise = (response.welfare(table + 1e-6 * way) - response.welfare(table - 1e-6 * way)) / 2e-6
        assert (slope * way).sum() == pytest.approx(rise, abs=1e-8)


def test_units_by_thumb_are_a_share_of_all(scenario):
    """Which unit works by thumb is drawn by lot: welfare is the mean of the two types."""
    best, thumb, mixed = (response_to(scenario, share) for share in (0.0, 1.0, 0.4))
    table = some_weights(best, scenario, 6)
    assert mixed.welfare(table) == pytest.approx(0.6 * best.welfare(table) + 0.4 * thumb.welfare(table), abs=1e-14)
    assert best.welfare(table) != pytest.approx(thumb.welfare(table), abs=1e-6)


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
