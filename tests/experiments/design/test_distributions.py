"""Quantiles, against those of scipy.stats and against the definition of a quantile."""

import math

import numpy as np
import pytest
from scipy import stats

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.design.distributions import Among, LogUniform, Normal, Triangular, Uniform

SHARES = [1e-6, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999, 1 - 1e-6]
CASES = {
    "uniform": (Uniform(-1.0, 3.0), stats.uniform(-1.0, 4.0)),
    "log-uniform": (LogUniform(0.01, 10.0), stats.loguniform(0.01, 10.0)),
    "triangular": (Triangular(0.1, 0.5, 0.9), stats.triang(0.5, 0.1, 0.8)),
    "triangular, leaning": (Triangular(0.0, 0.2, 2.0), stats.triang(0.1, 0.0, 2.0)),
    "triangular, most likely at the lower end": (Triangular(0.0, 0.0, 1.0), stats.triang(0.0, 0.0, 1.0)),
    "triangular, most likely at the upper end": (Triangular(0.0, 1.0, 1.0), stats.triang(1.0, 0.0, 1.0)),
    "normal": (Normal(0.6, 0.1), stats.norm(0.6, 0.1)),
    "normal, cut off on both sides": (Normal(0.6, 0.2, 0.3, 0.9), stats.truncnorm(-1.5, 1.5, 0.6, 0.2)),
    "normal, cut off below": (Normal(0.0, 2.0, at_least=1.0), stats.truncnorm(0.5, np.inf, 0.0, 2.0)),
    "normal, far upper tail": (Normal(0.0, 1.0, at_least=9.0), stats.truncnorm(9.0, np.inf, 0.0, 1.0)),
    "normal, far lower tail": (Normal(0.0, 1.0, at_most=-9.0), stats.truncnorm(-np.inf, -9.0, 0.0, 1.0)),
}


@pytest.mark.parametrize("case", CASES)
def test_quantiles_are_those_of_scipy(case):
    ours, theirs = CASES[case]
    assert [ours.at(u) for u in SHARES] == pytest.approx(theirs.ppf(SHARES), rel=1e-9, abs=1e-12)
    assert ours.listed is None


@pytest.mark.parametrize("case", CASES)
def test_the_ends_are_those_of_the_range_and_nothing_within_is_infinite(case):
    ours, theirs = CASES[case]
    assert (ours.at(0.0), ours.at(1.0)) == pytest.approx(theirs.support())
    eps = np.finfo(float).eps
    assert theirs.support()[0] <= ours.at(eps) <= ours.at(1.0 - eps) <= theirs.support()[1]
    assert np.isfinite([ours.at(eps), ours.at(1.0 - eps)]).all()


def test_listed_values_are_each_as_likely():
    values = ("a", "b", "c")
    among = Among(values)
    drawn = [among.at((i + 0.5) / 300) for i in range(300)]
    assert [drawn.count(v) for v in values] == [100, 100, 100]
    assert among.listed == values
    assert among.at(math.nextafter(1.0, 0.0)) == "c"


@pytest.mark.parametrize(
    "build",
    [lambda: Among(()), lambda: Uniform(1.0, 1.0), lambda: Uniform(2.0, 1.0), lambda: Uniform(math.nan, 1.0),
     lambda: LogUniform(0.0, 1.0), lambda: LogUniform(-1.0, 1.0), lambda: Triangular(0.0, 2.0, 1.0),
     lambda: Triangular(0.0, math.nan, 1.0), lambda: Normal(0.0, 0.0), lambda: Normal(math.inf, 1.0),
     lambda: Normal(0.0, math.nan), lambda: Normal(0.0, 1.0, 2.0, 1.0), lambda: Normal(0.0, 1.0, at_least=60.0),
     lambda: Uniform(0.0, math.inf)],
)  # fmt: skip
def test_what_is_no_distribution_is_refused_in_both_languages(build):
    with pytest.raises(ExperimentError) as refused:
        build()
    assert refused.value.text("zh") != refused.value.text("en")
