"""What units report on themselves."""

import numpy as np
import pytest
from assessed import population, reports
from scipy.stats import kstest, t

from govperf_sim.errors import CycleError
from govperf_sim.simulation.channels import draw_errors, draw_propensity, report
from govperf_sim.simulation.luck import Luck


@pytest.mark.parametrize("mean", [0.0, 0.3, 0.5, 0.9, 1.0])
def test_the_propensity_has_the_declared_mean_and_is_a_share(mean):
    """Uniform on mean +- min(mean, 1 - mean); within 4 standard errors."""
    drawn = draw_propensity(Luck(1), 20_000, mean)
    width = min(mean, 1 - mean)
    assert drawn.min() >= max(0.0, mean - width) - 1e-15
    assert drawn.max() <= min(1.0, mean + width) + 1e-15
    assert drawn.mean() == pytest.approx(mean, abs=4 * width / np.sqrt(3 * 20_000) + 1e-12)


def test_units_added_leave_propensities_and_errors_of_the_others_as_they_were():
    luck = Luck(4, (1,))
    assert np.array_equal(draw_propensity(luck, 3, 0.4), draw_propensity(luck, 30, 0.4)[:, :3])
    few, many = population(units=3), population(units=30)
    for tails in (0.0, 0.3):
        alone, beside = (draw_errors(luck, 1, units.measured, tails) for units in (few, many))
        assert np.array_equal(alone, beside[:, :3])


def test_tails_keep_variance_and_sign_and_make_gross_errors():
    """Student's t with 3 degrees of freedom is beyond 4 standard deviations in 6 of 1,000 cases, not in 6 of 100,000."""
    everywhere = np.ones((500, 8), dtype=bool)
    plain, gross = (draw_errors(Luck(5), 1, everywhere, tails).ravel() for tails in (0.0, 1 / 3))
    assert (np.sign(plain) == np.sign(gross)).all()
    beyond = 2 * t.sf(4 * np.sqrt(3), 3)
    assert (np.abs(gross) > 4).mean() == pytest.approx(beyond, abs=4 * np.sqrt(beyond / gross.size))
    assert kstest(gross * np.sqrt(3), t(3).cdf).pvalue > 0.001
    mild = draw_errors(Luck(5), 1, everywhere, 0.1).ravel()
    assert mild.var() == pytest.approx(1.0, rel=4 * np.sqrt((2 + 1) / mild.size))  # excess kurtosis 6 / (10 - 4)
    nearly = draw_errors(Luck(5), 1, everywhere, 2e-6).ravel()
    np.testing.assert_allclose(nearly, plain, rtol=5e-3)
    np.testing.assert_array_equal(draw_errors(Luck(5), 1, everywhere, 1e-300).ravel(), plain)


def test_a_report_adds_fabrication_and_error_and_stays_on_the_scale():
    said = report(np.array([[0.5, 0.95, 0.05]]), np.array([[0.2, 0.1, 0.0]]), np.array([[-0.05, 0.0, -0.1]]))
    np.testing.assert_allclose(said, [[0.65, 1.0, 0.0]], atol=1e-15)


def test_an_honest_report_is_the_truth_and_an_error():
    true, error = np.array([[0.4, 0.6]]), np.array([[0.01, -0.02]])
    np.testing.assert_allclose(report(true, np.zeros((1, 2)), error), true + error, atol=1e-15)


def test_nonsense_is_refused_by_name():
    with pytest.raises(CycleError) as refused:
        reports(noise=-0.1, propensity=1.2, fabrication_cost=0.0, tails=0.5)
    named = [f.message.values["parameter"] for f in refused.value.faults]
    assert named == ["reports.noise", "reports.propensity", "reports.fabrication_cost", "reports.tails"]
