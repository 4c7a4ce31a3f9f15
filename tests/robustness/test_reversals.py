"""Which ranks survive a change of the question, by hand and against derivations one by one."""

import dataclasses

import pandas as pd
import pytest
from questions import four_groups, one_group, plain, random_question

from govperf_sim.errors import InfeasibleRules, WeightingError
from govperf_sim.robustness.reversals import alike, reversals
from govperf_sim.robustness.standings import ranked, standings
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference
from govperf_sim.weights.rules import EachShare, Order, Share
from govperf_sim.weights.variations import without_indicator, without_unit


def three(**changed):
    scores = pd.DataFrame({"a": [0.9, 0.5, 0.1], "b": [0.4, 0.7, 0.6], "c": [0.2, 0.5, 0.9]}, index=["x", "y", "z"])
    return one_group({"a": 0.5, "b": 0.3, "c": 0.2}, **{"rules": [], "scores": scores, **changed})


def test_dropping_an_indicator_scales_the_others_up():
    """x 0.61, y 0.56, z 0.41; without a: b 0.6, c 0.4 and x 0.32, y 0.62, z 0.72: the order turns right round."""
    found = reversals(three(), ClosestToReference())
    assert found.changes.loc[("drop_indicator", "a")].tolist() == [True, 3, 2, 2]
    assert found.ranks.loc[("drop_indicator", "a")].droplevel([0, 1]).to_dict("index") == {
        "x": {"before": 1, "after": 3},
        "z": {"before": 3, "after": 1},
    }


def test_dropping_a_unit_turns_nothing_when_weights_do_not_depend_on_units():
    found = reversals(three(), ClosestToReference()).changes
    assert (found.loc["drop_unit"][["pairs_reversed", "ranks_changed"]] == 0).all(axis=None)


def test_two_merged_indicators_count_as_their_mean():
    """b and c weigh 0.25 each: x 0.6, y 0.55, z 0.425 as before; a and c 0.35 each: x 0.505, y 0.56, z 0.53."""
    found = reversals(three(), ClosestToReference(), [("b", "c"), ("a", "c")])
    assert found.changes.loc[("merge_indicators", "b+c"), "pairs_reversed"] == 0
    assert found.changes.loc[("merge_indicators", "a+c"), "pairs_reversed"] == 2
    mean = three().scores.assign(ac=lambda t: (t["a"] + t["c"]) / 2)[["ac", "b"]]
    merged = one_group({"ac": 0.7, "b": 0.3}, [], mean)
    after = ranked(standings(derive_weights(merged, ClosestToReference())))
    ranks = found.ranks.loc[("merge_indicators", "a+c")]["after"]
    assert ranks.to_dict() == {key: after[key] for key in ranks.index}


def test_a_change_that_leaves_no_weights_is_listed():
    q = three(rules=[EachShare("cap", of=["a", "b", "c"], at_most=0.4)])
    found = reversals(q).changes
    assert not found.loc["drop_indicator"]["admissible"].any()
    assert found.loc["drop_unit"]["admissible"].all()


def test_rules_speak_of_what_is_left():
    q = three(rules=[Share("floor", of=["a", "b"], at_least=0.6), Order("order", more="b", less="a")])
    found = reversals(q, ClosestToReference())
    assert found.changes["admissible"].all()
    scored = {"x": 0.6 * 0.4 + 0.4 * 0.2, "y": 0.6 * 0.7 + 0.4 * 0.5, "z": 0.6 * 0.6 + 0.4 * 0.9}
    assert max(scored, key=scored.get) == "z"
    assert found.ranks.loc[("drop_indicator", "a", "group", "g", "z"), "after"] == 1


def test_ranks_are_those_of_the_derivation_without_the_unit():
    q = random_question(2, groups=1, units=8, indicators=6)
    found = reversals(q)
    base = standings(derive_weights(q))
    for unit in q.scores.index[:3]:
        left = one_unit_less(q, unit)
        after = ranked(standings(derive_weights(left)))
        before = ranked(base.drop(("group", "g0", unit)))
        moved = {key for key in after.index if after[key] != before[key]}
        listed = found.ranks[found.ranks.index.get_level_values("what") == unit]
        assert {key[2:] for key in listed.index} == moved


