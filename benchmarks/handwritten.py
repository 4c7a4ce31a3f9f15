"""The least worst regret without PuLP: what somebody would write who knows HiGHS, from the same question.

Every row of the made-up questions of ``lp.py`` is computed from scores, bounds and limits, as the package does; there are
no names, only places, and nothing to move, check or explain afterwards.  Once with rows as lists of numbers, handed over
together, which is the fastest that highspy offers; once in highspy's expressions, which is how its manual writes programs.
"""

from __future__ import annotations

from collections.abc import Iterator

import highspy
import numpy as np

from govperf_sim.weights.rules import Comparability, EachShare, Order, Share
from govperf_sim.weights.weighting import Weighting

INF = highspy.kHighsInf
Terms = list[tuple[int, float]]


def silent() -> highspy.Highs:
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    return highs


class Places:
    """Where the columns stand."""

    def __init__(self, q: Weighting) -> None:
        cells = [(g, k) for g, own in q.indicators_of.items() for k in own]
        of = next(r.of for r in q.rules if isinstance(r, Comparability))
        self.w = {cell: j for j, cell in enumerate(cells)}
        self.ruler = {k: len(cells) + j for j, k in enumerate(of)}
        n = len(cells) + len(self.ruler)
        self.worst = {g: n + j for j, g in enumerate(q.indicators_of)}
        n += len(self.worst)
        self.highest, self.largest = n, n + 1
        self.d = {cell: n + 2 + j for j, cell in enumerate(cells)}
        self.count = n + 2 + len(cells)


def rows(q: Weighting, at: Places) -> Iterator[tuple[float, Terms, float]]:
    """Lower limit, terms, upper limit, one row after another."""
    w, bounds, start = at.w, q.bounds.to_dict("index"), q.start or {}
    for g, own in q.indicators_of.items():
        yield 1.0, [(w[g, k], 1.0) for k in own], 1.0
        for rule in q.rules:
            yield from _rule(rule, g, own, at)
        for unit in q.units_of[g]:
            best, x = bounds[unit]["own_best"], q.scores_of[unit]
            span = best - bounds[unit]["own_worst"]
            yield best, [*((w[g, k], x[k]) for k in own), (at.worst[g], span)], INF
        yield -INF, [(at.worst[g], 1.0), (at.highest, -1.0)], 0.0
        for k in own:
            cell, p = (g, k), start[g, k]
            yield -INF, [(w[cell], 1.0), (at.d[cell], -1.0)], p
            yield p, [(w[cell], 1.0), (at.d[cell], 1.0)], INF
            yield -INF, [(at.d[cell], 1.0), (at.largest, -1.0)], 0.0


def _rule(rule: object, g: str, own: tuple[str, ...], at: Places) -> Iterator[tuple[float, Terms, float]]:
    w = at.w
    match rule:
        case Share(of=of, at_least=low, at_most=high):
            total = [(w[g, k], 1.0) for k in of if k in own]
            if isinstance(low, float):
                yield low, total, INF
            if isinstance(high, float):
                yield -INF, total, high
        case EachShare(at_least=float() as low, at_most=float() as high):
            for k in own:
                yield low, [(w[g, k], 1.0)], INF
                yield -INF, [(w[g, k], 1.0)], high
        case Order(more=more, less=less, gap=gap):
            yield gap, [(w[g, more], 1.0), (w[g, less], -1.0)], INF
        case Comparability(of=of, at_most=float() as most):
            for k in of:
                yield -INF, [(w[g, k], 1.0), (at.ruler[k], -1.0)], most
                yield -most, [(w[g, k], 1.0), (at.ruler[k], -1.0)], INF


def by_rows(q: Weighting) -> highspy.Highs:
    """Rows as lists of numbers, handed over together."""
    at = Places(q)
    low, terms, high = zip(*rows(q, at), strict=True)
    start = np.cumsum([0, *map(len, terms)], dtype=np.int32)
    index = np.array([j for row in terms for j, _ in row], dtype=np.int32)
    value = np.array([a for row in terms for _, a in row])
    highs = silent()
    highs.addVars(at.count, np.zeros(at.count), np.full(at.count, INF))
    highs.changeColCost(at.highest, 1.0)
    highs.addRows(len(terms), np.array(low), np.array(high), len(index), start[:-1], index, value)
    return highs


def by_expressions(q: Weighting) -> highspy.Highs:
    """Rows as highspy's own expressions."""
    at, highs = Places(q), silent()
    v = [highs.addVariable() for _ in range(at.count)]
    for low, terms, high in rows(q, at):
        total = highs.qsum(a * v[j] for j, a in terms)
        highs.addConstr(total == low if low == high else total >= low if high == INF else total <= high)
    highs.changeColCost(at.highest, 1.0)
    return highs
