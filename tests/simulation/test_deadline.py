"""A bonus with a deadline: against a dynamic programme, a closed form, and the simulated year."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from assessed import cycle, population, weights, work
from scipy.stats import norm

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Deadline, Luck, Reward, Shifting, play
from govperf_sim.simulation.deadline import SHARPEST, decision_day, policy

THEORY = json.loads((Path(__file__).parents[1] / "golden" / "others" / "t06_deadline.json").read_text("utf-8"))
QUIET = {"work": work(shock=0.0), "reports": None, "visits": None}


def deadline(**changed):
    return Deadline(**{"target": 1.0, "bonus": 1.0, "cost": 1.0, "noise": 1.0, **changed})


def measures(replications=400, units=60, years=1, **mechanisms):
    journal = play(
        cycle(**QUIET, **mechanisms), population(units=units), weights(), Luck(1, range(replications)), years
    )
    return {name: rows.to_numpy() for name, rows in journal.measures.groupby("measure")["value"]}


@pytest.mark.parametrize("case", THEORY["discrete"], ids=lambda case: f"n={case['n']}")
def test_the_first_decision_and_its_worth_agree_with_the_dynamic_programme(case):
    """The programme's own grid is good to 1e-4."""
    found = policy(deadline(decisions=case["n"]))
    assert np.interp(0.0, found.grid, found.value) == pytest.approx(case["value"], abs=1e-4)
    assert found.at(0, np.array([0.0]))[0] == pytest.approx(case["mean_effort_first"], abs=1e-4)


@pytest.mark.parametrize("case", THEORY["control"], ids=lambda case: f"B={case['B']},K={case['K']}")
def test_many_decisions_come_near_the_closed_form(case):
    """The gap to the continuous limit falls as the root of the step; extrapolated it is below 2e-3 of the bonus."""
    coarse, fine = (
        policy(deadline(target=case["K"], bonus=case["B"], decisions=n)).at(0, np.array([0.0]))[0] for n in (60, 240)
    )
    limit = 2 * fine - coarse
    assert abs(fine - case["e0"]) < abs(coarse - case["e0"])
    assert limit == pytest.approx(case["e0"], abs=2e-3 * case["B"])


@pytest.mark.parametrize("decisions", [4, 12, 52])
def test_the_year_played_reaches_the_target_as_often_as_theory_says(decisions):
    """24,000 unit-years; 4 standard errors."""
    case = next(c for c in THEORY["discrete"] if c["n"] == decisions)
    found = measures(deadline=deadline(decisions=decisions))
    hit = case["P_hit"]
    assert found["target_reached"].mean() == pytest.approx(hit, abs=4 * math.sqrt(hit * (1 - hit) / 24_000))
    effort = found["target_effort"]
    assert effort.mean() == pytest.approx(case["mean_total_effort"], abs=4 * effort.std() / math.sqrt(24_000))
    above = ((found["target_progress"] >= 1) & (found["target_progress"] < 1.25)).sum()
    below = ((found["target_progress"] < 1) & (found["target_progress"] >= 0.75)).sum()
    ratio = case["ratio_above_below_bin025"]
    assert above / below == pytest.approx(ratio, abs=4 * ratio * math.sqrt(1 / above + 1 / below))


@pytest.mark.parametrize("impatience", [0.0, 0.5, 2.0])
def test_mean_effort_grows_at_the_rate_of_impatience_and_not_at_all_without(impatience):
    how = cycle(**QUIET, deadline=deadline(impatience=impatience, decisions=10))
    journal = play(how, population(units=60), weights(), Luck(3, range(100)), 1)
    decided = journal.events[journal.events["event"] == "decides"]
    by_day = decided.groupby("day")["amount"]
    last = by_day.std().iloc[-1] / math.sqrt(6000)
    assert by_day.mean().iloc[-1] == pytest.approx(by_day.mean().iloc[0] * math.exp(0.9 * impatience), abs=4 * last)
    assert by_day.std().is_monotonic_increasing


@pytest.mark.parametrize("case", THEORY["shifting"], ids=lambda case: f"K={case['K']},k={case['k']}")
def test_booking_early_closes_the_gaps_worth_closing(case):
    """Effort all but forbidden: only the shift is left.  24,000 unit-years, 4 standard errors."""
    rule = deadline(target=case["K"], bonus=case["B"], cost=1e6, decisions=1)
    found = measures(deadline=rule, shifting=Shifting(cost=case["k"], discount=0.5), reward=Reward(strength=0.0))
    hit = case["hit_with"]
    assert found["target_reached"].mean() == pytest.approx(hit, abs=4 * math.sqrt(hit * (1 - hit) / 24_000))
    window = math.sqrt(2 * case["B"] / case["k"])
    assert norm.sf(case["K"] - window) == pytest.approx(hit, abs=1e-9)


def test_what_is_booked_early_is_missing_the_year_after():
    rule = deadline(target=0.2, noise=1e-6, cost=1e14, bonus=1.0, decisions=1)
    found = measures(replications=1, years=3, deadline=rule, shifting=Shifting(cost=2.0, discount=0.5))
    progress = found["target_progress"].reshape(3, 60)
    np.testing.assert_allclose(progress[0], 0.2, atol=1e-12)  # books 0.2 early
    np.testing.assert_allclose(progress[1], 0.2, atol=1e-12)  # starts 0.2 behind, books 0.4
    np.testing.assert_allclose(progress[2], 0.2, atol=1e-12)  # 0.6, still below sqrt(2 B / k) = 1
    assert (found["target_reached"] == 1).all()


def test_decision_dates_are_spread_over_the_year_and_end_with_it():
    days = [decision_day(i, deadline(decisions=12), 250) for i in range(12)]
    assert days[-1] == 250
    assert max(np.diff(days)) - min(np.diff(days)) <= 1


def test_without_a_bonus_nobody_runs_and_the_rest_of_the_year_is_as_it_was():
    on, off = measures(replications=3, deadline=deadline(bonus=0.0)), measures(replications=3)
    assert (on["target_effort"] == 0).all()
    for measure in off:
        assert np.array_equal(on[measure], off[measure])


def test_a_bonus_without_a_best_response_and_other_nonsense_are_refused_by_name():
    with pytest.raises(CycleError, match=r"deadline\.bonus"):
        deadline(bonus=SHARPEST)
    deadline(bonus=SHARPEST - 1e-9)
    with pytest.raises(CycleError) as refused:
        deadline(cost=0.0, noise=-1.0, decisions=0, impatience=-1.0, target=math.nan)
    assert len(refused.value.faults) == 5
    with pytest.raises(CycleError, match=r"deadline\.decisions"):
        measures(deadline=deadline(decisions=251))
