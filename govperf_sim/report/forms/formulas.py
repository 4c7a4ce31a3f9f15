"""Texts that a spreadsheet program would take for formulas are written so that it cannot, wherever a table is text alone."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[=@\t\r]|[+-](?!$|\s|[\d.]+(?:[eE][+-]?\d+)?$)")
"""How a text begins that would be calculated; a dash, or a number with its sign, would not."""


def starts_formula(value: object) -> bool:
    """Whether a spreadsheet program would calculate a cell.

    >>> [starts_formula(x) for x in ("=1+1", "-a", "-", "-0.5", "佛山", 3)]
    [True, True, False, False, False, False]
    """
    return isinstance(value, str) and _FORMULA.match(value) is not None


def inert(value: object) -> object:
    """A cell of a table of text; an apostrophe stands before what would start a formula.

    >>> inert("=1+1"), inert("佛山"), inert(3)
    ("'=1+1", '佛山', 3)
    """
    return f"'{value}" if starts_formula(value) else value
