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
