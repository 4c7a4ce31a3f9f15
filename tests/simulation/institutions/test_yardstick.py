"""The yardstick: whom a unit is compared with, and what its own result makes of it."""

import dataclasses
import datetime

import numpy as np
import pytest
from assessed import cycle, population, reports, table, weights, work
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Calendar, Luck, play
from govperf_sim.simulation.institutions.rotation import Rotation
from govperf_sim.simulation.institutions.yardstick import Yardstick

HOW = {
    "calendar": Calendar(first_day=datetime.date(2012, 1, 4), score_delay=0),
    "reports": reports(propensity=0.0),
    "work": work(shock=0.05),
    "visits": None,
}


def people(units=7):
    """Cities are one system, counties another."""
    drawn = population(units)
    return dataclasses.replace(drawn, systems=drawn.groups)


def played(years=3, units=7, **institutions):
    return play(cycle(**HOW, institutions=institutions), people(units), weights(), Luck(1, range(2)), years)


def one(journal, measure):
    return table(type(journal)(journal.events, journal.measures[journal.measures["replication"] == 0]), measure)


def test_a_yardstick_that_pulls_nothing_changes_nothing():
    assert unchanged_by(yardstick=Yardstick(pull=0.0))
    assert unchanged_by(yardstick=Yardstick(pull=0.0, own=1.0, discount=0.9))


@pytest.mark.parametrize("own", [0.0, 0.5, 1.0])
def test_a_unit_is_asked_for_the_mean_progress_of_its_peers(own):
    journal = played(yardstick=Yardstick(pull=0.8, own=own))
    asked, gap = (one(journal, f"yardstick_{m}") for m in ("asked", "gap"))
    shown, systems = asked + gap, people().systems
    for unit in population().units:
        counts = {k: own if k == unit else 1.0 for k in shown.index if systems[k] == systems[unit]}
        mean = sum(c * shown.loc[k] for k, c in counts.items()) / sum(counts.values())
        np.testing.assert_allclose(asked.loc[unit].to_numpy()[1:], 0.8 * mean.to_numpy()[:-1], rtol=0, atol=1e-12)


def test_one_s_own_result_counts_only_while_there_are_years_to_come():
    def effort(own, longest=None):
        return one(
            played(2, yardstick=Yardstick(own=own, discount=0.9), rotation=Rotation(chance=0.0, longest=longest)),
            "effort",
        ).to_numpy()

    free, bound, ending = effort(0.0), effort(1.0), effort(1.0, longest=2)
    assert (bound < free).all()
    np.testing.assert_array_equal(ending[:, 0], bound[:, 0])
    np.testing.assert_array_equal(ending[:, 1], free[:, 1])


def test_units_of_another_system_change_nothing():
    """The seventh and eighth units come last; the eighth belongs to the counties."""
    fewer, more = (played(units=n, yardstick=Yardstick(own=0.5, discount=0.9)) for n in (7, 8))
    cities = [u for u, g in people().systems.items() if g == "cities"]
    for measure in ("score", "effort", "yardstick_asked"):
        assert one(fewer, measure).loc[cities].equals(one(more, measure).loc[cities])


def test_where_nobody_else_is_measured_the_target_stays():
    """The second unit is the only county: it has no yardstick on anything,."""
    for own in (0.0, 1.0):
        alone = one(played(units=2, yardstick=Yardstick(own=own)), "yardstick_asked")
        assert not alone.to_numpy().any()
    assert one(played(units=4, yardstick=Yardstick()), "yardstick_asked").to_numpy()[:, 1:].all()


def test_an_indicator_is_not_named_in_vain():
    with pytest.raises(CycleError, match=r"yardstick\.indicators lists “cases”"):
        played(units=2, yardstick=Yardstick(indicators=["cases"]))


@pytest.mark.parametrize(
    ("named", "nonsense"), [("pull", {"pull": 1.1}), ("own", {"own": -1.0}), ("discount", {"discount": np.nan})]
)
def test_nonsense_is_refused_by_name(named, nonsense):
    with pytest.raises(CycleError, match=rf"yardstick\.{named}"):
        Yardstick(**nonsense)


def test_an_indicator_that_does_not_exist_is_refused_before_anything_runs():
    with pytest.raises(CycleError, match=r"yardstick\.indicators"):
        played(yardstick=Yardstick(indicators=["gpd"]))
