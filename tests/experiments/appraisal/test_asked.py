"""What schemes ask for."""

import numpy as np
import pandas as pd
import pytest
from questions import plain

from govperf_sim.experiments.appraisal.asked import burden_of, effective_of, overlap_of
from govperf_sim.scenario.load import load_scenario
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.weighting import Weighting

HALF = pd.DataFrame({"x": [0.3], "y": [0.2], "z": [0.5]}, index=["g"])


def ten():
    units = [f"u{i}" for i in range(10)]
    x = np.linspace(0.1, 0.9, 10)
    scores = pd.DataFrame({"x": x, "y": 1 - x, "z": [0.2, 0.9] * 5}, index=units)
    return Weighting(scores=scores, groups=pd.Series("g", index=units))


def test_what_runs_against_another_is_listed_with_the_weight_of_both():
    found = overlap_of(ten(), HALF)
    assert found.loc[("all", "x", "y"), ["correlation", "units", "weight"]].to_list() == pytest.approx([-1, 10, 0.5])
    assert len(found) == 1


def test_each_scheme_has_its_own_shares_of_the_differences():
    q = ten()
    only_x = pd.DataFrame({"x": [1.0], "y": [0.0], "z": [0.0]}, index=["g"])
    found = effective_of({"half": (q, HALF), "only_x": (q, only_x)})
    assert found.loc["only_x", "effective"].to_dict() == pytest.approx({("all", "x"): 1.0})
    assert found.loc["half", "effective"].sum() == pytest.approx(1)


def test_where_too_few_units_can_tell_there_is_an_empty_table():
    one = plain(scores=plain().scores.assign(gdp=0.5, air=0.5))
    table = pd.DataFrame({"gdp": [0.5, 0.5], "air": [0.5, 0.5], "edu": [0.0, 0.0]}, index=["cities", "counties"])
    assert effective_of({"any": (one, table)}).empty
    assert list(effective_of({"any": (one, table)}).columns) == ["nominal", "effective", "correlation"]
    assert overlap_of(one, table).empty


def test_what_carries_no_weight_is_not_collected():
    towns = load_scenario("six_towns")
    table = derive_weights(towns.weighting).table
    without = table.assign(satisfaction=0.0)
    found = burden_of({"in_force": (towns.framework, table), "proposed": (towns.framework, without)})
    assert (found["in_force"] - found["proposed"]).eq(12).all()  # person-days for satisfaction
    assert (found["items_in_force"] - found["items_proposed"]).eq(1).all()
