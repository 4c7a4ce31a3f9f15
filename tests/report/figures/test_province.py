from __future__ import annotations

import pandas as pd
import pytest

from govperf_sim.report.figures.province import province_figure
from govperf_sim.report.labels import Labels

EN = Labels(language="en")
NAMES = {"score": "score", "true_score": "true score", "welfare": "welfare"}
PANELS = {"both": ["true_score", "score"], "welfare": ["welfare"]}


def years(scenarios: int, played: int) -> pd.DataFrame:
    """Every mean is the year, and the measure's place on top; units lie 5 about it."""
    return pd.DataFrame(
        [
            (f"s{s}", m, y, y + n, y + n - 0.5, y + n + 0.5, y + n - 5, y + n + 5)
            for s in range(scenarios) for n, m in enumerate(NAMES) for y in range(1, played + 1)
        ],
        columns=["scenario", "measure", "year", "mean", "low", "high", "lowest", "highest"],
    )  # fmt: skip


@pytest.mark.parametrize(("scenarios", "played"), [(1, 1), (2, 1), (1, 10), (9, 10)])
def test_a_row_for_each_scenario_and_a_column_for_each_panel(scenarios: int, played: int) -> None:
    picture = province_figure(years(scenarios, played), PANELS, NAMES, EN)
    assert len(picture.figure.axes) == 2 * scenarios
    width, height = picture.figure.get_size_inches()
    assert height < 1.5 * width  # it fits a page
    box = picture.figure.get_tightbbox()
    assert box.x0 >= -0.01
    assert box.x1 <= width + 0.01


def test_the_lines_are_the_means_year_by_year_and_the_first_scenario_stands_behind() -> None:
    picture = province_figure(years(2, 3), PANELS, NAMES, EN)
    first, behind = picture.figure.axes[0], picture.figure.axes[2]
    assert [list(line.get_ydata()) for line in first.lines] == [[2, 3, 4], [1, 2, 3]]
    assert [line.get_linestyle() for line in behind.lines] == [":", "-", ":", "--"]
    assert "true score from 2.00 to 4.00" in picture.alt


def test_a_measure_that_a_scenario_does_not_have_leaves_its_panel_empty() -> None:
    table = years(2, 3)
    table = table[(table["scenario"] == "s0") | (table["measure"] != "welfare")]
    picture = province_figure(table, PANELS, NAMES, EN)
    assert [line.get_linestyle() for line in picture.figure.axes[3].lines] == [":"]
