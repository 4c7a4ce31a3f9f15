"""Rules that contradict one another are named, and no rule too many."""

import itertools
import pickle

import numpy as np
import pytest
from questions import golden, one_group

from govperf_sim.errors import InfeasibleRules
from govperf_sim.sources import Source
from govperf_sim.weights.conflicts import MOST, conflicts, irreducible, require_admissible
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.rules import Comparability, EachShare, Order, Ratio, Share, TotalMovement
from govperf_sim.words import Name


def of_other_program(case):
    """Rows of a golden case as rules; their kind follows from their coefficients."""
    codes = [f"k{j}" for j in range(case["m"])]
    rules = []
    for name, row in case["rules"].items():
        terms = {k: a for k, a in zip(codes, row["coef"], strict=True) if a}
        side = "at_least" if row["sense"] == ">=" else "at_most"
        if min(terms.values()) > 0:
            rules.append(Share(name, of=list(terms), **{side: row["rhs"]}))
        else:
            (more,), (less,) = ([k for k, a in terms.items() if a * sign > 0] for sign in (1, -1))
            assert row["rhs"] == 0
            assert terms[more] == 1
            rules.append(Ratio(name, of=more, to=less, **{side: -terms[less]}))
    return {"g": tuple(codes)}, rules


@pytest.mark.parametrize("case", golden("weights_infeasible")["cases"].values(), ids=lambda c: str(c["m"]))
@pytest.mark.parametrize("turned", [False, True])
def test_the_conflict_is_one_of_the_minimal_ones(case, turned):
    applying, rules = of_other_program(case)
    found = irreducible(applying, rules[::-1] if turned else rules)
    assert {r.id for r in found} in [set(s) for s in case["minimal_infeasible_subsets"]]


@pytest.mark.parametrize("case", golden("weights_infeasible")["cases"].values(), ids=lambda c: str(c["m"]))
def test_without_any_one_of_its_rules_a_conflict_is_none(case):
    applying, rules = of_other_program(case)
    found = irreducible(applying, rules)
    for rule in found:
        require_admissible(applying, [r for r in found if r is not rule], {})
    with pytest.raises(InfeasibleRules):
        require_admissible(applying, found, {})


CASES = pytest.mark.parametrize("case", golden("weights_infeasible")["cases"].values(), ids=lambda c: str(c["m"]))


def ids(sets):
    return {frozenset(rule.id for rule in s) for s in sets}


@CASES
@pytest.mark.parametrize("turned", [False, True])
def test_every_conflict_is_found_and_the_ways_out(case, turned):
    applying, rules = of_other_program(case)
    found = conflicts(applying, rules[::-1] if turned else rules)
    assert found.complete
    assert ids(found.irreducible) == {frozenset(s) for s in case["minimal_infeasible_subsets"]}
    assert ids(found.to_drop) == {frozenset(s) for s in case["minimal_correction_sets"]}
    assert len(found.to_drop[0]) == case["min_rules_to_drop"]
    total = sum(found.relaxation.values())
    assert total == pytest.approx(case["elastic_min_total_violation"], abs=golden("weights_infeasible")["tolerance"])


def test_rules_that_can_hold_have_no_conflict():
    assert conflicts({"g": ("a", "b")}, [Share("cap", of=["a"], at_most=0.3)]) is None


@pytest.mark.parametrize("seed", range(6))
def test_every_conflict_of_random_rules_is_found(seed):
    """Against trying every subset."""
    rng = np.random.default_rng(seed)
    codes = ("a", "b", "c", "d")
    rules = []
    for n in range(7):
        of = [str(k) for k in rng.choice(codes, rng.integers(1, 3), replace=False)]
        side = "at_least" if rng.random() < 0.6 else "at_most"
        rules.append(Share(f"r{n}", of=of, **{side: float(rng.integers(2, 9)) / 10}))
    rules.append(Order("r7", more="a", less="b", gap=0.3))
    applying = {"g": codes}
    bad = [
        frozenset(r.id for r in some)
        for size in range(1, 9)
        for some in itertools.combinations(rules, size)
        if not _holds(applying, some)
    ]
    minimal = {s for s in bad if not any(t < s for t in bad)}
    found = conflicts(applying, rules)
    if found is None or not found.complete:
        assert found is not None or not minimal
        assert len(minimal) >= (MOST if found else 0)
        return
    assert ids(found.irreducible) == minimal
    cures = [
        frozenset(some)
        for some in itertools.combinations([r.id for r in rules], len(found.to_drop[0]))
        if all(s & set(some) for s in minimal)
    ]
    assert ids(found.to_drop) == set(cures)


def _holds(applying, rules):
    try:
        require_admissible(applying, rules, {})
    except InfeasibleRules:
        return False
    return True


def test_more_conflicts_than_are_looked_for_are_said_to_be_more():
    floors = [Share(f"floor{n}", of=[f"k{n}"], at_least=0.04) for n in range(16)]
    caps = [Share(f"cap{n}", of=[f"k{n}"], at_most=0.02) for n in range(16)]
    found = conflicts({"g": tuple(f"k{n}" for n in range(17))}, [*floors, *caps])
    assert not found.complete
    assert len(found.to_drop[0]) == 16
    assert sum(found.relaxation.values()) == pytest.approx(0.32)


def test_the_group_that_clashes_is_named_and_no_other():
    rules = [
        Share("low", of=["a"], at_most={"g": 0.2, "h": 0.5}),
        Share("high", of=["a"], at_least={"g": 0.1, "h": 0.6}),
    ]
    with pytest.raises(InfeasibleRules) as caught:
        require_admissible({"g": ("a", "b"), "h": ("a", "b")}, rules, {})
    english = caught.value.text("en")
    assert "(group: h)" in english
    assert "to drop rules, at least 1: low; or high" in english
    assert "to relax limits, at least 10 points of 100 in all: " in english


