from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from govperf_sim.diagnostics.redundancy import redundancy
from govperf_sim.report.diagnosis import Pool
from govperf_sim.report.labels import Labels, labels_of
from govperf_sim.report.tables.diagnostics import burden_table, effective_table, redundant_table, saturated_table

if TYPE_CHECKING:
    from report.conftest import Run

CARRIED = pd.DataFrame({"nominal": [0.7, 0.3], "effective": [0.1, 0.9], "correlation": 0.5}, index=["gdp", "air"])
SCORES = pd.DataFrame({"gdp": [0.1, 0.2, 0.3], "air": [0.2, 0.4, 0.6]})
POOL = Pool("regional", ("a", "b", "c"), ("gdp", "air"), (), CARRIED, redundancy(SCORES, 0.9), None)


def test_what_an_indicator_carries_stands_beside_its_weight() -> None:
    rows = [row.cells for row in effective_table([POOL], Labels(language="en")).rows]
    assert rows[1] == ("air", "30.0", "90.0", "3.0", "more than twice its weight")
    assert rows[2] == ("gdp", "70.0", "10.0", "0.1", "")


def test_redundant_pairs_come_with_the_number_of_units() -> None:
    assert [row.cells for row in redundant_table([POOL], Labels(language="en")).rows] == [("gdp", "air", "1.00", "3")]


def test_an_indicator_on_which_most_have_full_marks_is_listed(run: Run) -> None:
    scores = run.scenario.scores.table
    labels = labels_of(run.scenario, "en")
    rows = {row.cells[0]: row.cells for row in saturated_table(run.scenario, labels).rows}
    for k in scores.columns:
        own = scores[k].dropna()
        if len(own) > 1 and (own == 1).mean() >= 0.5:
            assert rows[labels.indicator(k)][2] == str(len(own))


def test_burden_ends_with_its_sums(run: Run) -> None:
    rows = [row.cells for row in burden_table(run.scenario, labels_of(run.scenario, "en")).rows]
    assert float(rows[-1][-1]) == sum(float(row[-1]) for row in rows[:-1])
