r"""Pairwise comparisons (AHP): how many times as important is item i as item j, :math:`a_{ij} = 1 / a_{ji}`.

Two weights that are always there: the principal eigenvector, with :math:`\lambda_{\max}`,
:math:`CI = (\lambda_{\max} - n) / (n - 1)` and :math:`CR = CI / RI`; and the geometric means of the rows.  Two programs
about log-weights :math:`v`, which forgive a wrong answer better, and usually have many optima:

.. math:: \min \sum_{i<j} d_{ij} \quad\text{or}\quad \min \max_{i<j} d_{ij}
          \qquad\text{s.t. } d_{ij} \ge |v_i - v_j - \ln a_{ij}| .

*The range of a weight over the face is exact.*  Both faces are bounds on differences :math:`v_i - v_j` (for the sum by
complementary slackness), and of points with the same :math:`v_k` that obey such bounds the componentwise largest obeys
them too.  So one program, :math:`\max \sum_j (v_j - v_k)`, makes every difference to k largest at once, and
:math:`w_k = 1 / \sum_j e^{v_j - v_k}` smallest.

Sources: Saaty 1980, The Analytic Hierarchy Process (scale, RI); Koczkodaj 1993, Mathematical and Computer Modelling 18:79-84
(triples); Aczel and Saaty 1983, Journal of Mathematical Psychology 27:93-102 (several experts by geometric mean).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.errors import Fault, PreferenceError, fault
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.deviations import Wanted, level_rows, write_deviations
from govperf_sim.weights.model import WeightModel, linear
from govperf_sim.weights.preferences.answers import SCALE, item_faults, on_scale
from govperf_sim.weights.preferences.face import Face, optimal_face
from govperf_sim.weights.stages import leximin
from govperf_sim.words import Message

RANDOM_INDEX = (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Saaty's RI for 1 to 15 items."""
RECIPROCAL = 1e-6
"""So far, relatively, a_ij a_ji may be from 1."""
LEVEL = "largest_deviation"
THE_MATRIX = Message("preferences.the_matrix")


@dataclass(frozen=True)
class Triple:
    """Three items whose comparisons fit one another least: ``first`` to ``last`` against the way round by ``between``."""

    first: str
    between: str
    last: str
    direct: float
    """What was answered for first to last."""
    by_way: float
    """What follows from first to between and between to last."""

    @property
    def inconsistency(self) -> float:
        """Koczkodaj's index, in [0, 1]: 0 where the two agree."""
        return 1.0 - min(self.direct, self.by_way) / max(self.direct, self.by_way)


@dataclass(frozen=True, eq=False)
class Programmed:
    """The weights of one of the two programs."""

    face: Face
    """The optimum in log-ratios; the ranges in weight."""
    settled: pd.Series[float]
    """The point of the face whose deviations are leximin; the weights, where the face is a point."""


@dataclass(frozen=True, eq=False)
class PairwiseWeights:
    """What a matrix of comparisons says, by four methods, and how consistent it is."""

    eigenvector: pd.Series[float]
    geometric_mean: pd.Series[float]
    lambda_max: float
    index: float
    """CI."""
    ratio: float
    """CR; Saaty asks for no more than 0.1."""
    least_total: Programmed
    """The program with the sum of deviations."""
    least_largest: Programmed
    """The program with the largest deviation."""
    triple: Triple | None
    """The most inconsistent triple; ``None`` where every triple agrees."""


def pairwise(matrix: pd.DataFrame) -> PairwiseWeights:
    """Weights from a matrix of comparisons, item x item, each between 1/9 and 9.

    Raises :class:`~govperf_sim.errors.PreferenceError` with every answer that is missing, off the scale, or not the
    reciprocal of its mirror image.

    >>> cars = pd.DataFrame([[1, 1/2, 3], [2, 1, 4], [1/3, 1/4, 1]], index=["style", "reliability", "fuel"],
    ...                     columns=["style", "reliability", "fuel"])
    >>> found = pairwise(cars)
    >>> found.eigenvector.round(4).to_dict(), round(found.ratio, 3)
    ({'style': 0.3196, 'reliability': 0.5584, 'fuel': 0.122}, 0.016)
    >>> found.least_total.face.unique, found.least_largest.face.unique
    (False, True)
    """
    if faults := list(_faults(matrix)):
        raise PreferenceError(faults)
    items = [str(k) for k in matrix.index]
    a = matrix.set_axis(items).set_axis(items, axis=1).to_numpy(float)
    values, vectors = np.linalg.eig(a)
    first = int(np.argmax(values.real))
    n, lambda_max = len(items), float(values[first].real)
    index = (lambda_max - n) / (n - 1)
    logs = np.log(a)
    return PairwiseWeights(
        eigenvector=_weights(items, np.abs(vectors[:, first].real)),
        geometric_mean=_weights(items, np.exp(logs.mean(axis=1))),
        lambda_max=lambda_max,
        index=index,
        ratio=index / RANDOM_INDEX[n - 1] if n > 2 else 0.0,
        least_total=_solve(total_model(items, logs), items, logs),
        least_largest=_solve(largest_model(items, logs), items, logs),
        triple=_triple(items, a),
    )


