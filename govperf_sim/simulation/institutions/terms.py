r"""The terms a year opens with: what institutions may change of the year, each with a neutral value.

Arrays are replication x unit x ...; an axis of length 1 stands for all alike.  Multiplying by 1 and adding 0 change no
bit, so a year under neutral terms is the year without institutions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.verification import Visits


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What units find when a year opens."""

    weights: Array
    """x indicator: the weights in the score"""
    visits: Visits
    """the verification visits of the year"""
    worth: Array
    """x 1: what a point of score is worth to a unit, b and what depends on the score besides"""
    lasting: Array
    """x indicator: what is left of a point's worth once its effect on later years is counted, R"""
    beside: Array
    """x indicator: what a point of an indicator is worth besides the score, where a score is worth anything"""
    raised: Array
    """x indicator: by how much full and least marks have moved up"""
    skill: Array
    """x task: what a unit of effort brings, in multiples of what it brings at the start"""
    honest_error: Array
    """honest errors of reports, in multiples of what they are at the start"""
    propensity: Array
    """the propensity to fabricate, in multiples of what it is at the start"""
    inflation: Array
    """x indicator: what tiers below make of a report on its way up, as a factor"""
    burden: Array
    """the share of staff time taken by being assessed, besides that of the services"""
    find_loss: Array
    """x 1: what the find of a lie costs a unit besides score points, in units of effort cost"""
    image_price: Array
    """what a unit of investment in image projects costs besides, in units of effort cost"""


def neutral(weights: Array, visits: Visits, strength: float) -> Terms:
    """The terms of a year without institutions."""
    one, nothing = np.ones((1, 1, 1)), np.zeros((1, 1, 1))
    return Terms(
        weights=weights,
        visits=visits,
        worth=np.full((1, 1, 1), strength),
        lasting=one,
        beside=nothing,
        raised=nothing,
        skill=one,
        honest_error=one[..., 0],
        propensity=one[..., 0],
        inflation=one,
        burden=nothing[..., 0],
        find_loss=nothing,
        image_price=nothing[..., 0],
    )
