"""Who is visited, when, and what is found."""

import numpy as np
import pytest
from assessed import visits

from govperf_sim.errors import CycleError
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.verification import draw_chosen, draw_due_days, draw_finds, draw_visited


def test_so_many_different_units_are_visited():
    for chosen in draw_visited(Luck(1, range(20)), 1, 7, 4).tolist():
        assert len(set(chosen)) == 4
        assert set(chosen) <= set(range(7))


def test_every_unit_is_visited_equally_often():
    """4 of 7 a year: a binomial share of 4/7, within 4 standard errors."""
    count = np.zeros(7)
    for year in range(1, 2001):
        count[draw_visited(Luck(1), year, 7, 4)[0]] += 1
    assert np.all(np.abs(count / 2000 - 4 / 7) < 4 * np.sqrt(4 / 7 * 3 / 7 / 2000))


def test_more_visits_add_units_and_drop_none():
    luck = Luck(3, range(3))
    for fewer in range(7):
        assert np.array_equal(draw_visited(luck, 1, 7, fewer + 1)[:, :fewer], draw_visited(luck, 1, 7, fewer))


def test_due_days_are_working_days_of_the_year_and_all_equally_likely():
    days = np.concatenate([draw_due_days(Luck(2), year, 100, 250)[0] for year in range(200)])
    assert days.min() == 1
    assert days.max() == 250
    assert days.mean() == pytest.approx(125.5, abs=4 * 250 / np.sqrt(12 * days.size))


def test_what_is_not_fabricated_is_not_found():
    fabrication = np.array([[[0.0, 0.1], [0.2, 0.0]]])
    assert draw_finds(Luck(1), 1, fabrication, visits(detection=1.0).scrutiny(2)).tolist() == [
        [[False, True], [True, False]]
    ]
    assert not draw_finds(Luck(1), 1, fabrication, visits(detection=0.0).scrutiny(2)).any()


def test_fabrication_is_found_as_often_as_declared():
    finds = draw_finds(Luck(1), 1, np.full((1, 200, 100), 0.1), visits(detection=0.8).scrutiny(7))
    assert finds.mean() == pytest.approx(0.8, abs=4 * np.sqrt(0.8 * 0.2 / finds.size))


def test_units_believe_in_the_share_visited():
    believed = visits(a_year=2, detection=0.8).scrutiny(7)
    assert believed.visited == pytest.approx(2 / 7)
    assert believed.detection == 0.8


def test_a_larger_lie_is_found_more_often_where_the_chance_grows_with_it():
    """1 - exp(-s m), within 4.5 standard errors."""
    for size in (0.05, 0.2, 0.6):
        finds = draw_finds(Luck(1), 1, np.full((1, 200, 100), size), visits(growth=3.0).scrutiny(7))
        chance = 1 - np.exp(-3 * size)
        assert finds.mean() == pytest.approx(chance, abs=4.5 * np.sqrt(chance * (1 - chance) / finds.size))


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"teams": 0}, ["visits.teams"]),
        ({"a_year": -1, "days": 0}, ["visits.a_year", "visits.days"]),
        ({"days": 2.5, "detection": 1.2}, ["visits.days", "visits.detection"]),
        ({"penalty": -0.1, "correction_days": -3}, ["visits.penalty", "visits.correction_days"]),
    ],
    ids=str,
)
def test_nonsense_is_refused_by_name(changed, named):
    with pytest.raises(CycleError) as refused:
        visits(**changed)
    assert [f.message.values["parameter"] for f in refused.value.faults] == named


def test_a_fixed_number_without_risk_or_chance_is_the_lot_alone():
    luck = Luck(1, range(20))
    chosen = draw_chosen(luck, 1, np.random.default_rng(1).normal(size=(20, 7)), visits(a_year=4))
    assert chosen == draw_visited(luck, 1, 7, 4).tolist()


def test_visits_by_risk_go_to_the_most_suspected_and_the_rest_to_others_by_lot():
    suspicion = np.random.default_rng(1).normal(size=(50, 9))
    for replication, chosen in enumerate(draw_chosen(Luck(1, range(50)), 1, suspicion, visits(a_year=4, by_risk=0.5))):
        assert chosen[:2] == np.argsort(-suspicion[replication])[:2].tolist()
        assert len(set(chosen)) == 4
    tied = draw_chosen(Luck(1, range(50)), 1, np.zeros((50, 9)), visits(a_year=4, by_risk=1.0))
    assert tied == draw_visited(Luck(1, range(50)), 1, 9, 4).tolist()


def test_chance_alone_visits_each_unit_so_often():
    rounds, p = 2000, 0.3
    chosen = draw_chosen(Luck(2, range(rounds)), 1, np.zeros((rounds, 7)), visits(a_year=0, chance=p))
    counts = np.bincount([unit for units in chosen for unit in units], minlength=7)
    assert (np.abs(counts / rounds - p) < 4 * np.sqrt(p * (1 - p) / rounds)).all()
    every = draw_chosen(Luck(2), 1, np.zeros((1, 7)), visits(a_year=3, chance=1.0))
    assert sorted(every[0]) == list(range(7))


def test_units_believe_the_share_of_units_visited():
    """Of 8 units 2 are visited, and a quarter of the other 6."""
    assert visits(a_year=2, chance=0.25).scrutiny(8).visited == pytest.approx((2 + 0.25 * 6) / 8)
    assert visits(a_year=3).scrutiny(7).visited == 3 / 7


def test_shares_beyond_one_are_refused():
    with pytest.raises(CycleError) as refused:
        visits(by_risk=1.2, chance=-0.1)
    assert [f.message.values["parameter"] for f in refused.value.faults] == ["visits.by_risk", "visits.chance"]
