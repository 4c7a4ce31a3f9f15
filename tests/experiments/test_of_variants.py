"""A scenario against its variants, without a file."""

import pytest

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.of_variants import of_variants
from govperf_sim.scenario import load_scenario


def test_the_scenario_as_it_is_comes_first_and_a_variant_named_twice_counts_once():
    towns = load_scenario("six_towns")
    asked = of_variants(towns, ["no_visits", "no_visits"], years=1, replications=2)
    assert asked.design.policies == (("as_it_is",), ("no_visits",))
    assert {code for (code,) in of_variants(towns).design.policies} == {"as_it_is", *towns.variants}


def test_variants_that_it_does_not_have_are_named_each():
    with pytest.raises(ExperimentError) as refused:
        of_variants(load_scenario("six_towns"), ["no_visit", "atlantis"])
    said = [f.message.text("en") for f in refused.value.faults]
    assert len(said) == 2
    assert "no_visit" in said[0]
    assert "atlantis" in said[1]


def test_a_scenario_without_variants_says_so():
    with pytest.raises(ExperimentError, match=r"variants\.yaml"):
        of_variants(load_scenario("scenarios/tai2001"))
