"""Negotiated targets: who has the say, and what is agreed."""

import datetime

import numpy as np
import pytest
from assessed import cycle, population, reports, table, weights, work
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Calendar, Luck, play
from govperf_sim.simulation.institutions.ratchet import Ratchet
from govperf_sim.simulation.institutions.targets import Targets

HOW = {
    "calendar": Calendar(first_day=datetime.date(2012, 1, 4), score_delay=0),
    "reports": reports(propensity=0.0),
    "work": work(shock=0.01),
}


def played(years=5, **institutions):
    return play(cycle(**HOW, institutions=institutions), population(), weights(), Luck(1), years)


def test_fixed_targets_change_nothing():
    assert unchanged_by(targets=Targets(say=0.0))
    assert unchanged_by(targets=Targets(say=0.0, discount=0.9))


def test_without_a_say_of_the_office_targets_rise_as_planned():
    asked = table(played(targets=Targets(say=0.0, offered=0.02, discount=0.9)), "targets_asked")
    np.testing.assert_allclose(asked, np.broadcast_to(0.02 * np.arange(5), asked.shape), rtol=0, atol=1e-12)


def test_with_all_the_say_targets_stand_at_the_last_result_and_what_is_asked():
    journal = played(targets=Targets(say=1.0, asked=0.03))
    asked, gap = (table(journal, f"targets_{m}").to_numpy() for m in ("asked", "gap"))
    np.testing.assert_allclose(asked[:, 1:], (asked + gap)[:, :-1] + 0.03, rtol=0, atol=1e-12)


def test_what_is_agreed_lies_between_what_is_asked_and_what_is_offered():
    journal = played(targets=Targets(say=0.3, asked=0.02, offered=-0.01))
    agreed, gap = (table(journal, f"targets_{m}").to_numpy() for m in ("asked", "gap"))
    asked, offered = (agreed + gap)[:, :-1] + 0.02, agreed[:, :-1] - 0.01
    np.testing.assert_allclose(agreed[:, 1:], 0.3 * asked + 0.7 * offered, rtol=0, atol=1e-12)


def test_bargaining_is_a_ratchet_by_another_name():
    """Who offers its old target is pulled to its results by the office's say; those who look ahead see through it."""
    bargained = played(targets=Targets(say=0.4, asked=0.05, offered=0.01, discount=0.9))
    pulled = played(ratchet=Ratchet(pull=0.4, rise=0.4 * 0.05 + 0.6 * 0.01, discount=0.9))
    for measure in ("score", "effort"):
        np.testing.assert_allclose(table(bargained, measure), table(pulled, measure), rtol=0, atol=1e-12)
    assert table(bargained, "effort").to_numpy().max() < table(played(), "effort").to_numpy().max()


@pytest.mark.parametrize(
    ("named", "nonsense"),
    [
        ("say", {"say": 1.5}),
        ("asked", {"asked": np.inf}),
        ("offered", {"offered": np.nan}),
        ("discount", {"discount": 1.0}),
    ],
)
def test_nonsense_is_refused_by_name(named, nonsense):
    with pytest.raises(CycleError, match=rf"targets\.{named}"):
        Targets(**{"say": 0.5, **nonsense})


def test_an_indicator_that_does_not_exist_is_refused_before_anything_runs():
    with pytest.raises(CycleError, match=r"targets\.indicators"):
        played(targets=Targets(say=0.5, indicators=["gpd"]))
