"""A proposal held against the rules, the current scheme and the derived one."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from experiments.appraisal.towns import ITEMS, distance_to_the_rules, own_best_and_worst

from govperf_sim.errors import CycleError, InfeasibleRules, WeightingError
from govperf_sim.experiments.appraisal.appraise import appraise
from govperf_sim.experiments.appraisal.proposed import Proposed
from govperf_sim.robustness.bands import Within
from govperf_sim.scenario.load import load_scenario
from govperf_sim.weights.derive import derive_weights

HILLS = ["cloud_ridge", "pine_valley", "tea_slope"]
TOWNS = load_scenario("six_towns")
DERIVED = derive_weights(TOWNS.weighting).table


def proposal(weights=None, **changed):
    scenario = TOWNS.replace_all(changed, because="put to the vote") if changed else TOWNS
    return Proposed(title="a proposal", base=TOWNS, scenario=scenario, weights=weights)


@pytest.fixture(scope="module")
def growth():
    """Five points more for growth in the hills than its cap allows, taken from new jobs; two more visits a year."""
    table = DERIVED.copy()
    table.loc["hill_towns"] = 0.0
    table.loc["hill_towns", [*ITEMS]] = [0.20, 0.17, 0.10, 0.17, 0.09, 0.10, 0.17]
    return appraise(proposal(table, **{"cycle.visits.a_year": 4}), years=2, replications=6)


def test_the_three_schemes_come_in_order_and_the_first_is_the_reference(growth):
    assert list(growth.schemes) == ["current", "derived", "proposed"]
    assert (growth.first, growth.current_from) == ("current", "reference")
    assert growth.schemes["current"].loc["hill_towns", "forest"] == pytest.approx(0.20 / 3)
    pd.testing.assert_frame_equal(growth.schemes["derived"], DERIVED)


def test_the_broken_row_is_named_with_its_clause_and_by_how_much(growth):
    broken = growth.rules[~growth.rules["kept"]]
    assert list(broken.index) == ["cap_growth(hill_towns)"]
    row = broken.iloc[0]
    assert (row["slack"], row["clause"], row["status"]) == (pytest.approx(-0.05), "A-1", "assumption")
    assert growth.own_rules is None  # it changes no rule
    assert growth.conflict is None


def test_regret_is_that_of_the_rules_in_force_by_another_solver(growth):
    for unit in HILLS:
        x = TOWNS.scores.table.loc[unit, [*ITEMS]].to_numpy(float)
        best, worst = own_best_and_worst(x)
        for scheme, table in growth.schemes.items():
            score = float(x @ table.loc["hill_towns", [*ITEMS]].to_numpy(float))
            told = growth.units.loc[(scheme, unit)]
            assert told["score"] == pytest.approx(score)
            assert told["regret"] == pytest.approx(np.clip((best - score) / (best - worst), 0, 1), abs=1e-7)
    of_hills = growth.units.loc["proposed"].loc[HILLS, "regret"]
    told = growth.groups.loc[("proposed", "hill_towns")]
    assert told["worst_unit"] == of_hills.idxmax()
    assert told[["mean_regret", "worst_regret"]].to_list() == pytest.approx([of_hills.mean(), of_hills.max()])


def test_what_one_gains_on_the_others_they_lose(growth):
    for other in ("current", "derived"):
        shift = growth.shifts.loc[other]
        assert shift["lead"].sum() == pytest.approx(0, abs=1e-12)
        assert set(shift.loc[shift["lead"] > 0.0005, "verdict"]) == {"gains"}
        assert set(shift.loc[shift["lead"] < -0.0005, "verdict"]) == {"loses"}
        assert set(shift.loc[shift["lead"].abs() < 0.0005, "verdict"]) <= {"level"}


def test_the_nearest_scheme_is_as_far_as_another_solver_says_and_the_cap_forces_it(growth):
    w = growth.schemes["proposed"].loc["hill_towns", [*ITEMS]].to_numpy(float)
    assert growth.nearest.distance == pytest.approx(distance_to_the_rules(w) / 2)  # mean of two groups
    moves = growth.nearest.moves
    assert set(moves.index.get_level_values("group")) == {"hill_towns"}
    assert moves.loc[("hill_towns", "output"), "rows"] == ("cap_growth(hill_towns)",)
    assert set(moves["why"].drop(("hill_towns", "output"))) == {"balance"}


def test_a_proposal_that_breaks_a_rule_has_bands_as_if_rules_might_break(growth):
    assert growth.bands.within is Within.SIMPLEX
    assert set(growth.bands.table.index.unique("points")) == {1.0, 3.0}


def test_responses_are_the_paired_differences_from_the_first_scheme(growth):
    measures = growth.played.measures
    welfare = measures[measures["measure"] == "welfare"].groupby(["scenario", "replication"])["value"].mean()
    difference = (welfare["proposed"] - welfare["current"]).mean()
    told = growth.responses.loc[("proposed", "welfare")]
    assert told["difference"] == pytest.approx(difference)
    assert told["mean"] - told["mean_versus"] == pytest.approx(difference)
    assert (told["versus"], told["better"]) == ("current", "more")
    assert list(growth.responses.index.unique("scheme")) == ["derived", "proposed"]


def test_visits_are_told_as_planned_and_as_made(growth):
    assert growth.visits[["planned", "made"]].to_numpy().tolist() == [[2, 2], [4, 4]]
    assert growth.responses.loc[("proposed", "visited"), "difference"] == pytest.approx((4 - 2) / 6)


def test_what_is_asked_costs_the_days_of_the_framework(growth):
    days = {k: indicator.burden for k, indicator in TOWNS.framework.indicators.items()}
    assert growth.burden.loc["tea_slope"].to_dict() == {
        "in_force": sum(days.values()),
        "proposed": sum(days.values()),
        "items_in_force": 7,
        "items_proposed": 7,
    }
    assert growth.overlap.empty  # six towns are too few for correlations
    shares = growth.effective.groupby(["scheme", "system"])[["nominal", "effective"]].sum()
    assert shares.to_numpy().ravel().tolist() == pytest.approx([1.0] * 6)


def test_what_is_derived_already_breaks_nothing_and_moves_nobody():
    found = appraise(proposal(), years=1, replications=2)
    assert found.rules["kept"].all()
    assert (found.nearest.distance, len(found.nearest.moves)) == (pytest.approx(0, abs=1e-8), 0)
    assert set(found.shifts.loc["derived", "verdict"]) == {"level"}
    assert found.bands.within is Within.RULES
    table = found.responses.drop(columns="versus")
    pd.testing.assert_frame_equal(table.loc["derived"], table.loc["proposed"])


def test_weights_that_only_the_proposed_rules_allow_are_held_against_both():
    found = appraise(proposal(**{"rules.cap_growth.at_most.hill_towns": 0.20}), years=1, replications=2)
    assert found.own_rules["kept"].all()
    assert found.own_rules.loc["cap_growth(hill_towns)", "limit"] == 0.20
    broken = found.rules.index[~found.rules["kept"]]
    assert set(broken) <= {"cap_growth(hill_towns)"}
    assert found.schemes["proposed"].loc["hill_towns", "output"] > 0.15
    assert list(broken) == ["cap_growth(hill_towns)"]


def test_an_easier_target_lifts_the_score_and_the_yardstick_stays():
    """From 8 % to 4 % every score on output is twice as high, up to full marks; the yardstick stays as it is."""
    found = appraise(proposal(DERIVED, **{"indicators.output.scoring.target": 4.0}), years=1, replications=2)
    x = TOWNS.scores.table["output"]
    gain = DERIVED["output"].loc[TOWNS.weighting.groups.to_list()].to_numpy(float) * (np.minimum(2 * x, 1) - x)
    assert found.shifts.loc["derived", "score"].to_dict() == pytest.approx(gain.to_dict())
    best, worst = TOWNS.weighting.bounds["own_best"], TOWNS.weighting.bounds["own_worst"]
    score = found.units.loc["derived", "score"] + gain
    regret = ((best - score) / (best - worst)).clip(0, 1)
    assert found.units.loc["proposed", "regret"].to_dict() == pytest.approx(regret.to_dict())


CONTRADICTORY = {"rules.income_over_jobs.gap": 0.28}
"""At most 30 points and at least 5 lie 25 apart."""


def test_rules_that_contradict_one_another_are_told_beside_given_weights_and_refused_without():
    asked = proposal(DERIVED, **CONTRADICTORY)
    found = appraise(asked, years=1, replications=2)
    assert found.conflict.irreducible
    assert not found.own_rules["kept"].all()
    assert found.rules["kept"].all()
    with pytest.raises(InfeasibleRules):
        appraise(dataclasses.replace(asked, weights=None))
    turned = Proposed(title="the other way", base=asked.scenario, scenario=TOWNS, weights=DERIVED)
    with pytest.raises(InfeasibleRules):
        appraise(turned)


def test_where_no_weights_are_admissible_a_rule_on_regrets_says_nothing():
    source = {"status": "assumption", "cite": "an even hand"}
    parity = {"kind": "parity", "at_most": 0.9, "source": source}
    base = TOWNS.replace("rules.even", parity, because="an even hand")
    asked = base.replace_all(CONTRADICTORY, because="put to the vote")
    found = appraise(Proposed(title="both", base=base, scenario=asked, weights=DERIVED), years=1, replications=2)
    assert found.conflict is not None
    assert "even" in set(found.rules["rule"])
    assert "even" not in set(found.own_rules["rule"])
    with pytest.raises(InfeasibleRules):
        appraise(Proposed(title="both", base=base, scenario=asked, weights=None))
    with pytest.raises(InfeasibleRules):
        appraise(Proposed(title="neither", base=asked, scenario=asked, weights=DERIVED))


def test_a_table_that_is_no_scheme_and_numbers_that_cannot_be_are_refused():
    with pytest.raises(WeightingError):
        appraise(proposal(DERIVED * 1.05))
    with pytest.raises(CycleError):
        appraise(proposal(), replications=0)


def test_without_a_cycle_nothing_is_played():
    base = TOWNS.replace("cycle", None, because="weights alone")
    found = appraise(Proposed(title="as it is", base=base, scenario=base, weights=DERIVED))
    assert (found.played, found.responses, found.visits) == (None, None, None)
