"""What is written as text comes back to the last bit."""

import struct

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf_sim.experiments.cell import Cell, Result
from govperf_sim.experiments.outcome import COLUMNS
from govperf_sim.experiments.store.csv_form import Csv
from govperf_sim.experiments.store.damage import Damaged

CELL = Cell(code="c", model="m", changes={"a.b": 2, "variants": "as_it_is"}, seed=1, replications=range(3))
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8) | st.sampled_from(
    ["a,b", 'a"b', "# sha256 "]
)
numbers = st.floats(allow_nan=False)


@given(st.lists(st.tuples(st.integers(0, 10**9), words, words, numbers, numbers), min_size=1))
def test_tables_come_back_to_the_last_bit(rows):
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    back = Csv().decode(Csv().encode(CELL, Result(table=table))).table
    for column in COLUMNS[:3]:
        assert back[column].tolist() == table[column].tolist()
    for column in COLUMNS[3:]:
        bits = [[struct.pack("d", x) for x in t[column]] for t in (back, table)]
        assert bits[0] == bits[1]


def test_a_table_without_rows_and_a_refusal_come_back():
    empty = pd.DataFrame({c: [] for c in COLUMNS})
    assert list(Csv().decode(Csv().encode(CELL, Result(table=empty))).table.columns) == list(COLUMNS)
    refused = Result(refused={"zh": "不成立\n另一行", "en": "it cannot be"})
    assert Csv().decode(Csv().encode(CELL, refused)) == refused


def test_any_byte_changed_or_cut_off_is_found():
    table = pd.DataFrame([(0, "a", "", 0.1, 1.0)], columns=list(COLUMNS))
    whole = Csv().encode(CELL, Result(table=table))
    for k in range(len(whole)):
        for wrong in (whole[:k], whole[:k] + bytes([whole[k] ^ 1]) + whole[k + 1 :]):
            with pytest.raises(Damaged):
                Csv().decode(wrong)
