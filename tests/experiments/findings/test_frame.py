"""Every point as a row: what is in it, and that a part at a time is the whole."""

import numpy as np
import pandas as pd
import pytest
from tried import tried

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.design.distributions import Uniform
from govperf_sim.experiments.design.plans import LatinHypercube
from govperf_sim.experiments.findings import frame as module


def rare(v, luck):
    if v["u"] > 0.8:
        return None
    whole = 1.0 + luck.poisson(3.0)
    return {"y": v["u"] + luck.normal(), "share": (v["value"] * whole, whole)}


@pytest.fixture(scope="module")
def found():
    plan = {"uncertainties": LatinHypercube(10)}
    spreads = {"u": Uniform(0.0, 1.0)}
    return tried(
        rare, levers={"value": (1, 2)}, uncertainties=spreads, plans=plan, outcomes=("y", "share"), replications=40
    )


def test_a_row_for_every_point_and_outcome(found):
    table = found.to_frame()
    assert len(table) == 8 * 2 * 2
    assert list(table.columns[:5]) == ["world", "policy", "value_", "u", "outcome"]
    row = table[(table["world"] == table["world"].iloc[0]) & (table["policy"] == 1) & (table["outcome"] == "y")].iloc[0]
    draws = [np.random.default_rng([1, r]) for r in range(40)]
    y = [row["u"] + (d.poisson(3.0), d.normal())[1] for d in draws]
    assert row["value"] == pytest.approx(np.mean(y))
    assert row["standard_error"] == pytest.approx(np.std(y, ddof=1) / np.sqrt(40))
    assert row["replications"] == 40


def test_a_share_is_of_sums_and_certain_where_it_is_the_same_always(found):
    table = found.to_frame()
    share = table[table["outcome"] == "share"]
    assert share["value"].tolist() == pytest.approx([1.0, 2.0] * 8)
    assert share["standard_error"].max() < 1e-12


def test_a_part_at_a_time_is_the_whole(found, monkeypatch):
    whole = found.to_frame()
    monkeypatch.setattr(module, "AT_ONCE", 1)
    parts = list(found.frames())
    assert len(parts) == 16
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole, check_exact=True)


def test_points_that_could_not_be_played_are_told_with_their_reason(found):
    table = found.refused()
    assert (table["u"] > 0.8).all()
    assert len(table) == 4
    assert "取值" in table["zh"].iloc[0]
    assert "no value" in table["en"].iloc[0]


def test_what_is_written_is_read_back_to_the_last_bit(found, tmp_path):
    path = found.write(tmp_path / "points.csv")
    back, table = pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False, dtype=str), found.to_frame()
    assert list(back.columns) == list(table.columns)
    for column in table.columns:
        kind = str if column in ("outcome", "whom") else float
        assert back[column].map(kind).tolist() == table[column].tolist()
    assert [p.name for p in tmp_path.iterdir()] == ["points.csv"]


def test_a_place_that_cannot_be_written_is_refused_by_name(found, tmp_path):
    with pytest.raises(ExperimentError, match="nowhere"):
        found.write(tmp_path / "nowhere" / "points.csv")
    with pytest.raises(ExperimentError, match=r"points\.parquet is not the name of a CSV file"):
        found.write(tmp_path / "points.parquet")


def test_nothing_played_is_an_empty_table_with_its_columns():
    none = tried(lambda v, luck: None, levers={"a": (1, 2)}).to_frame()
    assert none.empty
    assert {"policy", "a", "value"} <= set(none.columns)
