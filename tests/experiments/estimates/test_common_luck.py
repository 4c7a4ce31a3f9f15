"""Queues under the same luck, through the experiment's own path, against t16 and Spitzer's identity."""

import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import pytest
from benchmarked import benchmark
from scipy import integrate, stats

from govperf_sim.experiments.estimates.intervals import linear

coverage_page = benchmark("coverage_page")
T16 = json.loads((Path(__file__).parents[2] / "golden/others/theory_t16_statistics.json").read_text("utf-8"))[
    "expected"
]
REPLICATIONS = 20_000


@pytest.fixture(scope="module")
def waits():
    """Policy x replication."""
    asked = dataclasses.replace(coverage_page.queues(1, REPLICATIONS), block=2000)
    findings = asked.run()
    sums = findings.samples.sums("wait").over_worlds
    return linear(sums[..., 0], sums[..., 1]), findings.compare("wait").iloc[0]


def test_the_cases_are_those_of_t16():
    ours = (coverage_page.CUSTOMERS, coverage_page.ARRIVALS, coverage_page.SLOW, coverage_page.FAST)
    assert ours == (T16["n_customers"], T16["lam"], T16["mu_a"], T16["mu_b"])


def test_common_luck_reduces_the_variance_of_the_difference_by_the_factor_of_t16(waits):
    """17.66 within a tenth; and so does luck apart, by pairing one replication's wait with the next one's."""
    (slow, fast), _ = waits
    common, apart = np.var(slow - fast, ddof=1), np.var(slow - np.roll(fast, 1), ddof=1)
    assert apart / common == pytest.approx(T16["variance_ratio"], rel=0.1)
    assert common == pytest.approx(T16["var_crn"], rel=0.15)
    assert np.corrcoef(slow, fast)[0, 1] == pytest.approx(T16["corr"], abs=0.002)


def test_the_difference_is_that_of_theory_and_of_t16(waits):
    _, row = waits
    exact = coverage_page.waiting(coverage_page.FAST) - coverage_page.waiting(coverage_page.SLOW)
    error = (row["high"] - row["low"]) / 2 / 1.96
    assert row["difference"] == pytest.approx(exact, abs=4 * error)
    assert -exact == pytest.approx(T16["mean_diff"], abs=4 * T16["se_diff"])
    assert row["verdict"] == "better"


def test_the_exact_wait_is_that_of_integration_and_of_the_steady_state():
    """E S_k+ as an integral over the gamma law of services; and after many customers lambda/(mu (mu - lambda))."""

    def above(k, rate, arrivals):
        def inner(x):  # E (x - Y)+ of a gamma Y, times the density of x
            y = x * stats.gamma.cdf(x, k, scale=1 / arrivals) - k / arrivals * stats.gamma.cdf(
                x, k + 1, scale=1 / arrivals
            )
            return y * stats.gamma.pdf(x, k, scale=1 / rate)

        return integrate.quad(inner, 0.0, 40.0 + 4 * k / rate, limit=200)[0]

    expected = sum((6 - k) * above(k, 1.1, 0.5) / k for k in range(1, 6)) / 6
    assert coverage_page.waiting(1.1, customers=6) == pytest.approx(expected, rel=1e-7)
    late = 300 * coverage_page.waiting(1.0, customers=300) - 299 * coverage_page.waiting(1.0, customers=299)
    assert late == pytest.approx(T16["steady_state_Wq"]["a"], abs=1e-3)


def test_waits_are_those_of_lindley():
    """The running minimum gives what the recursion does."""
    draws = np.random.default_rng([3, 0, 5]).exponential(size=(2, coverage_page.CUSTOMERS))
    wait, total = 0.0, 0.0
    for n in range(1, coverage_page.CUSTOMERS):
        wait = max(0.0, wait + draws[1, n - 1] / 1.1 - draws[0, n] / 0.5)
        total += wait
    found = coverage_page.queue({"trial": 0, "rate": 1.1}, 3, range(5, 6))["wait"][0]
    assert found == pytest.approx(total / coverage_page.CUSTOMERS, rel=1e-9)
    assert math.isfinite(found)
