"""The smallest move, then the most even."""

import pandas as pd
import pytest
from questions import one_group, plain

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.moves import smallest_move, started, write_moves
from govperf_sim.weights.rules import Share


def test_without_a_reference_the_start_is_equal_weights():
    assert started(plain(reference=None)) == {
        **{("cities", k): 1 / 3 for k in ("gdp", "air", "edu")},
        **{("counties", k): 1 / 2 for k in ("gdp", "air")},
    }


def test_with_domains_these_count_alike_and_are_divided_equally():
    domains = pd.Series({"gdp": "growth", "air": "life", "edu": "life"})
    assert started(plain(reference=None, domains=domains)) == {
        **{("cities", "gdp"): 1 / 2, ("cities", "air"): 1 / 4, ("cities", "edu"): 1 / 4},
        **{("counties", k): 1 / 2 for k in ("gdp", "air")},
    }


def test_of_all_smallest_moves_the_most_even_is_left():
    q = one_group({"a": 0.4, "b": 0.2, "c": 0.4}, [Share("cap", of=["a"], at_most=0.2)])
    m = q.model()
    write_moves(m, started(q))
    stages = list(smallest_move(m, q, CompiledProgram(m.problem)))
    assert [s.name for s in stages] == ["total_move", "largest_move", "largest_move"]
    assert [s.value for s in stages] == pytest.approx([0.4, 0.2, 0.1])
