"""Integrity: breaches in proportion to propensity, and points for those that come to light."""

import numpy as np
import pytest
from assessed import cycle, population, reports, table, weights
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.channels import draw_propensity
from govperf_sim.simulation.institutions.integrity import Integrity

RULE = Integrity(chance=0.2, known=0.5, deduction=0.03)


def test_breaches_that_cost_nothing_change_nothing():
    assert unchanged_by(integrity=Integrity(chance=0.3, known=0.5, deduction=0.0))
    assert unchanged_by(integrity=Integrity(chance=0.0, known=0.5, deduction=0.1))


@pytest.mark.parametrize("propensity", [0.0, 0.5])
def test_the_share_of_breaches_is_that_of_the_formula(propensity):
    luck = Luck(1, range(300))
    how = cycle(reports=reports(propensity=propensity), institutions={"integrity": RULE})
    found = play(how, population(), weights(), luck, 3).measures.query("measure == 'breaches'")["value"].to_numpy()
    phi = draw_propensity(luck, 7, propensity)
    expected = 0.2 if propensity == 0.0 else np.minimum(0.2 * phi / propensity, 1.0).mean()
    assert abs(found.mean() - expected) < 4 * np.sqrt(0.16 / found.size)


def test_what_comes_to_light_is_in_the_score_and_in_the_journal():
    plain, clean = (play(cycle(institutions=i), population(), weights(), Luck(2), 3) for i in ({}, {"integrity": RULE}))
    known = table(clean, "breaches_known")
    lost = table(plain, "score") - table(clean, "score")
    np.testing.assert_allclose(lost, 0.03 * known, rtol=0, atol=1e-12)
    assert (table(clean, "breaches") >= known).all(axis=None)
    assert (clean.events["event"] == "breach_known").sum() == known.to_numpy().sum() > 0


@pytest.mark.parametrize("nonsense", [{"chance": 1.2}, {"known": -0.1}, {"deduction": -1.0}, {"chance": np.nan}])
def test_nonsense_is_refused_by_name(nonsense):
    with pytest.raises(CycleError, match=rf"integrity\.{next(iter(nonsense))}"):
        Integrity(**{"chance": 0.1, "known": 0.5, "deduction": 0.1, **nonsense})
