r"""The annual score: what counts, what is deducted, what is left.

.. math:: s_i = \max\bigl(0, \textstyle\sum_j w_{g(i)j} c_{ij} - F \sum_{j \text{ found}} m_{ij}\bigr)

where :math:`c_{ij}` is the report, or the honest report where a find has been corrected in time.  All arrays are unit x
indicator unless said otherwise.
"""

from __future__ import annotations

import numpy as np

from govperf_sim.simulation.population import Array, Flags


def counted(reported: Array, honest: Array, corrected: Flags) -> Array:
    """The reports that count."""
    return np.where(corrected, honest, reported)


def weighted(weights: Array, values: Array) -> Array:
    r""":math:`\sum_j w_{ij} x_{ij}` of each unit."""
    total: Array = (weights * values).sum(axis=-1)
    return total


def deduction(found: Flags, fabrication: Array, penalty: float) -> Array:
    """The score points each unit loses for what was found, at ``penalty`` points a point."""
    lost: Array = penalty * np.where(found, fabrication, 0.0).sum(axis=-1)
    return lost


def score(weights: Array, counts: Array, deducted: Array) -> Array:
    """The score of each unit, never below 0.

    >>> score(np.array([[0.4, 0.6]]), np.array([[0.5, 1.0]]), np.array([0.1])).round(3)
    array([0.7])
    """
    return np.maximum(weighted(weights, counts) - deducted, 0.0)
