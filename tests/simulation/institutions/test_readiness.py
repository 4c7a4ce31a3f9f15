"""Readiness: what is missing delays the start, and a late start makes the first score worth less."""

import numpy as np
import pytest
from assessed import cycle, population, reports, table, weights, work
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Reward, play
from govperf_sim.simulation.institutions.readiness import Readiness, draw_delays

RULE = Readiness(leader=0.8, office=0.5, staff=0.3, delay=20.0)


def test_units_that_have_everything_are_as_if_nothing_were_asked():
    assert unchanged_by(readiness=Readiness(leader=1.0, office=1.0, staff=1.0, delay=50.0))


def test_the_mean_delay_is_that_of_what_is_missing():
    late = draw_delays(Luck(1, range(400)), 50, RULE, 10_000).ravel()
    expected = (3 - 0.8 - 0.5 - 0.3) * 20.0
    assert abs(late.mean() - expected) < 4 * late.std() / np.sqrt(late.size)


def test_nobody_is_later_than_a_year():
    assert draw_delays(Luck(1), 500, Readiness(leader=0, office=0, staff=0, delay=1e6), 250).max() == 250.0


def test_the_first_score_is_worth_the_share_of_the_year_that_is_left():
    """Without motive of its own a unit's effort is proportional to what the score is worth; the motive is taken off."""
    how = {"work": work(shock=0.0, substitution=0.0), "reports": reports(propensity=0.0)}
    people, rule = population(), RULE
    late = draw_delays(Luck(5), 7, rule, 250)[0]
    paid, unpaid, delayed = (
        table(play(cycle(**how, **more), people, weights(), Luck(5), 2), "effort").loc[list(people.units)].to_numpy()
        for more in ({}, {"reward": Reward(strength=0.0)}, {"institutions": {"readiness": rule}})
    )
    np.testing.assert_allclose(
        (delayed - unpaid)[:, 0], (paid - unpaid)[:, 0] * (1.0 - late / 250.0), rtol=0, atol=1e-12
    )
    np.testing.assert_allclose(delayed[:, 1], paid[:, 1], rtol=1e-12)


def test_units_are_ready_on_their_day_of_the_first_year():
    rule = Readiness(leader=0.2, office=0.2, staff=0.2, delay=30.0)
    journal = play(cycle(institutions={"readiness": rule}), population(), weights(), Luck(5), 2)
    ready = journal.events[journal.events["event"] == "ready"]
    assert len(ready) == 7
    assert (ready["day"] == 1 + ready["amount"].astype(int)).all()
    assert table(journal, "start_delay")[2].max() == 0.0


@pytest.mark.parametrize("nonsense", [{"leader": 1.2}, {"office": -0.1}, {"staff": np.nan}, {"delay": -1.0}])
def test_nonsense_is_refused_by_name(nonsense):
    with pytest.raises(CycleError, match=rf"readiness\.{next(iter(nonsense))}"):
        Readiness(**{"leader": 0.5, "office": 0.5, "staff": 0.5, "delay": 1.0, **nonsense})
