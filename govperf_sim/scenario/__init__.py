"""Scenarios: a folder of files that says who is assessed, by which rules, and how the year runs."""

from govperf_sim.scenario.load import Scenario, load_scenario, shipped
from govperf_sim.scenario.variants import Change

__all__ = ["Change", "Scenario", "load_scenario", "shipped"]
