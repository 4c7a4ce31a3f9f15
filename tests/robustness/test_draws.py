"""Uniform draws: every sampler against known facts, and against one another."""

import numpy as np
import pandas as pd
import pytest
from questions import golden, one_group, random_question

from govperf_sim.robustness.body import body_of
from govperf_sim.robustness.draws import LENGTH, Point, Refusal, Walking, draws_from, sampler_of
from govperf_sim.robustness.draws import _walking as walking
from govperf_sim.robustness.mixing import Mixing
from govperf_sim.weights.reasons import activities
from govperf_sim.weights.rules import ClassDistance, Comparability, EachShare, Order, Share, TotalMovement
from govperf_sim.weights.weighting import Weighting

FACTS = golden("robustness_acceptability")["cases"]["simplex_uniform_facts"]
FAR = 4.5


def body(codes, rules):
    q = one_group(dict.fromkeys(codes, 1 / len(codes)), rules)
    return body_of(q, q.parts[0])


def codes(m):
    return [f"k{j:02d}" for j in range(m)]


def seen(sampler, chains=1_000, seed=3):
    made = sampler.round(chains, np.random.default_rng(seed))
    mixing = Mixing(made.shape[2])
    mixing.add(made)
    return made.reshape(-1, made.shape[2]), mixing


def walk_of(b):
    return walking(b, np.random.default_rng(5))


def chain(m):
    return [Order(f"o{j}", more=a, less=b) for j, (a, b) in enumerate(zip(codes(m), codes(m)[1:], strict=False))]


@pytest.mark.parametrize("sampler_of_body", [lambda b: sampler_of(b, 1), walk_of])
def test_the_plain_simplex_has_its_moments_and_tails(sampler_of_body):
    """E w = 1/m, Var w = (m-1) / (m^2 (m+1)), P(w > t) = (1-t)^(m-1)."""
    m = 8
    draws, mixing = seen(sampler_of_body(body(codes(m), [])))
    assert (np.abs(mixing.mean - 1 / m) <= FAR * mixing.standard_error).all()
    assert mixing.deviation**2 == pytest.approx((m - 1) / (m**2 * (m + 1)), rel=0.05)
    assert (draws[:, 0] > 0.3).mean() == pytest.approx(0.7 ** (m - 1), abs=0.004)
    assert mixing.r_hat.max() <= 1.01


@pytest.mark.parametrize("m", [3, 5, 8])
def test_a_full_order_has_the_rank_order_centroid_as_its_mean(m):
    """w_(k) = (1/m) sum_{j>=k} 1/j: exchanges hardly move there, crossings do."""
    b = body(codes(m), chain(m))
    sampler = walk_of(b)
    _, mixing = seen(sampler)
    exact = np.array(FACTS["roc"][str(m)])
    assert (np.abs(mixing.mean - exact) <= FAR * mixing.standard_error).all()
    assert mixing.r_hat.max() <= 1.01


@pytest.mark.parametrize("room", [0.01, 0.0001])
@pytest.mark.parametrize("way", ["independent", "walk"])
def test_an_uneven_set_mixes(way, room):
    """Ten weights held near 5 %, ten free: the mean is 5 % each, where plain hit-and-run finds 0.6 % or less."""
    b = body(codes(20), [EachShare("narrow", of=codes(20)[:10], at_least=0.05 - room, at_most=0.05 + room)])
    sampler = sampler_of(b, 1) if way == "independent" else walk_of(b)
    assert isinstance(sampler, Refusal if way == "independent" else Walking)
    _, mixing = seen(sampler)
    assert np.abs(mixing.mean - 0.05).max() <= 0.002
    # By symmetry the ten of a kind have one mean: they may differ by their printed error only.
    for kind in (slice(0, 10), slice(10, 20)):
        away = mixing.mean[kind] - mixing.mean[kind].mean()
        assert (np.abs(away) <= FAR * mixing.standard_error[kind]).all()
    if room < 0.001:
        assert (np.abs(mixing.mean - 0.05) <= FAR * mixing.standard_error + 1e-6).all()
    assert mixing.r_hat.max() <= 1.01


RULES = {
    "box": [EachShare("each", of=codes(7), at_least=0.05, at_most=0.3)],
    "sets": [Share("cap", of=codes(7)[:3], at_most=0.4), Share("floor", of=codes(7)[2:5], at_least=0.4)],
    "movement": [TotalMovement("little", last={"g": dict.fromkeys(codes(7), 1 / 7)}, at_most=0.12)],
    "lower dimension": [Share("half", of=codes(7)[:3], at_least=0.5, at_most=0.5)],
}


