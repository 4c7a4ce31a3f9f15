"""Slopes, against a regression by another program."""

import numpy as np
import pytest

from govperf_sim.experiments.design.distributions import Among, Uniform
from govperf_sim.experiments.design.factors import Uncertainty
from govperf_sim.experiments.findings.slopes import Regression

DRAW = np.random.default_rng(8)
SPREADS = {"u": Uniform(100.0, 120.0), "c": Among(("x", "y", "z")), "w": Uniform(-1.0, 1.0)}
FACTORS = [Uncertainty(code=c, path=c, spread=s, because="a test") for c, s in SPREADS.items()]
WORLDS = [(100 + 20 * DRAW.random(), "xyz"[n % 3], DRAW.uniform(-1, 1)) for n in range(30)]


def told(part, whole):
    regression = Regression(FACTORS, WORLDS, part.shape[1])
    for world in range(len(WORLDS)):
        regression.add(world, np.stack([part[world], whole[world]], axis=1))
    return regression.table()


def matrix():
    return np.array([(1.0, u, c == "y", c == "z", w) for u, c, w in WORLDS])


def test_without_wholes_it_is_least_squares_replication_by_replication():
    y = DRAW.normal(size=(30, 7)) + matrix()[:, [1]]
    by_replication = np.linalg.lstsq(matrix(), y, rcond=None)[0]
    found = told(y, np.ones_like(y))
    for code, row in (("u", 1), ("w", 4)):
        slopes = by_replication[row]
        half = 2.446911851144969 * slopes.std(ddof=1) / np.sqrt(7)  # Student, 6 degrees of freedom
        assert found.loc[code, "slope"] == pytest.approx(slopes.mean())
        assert found.loc[code, "high"] - found.loc[code, "slope"] == pytest.approx(half)
    assert found.loc["u", "across"] == pytest.approx(18 * found.loc["u", "slope"])


def test_with_wholes_it_is_weighted_least_squares_of_the_ratios():
    whole = DRAW.poisson(4.0, size=(30, 7)) + 1.0
    part = whole * DRAW.random(size=(30, 7))
    weight = np.sqrt(whole.sum(axis=1))
    ratio = part.sum(axis=1) / whole.sum(axis=1)
    exact = np.linalg.lstsq(matrix() * weight[:, None], ratio * weight, rcond=None)[0]
    assert told(part, whole)["slope"].tolist() == pytest.approx(exact[[1, 4]])
