"""Weights of several parties joined, by hand and against a second program."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from govperf_sim.errors import PreferenceError
from govperf_sim.weights.preferences.stakeholders import stakeholder_mix

PARTIES = ["internal", "public", "expert", "third_party"]
OPINIONS = pd.DataFrame(
    [[0.5, 0.3, 0.1, 0.1], [0.1, 0.2, 0.4, 0.3], [0.2, 0.3, 0.3, 0.2], [0.25, 0.25, 0.25, 0.25]],
    index=PARTIES,
    columns=["growth", "jobs", "health", "air"],
)


def test_a_party_with_more_than_half_of_the_power_has_its_way_in_the_median():
    found = stakeholder_mix(OPINIONS, {"internal": 1, "public": 4, "expert": 1, "third_party": 1}).median
    assert found.face.unique
    assert found.face.weights.to_dict() == pytest.approx(OPINIONS.loc["public"].to_dict())
    assert found.distances["public"] == pytest.approx(0)


def test_two_parties_of_equal_power_leave_the_median_anywhere_between_them_and_settle_half_way():
    found = stakeholder_mix(OPINIONS.loc[["internal", "public"]], {"internal": 1, "public": 1}).median
    assert found.face.optimum == pytest.approx(0.5 * 1.0)
    assert found.face.ranges.loc["growth"].to_list() == pytest.approx([0.1, 0.5])
    assert found.face.open == ("growth", "jobs", "health", "air")
    assert found.settled.to_list() == pytest.approx([0.3, 0.25, 0.25, 0.2])


def test_minimax_leaves_the_stronger_party_nearer():
    """Powers 3 to 1, parties 1.0 apart: distances 0.25 and 0.75."""
    found = stakeholder_mix(OPINIONS.loc[["internal", "public"]], {"internal": 3, "public": 1}).minimax
    assert found.face.optimum == pytest.approx(0.75 * 0.25)
    assert found.distances.to_dict() == pytest.approx({"internal": 0.25, "public": 0.75})


@pytest.mark.parametrize("way", ["median", "minimax"])
def test_optimum_and_ranges_are_those_of_a_program_written_a_second_time(way):
    powers = np.array([0.4, 0.2, 0.3, 0.1])
    found = getattr(stakeholder_mix(OPINIONS, dict(zip(PARTIES, powers, strict=True))), way)
    p = OPINIONS.to_numpy()
    n, size = p.shape[1], p.size
    columns = n + size + 1
    rows, limits = [], []
    for r, (h, k) in enumerate(np.ndindex(p.shape)):
        for sign in (1, -1):
            row = np.zeros(columns)
            row[k], row[n + r] = sign, -1
            rows.append(row)
            limits.append(sign * p[h, k])
    for h, power in enumerate(powers):
        row = np.zeros(columns)
        row[n + h * n : n + (h + 1) * n], row[-1] = power, -1
        rows.append(row)
        limits.append(0)
    cost = np.r_[np.zeros(n), np.repeat(powers, n), 0] if way == "median" else np.eye(columns)[-1]
    free_level = [(0, None)] * (columns - 1) + [(0, None)]
    whole = {"A_eq": [np.r_[np.ones(n), np.zeros(size + 1)]], "b_eq": [1], "bounds": free_level}
    optimum = linprog(cost, A_ub=rows, b_ub=limits, **whole).fun
    assert found.face.optimum == pytest.approx(optimum, abs=1e-9)
    rows.append(cost)
    limits.append(optimum + 1e-10)
    for j, k in enumerate(OPINIONS):
        ends = [s * linprog(s * np.eye(columns)[j], A_ub=rows, b_ub=limits, **whole).fun for s in (1, -1)]
        assert found.face.ranges.loc[k].to_list() == pytest.approx(ends, abs=1e-7)
    assert found.settled.sum() == pytest.approx(1)


def test_the_order_of_parties_and_items_decides_nothing():
    powers = {"internal": 4, "public": 2, "expert": 3, "third_party": 1}
    one, other = stakeholder_mix(OPINIONS, powers), stakeholder_mix(OPINIONS.iloc[::-1, ::-1], powers)
    for way in ("median", "minimax"):
        first, second = getattr(one, way).settled, getattr(other, way).settled
        assert second[first.index].to_list() == pytest.approx(first.to_list(), abs=1e-8)


def test_agreement_is_kept():
    same = pd.DataFrame([OPINIONS.loc["public"]] * 3, index=PARTIES[:3])
    found = stakeholder_mix(same, dict.fromkeys(PARTIES[:3], 1))
    for way in (found.median, found.minimax):
        assert way.face.weights.to_list() == pytest.approx(OPINIONS.loc["public"].to_list())


def test_nonsense_is_named_all_at_once():
    bad = OPINIONS.rename(index={"third_party": "第三方"}).astype(object)
    bad.loc["internal", "air"] = 0.3
    bad.loc["public", "air"] = -0.1
    with pytest.raises(PreferenceError) as raised:
        stakeholder_mix(bad, {"internal": 0, "public": 1, "expert": "2", "somebody": 1})
    keys = [f.message.key.split(".")[1] for f in raised.value.faults]
    expected = ["bad_code", "no_power", "bad_power", "bad_power", "power_of_nobody", "opinion_sum", "bad_weight"]
    assert keys == expected
    assert raised.value.text("zh")
    with pytest.raises(PreferenceError, match="at least 2"):
        stakeholder_mix(OPINIONS[["air"]] * 0 + 1, dict.fromkeys(PARTIES, 1))
