"""The page on coverage shows what is found now, and what the intervals promise."""

import math

import pytest
from benchmarked import benchmark

from govperf_sim.experiments.estimates.intervals import Method

coverage_page = benchmark("coverage_page")
PROMISED = ("normal", "ratio of Poisson", "waits of 500", "averaged over three worlds")
"""Cases of which 93 to 97 % are to hold."""
FEWER = 300


def tables():
    """The rows of either table, by what they are of."""
    lines = [line for line in coverage_page.PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    held = {tuple(r[:3]): [float(x) for x in r[3:7]] for r in rows if len(r) == 8 and r[3].isdigit()}
    return held, {tuple(r[:2]): [float(x) for x in r[2:]] for r in rows if len(r) == 5 and r[0].isdigit()}


def agree(shown, trials, held, trials_now):
    """Two shares of the same chance, within four standard errors of their difference."""
    pooled = (shown * trials + held) / (trials + trials_now)
    error = math.sqrt(max(pooled * (1 - pooled), 1e-4) * (1 / trials + 1 / trials_now))
    return abs(shown - held / trials_now) < 4 * error + 0.0005


def test_intervals_hold_as_often_as_they_say_where_the_page_promises_it():
    shown, _ = tables()
    promised = [k for k in shown if any(p in k[0] for p in PROMISED) and "lognormal" not in k[0]]
    assert len(promised) >= 15
    for key in promised:
        trials, hold, *_ = shown[key]
        assert trials >= 2000
        assert 93.0 <= hold <= 97.0, key


def test_drawing_anew_holds_more_often_where_values_are_skewed():
    shown, _ = tables()
    for count in ("10", "20", "50", "200"):
        case = "mean of lognormal values (skewness 6.2)"
        assert shown[case, count, "bootstrap"][1] > shown[case, count, "t"][1]


@pytest.mark.parametrize("case", coverage_page.CASES, ids=lambda c: f"{c.name}, {c.replications}")
def test_the_page_agrees_with_what_is_found_now(case):
    shown, _ = tables()
    for method in Method if case.replications <= 20 else (Method.T,):
        found = coverage_page.intervals(case, method, FEWER)
        trials, hold, *_ = shown[found.case, found.replications, found.method]
        assert agree(hold / 100, trials, found.holds, FEWER), "run: python benchmarks/coverage_page.py"


def test_the_whole_path_and_sequential_stopping_agree_with_the_page():
    shown, _ = tables()
    stopped = [
        coverage_page.stopped(name, draw, truth, (60, deviation), 10, FEWER)
        for name, draw, truth, deviation in coverage_page.STOPPED
    ]
    for found in (*coverage_page.queues_compared(120), coverage_page.worlds_compared(60), *stopped):
        trials, hold, *_ = shown[found.case, found.replications, found.method]
        assert agree(hold / 100, trials, found.holds, found.trials), "run: python benchmarks/coverage_page.py"


def test_choices_on_the_page_are_right_as_often_as_they_say():
    _, shown = tables()
    assert len(shown) == 6
    for (policies, luck), (trials, right, replications) in shown.items():
        assert right >= 95.0
        now = coverage_page.contests(int(policies), luck, 300)
        assert agree(right / 100, trials, now.right, now.trials)
        assert now.replications == pytest.approx(replications, rel=0.15)


@pytest.mark.slow
def test_every_row_of_the_page_agrees_with_what_is_found_now():
    shown, _ = tables()
    found = list(coverage_page.coverage(800))
    assert {(f.case, f.replications, f.method) for f in found} == set(shown)
    for f in found:
        trials, hold, *_ = shown[f.case, f.replications, f.method]
        assert agree(hold / 100, trials, f.holds, f.trials), "run: python benchmarks/coverage_page.py"


def test_what_the_page_says_around_its_tables_is_current():
    text = coverage_page.PAGE.read_text("utf-8")
    now = [line for line in coverage_page.page([], []).splitlines() if line and not line.startswith("|")]
    assert [line for line in text.splitlines() if line and not line.startswith("|")] == now
