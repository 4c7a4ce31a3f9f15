import numpy as np
import pandas as pd
import pytest

from govperf_sim.errors import PanelError
from govperf_sim.screening.cells import block


def test_a_figure_stands_for_half_a_unit_of_its_last_digit_either_way(cells):
    values = {("a", "k", 2010): 12.34, ("a", "k", 2011): 12.37, ("b", "k", 2010): 9.21, ("b", "k", 2011): 9.5}
    half = block(cells(values)).half_width()
    assert half[0, 0].tolist() == pytest.approx([0.005, 0.005])
    assert half[1, 0, 1] == pytest.approx(0.005)  # 9.5 stands among figures of two decimals: 9.50


def test_a_column_in_hundreds_is_known_to_the_hundred(cells):
    values = {(u, "k", t): x for u, x in {"a": 1200.0, "b": 3400.0, "c": 700.0}.items() for t in (2010, 2011)}
    assert np.unique(block(cells(values)).half_width()) == pytest.approx([50])


def test_growth_needs_two_positive_years_in_a_row(cells):
    values = {("a", "k", 2008): 100.0, ("a", "k", 2009): 110.0, ("a", "k", 2011): 120.0, ("a", "k", 2012): 0.0}
    growth, noise = block(cells(values)).growth()
    assert growth[0, 0, 1] == pytest.approx(np.log(1.1))
    assert np.isnan(growth[0, 0, [0, 2, 3]]).all()
    assert np.isnan(noise[0, 0, [0, 2, 3]]).all()


def test_what_is_no_number_is_passed_over(cells):
    frame = cells({("a", "k", 2010): 1.0, ("a", "k", 2011): np.nan, ("b", "k", 2010): np.inf})
    frame["value"] = frame["value"].astype(object)
    frame.loc[3] = ["b", "k", 2011, "约 300", "", "", "panel.csv:5"]
    assert np.isfinite(block(frame).value).sum() == 1


def test_two_values_of_a_cell_are_refused_by_name(cells):
    frame = pd.concat([cells({("foshan", "gdp", 2011): 658.0}), cells({("foshan", "gdp", 2011): 623.1})])
    with pytest.raises(PanelError, match=r"foshan.*gdp.*2011.*2"):
        block(frame)


def test_without_a_column_of_places_there_are_none(cells):
    frame = cells({("a", "k", 2010): 1.0})
    assert block(frame).cell(0, 0, 0).place == "panel.csv:2"
    assert block(frame.drop(columns="place")).cell(0, 0, 0).place == ""


def test_no_cells_at_all_make_an_empty_block():
    frame = pd.DataFrame({"unit": [], "indicator": [], "period": [], "value": []})
    assert block(frame).value.shape == (0, 0, 0)
