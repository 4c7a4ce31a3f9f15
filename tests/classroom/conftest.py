"""The lesson that ships, with the runs that its claims and the trainer's guide speak of."""

import pytest
from taught import only, settings_of

from govperf_sim.classroom.lesson import declared_lesson
from govperf_sim.scenario.load import load_scenario

GUIDE = (
    [{}, {"growth": 0.4}, {"growth": 0.5}]
    + [
        {"reward": 0.25},
        {"reward": 0.75},
        {"reward": 1.5},
        {"reward": 1.5, "visits": 8},
        {"reward": 1.5, "growth": 0.1},
    ]
    + [{"visits": 0}, {"visits": 6}, {"visits": 8}, {"external": 0.4}]
    + [{"growth": 0.2, "reward": 0.75, "visits": 4, "external": share} for share in (0.3, 0.4)]
)
"""Where the rows of the guide's table put the levers."""


@pytest.fixture(scope="session")
def lesson():
    return declared_lesson(load_scenario("training_towns"))


@pytest.fixture(scope="session")
def guide():
    return GUIDE


@pytest.fixture(scope="session")
def findings(lesson):
    return only(lesson.experiment, [*settings_of(lesson), *GUIDE]).run()
