from typing import get_args

from govperf_sim.framework import NUMBERS
from govperf_sim.methods import METHODS, Method


def test_the_catalogue_holds_every_method_of_the_format():
    assert set(METHODS) == set(get_args(Method))


def test_whatever_a_method_needs_can_be_declared():
    assert {name for way in METHODS.values() for name in way.needs} == {*NUMBERS, "targets"}


def test_a_method_that_looks_back_has_posts_for_its_first_year():
    assert all({"floor", "target"} <= set(way.needs) for way in METHODS.values() if way.looks_back)
