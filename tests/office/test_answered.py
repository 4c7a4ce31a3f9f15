"""From rows to answers: there is a reader for every way of asking."""

from govperf_sim.office.answered import ANSWER_OF
from govperf_sim.office.ways import Way


def test_every_way_of_asking_can_be_read():
    assert set(ANSWER_OF) == set(Way)