def one_unit_less(q, unit):
    return dataclasses.replace(q, scores=q.scores.drop(index=unit), groups=q.groups.drop(unit))


def test_a_unit_alone_in_its_group_can_be_dropped():
    found = reversals(plain(), ClosestToReference()).changes
    assert found.loc[("drop_unit", "c"), "admissible"]


def test_a_groups_only_indicator_is_not_dropped():
    scores = pd.DataFrame({"a": [0.3, 0.4]}, index=["u", "v"])
    assert "drop_indicator" not in reversals(one_group({"a": 1.0}, [], scores)).changes.index.get_level_values(0)


def test_pairs_that_cannot_be_merged_are_refused():
    for merges in ([("a", "q")], [("a", "a")]):
        with pytest.raises(WeightingError):
            reversals(three(), merges=merges)


def test_rules_without_weights_to_begin_with_are_refused():
    rules = [Order("first", more="a", less="b", gap=0.4), Order("second", more="b", less="a", gap=0.4)]
    with pytest.raises(InfeasibleRules):
        reversals(three(rules=rules))


@pytest.mark.slow
def test_groups_over_a_core_are_ranked_by_group_and_by_system():
    q, _ = four_groups()
    found = reversals(q)
    assert {"group", "system"} <= set(found.ranks.index.get_level_values("level"))


def test_the_summary_shows_itself():
    assert "<table" in reversals(three())._repr_html_()


def test_only_what_a_change_can_touch_is_derived_again_and_the_answer_is_that_of_the_whole():
    """Two systems: a change in one leaves the other alone, whether or not the other is derived again."""
    one, other = (
        random_question(3, groups=2, units=6, indicators=6),
        random_question(4, groups=2, units=6, indicators=6),
    )
    both = side_by_side(one, other)
    found = reversals(both)
    base = standings(derive_weights(both))
    for kind, what in [("drop_unit", "a_u1"), ("drop_indicator", "b_k4")]:
        left = without_unit(both, what) if kind == "drop_unit" else without_indicator(both, what)
        after = ranked(standings(derive_weights(left)))
        before = ranked(base[after.index])
        moved = {key for key in after.index if after[key] != before[key]}
        listed = found.ranks[found.ranks.index.get_level_values("what") == what]
        assert {key[2:] for key in listed.index} == moved


def side_by_side(one, other):
    """Two questions as one, each a system of its own; two groups of one system are not ranked across without a ruler."""
    parts = {"a": one, "b": other}
    scores = {
        name: q.scores.rename(index=f"{name}_{{}}".format, columns=f"{name}_{{}}".format) for name, q in parts.items()
    }
    applies = {
        name: q.applies.rename(index=f"{name}_{{}}".format, columns=f"{name}_{{}}".format) for name, q in parts.items()
    }
    groups = {name: q.groups.rename(f"{name}_{{}}".format).map(f"{name}_{{}}".format) for name, q in parts.items()}
    every = pd.concat(applies.values()).fillna(value=False).astype(bool)
    return plain(
        scores=pd.concat(scores.values()).fillna(0.0),
        applies=every,
        groups=pd.concat(groups.values()),
        systems=pd.Series({g: g[0] for g in every.index}),
        reference=None,
        rules=[EachShare(f"each_{name}", of=list(table.columns), at_most=0.6) for name, table in scores.items()],
    )


def test_some_kinds_of_change_can_be_asked_for_alone():
    assert set(reversals(three(), kinds=["drop_unit"]).changes.index.get_level_values("change")) == {"drop_unit"}


def test_the_indicators_of_a_domain_whose_scores_are_most_alike_are_those_that_might_be_one():
    """a and b differ by 0.4, b and c by 0.23 on average, a and c by 0.5: over all, b and c; within domains, a with b."""
    q = three()
    assert alike(q) == [("b", "c")]
    assert alike(dataclasses.replace(q, domains=pd.Series({"a": "one", "b": "one", "c": "two"}))) == [("a", "b")]
