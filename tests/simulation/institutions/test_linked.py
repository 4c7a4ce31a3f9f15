"""Linked assessments: told beside the score, never in it."""

import numpy as np
import pytest
from assessed import cycle, population, services, table, weights
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.institutions.linked import Linked


def test_they_enter_no_score():
    assert unchanged_by(linked=Linked(assessments=4, noise=0.2))


def test_their_error_is_that_of_a_mean():
    how = cycle(institutions={"linked": Linked(assessments=4, noise=0.2)})
    measured = play(how, population(), weights(), Luck(1, range(200)), 2).measures
    told, true = (measured.query(f"measure == '{m}'")["value"].to_numpy() for m in ("linked_result", "true_score"))
    error = told - true
    assert abs(error.mean()) < 4 * 0.1 / np.sqrt(error.size)
    assert abs(error.std() - 0.1) < 4 * 0.1 / np.sqrt(2 * error.size)


def test_items_taken_over_give_staff_time_back():
    plain, linked = (
        play(cycle(services=services(burden=0.08), institutions=i), population(), weights(), Luck(1), 1)
        for i in ({}, {"linked": Linked(assessments=2, noise=0.1, reuse=0.03)})
    )
    saved = table(plain, "staff_assessed") - table(linked, "staff_assessed")
    assert saved[1].to_numpy() == pytest.approx(0.03 * 9.0 * 250)


def test_staff_time_is_given_back_only_where_there_is_staff():
    how = cycle(institutions={"linked": Linked(assessments=2, noise=0.1, reuse=0.03)})
    with pytest.raises(CycleError, match=r"linked\.reuse"):
        play(how, population(), weights(), Luck(1), 1)


@pytest.mark.parametrize("nonsense", [{"assessments": 0}, {"noise": -0.1}, {"reuse": 1.5}])
def test_nonsense_is_refused_by_name(nonsense):
    with pytest.raises(CycleError, match=rf"linked\.{next(iter(nonsense))}"):
        Linked(**{"assessments": 2, "noise": 0.1, **nonsense})
