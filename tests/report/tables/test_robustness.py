from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from report.conftest import SCENARIOS

from govperf_sim.experiments.trust import Asked, trust
from govperf_sim.report.labels import labels_of
from govperf_sim.report.tables.robustness import beside_ranks, flips_table, ranks_table
from govperf_sim.report.tables.scores import units_table
from govperf_sim.scenario.load import load_scenario
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference
from govperf_sim.weights.rules import Comparability, Share
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import LANGUAGES

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


def test_a_pool_that_was_set_apart_has_bands_of_its_own_and_is_named() -> None:
    """Nine departments of the roll-out: two economic and four of enforcement under vertical management, three others."""
    whole = load_scenario(SCENARIOS / "rollout")
    kept = ["B001", "B002", "B014", "B015", "B029", "B037", "B038", "B039", "B040"]
    question = parted(whole.weighting, kept)
    weights, labels = derive_weights(question, ClosestToReference()), {n: labels_of(whole, n) for n in LANGUAGES}
    asked = Asked(points=(1.0,), draws=0, runs=0, swept=0)
    found = trust(replace(whole, weighting=question), weights, asked)
    for language, (apart, rest) in {
        "zh": ("垂直管理部门（单独排名，按共性指标得分）", "省直部门绩效考评体系（单独排名者除外，按共性指标得分）"),
        "en": ("departments under vertical management (ranked apart; core scores)",
               "provincial departments (but for units ranked apart; core scores)"),
    }.items():  # fmt: skip
        pools = {row.cells[0]: set() for row in ranks_table(found, labels[language]).rows}
        for row in ranks_table(found, labels[language]).rows:
            pools[row.cells[0]].add(row.cells[1])
        for unit in kept:
            expected = apart if whole.framework.pool_of(unit) else rest
            assert expected in pools[labels[language].unit(unit)]
    beside = beside_ranks(found, weights, labels["zh"])
    for unit, row in weights.units.iterrows():
        band = re.findall(r"\d+", beside[unit][1])
        assert int(band[0]) <= row["rank_in_pool"] <= int(band[-1]), unit


def parted(q: Weighting, units: list[str]) -> Weighting:
    """Of these units alone, under one ruler over their core and no other rule."""
    groups = sorted({q.groups[u] for u in units})
    own = [k for k in q.scores.columns if any(k in q.indicators_of[g] for g in groups)]
    core = [k for k in own if all(k in q.indicators_of[g] for g in groups)]
    return Weighting(
        scores=q.scores.loc[units, own],
        groups=q.groups.loc[units],
        rules=[Comparability("one_ruler", of=core), Share("core_share", of=core, at_least=0.7, at_most=0.85)],
        reference=q.reference.loc[groups, own],
        applies=q.applies.loc[groups, own],
        systems=q.systems.loc[groups],
        pools=q.pools.loc[[u for u in units if u in q.pools.index]],
        names=q.names,
    )


def test_without_the_question_the_ranking_is_as_it_was(towns: Trusted) -> None:
    made = units_table(towns.weights, labels_of(towns.scenario, "en"))
    assert "band" not in made.head


def test_every_place_in_a_ranking_and_every_two_neighbours_have_a_line(towns: Trusted) -> None:
    labels = labels_of(towns.scenario, "en")
    assert len(ranks_table(towns.trust, labels).rows) == 6
    assert len(flips_table(towns.trust.flips, labels).rows) == 4