def joined(matrices: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One matrix of several experts', by expert: the geometric mean of their answers, which stays reciprocal.

    Raises :class:`~govperf_sim.errors.PreferenceError` when a matrix makes no sense, or they are not of the same items.

    >>> two = pd.DataFrame([[1, 4], [1/4, 1]], index=["a", "b"], columns=["a", "b"])
    >>> joined({"one": two, "other": two.T}).to_numpy().tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    if not matrices:
        raise PreferenceError(fault("preferences.nobody"))
    items = [str(k) for k in next(iter(matrices.values())).index]
    faults = [f for e, matrix in matrices.items() for f in _faults(matrix, e)]
    others = (e for e, matrix in matrices.items() if set(map(str, matrix.index)) != set(items))
    faults += [fault("preferences.other_items", who=e) for e in others]
    if faults:
        raise PreferenceError(faults)
    logs = [np.log(matrix.loc[items, items].to_numpy(float)) for matrix in matrices.values()]
    return pd.DataFrame(np.exp(np.mean(logs, axis=0)), index=items, columns=items)


def total_model(items: list[str], logs: Array) -> WeightModel:
    """The program with the sum of deviations."""
    m = _model(items, logs)
    m.minimise(linear((m.columns[d], 1.0) for d in _deviations(items)))
    return m


def largest_model(items: list[str], logs: Array) -> WeightModel:
    """The program with the largest deviation."""
    m = _model(items, logs)
    m.minimise(1.0 * m.columns[LEVEL])
    return m


def _model(items: list[str], logs: Array) -> WeightModel:
    """Log-weights up from wherever the smallest lies: only differences count, so none needs to be negative."""
    m = WeightModel({})
    for k in items:
        m.column(f"v({k})")
    write_deviations(m, _wanted(m, items, logs), LEVEL)
    return m


def _wanted(m: WeightModel, items: list[str], logs: Array) -> Wanted:
    v = [m.columns[f"v({k})"] for k in items]
    pairs = itertools.combinations(range(len(items)), 2)
    return {f"{items[i]},{items[j]}": (v[i] - v[j], float(logs[i, j])) for i, j in pairs}


def _deviations(items: list[str]) -> list[str]:
    return [f"d({i},{j})" for i, j in itertools.combinations(items, 2)]


def _solve(m: WeightModel, items: list[str], logs: Array) -> Programmed:
    program, optimum = optimal_face(m)
    ranges = {k: tuple(_extreme(program, items, k, side) for side in (-1.0, 1.0)) for k in items}
    table = pd.DataFrame.from_dict(ranges, orient="index", columns=["least", "most"]).rename_axis("item")
    last = list(leximin(program, LEVEL, LEVEL, level_rows(_wanted(m, items, logs), LEVEL)))[-1].columns
    settled = np.exp(np.array([last[f"v({k})"] for k in items]))
    return Programmed(Face(optimum, table), _weights(items, settled))


def _extreme(program: CompiledProgram, items: list[str], k: str, side: float) -> float:
    """The least (side -1) or the most (side 1) weight of an item on the face."""
    program.set_objective({f"v({j})": side * (1.0 - len(items) if j == k else 1.0) for j in items})
    at = program.solve().columns
    return 1.0 / sum(math.exp(at[f"v({j})"] - at[f"v({k})"]) for j in items)


def _triple(items: list[str], a: Array) -> Triple | None:
    triples = [
        Triple(items[i], items[j], items[k], float(a[i, k]), float(a[i, j] * a[j, k]))
        for i, j, k in itertools.combinations(range(len(items)), 3)
    ]
    worst = max(triples, key=lambda t: t.inconsistency, default=None)
    return worst if worst is not None and worst.inconsistency > RECIPROCAL else None


def _weights(items: list[str], raw: Array) -> pd.Series[float]:
    return pd.Series(raw / raw.sum(), index=items, name="weight").rename_axis("item")


def _faults(matrix: pd.DataFrame, who: str | Message = THE_MATRIX) -> Iterator[Fault]:
    items, columns = [str(k) for k in matrix.index], [str(k) for k in matrix.columns]
    yield from item_faults(items)
    if len(items) > len(RANDOM_INDEX):
        yield fault("preferences.too_many", count=len(items), most=len(RANDOM_INDEX))
    if sorted(items) != sorted(columns):
        yield fault("preferences.not_square", who=who, items=", ".join(sorted(set(items) ^ set(columns))))
        return
    if len(set(items)) < len(items):
        return
    rows = matrix.set_axis(items).set_axis(columns, axis=1).to_dict("index")
    cells: dict[tuple[str, str], Any] = {(i, j): rows[i][j] for i in items for j in columns}
    for (i, j), x in cells.items():
        if not on_scale(x, 1.0 / SCALE[1]):
            yield fault("preferences.pair_off_scale", who=who, item=i, other=j, found=x)
        elif i == j and x != 1:
            yield fault("preferences.not_one", who=who, item=i, found=x)
    for i, j in itertools.combinations(items, 2):
        x, y = cells[i, j], cells[j, i]
        if all(on_scale(z, 1.0 / SCALE[1]) for z in (x, y)) and abs(x * y - 1) > RECIPROCAL:
            yield fault("preferences.not_reciprocal", who=who, item=i, other=j, found=x, mirror=y)
