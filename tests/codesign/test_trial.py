"""The trial: what is played is the full simulation, under every decision type, with the same luck for all schemes."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from govperf_sim.codesign.anticipate import anticipate
from govperf_sim.codesign.plain import Scheme
from govperf_sim.codesign.trial import TYPE, WELFARE, DecisionType, of_type, trial
from govperf_sim.experiments.run import simulate
from govperf_sim.scenario.load import load_scenario
from govperf_sim.simulation.minds import Minds

REPLICATIONS = 4
TYPES = (DecisionType.AS_IT_IS, DecisionType.ADAPTIVE, DecisionType.RULE_OF_THUMB)


@pytest.fixture(scope="module")
def tried():
    found = anticipate(load_scenario("six_towns"), "visits", years=2, starts=1)
    return trial(found, replications=REPLICATIONS, types=TYPES)


def test_every_world_is_played_with_every_type_under_every_scheme(tried):
    worlds = tried.findings.worlds
    assert len(worlds) == 8 * len(TYPES)
    assert worlds.groupby(TYPE).size().to_dict() == {str(t): 8 for t in TYPES}
    assert len(tried.findings.policies) == 4
    assert len(tried.duels) == 3 * 8 * len(TYPES)
    first = worlds.loc[tried.duels["played"], ["detection", "propensity"]].to_numpy()
    assert (first == tried.anticipated.outlook.table.loc[tried.duels["world"]].to_numpy()).all()


@pytest.mark.parametrize("type_", [DecisionType.AS_IT_IS, DecisionType.RULE_OF_THUMB])
def test_a_difference_is_that_of_two_simulations_under_the_same_luck(tried, type_):
    found, world = tried.anticipated, 5
    values = found.outlook.table.loc[world].to_dict()
    paths = {u.code: u.path for u in found.outlook.uncertainties}
    towns = found.scenario.replace_all({paths[c]: v for c, v in values.items()}, because="the sixth world")
    if type_ is DecisionType.RULE_OF_THUMB:
        towns = replace(towns, cycle=replace(towns.cycle, minds=Minds(rule_of_thumb=1.0)))
    means = []
    for scheme in (Scheme.ANTICIPATED, Scheme.EQUAL):
        played = simulate(towns, found.outlook.years, REPLICATIONS, found.outlook.seed,
                          weights={towns.name: found.schemes[scheme]})  # fmt: skip
        rows = played.measures[played.measures["measure"] == "welfare"]
        means.append(rows.groupby("replication")["value"].mean().to_numpy())
    ours = tried.duels.query("versus == 'equal' and decision_type == @type_ and world == @world")["difference"].item()
    assert ours == pytest.approx(np.mean(means[0] - means[1]), abs=1e-12)


def test_standing_counts_what_duels_tell(tried):
    row = tried.standing.loc[("importance", "adaptive")]
    own = tried.duels.query("versus == 'importance' and decision_type == 'adaptive'")
    assert row["won"] == (own["low"] > 0).sum()
    assert row["lost"] == (own["high"] < 0).sum()
    assert row["won"] + row["lost"] + row["open"] == row["worlds"] == 8
    assert row["mean"] == pytest.approx(own["difference"].mean())


def test_losing_worlds_are_those_below_the_start(tried):
    against = tried.duels[tried.duels["versus"] == str(tried.anticipated.start)].set_index("played")["difference"]
    lost = set(against.index[against < -1e-9])
    assert lost == set(tried.losing.worlds.index[tried.losing.worlds["state"] == "fails"])


def test_a_trial_broken_off_goes_on_where_it_was(tmp_path, tried):
    def played():
        return trial(tried.anticipated, replications=REPLICATIONS, types=TYPES[1:2], store=tmp_path / "trial")

    whole = played()
    cells = [cell for form in ("csv", "parquet") for cell in sorted((tmp_path / "trial").rglob(f"*.{form}"))]
    for cell in cells[: len(cells) // 2]:
        cell.unlink()
    assert len(cells) > 1
    pd.testing.assert_frame_equal(played().duels, whole.duels)


def test_how_units_try_and_copy_stays_when_all_are_of_one_type():
    cycle = load_scenario("six_towns").cycle
    mixed = Minds(adaptive=0.5, imitators=0.5, step=0.3, copying=0.9)
    found = of_type(replace(cycle, minds=mixed), DecisionType.ADAPTIVE).minds
    assert (found.adaptive, found.imitators, found.step, found.copying) == (1.0, 0.0, 0.3, 0.9)
    assert of_type(cycle, DecisionType.BEST_RESPONSE).minds == Minds()


def test_welfare_is_what_is_measured(tried):
    assert [o.code for o in tried.findings.samples.manifest.outcomes] == [WELFARE]
