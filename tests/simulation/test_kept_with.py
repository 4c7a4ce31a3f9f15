"""Which measures are kept is known beforehand from what is switched on."""

import pytest

from govperf_sim import load_scenario, simulate
from govperf_sim.simulation.measures import KEPT_WITH, MEASURES

OF_CHANCE = {"days_to_sanction", "suspicion"}
"""Kept only if something happened, or if visits go by risk."""


@pytest.mark.parametrize("name", ["six_towns", "scenarios/guangdong2012"])
def test_a_measure_is_kept_where_its_mechanism_is_on(name):
    scenario = load_scenario(name)
    kept = {m for m in simulate(scenario, years=1, replications=1).measures["measure"] if not m.startswith("effort:")}
    on = scenario.cycle.switched_on
    assert kept - OF_CHANCE == {m for m in MEASURES if KEPT_WITH.get(m, "work") in on} - OF_CHANCE
