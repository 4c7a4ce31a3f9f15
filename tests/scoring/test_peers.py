"""What sets a unit apart from those it is ranked with."""

import numpy as np
import pandas as pd
import pytest

from govperf_sim.scoring.peers import against_peers

SCORES = pd.DataFrame(
    {"gdp": [0.9, 0.6, 0.3], "air": [0.2, 0.4, 0.9], "forest": [np.nan, np.nan, 0.5]}, index=["port", "mill", "hill"]
)
GROUPS = {"port": "plain", "mill": "plain", "hill": "mountain"}
WEIGHTS = pd.DataFrame({"gdp": [0.5, 0.2], "air": [0.5, 0.3], "forest": [0.0, 0.5]}, index=["plain", "mountain"])
TOGETHER = dict.fromkeys(GROUPS, "province")


def test_own_weight_times_the_distance_to_the_mean_of_the_pool():
    found = against_peers(SCORES, WEIGHTS, GROUPS, TOGETHER)
    # gdp: mean 0.6; air: mean 0.5
    assert found.loc[("port", "gdp"), "difference"] == pytest.approx(0.5 * 0.3)
    assert found.loc[("hill", "gdp"), "difference"] == pytest.approx(0.2 * -0.3)
    assert found.loc[("mill", "air"), "difference"] == pytest.approx(0.5 * -0.1)
    assert found.loc[("mill", "air"), "mean"] == pytest.approx(0.5)


def test_what_applies_to_one_unit_alone_is_compared_with_nobody():
    found = against_peers(SCORES, WEIGHTS, GROUPS, TOGETHER)
    assert found.loc[("hill", "forest"), "peers"] == 1
    assert np.isnan(found.loc[("hill", "forest"), "difference"])
    assert ("port", "forest") not in found.index


def test_units_of_another_pool_do_not_count():
    found = against_peers(SCORES, WEIGHTS, GROUPS, {"port": "coast", "mill": "coast", "hill": "hills"})
    assert found.loc[("port", "gdp"), "mean"] == pytest.approx(0.75)
    assert found.loc[("hill", "gdp"), "peers"] == 1


def test_where_the_pool_is_one_group_the_differences_add_up_to_the_distance_of_totals():
    rng = np.random.default_rng(5)
    scores = pd.DataFrame(rng.random((7, 12)), index=list("abcdefg")).rename(columns=str)
    weights = pd.DataFrame([rng.dirichlet(np.ones(12))], index=["g"]).rename(columns=str)
    found = against_peers(scores, weights, dict.fromkeys(scores.index, "g"), dict.fromkeys(scores.index, "g"))
    totals = scores.to_numpy() @ weights.to_numpy()[0]
    apart = found["difference"].groupby(level="unit").sum()
    np.testing.assert_allclose(apart.loc[list(scores.index)], totals - totals.mean(), atol=1e-12)
