"""Promotion: whom it finds, when tenures begin, and what a point of score is worth to a leader."""

import math

import numpy as np
import pytest
from assessed import cycle, population, reports, table, weights, work
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Reward, play
from govperf_sim.simulation.institutions.promotion import Promotion, above_mean
from govperf_sim.simulation.world import World
from govperf_sim.simulation.year import Year
from govperf_sim.theory.worlds import PROMPT


def promotion(**changed):
    return Promotion(**{"chance": 0.2, "average": 10.0, **changed})


def played(rule, years=4, replications=1, **how):
    rules = cycle(calendar=PROMPT, institutions={"promotion": rule}, **how)
    return play(rules, population(), weights(), Luck(1, range(replications)), years)


def wide(journal, measure):
    """replication and unit x year"""
    rows = journal.measures[journal.measures["measure"] == measure]
    return rows.pivot(index=["replication", "unit"], columns="year", values="value")


def test_promotion_that_is_worth_nothing_to_leaders_changes_nothing():
    assert unchanged_by(promotion=promotion(indicators=("gdp", "trade")))


def test_the_chance_is_a_logit_of_the_tenure_worked_out_again_from_the_journal():
    rule = promotion(annual=3.0)
    journal = played(rule, years=6, replications=30)
    score, promoted = wide(journal, "score"), wide(journal, "promoted").to_numpy() > 0
    marks = score.to_numpy()
    tenure, total = np.zeros(len(marks)), np.zeros(len(marks))
    for year in range(6):
        tenure, total = tenure + 1, total + marks[:, year]
        mean = total / tenure
        pools = mean.reshape(30, 7), marks[:, year].reshape(30, 7)
        apart = [(x - x.mean(axis=1, keepdims=True)).ravel() for x in pools]
        odds = math.log(0.2 / 0.8) + 10.0 * apart[0] + 3.0 * apart[1]
        np.testing.assert_allclose(wide(journal, "tenure_score").to_numpy()[:, year], mean, rtol=1e-12)
        np.testing.assert_allclose(
            wide(journal, "promotion_chance").to_numpy()[:, year], 1 / (1 + np.exp(-odds)), rtol=1e-10
        )
        tenure[promoted[:, year]], total[promoted[:, year]] = 0.0, 0.0
    assert promoted.any(axis=1).mean() > 0.5


def test_as_many_are_promoted_as_their_chances_say():
    journal = played(promotion(), years=4, replications=200)
    chance, promoted = (wide(journal, m).to_numpy() for m in ("promotion_chance", "promoted"))
    # Given the chances, the draws are independent from year to year and unit to unit.
    error = math.sqrt((chance * (1 - chance)).sum())
    assert abs(promoted.sum() - chance.sum()) < 4 * error
    noted = journal.events[journal.events["event"] == "promoted"]
    assert len(noted) == promoted.sum()
    assert noted["amount"].max() > 1


def test_the_average_of_the_tenure_counts_for_more_than_the_year():
    """S6: a logit of promotion on both, fitted by Newton's method, finds the tenure's coefficient and nothing for the year."""
    noisy = {"reports": reports(noise=0.1, propensity=0.0), "work": work(shock=0.15), "visits": None}
    journal = played(promotion(average=8.0), years=8, replications=250, **noisy)
    frames = {m: wide(journal, m).to_numpy() for m in ("promoted", "tenure_score", "score")}
    apart = {
        m: (x - x.reshape(250, 7, 8).mean(axis=1).repeat(7, axis=0)).ravel()
        for m, x in frames.items()
        if m != "promoted"
    }
    design = np.column_stack([np.ones(frames["score"].size), apart["tenure_score"], apart["score"]])
    won, fit = frames["promoted"].ravel(), np.zeros(3)
    for _ in range(12):
        p = 1 / (1 + np.exp(-design @ fit))
        information = design.T @ (design * (p * (1 - p))[:, None])
        fit = fit + np.linalg.solve(information, design.T @ (won - p))
    error = np.sqrt(np.diag(np.linalg.inv(information)))
    assert abs(fit[1] - 8.0) < 4 * error[1]
    assert abs(fit[2]) < 4 * error[2]
    assert fit[1] - fit[2] > 4 * math.hypot(error[1], error[2])


