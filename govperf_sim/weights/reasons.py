r"""Why the weights are what they are: every row of every rule, how tight it is, and what it is worth.

The shadow price of a limit :math:`L` is what the value :math:`V` of the goal's first stage gains per unit of it,

.. math:: \text{left} = \partial V / \partial L^-, \qquad \text{right} = \partial V / \partial L^+ .

Where several rows meet they differ, and a single dual would be one arbitrary number between them.  So the limit is
moved by a hair each way and the program solved again: :math:`V` is piecewise linear, and the dual there is its slope.
Tightening that leaves no admissible weights at all costs infinity.  A row tight neither in the answer nor
in the first stage costs nothing (complementary slackness).  Own best and worst of units are held fixed meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.goal import Goal
from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.rules import Cells, Line
from govperf_sim.weights.stages import Stage
from govperf_sim.weights.weighting import Weighting

HAIR = 1e-6
"""How far a limit is moved, in weight."""
TIGHT = 1e-7
"""A slack below this is none."""


def lines_of(q: Weighting) -> Iterator[Line]:
    for rule in q.rules:
        yield from rule.lines(q.indicators_of)


def activities(q: Weighting, m: WeightModel, w: Cells) -> Iterator[tuple[Line, float, float]]:
    """Every row of every rule: the value of its left side under given weights, and its slack, negative where broken."""
    columns = {f"w({g},{k})": x for (g, k), x in w.items()}
    for rule in q.rules:
        columns |= rule.columns(q.indicators_of, w)
    for line in lines_of(q):
        if (row := m.rows.get(line.name)) is not None:
            right, activity = -row.constant, sum(a * columns[str(v.name)] for v, a in row.items())
            yield line, activity, (activity - right if line.side == "at_least" else right - activity)


def reasons(q: Weighting, goal: Goal, w: Cells, stages: Sequence[Stage]) -> pd.DataFrame:
    """Index row (its name in the program); prices in the goal's value per unit of weight."""
    m = q.model()
    goal.write(m, q)
    program = CompiledProgram(m.problem, m.waiting)
    priced = {row for s in stages if s.name == stages[0].name for row in s.duals}
    records = []
    for line, activity, slack in activities(q, m, w):
        right = -m.rows[line.name].constant
        left_price, right_price = (
            _prices(program, line.name, right) if slack <= TIGHT or line.name in priced else (0.0, 0.0)
        )
        source = line.rule.source
        records.append(
            {
                "row": line.name,
                "rule": line.rule.id,
                "group": line.group,
                "stage": next((s.name for s in stages if line.name in s.duals), ""),
                "limit": line.limit,
                "value": activity,
                "slack": slack,
                "shadow_price_left": left_price,
                "shadow_price_right": right_price,
                "source": source.cite if source else "",
                "clause": (source.clause if source else None) or "",
                "place": source.place if source else "",
            }
        )
    return pd.DataFrame.from_records(records, columns=COLUMNS).set_index("row")


COLUMNS = ("row", "rule", "group", "stage", "limit", "value", "slack", "shadow_price_left", "shadow_price_right",
           "source", "clause", "place")  # fmt: skip


def _prices(program: CompiledProgram, row: str, limit: float) -> tuple[float, float]:
    prices = []
    for hair in (-HAIR, HAIR):
        program.set_limit(row, limit + hair)
        found = program.attempt()
        # No admissible weights: the value is infinite there.
        prices.append(found.duals[row] + 0.0 if found is not None else float("inf") * hair)
    program.set_limit(row, limit)
    return prices[0], prices[1]
