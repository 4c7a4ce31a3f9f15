"""What the optimal weights of a unit have in common, by hand and by the textbook programs."""

import numpy as np
import pytest
from doubts import CASES, of_textbook, question

import govperf_sim as gp
from govperf_sim.weights.rules import EachOwnShare


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_efficiencies_uniqueness_and_ranges_of_weights_of_the_textbooks(case):
    found, raw = of_textbook(case)
    theta, ranges = np.array(case["computed"]["theta"]), case["computed"]["weight_ranges_inputs_then_outputs"]
    assert found.score.to_list() == pytest.approx(theta, abs=case["tolerance"]["theta"])
    if published := case.get("published", {}).get("theta"):
        assert found.score.to_list() == pytest.approx(published, abs=case["tolerance"]["published"])
    assert found.table["unique"].to_list() == case["computed"]["weights_unique"]
    for i, unit in enumerate(found.score.index):
        # There inputs weigh 1 in all and outputs theta; their ranges are widened by up to 1e-7 of a weight.
        shares = np.array(ranges[i]) * raw[i][:, None] / (1 + theta[i])
        assert found.shares.loc[unit].to_numpy() == pytest.approx(shares, abs=1e-6)


def test_a_unit_that_is_best_at_everything_may_choose_any_weights():
    found = gp.benchmark_scores(question([[0.8, 0.6], [0.4, 0.3], [0.4, 0.2]]))
    assert found.shares.loc["u0"].to_numpy() == pytest.approx(np.array([[0, 1], [0, 1]]), abs=1e-9)
    row = found.table.loc["u0"]
    assert (row["unique"], row["nothing_from"], row["need_nothing_from"], row["peers"]) == (False, 0, 2, ("u0",))


def test_a_unit_behind_leans_on_what_it_is_relatively_best_at():
    """u2 has half of u0 on k0 and a third on k1: all on k0, half."""
    found = gp.benchmark_scores(question([[0.8, 0.6], [0.4, 0.3], [0.4, 0.2]]))
    assert found.score["u2"] == pytest.approx(0.5)
    assert found.shares.loc["u2"].to_numpy() == pytest.approx(np.array([[1, 1], [0, 0]]), abs=1e-9)
    row = found.table.loc["u2"]
    assert (row["unique"], row["nothing_from"], row["need_nothing_from"], row["peers"]) == (True, 1, 1, ("u0",))


def test_peers_are_those_who_are_best_under_every_optimal_choice():
    """u0 and u1 mirror one another; u2 on the diagonal below is indifferent between... the equal weights only."""
    found = gp.benchmark_scores(question([[0.8, 0.4], [0.4, 0.8], [0.5, 0.5]]))
    assert found.score["u2"] == pytest.approx(5 / 6)
    assert found.table.loc["u2", "peers"] == ("u0", "u1")
    assert found.table.loc["u2", "unique"]
    assert found.shares.loc["u2"].to_numpy() == pytest.approx(0.5, abs=1e-9)


def test_most_benchmarks_of_random_panels_are_1_and_none_of_these_has_one_set_of_weights():
    """As in the design: in random panels of 21 x 8 four in five units score 1, all with a choice of weights."""
    found = gp.benchmark_scores(question(np.random.default_rng(3).random((21, 8))))
    best = found.table["score"] > 1 - 1e-9
    assert best.mean() > 0.5
    assert not found.table.loc[best, "unique"].any()


@pytest.mark.parametrize("seed", range(3))
def test_the_ends_of_the_intervals_are_optimal(seed):
    """Every interval of a share holds the shares of an optimal point found independently, one end at a time."""
    from scipy.optimize import linprog

    x = np.random.default_rng(seed).uniform(0.1, 1, (8, 4))
    found = gp.benchmark_scores(question(x), rules=[EachOwnShare("e", of=[f"k{j}" for j in range(4)], at_most=0.6)])
    for i in range(8):
        t = 1 / found.score.iloc[i] + 1e-9
        for k in range(4):
            ends = [
                sign * linprog(sign * x[i] * (np.arange(4) == k), A_ub=x, b_ub=np.full(8, t), A_eq=[x[i]], b_eq=[1],
                               bounds=[(0, 0.6 / a) for a in x[i]], method="highs").fun
                for sign in (1, -1)
            ]  # fmt: skip
            assert found.shares.loc[(f"u{i}", f"k{k}")].to_list() == pytest.approx(ends, abs=1e-6)
