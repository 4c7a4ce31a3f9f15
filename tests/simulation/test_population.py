"""The units at the start."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from assessed import population

from govperf_sim.errors import CycleError
from govperf_sim.simulation.arrays import through


def test_at_the_start_indicators_show_the_last_scores():
    units = population()
    shown = through(units.loading, units.start) + units.offset
    scores = units.level0.to_numpy()
    np.testing.assert_allclose(shown[units.measured], scores[units.measured], atol=1e-15)


def test_a_task_starts_at_the_mean_of_its_scores():
    units = population()
    care = units.level0[["school", "clinic", "air"]].mean(axis=1).to_numpy()
    np.testing.assert_allclose(units.start[:, 1], care, atol=1e-15)


def test_offsets_within_a_task_cancel():
    units = population()
    np.testing.assert_allclose(units.per_task(units.offset), 0.0, atol=1e-15)


def test_a_unit_does_not_work_where_no_indicator_applies():
    units = population()
    counties = (units.groups == "counties").to_numpy()
    assert np.array_equal(units.works[:, 2], ~counties)
    assert np.all(units.start[counties, 2] == 0.0)


def test_sums_per_task_do_not_depend_on_the_units_beside():
    few, many = population(units=1), population(units=224)
    values = np.random.default_rng(1).random((224, 6))
    assert np.array_equal(few.per_task(values[:1]), many.per_task(values)[:1])


def faults_of(**changed):
    with pytest.raises(CycleError) as refused:
        dataclasses.replace(population(), **changed)
    assert refused.value.text("zh")
    assert refused.value.text("en")
    return [(f.message.key.removeprefix("simulation."), dict(f.message.values)) for f in refused.value.faults]


def test_every_score_that_is_missing_or_impossible_is_named_at_once():
    level0 = population().level0
    level0.loc["u0", "gdp"] = np.nan
    level0.loc["u1", "air"] = 1.2
    level0.loc["u1", "cases"] = 0.5  # u1 is a county
    found = faults_of(level0=level0)
    assert [key for key, _ in found] == ["level", "level", "level_not_applicable"]
    assert [(said["unit"], said["indicator"]) for _, said in found] == [("u0", "gdp"), ("u1", "air"), ("u1", "cases")]


def test_an_unknown_unit_in_a_table_is_refused():
    level0 = population().level0
    level0.loc["stranger"] = 0.5
    assert faults_of(level0=level0) == [("stranger", {"table": "level0", "axis": "unit", "found": "stranger"})]


def test_a_unit_missing_from_a_table_is_named():
    applies = population().applies.drop(index="u3")
    assert faults_of(applies=applies) == [("axis", {"table": "applies", "axis": "unit", "missing": "u3"})]


def test_units_and_indicators_without_a_place_are_named():
    units = population()
    found = faults_of(groups=units.groups.drop("u2"), task_of=units.task_of.replace("law", "lore"))
    assert found == [
        ("not_placed", {"table": "groups", "code": "u2"}),
        ("dangling", {"where": "indicators.cases", "named": "lore"}),
    ]


def test_a_unit_with_nothing_to_do_is_refused():
    units = population()
    applies, level0 = units.applies.copy(), units.level0.copy()
    applies.loc["u0"], level0.loc["u0"] = False, np.nan
    assert faults_of(applies=applies, level0=level0) == [("idle_unit", {"unit": "u0"})]


def test_the_order_of_the_tables_does_not_matter():
    units = population()
    shuffled = dataclasses.replace(units, level0=units.level0.iloc[::-1, ::-1], groups=units.groups.iloc[::-1])
    pd.testing.assert_frame_equal(pd.DataFrame(units.start), pd.DataFrame(shuffled.start), check_exact=True)
