"""Scorecards: what they say, and how much of it goes on a page."""

import re

import pytest

from govperf_sim.experiments.trust import QUICK, trust
from govperf_sim.report.figures.standing import standing_figure
from govperf_sim.report.tables.robustness import beside_ranks
from govperf_sim.report.yearly.card import cards_of
from govperf_sim.report.yearly.labels import yearly_labels
from govperf_sim.report.yearly.scorecards import report_of_card, report_of_cards, said
from govperf_sim.words import LANGUAGES

ROWS_ON_A_PAGE = 21
"""Of tables, heads among them: what fits on a sheet of A4 beside four captions."""


@pytest.fixture(scope="module", params=LANGUAGES)
def bound(request, run):
    labels = yearly_labels(run.scenario, request.param)
    cards = cards_of(run.scenario, run.weights)
    drawn = standing_figure(run.weights.units, labels)
    return cards, report_of_cards(run.scenario, run.weights, cards, {}, drawn, labels)


def test_each_unit_begins_a_page_of_its_own_and_fits_on_it(bound):
    cards, report = bound
    pages = [s for s in report.sections if s.id.startswith("card_")]
    assert [s.id for s in pages] == [f"card_{card.unit}" for card in cards]
    for page in pages:
        assert page.opens == "page"
        assert page.intro == ()
        assert sum(1 + len(table.rows) for table in page.shown) <= ROWS_ON_A_PAGE


def test_every_table_says_where_its_numbers_come_from(bound):
    _, report = bound
    for section in report.sections[:-1]:  # the last one has the terms
        for table in section.shown:
            if hasattr(table, "caption"):
                assert re.search(r"〔.+〕$|\[.+\]$", table.caption), table.caption


def test_synthetic_data_are_never_called_observed(run):
    labels = yearly_labels(run.scenario, "en")
    report = report_of_card(run.scenario, run.weights, cards_of(run.scenario, run.weights, ["foshan"])[0], {}, labels)
    assert "synthetic" in report.mark
    captions = [table.caption for section in report.sections[:-1] for table in section.shown]
    assert not any(caption.endswith("[observed]") for caption in captions)
    assert any("synthetic data" in caption for caption in captions)


def test_the_sentences_of_a_unit_have_its_numbers(run):
    labels = yearly_labels(run.scenario, "en")
    card = cards_of(run.scenario, run.weights, ["foshan"])[0]
    sentences = said(card, ("2", "3–4"), run.scenario, labels)
    row = run.weights.units.loc["foshan"]
    assert f"total {100 * row['score']:.1f}, rank 2/2 in its group, band 2" in sentences[0]
    assert "rank 3/5 in local governments, band 3–4 (IV-1)" in sentences[0]
    assert "GDP growth" not in sentences[3]  # full marks are no weakness


def test_bands_stand_beside_ranks_where_they_are_known(towns):
    labels = yearly_labels(towns.scenario, "en")
    found = trust(towns.scenario, towns.weights, QUICK)
    bands = beside_ranks(found, towns.weights, labels)
    cards = cards_of(towns.scenario, towns.weights)
    drawn = standing_figure(towns.weights.units, labels)
    report = report_of_cards(towns.scenario, towns.weights, cards, bands, drawn, labels)
    overview = report.sections[0].shown[1]
    assert {row.cells[4] for row in overview.rows} == {own[0] for own in bands.values()}
    assert not any("govperf robustness" in caution for caution in report.cautions)
