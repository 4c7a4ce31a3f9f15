"""Given weights: taken as they are, or refused with every fault."""

import pandas as pd
import pytest
from questions import plain

from govperf_sim.errors import WeightingError
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.schemes import cells_of


def test_an_answer_and_its_table_are_one_scheme():
    q = plain()
    w = derive_weights(q)
    assert cells_of(q, "w", w) == pytest.approx(cells_of(q, "w", w.table))


def test_every_fault_is_told_with_the_name_of_the_scheme():
    table = pd.DataFrame({"gdp": [-0.5], "air": [0.5], "edu": [1.0]}, index=["cities"])
    with pytest.raises(WeightingError) as refused:
        cells_of(plain(), "last year", table)
    assert len(refused.value.faults) == 2
    assert refused.value.text("en").count("last year") == 2
