"""Timing shifts: what is booked early is missing later."""

import numpy as np
import pytest
from assessed import cycle, population, reports, table, weights, work

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Shifting, play
from govperf_sim.simulation.shifting import shift, shift_to_target

QUIET = {"work": work(shock=0.0), "reports": None, "visits": None}


def played(years=3, **changed):
    return play(cycle(**{**QUIET, **changed}), population(), weights(), Luck(1), years)


def test_the_shift_is_the_best_of_a_fine_grid():
    rule, grid = Shifting(cost=2.0, discount=0.7), np.linspace(0, 1, 100_001)
    utility = 0.8 * 0.6 * grid - 0.7 * 0.8 * 0.6 * grid - 0.5 * 2.0 * grid**2
    assert shift(np.array([0.6]), 0.8, rule)[0] == pytest.approx(grid[utility.argmax()], abs=1e-5)


def test_a_target_is_hit_from_the_square_root_of_twice_the_bonus_over_the_cost_below():
    reach = np.sqrt(2 * 0.3 / 1.5)
    gaps = np.array([-0.2, 0.0, 0.5 * reach, reach * (1 - 1e-12), reach * (1 + 1e-12)])
    expected = [0.0, 0.0, 0.5 * reach, reach * (1 - 1e-12), 0.0]
    assert shift_to_target(gaps, 0.3, 1.5).tolist() == expected


def test_nothing_is_gained_but_time():
    """The first year gains the shift; every later year gains its own and loses the one before, which is the same."""
    moved = Shifting(cost=2.0, discount=0.8)
    journal, plain = played(shifting=moved), played()
    own = weights().loc[population().groups, list(population().indicators)].to_numpy()
    first = (own * 0.5 * own * 0.2 / 2.0).sum(axis=1)
    gained = (table(journal, "score") - table(plain, "score")).loc[list(population().units)]
    np.testing.assert_allclose(gained[1], first, rtol=0, atol=1e-14)
    np.testing.assert_allclose(gained[[2, 3]], 0.0, rtol=0, atol=1e-14)
    shown = table(journal, "shifted").loc[list(population().units)]
    np.testing.assert_allclose(shown[1], first, rtol=0, atol=1e-14)
    assert np.array_equal(table(journal, "true_level"), table(plain, "true_level"))


def test_the_months_before_the_last_lack_what_was_booked_early():
    moved = Shifting(cost=2.0, discount=0.8)
    reported = []
    for journal in (played(shifting=moved), played()):
        told = journal.events[journal.events["event"] == "monthly_report"]
        reported.append(told.pivot(index=["year", "day"], columns="unit", values="amount"))
    lost = (reported[0] - reported[1]).groupby("year").nth(list(range(11)))
    assert np.abs(lost.loc[1]).max(axis=None) == 0.0
    np.testing.assert_allclose(lost.loc[2], -np.tile(table(played(shifting=moved), "shifted")[1], (11, 1)), atol=1e-14)


def test_a_unit_that_looks_as_far_as_the_coming_year_shifts_less():
    near, far = (table(played(shifting=Shifting(cost=2.0, discount=d)), "shifted")[1] for d in (0.2, 0.9))
    assert (near > far).all()


def test_off_equals_a_shift_too_dear_to_make():
    off, on = played(reports=reports()), played(reports=reports(), shifting=Shifting(cost=1e300, discount=0.5))
    for measure in ("score", "true_score", "welfare", "gaming_share"):
        np.testing.assert_allclose(table(off, measure), table(on, measure), rtol=0, atol=1e-15)


def test_nonsense_is_refused_by_name():
    with pytest.raises(CycleError) as refused:
        Shifting(cost=0.0, discount=1.0)
    assert [f.message.values["parameter"] for f in refused.value.faults] == ["shifting.cost", "shifting.discount"]
