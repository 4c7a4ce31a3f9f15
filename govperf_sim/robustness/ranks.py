r"""The best rank a unit can have under any admissible weights, exactly.

.. math::
    1 + \min_{w \in W,\, b} \sum_{k \ne i} b_k \quad\text{subject to}\quad
    (s_k - s_i)(w) \le M_{ik}\, b_k, \qquad b_k \in \{0, 1\}, \qquad M_{ik} = \max_{w \in W} (s_k - s_i)(w) = -D_{ik} .

A unit is behind only those that are strictly ahead: ties help, and no epsilon is needed.  Who is strictly ahead under
all weights counts from the start, who never is strictly ahead does not come in, and :math:`M` is as small as it can be.
Before any whole numbers one linear program asks whether nobody else need be ahead at all.

The worst rank is the same question upside down: with :math:`n` units it is :math:`n + 1` less the best rank under the
scores :math:`-s`, and ties hurt.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt

from govperf_sim.cells import Array
from govperf_sim.errors import NotOptimal
from govperf_sim.robustness.pools import EQUAL, Pool
from govperf_sim.weights.compiled import CompiledProgram, solve_whole
from govperf_sim.weights.model import WeightModel, linear

Stated = Callable[[], WeightModel]
"""States the set of weights anew, for a search to write its own rows into."""
Told = Callable[[], object]
Places = npt.NDArray[np.intp]
WHOLE = 1e-6
"""A bound on a count that misses a whole number by less than this is that number."""


def nobody() -> None:
    """Hears nothing."""


@dataclass(frozen=True, slots=True)
class Best:
    """A rank that some admissible weights give, and the rank that none can beat; the same unless time ran out."""

    found: int
    bound: int


def best_ranks(
    stated: Stated,
    pool: Pool,
    least: Array,
    units: Sequence[int],
    seconds: float,
    workers: int = 1,
    step: Told = nobody,
) -> list[Best]:
    """The best rank of these units of the pool, by their places in it, given all least leads.

    Each search is stopped after ``seconds``; ``step`` is called after each.
    """
    found = []
    with ThreadPoolExecutor(workers) as threads:  # HiGHS lets go of the interpreter while it searches
        for best in threads.map(lambda i: _best(stated, pool, least, i, seconds), units):
            found.append(best)
            step()
    return found


def worst_ranks(
    stated: Stated,
    pool: Pool,
    least: Array,
    units: Sequence[int],
    seconds: float,
    workers: int = 1,
    step: Told = nobody,
) -> list[Best]:
    """The worst rank of these units of the pool, as :func:`best_ranks`."""
    n = len(pool.units)
    turned = best_ranks(stated, dataclasses.replace(pool, scores=-pool.scores), least.T, units, seconds, workers, step)
    return [Best(n + 1 - best.found, n + 1 - best.bound) for best in turned]


def _best(stated: Stated, pool: Pool, least: Array, i: int, seconds: float) -> Best:
    always = least[:, i] > EQUAL
    first = 1 + int(always.sum())
    rivals = np.flatnonzero(~always & (least[i] < -EQUAL))
    if not rivals.size:
        return Best(first, first)
    m = stated()
    _write_ahead(m, pool, i, rivals, -least[i, rivals])
    relaxed = CompiledProgram(m.problem).solve()
    found = _rank_at(pool, i, relaxed.columns)
    bound = first + ceil(relaxed.value - WHOLE)
    if found > bound:
        # Out of time with nothing found: what the relaxation showed stands.
        with contextlib.suppress(NotOptimal):
            if (whole := solve_whole(m.problem, seconds)) is not None:
                found = min(found, _rank_at(pool, i, whole.columns))
                bound = max(bound, first + ceil(whole.value * (1 - whole.gap) - WHOLE))
    return Best(found, bound)


def _write_ahead(m: WeightModel, pool: Pool, i: int, rivals: Places, most: Array) -> None:
    lead = pool.scores[rivals] - pool.scores[i]
    for k, row, largest in zip(rivals, lead, most, strict=True):
        b = m.whole(f"b({pool.units[k]})", 1)
        terms = [(m.columns[c], a) for c, a in zip(pool.columns, row, strict=True)]
        m.require(f"ahead({pool.units[k]})", linear([*terms, (b, -largest)]) <= 0)
    m.minimise(linear((m.columns[f"b({pool.units[k]})"], 1.0) for k in rivals))


def _rank_at(pool: Pool, i: int, columns: Mapping[str, float]) -> int:
    score = pool.scores @ np.array([columns[c] for c in pool.columns])
    return 1 + int((score > score[i] + EQUAL).sum())