def test_a_point_of_score_is_worth_the_promotion_it_adds_this_year_and_in_years_to_come():
    """Against differences of the chances that a point now leaves behind, year after year, of one who may leave."""
    world = World(
        cycle(calendar=PROMPT, institutions={"promotion": promotion(value=0.3, annual=2.0, discount=0.8)}),
        population(), weights(), Luck(1),
    )  # fmt: skip
    world.standing.tenure[:] = 2.0
    world.standing.exits["rotation"] = np.full((1, 7), 0.25)
    worth = world.open(1).worth - world.strength

    def hoped(more):
        """The value of all chances to come, if this year's score is so much above the others'."""
        value, stays = 0.0, 1.0
        for h in range(200):
            above = more * 6 / 7
            odds = math.log(0.2 / 0.8) + 10.0 * above / (3 + h) + (2.0 * above if h == 0 else 0.0)
            value += stays * 0.3 / (1 + math.exp(-odds))
            stays *= 0.8 * (1 - 0.25) * (1 - 0.2)
        return value

    assert worth[0, 0, 0] == pytest.approx((hoped(1e-4) - hoped(-1e-4)) / 2e-4, rel=1e-6)


def test_growth_moves_work_towards_its_indicators_where_it_is_said_to_count():
    how = {"work": work(shock=0.0), "reward": Reward(strength=0.1), "visits": None}
    plain, growing = (
        played(promotion(value=0.5, average=1.0, growth=g, indicators=("gdp", "trade")), 1, **how) for g in (0.0, 3.0)
    )
    assert (table(growing, "effort:growth") > table(plain, "effort:growth")).all(axis=None)
    assert (table(growing, "effort:care") < table(plain, "effort:care")).all(axis=None)
    assert Promotion(chance=0.2, average=10.0).growth < Promotion(chance=0.2, average=10.0).average / 5


def test_growth_counts_a_little_in_the_chance():
    how = {"work": work(shock=0.05), "visits": None}
    journal = played(promotion(growth=5.0, indicators=("gdp",), average=1e-9), 1, 40, **how)
    chance = wide(journal, "promotion_chance")[1].to_numpy()
    odds = np.log(chance / (1 - chance)) - math.log(0.2 / 0.8)
    assert np.allclose(odds.reshape(40, 7).sum(axis=1), 0.0, atol=1e-6)
    assert odds.std() > 0.1


def test_who_is_barred_is_not_promoted_and_does_not_work_for_it():
    world = World(
        cycle(calendar=PROMPT, institutions={"promotion": promotion(chance=0.999, value=0.5)}),
        population(), weights(), Luck(1, range(5)),
    )  # fmt: skip
    world.standing.barred[:, 2] = 1
    year = Year(1, world)
    assert np.array_equal((year.terms.worth > world.strength)[0, :, 0], np.arange(7) != 2)
    for month in range(12):
        year.month(month)
    year.publish()
    promoted = year.close()["promoted"]
    assert not promoted[:, 2].any()
    assert promoted.mean() > 0.8
    assert np.array_equal(world.standing.tenure == 0.0, promoted == 1.0)


def test_leaders_see_the_chance_to_leave():
    world = World(cycle(institutions={"promotion": promotion()}), population(), weights(), Luck(1))
    np.testing.assert_allclose(world.standing.leaving, 0.2)


def test_each_is_set_against_its_pool():
    apart = above_mean(np.arange(12.0).reshape(2, 6), [np.array([0, 1, 2]), np.array([3, 4, 5])])
    assert apart.tolist() == [[-1.0, 0.0, 1.0] * 2] * 2


@pytest.mark.parametrize(
    ("named", "nonsense"),
    [
        ("chance", {"chance": 1.0}),
        ("average", {"average": 0.0}),
        ("value", {"value": -1.0}),
        ("discount", {"discount": 1.0}),
        ("pools", {"pools": "all"}),
    ],
)
def test_nonsense_is_refused_by_name(named, nonsense):
    with pytest.raises(CycleError, match=rf"promotion\.{named}"):
        promotion(**nonsense)


def test_an_indicator_that_does_not_exist_is_refused():
    with pytest.raises(CycleError, match=r"promotion\.indicators.*gpd"):
        played(promotion(indicators=("gpd",)))
