"""Who is ranked with whom, and by what."""

import numpy as np
import pandas as pd
import pytest
from questions import four_groups, plain

from govperf_sim.errors import InfeasibleRules
from govperf_sim.robustness.pools import pools_of
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.rules import Order, Share

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
