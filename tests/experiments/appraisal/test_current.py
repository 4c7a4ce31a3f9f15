"""The weights that hold now."""

import pandas as pd
import pytest
from questions import one_group, plain

from govperf_sim.experiments.appraisal.current import current_of
from govperf_sim.weights.rules import Stability, TotalMovement


def test_last_years_weights_come_before_the_reference():
    rule = Stability("steady", last={"g": {"a": 0.7, "b": 0.3}}, at_most=0.1)
    table, whence = current_of(one_group({"a": 0.5, "b": 0.5}, [rule]))
    assert (whence, table.loc["g"].to_dict()) == ("last_year", {"a": 0.7, "b": 0.3})


def test_what_is_new_this_year_had_nothing_and_what_is_gone_leaves_its_weight_to_the_others():
    rule = TotalMovement("steady", last={"g": {"a": 0.6, "b": 0.2}}, at_most=0.3)
    table, _ = current_of(one_group({"a": 0.4, "b": 0.4, "c": 0.2}, [rule]))
    assert table.loc["g"].to_dict() == pytest.approx({"a": 0.75, "b": 0.25, "c": 0.0})


def test_a_year_that_is_known_for_some_groups_only_is_no_scheme():
    rule = Stability("steady", last={"cities": {"gdp": 0.4, "air": 0.6}}, at_most=0.1)
    table, whence = current_of(plain(rules=[rule]))
    assert whence == "reference"
    assert table.loc["counties"].to_dict() == {"gdp": 0.5, "air": 0.5, "edu": 0.0}


def test_without_either_there_is_none():
    assert current_of(plain(reference=None)) is None


def test_a_reference_alike_for_all_groups_is_a_table():
    table, _ = current_of(one_group({"a": 0.4, "b": 0.6}, []))
    pd.testing.assert_frame_equal(table, pd.DataFrame({"a": [0.4], "b": [0.6]}, index=["g"]), check_names=False)
