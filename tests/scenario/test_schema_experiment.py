"""What can be written in an experiment's file, and that every mistake of writing is one fault at its line."""

import pytest

from govperf_sim.scenario.experiments import read_experiment
from govperf_sim.scenario.schema_experiment import ExperimentDocument

HEAD = """format: 1
title: {zh: 试, en: a try}
source: {status: assumption, cite: made up for this test}
"""
OUTCOMES = "outcomes: {welfare: {measures: [welfare]}}\n"


def read(towns, tmp_path, text):
    file = tmp_path / "asked.yaml"
    file.write_text(text, "utf-8")
    return read_experiment(towns, file)


def test_an_experiment_may_be_short(towns, tmp_path):
    asked = read(towns, tmp_path, HEAD + OUTCOMES)
    assert not asked.faults
    assert asked.document.by_group
    assert asked.document.replications is None


LEVER = "levers: {{v: {{path: cycle.visits.a_year, values: {values}, because: {because}}}}}\n"


@pytest.mark.parametrize(
    ("line", "key"),
    [("replications: 0", "out_of_range"), ("replications: many", "wrong_type"), ("replications: {kind: precison}", "unknown_word"),
     ("replications: {outcome: welfare}", "missing"),
     ("replications: {kind: precision, outcome: welfare, half_width: 0, at_most: 64}", "out_of_range"),
     ("replications: {kind: best_of, outcome: welfare, indifference: 0.1, eror: 0.1, at_most: 64}", "unknown_key"),
     ("plans: {levers: factorial}", "wrong_type"), ("plans: {levers: {kind: factorail}}", "unknown_word"),
     ("plans: {levers: {kind: sobol_indices, rows_each: 16}}", "unknown_word"), ("plans: {levres: {kind: factorial}}", "unknown_key"),
     ("plans: {levers: {kind: latin_hypercube, points: 2.5}}", "wrong_type"), ("plans: {uncertainties: {kind: 3}}", "unknown_word"),
     ("levers: {v: {path: cycle.visits.a_year, values: [3]}}", "missing"),
     (LEVER.format(values="[]", because="a test").strip(), "nothing_in"), (LEVER.format(values="3", because="a test").strip(), "wrong_type"),
     (LEVER.format(values="[3]", because="no").strip(), "cite_short"), ("levers: {二: {path: a, values: [1], because: a test}}", "bad_code"),
     ("uncertainties: {u: {path: cycle.work.shock, because: a test, spread: {kind: unifrom}}}", "unknown_word"),
     ("uncertainties: {u: {path: cycle.work.shock, because: a test, spread: {kind: uniform, at_least: low, at_most: 1}}}", "wrong_type"),
     ("uncertainties: {u: {path: cycle.work.shock, because: a test, spread: 0.1}}", "wrong_type"),
     ("failures: [{outcome: welfare, below: as_it}]", "unknown_word"), ("failures: [{outcome: welfare, bellow: 1}]", "unknown_key"),
     ("failures: [{outcome: wellfare, below: 1}]", "undefined"), ("pareto: [welfare, welfair]", "undefined"),
     ("pareto: [welfare, welfare]", "listed_twice"), ("pareto: []", "nothing_in"), ("by_group: maybe", "wrong_type"),
     ("years:", "empty_value"), ("seed: -1", "out_of_range"), ("yeers: 3", "unknown_key"), ("rules: {}", "unknown_key")],
)  # fmt: skip
def test_a_mistake_is_one_fault_at_its_line(towns, tmp_path, line, key):
    asked = read(towns, tmp_path, HEAD + line + "\n" + OUTCOMES)
    said = [(f.message.key, f.file, f.line) for f in asked.faults]
    assert said == [(f"scenario.{key}", "asked.yaml", 4)], [f.text("en") for f in asked.faults]
    assert asked.faults[0].text("zh") != asked.faults[0].text("en")


def test_the_short_way_of_writing_a_plan_is_met_with_the_right_one(towns, tmp_path):
    asked = read(towns, tmp_path, HEAD + "plans: {levers: factorial}\n" + OUTCOMES)
    assert "{kind: factorial}" in asked.faults[0].text("en")


def test_null_stands_for_what_is_taken_away_and_nowhere_else(towns, tmp_path):
    lever = "levers: {v: {path: cycle.visits, values: [null], because: a test}}\n"
    assert not read(towns, tmp_path, HEAD + lever + OUTCOMES).faults
    assert read(towns, tmp_path, HEAD + lever.replace("[null]", "null") + OUTCOMES).faults


def test_what_is_missing_at_the_top_is_a_fault_of_the_file(towns, tmp_path):
    faults = read(towns, tmp_path, "format: 1\n").faults
    assert {(f.message.key, f.message.values["key"], f.line) for f in faults} == {
        ("scenario.missing_at_top", key, 0) for key in ("title", "source", "outcomes")
    }


def test_faults_leave_the_rest_standing(towns, tmp_path):
    text = HEAD + "levers: {a: {path: x.y, values: [1], because: a test}, b: {path: 3}}\nfailures: 7\n" + OUTCOMES
    document = read(towns, tmp_path, text).document
    assert list(document.levers) == ["a"]
    assert document.failures == ()
    assert document.by_group
    assert isinstance(document, ExperimentDocument)
