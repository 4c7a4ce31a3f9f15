"""Why each weight moved."""

import pandas as pd
import pytest
from questions import one_group

from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference
from govperf_sim.weights.rules import Share

P = {"a": 0.4, "b": 0.2, "c": 0.4}


def test_the_capped_one_is_forced_and_the_others_balance():
    told = derive_weights(one_group(P, [Share("cap", of=["a"], at_most=0.2)])).moves.loc["g"]
    assert told["by_rules"].to_dict() == pytest.approx({"a": -0.2, "b": 0.1, "c": 0.1})
    assert told["rules_why"].to_dict() == {"a": "rows", "b": "balance", "c": "balance"}
    assert told.loc["a", "rules_rows"] == ("cap(g)",)
    assert (told["guard_why"] == "").all()


def test_the_guard_names_the_units_that_pull():
    scores = pd.DataFrame({"a": [1.0, 0.0], "b": [0.0, 1.0]}, index=["u", "v"])
    told = derive_weights(one_group({"a": 0.9, "b": 0.1}, [], scores)).moves.loc["g"]
    assert told["by_guard"].to_dict() == pytest.approx({"a": -0.2, "b": 0.2})
    assert told.loc["a", "guard_rows"] == ("regret(v)",)
    assert (told["rules_why"] == "").all()


def test_the_two_moves_add_up():
    scores = pd.DataFrame({"a": [1.0, 0.0], "b": [0.0, 1.0], "c": [0.2, 0.9]}, index=["u", "v"])
    w = derive_weights(one_group({"a": 0.8, "b": 0.1, "c": 0.1}, [Share("cap", of=["a"], at_most=0.7)], scores))
    total = w.moves["reference"] + w.moves["by_rules"] + w.moves["by_guard"]
    assert total.to_list() == pytest.approx(w.table.loc["g"].to_list())


def test_other_goals_have_no_such_split():
    assert derive_weights(one_group(P, []), ClosestToReference()).moves is None
