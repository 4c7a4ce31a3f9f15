"""The program as text: what is solved, readable, and the same whatever the version of PuLP.

As CPLEX LP, which every solver reads, and as LaTeX, for print.  Columns and rows stand in the order they were stated.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pulp

from govperf_sim.weights.model import WeightModel

SENSES = {pulp.LpConstraintLE: "<=", pulp.LpConstraintEQ: "=", pulp.LpConstraintGE: ">="}
RELATIONS = {pulp.LpConstraintLE: r"\le", pulp.LpConstraintEQ: "=", pulp.LpConstraintGE: r"\ge"}


@dataclass(frozen=True)
class Formulation:
    """One program, written twice."""

    lp: str
    latex: str


def formulation(m: WeightModel) -> Formulation:
    return Formulation(lp_text(m), latex_text(m))


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
    bounds = [f" {bound}" for bound in map(_bound, m.columns.values()) if bound]
    return "\n".join([*lines, *(["Bounds", *bounds] if bounds else []), "End", ""])


def _bound(column: pulp.LpVariable) -> str:
    """The bounds of a column, where they are not those that go without saying: 0 and none."""
    low, high = (math.inf * side if b is None else b for side, b in ((-1, column.lowBound), (1, column.upBound)))
    if math.isinf(low) and math.isinf(high):
        return f"{column.name} free"
    least = f"{_number(low)} <= " if low != 0 or math.isfinite(high) else ""
    most = f" <= {_number(high)}" if math.isfinite(high) else ""
    return f"{least}{column.name}{most}" if least or most else ""


def latex_text(m: WeightModel) -> str:
    r"""The model as LaTeX, one row to a line, with its name; needs amsmath.

    >>> m = WeightModel({"cities": ("gdp", "air")})
    >>> m.require("cap(cities)", m.w["cities", "gdp"] <= 0.3)
    >>> m.minimise(m.w["cities", "gdp"] + 2 * m.w["cities", "air"])
    >>> print(latex_text(m))
    \begin{align*}
    \min\ & w_{\text{cities},\text{gdp}} + 2\, w_{\text{cities},\text{air}} \\
    & w_{\text{cities},\text{gdp}} + w_{\text{cities},\text{air}} = 1 && \text{sum(cities)} \\
    & w_{\text{cities},\text{gdp}} \le 0.3 && \text{cap(cities)} \\
    & \text{all variables} \ge 0
    \end{align*}
    <BLANKLINE>
    """
    order = {name: j for j, name in enumerate(m.columns)}
    goal = m.problem.objective.items() if m.problem.objective is not None else ()
    first = _said(goal, order, _symbol, r"\, ") or "0"
    lines = [r"\begin{align*}", rf"\min\ & {first} \\"]
    for name, row in m.rows.items():
        left = _said(row.items(), order, _symbol, r"\, ") or "0"
        lines.append(rf"& {left} {RELATIONS[row.sense]} {_number(-row.constant)} && \text{{{_escaped(name)}}} \\")
    return "\n".join([*lines, r"& \text{all variables} \ge 0", r"\end{align*}", ""])


def _symbol(column: str) -> str:
    letter, _, codes = column.rstrip(")").partition("(")
    head = letter if len(letter) == 1 else rf"\text{{{_escaped(letter)}}}"
    under = ",".join(rf"\text{{{_escaped(code)}}}" for code in codes.split(","))
    return f"{head}_{{{under}}}" if codes else head


def _escaped(name: str) -> str:
    return re.sub(r"([_&%#])", r"\\\1", name)


def _line(name: str, terms: Iterable[tuple[pulp.LpVariable, float]], order: dict[str, int], right: str) -> list[str]:
    said = _said(terms, order, str, " ")
    return textwrap.wrap(
        f" {name}: {said}{right}", 120, subsequent_indent="   ", break_long_words=False, break_on_hyphens=False
    )


def _said(
    terms: Iterable[tuple[pulp.LpVariable, float]], order: dict[str, int], shown: Callable[[str], str], times: str
) -> str:
    said = ""
    for column, a in sorted(((str(v.name), float(a)) for v, a in terms), key=lambda term: order[term[0]]):
        sign = "- " if a < 0 else "+ " if said else ""
        factor = "" if abs(a) == 1 else f"{_number(abs(a))}{times}"
        said += f"{' ' if said else ''}{sign}{factor}{shown(column)}"
    return said


def _number(x: float) -> str:
    return f"{x + 0.0:.12g}"
