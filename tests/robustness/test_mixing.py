"""Split R-hat and the effective number of draws, against what is known of simple chains."""

import numpy as np
import pytest

from govperf_sim.robustness.mixing import Mixing


def autoregressive(rho, chains=4_000, length=40, seed=1):
    rng = np.random.default_rng(seed)
    x = np.empty((chains, length))
    x[:, 0] = rng.standard_normal(chains)
    for n in range(1, length):
        x[:, n] = rho * x[:, n - 1] + np.sqrt(1 - rho**2) * rng.standard_normal(chains)
    return x[:, :, None]


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.6])
def test_the_effective_number_is_that_of_an_autoregression(rho):
    """The mean of n draws has the variance (1/n) (1 + 2 sum_h (1 - h/n) rho^h)."""
    mixing = Mixing(1)
    mixing.add(autoregressive(rho))
    n = 40
    inflation = 1 + 2 * sum((1 - h / n) * rho**h for h in range(1, n))
    assert mixing.effective[0] == pytest.approx(4_000 * n / inflation, rel=0.08)
    assert mixing.standard_error[0] == pytest.approx(np.sqrt(inflation / (4_000 * n)), rel=0.05)


def test_chains_that_do_not_meet_are_told():
    apart = autoregressive(0.0, chains=200)
    apart[:100] += 1.0
    mixing = Mixing(1)
    mixing.add(apart)
    assert mixing.r_hat[0] > 1.05


def test_a_drift_along_the_chains_is_told():
    drifting = autoregressive(0.0, chains=200) + np.linspace(-1, 1, 40)[None, :, None]
    mixing = Mixing(1)
    mixing.add(drifting)
    assert mixing.r_hat[0] > 1.05


def test_rounds_add_up_to_one_and_what_is_still_is_mixed():
    draws = np.concatenate([autoregressive(0.2, 60), np.full((60, 40, 1), 0.3)], axis=2) + 1e6
    whole, parts = Mixing(2), Mixing(2)
    whole.add(draws)
    for piece in np.split(draws, 3):
        parts.add(piece)
    for name in ("mean", "r_hat", "effective", "standard_error", "deviation"):
        assert getattr(parts, name) == pytest.approx(getattr(whole, name), rel=1e-6, abs=1e-9)
    assert whole.r_hat[1] == 1
    assert whole.standard_error[1] == 0
