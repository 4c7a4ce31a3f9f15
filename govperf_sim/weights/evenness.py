r"""Why one weighting alone is left: the leximin of the moves, proved stage by stage.

Moves :math:`d_j = |w_j - p_j|` of the published weights, in total :math:`V`.  A stage has the level
:math:`z = \max_{j \text{ free}} d_j`; let :math:`v'` be any admissible weights (within the caps) that move no more than
:math:`V` in total, no settled :math:`j` by more than its level and no free one by more than :math:`z`.  Prices that prove
:math:`z' \ge L` under the rows :math:`d_j \le z'`, with :math:`y_j > 0` on the row of :math:`j`, prove more than that:

.. math:: \sum_j y_j (z - d'_j) \le z - L \quad\Rightarrow\quad z - \frac{z - L}{y_j} \le d'_j \le z ,

so :math:`j` is settled: its move is known up to its *span* :math:`(z - L) / y_j`.  The stages go on until every move is.

The moves known, so are the weights.  Where :math:`w_j` and :math:`w'_j` lie on different sides of :math:`p_j`, their
midpoint saves :math:`\min(d_j, d'_j)`; as no weights move less than the bound :math:`V_0` that was proved before,
:math:`\frac1G \sum \min(d_j, d'_j) \le V - V_0`, summed over those.  Whichever side,

.. math:: |w_j - w'_j| \le \frac{z - L}{y_j} + 2 G (V - V_0) =: \text{width of } j .
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import fsum

from govperf_sim.weights.claims import Bounds, Question, Table, generic
from govperf_sim.weights.proof import Bound, Row

SETTLED = 1e-4
"""A price of a level above this settles its move; those of a stage add up to 1."""
STILL = 1e-8
"""Moves no larger than this need no proof: their span is their level."""

UNIQUE = 1e-6
"""Weights no further apart than this are the same."""

Cell = tuple[str, str]
"""Group and indicator."""


class Evenness:
    """The stages of one part: the rows of the stage at hand, and what has been settled so far."""

    def __init__(
        self,
        q: Question,
        part: tuple[str, ...],
        weights: Table,
        to: Table,
        caps: Mapping[str, float] | None,
        bounds: Bounds,
    ) -> None:
        self.moves = {(g, k): abs(weights[g][k] - to[g][k]) for g in part for k in q.indicators[g]}
        self.rows = q.as_close(part, weights, to, caps, bounds)
        self.rows |= {level_row(at): Row({move_column(at): 1.0, "z": -1.0}, "<=", 0.0) for at in self.moves}
        self.spans: dict[Cell, float] = {}
        self._free = set(self.moves)
        self._rest()

    @property
    def level(self) -> float:
        """The largest of the moves that are not settled."""
        return max(self.moves[at] for at in self._free)

    @property
    def done(self) -> bool:
        return not self._free

    def settle(self, bound: Bound, prices: Mapping[str, float]) -> list[Cell]:
        """Settle what the prices of this stage settle, and go on to the next; which moves these are."""
        level = self.level
        priced = {at: -prices.get(level_row(at), 0.0) for at in self._free}
        settled = sorted(at for at, price in priced.items() if price > SETTLED)
        for at in settled:
            self._free.remove(at)
            self.spans[at] = abs(float(Fraction(level) - bound.value) / priced[at])
            del self.rows[level_row(at)]
            self.rows[held_row(at)] = Row({move_column(at): 1.0}, "<=", level)
        self._rest()
        return settled

    def _rest(self) -> None:
        """What hardly moves at all is settled without a proof."""
        if self._free and (level := self.level) <= STILL:
            self.spans |= dict.fromkeys(self._free, level)
            self._free.clear()


def move_column(at: Cell) -> str:
    return f"d({at[0]},{at[1]})"


def level_row(at: Cell) -> str:
    return f"largest_move({at[0]},{at[1]})"


def held_row(at: Cell) -> str:
    return f"held({at[0]},{at[1]})"


def widths(q: Question, spans: Mapping[Cell, float], gap: float) -> dict[str, dict[str, float]]:
    """How far any other weights, as close and as even, can be from these: group -> indicator -> width."""
    crossing = 2 * len(q.indicators) * abs(gap)
    return {g: {k: spans[g, k] + crossing for k in own if (g, k) in spans} for g, own in q.indicators.items()}


def remainder(bound: Bound) -> float:
    """What the prices leave of the costs, in one number: its sum along a direction that sees every column."""
    return fsum(a * generic(c) for c, a in bound.left.items())
