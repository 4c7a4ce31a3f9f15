"""Units of a system compared on its core."""

import numpy as np
import pandas as pd
import pytest
from questions import plain

from govperf_sim.weights.on_core import core_constant, core_effective, core_redundant, core_scores, core_weights
from govperf_sim.weights.weighting import Weighting

TABLE = pd.DataFrame({"gdp": [0.5, 0.25], "air": [0.2, 0.75], "edu": [0.3, 0.0]}, index=["cities", "counties"])


def many(n, **columns):
    units = [f"u{i}" for i in range(n)]
    return Weighting(scores=pd.DataFrame(columns, index=units), groups=pd.Series("g", index=units))


def test_the_core_is_what_applies_in_every_group_and_its_weights_add_up_to_one():
    q = plain()
    assert list(core_scores(q, "all").columns) == ["gdp", "air"]
    shares = core_weights(q, TABLE, "all")
    assert shares.loc["cities"].to_dict() == pytest.approx({"gdp": 5 / 7, "air": 2 / 7})
    assert core_weights(q, TABLE.assign(gdp=0.0, air=[0.0, 1.0], edu=[1.0, 0.0]), "all") is None


def test_shares_of_the_variance_are_covariances_with_the_total():
    q = plain()
    found = core_effective(q, TABLE, "all")
    of = {"a": (5 / 7, 2 / 7), "b": (5 / 7, 2 / 7), "c": (0.25, 0.75)}
    parts = np.array([[w * q.scores.loc[u, k] for w, k in zip(of[u], ("gdp", "air"), strict=True)] for u in "abc"])
    covariance = np.cov(np.column_stack([parts, parts.sum(axis=1)]).T)
    assert found["effective"].to_list() == pytest.approx((covariance[:2, 2] / covariance[2, 2]).tolist())
    assert found["nominal"].sum() == pytest.approx(1)


def test_two_units_and_units_alike_are_not_taken_apart():
    half = pd.DataFrame({"x": [0.5], "y": [0.5]}, index=["g"])
    assert core_effective(many(2, x=[0.1, 0.9], y=[0.5, 0.4]), half, "all") is None
    assert core_effective(many(3, x=[0.1, 0.3, 0.2], y=[0.3, 0.1, 0.2]), half, "all") is None


def test_what_moves_together_is_found_among_ten_units_and_not_among_nine():
    x = np.linspace(0.1, 0.9, 10)
    columns = {"x": x, "same": x / 2, "flat": np.full(10, 0.5)}
    assert core_constant(many(10, **columns), "all") == ["flat"]
    found = core_redundant(many(10, **columns), "all")
    assert found.pairs[["first", "second", "units"]].to_numpy().tolist() == [["x", "same", 10]]
    assert core_redundant(many(9, **{k: v[:9] for k, v in columns.items()}), "all") is None
