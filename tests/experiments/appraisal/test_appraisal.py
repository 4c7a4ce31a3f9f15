"""What an appraisal says it holds is what is in it, on the example of a scenario with every institution."""

import dataclasses

import pandas as pd
import pytest

from govperf_sim.experiments.appraisal.appraisal import Appraisal
from govperf_sim.experiments.appraisal.appraise import appraise
from govperf_sim.experiments.appraisal.proposed import Proposed
from govperf_sim.scenario.load import load_scenario

INDEX = {
    "rules": ["row"],
    "units": ["scheme", "unit"],
    "shifts": ["against", "unit"],
    "groups": ["scheme", "group"],
    "effective": ["scheme", "system", "indicator"],
    "overlap": ["system", "first", "second"],
    "burden": ["unit"],
    "responses": ["scheme", "measure"],
}
COLUMNS = {
    "rules": {"rule", "group", "side", "limit", "value", "slack", "kept", "status", "clause", "cite", "place"},
    "units": {"group", "pool", "score", "core_score", "lead", "regret", "rank_in_group", "rank_in_pool"},
    "shifts": {"group", "pool", "score", "core_score", "lead", "regret", "rank_in_group", "rank_in_pool", "verdict"},
    "groups": {"mean_regret", "worst_regret", "worst_unit"},
    "effective": {"nominal", "effective", "correlation"},
    "overlap": {"correlation", "units", "weight"},
    "burden": {"in_force", "proposed", "items_in_force", "items_proposed"},
    "responses": {
        *("versus", "mean", "mean_versus", "difference", "low", "high", "replications", "better", "verdict"),
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Appraisal:
    towns = load_scenario("six_towns")
    return appraise(Proposed(title="as it is", base=towns, scenario=towns, weights=None), years=1, replications=2)


@pytest.mark.parametrize("name", INDEX)
def test_every_table_is_as_it_is_described(found: Appraisal, name: str) -> None:
    table = getattr(found, name)
    assert list(table.index.names) == INDEX[name]
    assert set(table.columns) == COLUMNS[name]
    assert table.index.is_unique


def test_the_first_scheme_is_the_one_that_was_played_first(found: Appraisal) -> None:
    assert found.first == found.played.scenarios[0] == "current"
    later = {name: table for name, table in found.schemes.items() if name != "current"}
    assert dataclasses.replace(found, schemes=later).first == "derived"


def test_schemes_are_weights_of_all_groups(found: Appraisal) -> None:
    for table in found.schemes.values():
        pd.testing.assert_series_equal(table.sum(axis=1), pd.Series(1.0, table.index), check_names=False)
