r"""Bounds that anybody can check by adding up: weak duality, in exact arithmetic.

For columns :math:`v` in which the weights of every group lie in a simplex and all others in :math:`[0, 2]`, and rows
:math:`a_r'v \ge b_r` (or :math:`\le`, or :math:`=`), any prices :math:`y`, not negative for :math:`\ge` and not positive
for :math:`\le`, prove

.. math:: c'v \;\ge\; \sum_r y_r b_r + \sum_g \min_k (c - A'y)_{gk} + 2 \sum_{\text{others}} \min(0, (c - A'y)_j) .

No solver is trusted: whoever found the prices, the sum is what it is.  Columns that are not weights measure a distance, a
regret or a common level; they are never above 2 at any point worth considering.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum

HIGHEST = 2
"""No column that is not a weight has to be above this."""
BITS = 2 * 1074
"""Every float is a whole number of :math:`2^{-1074}`, and every product of two of :math:`2^{-2148}`."""


@dataclass(frozen=True, slots=True)
class Row:
    """``sum of terms <= limit``, or ``>=``, or ``=``."""

    terms: Mapping[str, float]
    sense: str
    limit: float

    def missed_by(self, at: Mapping[str, float]) -> float:
        """How far a point is on the wrong side, at least 0."""
        over = fsum((*(a * at.get(c, 0.0) for c, a in self.terms.items()), -self.limit))
        return max(over if self.sense != ">=" else 0.0, -over if self.sense != "<=" else 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Bound:
    """What prices prove, and what they leave of the costs."""

    value: Fraction
    left: Mapping[str, float]
    wrong: tuple[str, ...]
    """Rows whose price has the wrong sign; the bound is then no proof."""


def lower_bound(
    cost: Mapping[str, float], rows: Mapping[str, Row], prices: Mapping[str, float], simplices: Iterable[Sequence[str]]
) -> Bound:
    """What the prices prove about the least cost.

    >>> rows = {"cap": Row({"a": 1.0}, "<=", 0.25)}
    >>> float(lower_bound({"b": 1.0}, rows, {"cap": -1.0}, [("a", "b")]).value)
    0.75
    """
    left = {c: _units(a) for c, a in cost.items()}
    value, wrong = 0, []
    for name, price in prices.items():
        row = rows[name]
        if (row.sense == "<=" and price > 0) or (row.sense == ">=" and price < 0):
            wrong.append(name)
        value += _units(price, row.limit)
        for c, a in row.terms.items():
            left[c] = left.get(c, 0) - _units(price, a)
    shares = set[str]()
    for columns in simplices:
        shares.update(columns)
        value += min(left.get(c, 0) for c in columns)
    value += HIGHEST * sum(min(a, 0) for c, a in left.items() if c not in shares)
    return Bound(Fraction(value, 1 << BITS), {c: a / (1 << BITS) for c, a in left.items() if a}, tuple(wrong))


def _units(*factors: float) -> int:
    """A number, or the product of two, in units of 2 to the power of -BITS: nothing is rounded."""
    product, shift = 1, BITS
    for x in factors:
        over, under = x.as_integer_ratio()
        product *= over
        shift -= under.bit_length() - 1
    return product << shift


def completed(weights: Mapping[str, float], rows: Mapping[str, Row]) -> dict[str, float]:
    """The weights, and for every other column the least value that the rows that speak of it alone allow."""
    point = dict(weights)
    for row in rows.values():
        others = [c for c in row.terms if c not in weights]
        if len(others) != 1:
            continue
        (c,) = others
        rest, a = fsum((row.limit, *(-b * weights[k] for k, b in row.terms.items() if k != c))), row.terms[c]
        if (row.sense == ">=" and a > 0) or (row.sense == "<=" and a < 0):
            point[c] = max(point.get(c, 0.0), rest / a)
    return point


def violation(weights: Mapping[str, float], rows: Mapping[str, Row]) -> float:
    """The largest miss of any row, the other columns set as well as they can be."""
    at = completed(weights, rows)
    return max((row.missed_by(at) for row in rows.values()), default=0.0)
