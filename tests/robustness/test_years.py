"""Two years side by side, by hand."""

import pandas as pd
import pytest
from questions import four_groups, one_group

from govperf_sim.errors import WeightingError
from govperf_sim.robustness.years import year_on_year
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference


def year(scores, reference, units=("x", "y", "z")):
    q = one_group(reference, [], pd.DataFrame(scores, index=list(units)))
    return derive_weights(q, ClosestToReference())


LAST = year({"a": [0.9, 0.5, 0.1], "b": [0.1, 0.6, 0.8]}, {"a": 0.5, "b": 0.5})


def test_scores_and_weights_move_ranks_in_turn():
    """Last year x 0.5, y 0.55, z 0.45.  This year's scores at a half: x 0.45, y 0.5, z 0.6; at 0.8 of a: x 0.66, 0.5, 0.3."""
    now = year({"a": [0.8, 0.5, 0.2], "b": [0.1, 0.5, 1.0]}, {"a": 0.8, "b": 0.2})
    found = year_on_year(LAST, now)
    assert found.ranks.droplevel([0, 1]).to_dict("list") == {
        "before": [2, 1, 3],
        "by_scores": [3, 2, 1],
        "after": [1, 2, 3],
    }
    assert found.weights["change"].tolist() == pytest.approx([0.3, -0.3])
    assert found.groups["total_change"].tolist() == pytest.approx([0.3])
    assert found.pools.loc[("group", "g")].tolist() == [3, 2, 1, 0.5]


def test_only_units_of_both_years_are_ranked():
    now = year({"a": [0.9, 0.5, 0.1], "b": [0.1, 0.6, 0.8]}, {"a": 0.5, "b": 0.5}, ["x", "z", "new"])
    ranks = year_on_year(LAST, now).ranks.droplevel([0, 1])
    assert ranks.to_dict("index")["x"] == {"before": 1, "by_scores": 2, "after": 2}
    assert list(ranks.index) == ["x", "z"]


def test_what_an_indicator_that_is_gone_had_goes_to_the_others():
    """Of a 0.5 and b 0.5 only a is left, beside a new c: by last year's weights a is all."""
    now = year({"a": [0.2, 0.9, 0.5], "c": [1.0, 0.0, 0.0]}, {"a": 0.5, "c": 0.5})
    found = year_on_year(LAST, now)
    assert found.ranks["by_scores"].tolist() == [3, 1, 2]
    assert found.weights["change"].droplevel("group").to_dict() == pytest.approx({"a": 0.0, "b": -0.5, "c": 0.5})
    assert found.groups["total_change"].tolist() == pytest.approx([0.5])


def test_the_same_year_twice_changes_nothing():
    q, _ = four_groups()
    w = derive_weights(q)
    found = year_on_year(w, w)
    assert (found.pools["ranks_changed"] == 0).all()
    assert (found.weights["change"] == 0).all()
    assert found.pools["rank_correlation"].dropna().tolist() == pytest.approx(
        [1.0] * found.pools["rank_correlation"].count()
    )
    assert (found.ranks["before"] == found.ranks["by_scores"]).all()


def test_years_without_a_unit_in_common_are_refused():
    now = year({"a": [0.9], "b": [0.1]}, {"a": 0.5, "b": 0.5}, ["new"])
    with pytest.raises(WeightingError):
        year_on_year(LAST, now)


def test_the_summary_shows_itself():
    assert "<table" in year_on_year(LAST, LAST)._repr_html_()
