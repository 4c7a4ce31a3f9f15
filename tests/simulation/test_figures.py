"""What the channels show, and what of it counts."""

import numpy as np
import pandas as pd
import pytest
from assessed import cycle, population, reports, services, survey, table, visits, weights, work

from govperf_sim.errors import CycleError
from govperf_sim.simulation import (
    Calendar,
    Experts,
    Luck,
    Periodic,
    Records,
    ThirdParty,
    Vanity,
    Vintages,
    play,
)
from govperf_sim.simulation.experts import judged
from govperf_sim.simulation.periodic import combined
from govperf_sim.simulation.records import in_time, stopped_days
from govperf_sim.simulation.third_party import measured

SURE = visits(a_year=0)
CITIES = ["u0", "u2", "u4", "u6"]
"""The units that the indicator ``cases`` is for, with a weight of 0.2."""
BUSY = services(staff=8.2, deadline=2)


def played(years=2, luck=None, **changed):
    return play(cycle(**changed), population(), weights(), luck or Luck(3), years)


def events(journal, event):
    return journal.events[journal.events["event"] == event]


def same_but_new(on, off):
    """The measures that both have are the same to the bit."""
    kept = on.measures[on.measures["measure"].isin(set(off.measures["measure"]))].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, off.measures, check_exact=True)


# --- administrative record --------------------------------------------------------------------------------------------


def test_the_record_shows_the_late_share_and_cannot_be_forged():
    quiet = {"work": work(shock=0.0), "visits": None, "services": BUSY}
    forging = reports(noise=0.0, propensity=1.0)
    reported, recorded = (played(reports=forging, records=r, **quiet) for r in (None, Records(indicators=("cases",))))
    lost = table(reported, "fabricated") - table(recorded, "fabricated")
    assert (lost.loc[CITIES] > 0).all(axis=None)
    # Without other gaming the true score counts 0.2 of the share in time, read off the log.
    honest = played(reports=None, records=Records(indicators=("cases",)), **quiet)
    other = played(reports=None, **quiet)
    late = table(honest, "late_share")
    np.testing.assert_allclose(table(honest, "score"), table(honest, "true_score"), rtol=0, atol=1e-15)
    people = population()
    without = weights().assign(cases=0.0).loc[people.groups].to_numpy()
    assert (late.loc[CITIES] > 0).all(axis=None)
    slower = played(reports=None, records=Records(indicators=("cases",)), **{**quiet, "services": services(staff=30.0)})
    gap = table(slower, "score") - table(honest, "score")
    np.testing.assert_allclose(gap.loc[CITIES], 0.2 * late.loc[CITIES], rtol=0, atol=1e-14)
    assert (gap.drop(index=CITIES) == 0).all(axis=None)
    assert without.shape == (7, 6)
    assert not np.array_equal(table(other, "score"), table(honest, "score"))


def test_a_stopped_clock_hides_what_is_late_and_counts_as_gaming():
    quiet = {"work": work(shock=0.0), "visits": None, "services": BUSY, "reports": reports(noise=0.0, propensity=1.0)}
    plain, stopped = (played(records=Records(indicators=("cases",), pause=p), **quiet) for p in (0, 3))
    pd.testing.assert_frame_equal(table(plain, "late_share"), table(stopped, "late_share"), check_exact=True)
    pd.testing.assert_frame_equal(table(plain, "true_score"), table(stopped, "true_score"), check_exact=True)
    hidden = table(stopped, "fabricated") - table(plain, "fabricated")
    with_longer = played(
        records=Records(indicators=("cases",)), **{**quiet, "services": services(staff=8.2, deadline=5)}
    )
    longer = table(plain, "late_share") - table(with_longer, "late_share")
    np.testing.assert_allclose(hidden.loc[CITIES], 0.2 * longer.loc[CITIES], rtol=0, atol=1e-14)
    assert (hidden.loc[CITIES] > 0).any(axis=None)


def test_the_clock_is_stopped_in_proportion_to_propensity():
    assert stopped_days(np.array([0.0, 0.39, 0.4, 1.0]), 5).tolist() == [0, 1, 2, 5]
    assert in_time(np.array([0.25])).tolist() == [0.75]


