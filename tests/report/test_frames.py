from __future__ import annotations

import pandas as pd
import pytest

from govperf_sim.experiments.played import Played
from govperf_sim.report import frames


def played() -> Played:
    measures = pd.DataFrame(
        [(s, r, 1, u, "g", "true_score", 0.5 + 0.1 * r) for s in ("base", "more") for r in (0, 1) for u in ("a", "b")],
        columns=["scenario", "replication", "year", "unit", "group", "measure", "value"],
    )
    events = pd.DataFrame(
        [
            ("base", 0, 1, "a", "monthly_report", 0.6), ("base", 0, 1, "a", "monthly_report", 0.7),
            ("base", 1, 1, "a", "monthly_report", 0.8), ("base", 0, 1, "b", "monthly_report", 0.4),
            ("base", 1, 1, "b", "monthly_report", 0.5),
            ("base", 0, 1, "a", "visit_starts", 4.0), ("base", 0, 1, "a", "visit_ends", 2.0),
            ("base", 0, 1, "a", "fabrication_found", 0.1), ("base", 0, 1, "a", "fabrication_found", 0.2),
            ("base", 0, 1, "a", "corrected", 0.1),
        ],
        columns=["scenario", "replication", "year", "unit", "event", "amount"],
    )  # fmt: skip
    return Played(measures, events, {"base": pd.DataFrame(), "more": pd.DataFrame()}, seed=1)


def test_what_is_reported_is_the_last_report_of_the_year() -> None:
    told = frames.reported(played()).set_index(["unit", "replication"])["value"]
    assert told["a", 0] == 0.7
    assert told["b", 1] == 0.5


def test_levels_are_means_over_replications_with_the_band_of_chance() -> None:
    table = frames.levels(played(), "base").set_index(["unit", "measure"])
    assert table.loc[("a", "reported"), "mean"] == pytest.approx(0.75)
    assert table.loc[("a", "true"), "mean"] == pytest.approx(0.55)
    assert table.loc[("a", "true"), "low"] == pytest.approx(0.505)  # 5 % of the way from 0.5 to 0.6
    assert table.loc[("a", "true"), "high"] == pytest.approx(0.595)


def test_visits_are_counted_per_year_and_replication() -> None:
    table = frames.visits(played(), "base")
    assert table.loc["a", ["visits", "found", "corrected"]].tolist() == [0.5, 1.0, 0.5]
    assert table.loc["a", "waited"] == 4.0
    assert table.loc["b", "visits"] == 0.0


def test_weights_are_added_up_by_domain() -> None:
    table = pd.DataFrame({"G1": [0.1], "E1": [0.5], "E2": [0.4]}, index=["city"])
    parts = frames.by_part(table, {"G1": "growth", "E1": "air", "E2": "air"})
    assert parts.columns.tolist() == ["growth", "air"]
    assert parts.loc["city"].tolist() == pytest.approx([0.1, 0.9])


def test_over_the_years_goes_the_mean_of_units_with_the_lowest_and_the_highest() -> None:
    rows = [
        ("base", r, y, u, "g", "score", start + 0.1 * r + y)
        for u, start in (("a", 0.2), ("b", 0.6)) for r in (0, 1) for y in (1, 2)
    ]  # fmt: skip
    columns = ["scenario", "replication", "year", "unit", "group", "measure", "value"]
    table = frames.over_years(Played(pd.DataFrame(rows, columns=columns), pd.DataFrame(), {}, seed=1), ["score"])
    first = table.set_index("year").loc[1]
    assert first[["mean", "lowest", "highest"]].tolist() == pytest.approx([1.45, 1.25, 1.65])
    assert first["high"] - first["mean"] == pytest.approx(12.706204736 * 0.05)  # t(0.975, 1) x s.d. / sqrt 2
    assert table["year"].tolist() == [1, 2]


def test_effort_by_task_is_averaged_over_years_and_replications() -> None:
    rows = [
        ("base", r, y, "a", "g", f"effort:{task}", value + 0.1 * r + 0.2 * y)
        for task, value in (("growth", 0.3), ("law", 0.1)) for r in (0, 1) for y in (1, 2)
    ]  # fmt: skip
    rows += [("base", 0, 1, "b", "g", "effort:growth", 0.9), ("more", 0, 1, "b", "g", "effort:law", 0.9)]
    columns = ["scenario", "replication", "year", "unit", "group", "measure", "value"]
    table = frames.efforts(Played(pd.DataFrame(rows, columns=columns), pd.DataFrame(), {}, seed=1), "base")
    assert table.loc["a", "growth"] == pytest.approx(0.65)
    assert table.loc["b", "growth"] == pytest.approx(0.9)
    assert pd.isna(table.loc["b", "law"])
