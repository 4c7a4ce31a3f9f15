import numpy as np
import pandas as pd
import pytest

from govperf_sim.diagnostics.saturation import saturation
from govperf_sim.errors import AggregationError


def test_shares_are_of_the_units_to_which_the_indicator_applies():
    """Of three coast cities with ports two stand at full marks, one at nothing; inland it applies to nobody."""
    scores = pd.DataFrame(
        {"ports": [1.0, 1.0, 0.0, np.nan], "growth": [1.0, 0.5, 0.5, 1.0]}, index=["a", "b", "c", "inland"]
    )
    pools = pd.Series({"a": "coast", "b": "coast", "c": "coast", "inland": "hills"})
    found = saturation(scores, pools)
    assert found.loc[("coast", "ports")].tolist() == pytest.approx([3, 2 / 3, 1 / 3, 2])
    assert found.loc[("coast", "growth")].tolist() == pytest.approx([3, 1 / 3, 0, 2])
    assert found.loc["hills"].to_dict("index") == {"growth": {"units": 1, "at_full": 1, "at_zero": 0, "different": 1}}


def test_what_is_no_score_is_named_together():
    scores = pd.DataFrame({"k": [1.2, -0.1, 0.5]}, index=list("abc"))
    with pytest.raises(AggregationError) as caught:
        saturation(scores, pd.Series({"a": "x", "b": "x"}))
    text = caught.value.text("en")
    assert "“a” scores 1.2" in text
    assert "“b” scores -0.1" in text
    assert "“c” has no pool" in text
