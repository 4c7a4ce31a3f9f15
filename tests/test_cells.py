import numpy as np
import pandas as pd
import pytest

from govperf_sim.cells import numbers
from govperf_sim.errors import AggregationError


def test_empty_cells_are_nan_and_whole_numbers_are_numbers():
    table = pd.DataFrame({"a": pd.array([1, None], dtype="Int64"), "b": [None, 0.5]})
    assert np.array_equal(numbers(table), [[1.0, np.nan], [np.nan, 0.5]], equal_nan=True)


def test_text_and_infinity_are_named_together():
    table = pd.DataFrame({"gdp": ["8.5", 1.0], "air": [0.5, np.inf]}, index=["a", "b"])
    with pytest.raises(AggregationError) as caught:
        numbers(table)
    assert [f.message.values for f in caught.value.faults] == [
        {"unit": "a", "indicator": "gdp", "found": "8.5"},
        {"unit": "b", "indicator": "air", "found": np.inf},
    ]


def test_names_given_twice_are_refused():
    with pytest.raises(AggregationError) as caught:
        numbers(pd.DataFrame([[1.0, 2.0]], columns=["gdp", "gdp"]))
    assert "“gdp” is in the table more than once" in caught.value.text("en")
