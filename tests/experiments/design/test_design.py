"""Policies and worlds."""

import pytest

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.design.design import MOST_POINTS, designed
from govperf_sim.experiments.design.distributions import Among, Uniform
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.design.plans import Factorial, LatinHypercube, OneAtATime, SobolPoints

NOW = {"a": 1, "b": "x", "u": 0.5, "a.within": 3}


def lever(code, *values, path=None):
    return Lever(code=code, path=path or code, values=values, because="a test")


def unknown(code="u", spread=None, path=None):
    return Uncertainty(code=code, path=path or code, spread=spread or Uniform(0.0, 1.0), because="a test")


def keys(refused):
    return [f.message.key for f in refused.value.faults]


def test_the_first_policy_is_as_it_is_and_is_there_once():
    design = designed([lever("a", 2, 1), lever("b", "y", "x")], [], (Factorial(), None), NOW, seed=1)
    assert design.policies == ((1, "x"), (2, "y"), (2, "x"), (1, "y"))
    assert design.worlds == ((),)
    assert design.points == 4


def test_as_it_is_is_compared_with_even_if_no_lever_lists_it():
    design = designed([lever("a", 2, 3)], [], (Factorial(), None), NOW, seed=1)
    assert design.policies == ((1,), (2,), (3,))


def test_policies_that_fall_together_are_one():
    design = designed([lever("a", 1, 2)], [], (LatinHypercube(16), None), NOW, seed=1)
    assert design.policies == ((1,), (2,))


def test_policies_may_switch_something_off():
    design = designed([lever("a", None, {"teams": 2})], [], (OneAtATime(), None), NOW, seed=1)
    assert design.policies == ((1,), (None,), ({"teams": 2},))


def test_without_levers_there_is_one_policy_in_all_worlds():
    design = designed([], [unknown()], (Factorial(), SobolPoints(4)), NOW, seed=1)
    assert (len(design.policies), len(design.worlds)) == (1, 4)
    assert design.values(0, 2) == {"u": design.worlds[2][0]}


def test_tables_are_named_by_codes():
    design = designed([lever("a", 2)], [unknown("chance", path="u")], (Factorial(), LatinHypercube(3)), NOW, seed=1)
    assert (list(design.policy_table), design.policy_table.index.name) == (["a"], "policy")
    assert (list(design.world_table), design.world_table.index.name) == (["chance"], "world")
    assert design.values(1, 0) == {"a": 2, "u": design.worlds[0][0]}


def test_worlds_may_be_all_combinations_of_listed_values():
    design = designed([], [unknown(spread=Among((0.1, 0.9)))], (None, Factorial()), NOW, seed=1)
    assert design.worlds == ((0.1,), (0.9,))


@pytest.mark.parametrize(
    ("levers", "uncertainties", "said"),
    [([lever("a", 2), lever("a", 3)], [], ["experiment.twice", "experiment.twice"]),
     ([lever("a", 2), lever("other", 3, path="a")], [], ["experiment.twice"]),
     ([lever("u", 2, path="a")], [unknown()], ["experiment.twice"]),
     ([lever("a", 2), lever("inner", 3, path="a.within")], [], ["experiment.within"]),
     ([lever("a", 2, 3, 2)], [], ["experiment.value_twice"])],
)  # fmt: skip
def test_factors_that_clash_are_named(levers, uncertainties, said):
    with pytest.raises(ExperimentError) as refused:
        designed(levers, uncertainties, (Factorial(), LatinHypercube(2)), NOW, seed=1)
    assert keys(refused) == said


def test_factors_without_a_plan_are_named():
    with pytest.raises(ExperimentError) as refused:
        designed([], [unknown(), unknown("v", path="a")], (Factorial(), None), NOW, seed=1)
    assert [f.message.values["code"] for f in refused.value.faults] == ["u", "v"]


def test_more_points_than_anybody_plays_are_refused():
    values = range(MOST_POINTS // 2 + 1)
    with pytest.raises(ExperimentError) as refused:
        designed([lever("a", 0, 1)], [unknown(spread=Among((0, 1)))], (Factorial(), Many(len(values))), NOW, seed=1)
    assert keys(refused) == ["experiment.too_many_points"]


class Many:
    """A plan of so many equal points, which takes no time to make."""

    def __init__(self, count):
        self.count = count

    def rows(self, factors, as_is, seed):
        return [as_is] * self.count
