"""The tables of a scorecard: what is shown adds up to what is said."""

import pytest

from govperf_sim.report.yearly.card_tables import apart_table, every_table, gap_table, strong, targets_table, weak
from govperf_sim.report.yearly.labels import yearly_labels


@pytest.fixture(scope="module")
def labels(run):
    return yearly_labels(run.scenario, "en")


def number(cell):
    return float(cell.replace("−", "-").replace("+", ""))


def test_strengths_lie_above_the_pool_and_weaknesses_below_the_most_telling_first(run, all_cards, labels):
    for card in all_cards:
        above, below = strong(card)["difference"].tolist(), weak(card)["difference"].tolist()
        assert above == sorted(above, reverse=True)
        assert below == sorted(below)
        assert all(x > 0 for x in above)
        assert all(x < 0 for x in below)
        cells = [number(row.cells[4]) for row in apart_table(card, run.scenario, labels).rows if row.kind == "plain"]
        assert cells == pytest.approx([100 * x for x in above + below], abs=0.0051)


def test_the_gains_shown_and_all_others_add_up_to_the_gap(all_cards, labels):
    for card in all_cards:
        shown = [number(row.cells[4]) for row in gap_table(card, labels).rows]
        assert sum(shown) == pytest.approx(100 * card.gap, abs=0.005 * len(shown) + 1e-9)


def test_points_earned_and_still_to_win_add_up_to_the_weight(run, all_cards, labels):
    for card in all_cards:
        parts = [row.cells for row in every_table(card, run.scenario, labels).rows if row.kind == "part"]
        assert sum(number(cells[1]) for cells in parts) == pytest.approx(100, abs=0.05 * len(parts))
        for cells in parts:
            assert number(cells[5]) + number(cells[6]) == pytest.approx(number(cells[1]), abs=0.15)


def test_missed_targets_say_how_much_is_missing(run, all_cards, labels):
    for card in all_cards:
        for k, row in zip(card.missed.index, targets_table(card, run.scenario, labels).rows, strict=False):
            assert float(row.cells[3]) == pytest.approx(card.targets[k].short, abs=1e-6)
