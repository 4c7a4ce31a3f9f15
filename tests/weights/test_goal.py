"""A goal is declared with the question."""

import pytest
from questions import plain

from govperf_sim.errors import WeightingError
from govperf_sim.sources import Source
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goal import Goal
from govperf_sim.weights.goals import KINDS, ClosestToReference, MinimaxRegret, RegretGuard

DECLARED = ClosestToReference(source=Source(status="expert", cite="decided before the data were seen"))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_is_a_goal_with_words_in_both_languages(kind):
    assert isinstance(kind(), Goal)
    answer = derive_weights(plain(goal=kind()))
    for language in ("zh", "en"):
        assert answer.goal_said.text(language)
        assert answer.goal_from.text(language)


def test_the_goal_declared_is_the_one_that_is_used():
    answer = derive_weights(plain(goal=DECLARED))
    assert answer.goal is DECLARED
    assert "decided before the data were seen" in answer.goal_from.text("en")


def test_a_goal_given_for_this_once_comes_before_the_one_declared():
    answer = derive_weights(plain(goal=DECLARED), MinimaxRegret())
    assert answer.goal == MinimaxRegret()
    assert "without a source" in answer.goal_from.text("en")


def test_without_any_the_guard_is_used_and_called_the_default():
    answer = derive_weights(plain())
    assert answer.goal == RegretGuard(0.5)
    assert "default" in answer.goal_from.text("en")
    assert "κ = 0.5" in answer.goal_said.text("zh")


def test_a_source_does_not_make_another_goal():
    assert ClosestToReference() == DECLARED


@pytest.mark.parametrize("goal", ["regret_guard", RegretGuard, 0.5])
def test_what_is_no_goal_is_refused_by_name(goal):
    with pytest.raises(WeightingError, match="goal must be a Goal"):
        plain(goal=goal)
