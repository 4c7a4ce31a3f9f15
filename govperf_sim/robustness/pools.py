r"""Pools: units that are ranked together, and what each scores as a linear function of the admissible weights.

Units of one group are ranked on their totals, :math:`x_i'w_{g(i)}`.  Across the groups of a system units are ranked
with the pool that is declared for them, or else with the rest of their system, on the core sub-score: the mean over the
core :math:`C` of the system by the weights of the unit's own group,

.. math:: s_i(w) = \frac{\sum_{k \in C} w_{g(i)k}\, x_{ik}}{T_{g(i)}}, \qquad T_g = \sum_{k \in C} w_{gk} > 0 .

Where the rules hold the core total of all groups of a pool equal, :math:`T_g = T`, the order of two units is that
of :math:`\sum_k w_{g(i)k} x_{ik}`, which is linear, though the groups' own weights may differ.  Where they do not, the
core is no common ruler: the pool is listed as one that cannot be ranked together, and its groups remain.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.conflicts import require_admissible
from govperf_sim.weights.statements import called
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import Message

Level = Literal["group", "system", "pool"]
"""Totals in a group; core sub-scores in a system, but for units that are ranked apart, and in a pool of such units."""
Codes = tuple[str, ...]
INDEX = ("level", "pool", "unit")
EQUAL = 1e-9
"""Totals and scores that differ by no more than this are equal."""


@dataclass(frozen=True, eq=False)
class Pool:
    """Units ranked together."""

    level: Level
    code: str
    """Of the group, the system or the declared pool."""
    units: tuple[str, ...]
    groups: tuple[str, ...]
    """The groups whose weights can matter: those of the units, and those that rules tie to them."""
    cells: tuple[tuple[str, str], ...]
    """(group, indicator) of each weight that enters a score."""
    scores: Array
    """Unit x cell: a unit's score is its row times the weights."""
    total: tuple[float, float]
    """The least and the most that the weights of a score can add up to: 1 in a group, else the core's total."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The cells by their names in the model."""
        return tuple(f"w({g},{k})" for g, k in self.cells)

    @property
    def index(self) -> pd.MultiIndex:
        """(level, pool, unit) of its units, as tables of results have them."""
        return pd.MultiIndex.from_tuples([(self.level, self.code, u) for u in self.units], names=INDEX)


@dataclass(frozen=True, eq=False)
class Pools:
    """All pools of a question."""

    known: tuple[Pool, ...]
    apart: Mapping[str, Message]
    """System, or declared pool, that cannot be ranked together -> why not."""


def rankings(q: Weighting) -> Mapping[tuple[Level, str], Codes]:
    """(level, code) -> the units ranked together: the groups; then, system by system, the rest and the declared pools.

    A system of one group of which nothing is set apart is ranked once, as the group.

    >>> import pandas as pd
    >>> scores = pd.DataFrame({"law": [0.9, 0.4, 0.3]}, index=["tax", "health", "parks"])
    >>> groups = pd.Series({"tax": "a", "health": "a", "parks": "b"})
    >>> rankings(Weighting(scores=scores, groups=groups, pools=pd.Series({"tax": "vertical"})))
    {('group', 'a'): ('tax', 'health'), ('group', 'b'): ('parks',),
     ('system', 'all'): ('health', 'parks'), ('pool', 'vertical'): ('tax',)}
    """
    found: dict[tuple[Level, str], Codes] = {("group", g): units for g, units in q.units_of.items()}
    for system in q.core_of:
        own = [str(u) for u in q.scores.index if q.system_of[str(q.groups[u])] == system]
        codes = sorted(dict.fromkeys(q.pool_of[u] for u in own), key=lambda code: code != system)
        if len(codes) > 1 or sum(s == system for s in q.system_of.values()) > 1:
            for code in codes:
                level: Level = "system" if code == system else "pool"
                found[level, code] = tuple(u for u in own if q.pool_of[u] == code)
    return found


@functools.lru_cache(maxsize=4)
def pools_of(q: Weighting) -> Pools:
    """Each group; and what is ranked across groups, where the core is one ruler.

    Every part of an examination asks; the answers to the last few questions are kept.

    Raises :class:`~govperf_sim.errors.InfeasibleRules` when the rules admit no weights.
    """
    require_admissible(q.indicators_of, q.rules, q.names, q.mean_regret)
    known, apart = list[Pool](), dict[str, Message]()
    for (level, code), units in rankings(q).items():
        if level == "group":
            known.append(_pool(q, (level, code), units, (code,), q.indicators_of[code], (1.0, 1.0)))
            continue
        groups = tuple(g for g, own in q.units_of.items() if set(own) & set(units))
        system = q.system_of[groups[0]]
        total = _core_total(q, system, groups, q.core_of[system])
        if isinstance(total, Message):
            apart[code] = total
        else:
            known.append(_pool(q, (level, code), units, groups, q.core_of[system], total))
    return Pools(tuple(known), apart)


def _pool(
    q: Weighting,
    named: tuple[Level, str],
    units: Codes,
    groups: Codes,
    indicators: Codes,
    total: tuple[float, float],
) -> Pool:
    cells = [(g, k) for g in groups for k in indicators]
    scores = np.array([[q.scores_of[u][k] if q.groups[u] == g else 0.0 for g, k in cells] for u in units], dtype=float)
    return Pool(*named, units, _tied(q, groups), tuple(cells), scores.reshape(len(units), len(cells)), total)


def _core_total(q: Weighting, system: str, groups: Codes, core: Codes) -> tuple[float, float] | Message:
    """The least and the most that the core can weigh, alike in all groups; or why it is no common ruler."""
    name = called(system, q.names)
    if not core:
        return Message("robustness.no_core", {"system": name})
    program = CompiledProgram(q.model(_tied(q, groups)).problem)
    columns = [f"w({g},{k})" for g in groups for k in core]
    totals = np.repeat(np.eye(len(groups)), len(core), axis=1)
    low, high = program.sweep(columns, totals)[0], -program.sweep(columns, -totals)[0]
    if low.min() <= EQUAL:
        return Message("robustness.core_may_vanish", {"system": name})
    if len(groups) == 1:
        return float(low[0]), float(high[0])
    apart = totals[1:] - totals[0]
    widest = -np.minimum(program.sweep(columns, apart)[0], program.sweep(columns, -apart)[0])
    if (widest > EQUAL).any():
        values = {"group": called(groups[0], q.names), "other": called(groups[1 + int(widest.argmax())], q.names)}
        return Message("robustness.core_totals_differ", {"system": name, **values})
    return float(low[0]), float(high[0])


def _tied(q: Weighting, groups: Codes) -> Codes:
    return tuple(g for part in q.parts if set(part) & set(groups) for g in part)
