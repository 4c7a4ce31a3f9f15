"""``govperf rerun``."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from govperf_sim.experiments.design.factors import Lever
from govperf_sim.experiments.experiment import of_scenario
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.scenario import load_scenario


@pytest.fixture
def store(govperf, tmp_path):
    """Three blocks at each of two points, and the scenario they are of."""
    assert govperf("init", "mine").exit_code == 0
    visits = Lever(code="visits", path="cycle.visits.a_year", values=(2, 6), because="a test")
    outcomes = [Outcome(code=m, measures=(m,)) for m in ("welfare", "gaming_share")]
    asked = of_scenario(load_scenario("mine"), levers=[visits], outcomes=outcomes, years=1, replications=66)
    asked.run(store=tmp_path / "store", form="csv")
    return "store"


def cells(govperf, store, policy):
    ran = govperf("rerun", store, "--policy", policy, "--json", "cells.json")
    assert ran.exit_code == 0, ran.output
    return json.loads(Path("cells.json").read_text("utf-8"))["cells"]


def test_the_cells_of_a_point_are_listed_and_one_of_them_comes_out_the_same_to_the_last_bit(govperf, store):
    listed = cells(govperf, store, 1)
    assert [(c["from"], c["to"], c["state"]) for c in listed] == [
        (0, 31, "played"),
        (32, 63, "played"),
        (64, 65, "played"),
    ]
    assert listed[0]["changes"] == {"cycle.visits.a_year": 6}
    ran = govperf("rerun", store, listed[2]["key"][:8], "--out", "look")
    assert ran.exit_code == 0, ran.output
    assert "the same to the last bit" in ran.output
    measures = pd.read_csv("look/measures.csv")
    assert set(measures["replication"]) == {64, 65}
    assert set(pd.read_csv("look/events.csv")["replication"]) == {64, 65}


def test_a_number_that_was_changed_in_the_store_is_found(govperf, store, monkeypatch):
    from govperf_sim.experiments.cell import Result
    from govperf_sim.experiments.store.folder import Folder

    cell = cells(govperf, store, 0)[2]
    kept = Folder.get

    def changed(self, asked):
        table = kept(self, asked).table.copy()
        table.loc[1, "part"] += 2.0**-50
        return Result(table=table)

    monkeypatch.setattr(Folder, "get", changed)
    ran = govperf("rerun", store, cell["key"], "--json", "t.json")
    assert ran.exit_code == 1, ran.output
    assert "1 numbers are not what the store has" in ran.output
    (found,) = json.loads(Path("t.json").read_text("utf-8"))["differences"]
    assert found["column"] == "part"


def test_keys_that_are_unknown_or_ambiguous_are_named_with_the_nearest(govperf, store, monkeypatch):
    key = cells(govperf, store, 0)[0]["key"]
    slip = key[:-1] + ("0" if key[-1] != "0" else "1")
    for asked, said in ((slip, f"did you mean “{key}”"), ("ab", "too short"), ("zzzzzz", "no cell has a key")):
        ran = govperf("rerun", store, asked)
        assert ran.exit_code == 2
        assert said in ran.output
    monkeypatch.setattr("govperf_sim.experiments.running.again.SHORTEST", 0)
    several = govperf("rerun", store, "")
    assert several.exit_code == 2
    assert "6 cells have keys that begin with" in several.output


def test_another_scenario_is_refused_and_one_that_has_moved_is_taken_where_it_is(govperf, store, tmp_path):
    key = cells(govperf, store, 0)[2]["key"]
    (tmp_path / "mine").rename(tmp_path / "moved")
    gone = govperf("rerun", store, key)
    assert gone.exit_code == 2
    assert "--scenario" in gone.output
    assert govperf("rerun", store, key, "--scenario", "moved").exit_code == 0
    cycle = tmp_path / "moved" / "cycle.yaml"
    text = cycle.read_text("utf-8")
    cycle.write_text(re.sub(r"(detection: )0?\.\d+", r"\g<1>0.123", text, count=1), "utf-8")
    assert cycle.read_text("utf-8") != text
    changed = govperf("rerun", store, key, "--scenario", "moved")
    assert changed.exit_code == 2
    assert "is not the one that was played" in changed.output


def test_what_cannot_be_is_named_and_ends_with_status_2(govperf, store):
    for arguments, said in (
        (("nowhere", "abcd"), "nowhere"),
        ((store,), "say which cell"),
        ((store, "abcd", "--policy", "1"), "not both"),
        ((store, "--policy", "7"), "no policy 7"),
        ((store, "--world", "3"), "no world 3"),
        ((store, "abcd", "--out", "mine"), "mine"),
    ):
        ran = govperf("rerun", *arguments)
        assert ran.exit_code == 2, ran.output
        assert said in ran.output
