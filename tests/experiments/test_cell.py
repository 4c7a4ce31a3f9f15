"""A cell: the same question has the same key anywhere, and another question another one."""

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf_sim import load_scenario
from govperf_sim.experiments.cell import Cell
from govperf_sim.experiments.model import ScenarioModel
from govperf_sim.experiments.outcome import Outcome

CHANGES = {"cycle.visits.a_year": 4, "a": 0.1, "b": ["x", None, True], "民生": "是"}


def a_cell(**changed):
    return Cell(**({"model": "m", "code": "c", "changes": CHANGES, "seed": 1, "replications": range(32)} | changed))


def test_the_order_of_changes_does_not_matter():
    backwards = dict(reversed(CHANGES.items()))
    assert a_cell(changes=backwards).key == a_cell().key
    nested = {"a": {"x": 1, "y": 2}}
    assert a_cell(changes=nested).key == a_cell(changes={"a": {"y": 2, "x": 1}}).key


@pytest.mark.slow
def test_the_key_is_the_same_in_another_process_with_other_hashes():
    asked = (
        "import json, sys; from govperf_sim.experiments.cell import Cell;"
        "print(Cell(model='m', code='c', changes=json.loads(sys.argv[1]), seed=1, replications=range(32)).key)"
    )
    env = os.environ | {"PYTHONHASHSEED": "77", "PYTHONPATH": os.pathsep.join(sys.path)}
    said = subprocess.run(
        [sys.executable, "-c", asked, json.dumps(CHANGES)], env=env, check=True, capture_output=True, text=True
    )
    assert said.stdout.strip() == a_cell().key


@pytest.mark.parametrize(
    "changed",
    [
        {"model": "n"},
        {"code": "d"},
        {"seed": 2},
        {"replications": range(31)},
        {"replications": range(1, 32)},
        {"changes": {}},
        {"changes": CHANGES | {"a": 0.1 + 2**-56}},
        {"changes": CHANGES | {"c": None}},
        {"changes": CHANGES | {"b": ["x", True, None]}},
    ],
)
def test_another_question_has_another_key(changed):
    assert a_cell(**changed).key != a_cell().key


def test_numbers_that_a_model_may_tell_apart_are_told_apart():
    """Whether 0, 0.0, -0.0 and false do the same is for the model to say; asking it once more costs little."""
    keys = {a_cell(changes={"a": value}).key for value in (0, 0.0, -0.0, False, None, "0", "")}
    assert len(keys) == 7


VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3)


@given(
    st.dictionaries(st.text(max_size=3), VALUES, max_size=3), st.dictionaries(st.text(max_size=3), VALUES, max_size=3)
)
def test_keys_are_equal_just_where_values_are_equal_and_of_one_kind(one, other):
    alike = sorted((k, repr(v)) for k, v in one.items()) == sorted((k, repr(v)) for k, v in other.items())
    assert (a_cell(changes=one).key == a_cell(changes=other).key) == alike


@pytest.mark.parametrize(
    ("changes", "rule", "said", "in_chinese"),
    [
        (
            {"rules.floor_environment.at_least.plain_towns": 0.9},
            "floor_environment",
            "add up to",
            "合计",
        ),  # seen by adding up floors
        ({"rules.income_over_jobs.gap": 0.27}, "income_over_jobs", "obey these rules", "规则"),  # seen by the solver
    ],
)
def test_where_rules_contradict_one_another_the_cell_says_why_in_both_languages(changes, rule, said, in_chinese):
    model = ScenarioModel(
        scenario=load_scenario("six_towns"), outcomes=(Outcome(code="welfare", measures=("welfare",)),), years=1
    )
    result = Cell(model=model.digest, code="c", changes=changes, seed=1, replications=range(1)).play(model)
    assert result.table is None
    assert rule in result.refused["en"]
    assert rule in result.refused["zh"]
    assert said in result.refused["en"]
    assert in_chinese in result.refused["zh"]
    assert Cell(model=model.digest, code="c", changes={}, seed=1, replications=range(1)).play(model).refused is None
