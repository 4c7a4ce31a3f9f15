r"""Weights of several parties joined: those inside, the public, experts, a third party, each with its power.

Party h wants weights :math:`p_h` and has the power :math:`\lambda_h > 0`; powers are scaled to add up to 1.  Two ways:

.. math:: \text{median: } \min \sum_h \lambda_h \sum_k |w_k - p_{hk}| \qquad
          \text{minimax: } \min \max_h \lambda_h \sum_k |w_k - p_{hk}| \qquad \text{s.t. } \sum_k w_k = 1,\ w \ge 0 .

The median listens to the many, and a party with more than half of the power has its way; the minimax leaves no party
further away than it must.  Either may have many optima: the range of every weight is reported, and one point settled by
making first (for the minimax) the distances of the parties leximin, then every deviation :math:`|w_k - p_{hk}|`, which
leaves a single one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from govperf_sim.errors import Fault, PreferenceError, fault, nearest
from govperf_sim.weights.checks import CODE
from govperf_sim.weights.deviations import Wanted, level_rows, write_deviations
from govperf_sim.weights.model import WeightModel, linear
from govperf_sim.weights.preferences.answers import item_faults
from govperf_sim.weights.preferences.face import Face, optimal_face, ranges_on
from govperf_sim.weights.rule_checks import is_number
from govperf_sim.weights.stages import leximin
from govperf_sim.words import Message

JOINT = "joint"
LEVEL = "largest_deviation"
FURTHEST = "furthest"
SUM = 1e-6
"""Weights that add up to 1 within this do."""


@dataclass(frozen=True, eq=False)
class Joint:
    """The weights of one way of joining."""

    face: Face
    settled: pd.Series[float]
    """The point of the face that is as even as can be; the weights, where the face is a point."""
    distances: pd.Series[float]
    """Party -> how far the settled weights are from its own, the sum of differences: from 0 to 2."""


@dataclass(frozen=True, eq=False)
class Mix:
    """Both ways of joining, side by side."""

    median: Joint
    minimax: Joint


def stakeholder_mix(opinions: pd.DataFrame, powers: Mapping[str, float]) -> Mix:
    """Join ``opinions``, party x item, each row adding up to 1, by the ``powers`` of the parties.

    Raises :class:`~govperf_sim.errors.PreferenceError`.

    >>> opinions = pd.DataFrame({"growth": [0.6, 0.2, 0.4], "air": [0.4, 0.8, 0.6]}, index=["internal", "public", "expert"])
    >>> found = stakeholder_mix(opinions, {"internal": 1, "public": 1, "expert": 1})
    >>> found.median.face.weights.to_dict(), found.minimax.distances.round(3).to_dict()
    ({'growth': 0.4, 'air': 0.6}, {'internal': 0.4, 'public': 0.4, 'expert': 0.0})
    """
    if faults := list(_faults(opinions, powers)):
        raise PreferenceError(faults)
    total = sum(powers.values())
    power = {str(h): powers[str(h)] / total for h in opinions.index}
    return Mix(
        _join(opinions, power, median_model(opinions, power)), _join(opinions, power, minimax_model(opinions, power))
    )


def median_model(opinions: pd.DataFrame, power: Mapping[str, float]) -> WeightModel:
    """The program with the sum of distances."""
    m = _model(opinions)
    m.minimise(linear((m.columns[f"d({h},{k})"], a) for h, a in power.items() for k in opinions.columns))
    return m


def minimax_model(opinions: pd.DataFrame, power: Mapping[str, float]) -> WeightModel:
    """The program with the largest distance."""
    m = _model(opinions)
    furthest = m.column(FURTHEST)
    for h, a in power.items():
        distance = m.column(f"distance({h})")
        m.require(f"distance({h})", distance - linear((m.columns[f"d({h},{k})"], a) for k in opinions.columns) >= 0)
        m.require(f"{FURTHEST}({h})", distance - furthest <= 0)
    m.minimise(1.0 * furthest)
    return m


def _model(opinions: pd.DataFrame) -> WeightModel:
    m = WeightModel({JOINT: tuple(map(str, opinions.columns))})
    write_deviations(m, _wanted(m, opinions), LEVEL)
    return m


def _wanted(m: WeightModel, opinions: pd.DataFrame) -> Wanted:
    rows = {str(h): row for h, row in opinions.to_dict("index").items()}
    return {f"{h},{k}": (1.0 * m.w[JOINT, str(k)], float(x)) for h, row in rows.items() for k, x in row.items()}


def _join(opinions: pd.DataFrame, power: Mapping[str, float], m: WeightModel) -> Joint:
    items = [str(k) for k in opinions.columns]
    program, optimum = optimal_face(m)
    face = Face(optimum, ranges_on(program, {k: {f"w({JOINT},{k})": 1.0} for k in items}))
    if FURTHEST in m.columns:
        for _ in leximin(program, FURTHEST, FURTHEST, {f"{FURTHEST}({h})": f"distance({h})" for h in power}):
            pass
    last = list(leximin(program, LEVEL, LEVEL, level_rows(_wanted(m, opinions), LEVEL)))[-1].columns
    settled = pd.Series({k: max(last[f"w({JOINT},{k})"], 0.0) for k in items}, name="weight").rename_axis("item")
    distances = (opinions.set_axis(items, axis=1) - settled).abs().sum(axis=1).rename("distance").rename_axis("party")
    return Joint(face, settled, distances)


def _faults(opinions: pd.DataFrame, powers: Mapping[str, float]) -> Iterator[Fault]:
    parties = [str(h) for h in opinions.index]
    yield from item_faults(opinions.columns)
    if not parties:
        yield fault("preferences.nobody")
    for h in dict.fromkeys(parties):
        if parties.count(h) > 1:
            yield fault("preferences.twice", item=h, times=parties.count(h))
        if not CODE.fullmatch(h):
            yield fault("weights.bad_code", what=Message("preferences.a_party"), code=h)
        if h not in powers:
            yield fault("preferences.no_power", nearest(h, powers), party=h)
    for h, power in powers.items():
        if h not in parties:
            yield fault("preferences.power_of_nobody", nearest(h, parties), party=h)
        elif not (is_number(power) and power > 0):
            yield fault("preferences.bad_power", party=h, found=power)
    for h, row in zip(parties, opinions.to_dict("records"), strict=True):
        wrong = {k: x for k, x in row.items() if not (is_number(x) and x >= 0)}
        yield from (fault("preferences.bad_weight", party=h, item=k, found=x) for k, x in wrong.items())
        if not wrong and abs(sum(row.values()) - 1) > SUM:
            yield fault("preferences.opinion_sum", party=h, total=sum(row.values()))
