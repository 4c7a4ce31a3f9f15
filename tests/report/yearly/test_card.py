"""The numbers of a scorecard, counted again from the scores."""

import numpy as np
import pytest

from govperf_sim.report.yearly.card import cards_of


@pytest.fixture(scope="module")
def cards(run):
    return {card.unit: card for card in cards_of(run.scenario, run.weights)}


def test_every_unit_has_a_card_in_the_order_of_the_scenario(run, cards):
    assert list(cards) == list(run.scenario.framework.units)


def test_weight_times_score_adds_up_to_the_total(cards):
    for card in cards.values():
        own = card.indicators
        assert own["weight"].sum() == pytest.approx(1.0)
        assert float((own["weight"] * own["score"]).sum()) == pytest.approx(card.standing["score"])


def test_what_each_indicator_gains_adds_up_to_the_distance_to_the_own_best(cards):
    for card in cards.values():
        assert card.gap >= 0
        assert card.indicators["gain"].sum() == pytest.approx(card.gap, abs=1e-9)


def test_the_changes_of_all_indicators_add_up_to_the_change_of_the_total(cards):
    for card in cards.values():
        assert card.change is not None
        moved = card.change["after"] - card.change["before"]
        assert card.indicators["change"].sum() == pytest.approx(moved, abs=1e-9)


def test_the_mean_is_that_of_the_units_ranked_together(run, cards):
    scores, five = run.scenario.scores.table, ["liwan", "foshan", "zhongshan", "heshan", "yunfu"]
    assert cards["foshan"].indicators.loc["G1", "mean"] == pytest.approx(scores.loc[five, "G1"].mean())
    assert np.isnan(cards["liwan"].indicators.loc["XL", "mean"])
    assert "XL" not in cards["liwan"].compared.index


def test_a_target_is_missed_by_what_the_value_is_short_of_it(run, cards):
    target, value = cards["yunfu"].targets["P4"], run.scenario.panel.values["yunfu", "P4", 2011]
    assert target.high == 85
    assert target.short == pytest.approx(85 - value)
    assert set(cards["yunfu"].missed.index) == {k for k, t in cards["yunfu"].targets.items() if t.short > 0}


def test_without_a_year_before_there_is_no_change(towns):
    card = cards_of(towns.scenario, towns.weights, ["long_bridge"])[0]
    assert card.change is None
    assert card.indicators["change"].isna().all()
