"""Lies of those who shun risk: what pays best, and that nothing changes for those who do not."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from assessed import cycle, population, reports, visits, weights
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.caution import BOLD, Caution, lie, odds_of
from govperf_sim.simulation.fabrication import Scrutiny, fabricate

OTHERS = Path(__file__).parents[1] / "golden" / "others"
ROWS = json.loads((OTHERS / "theory_t04_misreporting.json").read_text("utf-8"))["expected"]["allingham_sandmo"]
TAX = 0.3


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_is_hidden_is_what_allingham_and_sandmo_say(row):
    odds = odds_of(np.array([TAX]), row["p"], row["penalty"] - TAX, 0.0, 0.0)
    hidden = min(lie(odds, 1e-12, Caution(aversion=row["rho"], means=1 - TAX))[0], 1.0)
    assert hidden == pytest.approx(row["undeclared_share"], abs=1e-10)
    assert (hidden > 0) == row["evades"]


@settings(max_examples=60, deadline=None)
@given(
    st.floats(0.05, 2), st.floats(0, 1), st.floats(0, 3), st.floats(0, 0.5), st.floats(0, 0.3), st.floats(0.05, 3),
    st.floats(0.1, 6), st.floats(0.5, 5),
)  # fmt: skip
def test_nothing_on_a_fine_grid_pays_more(gain, risk, loss, fine, drain, cost, aversion, means):
    odds, caution = odds_of(np.array([gain]), risk, loss, fine, drain), Caution(aversion=aversion, means=means)
    found = lie(odds, cost, caution)

    def worth(m):
        """The mean of utility in the two states, written out."""
        kept = np.stack([means + gain * m, np.maximum(means - loss * m - np.where(m > 0, fine, 0.0), 1e-9)])
        felt = means * (
            np.log(kept / means) if aversion == 1 else ((kept / means) ** (1 - aversion) - 1) / (1 - aversion)
        )
        return (1 - risk) * felt[0] + risk * felt[1] - drain * m - 0.5 * cost * m**2

    grid = np.linspace(0.0, 1.0, 2001)
    feasible = grid[(grid == 0) | (fine + loss * grid < means * 0.999) | (risk == 0)]
    assert worth(found)[0] >= worth(feasible).max() - 1e-9


@given(st.floats(0.05, 2), st.floats(0, 0.5), st.floats(0, 0.9), st.floats(0.2, 3))
def test_a_little_caution_is_nearly_none(weight, penalty, risk, cost):
    seen = Scrutiny(visited=risk, penalty=penalty, checked=0.1, check_penalty=0.05)
    bold, wary = (
        fabricate(np.array([[weight]]), np.array([0.7]), 1.0, seen, cost, caution=Caution(aversion=a, means=5.0))
        for a in (0.0, 1e-7)
    )
    np.testing.assert_allclose(wary, bold, atol=1e-5)


def test_caution_never_lies_more_and_means_make_bold():
    seen, weight = Scrutiny(visited=0.3, penalty=0.5), np.array([[0.6]])

    def told(aversion, means):
        return fabricate(weight, np.ones(1), 1.0, seen, 1.0, caution=Caution(aversion=aversion, means=means))[0, 0]

    by_aversion = [told(a, 1.0) for a in (0.0, 0.5, 1.0, 2.0, 5.0)]
    assert np.all(np.diff(by_aversion) < 0)
    assert told(2.0, 0.5) < told(2.0, 1.0) < told(2.0, 100.0) < by_aversion[0]


def test_from_where_it_does_not_pay_on_average_nobody_lies_however_bold():
    """p = g/(g + F), whatever the aversion."""
    for aversion in (0.0, 0.3, 3.0):
        for risk, lies in ((0.49, True), (0.51, False)):
            seen = Scrutiny(visited=risk, penalty=1.0)
            told = fabricate(np.ones((1, 1)), np.ones(1), 1.0, seen, 1.0, caution=Caution(aversion=aversion, means=1.0))
            assert (told[0, 0] > 0) == lies


def test_nobody_risks_all_they_have():
    caution = Caution(aversion=0.3, means=0.2)
    near = lie(odds_of(np.ones(1), 1e-6, 1.0, 0.05, 0.0), 1e-3, caution)[0]
    assert 0.1 < near < 0.15
    assert lie(odds_of(np.ones(1), 1e-6, 1.0, 0.2, 0.0), 1e-3, caution)[0] == 0.0
    assert lie(odds_of(np.ones(1), 0.0, 1.0, 0.2, 0.0), 1e-3, caution)[0] > 1.0


def test_company_changes_nothing():
    odds = odds_of(np.random.default_rng(1).uniform(size=(3, 5)), 0.3, 0.2, 0.01, 0.02)
    together = lie(odds, 0.5, Caution(aversion=2.0, means=1.0))
    alone = odds_of(odds.gain[1:2, 2:3], 0.3, 0.2, 0.01, 0.02)
    np.testing.assert_array_equal(lie(alone, 0.5, Caution(aversion=2.0, means=1.0)), together[1:2, 2:3])


def played(**changed):
    return play(cycle(reports=reports(**changed)), population(), weights(), Luck(3, range(2)), 2).measures


def test_no_aversion_is_none_to_the_bit_whatever_the_means():
    assert reports().caution == BOLD
    pd.testing.assert_frame_equal(played(risk_aversion=0.0, means=0.01), played(), check_exact=True)
    assert not played(risk_aversion=20.0, means=0.01).equals(played())


def test_nonsense_is_refused_by_name():
    with pytest.raises(CycleError) as refused:
        reports(risk_aversion=-1.0, means=0.0)
    assert [f.message.values["parameter"] for f in refused.value.faults] == ["reports.risk_aversion", "reports.means"]
    with pytest.raises(CycleError, match=r"reports\.risk_aversion"):
        play(cycle(reports=reports(risk_aversion=1.0), visits=visits(growth=2.0)), population(), weights(), Luck(3), 1)
