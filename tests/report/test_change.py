from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from govperf_sim.panel import Panel
from govperf_sim.report.change import changed_scores

if TYPE_CHECKING:
    from report.conftest import Run


def test_with_the_same_weights_and_declared_posts_all_change_is_the_units_own(run: Run) -> None:
    change = changed_scores(run.scenario, run.weights)
    assert change is not None
    table = change.table
    assert table["after"].tolist() == pytest.approx(run.weights.units.loc[table.index, "score"].tolist())
    assert (table["before"] + table["own"]).tolist() == pytest.approx(table["after"].tolist())
    assert table[["posts", "weights", "indicators"]].abs().to_numpy().max() < 1e-12


def test_without_a_year_before_there_is_no_change_to_show(run: Run) -> None:
    period = run.scenario.scores.period
    frame = run.scenario.panel.frame
    alone = Panel(frame[frame["period"] == period], run.scenario.panel.prefer)
    assert changed_scores(dataclasses.replace(run.scenario, panel=alone), run.weights) is None


def test_a_year_before_with_a_gap_is_not_scored(run: Run) -> None:
    frame: pd.DataFrame = run.scenario.panel.frame
    earlier = run.scenario.scores.period - 1
    gap = frame[~((frame["period"] == earlier) & (frame["unit"] == "foshan") & (frame["indicator"] == "G1"))]
    holed = Panel(gap, run.scenario.panel.prefer)
    assert changed_scores(dataclasses.replace(run.scenario, panel=holed), run.weights) is None
