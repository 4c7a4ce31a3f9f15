"""Amounts in the unit of measure of their column; expectations are sums done by hand."""

import pytest

from govperf_sim.office.typed import Unclear
from govperf_sim.office.workbook.amounts import amount
from govperf_sim.office.workbook.cells import Cell


@pytest.mark.parametrize(
    ("typed", "unit", "value", "said"),
    [
        ("１２８．５亿", "亿元", 128.5, True),
        ("1,350,000万元", "亿元", 135.0, True),
        ("3.2亿元", "万元", 32000.0, True),
        ("3.2亿元", "亿元 (100 million yuan)", 3.2, False),
        ("0.1亿元", "元", 10_000_000.0, True),
        ("5.1％", "%", 5.1, False),
        ("5.1个百分点", "%", 5.1, False),
        ("8‰", "%", 0.8, True),
        ("12.5万人", "人", 125_000.0, True),
        ("30天", "天", 30.0, False),
        ("——", "%", None, False),
        (12, "天", 12.0, False),
        ("-3.5", "%", -3.5, False),
        ("5.1%", "天", "unclear", False),
        ("5亿人", "亿元", "unclear", False),
        ("5km", "天", "unclear", False),
        ("约5亿元", "亿元", "unclear", False),
        ("5~6", "天", "unclear", False),
    ],
)
def test_an_amount_is_converted_by_its_multiple_and_never_by_its_base(typed, unit, value, said):
    found = amount(Cell(typed, "b s!A1", 1, 1), unit)
    if value == "unclear":
        assert isinstance(found, Unclear)
        assert found.message.text("zh")
    else:
        assert (found.value, found.reminder is not None) == (value, said)


def test_a_cell_in_per_cent_holds_a_hundredth_of_what_is_seen():
    found = amount(Cell(0.051, "b s!A1", 1, 1, percent=True), "%")
    assert found.value == 5.1
    assert found.reminder is not None
    assert amount(Cell(0.35, "b s!A1", 1, 1, percent=True), "ratio 比值").value == 0.35
