"""The same numbers, whoever plays them."""

from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from govperf_sim import derive_weights, load_scenario, simulate
from govperf_sim.errors import CycleError, WeightingError
from govperf_sim.experiments import run
from govperf_sim.simulation import Choice


@pytest.fixture(scope="module")
def towns():
    return load_scenario("six_towns")


def test_chunks_and_executors_change_no_number(towns):
    alone = simulate(towns, years=1, replications=43, seed=5)
    with ThreadPoolExecutor(2) as pool:
        together = simulate(towns, years=1, replications=43, seed=5, workers=3, executor=pool)
    pd.testing.assert_frame_equal(alone.to_frame(), together.to_frame(), check_exact=True)
    pd.testing.assert_frame_equal(alone.journal(), together.journal(), check_exact=True)


@pytest.mark.parametrize(("batch", "cells"), [(1, 10**6), (5, 10**6), (32, 1)])
def test_batches_change_no_number(towns, monkeypatch, batch, cells):
    usual = simulate(towns, years=1, replications=11, seed=5)
    monkeypatch.setattr(run, "BATCH", batch)
    monkeypatch.setattr(run, "CELLS", cells)
    other = simulate(towns, years=1, replications=11, seed=5)
    pd.testing.assert_frame_equal(usual.to_frame(), other.to_frame(), check_exact=True)
    pd.testing.assert_frame_equal(usual.journal(), other.journal(), check_exact=True)


def test_more_replications_leave_the_first_as_they_were(towns):
    few, many = (simulate(towns, years=1, replications=n, seed=5).to_frame() for n in (3, 12))
    pd.testing.assert_frame_equal(few, many[many["replication"] < 3].reset_index(drop=True), check_exact=True)


def test_another_seed_is_another_luck(towns):
    one, other = (simulate(towns, years=1, replications=3, seed=seed).to_frame() for seed in (5, 6))
    assert (one["value"] != other["value"]).any()


def test_progress_is_told_up_to_the_end(towns):
    told = []
    simulate({"a": towns, "b": towns}, years=1, replications=15, seed=5, progress=lambda *done: told.append(done))
    assert told[-1] == (30, 30)
    assert told == sorted(told)


def test_the_same_scenario_twice_differs_in_nothing(towns):
    found = simulate({"a": towns, "b": towns}, years=1, replications=5).compare("score", by="unit")
    assert (found["difference"] == 0).all()


def test_all_that_is_wrong_with_the_call_is_said_at_once(towns):
    with pytest.raises(CycleError) as raised:
        simulate(towns, years=0, replications=-1, workers=0)
    assert len(raised.value.faults) == 3
    with pytest.raises(CycleError, match="tai2001"):
        simulate(load_scenario("scenarios/tai2001"))
    with pytest.raises(CycleError):
        simulate({})


def rest(opening):
    """East Ford does nothing."""
    return {"east_ford": Choice(effort=dict.fromkeys(opening.level.columns, 0.0))}


def test_decisions_from_outside_reach_every_replication_whoever_plays_it(towns):
    alone = simulate(towns, years=1, replications=3, seed=5, decide=rest)
    effort = alone.summary("effort", by="unit").set_index("unit")["mean"]
    assert list(effort.index[effort == 0.0]) == ["east_ford"]
    with ThreadPoolExecutor(2) as pool:
        together = simulate(towns, years=1, replications=3, seed=5, decide=rest, workers=3, executor=pool)
    pd.testing.assert_frame_equal(alone.to_frame(), together.to_frame(), check_exact=True)


def test_what_cannot_be_sent_to_other_processes_is_said_before_anything_runs(towns):
    with pytest.raises(CycleError, match="other processes"):
        simulate(towns, years=1, replications=2, workers=2, decide=lambda opening: {})


def test_given_weights_are_played_as_they_are(towns):
    derived = derive_weights(towns.weighting).table
    drawn = derived[derived.columns[::-1]].iloc[::-1]  # in any order
    usual = simulate(towns, years=1, replications=2, seed=5)
    given = simulate(towns, years=1, replications=2, seed=5, weights={"six_towns": drawn})
    pd.testing.assert_frame_equal(usual.to_frame(), given.to_frame(), check_exact=True)

    only = pd.DataFrame(0.0, derived.index, derived.columns)
    first = {g: own[0] for g, own in towns.weighting.indicators_of.items()}
    for group, indicator in first.items():
        only.loc[group, indicator] = 1.0
    pair = simulate({"as_is": towns, "one": towns}, years=1, replications=2, seed=5, weights={"one": only})
    pd.testing.assert_frame_equal(pair.weights["one"], only, check_names=False)
    efforts = pair.summary("effort", by="unit").set_index(["scenario", "unit"])["mean"]
    assert (efforts["one"] != efforts["as_is"]).all()


def test_weights_that_are_no_scheme_or_of_no_scenario_are_refused(towns):
    derived = derive_weights(towns.weighting).table
    with pytest.raises(WeightingError, match=r"add up to 0\.5"):
        simulate(towns, years=1, replications=1, weights={"six_towns": derived / 2})
    with pytest.raises(CycleError, match="did you mean “six_towns”"):
        simulate(towns, years=1, replications=1, weights={"six_town": derived})
