r"""What units do under given weights, and what it is worth: closed forms and their exact derivatives.

Draws s of what nobody knows, units i in groups g(i), tasks k, indicators j.  Under weights w the unit is paid b for a
whole score; best responses are those of the simulation (:mod:`govperf_sim.simulation.behaviour`,
:mod:`~govperf_sim.simulation.fabrication`, :mod:`~govperf_sim.simulation.vanity`):

.. math::
    a_{ik} = b\,\theta \sum_j G_{jk} w_{ij} + \mu_{ik}, \qquad e_i = \arg\max_{e \ge 0} a_i'e - \tfrac12 c\,e'Ce, \qquad
    m_{ij} = \varphi_i\,[\alpha_{ij} w_{ij} - \beta_{ij}]_+ , \qquad v_i = [\gamma_i' w_i - \eta_i]_+ .

Welfare is quadratic in what is done, and what is done is piecewise linear in w:

.. math:: V_i(w) = \frac{1}{K_i}\Bigl[\nu_i'e_i - \tfrac12 c\,e_i'Ce_i - \tfrac12 \sum_j \kappa_{ij} m_{ij}^2
          - (\lambda_i v_i + \tfrac12 \zeta v_i^2)\Bigr].

Between the kinks its gradient is exact.  With A the tasks worked on, r of them, :math:`D = \partial e/\partial a` is

.. math:: D = \frac{1}{c(1-s)}\Bigl(I_A - \frac{s}{1-s+rs} 1_A 1_A'\Bigr), \qquad
          \nabla_w\,(\nu'e - \tfrac12 c\,e'Ce) = b\,\theta\,G D\,(\nu - c\,Ce) .
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array, Flags, Indices
from govperf_sim.simulation.behaviour import best_effort, effort_cost


@dataclass(frozen=True, kw_only=True)
class Response:
    """Units that do what pays best; arrays are draw x unit x ..., an axis of length 1 standing for all alike."""

    group: Indices
    """unit: the row of its group in a table of weights"""
    pays: Array
    """draw x unit x task x indicator: what a unit of weight adds to the gain from effort, :math:`b\\theta G'`"""
    motive: Array
    """x task: the gain that needs no score; -inf where a unit does not work"""
    cost: Array
    """x 1: effort cost c"""
    substitution: float
    worth: Array
    """x task: what a unit of effort is worth, :math:`\\nu`"""
    tempts: Array
    """x indicator: :math:`\\varphi\\alpha`, what a unit of weight adds to fabrication"""
    deters: Array
    """x indicator: :math:`\\varphi\\beta`"""
    lie_cost: Array
    """x indicator: :math:`\\kappa`"""