@pytest.mark.parametrize("name", list(RULES))
def test_walking_agrees_with_rejection_from_the_whole_simplex(name):
    """Plain rejection knows nothing of bodies, walks or bends."""
    b = body(codes(7), RULES[name])
    plain = np.random.default_rng(0).dirichlet(np.ones(7), 400_000)
    first = plain[:, :3].sum(axis=1)
    kept = {
        "box": ((plain >= 0.05) & (plain <= 0.3)).all(axis=1),
        "sets": (first <= 0.4) & (plain[:, 2:5].sum(axis=1) >= 0.4),
        "movement": np.abs(plain - 1 / 7).sum(axis=1) / 2 <= 0.12,
        "lower dimension": np.ones(len(plain), dtype=bool),
    }[name]
    exact = plain[kept]
    if name == "lower dimension":  # three share one half, four the other, each uniformly
        exact = np.hstack([plain[:, :3] / first[:, None], plain[:, 3:] / (1 - first)[:, None]]) / 2
    draws, mixing = seen(walk_of(b))
    assert b.dimension == (5 if name == "lower dimension" else 6)
    error = np.sqrt(exact.var(axis=0) / len(exact) + mixing.standard_error**2)
    assert (np.abs(mixing.mean - exact.mean(axis=0)) <= FAR * error).all()
    assert draws.std(axis=0) == pytest.approx(exact.std(axis=0), rel=0.06)
    largest, expected = draws.max(axis=1).mean(), exact.max(axis=1)
    assert largest == pytest.approx(expected.mean(), abs=FAR * (expected.std() / len(expected) ** 0.5 + 5e-4))


@pytest.mark.parametrize(
    "rule",
    [
        Comparability("ruler", of=["a", "b"], at_most=0.05),
        ClassDistance("near", of=["a", "b"], at_most=0.1, groups=["g", "h"]),
    ],
)
def test_columns_that_help_to_state_a_rule_do_not_bend_the_distribution(rule):
    """Two groups of three: rejection from the product of two simplices."""
    units = ["u", "v"]
    scores = pd.DataFrame(0.5, units, ["a", "b", "c"])
    q = Weighting(scores=scores, groups=pd.Series(["g", "h"], units), rules=[rule])
    pair = np.random.default_rng(0).dirichlet(np.ones(3), (600_000, 2))
    apart = np.abs(pair[:, 0] - pair[:, 1])[:, :2]
    kept = (apart <= 0.1).all(axis=1) if isinstance(rule, Comparability) else apart.sum(axis=1) <= 0.1
    exact = pair[kept].reshape(-1, 6)
    (part,) = q.parts
    draws, mixing = seen(walk_of(body_of(q, part)))
    error = np.sqrt(exact.var(axis=0) / len(exact) + mixing.standard_error**2)
    assert (np.abs(mixing.mean - exact.mean(axis=0)) <= FAR * error).all()
    far = np.abs(draws[:, 0] - draws[:, 3]), np.abs(exact[:, 0] - exact[:, 3])
    assert far[0].mean() == pytest.approx(far[1].mean(), rel=0.04)


def test_every_draw_obeys_every_rule():
    for seed in (2, 5):
        q = random_question(seed, groups=2, units=5, indicators=6)
        source = draws_from(q, seed=1)
        made = source.round(0, 5).reshape(-1, len(source.cells))
        m = q.model()
        for draw in made[::100]:
            w = {cell: float(x) for cell, x in zip(source.cells, draw, strict=True)}
            assert all(slack >= -1e-8 for _, _, slack in activities(q, m, w))


def test_a_round_is_the_same_whatever_came_before_it():
    q = one_group(dict.fromkeys(codes(5), 0.2), chain(5))
    one, other = draws_from(q, seed=1), draws_from(q, seed=1)
    one.round(0, 20)
    assert np.array_equal(one.round(3, 20), other.round(3, 20))
    assert not np.array_equal(one.round(2, 20), one.round(3, 20))
    assert one.round(0, 20).shape == (20, LENGTH, 5)


def test_a_point_is_drawn_for_ever():
    b = body(["a", "b"], [Share("s", of=["a"], at_least=0.25, at_most=0.25)])
    assert b.dimension == 0
    assert isinstance(sampler_of(b, 1), Point)
    assert np.allclose(sampler_of(b, 1).round(2, np.random.default_rng(0)), [0.25, 0.75])


def test_slower_walks_leave_more_sweeps_between_draws():
    source = draws_from(one_group(dict.fromkeys(codes(8), 0.125), chain(8)), seed=1)
    (before,), (after,) = source.samplers, source.slower().samplers
    assert after.sweeps == 2 * before.sweeps
