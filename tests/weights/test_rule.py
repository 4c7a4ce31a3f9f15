"""What every rule is."""

from questions import plain

from govperf_sim.weights.rules import KINDS, ClassDistance, Share


def test_a_line_is_named_for_all_it_speaks_of():
    (line,) = ClassDistance("alike", of=["gdp"], at_most=0.1).lines(plain().indicators_of)
    assert line.name == "alike(cities,counties)"
    assert (line.group, line.other) == ("cities", "counties")


def test_a_rule_knows_the_groups_it_names():
    assert Share("cap", of=["gdp"], at_most={"b": 0.1}, groups=["a"]).named_groups == ("a", "b")


def test_only_a_rule_that_speaks_of_each_group_apart_shapes_own_bests():
    assert [kind for kind, rule in KINDS.items() if not rule.alone] == [
        "comparability", "common_total", "class_distance", "parity", "own_share", "each_own_share",
    ]  # fmt: skip
