"""Reference weights from filled-in questionnaires."""

import numpy as np
import pandas as pd
import pytest

from govperf_sim.errors import PreferenceError
from govperf_sim.office.questionnaires import Answered
from govperf_sim.office.reference import reference
from govperf_sim.office.ways import Way
from govperf_sim.weights.preferences.best_worst import BestWorst

DOMAINS = ["growth", "livelihood", "environment", "services"]


def points(who, *shares):
    return Answered(who, Way.POINTS, {"towns": pd.Series(dict(zip(DOMAINS, shares, strict=True)))})


def best_worst_answer(who):
    """In the ratios 1 : 8 : 4 : 2, without a contradiction."""
    best_to = dict(zip(DOMAINS, (8, 1, 2, 4), strict=True))
    return Answered(who, Way.BEST_WORST, {"towns": BestWorst("livelihood", "growth", best_to, _worst(best_to))})


def _worst(best_to):
    return {k: 8 / x for k, x in best_to.items()}


def test_consistent_experts_give_the_ratios_they_said_and_a_scenario_takes_them(towns, asked):
    found = reference([best_worst_answer("one"), best_worst_answer("two")], asked(Way.BEST_WORST))
    assert found.shares == {"growth": 0.066667, "livelihood": 0.533333, "environment": 0.266667, "services": 0.133333}
    assert sum(found.shares.values()) == pytest.approx(1, abs=1e-12)
    assert found.table.loc["towns", "weight"].to_list() == pytest.approx([1 / 15, 8 / 15, 4 / 15, 2 / 15])
    assert [m.values["said"].key for m in found.said] == ["office.said_consistent"] * 2
    changed = towns.replace("reference.domain_shares", found.shares, because="two experts asked for this test")
    assert changed.document.reference.domain_shares == found.shares


def test_pairs_give_the_eigenvector_and_what_the_methods_leave_open(asked):
    w = np.array([1, 8, 4, 2]) / 15
    matrix = pd.DataFrame(w[:, None] / w, index=DOMAINS, columns=DOMAINS)
    table = reference([Answered("one", Way.PAIRS, {"towns": matrix})], asked(Way.PAIRS)).table
    for column in ("weight", "least", "most", "geometric_mean", "least_total", "least_largest"):
        assert table.loc["towns", column].to_list() == pytest.approx(w.tolist(), abs=1e-8)
    matrix.loc["growth", "services"], matrix.loc["services", "growth"] = 2.0, 0.5
    found = reference([Answered("one", Way.PAIRS, {"towns": matrix})], asked(Way.PAIRS))
    assert (found.table["most"] - found.table["least"]).max() > 0.01
    assert [m.values["said"].key for m in found.said] == ["office.said_ratio", "office.said_triple"]
    assert "“公共服务”" in found.said[1].text("zh")


def test_points_are_joined_by_power(asked):
    answers = [points("inside", 0.7, 0.1, 0.1, 0.1), points("public", 0.1, 0.3, 0.3, 0.3)]
    found = reference(answers, asked(Way.POINTS), powers={"inside": 1, "public": 3})
    assert found.table.loc["towns", "weight"].to_list() == pytest.approx([0.1, 0.3, 0.3, 0.3])
    even = reference(answers, asked(Way.POINTS), powers={"inside": 1, "public": 1})
    assert even.table.loc[("towns", "growth"), ["least", "most"]].to_list() == pytest.approx([0.1, 0.7])
    assert even.said[-1].values["said"].key == "office.said_open"


def test_a_ranking_gives_ranges_and_no_shares(towns, asked):
    places = pd.Series({"long_bridge": 1, "east_ford": 2, "new_market": 3})
    panel = Answered("panel", Way.RANKING, {"plain_towns": places})
    found = reference([panel], asked(Way.RANKING), towns.weighting)
    own = towns.weighting.indicators_of["plain_towns"]
    assert list(found.table.loc["plain_towns"].index) == list(own)
    assert found.table["weight"].isna().all()
    assert [m.key for m in found.said] == ["office.in_set", "office.set_unanswered"]
    with pytest.raises(PreferenceError, match="ranges"):
        _ = found.shares
    with pytest.raises(PreferenceError, match="scores"):
        reference([panel], asked(Way.RANKING))


def test_what_cannot_be_joined_is_named_all_at_once(asked):
    twice = [points("inside", 0.7, 0.1, 0.1, 0.1), points("inside", 0.1, 0.3, 0.3, 0.3)]
    with pytest.raises(PreferenceError) as raised:
        reference(twice, asked(Way.POINTS), powers={"public": 1})
    keys = [f.message.key for f in raised.value.faults]
    assert keys == ["office.same_name", "preferences.no_power", "preferences.power_of_nobody"]
    with pytest.raises(PreferenceError, match="powers are for"):
        reference([best_worst_answer("one")], asked(Way.BEST_WORST), powers={"one": 1})
    with pytest.raises(PreferenceError, match="nobody"):
        reference([], asked(Way.BEST_WORST))
    with pytest.raises(PreferenceError, match="one at a time"):
        reference([Answered(who, Way.RANKING, {}) for who in "ab"], asked(Way.RANKING))
