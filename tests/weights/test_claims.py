"""What can be worked out from the question of a certificate."""

import pytest

from govperf_sim.weights.claims import Question, ranks

CONTENT = {
    "groups": {
        "g": {"system": "r", "indicators": ["a", "b"], "units": ["u", "v"]},
        "h": {"system": "r", "indicators": ["a", "c"], "units": ["x"]},
        "i": {"system": "s", "indicators": ["c"], "units": ["y"]},
    },
    "scores": {"u": {"a": 1.0, "b": 0.0}, "v": {"a": 0.0, "b": 0.5}, "x": {"a": 0.25, "c": 1.0}, "y": {"c": 0.5}},
    "domains": None,
    "pools": {"u": "r", "v": "r", "x": "r", "y": "apart"},
    "reference": None,
    "rules": [
        {"row": "cap(g)", "groups": ["g"], "alone": True, "terms": {"w(g,a)": 1.0}, "sense": "<=", "limit": 0.5},
        {"row": "tie", "groups": ["g", "h"], "alone": False, "terms": {"w(g,a)": 1.0, "w(h,a)": -1.0}, "sense": "=",
         "limit": 0.0},
    ],
}  # fmt: skip
Q = Question(CONTENT)


def test_groups_that_a_row_ties_are_one_part():
    assert Q.parts == (("g", "h"), ("i",))


def test_a_benchmark_knows_only_the_rules_of_its_group():
    assert list(Q.own_rows("g")) == ["cap(g)"]
    assert not Q.own_rows("h")
    assert set(Q.rows_of(("g", "h"))) == {"cap(g)", "tie"}


def test_the_core_is_what_all_groups_of_the_system_share():
    assert Q.core == {"g": ["a"], "h": ["a"], "i": ["c"]}
    assert Q.core_score("x", "h", {"a": 0.5, "c": 0.5}) == 0.25
    assert Q.core_score("x", "h", {"a": 0.0, "c": 1.0}) is None


def test_regret_is_the_share_of_its_range_that_a_unit_loses():
    bounds = {"u": (0.5, 0.0), "v": (0.5, 0.4999), "x": (1.0, 0.25), "y": (0.5, 0.5)}
    assert Q.regret("u", "g", {"a": 0.25, "b": 0.75}, bounds) == 0.5
    assert Q.regret("v", "g", {"a": 0.5, "b": 0.5}, bounds) is None
    assert Q.worst_regret("i", {"i": {"c": 1.0}}, bounds) == 0


def test_without_a_reference_the_start_is_equal_weights():
    assert Q.start["g"] == {"a": 0.5, "b": 0.5}


def test_or_equal_domains_where_they_are_known():
    assert Question({**CONTENT, "domains": {"a": "one", "b": "two", "c": "two"}}).start["h"] == {"a": 0.5, "c": 0.5}
    one = Question({**CONTENT, "domains": dict.fromkeys("abc", "one")})
    assert one.start["g"] == {"a": 0.5, "b": 0.5}


def test_totals_that_do_not_differ_have_no_effective_weights():
    assert Q.effective("i", {"c": 1.0}) is None
    assert sum(Q.effective("g", {"a": 0.6, "b": 0.4}).values()) == pytest.approx(1)


def test_ties_share_the_better_rank_and_no_score_has_none():
    found = ranks({"u": 0.5, "v": 0.5 + 1e-12, "x": 0.7, "y": None}, dict.fromkeys("uvxy", "pool"))
    assert found == {"u": 2, "v": 2, "x": 1, "y": None}
