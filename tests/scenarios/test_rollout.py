"""The full roll-out: its size, its structure, that it is labelled, and that its weights serve the groups they are for."""

import dataclasses
import importlib.util
from pathlib import Path

import numpy as np
import pytest

from govperf_sim.scenario.load import load_scenario
from govperf_sim.scoring.scores import score_panel
from govperf_sim.weights.benchmark import own_bounds
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference, MinimaxRegret

FOLDER = Path(__file__).parents[2] / "scenarios" / "rollout"


@pytest.fixture(scope="module")
def rollout():
    return load_scenario(FOLDER)


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("make_rollout", FOLDER / "data" / "make_rollout.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def places(rollout):
    """Scores before clipping, of what is not scored on progress: 0 at the floor, 1 at the target."""
    now = rollout.panel.wide(2011).reindex(list(rollout.framework.units))
    posts = {k: i.scoring for k, i in rollout.framework.indicators.items() if i.scoring.method != "progress"}
    return (
        now[list(posts)]
        .sub({k: p.floor for k, p in posts.items()})
        .div({k: p.target - p.floor for k, p in posts.items()})
    )


def test_cities_counties_and_departments_are_as_many_as_the_province_has(rollout):
    framework = rollout.framework
    sizes = framework.group_of_unit.groupby(framework.group_of_unit).size()
    kinds = {u: unit.kind for u, unit in framework.units.items()}
    count = {kind: list(kinds.values()).count(kind) for kind in set(kinds.values())}
    assert count == {"prefecture_city": 21, "county": 122, "department": 40}
    groups = {kind: {framework.units[u].group for u in kinds if kinds[u] == kind} for kind in count}
    assert {kind: len(own) for kind, own in groups.items()} == {"prefecture_city": 4, "county": 5, "department": 3}
    assert sizes.sum() == 183
    assert set(framework.systems) == {"regional", "departmental"}


def test_the_committed_files_are_what_the_script_writes(script, tmp_path):
    (tmp_path / "data").mkdir()
    script.write(tmp_path)
    for file in ("units.yaml", "data/panel.csv"):
        assert (tmp_path / file).read_bytes() == (FOLDER / file).read_bytes(), file


def test_the_script_knows_the_posts_and_the_groups_of_the_framework(script, rollout):
    indicators = rollout.framework.indicators
    assert set(script.INDICATORS) == set(indicators)
    for code, (domain, floor, target, _, groups) in script.INDICATORS.items():
        found = indicators[code]
        assert (found.domain, found.scoring.floor, found.scoring.target) == (domain, floor, target), code
        assert set(found.groups) == set(groups), code
    assert {k for k, i in indicators.items() if i.scoring.method == "progress"} == set(script.PROGRESS)


def test_everything_says_that_it_is_made_up(rollout):
    assert rollout.illustrative
    assert "合成" in rollout.title.text("zh")
    assert "synthetic" in rollout.title.text("en")
    assert rollout.panel.flags == ("synthetic",)
    assert all(rule.source.cite.startswith("illustrative") for rule in rollout.weighting.rules)


def test_groups_differ_in_level_and_the_low_ones_move_faster(rollout, places):
    groups = rollout.framework.group_of_unit
    level = places.groupby(groups).mean()
    assert level.loc["urban_district", "P1"] > level.loc["mountain_county", "P1"] + 0.2
    assert level.loc["mountain_county", "E1"] > level.loc["urban_district", "E1"] + 0.2
    before = rollout.panel.wide(2010)["P1"].reindex(groups.index)
    rise = (rollout.panel.wide(2011)["P1"].reindex(groups.index) - before).groupby(groups).mean()
    assert rise["mountain_county"] > 2 * rise["urban_district"]


def test_indicators_hang_together_most_within_a_domain_and_growth_costs_the_environment(rollout, places):
    counties = [u for u, unit in rollout.framework.units.items() if unit.kind == "county"]
    within = places.loc[counties].sub(
        places.loc[counties].groupby(rollout.framework.group_of_unit[counties]).transform("mean")
    )
    related = within[["P1", "P3", "W1", "G1", "E1"]].corr()
    assert related.loc["P1", "P3"] > 0.5
    assert 0.1 < related.loc["P1", "W1"] < related.loc["P1", "P3"]
    assert related.loc["G1", "E1"] < related.loc["G1", "W1"] - 0.15


def test_vintages_and_missing_cells_are_where_they_are_said_to_be(rollout):
    frame = rollout.panel.frame
    assert set(frame.loc[frame["period"] == 2011, "vintage"]) == {"preliminary"}
    assert set(frame.loc[frame["period"] < 2011, "vintage"]) == {"yearbook"}
    cells = frame.groupby("period").size()
    assert cells[2010] == cells[2011]
    assert 0.02 < 1 - cells[2009] / cells[2011] < 0.04


def test_every_year_but_the_first_can_be_scored(rollout):
    for year in (2010, 2011):
        table = score_panel(rollout.framework, rollout.panel, year).table
        applies = rollout.framework.applies.loc[rollout.framework.group_of_unit]
        assert (table.notna().to_numpy() == applies.to_numpy()).all()


def test_no_indicator_is_all_floor_or_all_full_marks(rollout):
    spread = rollout.scores.table.std()
    assert spread.min() > 0.03


def test_the_core_of_a_system_weighs_the_same_in_all_its_groups(rollout):
    table = derive_weights(rollout.weighting, ClosestToReference()).table
    for system in rollout.framework.systems:
        groups, core = rollout.framework.groups_of(system), rollout.framework.core(system)
        assert np.ptp(table.loc[list(groups), list(core)].to_numpy(), axis=0).max() < 1e-8


def test_derived_weights_wrong_the_worst_off_less_than_the_reference_does_also_a_year_on(rollout):
    then = dataclasses.replace(rollout.weighting, scores=score_panel(rollout.framework, rollout.panel, 2010).table)
    calm, fair = derive_weights(then, ClosestToReference()), derive_weights(then, MinimaxRegret())
    groups = rollout.framework.group_of_unit
    worst = {name: w.units["regret"].groupby(groups).max() for name, w in (("calm", calm), ("fair", fair))}
    assert worst["fair"].max() < worst["calm"].max() - 0.05
    assert (worst["fair"] < worst["calm"]).all()
    bounds = own_bounds(rollout.weighting)
    regret = {}
    for name, w in (("calm", calm), ("fair", fair)):
        table = w.table.loc[groups].set_axis(groups.index)
        score = (rollout.scores.table.fillna(0) * table).sum(axis=1)
        regret[name] = (bounds["own_best"] - score) / (bounds["own_best"] - bounds["own_worst"])
    assert np.mean(regret["fair"]) < np.mean(regret["calm"])
    assert regret["fair"].groupby(groups).max().mean() < regret["calm"].groupby(groups).max().mean()
