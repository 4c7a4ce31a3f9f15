import numpy as np
import pytest
from scipy.stats import pearsonr

from govperf_sim.diagnostics.correlation import correlation


def test_the_correlation_is_that_of_scipy_and_undefined_for_one_value():
    x, y = np.array([0.1, 0.7, 0.2, 0.9]), np.array([3.0, 1.0, 2.0, 8.0])
    assert correlation(x, y) == pytest.approx(pearsonr(x, y).statistic)
    assert np.isnan(correlation(x[:1], y[:1]))
    assert np.isnan(correlation(x, np.full(4, 0.1) * 3))
