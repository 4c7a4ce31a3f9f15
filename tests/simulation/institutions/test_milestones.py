"""Milestones: each step after the last, and the last one decides when the scheme bites."""

import numpy as np
import pytest
from assessed import cycle, population, table, weights
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.institutions.milestones import Milestones, draw_times, finished


def test_steps_that_take_no_time_change_nothing():
    assert unchanged_by(milestones=Milestones(due=(40, 60), takes=0.0))


def test_a_first_step_is_late_by_the_mean_of_an_exponential_beyond_its_day():
    rule = Milestones(due=(30,), takes=20.0)
    due = np.array([30.0])
    late = np.maximum(finished(due, draw_times(Luck(1, range(200)), 200, rule)) - due, 0.0).ravel()
    assert abs(late.mean() - 20.0 * np.exp(-30.0 / 20.0)) < 4 * late.std() / np.sqrt(late.size)


def test_steps_wait_for_the_one_before_as_written_out():
    rule = Milestones(due=(10, 20, 60), takes=12.0)
    takes = draw_times(Luck(2), 50, rule)[0]
    done = finished(np.array([10.0, 20.0, 60.0]), takes)
    for mine, took in zip(done, takes, strict=True):
        first = took[0]
        second = max(first, 10.0) + took[1]
        third = max(second, 20.0) + took[2]
        assert mine.tolist() == [first, second, third]


def test_the_journal_and_the_measures_tell_the_same_steps():
    rule = Milestones(due=(20, 40, 60), takes=15.0)
    journal = play(cycle(institutions={"milestones": rule}), population(), weights(), Luck(4), 2)
    done = journal.events[journal.events["event"] == "step_done"]
    late = (done["amount"] > 0).groupby(done["unit"]).sum()
    assert late.to_dict() == table(journal, "steps_late")[1].to_dict()
    assert late.sum() > 0
    assert table(journal, "steps_late")[2].max() == 0.0
    last = done.groupby("unit")["amount"].last()
    assert last.to_dict() == pytest.approx(table(journal, "preparation_delay")[1].to_dict())


@pytest.mark.parametrize(
    ("nonsense", "named"),
    [
        ({"due": (40, 30)}, "due"),
        ({"due": (0, 30)}, r"due\[1\]"),
        ({"due": (1, 2.5)}, r"due\[2\]"),
        ({"takes": -1.0}, "takes"),
    ],
)
def test_nonsense_is_refused_by_name(nonsense, named):
    with pytest.raises(CycleError, match=rf"milestones\.{named}"):
        Milestones(**{"due": (10, 20), "takes": 5.0, **nonsense})


def test_a_day_beyond_the_year_is_refused():
    with pytest.raises(CycleError, match=r"milestones\.due\[2\]"):
        play(
            cycle(institutions={"milestones": Milestones(due=(5, 300), takes=1.0)}), population(), weights(), Luck(1), 1
        )
