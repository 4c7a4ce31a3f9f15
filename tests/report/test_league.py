from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from govperf_sim.report import league
from govperf_sim.report.labels import Labels
from govperf_sim.report.tables.played import league_table, means_table

if TYPE_CHECKING:
    from report.conftest import Drawn, Run

EN = Labels(language="en")


def test_the_league_is_shown_in_points_and_per_cent_and_days_as_days(run: Run) -> None:
    found = run.played.league().table["difference"]["double_visits"]
    shown = league.shown_league(run.played).set_index("measure")["difference"]
    assert shown["score"] == pytest.approx(100 * found["score"])
    assert shown["gaming_share"] == pytest.approx(100 * found["gaming_share"])
    assert shown["staff_on_visits"] == found["staff_on_visits"]


def test_what_rounds_to_nothing_is_shown_as_not_settled(run: Run) -> None:
    shown = league.shown_league(run.played)
    small = shown[shown["difference"].abs() < 0.005]
    assert len(small)  # visits alone leave true scores where they were
    assert set(small["verdict"]) == {"open"}


def test_panels_are_there_for_what_is_measured() -> None:
    years = pd.DataFrame({"measure": ["score", "true_score", "effort"]})
    panels = list(league.panels_of(years, EN).values())
    assert panels == [["true_score", "score"], ["effort"]]


def test_the_table_of_the_league_has_a_row_for_each_variant_and_a_sign_in_each_cell(
    run: Run, drawn: dict[str, Drawn]
) -> None:
    table = league_table(run.played, drawn["en"].labels)
    assert [row.cells[0] for row in table.rows] == ["twice the visits"]
    assert all(cell[0] in "▲▼◆○" for cell in table.rows[0].cells[1:])


def test_a_measure_of_one_scenario_alone_leaves_a_dash_in_the_table_of_means(run: Run) -> None:
    from dataclasses import replace

    frame = run.played.to_frame()
    first = run.played.scenarios[0]
    fewer = replace(run.played, measures=frame[(frame["scenario"] == first) | (frame["measure"] != "found")])
    table = means_table(fewer, EN)
    assert sum(row.cells[-1] == "—" for row in table.rows) == 1


def test_the_file_of_the_league_names_variants_and_outcomes_in_both_languages(run: Run) -> None:
    table = league.named_league(run.scenario, run.played)
    assert set(table["scenario_zh"]) == {"察访力量加倍"}
    assert set(table["scenario_en"]) == {"twice the visits"}
    assert "真实得分" in set(table["measure_zh"])
