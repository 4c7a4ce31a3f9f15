"""Cells in parquet come back to the last bit, or not at all."""

import builtins

import numpy as np
import pandas as pd
import pytest

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.cell import Cell, Result
from govperf_sim.experiments.store.csv_form import Csv
from govperf_sim.experiments.store.damage import Damaged
from govperf_sim.experiments.store.forms import form_named, usual_form
from govperf_sim.experiments.store.parquet_form import Parquet

CELL = Cell(code="c", model="m", changes={"visits": 2, "kind": "县"}, seed=7, replications=range(4))
TABLE = pd.DataFrame(
    {
        "replication": np.array([0, 1, 2, 3], np.int64),
        "outcome": ["welfare", "welfare", "cost", "cost"],
        "whom": ["", "珠三角", "", "a,b\n\"c\""],
        "part": [0.1 + 0.2, 5e-324, -0.0, np.pi * 1e300],
        "whole": [1.0, 3.0, 1 / 3, 2.0],
    }
)  # fmt: skip


def test_a_table_comes_back_to_the_last_bit():
    form = Parquet()
    found = form.decode(form.encode(CELL, Result(table=TABLE))).table
    assert found.columns.tolist() == TABLE.columns.tolist()
    for column in ("part", "whole"):
        assert found[column].to_numpy().tobytes() == TABLE[column].to_numpy().tobytes()
    pd.testing.assert_frame_equal(found, TABLE, check_exact=True)


def test_both_forms_read_the_same_tables():
    one, other = Csv(), Parquet()
    for table in (TABLE, TABLE.iloc[:0]):
        read = [form.decode(form.encode(CELL, Result(table=table))).table for form in (one, other)]
        pd.testing.assert_frame_equal(*read, check_exact=True)


def test_a_refused_cell_comes_back_with_its_reason():
    form = Parquet()
    found = form.decode(form.encode(CELL, Result(refused={"zh": "无解", "en": "nothing is admissible"})))
    assert found == Result(refused={"zh": "无解", "en": "nothing is admissible"})


def test_the_same_result_gives_the_same_bytes():
    assert Parquet().encode(CELL, Result(table=TABLE)) == Parquet().encode(CELL, Result(table=TABLE.copy()))


def test_a_file_says_of_what_it_is_without_this_package(tmp_path):
    import json

    import pyarrow.parquet

    path = tmp_path / "cell.parquet"
    path.write_bytes(Parquet().encode(CELL, Result(table=TABLE)))
    said = json.loads(pyarrow.parquet.read_schema(path).metadata[b"govperf_sim"])
    assert said["changes"] == {"visits": 2, "kind": "县"}
    assert (said["seed"], said["replications"], said["cell"]) == (7, [0, 4], CELL.key)
    pd.testing.assert_frame_equal(pd.read_parquet(path), TABLE, check_exact=True)


def test_whatever_byte_is_changed_or_cut_off_no_other_number_is_read():
    form = Parquet()
    data = form.encode(CELL, Result(table=TABLE))
    noticed = 0
    for place in range(0, len(data), 7):
        for torn in (data[:place], data[:place] + bytes([data[place] ^ 0x11]) + data[place + 1 :]):
            try:
                found = form.decode(torn)
            except Damaged:
                noticed += 1
            else:
                pd.testing.assert_frame_equal(found.table, TABLE, check_exact=True)
    assert noticed > len(data) // 7  # every cut at least


def test_without_pyarrow_parquet_is_refused_by_name(monkeypatch):
    have = builtins.__import__

    def without(name, *rest, **more):
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return have(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ExperimentError, match=r"govperf_sim\[big\]") as refused:
        form_named("parquet")
    assert "csv" in refused.value.text("zh")


def test_a_new_store_is_parquet_where_it_can_be():
    assert usual_form() == "parquet"
