"""Arrays of a batch of replications, and sums over them that come out the same in any company.

Replications are played in lockstep: the first axis of every moving array is the replication, the second the unit.  One
replication played alone must equal itself within a batch to the bit, and so must a unit beside others.  Adding up in
another order rounds differently, so three rules hold wherever units or replications are an axis: no BLAS product (``@``,
``dot``, ``tensordot``) runs along or beside them, sums run over the last axis of a C-contiguous array (:func:`totals`) or
one term after another (:func:`through`), and columns are picked with :func:`numpy.take`, because ``x[..., index]`` may
come out in another memory order.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]


def totals(values: Array) -> Array:
    """Sums over the last axis.

    >>> totals(np.array([[0.25, 0.5], [1.0, 2.0]]))
    array([0.75, 3.  ])
    """
    summed: Array = np.ascontiguousarray(values).sum(axis=-1)
    return summed


def through(loading: Array, values: Array) -> Array:
    r""":math:`\sum_k G_{jk} x_k` for the last axis of ``values``: (..., k) -> (..., j), one k after another."""
    summed: Array = np.zeros((*values.shape[:-1], loading.shape[0]))
    for k, column in enumerate(loading.T):
        summed += values[..., k, None] * column
    return summed
