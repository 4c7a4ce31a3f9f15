"""The yardstick: whom a unit is compared with, and what its own result makes of it."""

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


def played(years=3, units=7, **institutions):
    return play(cycle(**HOW, institutions=institutions), population(units), weights(), Luck(1, range(2)), years)


def one(journal, measure):
    return table(type(journal)(journal.events, journal.measures[journal.measures["replication"] == 0]), measure)


def test_a_yardstick_that_pulls_nothing_changes_nothing():
    assert unchanged_by(yardstick=Yardstick(pull=0.0))
    assert unchanged_by(yardstick=Yardstick(pull=0.0, own=1.0, discount=0.9))


@pytest.mark.parametrize("own", [0.0, 0.5, 1.0])
def test_a_unit_is_asked_for_the_mean_progress_of_its_group(own):
    journal = played(yardstick=Yardstick(pull=0.8, own=own))
    asked, gap = (one(journal, f"yardstick_{m}") for m in ("asked", "gap"))
    shown, groups = asked + gap, population().groups
    for unit in population().units:
        counts = {k: own if k == unit else 1.0 for k in shown.index if groups[k] == groups[unit]}
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


def test_units_of_another_group_change_nothing():
    """The seventh and eighth units come last; the eighth belongs to the counties."""
    fewer, more = (played(units=n, yardstick=Yardstick(own=0.5, discount=0.9)) for n in (7, 8))
    cities = [u for u, g in population().groups.items() if g == "cities"]
    for measure in ("score", "effort", "yardstick_asked"):
        assert one(fewer, measure).loc[cities].equals(one(more, measure).loc[cities])


def test_a_unit_alone_in_its_group_has_no_yardstick():
    """The second unit is the only county; its own result may still be counted."""
    with pytest.raises(CycleError) as refused:
        played(units=2, yardstick=Yardstick(indicators=["gdp"]))
    assert {f.message.values["unit"] for f in refused.value.faults} == {"u0", "u1"}
    assert {f.message.values["indicator"] for f in refused.value.faults} == {"gdp"}
    played(units=2, yardstick=Yardstick(own=1.0))


@pytest.mark.parametrize(
    ("named", "nonsense"), [("pull", {"pull": 1.1}), ("own", {"own": -1.0}), ("discount", {"discount": np.nan})]
)
def test_nonsense_is_refused_by_name(named, nonsense):
    with pytest.raises(CycleError, match=rf"yardstick\.{named}"):
        Yardstick(**nonsense)


def test_an_indicator_that_does_not_exist_is_refused_before_anything_runs():
    with pytest.raises(CycleError, match=r"yardstick\.indicators"):
        played(yardstick=Yardstick(indicators=["gpd"]))