def test_a_record_needs_cases_and_one_channel_an_indicator():
    with pytest.raises(CycleError) as refused:
        played(records=Records(indicators=("cases",)), survey=survey(indicators=("cases", "skool")))
    keys = [f.message.key for f in refused.value.faults]
    assert keys == ["simulation.measured_twice", "simulation.dangling", "simulation.record_of_nothing"]
    assert "school" in refused.value.text("en")
    with pytest.raises(CycleError, match=r"records\.pause"):
        played(records=Records(indicators=("cases",), pause=249), services=BUSY)


def test_nonsense_is_refused_by_name():
    with pytest.raises(CycleError, match=r"records\.pause"):
        Records(indicators=(), pause=-1)
    with pytest.raises(CycleError) as refused:
        Experts(indicators=(), members=0, noise=-1.0, halo=float("nan"))
    assert [f.message.values["parameter"] for f in refused.value.faults] == [
        "experts.members",
        "experts.noise",
        "experts.halo",
    ]
    with pytest.raises(CycleError, match=r"third_party\.noise"):
        ThirdParty(indicators=(), noise=-0.1)
    with pytest.raises(CycleError, match=r"third_party\.fee"):
        ThirdParty(indicators=(), noise=0.1, fee=-1.0)
    with pytest.raises(CycleError, match=r"periodic\.daily"):
        Periodic(daily=1.2)
    with pytest.raises(CycleError, match=r"vintages\.days"):
        Vintages(noise=0.1, days=-1)
    with pytest.raises(CycleError, match=r"vintages\.bias"):
        Vintages(noise=0.1, days=1, bias=float("inf"))


# --- survey, experts, third party -------------------------------------------------------------------------------------


def test_a_large_honest_survey_shows_the_truth():
    journal = played(reports=None, survey=survey(asked=10**7, returns=1.0, returns_discontent=1.0, organiser=0.0))
    np.testing.assert_allclose(table(journal, "score"), table(journal, "true_score"), rtol=0, atol=5 * 0.25 * 0.5e-3)
    assert not np.array_equal(table(journal, "score"), table(journal, "true_score"))


def test_what_others_measure_is_not_fabricated():
    every = ("gdp", "trade", "school", "clinic", "air", "cases")
    for channel in ({"survey": survey(indicators=every)}, {"third_party": ThirdParty(indicators=every, noise=0.01)}):
        assert (table(played(reports=reports(propensity=1.0), **channel), "fabricated") == 0).all(axis=None)


def test_a_panel_s_error_shrinks_with_its_members_and_its_halo_is_the_image():
    z = np.random.default_rng(1).standard_normal((4000, 1, 1))
    shown, vain = np.full((4000, 1, 1), 0.5), np.full((4000, 1), 0.2)
    panel = Experts(indicators=(), members=9, noise=0.06, halo=0.5)
    marks = judged(shown, vain, z, panel)
    np.testing.assert_allclose(marks, 0.5 + 0.5 * 0.2 + 0.06 / 3 * z, rtol=0, atol=1e-15)
    assert measured(np.array(0.99), np.array(5.0), ThirdParty(indicators=(), noise=0.1)) == 1.0


def test_a_halo_pays_only_who_builds_images_and_counts_as_pictured():
    vain = Vanity(visible=("gdp",), lift=0.5, cost=0.001, curvature=1.0, debt_service=0.0, discount=0.0)
    shining = Experts(indicators=("air",), members=5, noise=0.0, halo=0.3)
    on, off = (played(vanity=vain, experts=e) for e in (shining, Experts(indicators=("air",), members=5, noise=0.0)))
    air = weights().loc[population().groups, "air"].to_numpy()
    more = table(on, "pictured") - table(off, "pictured")
    for year in (1, 2):
        np.testing.assert_allclose(more[year], 0.3 * air * table(on, "vanity")[year], rtol=0, atol=1e-14)
    plain = played(experts=shining)
    assert (table(plain, "gaming_share") <= table(on, "gaming_share")).all(axis=None)


