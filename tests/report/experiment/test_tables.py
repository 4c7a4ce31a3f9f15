from __future__ import annotations

import pytest

from govperf_sim.experiments.design.distributions import (
    Among,
    Distribution,
    LogUniform,
    Normal,
    Triangular,
    Uniform,
)
from govperf_sim.experiments.design.factors import Uncertainty
from govperf_sim.report.experiment.labels import ExperimentLabels
from govperf_sim.report.experiment.tables import spread_said

EN = ExperimentLabels(language="en", policies=(), factors={}, outcomes={})


@pytest.mark.parametrize(
    ("spread", "said"),
    [
        (Among(("dry", "wet")), "each alike: dry, wet"),
        (Uniform(0.2, 0.8), "0.2 to 0.8, uniform"),
        (LogUniform(0.1, 10.0), "0.1 to 10, log-uniform: every doubling alike"),
        (Triangular(0.0, 0.5, 1.0), "0 to 1, most likely 0.5, triangular"),
        (Normal(0.5, 0.1), "normal, mean 0.5, standard deviation 0.1"),
        (Normal(0.5, 0.1, at_least=0.0), "normal, mean 0.5, standard deviation 0.1, at least 0"),
    ],
)
def test_every_distribution_is_told_in_words(spread: Distribution, said: str) -> None:
    assert spread_said(Uncertainty(code="x", path="x", spread=spread, because="a test"), spread, EN) == said
