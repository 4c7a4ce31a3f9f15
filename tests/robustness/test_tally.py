"""Means over batches, and how far these differ."""

import numpy as np
import pytest

from govperf_sim.robustness.tally import Shares


def test_the_standard_error_is_that_of_the_batches():
    batches = np.random.default_rng(1).random((12, 3))
    shares = Shares((3,))
    for batch in batches:
        shares.add(batch)
    assert shares.mean == pytest.approx(batches.mean(axis=0))
    assert shares.standard_error == pytest.approx(batches.std(axis=0, ddof=1) / np.sqrt(12))