def test_the_fee_is_noted_for_every_unit():
    journal = played(third_party=ThirdParty(indicators=("gdp",), noise=0.0, fee=2.5))
    assert (table(journal, "fee") == 2.5).all(axis=None)


@pytest.mark.parametrize(
    "neutral",
    [
        {"survey": survey(indicators=())},
        {"experts": Experts(indicators=(), members=1, noise=1.0)},
        {"third_party": ThirdParty(indicators=(), noise=1.0)},
        {"records": Records(indicators=()), "services": services(arrivals=0.0)},
        {"periodic": Periodic(daily=0.0)},
        {"vintages": Vintages(noise=0.0, days=10)},
    ],
    ids=lambda n: next(iter(n)),
)
def test_off_equals_the_neutral_value_to_the_bit(neutral):
    same_but_new(played(**neutral), played())


# --- daily and periodic, first and final ------------------------------------------------------------------------------


def test_the_daily_assessment_counts_the_mean_of_the_months():
    """Without chance or gaming the weighted reports of the journal are the figures; the score is their mean."""
    quiet = {"work": work(shock=0.0), "reports": None, "visits": None}
    journal = played(periodic=Periodic(daily=1.0), **quiet)
    latest = events(played(**quiet), "monthly_report")
    mean = latest.pivot_table(index="unit", columns="year", values="amount", aggfunc="mean")
    np.testing.assert_allclose(table(journal, "score"), mean, rtol=0, atol=1e-14)
    half, last = (table(played(periodic=Periodic(daily=d), **quiet), "score") for d in (0.5, 0.0))
    np.testing.assert_allclose(half, 0.5 * mean + 0.5 * last, rtol=0, atol=1e-14)
    assert combined(np.array(0.2), np.array(0.6), Periodic(daily=0.25)) == pytest.approx(0.5)


def test_the_daily_assessment_halves_no_chance_but_averages_it():
    """A mean of twelve independent errors has a twelfth of the variance of the last."""
    quiet = {"work": work(shock=0.0), "reports": reports(noise=0.02, propensity=0.0), "visits": None}
    luck = Luck(3, range(150))
    spread = [
        (table_of(played(1, luck, periodic=p, **quiet), "score")).std(axis=0, ddof=1).mean()
        for p in (None, Periodic(daily=1.0))
    ]
    assert spread[1] / spread[0] == pytest.approx(12**-0.5, rel=0.1)


def table_of(journal, measure):
    """replication x unit"""
    rows = journal.measures[journal.measures["measure"] == measure]
    return rows.pivot(index="replication", columns="unit", values="value")


def test_scores_made_before_the_revision_stand_on_first_figures():
    how = {"reports": None, "visits": None, "work": work(shock=0.0)}
    plain = played(**how)
    early, late = (played(vintages=Vintages(noise=0.02, days=d, bias=0.01), **how) for d in (45, 46))
    pd.testing.assert_frame_equal(table(early, "score"), table(plain, "score"), check_exact=True)
    np.testing.assert_allclose(
        table(late, "score") + table(late, "revision"), table(plain, "score"), rtol=0, atol=1e-14
    )
    assert (table(late, "revision") != 0).all(axis=None)
    noted = events(late, "revised")
    by_unit = noted.pivot(index="unit", columns="year", values="amount")
    pd.testing.assert_frame_equal(by_unit, table(late, "revision"), check_exact=True, check_names=False)
    assert set(noted["day"]) == {250 + 46}


def test_first_figures_are_biased_as_declared():
    how = {"reports": None, "visits": None, "work": work(shock=0.0), "calendar": Calendar(first_day=CALENDAR_DAY)}
    journal = played(1, Luck(1, range(200)), vintages=Vintages(noise=0.02, days=100, bias=0.03), **how)
    taken = -table_of(journal, "revision").to_numpy().ravel()
    assert abs(taken.mean() - 0.03) < 4 * taken.std(ddof=1) / np.sqrt(taken.size)


CALENDAR_DAY = cycle().calendar.first_day
