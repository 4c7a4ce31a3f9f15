"""Independent draws from boxes on the simplex."""

import numpy as np
import pytest
from questions import one_group

from govperf_sim.robustness.body import body_of
from govperf_sim.robustness.independent import independent
from govperf_sim.weights.rules import EachShare, Order


def drawn(rules, codes="abcd"):
    q = one_group(dict.fromkeys(codes, 1 / len(codes)), rules)
    return independent(body_of(q, q.parts[0]), np.random.default_rng(1))


def test_a_tilted_box_has_the_mean_that_plain_rejection_finds():
    found = drawn([EachShare("high", of=["a", "b"], at_most=0.15), EachShare("low", of=["c"], at_least=0.1)])
    plain = np.random.default_rng(2).dirichlet(np.ones(4), 400_000)
    plain = plain[(plain[:, :2] <= 0.15).all(axis=1) & (plain[:, 2] >= 0.1)]
    draws = found.draw(np.random.default_rng(3), 50_000)
    error = np.sqrt(plain.var(axis=0) / len(plain) + draws.var(axis=0) / len(draws))
    assert (np.abs(draws.mean(axis=0) - plain.mean(axis=0)) <= 4.5 * error).all()
    assert draws.sum(axis=1) == pytest.approx(1)


def test_where_too_few_are_kept_another_sampler_is_needed():
    """A full order of eight keeps one proposal in 40,320."""
    assert (
        drawn(
            [Order(f"o{n}", more=a, less=b) for n, (a, b) in enumerate(zip("abcdefg", "bcdefgh", strict=True))],
            "abcdefgh",
        )
        is None
    )
