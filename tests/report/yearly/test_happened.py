"""What happened in a year, counted by hand in a small journal and again in that of a run."""

import numpy as np
import pandas as pd
import pytest

from govperf_sim.report.yearly.happened import Happened

EVENTS = [
    # replication, day, unit, event, amount
    (0, 3, "a", "step_done", 0.0),
    (0, 9, "a", "step_done", 4.0),
    (0, 5, "b", "step_done", 0.0),
    (1, 2, "a", "step_done", 0.0),
    (0, 12, "a", "report_filed", 2.0),
    (1, 10, "a", "report_filed", 0.0),
    (0, 20, "a", "visit_ends", 1.0),
    (0, 30, "a", "visit_ends", 3.0),
    (1, 25, "b", "visit_ends", 0.0),
    (0, 20, "a", "monthly_report", 0.6),
    (0, 40, "a", "monthly_report", 0.7),
    (0, 20, "b", "monthly_report", 0.5),
    (1, 20, "a", "monthly_report", 0.8),
]


@pytest.fixture
def small():
    events = pd.DataFrame(EVENTS, columns=["replication", "day", "unit", "event", "amount"])
    measures = pd.DataFrame(
        [(0, "a", "score", 0.6), (1, "a", "score", 0.8), (0, "b", "score", 0.5), (1, "b", "score", 0.5),
         (0, "a", "effort:law", 1.0), (1, "a", "effort:law", 3.0), (0, "b", "effort:law", 2.0), (1, "b", "effort:law", 2.0)],
        columns=["replication", "unit", "measure", "value"],
    )  # fmt: skip
    return Happened(events, measures, ("a", "b"), 2)


def test_counts_are_means_over_all_replications_also_those_in_which_nothing_happened(small):
    assert small.count("visit_ends").to_dict() == {"a": 1.0, "b": 0.5}
    assert small.count("fabrication_found").to_dict() == {"a": 0.0, "b": 0.0}
    assert small.total("visit_ends").to_dict() == {"a": 2.0, "b": 0.0}
    assert small.share("visit_ends").to_dict() == {"a": 0.5, "b": 0.5}


def test_an_amount_is_a_mean_over_what_happened(small):
    assert small.amount("visit_ends").to_dict() == {"a": 2.0, "b": 0.0}
    assert np.isnan(small.amount("report_filed")["b"])


def test_what_comes_after_a_day_is_not_known_yet(small):
    early = small.until(20)
    assert early.count("visit_ends").to_dict() == {"a": 0.5, "b": 0.0}
    assert not early.kept("score")
    assert small.kept("score")


def test_steps_are_numbered_in_the_order_in_which_a_unit_took_them(small):
    steps = small.steps()
    assert steps[steps["unit"] == "a"]["step"].tolist() == [1, 2, 1]
    assert steps[steps["step"] == 2]["late"].tolist() == [4.0]


def test_a_report_was_due_as_many_days_before_as_it_is_late(small):
    assert small.filed()["due"].tolist() == [10, 10]


def test_months_are_told_in_their_order(small):
    months = small.months()
    assert months.loc["a", 1] == pytest.approx(0.7)
    assert months.loc["a", 2] == pytest.approx(0.7)
    assert np.isnan(months.loc["b", 2])


def test_measures_are_means_over_replications_and_efforts_sums_over_units(small):
    assert small.measured("score").to_dict() == {"a": pytest.approx(0.7), "b": 0.5}
    assert small.mean("score") == pytest.approx(0.6)
    assert np.isnan(small.mean("welfare"))
    assert small.efforts_of().to_dict() == {"law": 4.0}


def test_the_band_of_chance_holds_the_mean(half):
    stage = half.spread("stage_score")
    assert (stage["low"] <= stage["mean"]).all()
    assert (stage["mean"] <= stage["high"]).all()


def test_six_months_are_over_by_the_stage_report(run, half):
    assert half.months().columns.tolist() == [1, 2, 3, 4, 5, 6]
    assert half.events["day"].max() <= 124
    assert set(half.events["year"]) == {1}
    assert set(half.events["scenario"]) == {run.played.scenarios[0]}
