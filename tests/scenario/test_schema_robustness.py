"""How a scenario declares its examination, and that every mistake in it is named at its line."""

import pandas as pd
import pytest

from govperf_sim.robustness.choices import AGGREGATIONS, CHOICES, FILLINGS, RESCALINGS
from govperf_sim.scenario.schema import ScenarioDocument
from govperf_sim.scenario.schema_robustness import ChoicesEntry


def test_every_choice_and_every_way_can_be_written():
    assert set(ChoicesEntry.model_fields) == set(CHOICES)
    known = ScenarioDocument.model_json_schema()["$defs"]
    for entry, ways in (
        ("MissingDataChoice", FILLINGS),
        ("NormalisationChoice", RESCALINGS),
        ("AggregationChoice", AGGREGATIONS),
    ):
        (listed, _) = known[entry]["properties"]["ways"]["anyOf"]
        assert listed["items"]["enum"] == list(ways)


@pytest.mark.parametrize(
    ("choices", "key", "at"),
    [
        ("progress_share: {at_least: 0.8, at_most: 0.2, source: {status: data, cite: made up here}}", "no_range", 3),
        ("vintage: {ways: [finale], source: {status: data, cite: made up here}}", "no_such_vintage", 3),
        ("aggregation: {ways: [weighted_sum, product], source: {status: data, cite: made up here}}", "unknown_word", 3),
        ("aggregation: {ways: [weighted_sum, weighted_sum], source: {status: data, cite: made up here}}", "listed_twice", 3),
        ("wheights: {source: {status: data, cite: made up here}}", "unknown_key", 3),
        ("data_noise: {share: 2, source: {status: data, cite: made up here}}", "out_of_range", 3),
    ],
)  # fmt: skip
def test_a_mistake_is_one_fault_at_its_line(draft, choices, key, at):
    text = f"robustness:\n  choices:\n    {choices}\n  source: {{status: assumption, cite: made up for this test}}\n"
    draft.write("robustness.yaml", text)
    fault = draft.only_fault
    assert (fault.message.key, fault.file, fault.line) == (f"scenario.{key}", "robustness.yaml", at)


def test_a_vintage_of_a_panel_without_any_cannot_come_first(draft):
    frame = pd.read_csv(draft.folder / "data/panel.csv", keep_default_na=False)
    plain = frame[frame["vintage"] != "preliminary"].assign(vintage="")
    draft.write("data/panel.csv", plain.to_csv(index=False, lineterminator="\n"))
    draft.write("robustness.yaml", (
        "robustness:\n  choices:\n    vintage: {ways: [final], source: {status: data, cite: made up here}}\n"
        "  source: {status: assumption, cite: made up for this test}\n"
    ))  # fmt: skip
    assert draft.only_fault.message.key == "scenario.no_vintages"
