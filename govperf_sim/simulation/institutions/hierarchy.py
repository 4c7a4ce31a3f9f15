r"""Targets on their way down the tiers, and reports on their way up.

**Down.**  A *split* says which share of a parent's target each child takes: a matrix S, child x parent, whose columns sum to 1.
Every tier adds the share a of what it was handed (level by level more, 层层加码):

.. math:: g_{l+1} = (1 + a)\,S_l\,g_l, \qquad 1'g_l = (1 + a)^l\,1'g_0 ,

so that what the children are asked for is what the parent was asked for where a = 0.

**Up.**  A parent reports the sum of what its children report, and adds the share m:
:math:`r_l = (1 + m)\sum r_{l+1}`, after L tiers :math:`(1 + m)^L` times what was done.

**Who meets a target.**  With results normal around x with standard deviation :math:`\sigma` for one member and so
:math:`\sigma/\sqrt n` for the mean of n, the share that meets g is :math:`\Phi((x - g)\sqrt n/\sigma)`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from govperf_sim.simulation.arrays import Array, through


def handed_down(top: Array, splits: Sequence[Array], more: float) -> list[Array]:
    """The targets of every tier, (..., member), the top first.

    >>> [tier.tolist() for tier in handed_down(np.array([8.0]), [np.array([[0.75], [0.25]])], more=0.5)]
    [[8.0], [9.0, 3.0]]
    """
    tiers = [top]
    for split in splits:
        tiers.append((1.0 + more) * through(split, tiers[-1]))
    return tiers


def reported_up(lowest: Array, splits: Sequence[Array], more: float) -> list[Array]:
    """What every tier reports, (..., member), the top first; a child belongs to the parents it takes a share of.

    >>> [tier.tolist() for tier in reported_up(np.array([6.0, 2.0]), [np.array([[0.75], [0.25]])], more=0.5)]
    [[12.0], [6.0, 2.0]]
    """
    tiers = [lowest]
    for split in reversed(splits):
        tiers.insert(0, (1.0 + more) * through((split > 0.0).T.astype(float), tiers[0]))
    return tiers


def meeting(mean: Array, target: Array, spread: float, members: Array | float = 1.0) -> Array:
    """The share of the means of so many members that meet a target; all or none where nothing is left to chance.

    >>> meeting(np.array([8.0, 8.0]), np.array([8.0, 8.4]), spread=2.0).round(4)
    array([0.5   , 0.4207])
    """
    from scipy.special import ndtr  # a tenth of a second to import, and only wanted here

    if spread == 0.0:
        return (mean >= target).astype(float)
    met: Array = ndtr((mean - target) * np.sqrt(members) / spread)
    return met
