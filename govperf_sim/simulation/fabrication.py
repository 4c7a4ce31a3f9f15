r"""What units add to what they report: pure functions of arrays.

In indicator j with weight w the unit adds m to what it reports.  With the believed chance p of a visit
and q of being found by one, a find cancels the gain and costs F score points per point:

.. math:: U(m) = b\,w\,m\,(1 - pq) - b\,pq\,F\,m - \tfrac12 \kappa m^2, \qquad
          U'(m) = b\,[w(1 - pq) - pqF] - \kappa m = 0 .

What would pay is :math:`m^* = b\,[w(1-pq) - pqF]_+/\kappa`, nothing at all when :math:`p \ge w/(q(w+F))`; of this a unit
does the share :math:`\varphi_i`, its propensity.  It believes every find to be corrected before the score.
"""

from __future__ import annotations

import numpy as np

from govperf_sim.simulation.arrays import Array


def fabricate(
    weights: Array,
    propensity: Array,
    strength: float,
    risk: float,
    penalty: float,
    cost: float,
    most: float = 1.0,
) -> Array:
    """How much is added to each indicator's report, (..., unit, indicator) in [0, ``most``].

    ``risk`` is the believed chance pq of being found; ``propensity`` is (..., unit).

    >>> fabricate(np.array([[1.0]]), np.array([0.5]), strength=1, risk=0.24, penalty=2, cost=1).round(4)
    array([[0.14]])
    """
    pays = strength * np.maximum(weights * (1.0 - risk) - risk * penalty, 0.0) / cost
    return np.minimum(propensity[..., None] * pays, most)


def fabrication_cost(fabrication: Array, cost: float) -> Array:
    """What fabricating costs a unit, indicator by indicator."""
    spent: Array = 0.5 * cost * fabrication**2
    return spent
