import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim.aggregate import weighted_sum
from govperf_sim.errors import PanelError
from govperf_sim.scoring.change import PARTS, Year, change_of_score, straight

PART = [*PARTS, "indicators"]


def year(values, posts, weights, groups=None):
    """Values and weights by name; posts as (floor, target)."""
    units = list(values)
    return Year(
        values=pd.DataFrame.from_dict(values, orient="index"),
        posts=pd.DataFrame.from_dict(posts, orient="index", columns=["floor", "target"]),
        weights=pd.DataFrame.from_dict(weights, orient="index"),
        groups=pd.Series(groups or dict.fromkeys(units, next(iter(weights)))),
    )


BEFORE = year({"a": {"gdp": 4.0, "air": 50.0}}, {"gdp": (0, 10), "air": (0, 100)}, {"g": {"gdp": 0.5, "air": 0.5}})


def test_a_unit_that_improved_under_the_same_rules_owes_it_all_to_itself():
    """Growth from 4 to 8 of 10 is 0.4 more, times a weight of a half."""
    after = year({"a": {"gdp": 8.0, "air": 50.0}}, {"gdp": (0, 10), "air": (0, 100)}, {"g": {"gdp": 0.5, "air": 0.5}})
    row = change_of_score(BEFORE, after).table.loc["a"]
    assert row[PART].to_dict() == pytest.approx({"own": 0.2, "posts": 0, "weights": 0, "indicators": 0})
    assert row[["before", "after"]].tolist() == pytest.approx([0.45, 0.65])


def test_a_unit_that_stood_still_under_a_higher_target_owes_it_all_to_the_post():
    """A target of 10 raised to 20 halves the score of a growth of 4."""
    after = year({"a": {"gdp": 4.0, "air": 50.0}}, {"gdp": (0, 20), "air": (0, 100)}, {"g": {"gdp": 0.5, "air": 0.5}})
    assert change_of_score(BEFORE, after).table.loc["a", PART].tolist() == pytest.approx([0, -0.1, 0, 0])


def test_a_unit_that_stood_still_under_new_weights_owes_it_all_to_them():
    """Scores of 0.4 and 0.5: half a point of weight moved from the first to the second is worth a tenth of it."""
    after = year({"a": {"gdp": 4.0, "air": 50.0}}, {"gdp": (0, 10), "air": (0, 100)}, {"g": {"gdp": 0.0, "air": 1.0}})
    assert change_of_score(BEFORE, after).table.loc["a", PART].tolist() == pytest.approx([0, 0, 0.05, 0])


def test_a_unit_moved_to_another_group_changes_by_weight():
    weights = {"g": {"gdp": 0.5, "air": 0.5}, "h": {"gdp": 0.0, "air": 1.0}}
    posts = {"gdp": (0, 10), "air": (0, 100)}
    moved = year({"a": {"gdp": 4.0, "air": 50.0}}, posts, weights, {"a": "h"})
    assert change_of_score(BEFORE, moved).table.loc["a", "weights"] == pytest.approx(0.05)


def test_an_indicator_that_enters_has_nothing_to_be_split():
    after = year(
        {"a": {"gdp": 4.0, "air": 50.0, "parks": 3.0}},
        {"gdp": (0, 10), "air": (0, 100), "parks": (0, 4)},
        {"g": {"gdp": 0.4, "air": 0.4, "parks": 0.2}},
    )
    found = change_of_score(BEFORE, after)
    assert found.table.loc["a", PART].tolist() == pytest.approx([0, 0, -0.09, 0.15])
    parks = found.by_indicator.query("indicator == 'parks'").iloc[0]
    assert parks["indicators"] == pytest.approx(0.15)
    back = change_of_score(after, BEFORE).table.loc["a", PART]
    assert back.tolist() == pytest.approx([0, 0, 0.09, -0.15])


def test_the_frontier_that_moved_away_is_not_the_units_own_fault():
    """Min-max: b stays at 5 while the best goes from 6 to 11; b's score falls from 4/5 to 4/10 by the posts alone."""
    values = [{"a": {"k": v}, "b": {"k": 5.0}, "c": {"k": 1.0}} for v in (6.0, 11.0)]
    years = [year(v, {"k": (1.0, max(u["k"] for u in v.values()))}, {"g": {"k": 1.0}}) for v in values]
    table = change_of_score(*years).table
    assert table.loc["b", PART].tolist() == pytest.approx([0, -0.4, 0, 0])
    assert table.loc["a", "own"] + table.loc["a", "posts"] == pytest.approx(0)


NUMBER = st.floats(-20, 120).map(lambda v: round(v, 3))


