from __future__ import annotations

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest
from report.conftest import Run

from govperf_sim.experiments.played import Played
from govperf_sim.experiments.run import simulate
from govperf_sim.report.results import as_csv, as_json, csv_files, results
from govperf_sim.scenario.load import load_scenario
from govperf_sim.weights.derive import derive_weights


@pytest.fixture(scope="module")
def towns() -> Run:
    scenario = load_scenario("six_towns")
    return Run(scenario, derive_weights(scenario.weighting), simulate(scenario, years=2, replications=3, seed=7))


def test_the_same_inputs_give_the_same_bytes_on_any_executor(towns: Run) -> None:
    with ThreadPoolExecutor(2) as pool:
        again = simulate(towns.scenario, years=2, replications=3, seed=7, executor=pool)
    assert told(towns, again) == told(towns, towns.played)


def test_another_seed_gives_other_bytes(towns: Run) -> None:
    other = simulate(towns.scenario, years=2, replications=3, seed=8)
    assert told(towns, other) != told(towns, towns.played)


def told(run: Run, played: Played) -> bytes:
    return as_json(results(run.scenario, run.weights, played))


def test_results_tell_neither_time_nor_place(run: Run) -> None:
    text = as_json(results(run.scenario, run.weights, run.played)).decode()
    assert str(run.scenario.folder.resolve().parent) not in text
    assert run.scenario.digest in text


def test_results_hold_what_was_found(run: Run) -> None:
    found = json.loads(as_json(results(run.scenario, run.weights, run.played)))
    assert found["scenario"]["illustrative"] is True
    assert found["simulation"]["seed"] == 7
    for group, own in found["weights"].items():
        assert set(own) == set(run.scenario.framework.indicators_of(group))
        assert sum(own.values()) == pytest.approx(1)


def test_json_has_sorted_keys_ten_decimals_and_no_nan() -> None:
    found = {"b": np.float64(1 / 3), "a": [np.nan, np.inf, np.int64(2), np.True_, pd.NA, -1e-14]}
    assert json.loads(as_json(found)) == {"a": [None, "inf", 2, True, None, 0.0], "b": 0.3333333333}
    assert as_json(found).index(b'"a"') < as_json(found).index(b'"b"')


def test_csv_begins_with_the_mark_by_which_excel_knows_utf8() -> None:
    made = as_csv(pd.DataFrame({"单位": ["佛山市"], "分": [0.1 + 0.2]}))
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.decode("utf-8-sig") == "单位,分\n佛山市,0.3\n"


def test_every_table_is_tidy(run: Run) -> None:
    heads = {
        "weights.csv": ["group", "indicator", "domain", "weight", "reference"],
        "units.csv": ["unit", "group", "system", "pool", "score"],
        "reasons.csv": ["row", "rule", "group"],
        "scores.csv": [
            "unit",
            "indicator",
            "period",
            "value",
            "score",
            "before_clipping",
            "scored_on_level",
            "treated",
        ],
        "treated.csv": ["unit", "indicator", "period", "before", "after", "why", "basis"],
        "change.csv": ["unit", "indicator", "own", "posts", "weights", "indicators"],
        "findings.csv": ["check", "grade", "units", "indicators", "periods", "strength", "measure"],
        "effective.csv": ["system", "indicator", "nominal", "effective", "correlation"],
        "saturation.csv": ["pool", "indicator", "units", "at_full", "at_zero", "different"],
        "burden.csv": ["unit"],
        "measures.csv": ["scenario", "replication", "year", "unit", "group", "measure", "value"],
        "comparisons.csv": ["scenario", "measure", "versus", "difference", "low", "high", "replications", "better"],
        "league.csv": ["scenario", "measure", "versus", "difference", "low", "high", "replications", "better"],
        "province.csv": ["scenario", "measure", "year", "mean", "low", "high", "lowest", "highest"],
        "events.csv": ["scenario", "replication", "year", "day", "date", "unit", "event", "indicator", "amount"],
    }
    files = csv_files(run.scenario, run.weights, run.played)
    assert set(files) == set(heads)
    for name, head in heads.items():
        rows = list(csv.reader(io.StringIO(files[name].decode("utf-8-sig"))))
        assert rows[0][: len(head)] == head
        assert {len(row) for row in rows} == {len(rows[0])}


def test_results_say_what_was_tested_and_not_only_what_was_found(run: Run) -> None:
    found = json.loads(as_json(results(run.scenario, run.weights, None)))
    assert found["screening"]["tested"] == {c.check: c.tested for c in run.scenario.screening}
    assert found["diagnostics"]["alpha"] == {"regional": None, "departmental": None}
    assert found["change"].keys() == found["units"].keys()


def test_results_say_what_the_goal_was_and_where_it_was_declared(run: Run) -> None:
    goal = results(run.scenario, run.weights, None)["goal"]
    assert (goal["kind"], goal["kappa"]) == ("regret_guard", 0.5)
    assert goal["source"]["place"].startswith("rules.yaml:")


def test_dates_are_written_without_a_time(run: Run) -> None:
    rows = csv.DictReader(
        io.StringIO(csv_files(run.scenario, run.weights, run.played)["events.csv"].decode("utf-8-sig"))
    )
    assert {len(row["date"]) for row in rows} == {len("2012-01-12")}
