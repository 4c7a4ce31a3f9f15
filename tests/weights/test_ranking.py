"""Weights from a panel's ranking, against other programs and by hand."""

import pandas as pd
import pytest
from questions import golden

from govperf_sim.errors import PreferenceError
from govperf_sim.weights.preferences.ranking import ranking

CASE = golden("preferences_ranking")
SCORES = pd.DataFrame({"growth": [0.9, 0.5, 0.1], "air": [0.2, 0.7, 0.6]}, index=["a", "b", "c"])


def test_the_textbook_example_leaves_the_ranges_that_another_program_finds():
    given = CASE["input"]
    values = pd.DataFrame(given["performance"], index=given["names"], columns=given["criteria"])
    # The file gives posts from worst to best, the last of price nearer to the cheapest than to the example's 2.
    posts = dict(zip(given["criteria"], given["breakpoints_worst_to_best"], strict=True))
    found = ranking(values, pd.Series(given["ranks"], index=given["names"]), given["delta"], posts)
    assert found.reproduced
    assert found.face.optimum == pytest.approx(CASE["computed"]["optimum"], abs=CASE["tolerance"])
    assert found.face.ranges["least"].to_dict() == pytest.approx(CASE["computed"]["weight_min"], abs=CASE["tolerance"])
    assert found.face.ranges["most"].to_dict() == pytest.approx(CASE["computed"]["weight_max"], abs=CASE["tolerance"])
    assert found.face.open == ("price", "time", "comfort")
    assert found.reconsider == ()


def test_ranges_by_hand():
    """b above a by 0.05 needs 0.5 air - 0.4 growth >= 0.05; a above c needs 0.8 growth - 0.4 air >= 0.05."""
    found = ranking(SCORES, pd.Series({"b": 1, "a": 2, "c": 3}))
    assert found.face.ranges.loc["growth"].to_list() == pytest.approx([0.45 / 1.2, 0.45 / 0.9])
    assert found.face.ranges.loc["air"].to_list() == pytest.approx([0.5, 0.75 / 1.2])


def test_units_that_are_level_are_worth_the_same():
    """0.4 growth = 0.5 air."""
    found = ranking(SCORES, pd.Series({"a": 1, "b": 1, "c": 2}))
    assert found.face.weights.to_dict() == pytest.approx({"growth": 5 / 9, "air": 4 / 9})


def test_a_ranking_that_no_weights_give_names_the_unit():
    """d is worse than all on everything, and was ranked first."""
    scores = pd.concat([SCORES, pd.DataFrame({"growth": [0.0], "air": [0.1]}, index=["d"])])
    found = ranking(scores, pd.Series({"d": 1, "b": 2, "a": 3, "c": 4}))
    assert not found.reproduced
    assert found.reconsider[0] == "d"
    assert found.errors.loc["d", "least"] > 0.1


def refused(*given):
    with pytest.raises(PreferenceError) as raised:
        ranking(*given)
    assert raised.value.text("zh")
    assert raised.value.text("en")
    return [f.message.key.removeprefix("preferences.") for f in raised.value.faults]


def test_nonsense_is_named_all_at_once():
    ranks = pd.Series([1, 2, 2.5, 0, 3], index=["a", "a", "b", "c", "z"])
    assert refused(SCORES, ranks, 1.5) == [
        "ranked_twice",
        "unknown_unit",
        "not_a_place",
        "not_a_place",
        "delta_outside",
    ]
    assert refused(SCORES, pd.Series({"a": 1, "b": 1})) == ["ranks_nothing"]
    assert refused(SCORES, pd.Series({"a": 1, "b": 2, "c": 3}), 0.6) == ["delta_too_large"]
    assert refused(SCORES[["air"]], pd.Series({"a": 1, "b": 2})) == ["too_few"]
    posts = {"growth": (0, 1, 0.5), "air": (0, 0.65), "water": (0, 1)}
    keys = refused(SCORES, pd.Series({"a": 1, "b": 2}), 0.05, posts)
    assert keys == ["posts_not_in_order", "outside_posts", "unknown_item"]
    assert refused(SCORES, pd.Series({"a": 1, "b": 2}), 0.05, {"growth": (0, 1)}) == ["no_posts"]
