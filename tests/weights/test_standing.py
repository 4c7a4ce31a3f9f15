"""How units stand under given weights."""

import numpy as np
import pandas as pd
import pytest
from questions import plain, random_question

from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.standing import standing
from govperf_sim.weights.weighting import Weighting

TABLE = pd.DataFrame({"gdp": [0.5, 0.25], "air": [0.2, 0.75], "edu": [0.3, 0.0]}, index=["cities", "counties"])


def test_scores_and_core_scores_are_weighted_means():
    found = standing(plain(), TABLE)
    assert found.loc["a", "score"] == pytest.approx(0.5 * 0.9 + 0.2 * 0.2 + 0.3 * 0.3)
    # The core is what applies everywhere: gdp and air, 0.7 of the weight of cities.
    assert found.loc["a", "core_score"] == pytest.approx((0.5 * 0.9 + 0.2 * 0.2) / 0.7)
    assert found.loc["c", "core_score"] == pytest.approx(0.25 * 0.5 + 0.75 * 0.6)
    assert found["rank_in_group"].to_dict() == {"a": 1, "b": 2, "c": 1}
    assert found["rank_in_pool"].to_dict() == {"a": 1, "c": 2, "b": 3}


def test_without_weight_on_the_core_there_is_no_core_score():
    found = standing(plain(), pd.DataFrame({"gdp": [0, 1.0], "air": [0, 0.0], "edu": [1.0, 0]}, index=TABLE.index))
    assert np.isnan(found.loc["a", "core_score"])
    assert found.loc["a", "rank_in_pool"] is pd.NA
    assert found.loc["c", "core_score"] == 0.5


def test_equal_scores_share_the_better_rank():
    scores = pd.DataFrame({"x": [0.5, 0.5, 0.1]}, index=list("abc"))
    q = Weighting(scores=scores, groups=pd.Series("g", index=list("abc")))
    assert standing(q, pd.DataFrame({"x": [1.0]}, index=["g"]))["rank_in_group"].to_list() == [1, 1, 3]


def test_an_answer_says_the_same_of_its_own_weights():
    w = derive_weights(random_question(1))
    pd.testing.assert_frame_equal(w.units, standing(w.weighting, w.table))
