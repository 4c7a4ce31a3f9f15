"""Levers and uncertainties."""

import pytest

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.design.distributions import Among
from govperf_sim.experiments.design.factors import Lever, overlap


def test_a_lever_spreads_over_its_values():
    assert Lever(code="visits", path="cycle.visits.a_year", values=(3, 6), because="a test").spread == Among((3, 6))


def test_a_lever_without_values_is_refused():
    with pytest.raises(ExperimentError):
        Lever(code="visits", path="cycle.visits.a_year", values=(), because="a test")


def test_addresses_overlap_by_whole_segments():
    assert overlap("cycle.visits.a_year", "cycle.visits.a_year")
    assert overlap("cycle.visits.a_year", "cycle.visits")
    assert overlap("cycle", "cycle.visits")
    assert not overlap("rules.cap", "rules.cap_growth")
