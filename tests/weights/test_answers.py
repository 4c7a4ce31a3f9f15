"""What every way of asking checks."""

import pytest

from govperf_sim.weights.preferences.answers import item_faults, on_scale


def test_items_are_several_once_each_and_have_codes():
    assert list(item_faults(["a", "b"])) == []
    keys = [f.message.key for f in item_faults(["a", "a"])]
    assert keys == ["preferences.too_few", "preferences.twice"]
    assert [f.message.key for f in item_faults(["a", "民生"])] == ["weights.bad_code"]


@pytest.mark.parametrize(("answer", "there"), [(1, True), (9, True), (2.5, True), (0.99, False), (9.01, False),
                                               (True, False), ("3", False), (None, False), (float("nan"), False)])  # fmt: skip
def test_the_scale_is_from_one_to_nine(answer, there):
    assert on_scale(answer) is there


def test_reciprocals_are_on_the_scale_of_pairs():
    assert on_scale(1 / 9, 1 / 9)
    assert not on_scale(1 / 10, 1 / 9)
