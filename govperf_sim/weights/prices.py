r"""What the limit of a row costs in each step of the goal, and whom.

Prices of a limit :math:`L`, with own best and worst of units held fixed:

.. math:: \text{left} = \partial V / \partial L^-, \qquad \text{right} = \partial V / \partial L^+ ,

where :math:`V` is in turn the move to the nearest admissible weights, the least regret :math:`T^*_g` of groups, and the
move that the guard asks for (its caps and :math:`w_p` held fixed, so that tightening any rule that shaped :math:`w_p`
costs there, which says little); other goals have one :math:`V`, that of their first
stage.  Where several rows meet, left and right differ, and a single dual would be one arbitrary number between them.  So
the limit is moved by a hair each way and the program solved again: :math:`V` is piecewise linear, and the dual there is
its slope.  Tightening that leaves no admissible weights at all costs infinity.  A row that is slack at an optimum costs
nothing in that step (complementary slackness).

Least regrets come in a chain, each with those before it held.  As these move with the limit too, the slope of a later
one is its dual and, for every level held, the dual of that times the slope of that:

.. math:: \frac{dV_s}{dL} = y_{\text{row}} + \sum_{h \text{ held}} y_h \frac{dT^*_h}{dL} .
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf, isfinite, nan

import pandas as pd

from govperf_sim.weights.benchmark import yardsticks
from govperf_sim.weights.compiled import CompiledProgram, Solution
from govperf_sim.weights.goal import Goal
from govperf_sim.weights.guard import Guard
from govperf_sim.weights.levels import write_highest, write_worst
from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.moves import minimise_move, write_moves
from govperf_sim.weights.stages import FORCED, NOTHING, Stage
from govperf_sim.weights.weighting import Weighting

HAIR = 1e-6
"""How far a limit is moved, in weight."""
TIGHT = 1e-7
"""A slack below this is none."""
EASE = 1e-9
"""What levels held may give, so that rounding leaves room."""
NO_PRICE = 1e-7
"""A price below this is none."""
COLUMNS = ("row", "stage", "groups", "units", "left", "right")


@dataclass(frozen=True, eq=False)
class Link:
    """A program at its optimum, and whose value it is."""

    stage: str
    model: WeightModel
    program: CompiledProgram
    optimum: Solution
    groups: tuple[str, ...] = ()
    """The groups whose least regret it is; none, where the value is a move."""
    held: Mapping[str, float] = field(default_factory=dict)
    """The least regrets of the links before."""

    @property
    def units(self) -> tuple[str, ...]:
        """The worst-off units of its groups, those whose regret has a price: together they pin the value."""
        if not self.groups:
            return ()
        duals = self.optimum.duals
        return tuple(r[len("regret(") : -1] for r, y in duals.items() if r.startswith("regret(") and abs(y) > FORCED)


def prices(q: Weighting, goal: Goal, guard: Guard | None, stages: Sequence[Stage]) -> pd.DataFrame:
    """Index (row, stage): a line for each value that the row has a price in, the steps of the goal in turn.

    Columns groups, whose least regret it is, empty for a move; units, the worst-off that pin it, in the groups it is of or
    is coupled to; left, right: the prices, in regret or move (mean of groups) per unit of weight; NaN for a least regret
    that comes after one that is infinite on that side.
    """
    records = []
    for part in q.parts if guard is not None else [tuple(q.indicators_of)]:
        for n, chain in enumerate(_chains(q, part, goal, guard, stages[0].name)):
            pinned = _pinned(chain)
            for row in _tight(q, chain):
                for link, left, right in _both_sides(chain, row, pinned.get(row)):
                    # That nothing is left when a limit is tightened is no matter of one step: it is told once.
                    if any(abs(price) > NO_PRICE and (n == 0 or isfinite(price)) for price in (left, right)):
                        records.append((row, link.stage, link.groups, link.units, left, right))
    return pd.DataFrame.from_records(records, columns=COLUMNS).set_index(["row", "stage"])


def _pinned(chain: Sequence[Link]) -> dict[str, float]:
    """Rows that are met exactly by all admissible weights, for another says the opposite; the way that tightens each."""
    said: dict[tuple[object, ...], dict[int, str]] = {}
    for name, row in (chain[0].model.rows if chain else {}).items():
        terms = tuple(sorted((str(v.name), float(a)) for v, a in row.items()))
        said.setdefault((terms, float(row.constant)), {})[row.sense] = name
    both = [sides for sides in said.values() if {-1, 1} <= set(sides)]
    return {sides[sense]: float(sense) for sides in both for sense in (-1, 1)}


def _chains(
    q: Weighting, part: Sequence[str], goal: Goal, guard: Guard | None, first: str
) -> Iterator[tuple[Link, ...]]:
    """The steps of the goal in turn; the first is the one whose value is that of the goal."""
    if guard is None:
        m = q.model(part)
        goal.write(m, q)
        yield (_link(first, m),)
        return
    if q.start is not None:
        yield (_link("total_move", _closest(q, part)),)
    yield tuple(_least_regrets(q, part))
    yield (_link("guarded_move", _guarded(q, part, guard)),)


def _link(stage: str, m: WeightModel) -> Link:
    program = CompiledProgram(m.problem, m.waiting)
    return Link(stage, m, program, program.solve())


def _closest(q: Weighting, part: Sequence[str]) -> WeightModel:
    assert q.start is not None
    m = q.model(part)
    write_moves(m, q.start)
    minimise_move(m, q)
    return m


def _guarded(q: Weighting, part: Sequence[str], guard: Guard) -> WeightModel:
    m = q.model(part)
    write_worst(m, q, yardsticks(q))
    write_moves(m, guard.projected)
    for g in part:
        m.require(f"guard({g})", 1.0 * m.columns[f"T({g})"] <= guard.caps[g] + guard.slack + EASE)
    minimise_move(m, q)
    return m


def _least_regrets(q: Weighting, part: Sequence[str]) -> Iterator[Link]:
    """The leximin of least regrets: one link for each level, the groups of higher levels held."""
    held: dict[str, float] = {}
    while len(held) < len(part):
        m = q.model(part)
        write_worst(m, q, yardsticks(q))
        write_highest(m, [g for g in part if g not in held])
        for g, level in held.items():
            m.require(f"held({g})", 1.0 * m.columns[f"T({g})"] <= level + EASE)
        m.minimise(1.0 * m.columns["worst_regret"])
        link = _link("worst_regret", m)
        value, duals = link.optimum.value, link.optimum.duals
        if value <= NOTHING:
            return
        settled = tuple(g for g in part if g not in held and -duals[f"worst_regret({g})"] > FORCED)
        yield replace(link, groups=settled, held=dict(held))
        held |= dict.fromkeys(settled, value)


def _tight(q: Weighting, chain: Sequence[Link]) -> Iterator[str]:
    """The rows of rules that are tight at the optimum of some link."""
    for rule in q.rules:
        for line in rule.lines(q.indicators_of):
            if any(line.name in link.model.rows and _slack(link, line.name) <= TIGHT for link in chain):
                yield line.name


def _slack(link: Link, row: str) -> float:
    constraint = link.model.rows[row]
    left = sum(a * link.optimum.columns[str(v.name)] for v, a in constraint.items())
    return abs(float(left + constraint.constant))


def _both_sides(chain: Sequence[Link], row: str, tightened: float | None) -> Iterator[tuple[Link, float, float]]:
    left, right = (
        [sign * inf] if tightened == sign else list(_slopes(chain, row, sign * HAIR)) for sign in (-1.0, 1.0)
    )
    for n, link in enumerate(chain[: max(len(left), len(right))]):
        yield link, left[n] if n < len(left) else nan, right[n] if n < len(right) else nan


def _slopes(chain: Sequence[Link], row: str, hair: float) -> Iterator[float]:
    """What every value of the chain gains per unit of the limit, on the side of the hair; none after an infinite one."""
    slope_of: dict[str, float] = {}
    for link in chain:
        limit = -float(link.model.rows[row].constant)
        link.program.set_limit(row, limit + hair)
        for g, level in link.held.items():
            link.program.set_limit(f"held({g})", level + EASE + slope_of[g] * hair)
        found = link.program.attempt()
        link.program.set_limit(row, limit)
        if found is None:  # no admissible weights: the value is infinite there
            yield inf * hair
            return
        slope = found.duals[row] + sum(found.duals[f"held({g})"] * slope_of[g] for g in link.held)
        slope_of |= dict.fromkeys(link.groups, slope)
        yield slope + 0.0
