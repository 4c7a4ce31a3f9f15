r"""What units decide when a year opens: a situation in, decisions out.

A unit sees its :class:`Situation`: what a point of each indicator is worth to it, what a unit of effort brings it on each
task, what it believes about being found out.  A *decision type* is a pure function from the situation to
:class:`Decisions`; :func:`best_response` is the default.  Arrays are replication x unit x task or indicator; an axis of
length 1 stands for all replications alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array, Flags
from govperf_sim.simulation.behaviour import best_effort
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.fabrication import Scrutiny, fabricate
from govperf_sim.simulation.outcomes import Work
from govperf_sim.simulation.scoring import Scale
from govperf_sim.simulation.shifting import Shifting, shift
from govperf_sim.simulation.vanity import Vanity, invest


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the units know when they decide, replication x unit x ..."""

    year: int
    weights: Array
    """x indicator: the weights in the score, less what a better report now makes harder later"""
    task_weights: Array
    """x task: the weights of what a unit works on"""
    strength: Array
    """x 1: what a whole score is worth"""
    gain: Array
    """x task: what a unit of effort brings in, by the score and by intrinsic motive; -inf where a unit does not work"""
    propensity: Array
    """the share of what would pay to fabricate that a unit does"""
    scrutiny: Scrutiny
    """what they believe about being found out"""
    level: Array
    """x task: how they stand at the opening"""
    work: Work
    reports: Reports
    lie_cost: Array
    """one number an indicator: half of it times squared fabrication is what fabricating costs"""
    vanity: Vanity
    image_price: Array
    """what a unit of investment in image projects costs besides"""
    visible: Flags
    """one flag an indicator: whether an image project shows in it"""
    shifting: Shifting | None
    annual_share: float
    """the share of the score that the year's end settles"""
    scale: Scale
    reckonings: tuple[Callable[[Situation, Decisions], Decisions], ...] = ()
    """what institutions make of a best response, one after another"""


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """What the units do this year, replication x unit x ..."""

    effort: Array
    """x task"""
    fabrication: Array
    """x indicator: points added to what is reported"""
    vanity: Array
    """investment in image projects"""
    shift: Array
    """x indicator: output booked a year early"""


def best_response(situation: Situation) -> Decisions:
    """Every unit does what pays best, one closed form a decision, and reckons with the institutions in turn."""
    now, work = situation, situation.work
    most = now.scale.full - now.scale.least
    effort = best_effort(now.gain, work.effort_cost, work.substitution, work.least_effort)
    decided = Decisions(
        effort=np.where(np.isneginf(now.gain), 0.0, effort),
        fabrication=fabricate(
            now.weights,
            now.propensity,
            now.strength,
            now.scrutiny,
            now.lie_cost,
            most,
            now.reports.caution,
        ),
        vanity=invest(now.weights, now.task_weights, now.visible, now.strength[..., 0], now.vanity, now.image_price),
        shift=shift(now.weights, now.annual_share * now.strength, now.shifting, most),
    )
    for reckon in now.reckonings:
        decided = reckon(now, decided)
    return decided
