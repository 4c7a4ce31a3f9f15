"""Everything robustness can tell of a scenario, asked for once."""

from __future__ import annotations

import pandas as pd
import pytest

from govperf_sim.experiments.trust import QUICK, Asked, Trust, limits_of, trust
from govperf_sim.robustness.acceptability import acceptability
from govperf_sim.scenario.load import load_scenario
from govperf_sim.weights.derive import derive_weights

SMALL = Asked(draws=4_000, runs=24, points=(1.0,))


@pytest.fixture(scope="module")
def towns() -> tuple[Trust, list[tuple[str, int, int]]]:
    """What was found, and what was told along the way."""
    scenario, told = load_scenario("six_towns"), []
    return trust(scenario, derive_weights(scenario.weighting), SMALL, lambda *done: told.append(done)), told


def test_the_parts_agree_with_one_another(towns):
    found, _ = towns
    both = found.rank_limits.table.join(found.acceptability.units)
    assert (both["best"] <= both["best_drawn"]).all()
    assert (both["worst"] >= both["worst_drawn"]).all()
    near = found.bands.table.xs(1.0, level="points")
    assert (near["best"] >= found.rank_limits.table["best"]).all()
    assert (near["worst"] <= found.rank_limits.table["worst"]).all()


def test_the_same_seed_gives_the_same_answer_and_another_another(towns):
    scenario, (first, _) = load_scenario("six_towns"), towns
    weights = derive_weights(scenario.weighting)
    again = trust(scenario, weights, SMALL)
    other = trust(scenario, weights, Asked(draws=4_000, runs=24, points=(1.0,), seed=2))
    pd.testing.assert_frame_equal(first.acceptability.ranks, again.acceptability.ranks)
    pd.testing.assert_frame_equal(first.sensitivity.shift, again.sensitivity.shift)
    assert not first.acceptability.ranks.equals(other.acceptability.ranks)


def test_every_part_is_announced_and_what_is_not_asked_is_not_done():
    scenario = load_scenario("six_towns")
    told = []
    found = trust(scenario, derive_weights(scenario.weighting), QUICK, lambda *done: told.append(done))
    assert list(dict.fromkeys(part for part, _, _ in told)) == [
        *("weight_limits", "dominance", "rank_limits", "bands", "flips", "years")
    ]
    assert (found.acceptability, found.reversals, found.sensitivity, found.prices) == (None, None, None, ())


def test_what_takes_long_tells_how_much_of_it_is_done(towns):
    """Six places without a common ruler, two searches each; every part ends with all of it done."""
    found, told = towns
    last = {part: (done, total) for part, done, total in told}
    assert last["rank_limits"] == last["bands"] == (12, 12)
    assert last["reversals"] == (len(found.reversals.changes),) * 2
    assert last["acceptability"] == (found.acceptability.draws,) * 2
    assert last["sensitivity"] == (found.sensitivity.runs,) * 2
    assert all(done <= total for _, done, total in told)


def test_shared_draws_are_those_that_each_part_would_make(towns):
    scenario, (found, _) = load_scenario("six_towns"), towns
    pd.testing.assert_frame_equal(found.acceptability.ranks, acceptability(scenario.weighting, 4_000, 1).ranks)


def test_the_limits_that_are_swept_are_those_of_the_rule():
    scenario = load_scenario("six_towns")
    weights = derive_weights(scenario.weighting)
    rule = next(r for r in scenario.weighting.rules if r.id == "each")
    assert [(name, at) for name, at, _ in limits_of(weights, "each")] == [
        ("each_min", rule.limits["at_least"]), ("each_max", rule.limits["at_most"])]  # fmt: skip