def test_groups_under_one_ruler_that_cannot_meet_are_named_and_no_other():
    """Three groups must give a the same weight; one asks for more than another allows, the third is innocent."""
    rules = [
        Comparability("ruler", of=["a"], at_most=0.02),
        Share("high", of=["a"], at_least={"g": 0.5}),
        Share("low", of=["a", "b"], at_most={"h": 0.4}),
        Share("innocent", of=["a"], at_most={"i": 0.9}),
    ]
    applying = dict.fromkeys(("g", "h", "i"), ("a", "b", "c"))
    with pytest.raises(InfeasibleRules) as caught:
        require_admissible(applying, rules, {})
    assert set(caught.value.conflict) == {"ruler", "high", "low"}
    english = caught.value.text("en")
    assert "(group: g, h)" in english
    assert "at least 6 points of 100 in all" in english
    assert "add up" not in english


def test_the_definition_of_a_distance_is_not_a_limit_that_can_be_relaxed():
    """Rows that define |w - p| belong to the rule: it is dropped or relaxed as a whole."""
    last = {"g": {"a": 0.5, "b": 0.5}}
    rules = [TotalMovement("calm", last=last, at_most=0.1), Share("cap", of=["a"], at_most=0.2)]
    found = conflicts({"g": ("a", "b")}, rules)
    assert ids(found.irreducible) == {frozenset(("calm", "cap"))}
    assert sum(found.relaxation.values()) == pytest.approx(0.2)
    assert set(found.relaxation) <= {"calm(g)", "cap(g)"}


def test_all_three_answers_are_told_in_both_languages():
    error = said(
        Share("a_floor", of=["a"], at_least=0.6),
        Share("b_floor", of=["b"], at_least=0.5),
        EachShare("each", of=["c", "d"], at_least=0.02, at_most=0.3),
        Share("cd", of=["c", "d"], at_least=0.55),
    )
    english, chinese = error.text("en"), error.text("zh")
    assert len(error.faults) <= 9
    assert english.count("another conflict: ") == 2
    assert "to drop rules, at least 2: " in english
    assert "points of 100 in all: " in english
    assert "另一处矛盾：" in chinese
    assert "若取消规则，最少须取消 2 条：" in chinese
    assert "若放宽限值，最小的放宽合计 65 分（100 分制）：" in chinese


def said(*rules, names=None):
    with pytest.raises(InfeasibleRules) as caught:
        require_admissible({"g": ("a", "b", "c", "d")}, rules, names or {})
    return caught.value


def test_a_conflict_is_told_with_rules_clauses_places_and_status():
    law = Source(status="law", cite="an article of a law", clause="V-1e", place="rules.yaml:9")
    error = said(
        Share("innocent", of=["d"], at_least=0.05),
        Order("a_over_b", more="a", less="b", gap=0.2, source=law),
        Share("b_floor", of=["b"], at_least=0.3),
        Share("cd_floor", of=["c", "d"], at_least=0.3),
        names={"g": Name(zh="城市", en="cities"), "a": Name(zh="甲", en="first")},
    )
    assert set(error.conflict) == {"a_over_b", "b_floor", "cd_floor"}
    assert error.exit_status == 3
    english, chinese = error.text("en"), error.text("zh")
    assert "no weights obey these rules together: a_over_b, b_floor, cd_floor (group: cities)" in english
    assert "rules.yaml:9: a_over_b, cities: first above b by at least 0.2; clause V-1e (rules.yaml:9)" in english
    assert "没有权重能同时满足以下规则：a_over_b、b_floor、cd_floor（类别：城市）" in chinese
    assert "甲 比 b 至少多 0.2" in chinese


def test_where_adding_up_is_enough_the_sum_is_told():
    overlapping = said(
        Share("ab", of=["a", "b"], at_most=0.3),
        Share("bc", of=["b", "c"], at_most=0.3),
        Share("d", of=["d"], at_most=0.3),
    )
    assert "the caps add up to ab 0.3 + bc 0.3 + d 0.3 = 0.9, less than 1" in overlapping.text("en")
    nested = said(
        Share("a", of=["a"], at_least=0.2),
        Share("b", of=["b"], at_least=0.2),
        Share("abc", of=["a", "b", "c"], at_most=0.3),
    )
    assert "the floors ask for a 0.2 + b 0.2 = 0.4, the caps allow abc 0.3 = 0.3" in nested.text("en")
    disjoint = said(
        Share("big", of=["a", "b"], at_least=0.5), Share("a", of=["a"], at_least=0.45),
        Share("b", of=["b"], at_least=0.3), Share("cd", of=["c", "d"], at_least=0.3),
    )  # fmt: skip
    assert set(disjoint.conflict) == {"a", "b", "cd"}
    assert "the floors add up to a 0.45 + b 0.3 + cd 0.3 = 1.05, more than 1" in disjoint.text("en")


def test_where_it_is_not_no_sum_is_told():
    error = said(Order("order", more="a", less="b", gap=0.9), EachShare("each", of=["b"], at_least=0.2))
    assert set(error.conflict) == {"order", "each"}
    assert "add" not in error.text("en")


def test_derive_weights_names_the_conflict():
    rules = [Order("order", more="a", less="b", gap=0.9), Share("b_floor", of=["b"], at_least=0.2)]
    with pytest.raises(InfeasibleRules) as caught:
        derive_weights(one_group({"a": 0.5, "b": 0.5}, rules))
    assert caught.value.conflict == ("order", "b_floor")
    assert pickle.loads(pickle.dumps(caught.value)).conflict == ("order", "b_floor")
