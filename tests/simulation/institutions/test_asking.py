"""What targets have in common: when results move them, for whom, and what that leaves of a point."""

import datetime

import numpy as np
import pandas as pd
import pytest
from assessed import cycle, eventful, population, reports, table, weights, work
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim.simulation import Calendar, Luck, play
from govperf_sim.simulation.institutions.asking import lost_later, years_until_known
from govperf_sim.simulation.institutions.cascade import Cascade
from govperf_sim.simulation.institutions.ratchet import Ratchet
from govperf_sim.simulation.institutions.rotation import Rotation
from govperf_sim.simulation.institutions.targets import Targets
from govperf_sim.simulation.institutions.yardstick import Yardstick

PROMPT = Calendar(first_day=datetime.date(2012, 1, 4), score_delay=0)
QUIET = {"reports": reports(noise=0.0, propensity=0.0), "work": work(shock=0.0, substitution=0.0), "visits": None}


def harm(pull, discount, years, delay):
    """What later targets take, point by point: a target that sees one good result, and never another."""
    target, lost = 0.0, 0.0
    for later in range(1, years + 1):
        known = 1.0 if later == delay else 0.0
        if later >= delay:
            target += pull * (known - target)
        lost += discount**later * target
    return lost


@settings(max_examples=50, deadline=None)
@given(st.floats(0, 1), st.floats(0, 0.99), st.integers(0, 12), st.integers(1, 3))
def test_what_is_lost_later_is_the_sum_over_later_targets(pull, discount, years, delay):
    left = np.array([max(years - delay + 1.0, 0.0)])
    assert lost_later(pull, np.array([discount]), left, delay) == pytest.approx(harm(pull, discount, years, delay))


def test_without_end_the_loss_is_that_of_a_perpetual_ratchet():
    """b rho / (rho + lambda) with rho = 1/beta - 1."""
    lost = lost_later(0.2, np.array([0.9]), np.array([np.inf]), 1)
    rho = 1 / 0.9 - 1
    assert 1 - lost == pytest.approx(rho / (rho + 0.2))


@pytest.mark.parametrize(("days", "years"), [(0, 1), (1, 2), (250, 2), (251, 3), (501, 4)])
def test_a_result_is_known_when_the_first_year_opens_after_its_score(days, years):
    assert years_until_known(Calendar(first_day=datetime.date(2012, 1, 4), score_delay=days)) == years


@pytest.mark.parametrize(("calendar", "delay"), [(PROMPT, 1), (Calendar(first_day=datetime.date(2012, 1, 4)), 2)])
def test_targets_move_by_the_last_result_that_is_known(calendar, delay):
    rule = Ratchet(pull=0.4, rise=0.01)
    journal = play(
        cycle(calendar=calendar, **QUIET, institutions={"ratchet": rule}), population(), weights(), Luck(1), 6
    )
    asked, gap = (table(journal, f"ratchet_{m}") for m in ("asked", "gap"))
    shown = (asked + gap).to_numpy()
    expected = np.zeros((7, 6))
    for year in range(1, 6):
        known = shown[:, year - delay] if year >= delay else 0.0
        expected[:, year] = expected[:, year - 1] + 0.4 * (known - expected[:, year - 1]) + 0.01
    np.testing.assert_allclose(asked.to_numpy(), expected, rtol=0, atol=1e-12)


def test_what_is_asked_is_what_the_score_lacks_and_what_the_journal_says():
    """Nobody looks ahead, so everybody works as without targets."""
    plain = play(cycle(**QUIET), population(), weights(), Luck(1), 5)
    rule = {"ratchet": Ratchet(pull=0.4, rise=0.01)}
    asked_more = play(cycle(**QUIET, institutions=rule), population(), weights(), Luck(1), 5)
    asked = table(asked_more, "ratchet_asked")
    assert asked.to_numpy()[:, 1:].min() > 0.0
    np.testing.assert_allclose(table(asked_more, "score"), table(plain, "score") - asked, rtol=0, atol=1e-12)
    rows = asked_more.events[asked_more.events["event"] == "ratchet_set"]
    own = [weights().loc[population().groups[u], k] for u, k in zip(rows["unit"], rows["indicator"], strict=True)]
    told = (rows["amount"] * own).groupby([rows["unit"], rows["year"]]).sum().unstack()
    np.testing.assert_allclose(told, asked, rtol=0, atol=1e-12)


