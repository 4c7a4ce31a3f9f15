"""Ranges of ranks around published weights: by hand, by walking about, and never against the rules."""

import numpy as np
import pandas as pd
import pytest
from questions import four_groups, of_other_program, one_group, random_question

from govperf_sim.errors import WeightingError
from govperf_sim.robustness.bands import Within, bands
from govperf_sim.robustness.flips import flips
from govperf_sim.robustness.limits import rank_limits
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.rules import Share


def test_a_pair_turns_in_the_band_that_reaches_its_smallest_change():
    """The smallest change of each weight that turns neighbours round is where their ranks begin to overlap."""
    q, _ = of_other_program("weights_small_6x4_order_group")
    w = derive_weights(q)
    radius = 100 * flips(q, w).pairs["each_simplex"]
    for (_, _, ahead, behind), r in radius.items():
        inside = bands(q, w, [r * 0.999], Within.SIMPLEX).table.droplevel([0, 1, 2])
        outside = bands(q, w, [r * 1.001], Within.SIMPLEX).table.droplevel([0, 1, 2])
        rank = inside["rank"]
        assert outside.loc[behind, "best"] <= rank[ahead]
        assert outside.loc[ahead, "worst"] >= rank[behind]
        assert inside["proven"].all()
    least = bands(q, w, [radius.min() * 0.999], Within.SIMPLEX).table
    assert (least["best"] == least["rank"]).all()
    assert (least["worst"] == least["rank"]).all()


def test_bands_hold_every_ranking_met_by_walking_about():
    rng = np.random.default_rng(1)
    codes = list("abcd")
    scores = pd.DataFrame(rng.random((8, 4)), [f"u{i}" for i in range(8)], codes)
    q = one_group(dict.fromkeys(codes, 0.25), [Share("ab", of=["a", "b"], at_most=0.5)], scores)
    w = pd.DataFrame([[0.25] * 4], index=["g"], columns=codes)
    table = bands(q, w, [5]).table
    steps = rng.uniform(-0.05, 0.05, (20000, 4))
    near = 0.25 + steps - steps.mean(axis=1, keepdims=True)
    near = near[(np.abs(near - 0.25) <= 0.05).all(axis=1) & (near[:, :2].sum(axis=1) <= 0.5)]
    s = near @ scores.to_numpy().T
    best, worst = (1 + (s[:, None, :] > s[:, :, None]).sum(axis=2) for _ in range(2))
    assert (table["best"].to_numpy() <= best.min(axis=0)).all()
    assert (table["worst"].to_numpy() >= worst.max(axis=0)).all()


def test_wider_bands_hold_narrower_ones_and_the_widest_is_the_whole_range():
    q, _ = of_other_program("weights_tiny_5x3")
    table = bands(q, derive_weights(q), [0.5, 2, 10, 100]).table
    best, worst = table["best"].unstack("points"), table["worst"].unstack("points")
    assert (best.diff(axis=1).iloc[:, 1:] <= 0).all(axis=None)
    assert (worst.diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    whole = rank_limits(q).table
    assert best[100].tolist() == whole["best"].tolist()
    assert worst[100].tolist() == whole["worst"].tolist()


def test_systems_have_bands_on_their_core():
    q, _ = four_groups()
    w = derive_weights(q)
    table = bands(q, w, [0.5]).table
    core = w.units["rank_in_system"].astype(int)
    ranks = table.loc["system"]["rank"].droplevel(["pool", "points"])
    assert ranks.to_dict() == {u: core[u] for u in ranks.index}
    assert (table["best"] <= table["rank"]).all()
    assert (table["rank"] <= table["worst"]).all()


def test_published_weights_far_from_the_rules_are_refused_within_them():
    scores = pd.DataFrame({"a": [0.9, 0.5], "b": [0.4, 0.7]}, index=["x", "y"])
    q = one_group({"a": 0.5, "b": 0.5}, [Share("a_cap", of=["a"], at_most=0.3)], scores)
    w = pd.DataFrame([[0.5, 0.5]], index=["g"], columns=["a", "b"])
    with pytest.raises(WeightingError, match="1"):
        bands(q, w, [1])
    assert not bands(q, w, [1], Within.SIMPLEX).table.empty
    with pytest.raises(WeightingError):
        bands(q, w, [0, -1])


def test_the_summary_shows_itself():
    q, _ = of_other_program("weights_tiny_5x3")
    assert "<table" in bands(q, derive_weights(q), [1])._repr_html_()


def test_out_of_time_bands_still_nest_and_hold_the_truth():
    q = random_question(11, groups=1, units=16, indicators=10)
    w = derive_weights(q).table
    exact, hurried = (bands(q, w, [0.5, 3, 10], seconds=s).table for s in (20.0, 0.0))
    assert exact["proven"].all()
    assert not hurried["proven"].all(), "some search must have been cut short, or nothing is tested"
    for end, sign in (("best", 1), ("worst", -1)):
        assert (sign * hurried[f"{end}_bound"] <= sign * exact[end]).all()
        assert (sign * exact[end] <= sign * hurried[end]).all()
        for column in (end, f"{end}_bound"):
            assert ((sign * hurried[column].unstack("points")).diff(axis=1).iloc[:, 1:] <= 0).all(axis=None)
