"""HiGHS by place: small programs solved by hand."""

import numpy as np
import pytest

from govperf_sim.errors import NotOptimal
from govperf_sim.weights.search import Search, accepted


def search():
    """min x + 2y, 0 <= x, y <= 1, x + y >= 1: the optimum is (1, 0), and the row is worth 1."""
    found = Search(np.array([1.0, 2.0]), np.zeros(2), np.ones(2))
    found.add_row(1.0, np.inf, np.ones(2))
    return found


def test_the_optimum_and_the_dual_of_the_row():
    x, dual = search().optimum()
    assert x == pytest.approx([1, 0])
    assert dual == pytest.approx([1])


def test_numbers_that_are_moved_move_the_optimum():
    moved = search()
    moved.price_columns(np.array([3.0, 2.0]))
    assert moved.optimum()[0] == pytest.approx([0, 1])
    moved.bound_columns(np.zeros(2), np.array([1.0, 0.5]))
    assert moved.optimum()[0] == pytest.approx([0.5, 0.5])
    moved.limit_row(0, 1.25, np.inf)
    moved.forget()
    assert moved.optimum()[0] == pytest.approx([0.75, 0.5])
    moved.drop_row(0)
    assert moved.optimum()[0] == pytest.approx([0, 0])


def test_nothing_is_found_where_nothing_satisfies_all_rows():
    impossible = search()
    impossible.limit_row(0, 2.5, np.inf)
    assert impossible.optimum() is None


def test_nothing_is_said_on_the_terminal(capfd):
    search().optimum()
    assert capfd.readouterr() == ("", "")


def test_what_highs_refuses_is_an_error():
    with pytest.raises(NotOptimal):
        accepted(search().highs.setOptionValue("no_such_option", 1))
