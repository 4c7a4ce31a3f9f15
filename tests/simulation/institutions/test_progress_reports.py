"""Progress reports: on time or late, and what lateness costs."""

import numpy as np
import pytest
from assessed import cycle, population, weights
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.institutions.progress_reports import ProgressReports, draw_lateness

RULE = ProgressReports(due=(60, 120, 240), on_time=0.6, late_days=8.0, deduction=0.01)


def test_reports_that_cost_nothing_change_nothing():
    assert unchanged_by(progress_reports=ProgressReports(due=(60, 240), on_time=0.5, late_days=9.0))


def test_lateness_is_geometric():
    late = draw_lateness(Luck(1, range(100)), 1, 200, RULE).ravel()
    share, days = (late > 0).mean(), late[late > 0]
    assert abs(share - 0.4) < 4 * np.sqrt(0.24 / late.size)
    assert abs(days.mean() - 8.0) < 4 * days.std() / np.sqrt(days.size)
    assert abs((days > 5).mean() - (7 / 8) ** 5) < 4 * 0.5 / np.sqrt(days.size)
    assert days.min() == 1.0


def test_each_late_report_costs_its_points_and_stands_in_the_journal():
    plain, watched = (
        play(cycle(institutions=i), population(), weights(), Luck(1, range(2)), 2)
        for i in ({}, {"progress_reports": RULE})
    )
    late = watched.measures.query("measure == 'reports_late'")["value"].to_numpy()
    lost = (
        plain.measures.query("measure == 'score'")["value"].to_numpy()
        - watched.measures.query("measure == 'score'")["value"].to_numpy()
    )
    np.testing.assert_allclose(lost, 0.01 * late, rtol=0, atol=1e-12)
    assert late.sum() > 0
    filed = watched.events[watched.events["event"] == "report_filed"]
    assert len(filed) == 2 * 7 * 3 * 2
    assert (filed["amount"] > 0).sum() == late.sum()
    assert set(filed["day"] - filed["amount"]) == {60, 120, 240}


@pytest.mark.parametrize(
    ("nonsense", "named"),
    [
        ({"due": (0,)}, r"due\[1\]"),
        ({"on_time": 1.5}, "on_time"),
        ({"late_days": 0.5}, "late_days"),
        ({"deduction": -1.0}, "deduction"),
    ],
)
def test_nonsense_is_refused_by_name(nonsense, named):
    with pytest.raises(CycleError, match=rf"progress_reports\.{named}"):
        ProgressReports(**{"due": (60,), "on_time": 0.5, "late_days": 5.0, **nonsense})
