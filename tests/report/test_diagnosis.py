from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from govperf_sim.report.diagnosis import Pool, burden, by_chance, pools, saturated

if TYPE_CHECKING:
    from report.conftest import Run


def test_the_differences_of_a_pool_are_taken_apart_without_a_remainder(run: Run) -> None:
    regions = pools(run.scenario, run.weights)[0]
    assert regions.effective is not None
    assert regions.effective["nominal"].sum() == pytest.approx(1)
    assert regions.effective["effective"].sum() == pytest.approx(1)


def test_five_units_get_no_correlations_and_two_are_not_taken_apart(run: Run) -> None:
    regions, departments = pools(run.scenario, run.weights)
    assert (len(regions.units), regions.redundant, regions.reliability) == (5, None, None)
    assert (len(departments.units), departments.effective) == (2, None)


def test_an_indicator_is_overweight_above_twice_its_weight_and_not_at_it() -> None:
    table = pd.DataFrame({"nominal": [0.2, 0.3, 0.5], "effective": [0.4, 0.61, -0.01]}, index=["a", "b", "c"])
    assert Pool("s", ("u",), ("a", "b", "c"), (), table, None, None).overweight == ("b",)


def test_chance_reaches_what_tables_of_critical_correlations_say() -> None:
    # Fisher and Yates, table of the correlation coefficient, 5 % two-sided: 3, 8 and 20 degrees of freedom.
    assert [round(by_chance(n), 4) for n in (5, 10, 22)] == [0.8783, 0.6319, 0.4227]


def test_burden_adds_up_what_the_indicators_of_a_unit_take(run: Run) -> None:
    framework = run.scenario.framework
    days = burden(run.scenario)
    for unit, entry in framework.units.items():
        own = [framework.indicators[k].burden for k in framework.indicators_of(entry.group)]
        assert days.loc[unit].sum() == pytest.approx(sum(own))


def test_saturation_is_told_only_where_two_units_can_be_alike(run: Run) -> None:
    assert (saturated(run.scenario)["units"] > 1).all()