@st.composite
def two_years(draw, moving_posts=True):
    units, indicators = [f"u{i}" for i in range(draw(st.integers(1, 4)))], ["k1", "k2", "k3"]
    groups = {u: draw(st.sampled_from(["g", "h"])) for u in units}
    made, posts = [], None
    for _ in range(2):
        if posts is None or moving_posts:
            posts = {k: (draw(st.floats(0, 40)), draw(st.floats(60, 100))) for k in indicators}
        raw = {g: [draw(st.integers(1, 9)) for _ in indicators] for g in ("g", "h")}
        weights = {g: {k: v / sum(row) for k, v in zip(indicators, row, strict=True)} for g, row in raw.items()}
        made.append(year({u: {k: draw(NUMBER) for k in indicators} for u in units}, posts, weights, groups))
    return made


@settings(deadline=None, max_examples=40)
@given(two_years())
def test_the_parts_add_up_to_the_change_and_the_ends_are_the_weighted_sums(years):
    found = change_of_score(*years)
    table = found.table
    assert (table["before"] + table[PART].sum(axis=1) - table["after"]).abs().max() < 1e-12
    for name, of in zip(("before", "after"), years, strict=True):
        total = weighted_sum(straight(of.values, of.posts), of.weights, of.groups)
        assert (table[name] - total).abs().max() < 1e-12
    by_unit = found.by_indicator.groupby("unit")[PART].sum().loc[table.index]
    assert (by_unit - table[PART]).abs().to_numpy().max() < 1e-12
    back = change_of_score(*years[::-1]).table
    assert (back[PART] + table[PART]).abs().to_numpy().max() < 1e-12


@settings(deadline=None, max_examples=40)
@given(two_years(moving_posts=False))
def test_under_standing_posts_the_split_is_bennets_midpoint_rule(years):
    table = change_of_score(*years).table
    s = [straight(y.values, y.posts).to_numpy() for y in years]
    w = [y.weights.loc[y.groups].to_numpy() for y in years]
    assert table["own"].to_numpy() == pytest.approx(((w[0] + w[1]) / 2 * (s[1] - s[0])).sum(axis=1), abs=1e-12)
    assert table["weights"].to_numpy() == pytest.approx(((s[0] + s[1]) / 2 * (w[1] - w[0])).sum(axis=1), abs=1e-12)
    assert table["posts"].abs().max() == 0


@settings(deadline=None, max_examples=20)
@given(two_years())
def test_the_split_is_the_mean_over_all_orders_of_change(years):
    """Each order by hand: put in the later values, posts and weights one after another."""
    expected = np.zeros((len(years[0].values), 3))
    for order in itertools.permutations(range(3)):
        state = [0, 0, 0]
        for moved in order:
            totals = []
            for now in (0, 1):
                state[moved] = now
                x, p, w = (years[which] for which in state)
                totals.append(weighted_sum(straight(x.values, p.posts), w.weights, w.groups).to_numpy())
            expected[:, moved] += (totals[1] - totals[0]) / 6
    assert change_of_score(*years).table[list(PARTS)].to_numpy() == pytest.approx(expected, abs=1e-12)


@settings(deadline=None, max_examples=25)
@given(two_years(), st.permutations(["k1", "k2", "k3"]))
def test_the_order_of_units_and_indicators_changes_nothing(years, order):
    after = years[1]
    turned = Year(
        values=after.values.iloc[::-1][list(order)], posts=after.posts, weights=after.weights, groups=after.groups
    )
    assert (change_of_score(years[0], turned).table - change_of_score(*years).table).abs().to_numpy().max() < 1e-12


def test_a_unit_in_one_year_only_is_named():
    with pytest.raises(PanelError, match=r"“b” is only in the later year"):
        change_of_score(BEFORE, year({"a": {"gdp": 1.0}, "b": {"gdp": 1.0}}, {"gdp": (0, 1)}, {"g": {"gdp": 1.0}}))


def test_weight_without_a_score_is_named():
    after = year({"a": {"gdp": np.nan, "air": 1.0}}, {"gdp": (0, 1)}, {"g": {"gdp": 0.5, "air": 0.5}})
    with pytest.raises(PanelError) as raised:
        change_of_score(BEFORE, after)
    said = raised.value.text("en")
    assert "indicator “gdp” carries weight in the later year but has no score" in said
    assert "indicator “air” carries weight in the later year" in said


def test_a_group_without_weights_is_named():
    after = year({"a": {"gdp": 1.0}}, {"gdp": (0, 1)}, {"g": {"gdp": 1.0}}, {"a": "islands"})
    with pytest.raises(PanelError, match=r"islands.*no weights in the later year"):
        change_of_score(BEFORE, after)
