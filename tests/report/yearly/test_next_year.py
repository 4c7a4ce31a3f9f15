"""Suggestions for the next year."""

from dataclasses import replace

import pytest

from govperf_sim.report.yearly.labels import yearly_labels
from govperf_sim.report.yearly.next_year import LISTED, _hardest, _worth_something, next_section, suggestions


def test_the_dearest_limits_come_first_each_with_its_clause(run, all_cards):
    labels = yearly_labels(run.scenario, "en")
    said = suggestions(run.scenario, run.weights, all_cards, labels)
    dear = run.weights.explain("en").query("worth > 0").iloc[0]
    assert labels.group(dear["group"]) in said[0]
    assert f"({dear['clause']})" in said[0]
    assert f"{dear['worth']:.2f}" in said[0]


def test_what_all_have_full_marks_on_is_named(run, all_cards):
    said = suggestions(run.scenario, run.weights, all_cards, yearly_labels(run.scenario, "en"))
    assert (run.scenario.scores.table["G1"].dropna() == 1).mean() >= 0.5
    assert any("full marks" in sentence and "GDP growth" in sentence for sentence in said)


def test_the_table_lists_only_limits_that_are_worth_something(run, all_cards):
    section = next_section(run.scenario, run.weights, all_cards, yearly_labels(run.scenario, "zh"))
    rows = section.shown[0].rows
    assert 0 < len(rows) <= LISTED
    assert all(row.cells[2] != "0.00" for row in rows)


@pytest.mark.parametrize(("cell", "expected"), [("1.33", True), ("0.00", False), ("3.93 (regret)", True)])
def test_a_price_is_something_once_rounded(cell, expected):
    assert _worth_something(cell) is expected


def test_the_hardest_targets_are_those_that_would_bring_most_all_together(all_cards):
    totals = {}
    for card in all_cards:
        for k, own in card.indicators.iterrows():
            if k in card.targets and card.targets[k].short > 0:
                totals[k] = totals.get(k, 0.0) + own["weight"] * (1 - own["score"])
    assert _hardest(all_cards) == sorted(totals, key=totals.get, reverse=True)[:3]
    assert _hardest([replace(card, targets={}) for card in all_cards]) == []
