from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from govperf_sim.report.labels import labels_of
from govperf_sim.report.numbers import points
from govperf_sim.report.tables.scores import cells_tables, indicators_table
from govperf_sim.report.tables.values import treated_table, vintages_table
from govperf_sim.scenario.load import EXAMPLES, load_scenario
from govperf_sim.treatment.treated import COLUMNS

if TYPE_CHECKING:
    from report.conftest import Run


def test_every_score_that_applies_is_in_the_table_of_its_system(run: Run) -> None:
    tables = cells_tables(run.scenario, labels_of(run.scenario, "en"))
    shown = [cell for t in tables for row in t.rows if row.kind == "plain" for cell in row.cells[1:] if cell]
    assert len(tables) == 2
    assert len(shown) == int(run.scenario.scores.table.count().sum())


def test_shades_follow_scores(run: Run) -> None:
    for made in cells_tables(run.scenario, labels_of(run.scenario, "zh")):
        for row in made.rows:
            for cell, shade in zip(row.cells[1:], row.shades[1:], strict=False):
                assert shade == (min(int(float(cell) // 10), 9) if cell else None)


def test_touched_cells_are_marked_and_listed(run: Run) -> None:
    scenario = run.scenario
    cell = ("foshan", "G1", scenario.scores.period)
    cut = pd.DataFrame([("foshan", "S2", 1.2)], columns=["unit", "indicator", "before_clipping"])
    scores = dataclasses.replace(scenario.scores, clipped=cut, first_year=("S1",))
    done = pd.DataFrame([(*cell, float("nan"), 8.5, "group_mean", "zhongshan")], columns=list(COLUMNS))
    touched = dataclasses.replace(scenario, scores=scores, treated=done)
    labels = labels_of(scenario, "zh")
    regional = cells_tables(touched, labels)[0]
    column = regional.head.index(labels.unit("foshan"))
    shown = {row.cells[0]: row.cells[column] for row in regional.rows}
    assert [shown[labels.indicator(k)][-1] for k in ("G1", "S1", "S2")] == ["‡", "†", "*"]
    assert shown[labels.indicator("S3")] == points(float(scores.table.loc["foshan", "S3"]))
    (listed,) = treated_table(touched, labels).rows
    assert listed.cells[3:5] == ("—", "8.5")
    assert labels.unit("zhongshan") in listed.cells[5]


def test_each_vintage_says_how_often_it_is_in_use(run: Run) -> None:
    rows = [row.cells for row in vintages_table(run.scenario, labels_of(run.scenario, "en")).rows]
    assert sum(int(row[1]) for row in rows) in (0, len(run.scenario.panel.frame))
    assert all(int(row[1]) == int(row[2]) + int(row[3]) for row in rows)


def test_the_numbers_of_a_scoring_say_which_years_they_were_frozen_over(tmp_path: Path) -> None:
    folder = tmp_path / "towns"
    shutil.copytree(EXAMPLES / "six_towns", folder)
    framework = folder / "framework.yaml"
    text = framework.read_text("utf-8")
    declared = "method: goalposts, floor: 1.5, target: 4.5"
    assert declared in text
    framework.write_text(text.replace(declared, "method: goalposts, reference_years: [2023]"), "utf-8")
    scenario = load_scenario(folder)
    income = scenario.panel.wide(2023)["income"]  # by hand: the worst and the best of that year
    shown = str(indicators_table(scenario, labels_of(scenario, "en")).rows)
    assert f"{income.min():g} → {income.max():g}, frozen at the worst and best of 2023" in shown
