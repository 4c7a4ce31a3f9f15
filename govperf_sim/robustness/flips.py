r"""The smallest change of published weights :math:`w` that turns a pair round, :math:`(s_i - s_k)(w') \le 0`.

=========  ==========================================================================================================
total      :math:`\min \max_g \sum_k |w'_{gk} - w_{gk}|`: the sum of the changes, in the group where it is largest
each       :math:`\min \max_{g,k} |w'_{gk} - w_{gk}|`: the change of the weight that changes most
one        :math:`\min |\delta|`: one weight changes by :math:`\delta` and the others give way in proportion,
           :math:`w'_j = w_j\,(T - w_k - \delta) / (T - w_k)` (Triantaphyllou & Sánchez 1997, Decision Sciences
           28:151-194); :math:`T` is the whole, or for a system its core, where it changes alike in every group
=========  ==========================================================================================================

Each is asked twice: over the simplex, where rules may break, and over the admissible weights.  For a system, what makes
its core one ruler holds in both, or the change would bend the ruler and not turn the ranking.  A ranking turns where two
neighbours change places first, so the neighbours tell for all.

A point taken from some weights and given to others is a total of two points of change.  A pair that turns round inside
one point is a tie: published weights are no finer than that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import combinations, pairwise

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.robustness.nearby import keeps_ruler, simplex_of, weights_of
from govperf_sim.robustness.pools import Pool, pools_of
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.model import WeightModel, linear
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.schemes import Scheme, cells_of
from govperf_sim.weights.statements import called
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import Message, default_language, say

POINT = 0.01
"""The unit in which weights are published."""
NEAR = 1e-8
"""How near to the line of one weight's change the admissible weights must come."""
KEY = ("level", "pool", "ahead", "behind")
CHANGES = ("total", "each", "one")
COLUMNS = ("gap", *(f"{kind}_{where}" for kind in (*CHANGES, "indicator") for where in ("simplex", "rules")))


class Pairs(Enum):
    """Which pairs of a pool are asked about."""

    NEIGHBOURS = "neighbours"
    """Units next to each other in the ranking."""
    ALL = "all"


@dataclass(frozen=True, eq=False)
class Flips:
    """How much would turn a published ranking round; changes are in weight, infinite where none does it."""

    pairs: pd.DataFrame
    """Index (level, pool, ahead, behind): gap (in score), total_simplex, total_rules, each_simplex, each_rules,
    one_simplex, one_rules, indicator_simplex, indicator_rules (the one weight, empty where none), tie (whether the pair
    turns round inside one point)."""
    rankings: pd.DataFrame
    """Index (level, pool): the smallest of each change over its pairs, which turns the ranking; ties (how many pairs)."""
    apart: Mapping[str, Message]
    """System, or declared pool, that cannot be ranked together -> why not."""

    def _repr_html_(self) -> str:
        shown = self.rankings.to_html(float_format="{:.4f}".format, border=0)
        return f"<p>{say('robustness.flips', default_language())}</p>" + shown


def flips(weighting: Weighting, published: Scheme, pairs: Pairs = Pairs.NEIGHBOURS) -> Flips:
    """What would turn round the ranking by published weights, in each group and in each system with one ruler.

    Raises :class:`~govperf_sim.errors.WeightingError` for a table that is no scheme of weights, and
    :class:`~govperf_sim.errors.InfeasibleRules` when the rules admit no weights.

    >>> from govperf_sim.weights.rules import Share
    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4], "air": [0.2, 0.8]}, index=["a", "b"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]),
    ...                      rules=[Share("cap_growth", of=["gdp"], at_most=0.53)])
    >>> old = pd.DataFrame({"gdp": [0.5], "air": [0.5]}, index=["cities"])
    >>> flips(question, old).pairs[["total_simplex", "total_rules"]].round(3).to_dict("index")
    {('group', 'cities', 'b', 'a'): {'total_simplex': 0.091, 'total_rules': inf}}

    At 6/11 on gdp the two are level; that takes 0.045 from air, and the rule stops at 0.53.
    """
    w = cells_of(weighting, "published", published)
    pools, tables = pools_of(weighting), []
    apart = dict(pools.apart)
    for pool in pools.known:
        if keeps_ruler(weighting, pool, w):
            tables.append(_pool(weighting, pool, w, pairs))
        else:
            apart[pool.code] = Message("robustness.published_no_ruler", {"system": called(pool.code, weighting.names)})
    table = pd.concat(tables)
    smallest = [f"{change}_{where}" for change in CHANGES for where in ("simplex", "rules")]
    by = table.groupby(level=["level", "pool"], sort=False)
    return Flips(table, by[smallest].min().assign(ties=by["tie"].sum().astype(int)), apart)


