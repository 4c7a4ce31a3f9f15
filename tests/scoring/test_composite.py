import numpy as np
import pandas as pd
import pytest

from govperf_sim.errors import ScoringError
from govperf_sim.scoring.composite import composite_index, on_level_alone

LEVEL = pd.Series({"guangzhou": 0.84, "yunfu": 0.70})


def test_the_declared_share_of_progress_decides_how_much_catching_up_counts():
    """Guangzhou leads by 14 points of level; Yunfu came 40 points further; at a share of 30 % they change places."""
    come = pd.Series({"yunfu": 0.9, "guangzhou": 0.5})
    index = composite_index(LEVEL, come, 0.3)
    assert index["composite"].to_dict() == pytest.approx({"guangzhou": 0.738, "yunfu": 0.76})
    assert set(index["basis"]) == {"level_and_progress"}
    assert on_level_alone(index) is None


def test_the_first_year_is_scored_on_level_and_says_so():
    index = composite_index(LEVEL, None, 0.3)
    assert index["composite"].to_dict() == LEVEL.to_dict()
    assert index["progress"].isna().all()
    assert on_level_alone(index).text("en").endswith("guangzhou, yunfu")
    assert "仅按水平计分" in on_level_alone(index).text("zh")


def test_a_unit_without_a_year_before_is_scored_on_level_alone_and_named():
    index = composite_index(LEVEL, pd.Series({"guangzhou": 0.5, "yunfu": np.nan}), 0.3)
    assert index.loc["yunfu", "composite"] == 0.70
    assert on_level_alone(index).values == {"units": "yunfu"}


def test_units_that_do_not_match_are_all_named():
    with pytest.raises(ScoringError) as raised:
        composite_index(LEVEL, pd.Series({"guangzhou": 0.5, "foshan": 0.5}), 0.3)
    said = raised.value.text("en")
    assert "“yunfu” is only in the level scores" in said
    assert "“foshan” is only in the progress scores" in said


@pytest.mark.parametrize("wrong", [{"level": LEVEL * np.nan}, {"progress": LEVEL * np.inf}, {"progress_share": -0.1}])
def test_what_is_no_score_or_no_share_is_refused(wrong):
    with pytest.raises(ScoringError):
        composite_index(**{"level": LEVEL, "progress": LEVEL, "progress_share": 0.3, **wrong})
