"""Paired comparisons, worked by hand on a made-up record."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from govperf_sim.errors import CycleError
from govperf_sim.experiments.estimates.intervals import mean_interval
from govperf_sim.experiments.played import Played

UNITS = {"a": "cities", "b": "counties"}


def played(**values):
    """Scenario -> replication -> (welfare of a, welfare of b), in one year."""
    rows = [
        (scenario, replication, 1, unit, UNITS[unit], "welfare", value)
        for scenario, runs in values.items()
        for replication, pair in enumerate(runs)
        for unit, value in zip(UNITS, pair, strict=True)
    ]
    columns = ["scenario", "replication", "year", "unit", "group", "measure", "value"]
    return Played(pd.DataFrame(rows, columns=columns), pd.DataFrame(), dict.fromkeys(values, pd.DataFrame()), seed=1)


def test_luck_that_both_share_cancels():
    """Replications differ wildly, yet the variant is better by exactly 0.1 in each: no doubt is left."""
    found = played(base=[(0.0, 0.0), (5.0, 5.0), (-3.0, 9.0)], better=[(0.1, 0.1), (5.1, 5.1), (-2.9, 9.1)])
    row = found.compare("welfare").iloc[0]
    assert (row["scenario"], row["versus"], row["replications"]) == ("better", "base", 3)
    assert [row["difference"], row["low"], row["high"]] == pytest.approx([0.1, 0.1, 0.1])


def test_a_difference_is_told_apart_by_group():
    found = played(base=[(0.0, 0.0), (0.0, 0.0)], other=[(1.0, -1.0), (1.0, -3.0)])
    by_group = found.compare("welfare", by="group").set_index("group")
    assert by_group["difference"].to_dict() == {"cities": 1.0, "counties": -2.0}
    half = 12.706204736 * math.sqrt(2) / math.sqrt(2)  # t(0.975, 1), s.d. of (-1, -3)
    assert by_group.loc["counties", "high"] == pytest.approx(-2.0 + half, rel=1e-8)


def test_one_replication_gives_no_interval():
    row = played(base=[(0.0, 0.0)], other=[(1.0, 1.0)]).compare("welfare").iloc[0]
    assert row["difference"] == 1.0
    assert math.isnan(row["low"])
    assert math.isnan(row["high"])


def test_replications_in_which_one_of_two_lacks_the_measure_do_not_count():
    """Nobody was sanctioned in the variant's second replication, say."""
    found = played(base=[(1.0, 1.0), (2.0, 2.0)], other=[(1.5, 1.5), (9.0, 9.0)])
    frame = found.measures
    lacking = replace(found, measures=frame[(frame["scenario"] != "other") | (frame["replication"] != 1)])
    row = lacking.compare("welfare").iloc[0]
    assert (row["difference"], row["replications"]) == (0.5, 1)
    assert math.isnan(row["low"])


def test_a_measure_that_is_not_kept_is_refused_with_the_nearest():
    with pytest.raises(CycleError, match="welfare"):
        played(base=[(0.0, 0.0)]).compare("wellfare")


def test_intervals_cover_the_truth_as_often_as_they_say():
    """95 % intervals of 8 normal draws: within 4 standard errors of 95 % of 4,000 samples."""
    samples = np.random.default_rng(5).normal(2.0, 3.0, (4000, 8))
    covered = np.mean([low <= 2.0 <= high for _, low, high in map(mean_interval, samples)])
    assert abs(covered - 0.95) < 4 * math.sqrt(0.95 * 0.05 / 4000)


def counted(**values):
    """Scenario -> replication -> (sanctions, those that were false)."""
    rows = [
        (scenario, replication, 1, "a", "cities", measure, float(value))
        for scenario, runs in values.items()
        for replication, pair in enumerate(runs)
        for measure, value in zip(("sanctioned", "falsely_sanctioned"), pair, strict=True)
    ]
    columns = ["scenario", "replication", "year", "unit", "group", "measure", "value"]
    return Played(pd.DataFrame(rows, columns=columns), pd.DataFrame(), dict.fromkeys(values, pd.DataFrame()), seed=1)


def test_a_ratio_is_one_of_sums_and_a_run_with_nothing_counts_for_nothing():
    """5 of 10 and nothing of nothing are a half; shares by run would know of one run only, or call it a quarter."""
    told = counted(base=[(10, 5), (0, 0)]).ratio("falsely_sanctioned", "sanctioned").iloc[0]
    assert [told["ratio"], told["low"], told["high"]] == pytest.approx([0.5, 0.5, 0.5])
    told = counted(base=[(8, 2), (2, 2)]).ratio("falsely_sanctioned", "sanctioned").iloc[0]
    assert told["ratio"] == pytest.approx(0.4)
    half = 12.706204736 * (1.2 / 5 * math.sqrt(2)) / math.sqrt(2)  # (A - 0.4 B) / 5 is -/+ 1.2 / 5
    assert told["high"] == pytest.approx(0.4 + half)


def test_a_ratio_of_nothing_is_not_a_number():
    told = counted(base=[(0, 0), (0, 0)]).ratio("falsely_sanctioned", "sanctioned").iloc[0]
    assert told[["ratio", "low", "high"]].isna().all()


def test_ratios_are_compared_within_replications():
    found = counted(base=[(10, 5), (20, 10)], fair=[(10, 4), (20, 8)])
    row = found.compare_ratio("falsely_sanctioned", "sanctioned").iloc[0]
    assert [row["difference"], row["low"], row["high"]] == pytest.approx([-0.1, -0.1, -0.1])
    assert row["measure"] == "falsely_sanctioned/sanctioned"
    by_unit = found.ratio("falsely_sanctioned", "sanctioned", by="unit")
    assert by_unit[["scenario", "unit", "ratio"]].to_numpy().tolist() == [["base", "a", 0.5], ["fair", "a", 0.4]]


def test_intervals_of_a_ratio_cover_it_as_often_as_they_say():
    """Sanctions are Poisson, each false with chance 0.3; 40 replications, within 0.02 of 95 % (the interval is of large samples)."""
    chance, hits = np.random.default_rng(3), 0
    for _ in range(400):
        sanctions = chance.poisson(6.0, 40)
        found = counted(base=list(zip(sanctions, chance.binomial(sanctions, 0.3), strict=True)))
        row = found.ratio("falsely_sanctioned", "sanctioned").iloc[0]
        hits += row["low"] <= 0.3 <= row["high"]
    assert abs(hits / 400 - 0.95) < 0.02 + 4 * math.sqrt(0.95 * 0.05 / 400)


def test_a_scenario_without_the_measure_is_left_out_and_refused_as_the_first():
    found = counted(base=[(10, 5)], other=[(10, 4)])
    rows = found.measures
    thin = rows[~((rows["scenario"] == "other") & (rows["measure"] == "sanctioned"))]
    kept = Played(thin, pd.DataFrame(), found.weights, seed=1)
    assert kept.compare("sanctioned").empty
    turned = Played(thin, pd.DataFrame(), dict(reversed(found.weights.items())), seed=1)
    for asked in (
        lambda: turned.compare("sanctioned"),
        lambda: turned.compare_ratio("falsely_sanctioned", "sanctioned"),
    ):
        with pytest.raises(CycleError, match="other"):
            asked()
