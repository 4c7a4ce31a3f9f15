"""Who is ranked with whom, and by what."""

import numpy as np
import pandas as pd
import pytest
from questions import four_groups, plain

from govperf_sim.errors import InfeasibleRules
from govperf_sim.robustness.acceptability import acceptability
from govperf_sim.robustness.bands import bands
from govperf_sim.robustness.flips import Pairs, flips
from govperf_sim.robustness.limits import rank_limits
from govperf_sim.robustness.pools import pools_of, rankings
from govperf_sim.robustness.standings import ranked, standings
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.rules import CommonTotal, Order, Share

SCORES = pd.DataFrame({"gdp": [1.0, 0.0], "own": [0.5, 0.5], "other": [0.2, 0.2]}, index=["city", "county"])
APPLIES = pd.DataFrame({"gdp": [True, True], "own": [True, False], "other": [False, True]}, index=["a", "b"])


def system(rules):
    groups = pd.Series({"city": "a", "county": "b"})
    return plain(scores=SCORES, groups=groups, applies=APPLIES, reference=None, rules=rules)


def test_scores_of_a_pool_are_those_of_an_answer():
    q, _ = four_groups()
    w = derive_weights(q)
    known = pools_of(q).known
    assert [pool.level for pool in known] == ["group"] * 4 + ["system"] * sum(p.level == "system" for p in known)
    for pool in known:
        score = pool.scores @ np.array([w.cells[cell] for cell in pool.cells])
        if pool.level == "group":
            assert score == pytest.approx(w.units.loc[list(pool.units), "score"].to_numpy())
        else:
            core = w.units.loc[list(pool.units), "core_score"].to_numpy()
            total = score[0] / core[0]
            assert score == pytest.approx(total * core)
            assert pool.total[0] - 1e-9 <= total <= pool.total[1] + 1e-9


def test_a_system_without_a_core_is_listed_apart():
    apart = pd.DataFrame({"gdp": [True, False], "own": [True, False], "other": [False, True]}, index=["a", "b"])
    found = pools_of(
        plain(scores=SCORES, groups=pd.Series({"city": "a", "county": "b"}), applies=apart, reference=None)
    )
    assert [pool.code for pool in found.known] == ["a", "b"]
    assert "common" in found.apart["all"].text("en")


def test_a_system_whose_core_may_vanish_or_differ_is_listed_apart():
    assert "least share" in pools_of(system([])).apart["all"].text("en")
    assert "common_total" in pools_of(system([Share("core", of=["gdp"], at_least=0.1)])).apart["all"].text("en")


def test_equal_totals_are_seen_whatever_rule_makes_them_equal():
    found = pools_of(system([Share("core", of=["gdp"], at_least=0.4, at_most=0.4)]))
    assert not found.apart
    assert found.known[-1].total == pytest.approx((0.4, 0.4))


def test_rules_without_weights_are_named():
    first, second = (
        Order(name, more=a, less=b, gap=0.4) for name, a, b in (("one", "gdp", "own"), ("two", "own", "gdp"))
    )
    with pytest.raises(InfeasibleRules):
        pools_of(system([first, second]))


def ministries(**changed):
    """Five units in two groups of one system; two of the first group and one of the second are ranked apart."""
    scores = pd.DataFrame(
        {"law": [0.9, 0.5, 0.4, 0.2, 0.7], "air": [0.1, 0.5, 0.8, 0.6, 0.3], "own": [0.3, 0.9, 0.2, 0.5, 0.5]},
        index=["tax", "audit", "customs", "health", "parks"],
    )
    given = {
        "scores": scores,
        "groups": pd.Series({"tax": "a", "audit": "a", "customs": "b", "health": "b", "parks": "a"}),
        "applies": pd.DataFrame({"law": [True] * 2, "air": [True] * 2, "own": [True, False]}, index=["a", "b"]),
        "reference": None,
        "pools": pd.Series({"customs": "vertical", "tax": "vertical", "audit": "vertical"}),
        "rules": [
            Share("core", of=["law", "air"], at_least=0.8),
            CommonTotal("ruler", of=["law", "air"]),
            Share("law", of=["law"], at_least=0.1),
        ],
    }
    return plain(**{**given, **changed})


def test_units_with_a_declared_pool_are_ranked_there_and_the_others_with_their_system():
    known = {(p.level, p.code): p for p in pools_of(ministries()).known}
    assert {key: p.units for key, p in known.items()} == {
        ("group", "a"): ("tax", "audit", "parks"),
        ("group", "b"): ("customs", "health"),
        ("system", "all"): ("health", "parks"),
        ("pool", "vertical"): ("tax", "audit", "customs"),
    }
    assert all("own" not in {k for _, k in p.cells} for (level, _), p in known.items() if level != "group")


def test_what_each_part_says_of_a_declared_pool_is_what_the_answer_says():
    q = ministries()
    w = derive_weights(q)
    exact, near = rank_limits(q).table, bands(q, w.table, [1.0]).table.droplevel("points")
    drawn = acceptability(q, 4_000).units
    for unit, row in w.units.iterrows():
        key = ("pool" if row["pool"] == "vertical" else "system", row["pool"], unit)
        assert near.loc[key, "rank"] == row["rank_in_pool"]
        assert exact.loc[key, "best"] <= near.loc[key, "best"] <= row["rank_in_pool"] <= near.loc[key, "worst"]
        assert exact.loc[key, "best"] <= drawn.loc[key, "best_drawn"] <= drawn.loc[key, "worst_drawn"]
        assert drawn.loc[key, "worst_drawn"] <= exact.loc[key, "worst"]
        assert ranked(standings(w))[key] == row["rank_in_pool"]


def test_the_ranges_of_a_declared_pool_are_those_of_all_ways_to_weigh_its_core():
    """Law weighs v of the core, 0.1 of the whole and at most all of it: v from 0.1 to 1, alike in both groups or not.

    Each group weighs law as it likes: tax, 0.9 v + 0.1 (1 - v), is anywhere in [0.18, 0.9], audit at 0.5, and customs,
    0.4 v + 0.8 (1 - v), in [0.4, 0.76].  So all three can be first, and all three last.
    """
    exact = rank_limits(ministries()).table.sort_index().loc[("pool", "vertical")]
    assert exact[["best", "worst"]].to_dict("index") == {
        "tax": {"best": 1, "worst": 3},
        "audit": {"best": 1, "worst": 3},
        "customs": {"best": 1, "worst": 3},
    }


def test_a_pool_within_one_group_needs_no_common_total_and_the_rest_does():
    q = ministries(pools=pd.Series({"tax": "vertical", "audit": "vertical"}), rules=ministries().rules[:1])
    found = pools_of(q)
    assert set(found.apart) == {"all"}
    assert [p.code for p in found.known] == ["a", "b", "vertical"]


def test_a_part_of_the_only_group_is_ranked_apart_and_the_whole_of_it_is_the_group():
    one = {"groups": pd.Series("a", index=ministries().scores.index), "applies": None}
    one["scores"] = ministries().scores
    found = rankings(ministries(**one, rules=[]))
    assert list(found) == [("group", "a"), ("system", "all"), ("pool", "vertical")]
    assert list(rankings(ministries(**one, rules=[], pools=None))) == [("group", "a")]


def test_a_change_that_turns_a_declared_pool_round_keeps_its_ruler():
    q = ministries()
    pairs = flips(q, derive_weights(q).table, Pairs.ALL).pairs.sort_index().loc[("pool", "vertical")]
    assert np.isfinite(pairs["total_simplex"]).all()
    assert (pairs["total_simplex"] <= pairs["total_rules"] + 1e-9).all()
