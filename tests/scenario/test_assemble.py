"""The plain objects that the layers below are given."""

import numpy as np
import pytest


def test_everything_keeps_the_order_of_the_files(towns):
    assert list(towns.framework.indicators) == ["output", "income", "jobs", "air", "sewage", "forest", "satisfaction"]
    assert list(towns.weighting.scores.index) == list(towns.framework.units)
    assert [rule.id for rule in towns.weighting.rules] == list(towns.document.rules)
    assert towns.population.tasks == ("growth", "livelihood", "environment", "services")


def test_selections_become_indicators(towns):
    rules = {rule.id: rule for rule in towns.weighting.rules}
    assert rules["floor_environment"].of == ("air", "sewage", "forest")
    assert rules["core_share"].of == ("output", "income", "jobs", "air", "sewage", "satisfaction")
    assert rules["public_review"].of == ("satisfaction",)
    assert len(rules["each"].of) == 7


def test_every_source_knows_its_line(towns):
    file, line = towns.weighting.rules[0].source.place.split(":")
    assert (towns.folder / file).read_text("utf-8").splitlines()[int(line) - 1] == "  cap_growth:"


def test_reference_weights_divide_domain_shares_equally(towns):
    # livelihood 0.30 over two indicators; environment 0.20 over two in the plain, three in the hills
    table = towns.weighting.reference
    assert table.loc["plain_towns"].tolist() == pytest.approx([0.30, 0.15, 0.15, 0.10, 0.10, 0, 0.20])
    assert table.loc["hill_towns"].tolist() == pytest.approx([0.30, 0.15, 0.15, 0.2 / 3, 0.2 / 3, 0.2 / 3, 0.20])


def test_scores_follow_their_methods(towns):
    # saturating 0..8: 5.4 -> 0.675; progress to 98: (88-82)/(98-82); hill towns only: forest 40..80
    scores = towns.scores.table
    assert scores.at["long_bridge", "output"] == pytest.approx(0.675)
    assert scores.at["east_ford", "sewage"] == pytest.approx(6 / 16)
    assert scores.at["tea_slope", "forest"] == pytest.approx(23 / 40)
    assert np.isnan(scores.at["east_ford", "forest"])


def test_indicators_show_their_own_task_unless_it_is_said_otherwise(draft):
    assert draft.load().population.loads is None
    said = "{shows: {output: {environment: -0.3}, air: {growth: -0.1, environment: 0.8}}, source: {status: assumption, cite: made up here}}"
    draft.edit("cycle.yaml", "  visits:\n", f"  loadings: {said}\n\n  visits:\n")
    people = draft.load().population
    shown = dict(
        zip(people.indicators, people.loading.tolist(), strict=True)
    )  # growth, livelihood, environment, services
    assert shown["output"] == [1.0, 0.0, -0.3, 0.0]
    assert shown["air"] == [-0.1, 0.0, 0.8, 0.0]
    assert shown["income"] == [0.0, 1.0, 0.0, 0.0]


def test_what_an_indicator_shows_can_be_changed(draft):
    said = "{shows: {output: {environment: -0.3}}, source: {status: assumption, cite: made up here}}"
    draft.edit("cycle.yaml", "  visits:\n", f"  loadings: {said}\n\n  visits:\n")
    changed = draft.load().replace("cycle.loadings.shows.output.environment", -0.5, because="another guess")
    assert changed.population.loading[0].tolist() == [1.0, 0.0, -0.5, 0.0]
