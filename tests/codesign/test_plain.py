"""Plain weights obey the same rules and ask nobody how units will answer."""

import dataclasses

import pandas as pd
import pytest
from answered import PLAIN, question_of

from govperf_sim.codesign.plain import Scheme, guarded_weights, plain_weights
from govperf_sim.scenario.load import load_scenario
from govperf_sim.weights.compare import compare_schemes
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.rules import Share


def plain_of(question):
    derived = derive_weights(question)
    return plain_weights(derived, guarded_weights(derived))


def test_without_rules_they_are_what_they_are_called():
    found = plain_of(question_of(PLAIN, reference=[0.7, 0.3]))
    assert list(found) == [Scheme.DERIVED, Scheme.REGRET_GUARD, Scheme.IMPORTANCE, Scheme.EQUAL]
    assert found[Scheme.DERIVED].iloc[0].tolist() == pytest.approx([0.7, 0.3])
    assert found[Scheme.IMPORTANCE].iloc[0].tolist() == pytest.approx([0.7, 0.3])
    assert found[Scheme.EQUAL].iloc[0].tolist() == pytest.approx([0.5, 0.5])


def test_inside_the_rules_they_come_as_near_as_they_may():
    found = plain_of(question_of(PLAIN, [Share("floor", of=["x1"], at_least=0.6)], reference=[0.3, 0.7]))
    assert found[Scheme.IMPORTANCE].iloc[0].tolist() == pytest.approx([0.6, 0.4])
    assert found[Scheme.EQUAL].iloc[0].tolist() == pytest.approx([0.6, 0.4])


def test_a_goal_that_guards_regret_is_not_asked_twice_and_no_reference_is_no_importance():
    towns = load_scenario("six_towns").weighting
    assert list(plain_of(towns)) == [Scheme.REGRET_GUARD, Scheme.IMPORTANCE, Scheme.EQUAL]
    bare = dataclasses.replace(towns, reference=None)
    assert list(plain_of(bare)) == [Scheme.REGRET_GUARD, Scheme.EQUAL]


def test_all_of_them_are_admissible():
    towns = load_scenario("six_towns").weighting
    found = {str(name): pd.DataFrame(table) for name, table in plain_of(towns).items()}
    assert compare_schemes(towns, found).broken.empty
