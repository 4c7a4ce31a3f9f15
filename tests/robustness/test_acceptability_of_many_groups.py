"""Nine groups under one strict ruler and three more under another, the full roll-out: draws stand for the set."""

from pathlib import Path

import numpy as np
import pytest

from govperf_sim.robustness.acceptability import acceptability
from govperf_sim.robustness.dominance import dominance
from govperf_sim.robustness.draws import draws_from
from govperf_sim.scenario.load import load_scenario
from govperf_sim.weights.reasons import activities

FOLDER = Path(__file__).parents[2] / "scenarios" / "rollout"
FAR = 5.0
EQUAL = 1e-9


@pytest.fixture(scope="module")
def question():
    return load_scenario(FOLDER).weighting


@pytest.mark.slow
def test_draws_from_the_rollout_mix_and_agree_with_what_is_settled(question):
    found = acceptability(question, draws=10_000)
    assert found.r_hat <= 1.01
    assert found.effective >= 3_000
    settled = dominance(question).leads
    ahead = found.wins["ahead"].to_numpy()
    # Rows stand in the same order, pool by pool and pair by pair.
    assert (found.wins.index == settled.index).all()
    assert (ahead[settled["least"] > EQUAL] == 1).all()
    assert (ahead[settled["most"] < -EQUAL] == 0).all()
    core = found.mean_weights.loc["metro":"mountain_county", "E1"]
    assert np.ptp(core.to_numpy()) <= 1e-9, "a strict ruler is one in the mean, too"


@pytest.mark.slow
def test_two_ways_of_walking_the_rollout_have_one_mean(question):
    """Another seed has other starts and other movements; both means agree within their printed errors."""
    one, other = (acceptability(question, draws=10_000, seed=seed).weights for seed in (1, 2))
    error = np.hypot(one["standard_error"], other["standard_error"])
    assert (np.abs(one["mean"] - other["mean"]) <= FAR * error + 1e-9).all()


@pytest.mark.slow
def test_every_draw_of_the_rollout_obeys_every_rule(question):
    source = draws_from(question, seed=1)
    made = source.round(0, 2).reshape(-1, len(source.cells))
    m = question.model()
    for draw in made[::16]:
        w = {cell: float(x) for cell, x in zip(source.cells, draw, strict=True)}
        assert all(slack >= -1e-8 for _, _, slack in activities(question, m, w))
