"""Cards of the Guangdong scenario, and its years as they were played."""

import pytest

from govperf_sim.report.yearly.card import cards_of
from govperf_sim.report.yearly.clauses import stage_day
from govperf_sim.report.yearly.happened import happened


@pytest.fixture(scope="session")
def all_cards(run):
    return cards_of(run.scenario, run.weights)


@pytest.fixture(scope="session")
def year(run):
    return happened(run.played, 1, list(run.scenario.framework.units))


@pytest.fixture(scope="session")
def half(run, year):
    return year.until(stage_day(run.scenario))
