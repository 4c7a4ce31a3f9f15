"""The ratchet: where it comes to rest, and that units which see it coming hold back."""

import dataclasses

import numpy as np
import pytest
from assessed import cycle, population, reports, table, weights
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.institutions.ratchet import Ratchet
from govperf_sim.simulation.institutions.rotation import Rotation
from govperf_sim.theory.worlds import alike, contract, textbook_cycle


def test_a_ratchet_that_pulls_nothing_changes_nothing():
    assert unchanged_by(ratchet=Ratchet(pull=0.0))
    assert unchanged_by(ratchet=Ratchet(pull=0.0, discount=0.9))


@pytest.mark.parametrize(("growth", "rise", "pull"), [(0.02, 0.0, 0.2), (0.0, -0.02, 0.5), (0.03, 0.01, 1.0)])
def test_results_come_to_rest_above_targets_by_what_they_outgrow_them(growth, rise, pull):
    """(g - delta) / lambda: with effort g a year's level grows by g."""
    how = textbook_cycle(growth, institutions={"ratchet": Ratchet(pull=pull, rise=rise)})
    journal = play(how, alike(1, np.eye(1)), contract(np.ones(1))[1], Luck(1), 80)
    assert table(journal, "ratchet_gap").to_numpy()[0, -1] == pytest.approx((growth - rise) / pull, abs=1e-6)


def test_those_who_look_ahead_also_lie_less():
    """A lie that is believed is a result like any other: it raises the next target."""
    lies = [
        table(play(cycle(institutions=asked), population(), weights(), Luck(1), 3), "fabricated").to_numpy()[:, 0].sum()
        for asked in ({}, {"ratchet": Ratchet(pull=0.5)}, {"ratchet": Ratchet(pull=0.5, discount=0.9)})
    ]
    assert lies[0] == pytest.approx(lies[1])
    assert 0.0 < lies[2] < 0.6 * lies[0]


def test_lies_grow_over_a_term_of_office_and_peak_in_its_last_year():
    """What harms only the successor is told more freely.

    So it was found in cities: "Career Incentives, Tournament Competition, and Performance Manipulation: Evidence from Chinese
    Cities", Journal of Law and Economics, 2025.
    """
    rules = {"ratchet": Ratchet(pull=0.5, discount=0.9), "rotation": Rotation(chance=0.0, longest=5)}
    how = textbook_cycle(0.5, reports=reports(noise=0.0))
    freely, held = (
        table(play(dataclasses.replace(how, institutions=r), population(), weights(), Luck(1), 6), "fabricated")
        for r in ({}, rules)
    )
    told = held.sum().to_numpy()
    assert (np.diff(told[:5]) > 0.0).all()
    assert told[4] == pytest.approx(freely.sum().to_numpy()[4])
    assert told[5] == pytest.approx(told[0])


@pytest.mark.parametrize(
    ("named", "nonsense"),
    [("pull", {"pull": -0.1}), ("rise", {"rise": np.nan}), ("discount", {"discount": 1.0}), ("pull", {"pull": True})],
)
def test_nonsense_is_refused_by_name(named, nonsense):
    with pytest.raises(CycleError, match=rf"ratchet\.{named}"):
        Ratchet(**{"pull": 0.5, **nonsense})


def test_an_indicator_that_does_not_exist_is_refused_before_anything_runs():
    rules = {"ratchet": Ratchet(pull=0.5, indicators=["gpd"])}
    with pytest.raises(CycleError, match=r"ratchet\.indicators"):
        play(cycle(institutions=rules), population(), weights(), Luck(1), 1)
