"""The league, worked by hand on a made-up record."""

import numpy as np
import pandas as pd
import pytest

from govperf_sim.errors import CycleError
from govperf_sim.experiments.league import Verdict, verdict
from govperf_sim.experiments.played import Played
from govperf_sim.simulation.measures import Better, better

YEARS = {1: 0.0, 2: 1.0}
"""A second year moves every difference by so much."""


def played(**measured):
    """Scenario -> measure -> what each replication has in the first year, in one unit."""
    rows = [
        (scenario, replication, year, "a", "cities", measure, value + more * (scenario != "base"))
        for scenario, measures in measured.items()
        for measure, values in measures.items()
        for replication, value in enumerate(values)
        for year, more in YEARS.items()
    ]
    columns = ["scenario", "replication", "year", "unit", "group", "measure", "value"]
    return Played(pd.DataFrame(rows, columns=columns), pd.DataFrame(), dict.fromkeys(measured, pd.DataFrame()), seed=1)


@pytest.mark.parametrize(
    ("measure", "up", "down"),
    [
        ("welfare", Verdict.BETTER, Verdict.WORSE),
        ("late_share", Verdict.WORSE, Verdict.BETTER),
        ("score", Verdict.DIFFERS, Verdict.DIFFERS),
    ],
)
def test_what_is_settled_is_better_or_worse_by_the_way_of_the_measure(measure, up, down):
    assert verdict(better(measure), 0.2, 0.1, 0.3) == up
    assert verdict(better(measure), -0.2, -0.3, -0.1) == down
    assert verdict(better(measure), 0.1, -0.1, 0.3) == Verdict.OPEN


def test_what_arithmetic_leaves_settles_nothing_and_nor_does_one_replication():
    assert verdict(Better.MORE, 1e-16, 1e-16, 1e-16) == Verdict.OPEN
    assert verdict(Better.MORE, 0.5, np.nan, np.nan) == Verdict.OPEN


def test_differences_are_those_of_the_comparison_and_may_be_of_the_last_years_only():
    found = played(base={"welfare": [0.0, 5.0]}, other={"welfare": [0.5, 5.5]})
    whole, last = found.league().table, found.league(last=1).table
    assert whole.loc[("other", "welfare"), "difference"] == found.compare("welfare")["difference"].item() == 1.0
    assert last.loc[("other", "welfare"), "difference"] == 1.5
    assert last.loc[("other", "welfare"), ["better", "verdict", "versus"]].tolist() == ["more", "better", "base"]


def test_rows_go_variant_by_variant_and_outcomes_that_are_not_measured_are_left_out():
    found = played(
        base={"score": [0, 1], "welfare": [0, 1]},
        one={"score": [0, 1], "welfare": [0, 1]},
        two={"score": [0, 1], "welfare": [0, 1]},
    )
    assert list(found.league().table.index) == [
        ("one", "welfare"), ("one", "score"), ("two", "welfare"), ("two", "score"),
    ]  # fmt: skip
    assert list(found.league(["score"]).table.index) == [("one", "score"), ("two", "score")]


def test_a_measure_that_one_scenario_alone_keeps_is_not_compared():
    found = played(base={"welfare": [0, 1]}, queues={"welfare": [0, 1], "late_share": [0, 1]})
    assert list(found.league().table.index) == [("queues", "welfare")]
    assert found.league(["late_share"]).table.empty


def test_all_that_is_wrong_is_said_at_once():
    found = played(base={"welfare": [0, 1]}, other={"welfare": [0, 1]})
    with pytest.raises(CycleError) as refused:
        found.league(["wellfare", "skore"], last=3)
    assert len(refused.value.faults) == 3
    assert "welfare" in str(refused.value)


def test_of_scenarios_that_differ_in_nothing_one_interval_in_twenty_settles_something():
    """2,000 leagues of independent normal replications: within 4 standard errors of 5 %."""
    rng = np.random.default_rng(3)
    runs = rng.normal(size=(2000, 8))
    low_high = [(r.mean() - h, r.mean() + h) for r in runs for h in [2.3646242510 * r.std(ddof=1) / np.sqrt(8)]]
    settled = np.mean([verdict(Better.NEITHER, 0.0, *span) != Verdict.OPEN for span in low_high])
    assert abs(settled - 0.05) < 4 * np.sqrt(0.05 * 0.95 / 2000)


def test_a_notebook_sees_variants_by_outcomes():
    found = played(base={"welfare": [0, 5]}, other={"welfare": [0.5, 5.5]}).league()
    assert "▲ +1.0000" in found._repr_html_()
    assert found._repr_html_().count("<tr") == 3  # the head, its name, one variant


def test_one_scenario_alone_has_an_empty_league_that_says_so():
    found = played(base={"welfare": [0, 1]}).league()
    assert found.table.empty
    assert "<table" not in found._repr_html_()
