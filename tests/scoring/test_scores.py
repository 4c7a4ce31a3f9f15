import pandas as pd
import pytest
from worlds import framework, indicator

from govperf_sim.errors import PanelError
from govperf_sim.panel import Panel
from govperf_sim.scoring.scores import score_panel


def panel(*rows):
    return Panel(pd.DataFrame(rows, columns=["unit", "indicator", "period", "value"]).assign(vintage="", flag=""))


def test_scores_are_clipped_once_and_the_clipped_are_listed():
    found = framework(air=indicator(floor=80.0, target=90.0))
    scores = score_panel(found, panel(("a", "air", 2011, 95.0), ("b", "air", 2011, 84.0)), 2011)
    assert scores.table["air"].to_dict() == pytest.approx({"a": 1.0, "b": 0.4})
    assert scores.clipped.to_dict("records") == [{"unit": "a", "indicator": "air", "before_clipping": 1.5}]


def test_growth_past_its_target_is_not_called_clipped():
    found = framework(gdp=indicator(method="saturating", floor=4.0, target=8.5))
    scores = score_panel(found, panel(("a", "gdp", 2011, 14.0), ("b", "gdp", 2011, 4.0)), 2011)
    assert scores.table["gdp"].to_dict() == {"a": 1.0, "b": 0.0}
    assert scores.clipped.empty


def test_every_missing_value_is_named_at_once():
    found = framework(air=indicator(), gdp=indicator())
    with pytest.raises(PanelError) as raised:
        score_panel(found, panel(("a", "air", 2011, 0.5)), 2011)
    assert len(raised.value.faults) == 3
    assert "“b” has no value of indicator “air” for 2011" in raised.value.text("en")


def test_an_indicator_that_does_not_apply_needs_no_value():
    found = framework(air=indicator(), ports=indicator(groups=("cities",)))
    rows = (("a", "air", 2011, 0.5), ("b", "air", 2011, 0.5), ("a", "ports", 2011, 0.5))
    assert score_panel(found, panel(*rows), 2011).table.loc["b"].isna().to_dict() == {"air": False, "ports": True}


def test_progress_needs_the_year_before_and_the_first_year_is_scored_on_level():
    found = framework(share=indicator(method="progress", floor=30.0, target=45.0))
    rows = (
        ("a", "share", 2010, 33.0),
        ("b", "share", 2010, 45.0),
        ("a", "share", 2011, 36.0),
        ("b", "share", 2011, 45.0),
    )
    assert score_panel(found, panel(*rows), 2011).table["share"].to_dict() == pytest.approx({"a": 0.25, "b": 1.0})
    first = score_panel(found, panel(*rows), 2010)
    assert first.first_year == ("share",)
    assert first.table["share"].to_dict() == pytest.approx({"a": 0.2, "b": 1.0})


def test_a_constant_indicator_cannot_be_ranked_by_min_max():
    found = framework(same=indicator(method="min_max", floor=None, target=None))
    with pytest.raises(PanelError, match="same"):
        score_panel(found, panel(("a", "same", 2011, 2.0), ("b", "same", 2011, 2.0)), 2011)


NO_POSTS = {"floor": None, "target": None}
WORKED = [
    # method and its numbers, a and b in 2010, a and b in 2011, their scores by hand
    ({"method": "band", **NO_POSTS, "low": 1.0, "high": 3.0, "distance": 4.0}, (9, 9), (2.0, 6.0), (1.0, 1 - 3 / 4)),
    ({"method": "no_deterioration", "floor": 60.0, "target": 70.0, "loss": 2.0}, (68, 68), (69.0, 67.5), (1.0, 0.75)),
    ({"method": "no_deterioration", "floor": 9.0, "target": 1.0, "loss": 4.0, "direction": "lower_is_better"},
     (5, 5), (4.0, 6.0), (1.0, 0.75)),
    ({"method": "distance_to_own_target", **NO_POSTS, "targets": {"b": 70.0, "a": 50.0}, "distance": 20.0},
     (1, 1), (45.0, 60.0), (0.75, 0.5)),
    ({"method": "z_score", "floor": -2.0, "target": 2.0}, (1, 1), (1.0, 3.0), ((2 - 2**-0.5) / 4, (2 + 2**-0.5) / 4)),
    ({"method": "z_score", "floor": -2.0, "target": 2.0, "direction": "lower_is_better"},
     (1, 1), (1.0, 3.0), ((2 + 2**-0.5) / 4, (2 - 2**-0.5) / 4)),
    ({"method": "rank_share", **NO_POSTS, "direction": "lower_is_better"}, (1, 1), (1.0, 3.0), (1.0, 0.0)),
    # level 4/10 and 12/10 (held at 1); progress (4-2)/(10-2) and full
    ({"method": "level_and_progress", "floor": 0.0, "target": 10.0, "progress_share": 0.25},
     (2, 8), (4.0, 12.0), (0.75 * 0.4 + 0.25 * 0.25, 1.0)),
    # fallen back from 8 to 4: level 0.4, progress below nothing is nothing
    ({"method": "level_and_progress", "floor": 0.0, "target": 10.0, "progress_share": 0.5},
     (8, 8), (4.0, 9.0), (0.2, 0.5 * 0.9 + 0.5 * 0.5)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "before", "now", "scores"), WORKED, ids=lambda v: v.get("method") if isinstance(v, dict) else ""
)
def test_each_method_gives_what_the_hand_computes(given, before, now, scores):
    found = framework(work=indicator(**given))
    rows = [
        (u, "work", year, float(x)) for year, xs in ((2010, before), (2011, now)) for u, x in zip("ab", xs, strict=True)
    ]
    assert score_panel(found, panel(*rows), 2011).table["work"].tolist() == pytest.approx(list(scores))


@pytest.mark.parametrize(
    "method", [{"method": "no_deterioration", "loss": 2.0}, {"method": "level_and_progress", "progress_share": 0.5}]
)
def test_what_compares_with_last_year_is_scored_on_level_in_the_first(method):
    found = framework(work=indicator(floor=60.0, target=70.0, **method))
    first = score_panel(found, panel(("a", "work", 2011, 64.0), ("b", "work", 2011, 70.0)), 2011)
    assert first.first_year == ("work",)
    assert first.table["work"].tolist() == pytest.approx([0.4, 1.0])


def test_a_year_before_that_misses_a_unit_is_named_with_its_year():
    found = framework(work=indicator(method="no_deterioration", floor=60.0, target=70.0, loss=2.0))
    rows = (("a", "work", 2010, 64.0), ("a", "work", 2011, 64.0), ("b", "work", 2011, 70.0))
    with pytest.raises(PanelError, match=r"“b” has no value of indicator “work” for 2010"):
        score_panel(found, panel(*rows), 2011)
