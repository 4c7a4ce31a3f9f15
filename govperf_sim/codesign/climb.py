r"""Sequential linear programming: steps within a trust region, each judged by what it really brings.

A step from w to w' promises :math:`t` and brings :math:`V(w') - V(w)`.  It is taken if it brings at least a tenth of what
it promised; the radius doubles after more than three quarters and halves when a step is refused.  The climb ends when the
radius, or the promise, is negligible, so it never ends below its start (Fletcher and Sainz de la Maza, 1989, for the method).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from govperf_sim.codesign.step import Steps
from govperf_sim.simulation.arrays import Array

RADIUS = 0.1
"""Of the first step, in weight."""
WIDEST = 0.3
NARROWEST = 1e-7
"""A tenth of a millionth of the score: the climb is over."""
ENOUGH, MUCH = 0.1, 0.75
"""What share of its promise a step must keep to be taken, and to be followed by a wider one."""
NOTHING = 1e-12
"""A promise this small is rounding."""
MOST_STEPS = 500


@dataclass(frozen=True, eq=False)
class Top:
    """Where a climb ended."""

    weights: Array
    value: float
    steps: int
    """linear programs solved"""


def climb(
    start: Array,
    steps: Steps,
    value: Callable[[Array], Array],
    slopes: Callable[[Array], Array],
    overall: Callable[[Array], float],
) -> Top:
    """From ``start`` upwards; ``value`` is welfare by draw, ``slopes`` draw x cell, ``overall`` what is made of the draws."""
    at, by_draw = start, value(start)
    here, rising, radius = overall(by_draw), slopes(start), RADIUS
    taken = 0
    while radius >= NARROWEST and taken < MOST_STEPS:
        taken += 1
        there, promise = steps.best(at, radius, by_draw, rising)
        if promise <= NOTHING:
            break
        values = value(there)
        brought = overall(values) - here
        if brought > ENOUGH * promise:
            at, by_draw, here, rising = there, values, overall(values), slopes(there)
            radius = min(2.0 * radius, WIDEST) if brought > MUCH * promise else radius
        else:
            radius *= 0.5
    return Top(at, here, taken)