def test_only_the_indicators_named_are_asked_for():
    """With a weight of 0 on all others nothing that is asked of them could be seen; with all weight on them, everything."""
    only = pd.DataFrame(0.0, index=["cities", "counties"], columns=weights().columns)
    only["gdp"] = 1.0
    asked = []
    for chosen in (["gdp"], ["school", "air"]):
        rule = Ratchet(pull=0.4, rise=0.01, indicators=chosen)
        journal = play(cycle(**QUIET, institutions={"ratchet": rule}), population(), only, Luck(1), 3)
        asked.append(table(journal, "ratchet_asked").to_numpy())
    assert asked[0][:, 1:].min() > 0.0
    assert not asked[1].any()


def test_in_the_last_years_of_office_nobody_holds_back():
    """A score that comes late moves the targets of the second year after: the last two years of office do no harm."""
    for calendar, free in ((PROMPT, 1), (Calendar(first_day=datetime.date(2012, 1, 4)), 2)):
        rules = {"ratchet": Ratchet(pull=0.5, discount=0.9), "rotation": Rotation(chance=0.0, longest=4)}
        how = {**QUIET, "work": work(shock=0.0, substitution=0.0, depreciation=1e-12), "calendar": calendar}
        effort = [
            table(play(cycle(**how, institutions=asked), population(), weights(), Luck(1), 4), "effort").to_numpy()
            for asked in ({}, rules)
        ]
        share = effort[1] / effort[0]
        told = [1 - harm(0.5, 0.9, years, free) for years in (3, 2, 1, 0)]
        np.testing.assert_allclose(share, np.broadcast_to(told, share.shape), rtol=0, atol=1e-9)
        assert share[0, 3] == pytest.approx(1.0)


def test_two_kinds_of_targets_add_up():
    """What each asks for and what each takes from a point later; results are kept the same by units that see nothing."""
    one, other = Ratchet(pull=0.3, discount=0.8), Yardstick(own=1.0, discount=0.8)
    how = {**QUIET, "work": work(shock=0.0, substitution=0.0, depreciation=1e-12), "calendar": PROMPT}

    def effort(**asked):
        return table(play(cycle(**how, institutions=asked), population(), weights(), Luck(1), 1), "effort").to_numpy()

    both = effort(ratchet=one, yardstick=other)
    np.testing.assert_allclose(both, effort(ratchet=one) + effort(yardstick=other) - effort(), rtol=0, atol=1e-12)
    assert both.max() < effort().min() * 1.5


ALL = {
    "targets": Targets(say=0.2, asked=0.02, offered=0.01, discount=0.9, indicators=["gdp", "air"]),
    "ratchet": Ratchet(pull=1.0, rise=0.02, discount=0.9),
    "yardstick": Yardstick(own=1.0, discount=0.9),
    "cascade": Cascade(departments={"one": 3, "other": 7}, more=0.5, distortion=0.1, spread=0.1),
    "rotation": Rotation(chance=0.3, longest=2),
}


def test_all_together_a_replication_alone_is_itself_in_a_batch():
    """With so much asked later for every point, nobody gains from showing one; figures stay figures."""
    batch = play(eventful(institutions=ALL), population(), weights(), Luck(1, range(3)), 4)
    alone = play(eventful(institutions=ALL), population(), weights(), Luck(1, (2,)), 4)
    for rows, own in ((batch.events, alone.events), (batch.measures, alone.measures)):
        assert rows[rows["replication"] == 2].reset_index(drop=True).equals(own)
    assert np.isfinite(batch.measures["value"]).all()
