"""Pairwise comparisons, against other programs and by hand."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from questions import golden
from scipy.optimize import linprog

from govperf_sim.errors import PreferenceError
from govperf_sim.weights.preferences.pairwise import joined, pairwise

CASES = golden("preferences_pairwise")["cases"]


def square(rows):
    codes = [f"k{j}" for j in range(len(rows))]
    return pd.DataFrame(rows, index=codes, columns=codes, dtype=float)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_weights_ratios_and_uniqueness_are_those_of_other_programs(case):
    computed, close = case["computed"], case["tolerance"]
    found = pairwise(square(case["input"]["matrix"]))
    assert found.eigenvector.to_list() == pytest.approx(computed["eigen_weights"], abs=close["eigen"])
    assert found.geometric_mean.to_list() == pytest.approx(computed["row_geometric_mean"], abs=close["eigen"])
    assert found.lambda_max == pytest.approx(computed["lambda_max"], abs=close["lambda_max"])
    assert found.index == pytest.approx(computed["CI"], abs=close["lambda_max"])
    assert found.ratio == pytest.approx(computed["CR_saaty_RI"], abs=close["lambda_max"])
    for name, program in (("l1", found.least_total), ("linf", found.least_largest)):
        assert program.face.optimum == pytest.approx(computed[f"log_{name}_objective"], abs=close["log_objectives"])
        assert program.face.unique == computed[f"log_{name}_weights_unique"]
        if program.face.unique:
            assert program.face.weights.to_list() == pytest.approx(computed[f"log_{name}_weights"], abs=1e-7)


def corners(matrix, total, rng, count):
    """Corners of the optimal face of a program written down a second time, in random directions; as weights."""
    logs, n = np.log(matrix), len(matrix)
    pairs = list(itertools.combinations(range(n), 2))
    rows, bounds = [], []
    for r, (i, j) in enumerate(pairs):
        for sign in (1, -1):
            row = np.zeros(n + len(pairs))
            row[i], row[j], row[n + (r if total else 0)] = sign, -sign, -1
            rows.append(row)
            bounds.append(sign * logs[i, j])
    cost = np.r_[np.zeros(n), np.ones(len(pairs)) if total else np.eye(len(pairs))[0]]
    limits = [(0, 0)] + [(None, None)] * (n - 1) + [(0, None)] * len(pairs)
    optimum = linprog(cost, A_ub=rows, b_ub=bounds, bounds=limits).fun
    rows.append(cost)
    bounds.append(optimum + 1e-9)
    for _ in range(count):
        aim = np.r_[rng.normal(size=n), np.zeros(len(pairs))]
        v = linprog(aim, A_ub=rows, b_ub=bounds, bounds=limits).x[:n]
        yield np.exp(v) / np.exp(v).sum()


@pytest.mark.parametrize("total", [True, False], ids=["sum", "largest"])
def test_ranges_hold_every_corner_of_the_face_and_are_attained(total):
    """The house of 1990: eight items, and many optima of both programs."""
    matrix = np.array(next(c for c in CASES if c["id"] == "ahp_house_1990")["input"]["matrix"])
    found = pairwise(square(matrix))
    ranges = (found.least_total if total else found.least_largest).face.ranges
    weights = np.array(list(corners(matrix, total, np.random.default_rng(7), 150)))
    assert (weights >= ranges["least"].to_numpy() - 1e-7).all()
    assert (weights <= ranges["most"].to_numpy() + 1e-7).all()
    settled = (found.least_total if total else found.least_largest).settled
    assert (settled >= ranges["least"] - 1e-8).all()
    assert (settled <= ranges["most"] + 1e-8).all()
    wide = (ranges["most"] - ranges["least"]).to_numpy() > 1e-3
    near = np.minimum(np.abs(weights - ranges["least"].to_numpy()), np.abs(weights - ranges["most"].to_numpy()))
    assert near.min(axis=0)[wide] == pytest.approx(0, abs=1e-6)


def test_the_range_of_three_comparisons_by_hand():
    """With a sum of deviations the whole fault of a triple may lie in any of its three answers.

    style/reliability 1/2, reliability/fuel 4, style/fuel 3: by way it is 2, and ln 1.5 = 0.405 has to be forgiven.  Put in
    the first answer the weights are as 3 : 4 : 1, in the second 3 : 6 : 1, in the third 2 : 4 : 1.
    """
    found = pairwise(square([[1, 1 / 2, 3], [2, 1, 4], [1 / 3, 1 / 4, 1]])).least_total.face
    assert found.optimum == pytest.approx(math.log(1.5))
    assert found.ranges["least"].to_list() == pytest.approx([2 / 7, 4 / 8, 1 / 10])
    assert found.ranges["most"].to_list() == pytest.approx([3 / 8, 6 / 10, 1 / 7])


def test_the_most_inconsistent_triple_by_hand():
    """a is twice b, b three times c, so a should be six times c and not twice; d is as important as a."""
    found = pairwise(square([[1, 2, 2, 1], [1 / 2, 1, 3, 1 / 2], [1 / 2, 1 / 3, 1, 1 / 2], [1, 2, 2, 1]])).triple
    assert (found.first, found.between, found.last) == ("k0", "k1", "k2")
    assert (found.direct, found.by_way, found.inconsistency) == pytest.approx((2, 6, 2 / 3))


def test_a_consistent_matrix_has_one_answer_by_every_method():
    w = np.array([0.5, 0.25, 0.125, 0.125])
    found = pairwise(square(w[:, None] / w))
    for weights in (
        found.eigenvector,
        found.geometric_mean,
        found.least_total.face.weights,
        found.least_largest.settled,
    ):
        assert weights.to_list() == pytest.approx(w.tolist())
    assert found.triple is None
    assert found.ratio == pytest.approx(0, abs=1e-12)


def test_two_items_are_always_consistent():
    found = pairwise(square([[1, 4], [1 / 4, 1]]))
    assert found.eigenvector.to_list() == pytest.approx([0.8, 0.2])
    assert found.ratio == 0
    assert found.triple is None


def test_several_experts_meet_in_the_geometric_mean_of_their_answers():
    one, two = square([[1, 2], [1 / 2, 1]]), square([[1, 8], [1 / 8, 1]])
    assert joined({"one": one, "two": two.iloc[::-1, ::-1]}).to_numpy() == pytest.approx(np.array([[1, 4], [1 / 4, 1]]))


def refused(matrix, ask=pairwise):
    with pytest.raises(PreferenceError) as raised:
        ask(matrix)
    assert raised.value.text("zh")
    assert raised.value.text("en")
    return [f.message.key.removeprefix("preferences.") for f in raised.value.faults]


def test_nonsense_is_named_all_at_once():
    bad = square([[1, 2, 11], [0.33, 2, np.nan], [1 / 11, 3, 1]])
    assert refused(bad) == ["pair_off_scale", "not_one", "pair_off_scale", "pair_off_scale", "not_reciprocal"]
    assert refused(square([[1]])) == ["too_few"]
    assert refused(square(np.ones((16, 16)))) == ["too_many"]
    assert refused(square([[1, 2], [0.5, 1]]).rename(columns={"k1": "z"})) == ["not_square"]
    assert refused({"one": square(np.ones((2, 2))), "two": square(np.ones((3, 3)))}, joined) == ["other_items"]
    assert refused({"one": bad, "two": square(np.ones((3, 3)))}, joined)[0] == "pair_off_scale"
    assert refused({}, joined) == ["nobody"]


def test_a_third_typed_as_a_decimal_is_not_taken_for_a_third():
    with pytest.raises(PreferenceError, match="1/3"):
        pairwise(square([[1, 3], [0.33, 1]]))
