"""The lesson that ships, with the runs its claims speak of."""

import pytest
from taught import claimed

from govperf_sim.classroom.lesson import declared_lesson
from govperf_sim.scenario.load import load_scenario


@pytest.fixture(scope="session")
def lesson():
    return declared_lesson(load_scenario("training_towns"))


@pytest.fixture(scope="session")
def findings(lesson):
    return claimed(lesson).run()
