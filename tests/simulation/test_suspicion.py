"""Where the office looks first."""

import numpy as np
import pandas as pd
from assessed import cycle, population, reports, table, visits, weights, work

from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.suspicion import looked_at, suspicion

QUIET = {"work": work(shock=0.0), "reports": reports(noise=0.0)}


def played(years=3, **changed):
    return play(cycle(**{**QUIET, **changed}), population(), weights(), Luck(3), years)


def visited(journal, year):
    rows = journal.events
    return set(rows.loc[(rows["event"] == "visit_due") & (rows["year"] == year), "unit"])


def test_it_is_what_was_gained_since_somebody_looked():
    report, known = np.array([[0.5, 0.6, 0.7]]), np.array([[0.4, 0.6, 0.4]])
    np.testing.assert_allclose(suspicion(report, known), [[0.1, 0.0, 0.3]], atol=1e-15)
    np.testing.assert_allclose(
        suspicion(report, known, np.array([[True, False, False]])), [[1.1, 0.0, 0.3]], atol=1e-15
    )
    after = looked_at(known, report, np.array([[False, True, True]]))
    np.testing.assert_array_equal(after, [[0.4, 0.6, 0.7]])


def test_a_year_later_the_units_that_gained_most_are_visited():
    journal = played(visits=visits(a_year=2, by_risk=1.0, days=1))
    last = table(journal, "suspicion")
    for year in (1, 2):
        assert visited(journal, year + 1) == set(last[year].nlargest(2).index)
    seen = table(journal, "visited")[1] == 1.0
    assert (last[1][seen] == 0.0).all()


def test_first_year_has_nothing_to_go_by_and_without_risk_nothing_changes():
    by_lot, by_risk = (played(1, visits=visits(a_year=2, by_risk=r)) for r in (0.0, 1.0))
    assert visited(by_lot, 1) == visited(by_risk, 1)
    kept = by_risk.measures[by_risk.measures["measure"] != "suspicion"].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, by_lot.measures, check_exact=True)
