"""What a reader of weights has to be told, though nothing is wrong with the question.

- A group of fewer units than it has indicators, which no rule ties to other groups or to last year: such a group would
  set its own weights, as its units could nearly all have their own best.
- A group whose largest regret rises above what it is at the point closest to the reference: it pays for the guard of others.
- Weights that have no reference to stay close to.
"""

from __future__ import annotations

from collections.abc import Iterator

from govperf_sim.weights.benchmark import yardsticks
from govperf_sim.weights.guard import Guard
from govperf_sim.weights.levels import worst_of
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.rules_over_time import Stability, TotalMovement
from govperf_sim.weights.statements import called
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import Message

RISEN = 5e-4
"""A rise of regret below this does not show in three decimals."""


def cautions(q: Weighting, w: Cells, guard: Guard | None) -> Iterator[Message]:
    """The sentences, group by group."""
    for g in loose_groups(q):
        said = {"group": called(g, q.names), "units": len(q.units_of[g]), "indicators": len(q.indicators_of[g])}
        yield Message("weights.caution_loose", said)
    for g, (before, after) in raised(q, w, guard).items():
        said = {"group": called(g, q.names), "before": f"{before:.3f}", "after": f"{after:.3f}"}
        yield Message("weights.caution_raised", said)
    if q.start is None:
        yield Message(f"weights.caution_no_reference{'' if q.domains is None else '_domains'}")


def loose_groups(q: Weighting) -> tuple[str, ...]:
    """Groups of fewer units than indicators that no rule ties to other groups or to last year."""
    tied = {g for part in q.parts if len(part) > 1 for g in part}
    for rule in q.rules:
        if isinstance(rule, Stability | TotalMovement):
            tied |= {line.group for line in rule.lines(q.indicators_of)}
    return tuple(g for g, own in q.indicators_of.items() if len(q.units_of[g]) < len(own) and g not in tied)


def raised(q: Weighting, w: Cells, guard: Guard | None) -> dict[str, tuple[float, float]]:
    """Group -> its largest regret at the point closest to the reference and now, where it has risen."""
    if guard is None:
        return {}
    now = worst_of(q, yardsticks(q), w, q.indicators_of)
    before = guard.projected_regret
    return {g: (before[g], now[g]) for g in now if now[g] > before[g] + RISEN}