def _pool(q: Weighting, pool: Pool, w: Cells, pairs: Pairs) -> pd.DataFrame:
    at = weights_of(pool, w)
    score = pool.scores @ at
    ranking = np.argsort(-score, kind="stable").tolist()
    asked = list(pairwise(ranking) if pairs is Pairs.NEIGHBOURS else combinations(ranking, 2))
    lead = {(i, k): pool.scores[i] - pool.scores[k] for i, k in asked}
    where = {"simplex": simplex_of(q, pool, w), "rules": q.model(pool.groups)}
    turned = {name: _smallest_moves(m, pool, w, lead) for name, m in where.items()}
    lines = _lines(pool, at)
    ends = {"simplex": _ends_on_simplex(at, lines), "rules": _ends_in_rules(q, pool, at, lines)}
    records = []
    for (i, k), row in lead.items():
        record: dict[str, object] = {"gap": row @ at}
        for n, change in enumerate(CHANGES[:2]):
            record |= {f"{change}_{name}": turned[name][i, k][n] for name in where}
        for name in where:
            record[f"one_{name}"], record[f"indicator_{name}"] = _one(row @ at, lines, ends[name], row)
        records.append(record)
    names = [(pool.level, pool.code, pool.units[i], pool.units[k]) for i, k in lead]
    table = pd.DataFrame(records, pd.MultiIndex.from_tuples(names, names=KEY), list(COLUMNS)).infer_objects()
    return table.assign(tie=(table["total_simplex"] / 2 < POINT).to_numpy(bool))


def _smallest_moves(
    m: WeightModel, pool: Pool, w: Cells, lead: Mapping[tuple[int, int], Array]
) -> dict[tuple[int, int], tuple[float, float]]:
    """For each pair the smallest total and the smallest change of each weight that turns it round."""
    total, level = m.column("largest_total"), m.column("largest_move")
    for g in dict.fromkeys(g for g, _ in pool.cells):
        moved = {k: m.column(f"d({g},{k})") for k in m.applying[g]}
        for k, d in moved.items():
            m.require(f"up({g},{k})", m.w[g, k] - d <= w[g, k])
            m.require(f"down({g},{k})", m.w[g, k] + d >= w[g, k])
            m.require(f"largest_move({g},{k})", d - level <= 0)
        m.require(f"largest_total({g})", linear([*((d, 1.0) for d in moved.values()), (total, -1.0)]) <= 0)
    m.require("turned", linear((m.columns[c], 1.0) for c in pool.columns) <= 0)
    program, found = CompiledProgram(m.problem), {}
    for pair, row in lead.items():
        program.set_row("turned", dict(zip(pool.columns, row.tolist(), strict=True)))
        ends = []
        for column in ("largest_total", "largest_move"):
            program.set_objective({column: 1.0})
            optimum = program.attempt()
            ends.append(float("inf") if optimum is None else max(optimum.value, 0.0))
        found[pair] = ends[0], ends[1]
    return found


@dataclass(frozen=True, eq=False)
class Line:
    """The published weights moved along the change of one weight."""

    indicator: str
    direction: Array
    """By how much each weight of the pool changes, per unit of the one weight's change."""


def _lines(pool: Pool, at: Array) -> list[Line]:
    """One for each indicator of the pool that does not have all the weight."""
    group, indicator = (np.array(part) for part in zip(*pool.cells, strict=True))
    total = np.array([at[group == g].sum() for g in group])
    lines = []
    for k in dict.fromkeys(indicator.tolist()):
        it = indicator == k
        mine = np.array([at[it & (group == g)].sum() for g in group])
        if (total - mine > NEAR).all():
            lines.append(Line(k, np.where(it, 1.0, -at / (total - mine))))
    return lines


def _ends_on_simplex(at: Array, lines: list[Line]) -> Array:
    """Line x 2: how far down and up the one weight can go until a weight of the pool is 0."""
    ends = []
    for line in lines:
        with np.errstate(divide="ignore", invalid="ignore"):
            room = np.where(line.direction == 0, np.inf, -at / line.direction)
        ends.append((room[line.direction > 0].max(), room[line.direction < 0].min(initial=np.inf)))
    return np.array(ends).reshape(-1, 2)


def _ends_in_rules(q: Weighting, pool: Pool, at: Array, lines: list[Line]) -> Array:
    """The same among the admissible weights; the other weights of tied groups may follow.  Empty: up below down."""
    m = q.model(pool.groups)
    up, down = m.column("up_by"), m.column("down_by")
    for (g, k), x in zip(pool.cells, at.tolist(), strict=True):
        moved = linear([(m.w[g, k], 1.0), (up, 1.0), (down, 1.0)])
        m.require(f"along_max({g},{k})", moved <= x + NEAR)
        m.require(f"along_min({g},{k})", moved >= x - NEAR)
    program, ends = CompiledProgram(m.problem), []
    for line in lines:
        for (g, k), r in zip(pool.cells, line.direction.tolist(), strict=True):
            for side in ("max", "min"):
                program.set_row(f"along_{side}({g},{k})", {"up_by": -r, "down_by": r})
        found = []
        for sign in (1.0, -1.0):
            program.set_objective({"up_by": sign, "down_by": -sign})
            optimum = program.attempt()
            found.append(np.inf if optimum is None else optimum.value)
        ends.append((found[0], -found[1]))
    return np.array(ends).reshape(-1, 2)


def _one(gap: float, lines: list[Line], ends: Array, lead: Array) -> tuple[float, str]:
    """The smallest change of one weight that turns the pair round, and that weight."""
    smallest, which = float("inf"), ""
    for line, (low, high) in zip(lines, ends.tolist(), strict=True):
        slope = float(lead @ line.direction)
        if slope:
            # From where they are level, the pair stays turned to one side.
            low, high = (max(low, -gap / slope), high) if slope < 0 else (low, min(high, -gap / slope))
        elif gap > 0:
            continue
        if low <= high and (needed := abs(min(max(0.0, low), high))) < smallest:
            smallest, which = needed, line.indicator
    return smallest, which
