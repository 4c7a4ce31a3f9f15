from __future__ import annotations

from typing import TYPE_CHECKING

from govperf_sim.report.labels import labels_of
from govperf_sim.report.tables.robustness import beside_ranks, flips_table, ranks_table
from govperf_sim.report.tables.scores import units_table

if TYPE_CHECKING:
    from report.conftest import Trusted


def test_a_band_stands_beside_every_rank_and_holds_it(countries: Trusted) -> None:
    labels = labels_of(countries.scenario, "en")
    beside = beside_ranks(countries.trust, countries.weights, labels)
    for unit, rank in countries.weights.units["rank_in_group"].items():
        band = beside[unit][0].removesuffix(", tied").split("–")
        assert int(band[0]) <= rank <= int(band[-1]), unit


def test_ties_are_called_ties_in_the_ranking_table(countries: Trusted) -> None:
    labels = labels_of(countries.scenario, "zh")
    pairs = countries.trust.flips.pairs
    tied = {labels.unit(u) for _, _, *both in pairs.index[pairs["total_simplex"] < 0.02] for u in both}
    assert tied
    made = units_table(countries.weights, labels, countries.trust)
    assert {row.cells[0] for row in made.rows if "并列" in row.cells[4]} == tied
    assert all(len(row.cells) == len(made.head) for row in made.rows)


def test_a_system_without_a_common_ruler_has_no_band(towns: Trusted) -> None:
    beside = beside_ranks(towns.trust, towns.weights, labels_of(towns.scenario, "en"))
    assert {across for _, across in beside.values()} == {"—"}


def test_without_the_question_the_ranking_is_as_it_was(towns: Trusted) -> None:
    made = units_table(towns.weights, labels_of(towns.scenario, "en"))
    assert "band" not in made.head


def test_every_place_in_a_ranking_and_every_two_neighbours_have_a_line(towns: Trusted) -> None:
    labels = labels_of(towns.scenario, "en")
    assert len(ranks_table(towns.trust, labels).rows) == 6
    assert len(flips_table(towns.trust, labels).rows) == 4
