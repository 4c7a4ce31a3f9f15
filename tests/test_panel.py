import pandas as pd
import pytest

from govperf_sim.errors import PanelError
from govperf_sim.panel import Panel


def cells(*rows):
    return pd.DataFrame(rows, columns=["unit", "indicator", "period", "value"]).assign(vintage="", flag="")


def test_a_value_given_twice_is_refused_by_name():
    with pytest.raises(PanelError, match=r"foshan.*gdp.*2011.*2"):
        Panel(cells(("foshan", "gdp", 2011, 658.0), ("foshan", "gdp", 2011, 623.1)))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_finite_number_is_refused_by_name(value):
    with pytest.raises(PanelError, match=r"foshan.*gdp.*2011"):
        Panel(cells(("foshan", "gdp", 2011, value)))


def test_a_year_that_is_not_there_is_refused_with_the_years_that_are():
    panel = Panel(cells(("foshan", "gdp", 2010, 1.0), ("foshan", "gdp", 2011, 1.0)))
    with pytest.raises(PanelError, match="2010, 2011"):
        panel.wide(2012)


def test_a_gap_stays_a_gap():
    panel = Panel(cells(("foshan", "gdp", 2011, 1.0), ("yunfu", "air", 2011, 2.0)))
    assert panel.wide(2011).isna().to_numpy().tolist() == [[False, True], [True, False]]
