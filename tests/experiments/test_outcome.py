"""What is measured of a replication, against measures counted by hand."""

import pandas as pd
import pytest

from govperf_sim.experiments.outcome import COLUMNS, Outcome, told
from govperf_sim.simulation.measures import Better
from govperf_sim.words import Name

HAND = [
    # replication, year, unit, group, measure, value
    (0, 1, "a", "hills", "welfare", 1.0),
    (0, 1, "b", "plain", "welfare", 3.0),
    (0, 2, "a", "hills", "welfare", 5.0),
    (0, 2, "b", "plain", "welfare", 7.0),
    (1, 1, "a", "hills", "welfare", 2.0),
    (1, 2, "a", "hills", "welfare", 4.0),
    (0, 1, "a", "hills", "fee", 10.0),
    (0, 2, "b", "plain", "fee", 30.0),
    (0, 1, "a", "hills", "sanctioned", 4.0),
    (0, 1, "b", "plain", "sanctioned", 1.0),
    (0, 2, "a", "hills", "sanctioned", 3.0),
    (0, 1, "a", "hills", "falsely_sanctioned", 1.0),
    (0, 2, "a", "hills", "falsely_sanctioned", 2.0),
    (1, 1, "a", "hills", "falsely_sanctioned", 9.0),
]
MEASURES = pd.DataFrame(HAND, columns=["replication", "year", "unit", "group", "measure", "value"])
WELFARE = Outcome(code="good", measures=("welfare",))
FALSE = Outcome(code="false", measures=("falsely_sanctioned",), over="sanctioned")


def rows(*outcomes, by_group=False):
    table = told(outcomes, MEASURES, by_group)
    assert list(table.columns) == list(COLUMNS)
    return {(r.replication, r.outcome, r.whom): (r.part, r.whole) for r in table.itertuples()}


def test_a_measure_is_its_mean_over_units_and_years():
    assert rows(WELFARE) == {(0, "good", ""): (4.0, 1.0), (1, "good", ""): (3.0, 1.0)}


def test_the_last_years_alone():
    assert rows(Outcome(code="good", measures=("welfare",), last=1)) == {
        (0, "good", ""): (6.0, 1.0),
        (1, "good", ""): (4.0, 1.0),
    }


def test_several_measures_are_added_each_as_its_own_mean():
    """The fee of some units and years is not thinned out by the welfare of all, and where there is none it adds nothing."""
    both = rows(Outcome(code="both", measures=("welfare", "fee")))
    assert both == {(0, "both", ""): (4.0 + 20.0, 1.0), (1, "both", ""): (3.0, 1.0)}


def test_a_ratio_is_of_sums_and_only_where_there_is_a_whole():
    """Replication 1 sanctioned nobody that was counted: it has no row, rather than a share of nothing."""
    assert rows(FALSE) == {(0, "false", ""): (3.0, 8.0)}


def test_groups_are_told_beside_everybody_and_nobody_false_is_a_zero():
    assert rows(WELFARE, FALSE, by_group=True) == {
        (0, "good", ""): (4.0, 1.0),
        (0, "good", "hills"): (3.0, 1.0),
        (0, "good", "plain"): (5.0, 1.0),
        (1, "good", ""): (3.0, 1.0),
        (1, "good", "hills"): (3.0, 1.0),
        (0, "false", ""): (3.0, 8.0),
        (0, "false", "hills"): (3.0, 7.0),
        (0, "false", "plain"): (0.0, 1.0),
    }


def test_rows_are_in_order_and_what_is_not_measured_has_none():
    table = told((WELFARE, FALSE, Outcome(code="never", measures=("morale",))), MEASURES, True)
    assert table.equals(table.sort_values(list(COLUMNS[:3]), ignore_index=True))
    assert set(table["outcome"]) == {"good", "false"}


@pytest.mark.parametrize(
    ("outcome", "way"),
    [
        (WELFARE, Better.MORE),
        (Outcome(code="c", measures=("fee", "items_twice")), Better.LESS),
        (Outcome(code="c", measures=("fee", "welfare")), Better.NEITHER),
        (Outcome(code="c", measures=("fee", "welfare"), better=Better.MORE), Better.MORE),
        (Outcome(code="c"), Better.NEITHER),
    ],
)
def test_which_way_it_is_better(outcome, way):
    assert outcome.way == way


def test_its_numbers_do_not_depend_on_what_it_is_called():
    named = Outcome(code="good", measures=("welfare",), name=Name(zh="福利", en="good"), better=Better.MORE)
    assert named.counted == WELFARE.counted
    assert WELFARE.counted != FALSE.counted
