"""How units stand under several schemes, and whom one of them favours."""

import numpy as np
import pandas as pd
import pytest
from questions import plain

from govperf_sim.experiments.appraisal.standings import groups_of, shifts_of, standings_of

OLD = pd.DataFrame({"gdp": [0.5, 0.5], "air": [0.5, 0.5], "edu": [0.0, 0.0]}, index=["cities", "counties"])
NEW = pd.DataFrame({"gdp": [0.3, 0.5], "air": [0.7, 0.5], "edu": [0.0, 0.0]}, index=["cities", "counties"])


def stood(old=OLD, new=NEW, **changed):
    q = plain(**changed)
    return standings_of({"old": (q, old), "new": (q, new)}, q.bounds)


def test_the_lead_is_the_core_score_less_the_mean_of_the_pool():
    """Half and half a scores 0.55, b 0.6, c 0.55; with air at 0.7 a 0.41 and b 0.68."""
    units = stood()
    assert units.loc["old", "lead"].to_dict() == pytest.approx(
        {u: s - 1.7 / 3 for u, s in zip("abc", (0.55, 0.6, 0.55), strict=True)}
    )
    shifts = shifts_of(units, "new").loc["old"]
    middle = (-0.14 + 0.08 + 0) / 3
    assert shifts["lead"].to_dict() == pytest.approx({"a": -0.14 - middle, "b": 0.08 - middle, "c": -middle})
    assert shifts["verdict"].to_dict() == {"a": "loses", "b": "gains", "c": "gains"}
    assert shifts["score"].to_dict() == pytest.approx({"a": -0.14, "b": 0.08, "c": 0.0})
    assert shifts["rank_in_pool"].to_dict() == {"a": 1, "b": 0, "c": 0}


def test_units_ranked_apart_lead_or_trail_their_own_pool():
    units = stood(pools=pd.Series({"c": "apart"}))
    assert units.loc[("old", "c"), "lead"] == 0
    assert units.loc["old", "lead"].to_dict() == pytest.approx({"a": -0.025, "b": 0.025, "c": 0})


def test_without_weight_on_the_core_the_group_is_what_a_unit_leads():
    whole = pd.DataFrame({"gdp": [0.0, 0.5], "air": [0.0, 0.5], "edu": [1.0, 0.0]}, index=OLD.index)
    units = stood(new=whole)
    assert units.loc["new", "core_score"].isna().to_dict() == {"a": True, "b": True, "c": False}
    assert units.loc["new", "lead"].to_dict() == pytest.approx({"a": 0, "b": 0, "c": 0})


def test_a_group_of_indifferent_units_has_no_worst():
    scores = pd.DataFrame(
        {"gdp": [0.5, 0.5, 0.5], "air": [0.5, 0.5, 0.4], "edu": [0.5, 0.5, np.nan]}, index=list("abc")
    )
    found = groups_of(stood(scores=scores))
    assert found.loc[("old", "cities"), "worst_unit"] == ""
    assert np.isnan(found.loc[("old", "cities"), "worst_regret"])
    assert found.loc[("old", "counties"), "worst_unit"] == "c"
    # Half way between its own best 0.5 and its own worst 0.4.
    assert found.loc[("old", "counties"), "worst_regret"] == pytest.approx(0.5)
