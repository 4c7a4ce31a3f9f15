"""Given schemes, held against the rules."""

import pandas as pd
import pytest
from questions import GROWTH, one_group, plain, random_question

from govperf_sim.errors import WeightingError
from govperf_sim.weights.compare import compare_schemes
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference
from govperf_sim.weights.rules import Comparability, Share, TotalMovement

CAP = Share("cap", of=["gdp"], at_most=0.3, source=GROWTH)


def scheme(**rows):
    return pd.DataFrame(rows).T.reindex(columns=["gdp", "air", "edu"]).fillna(0.0)


OLD = scheme(cities={"gdp": 0.5, "air": 0.2, "edu": 0.3}, counties={"gdp": 0.25, "air": 0.75})
NEW = scheme(cities={"gdp": 0.1, "air": 0.6, "edu": 0.3}, counties={"gdp": 0.25, "air": 0.75})


def test_a_broken_row_is_named_with_its_source_and_by_how_much():
    broken = compare_schemes(plain(rules=[CAP]), {"old": OLD, "new": NEW}).broken
    assert list(broken.index) == [("old", "cap(cities)")]
    row = broken.loc[("old", "cap(cities)")]
    assert row["by"] == pytest.approx(0.2)
    assert row["value"] == pytest.approx(0.5)
    assert (row["clause"], row["place"]) == ("V-1d", "rules.yaml:6")


def test_rules_across_groups_and_over_time_are_held_against_it_too():
    last = {"cities": {"gdp": 0.2, "air": 0.5, "edu": 0.3}}
    rules = [Comparability("ruler", of=["gdp"], at_most=0.1), TotalMovement("little", last=last, at_most=0.1)]
    broken = compare_schemes(plain(rules=rules), {"old": OLD}).broken
    assert broken["by"].to_dict() == pytest.approx({
        ("old", "ruler_max(cities,gdp)"): 0.025,
        ("old", "ruler_min(counties,gdp)"): 0.025,
        ("old", "little(cities)"): 0.2,
    })  # fmt: skip


def test_units_and_groups_are_compared_with_the_first():
    found = compare_schemes(plain(), {"old": OLD, "new": NEW})
    assert found.units.loc[("old", "a"), "score"] == pytest.approx(0.5 * 0.9 + 0.2 * 0.2 + 0.3 * 0.3)
    assert found.units.loc["old", "rank_change"].eq(0).all()
    assert found.units.loc["new", "rank_change"].to_dict() == {"a": 1, "b": -1, "c": 0}
    assert found.groups.loc[("new", "cities"), "ranks_changed"] == 2
    assert found.groups.loc[("new", "cities"), "largest_rank_change"] == 1
    assert found.groups.loc[("new", "counties"), "ranks_changed"] == 0


def test_regret_is_that_of_the_own_best():
    """Without rules the best for b is all on air (0.8), the worst all on edu (0.3)."""
    found = compare_schemes(plain(), {"old": OLD})
    score = 0.5 * 0.4 + 0.2 * 0.8 + 0.3 * 0.3
    assert found.units.loc[("old", "b"), "regret"] == pytest.approx((0.8 - score) / 0.5)


def test_the_nearest_admissible_scheme_is_the_closest_point():
    found = compare_schemes(plain(rules=[CAP]), {"old": OLD, "new": NEW})
    assert found.distance.to_dict() == pytest.approx({"old": 0.4 / 2, "new": 0.0})
    assert found.nearest["old"].loc["cities"].to_dict() == pytest.approx({"gdp": 0.3, "air": 0.3, "edu": 0.4})
    pd.testing.assert_frame_equal(found.nearest["new"], NEW, check_names=False)


def test_derived_weights_break_nothing():
    q = random_question(2)
    derived = derive_weights(q)
    found = compare_schemes(q, {"derived": derived, "closest": derive_weights(q, ClosestToReference())})
    assert found.broken.empty
    assert found.distance.abs().max() < 1e-8
    mine = derived.units
    pd.testing.assert_series_equal(found.units.loc["derived", "regret"], mine["regret"], check_names=False)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (OLD.drop("counties"), "“old” has no row for the group “counties”"),
        (OLD.replace(0.2, -0.2), "weight of “air” in the group “cities” is -0.2"),
        (OLD.replace(0.2, 0.3), "add up to 1.1 in the group “cities”"),
        (OLD.assign(edu=[0.3, 0.1]), "gives “edu” 0.1 in the group “counties”, where it does not apply"),
        (OLD.rename(columns={"air": "law"}), "“law”"),
    ],
)
def test_what_is_no_scheme_is_refused(table, sentence):
    with pytest.raises(WeightingError) as caught:
        compare_schemes(plain(), {"old": table})
    assert sentence in caught.value.text("en")


def test_a_scheme_may_leave_out_what_weighs_nothing():
    q = one_group({"a": 0.5, "b": 0.5}, [])
    assert compare_schemes(q, {"all_a": pd.DataFrame({"a": [1.0]}, index=["g"])}).distance["all_a"] == 0
