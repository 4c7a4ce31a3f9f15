"""Tiers: what is conserved on the way down, what is added on the way up, and who meets a target."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim.simulation import Luck
from govperf_sim.simulation.institutions.hierarchy import handed_down, meeting, reported_up


def any_tree(seed, sizes):
    """Splits of so many tiers: every member belongs to one parent, and a parent's shares sum to 1."""
    drawn, splits, above = Luck(seed).uniform("tree", 1, (8, 64))[0], [], 1
    for tier, size in enumerate(sizes):
        parent = np.concatenate([np.arange(above), (drawn[tier, above:size] * above).astype(int)])[:size]
        shares = np.zeros((size, above))
        shares[np.arange(size), parent] = 0.1 + drawn[tier + 4, :size]
        splits.append(shares / shares.sum(axis=0))
        above = size
    return splits


trees = st.lists(st.integers(1, 9), min_size=1, max_size=4).map(np.cumsum).map(lambda sizes: [int(n) for n in sizes])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 99), trees, st.floats(0, 0.5), st.floats(0.1, 20))
def test_children_are_asked_for_what_the_parent_was_and_what_the_tier_adds(seed, sizes, more, top):
    splits = any_tree(seed, sizes)
    tiers = handed_down(np.array([top]), splits, more)
    for tier, targets in enumerate(tiers):
        assert targets.sum() == pytest.approx(top * (1 + more) ** tier)
    for above, below, split in zip(tiers, tiers[1:], splits, strict=False):
        for parent, target in enumerate(above):
            assert below[split[:, parent] > 0].sum() == pytest.approx((1 + more) * target)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 99), trees, st.floats(0, 0.5))
def test_every_tier_adds_to_what_its_children_report(seed, sizes, more):
    splits = any_tree(seed, sizes)
    done = Luck(seed).uniform("done", 1, (sizes[-1],))[0]
    tiers = reported_up(done, splits, more)
    assert [len(tier) for tier in tiers] == [1, *sizes]
    for height, reported in enumerate(reversed(tiers)):
        assert reported.sum() == pytest.approx(done.sum() * (1 + more) ** height)


def test_a_parent_reports_for_its_own_children_alone():
    splits = [np.array([[0.5], [0.5]]), np.array([[1.0, 0.0], [0.0, 0.4], [0.0, 0.6]])]
    top, middle, lowest = reported_up(np.array([1.0, 2.0, 4.0]), splits, 0.0)
    assert (top.tolist(), middle.tolist(), lowest.tolist()) == ([7.0], [1.0, 6.0], [1.0, 2.0, 4.0])


@pytest.mark.parametrize("members", [1, 4, 25])
def test_a_mean_of_many_meets_a_target_as_often_as_drawn_means_do(members):
    drawn = 8.5 + 2.0 * Luck(3).normal("staff", 1, (20_000, members))[0].mean(axis=1)
    share, told = (drawn >= 8.8).mean(), float(meeting(np.array(8.5), np.array(8.8), 2.0, members))
    assert abs(share - told) < 4 * np.sqrt(told * (1 - told) / drawn.size)


def test_without_chance_all_or_none_meet_a_target():
    assert meeting(np.array([0.5, 0.5]), np.array([0.5, 0.51]), 0.0).tolist() == [1.0, 0.0]
