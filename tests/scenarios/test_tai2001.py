"""The Technology Achievement Index: the published table, and scores computed here from its raw numbers."""

import json
from pathlib import Path

import pytest

from govperf_sim.aggregate import weighted_sum
from govperf_sim.scenario.load import load_scenario
from govperf_sim.weights.derive import derive_weights

FOLDER = Path(__file__).parents[2] / "scenarios" / "tai2001"
TABLE = json.loads((Path(__file__).parents[1] / "golden" / "others" / "tai_table_a2.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def tai():
    return load_scenario(FOLDER)


@pytest.fixture(scope="module")
def weights(tai):
    return derive_weights(tai.weighting)


def test_the_panel_is_the_published_table(tai):
    values = tai.panel.wide(2001)
    units = tai.framework.units
    table = {units[u].name.text("en"): [float(v) for v in values.loc[u, TABLE["columns"]]] for u in units}
    assert table == TABLE["rows"]


def test_some_cells_as_printed(tai):
    values = tai.panel.wide(2001)
    assert values.loc["FIN", "internet"] == 200.2
    assert values.loc["JPN", "patents"] == 994
    assert values.loc["SVN", "royalties"] == 4
    assert values.loc["NOR", "electricity_log"] == 4.39


def test_one_system_of_four_dimensions_and_eight_core_indicators(tai):
    framework = tai.framework
    assert (len(framework.units), len(framework.groups), len(framework.domains)) == (23, 1, 4)
    assert set(framework.core("tai")) == set(TABLE["columns"])


def test_real_data_are_not_called_illustrative(tai):
    assert tai.illustrative is False
    assert tai.panel.flags == ()


def test_there_is_no_assessment_year_to_play(tai):
    assert tai.cycle is None
    assert tai.horizon is None


def test_the_index_weighs_its_eight_indicators_equally(weights):
    # Four dimensions of a quarter, two indicators each; an eighth lies between 10 and 15 %, so no rule moves it.
    assert weights.table.loc["countries"].to_numpy() == pytest.approx(0.125, abs=1e-9)


def test_finland_by_hand(tai, weights):
    # Worst and best of the 23 countries in each column of the table, read off it; Finland leads on two.
    finland = (
        (187 - 8) / (994 - 8)  # Singapore, Japan
        + (125.6 - 4) / (156.6 - 4)  # Slovenia, Sweden
        + 1.0  # Finland has the most Internet hosts
        + (50.7 - 15.4) / (80.8 - 15.4)  # New Zealand, Japan
        + (3.08 - 2.73) / (3.12 - 2.73)  # Hungary, Norway
        + (4.15 - 3.46) / (4.39 - 3.46)  # Hungary, Norway
        + (10 - 7.1) / (12 - 7.1)  # Singapore, United States
        + 1.0  # and the highest enrolment in science
    ) / 8
    totals = weighted_sum(tai.scores.table, weights.table, tai.framework.group_of_unit)
    assert totals["FIN"] == pytest.approx(finland, abs=1e-9)


def test_every_country_by_plain_arithmetic(tai, weights):
    columns = list(zip(*TABLE["rows"].values(), strict=True))
    posts = [(min(column), max(column)) for column in columns]
    means = {
        country: sum((x - low) / (high - low) for x, (low, high) in zip(row, posts, strict=True)) / 8
        for country, row in TABLE["rows"].items()
    }
    totals = weighted_sum(tai.scores.table, weights.table, tai.framework.group_of_unit)
    units = tai.framework.units
    assert {units[u].name.text("en"): totals[u] for u in units} == pytest.approx(means, abs=1e-9)


def test_every_rule_holds_weights_between_ten_and_fifteen_per_cent(tai):
    (rule,) = tai.weighting.rules
    assert (rule.at_least, rule.at_most, set(rule.of)) == (0.10, 0.15, set(TABLE["columns"]))
