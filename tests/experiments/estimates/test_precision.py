"""Play until intervals are narrow enough."""

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest
from scripted import REFUSED, scripted, torn_off

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.estimates.precision import Precision, next_size
from govperf_sim.experiments.experiment import Experiment
from govperf_sim.experiments.outcome import Outcome

GAIN = Outcome(code="gain", better="more")


def luck(*key):
    return np.random.default_rng([11, *key]).normal()


def gain(policy, world, replication, whom):
    """Common luck of deviation 10, and some of each policy's own: of policy 1 little, of policy 2 more."""
    return 10.0 * luck(replication) + policy + policy**2 * luck(replication, policy), 1.0


def played(tell, rule, store=None, block=8, **design):
    asked: Experiment = dataclasses.replace(scripted(tell, GAIN, rule, **design), block=block)
    return asked.run(store=store)


def test_it_stops_when_every_difference_is_narrow_enough_and_not_before():
    rule = Precision("gain", half_width=1.0, first=16, at_most=2000)
    findings = played(gain, rule, policies=3)
    reached = rule.verdict(findings.samples)
    assert reached.reached
    assert reached.table["half_width"].max() <= 1.0
    # Of policy 2 the difference varies by sqrt(16 + 0): some 1.96^2 16 = 61 replications; of the mean 1.96^2 116 = 446.
    assert 40 <= reached.replications <= 104
    assert findings.samples.manifest.replications == (reached.replications,) * 3
    rows = findings.compare("gain").set_index("policy")
    assert reached.table["half_width"].to_dict() == pytest.approx(((rows["high"] - rows["low"]) / 2).to_dict())
    before = dataclasses.replace(findings.samples.manifest, replications=(reached.replications // 2 // 8 * 8,) * 3)
    assert not rule.verdict(dataclasses.replace(findings.samples, manifest=before)).reached


def test_with_one_policy_it_is_the_mean_that_is_wanted():
    rule = Precision("gain", half_width=5.0, first=16, at_most=100)
    reached = rule.verdict(played(gain, rule, policies=1).samples)
    assert reached.reached
    assert reached.table.index.tolist() == [0]


def test_it_never_plays_more_than_allowed_and_says_so():
    rule = Precision("gain", half_width=0.01, first=10, at_most=50)
    reached = rule.verdict(played(gain, rule, policies=3).samples)
    assert (reached.reached, reached.replications) == (False, 50)
    assert "was not reached in 50 replications: policies 1, 2" in reached.text("en")
    assert "50" in reached.text("zh")
    assert "half_width" in reached._repr_html_()


def test_differences_without_luck_are_narrow_at_once():
    rule = Precision("gain", half_width=1e-6, first=10, at_most=500)
    findings = played(lambda p, w, r, whom: (luck(r) + p, 1.0), rule)
    assert findings.samples.manifest.replications == (10, 10)
    assert "within 1e-06" in rule.verdict(findings.samples).text("en")


def test_what_cannot_be_played_is_told_and_not_waited_for():
    def refusing(policy, world, replication, whom):
        return REFUSED if policy == 1 else gain(policy, world, replication, whom)

    rule = Precision("gain", half_width=1.0, first=10, at_most=500)
    findings = played(refusing, rule, policies=2)
    reached = rule.verdict(findings.samples)
    assert (reached.reached, reached.replications) == (False, 10)
    assert pd.isna(reached.table.loc[1, "half_width"])


def test_a_ratio_may_be_asked_for():
    rare = Outcome(code="wrong", measures=("falsely_sanctioned",), over="sanctioned")

    def tell(policy, world, replication, whom):
        chance = np.random.default_rng([replication, policy])
        whole = chance.poisson(5)
        return chance.binomial(whole, 0.2 + 0.1 * policy), whole

    rule = Precision("wrong", half_width=0.05, first=20, at_most=5000)
    reached = rule.verdict(dataclasses.replace(scripted(tell, rare, rule), block=16).run().samples)
    assert reached.reached
    # (.2 * .8 + .3 * .7) / 5 a replication: 1.96^2 .074 / .05^2 = 114.
    assert 80 <= reached.replications <= 180


@pytest.mark.parametrize("kept", [1, 20])
def test_an_experiment_that_was_broken_off_goes_on_as_if_it_had_not_been(kept, tmp_path):
    rule = Precision("gain", half_width=1.0, first=16, at_most=2000)
    expected = played(gain, rule, tmp_path / "whole", policies=3)
    found = played(gain, rule, torn_off(tmp_path / "whole", kept), policies=3)
    assert found.samples.manifest == expected.samples.manifest
    pd.testing.assert_frame_equal(found.compare("gain"), expected.compare("gain"), check_exact=True)


def test_it_goes_by_whole_blocks_no_faster_than_doubling():
    assert next_size(64, 1.01, block=32) == 96  # a little too wide: one block
    assert next_size(64, 1.3, block=32) == 128  # 64 * 1.69 = 109
    assert next_size(64, 9.0, block=32) == 128
    assert next_size(10, math.inf, block=32) == 32


def test_what_cannot_be_asked_is_refused_at_once_all_together():
    with pytest.raises(ExperimentError) as refused:
        scripted(gain, GAIN, Precision("gian", half_width=0.0, first=4, at_most=3))
    assert len(refused.value.faults) == 4
    assert all(part in refused.value.text("en") for part in ("gian", "half-width", "4 first", "at most 3"))
    assert refused.value.text("zh")
    with pytest.raises(ExperimentError, match="half"):
        scripted(gain, GAIN, Precision("gain", half_width=math.nan, first=10, at_most=20))
