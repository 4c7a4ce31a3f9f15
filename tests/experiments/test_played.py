"""Paired comparisons, worked by hand on a made-up record."""

import math

import numpy as np
import pandas as pd
import pytest

from govperf_sim.errors import CycleError
from govperf_sim.experiments.played import Played, interval

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


def test_a_measure_that_is_not_kept_is_refused_with_the_nearest():
    with pytest.raises(CycleError, match="welfare"):
        played(base=[(0.0, 0.0)]).compare("wellfare")


def test_intervals_cover_the_truth_as_often_as_they_say():
    """95 % intervals of 8 normal draws: within 4 standard errors of 95 % of 4,000 samples."""
    samples = np.random.default_rng(5).normal(2.0, 3.0, (4000, 8))
    covered = np.mean([low <= 2.0 <= high for _, low, high in map(interval, samples)])
    assert abs(covered - 0.95) < 4 * math.sqrt(0.95 * 0.05 / 4000)
