"""Supervision: a budget buys visits."""

import numpy as np
import pytest
from assessed import cycle, population, table, visits, weights
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.institutions.supervision import Supervision


def test_a_budget_that_pays_for_the_plan_changes_nothing():
    """A budget that pays for all that is planned, and more."""
    assert unchanged_by(supervision=Supervision(budget=75.0, visit=10.0), beside={"visits": visits(a_year=4)})


def test_a_budget_for_three_of_six_is_the_same_as_three_visits():
    bought, laid_down = (
        play(how, population(), weights(), Luck(1, range(3)), 2).measures.query("measure != 'supervision_days'")
        for how in (
            cycle(visits=visits(a_year=6), institutions={"supervision": Supervision(budget=35.0, visit=10.0)}),
            cycle(visits=visits(a_year=3)),
        )
    )
    assert bought.reset_index(drop=True).equals(laid_down.reset_index(drop=True))


def test_a_budget_that_grows_ends_at_one_visit_a_unit():
    rule = Supervision(budget=25.0, visit=10.0, growth=1.0)
    journal = play(
        cycle(visits=visits(a_year=7), institutions={"supervision": rule}), population(), weights(), Luck(1), 3
    )
    started = journal.events[journal.events["event"] == "visit_starts"].groupby("year").size()
    assert started.tolist() == [2, 5, 7]
    assert table(journal, "supervision_days").sum().to_numpy() == pytest.approx([20.0, 50.0, 70.0])


def test_supervision_needs_visits():
    how = cycle(visits=None, institutions={"supervision": Supervision(budget=1.0, visit=1.0)})
    with pytest.raises(CycleError, match="supervision"):
        play(how, population(), weights(), Luck(1), 1)


@pytest.mark.parametrize("nonsense", [{"budget": -1.0}, {"visit": 0.0}, {"growth": -1.0}, {"budget": np.nan}])
def test_nonsense_is_refused_by_name(nonsense):
    with pytest.raises(CycleError, match=rf"supervision\.{next(iter(nonsense))}"):
        Supervision(**{"budget": 10.0, "visit": 1.0, **nonsense})
