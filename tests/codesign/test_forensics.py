"""Reported data under examination: bounds from the reference, tests that err seldom, silence that is called silence."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from govperf_sim.codesign.forensics import Explained, bunching_test, effort_only_bound, surviving_improvement
from govperf_sim.errors import ForensicsError
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.deadline import Deadline
from govperf_sim.simulation.luck import Luck
from govperf_sim.theory.worlds import alike, contract, measured, textbook_cycle
from govperf_sim.words import LANGUAGES

T06B = json.loads(
    (Path(__file__).parents[1] / "golden" / "others" / "theory_t06b_deadline_discrete.json").read_text("utf-8")
)
KNOWN = {"noise": 1.0, "dates": 4, "bonus": (1.0, 1.0), "distance": (1.0, 1.0)}


@pytest.mark.parametrize("row", T06B["expected"][:2], ids=lambda row: row["n"])
def test_the_bound_is_that_of_the_reference(row):
    assert effort_only_bound(row["n"], (1.0, 1.0), (1.0, 1.0)) == pytest.approx(
        row["ratio_above_below_bin025"], abs=1e-4
    )


def test_a_wider_range_gives_effort_more_room():
    narrow, wide = (effort_only_bound(4, (b, 1.0), (k, 1.0)) for b, k in ((1.0, 1.0), (0.2, 0.0)))
    assert wide >= narrow
    assert effort_only_bound(4, (1.0, 5.0), (1.0, 1.0)) == math.inf


def beside(above, below):
    return pd.Series([1.1] * above + [0.9] * below + [2.0, -1.0])


def test_p_and_power_by_hand():
    """Ratio .92545: a share of .48064 above."""
    found = bunching_test(beside(30, 10), 1.0, **KNOWN)
    share = T06B["expected"][0]["ratio_above_below_bin025"]
    share = share / (1 + share)
    assert (found.above, found.below) == (30, 10)
    assert found.p == pytest.approx(binom.sf(29, 40, share), rel=1e-2)
    needed = min(x for x in range(41) if binom.sf(x - 1, 40, share) <= 0.05)
    assert found.power == pytest.approx(binom.sf(needed - 1, 40, share + 0.5 * (1 - share)), rel=1e-2)
    assert found.verdict is Explained.BEYOND_EFFORT


def test_a_target_to_stay_below_is_the_mirror_image():
    mirrored = bunching_test(-beside(30, 10), -1.0, direction="lower_is_better", **KNOWN)
    assert mirrored == bunching_test(beside(30, 10), 1.0, **KNOWN)


@pytest.mark.parametrize(
    ("values", "known", "why"),
    [
        (beside(30, 10), {"dates": 4, "bonus": (1.0, 1.0)}, "unknown"),
        (beside(30, 10), {"noise": 1.0, "dates": 4}, "unknown"),
        (beside(30, 10), KNOWN | {"bonus": (1.0, 9.0)}, "no_bound"),
        (beside(3, 3), KNOWN, "few"),
        (beside(0, 0), KNOWN, "few"),
    ],
)
def test_what_is_not_identified_says_why(values, known, why):
    found = bunching_test(values, 1.0, **known)
    assert (found.verdict, found.why) == (Explained.NOT_IDENTIFIED, why)
    assert all(found.text(language) for language in LANGUAGES)


def test_what_effort_can_explain_is_left_at_that():
    found = bunching_test(beside(52, 50), 1.0, **KNOWN)
    assert found.verdict is Explained.BY_EFFORT
    assert found.power > 0.9


def progress(seed, units=400, dates=4):
    """A year of units that run at a target by effort alone."""
    rule = Deadline(target=1.0, bonus=1.0, cost=1.0, noise=1.0, decisions=dates)
    _, weights = contract(np.zeros(1))
    journal = play(textbook_cycle(deadline=rule), alike(units, np.eye(1)), weights, Luck(seed), years=1)
    return measured(journal, "target_progress", units).ravel()


def rejections(seeds, falsified=0.0):
    """How often the test finds something, and the mean of the power it told."""
    found, power = 0, []
    for seed in seeds:
        reported = progress(seed)
        rng = np.random.default_rng(seed)
        short = (reported < 1.0) & (reported >= 0.75) & (rng.random(len(reported)) < falsified)
        told = bunching_test(pd.Series(np.where(short, 1.01, reported)), 1.0, falsified=falsified or 0.5, **KNOWN)
        found += told.verdict is Explained.BEYOND_EFFORT
        power.append(told.power)
    return found, float(np.mean(power))


SEEDS = [pytest.param(range(100), id="everyday"), pytest.param(range(1000), id="many", marks=pytest.mark.slow)]


@pytest.mark.parametrize("seeds", SEEDS)
def test_effort_alone_is_accused_no_more_often_than_told(seeds):
    """A share of .05 at most; beyond what chance makes of that with one in a thousand, the test fails."""
    assert rejections(seeds)[0] <= binom.ppf(0.999, len(seeds), 0.05)


@pytest.mark.parametrize("seeds", SEEDS)
def test_lies_are_found_as_often_as_the_power_says(seeds):
    found, power = rejections(seeds, falsified=0.3)
    assert abs(found - power * len(seeds)) <= 3.3 * math.sqrt(len(seeds) * power * (1 - power)) + 1
    assert 0.2 < power < 0.99


def claims(seed, units=200, visited=60):
    """Improvements of about .1, of which units keep a part; visits by lot, twice as likely where the claim is large."""
    rng = np.random.default_rng(seed)
    said = rng.uniform(0.02, 0.2, units)
    true = said * rng.beta(6, 3, units)
    weight = np.where(said > 0.11, 2.0, 1.0)
    chance = visited * weight / weight.sum()
    looked = rng.random(units) < chance
    before = rng.uniform(0.3, 0.6, units)
    table = pd.DataFrame({"before": before, "reported": before + said, "chance": chance,
                          "verified": np.where(looked, before + true, np.nan)})  # fmt: skip
    return table, true.sum() / said.sum()


@pytest.mark.parametrize("seeds", [pytest.param(range(200), id="everyday"), pytest.param(range(2000), id="many", marks=pytest.mark.slow)])  # fmt: skip
def test_the_interval_holds_the_truth_as_often_as_told(seeds):
    held = []
    for seed in seeds:
        table, truth = claims(seed)
        found = surviving_improvement(table)
        held.append(found.low <= truth <= found.high)
    assert abs(np.mean(held) - 0.95) <= 3.3 * math.sqrt(0.95 * 0.05 / len(held)) + 0.01


def test_where_everybody_is_visited_the_share_is_the_truth():
    table, _ = claims(1)
    table = table.assign(chance=1.0, verified=table["before"] + 0.4 * (table["reported"] - table["before"]))
    found = surviving_improvement(table)
    assert (found.share, found.low, found.high) == pytest.approx((0.4, 0.4, 0.4))


def test_without_chances_of_a_visit_there_are_bounds_and_they_hold_the_truth():
    table, truth = claims(2)
    found = surviving_improvement(table.drop(columns="chance"))
    assert (found.why, math.isnan(found.share)) == ("bounds", True)
    assert found.low <= truth <= found.high
    assert all("%" in found.text(language) for language in LANGUAGES)


def test_too_few_visits_and_no_improvement_are_said():
    table, _ = claims(3)
    few = table.assign(verified=[*table["before"][:2], *[np.nan] * (len(table) - 2)])
    assert surviving_improvement(few).why == "few"
    assert surviving_improvement(table.assign(reported=table["before"])).why == "no_improvement"


def test_faults_are_told_all_at_once():
    with pytest.raises(ForensicsError) as refused:
        bunching_test(pd.Series([1.0, math.nan, "x"]), 1.0, noise=-1.0, dates=0, bonus=(2.0, 1.0), falsified=0.0)
    assert len(refused.value.faults) == 6
    table = pd.DataFrame({"before": [0.1, "x"], "verified": [0.1, math.nan], "chance": [0.5, 1.5]})
    with pytest.raises(ForensicsError) as refused:
        surviving_improvement(table)
    assert [f.message.key for f in refused.value.faults] == [
        "codesign.no_column",
        "codesign.not_a_number",
        "codesign.term",
    ]
