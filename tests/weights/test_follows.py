"""What follows from proofs and points."""

from govperf_sim.weights.follows import settled, shares_of


def test_a_stage_settles_the_groups_whose_level_has_a_price():
    prices = {"worst_regret(g)": -0.4, "worst_regret(h)": -0.6, "regret(u)": 0.6}
    assert settled(["g", "h", "i"], prices, 0.3) == ["g", "h"]


def test_without_regret_left_all_are_settled():
    assert settled(["g", "h"], {}, 0.0) == ["g", "h"]


def test_points_are_out_of_a_hundred():
    assert shares_of({"g": {"a": 35, "b": 65}}) == {"g": {"a": 0.35, "b": 0.65}}
