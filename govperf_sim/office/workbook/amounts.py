"""Values with what they are measured in: 1,350,000万元 in a column of 亿元 is 135, and 5.1％ in one of % is 5.1.

A quantity is a number, a multiple (千, 万, 百万, 亿) and a base (元, 人, 吨).  What differs from the column by a multiple is
converted, exactly and with a reminder; what differs in its base cannot be meant.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from govperf_sim.office.typed import Unclear, number, plain
from govperf_sim.office.workbook.cells import NOTHING_MEANT, Cell, Meant
from govperf_sim.words import Message

_QUANTITY = re.compile(r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,300})(?:\.\d+)?)\s*(?P<unit>[^\d\s.,+-][^\d,]*)")
_MULTIPLES = {"万亿": 12, "千万": 7, "百万": 6, "十万": 5, "亿": 8, "万": 4, "千": 3, "百": 2}
_PERCENT = frozenset({"%", "per cent", "percent", "百分比", "百分点", "个百分点"})


def amount(cell: Cell, unit: str) -> Meant | Unclear:
    """The value of a cell in the unit of measure of its indicator.

    >>> amount(Cell("1,350,000万元", "b s!A1", 1, 1), "亿元").value, amount(Cell("5.1％", "b s!A1", 1, 1), "%").value
    (135.0, 5.1)
    """
    typed = cell.typed
    if isinstance(typed, int | float) and not isinstance(typed, bool):
        if cell.percent and _is_percent(unit):
            value = float(Decimal(repr(typed)) * 100)
            return Meant(value, Message("workbook.percent_cell", {"found": repr(typed), "value": f"{value:g}"}))
        return Meant(float(typed)) if isinstance(read := number(typed), float) else read or NOTHING_MEANT
    text = plain(typed)
    if isinstance(typed, str) and (quantity := _QUANTITY.fullmatch(text)):
        return _converted(text, Decimal(quantity["number"].replace(",", "")), quantity["unit"].strip(), unit)
    read = number(typed)
    return read if isinstance(read, Unclear) else Meant(read)


def _converted(text: str, value: Decimal, typed: str, unit: str) -> Meant | Unclear:
    if typed == _measure(unit) or (_is_percent(unit) and typed.lower() in _PERCENT):
        return Meant(float(value))
    if _is_percent(unit) and typed == "‰":
        return _reminded(text, value / 10, unit)
    (power, base), (wanted, wanted_base) = _split(typed), _split(_measure(unit))
    if (power and base in ("", wanted_base)) or (base == wanted_base and wanted):
        return _reminded(text, value * Decimal(10) ** (power - wanted), unit)
    said = Message("workbook.other_measure", {"found": text, "unit": unit})
    return Unclear(said, Message("office.write", {"number": f"{value:f}"}))


def _reminded(text: str, value: Decimal, unit: str) -> Meant:
    return Meant(float(value), Message("workbook.converted", {"found": text, "value": f"{value:f}", "unit": unit}))


@cache
def _split(unit: str) -> tuple[int, str]:
    """The power of ten of a unit, and its base."""
    for multiple, power in _MULTIPLES.items():
        if unit.startswith(multiple):
            return power, unit.removeprefix(multiple)
    return 0, unit


@cache
def _measure(unit: str) -> str:
    """The unit itself, of one that is explained: ``亿元 (100 million yuan)``."""
    return re.split(r"[\s(/]", plain(unit), maxsplit=1)[0]


@cache
def _is_percent(unit: str) -> bool:
    return _measure(unit) in _PERCENT or plain(unit).startswith("%")
