"""The program as text: what is solved, readable, and the same whatever the version of PuLP.

The format is CPLEX LP, which every solver reads.  Columns and rows stand in the order they were stated.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import pulp

from govperf_sim.weights.model import WeightModel

SENSES = {pulp.LpConstraintLE: "<=", pulp.LpConstraintEQ: "=", pulp.LpConstraintGE: ">="}


def lp_text(m: WeightModel) -> str:
    """The model, as it would be solved first.

    >>> m = WeightModel({"cities": ("gdp", "air")})
    >>> m.require("cap(cities)", m.w["cities", "gdp"] <= 0.3)
    >>> m.minimise(m.w["cities", "gdp"] + 2 * m.w["cities", "air"])
    >>> print(lp_text(m))
    Minimize
     goal: w(cities,gdp) + 2 w(cities,air)
    Subject To
     sum(cities): w(cities,gdp) + w(cities,air) = 1
     cap(cities): w(cities,gdp) <= 0.3
    End
    <BLANKLINE>
    """
    order = {name: j for j, name in enumerate(m.columns)}
    goal = m.problem.objective.items() if m.problem.objective is not None else ()
    lines = ["Minimize", *_line("goal", goal, order, ""), "Subject To"]
    for name, row in m.rows.items():
        lines += _line(name, row.items(), order, f" {SENSES[row.sense]} {_number(-row.constant)}")
    return "\n".join([*lines, "End", ""])


def _line(name: str, terms: Iterable[tuple[pulp.LpVariable, float]], order: dict[str, int], right: str) -> list[str]:
    said = ""
    for column, a in sorted(((str(v.name), float(a)) for v, a in terms), key=lambda term: order[term[0]]):
        sign = "- " if a < 0 else "+ " if said else ""
        factor = "" if abs(a) == 1 else f"{_number(abs(a))} "
        said += f"{' ' if said else ''}{sign}{factor}{column}"
    return textwrap.wrap(
        f" {name}: {said}{right}", 120, subsequent_indent="   ", break_long_words=False, break_on_hyphens=False
    )


def _number(x: float) -> str:
    return f"{x + 0.0:.12g}"
