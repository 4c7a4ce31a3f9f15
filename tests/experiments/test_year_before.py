"""The year before, derived by the same rules; or why there is none."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from govperf_sim.experiments.year_before import year_before
from govperf_sim.scenario.load import EXAMPLES, load_scenario
from govperf_sim.scoring.scores import score_panel
from govperf_sim.weights.derive import derive_weights

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="module")
def pilot():
    scenario = load_scenario(SCENARIOS / "guangdong2012")
    weights = derive_weights(scenario.weighting)
    return scenario, weights, year_before(scenario, weights)


def test_last_years_ranks_are_those_of_last_years_scores_and_weights(pilot):
    scenario, weights, found = pilot
    scores = score_panel(scenario.framework, scenario.panel, 2010).table
    then = found.weights["before"].unstack().reindex(columns=scores.columns).fillna(0.0)
    groups = scenario.framework.group_of_unit
    totals = (scores.fillna(0.0) * then.loc[groups].set_axis(groups.index)).sum(axis=1)
    for group, units in weights.weighting.units_of.items():
        expected = totals[list(units)].round(9).rank(ascending=False, method="min").astype(int)
        assert found.ranks.loc[[("group", group, u) for u in units], "before"].tolist() == expected.tolist()


def test_this_years_ranks_are_those_of_the_answer(pilot):
    _, weights, found = pilot
    own = found.ranks.xs("group", level="level")["after"].droplevel("pool")
    assert own.to_dict() == weights.units["rank_in_group"].astype(int).to_dict()


def test_a_panel_of_one_year_has_no_year_before():
    scenario = load_scenario(SCENARIOS / "tai2001")
    assert "2000" in year_before(scenario, derive_weights(scenario.weighting)).text("en")


def test_a_year_with_a_gap_is_not_compared_and_says_how_many(tmp_path):
    folder = Path(shutil.copytree(EXAMPLES / "six_towns", tmp_path / "towns"))
    frame = pd.read_csv(folder / "data/panel.csv", keep_default_na=False)
    level = frame[(frame["period"] == 2023) & (frame["indicator"] == "air")].index
    assert len(level) > 1
    frame.drop(index=level[:2]).to_csv(folder / "data/panel.csv", index=False, lineterminator="\n")
    scenario = load_scenario(folder)
    assert "2" in year_before(scenario, derive_weights(scenario.weighting)).text("zh")
