import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import framework, indicator

from govperf_sim.errors import PanelError
from govperf_sim.normalise import goalposts
from govperf_sim.panel import Panel
from govperf_sim.scoring.goalposts import freeze, with_frozen_posts
from govperf_sim.scoring.scores import score_panel


def panel(*rows):
    return Panel(pd.DataFrame(rows, columns=["unit", "indicator", "period", "value"]).assign(vintage="", flag=""))


ROWS = (
    ("a", "air", 2009, 70.0),
    ("a", "air", 2010, 75.0),
    ("a", "air", 2011, 99.0),
    ("b", "air", 2009, 60.0),
    ("b", "air", 2010, 90.0),
    ("b", "air", 2011, 50.0),
)
UP, DOWN = {"air": "higher_is_better"}, {"air": "lower_is_better"}


def test_the_posts_are_the_worst_and_the_best_of_the_reference_years_and_say_where_they_come_from():
    frozen = freeze(panel(*ROWS), UP, [2009, 2010])
    assert frozen.table.loc["air"].to_dict() == {
        "floor": 60.0,
        "floor_from": (("b", 2009),),
        "target": 90.0,
        "target_from": (("b", 2010),),
    }
    assert frozen.years == (2009, 2010)
    assert frozen.units_of == {"air": ("a", "b")}


def test_where_less_is_better_floor_and_target_change_places():
    up, down = (freeze(panel(*ROWS), d, [2009, 2010]).table.loc["air"] for d in (UP, DOWN))
    assert (down["floor"], down["target"]) == (up["target"], up["floor"])
    assert down["floor_from"] == up["target_from"]


def test_a_later_year_does_not_move_frozen_posts_and_scores_beyond_them():
    post = freeze(panel(*ROWS), UP, [2009, 2010]).table.loc["air"]
    assert goalposts(panel(*ROWS).wide(2011)["air"].to_numpy(), post["floor"], post["target"]) == pytest.approx(
        [39 / 30, -10 / 30]
    )


def test_ties_are_all_named():
    frozen = freeze(panel(("b", "air", 2010, 1.0), ("a", "air", 2010, 1.0), ("c", "air", 2010, 2.0)), UP, [2010])
    assert frozen.table.loc["air", "floor_from"] == (("a", 2010), ("b", 2010))


def test_units_to_which_an_indicator_does_not_apply_set_no_post():
    found = freeze(panel(*ROWS, ("c", "ports", 2010, 5.0)), UP, [2010], units_of={"air": ["a", "b"]})
    assert found.units_of == {"air": ("a", "b")}


def test_every_missing_value_is_named_at_once():
    with pytest.raises(PanelError) as raised:
        freeze(panel(*ROWS[1:-1], ("b", "air", 2008, 1.0)), UP, [2008, 2009])
    said = raised.value.text("en")
    assert len(raised.value.faults) == 2
    assert "“a” has no value of indicator “air” for 2008" in said
    assert "“a” has no value of indicator “air” for 2009" in said


@pytest.mark.parametrize(
    ("directions", "years", "units_of", "said"),
    [
        (UP, [2007], None, "no values for 2007; it has 2009, 2010, 2011"),
        (UP, [], None, "which reference years"),
        ({"airs": "higher_is_better"}, [2010], None, "“airs”"),
        (UP, [2010], {"air": ["a", "beta"]}, "no unit “beta”"),
        (UP, [2010], {"water": ["a"]}, "to which units the indicator “air” applies"),
        (UP, [2010], {"air": ["a"]}, "floor and target would meet"),
    ],
)
def test_what_is_asked_for_and_not_there_is_named(directions, years, units_of, said):
    with pytest.raises(PanelError, match=said):
        freeze(panel(*ROWS), directions, years, units_of)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(-100, 100).map(float), min_size=2, max_size=12, unique=True), st.floats(0.1, 10))
def test_over_one_year_frozen_posts_are_those_of_min_max_and_follow_the_unit_of_measure(values, scale):
    rows = [(f"u{i}", "air", 2010, v) for i, v in enumerate(values)]
    post = freeze(panel(*rows), UP, [2010]).table.loc["air"]
    assert (post["floor"], post["target"]) == (min(values), max(values))
    other = freeze(panel(*((u, k, p, v * scale) for u, k, p, v in rows)), UP, [2010]).table.loc["air"]
    assert (other["floor"], other["target"]) == pytest.approx((post["floor"] * scale, post["target"] * scale))


def test_an_indicator_with_reference_years_is_scored_between_the_posts_of_those_years():
    # worst of 2009 and 2010 is 60, best 90: 99 is clipped, 50 earns nothing
    found = framework(air=indicator(floor=None, target=None, reference_years=(2009, 2010)))
    frozen = with_frozen_posts(found, panel(*ROWS))
    scoring = frozen.indicators["air"].scoring
    assert (scoring.floor, scoring.target, scoring.reference_years) == (60.0, 90.0, (2009, 2010))
    scores = score_panel(frozen, panel(*ROWS), 2010)
    assert scores.table["air"].tolist() == pytest.approx([0.5, 1.0])
    assert len(score_panel(frozen, panel(*ROWS), 2011).clipped) == 2


def test_a_reference_year_or_value_that_is_missing_is_named_with_its_indicator():
    found = framework(
        air=indicator(floor=None, target=None, reference_years=(2008,)),
        sea=indicator(groups=("cities",), floor=None, target=None, reference_years=(2009,)),
    )
    with pytest.raises(PanelError) as raised:
        with_frozen_posts(found, panel(*ROWS, ("b", "sea", 2009, 1.0)))
    said = raised.value.text("en")
    assert "“air”" in said
    assert "2008" in said
    assert "“a” has no value of indicator “sea” for 2009" in said
