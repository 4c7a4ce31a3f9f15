"""Is the question well put?  Every fault of a weighting, found before anything is solved.

The shape is checked first (who, what, where), then cells and rules; arithmetic only when all names are known.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from govperf_sim.errors import Fault, fault, nearest
from govperf_sim.weights.arithmetic import arithmetic, own_share_arithmetic
from govperf_sim.weights.goal import Goal
from govperf_sim.weights.rule_checks import is_number, rule_faults
from govperf_sim.words import Message

if TYPE_CHECKING:
    from govperf_sim.weights.weighting import Weighting

ONE_SYSTEM = "all"
"""The system of every group when none is given."""
CODE = re.compile(r"[A-Za-z0-9_.]+")


def check(q: Weighting) -> list[Fault]:
    """Everything wrong with the question; empty when it can be asked."""
    if kinds := list(_types(q)):
        return kinds
    shape = [*_codes(q), *_groups(q), *_applies(q), *_systems(q), *_domains(q), *_pools(q)]
    if shape:
        # Cells and limits of a table whose rows and columns are in doubt would only repeat the same faults.
        return [*shape, *rule_faults(q.rules, dict.fromkeys(map(str, q.scores.columns)), None)]
    cells = [
        *_scores(q),
        *_reference(q),
        *rule_faults(q.rules, dict.fromkeys(map(str, q.scores.columns)), q.indicators_of),
    ]
    return cells or [
        *arithmetic(q.indicators_of, q.rules),
        *own_share_arithmetic(q.indicators_of, q.rules, q.scores_by_group),
    ]


def _types(q: Weighting) -> Iterator[Fault]:
    table, column = pd.DataFrame, pd.Series
    allowed: dict[str, tuple[type, ...]] = {
        "scores": (table,),
        "groups": (column,),
        "reference": (table, column, type(None)),
        "applies": (table, type(None)),
        "systems": (column, type(None)),
        "domains": (column, type(None)),
        "pools": (column, type(None)),
        "goal": (Goal, type(None)),
    }
    for name, types in allowed.items():
        # A class has all that its instances have, so RegretGuard without brackets would pass for a goal.
        if not isinstance(given := getattr(q, name), types) or isinstance(given, type):
            wanted = " / ".join("None" if t is type(None) else t.__name__ for t in types)
            yield fault("weights.wrong_type", name=name, wanted=wanted, found=type(given).__name__)


def _codes(q: Weighting) -> Iterator[Fault]:
    if q.scores.empty:
        yield fault("weights.no_scores")
    groups = dict.fromkeys(q.groups.dropna())
    for what, codes in (("unit", q.scores.index), ("indicator", q.scores.columns), ("group", groups)):
        for code, times in Counter(iter(codes)).items():
            if times > 1:
                yield fault("weights.twice", what=Message(f"weights.a_{what}"), code=code, times=times)
            if not isinstance(code, str) or not CODE.fullmatch(code):
                yield fault("weights.bad_code", what=Message(f"weights.a_{what}"), code=code)
    for where, table in (("reference", q.reference), ("applies", q.applies), ("systems", q.systems),
                         ("domains", q.domains), ("pools", q.pools)):  # fmt: skip
        axes = [] if table is None else [table.index]
        axes += [table.columns] if isinstance(table, pd.DataFrame) else []
        for code, times in Counter(c for axis in axes for c in axis).items():
            if times > 1:
                yield fault("weights.twice_in", where=where, code=code)


def _groups(q: Weighting) -> Iterator[Fault]:
    for unit in q.scores.index:
        if unit not in q.groups.index or pd.isna(q.groups[[unit]]).any():
            yield fault("weights.no_group", unit=unit)
    for unit, times in Counter(q.groups.index).items():
        if unit not in q.scores.index:
            yield fault("weights.unknown_unit", nearest(unit, map(str, q.scores.index)), unit=unit)
        elif times > 1:
            yield fault("weights.two_groups", unit=unit, times=times)


def _applies(q: Weighting) -> Iterator[Fault]:
    if q.applies is None:
        return
    used, indicators = set(q.groups.dropna()), list(map(str, q.scores.columns))
    for g in sorted(used - set(q.applies.index)):
        yield fault("weights.applies_lacks_group", nearest(g, map(str, q.applies.index)), group=g)
    for k in indicators:
        if k not in q.applies.columns:
            yield fault("weights.applies_lacks_indicator", nearest(k, map(str, q.applies.columns)), indicator=k)
    for k in q.applies.columns:
        if k not in indicators:
            yield fault("weights.unknown_indicator", nearest(k, indicators), where="applies", indicator=k)
    for g in q.applies.index:
        if g not in used:
            yield fault("weights.empty_group", group=g)
    values = q.applies.to_numpy()
    if not np.isin(values, (True, False)).all():
        yield fault("weights.applies_not_bool")
        return
    for g, row in zip(q.applies.index, values.astype(bool), strict=True):
        if not row.any():
            yield fault("weights.nothing_applies", group=g)
    for k, column in zip(q.applies.columns, values.T.astype(bool), strict=True):
        if not column.any():
            yield fault("weights.applies_to_nobody", indicator=k)


def _systems(q: Weighting) -> Iterator[Fault]:
    if q.systems is None:
        return
    for g in dict.fromkeys(q.groups.dropna()):
        if g not in q.systems.index or pd.isna(q.systems[[g]]).any():
            yield fault("weights.no_system", group=g)
    for g in q.systems.index:
        if g not in set(q.groups):
            yield fault("weights.unknown_group", nearest(g, map(str, set(q.groups))), where="systems", group=g)


def _domains(q: Weighting) -> Iterator[Fault]:
    if q.domains is None:
        return
    indicators = list(map(str, q.scores.columns))
    for k in indicators:
        if k not in q.domains.index or pd.isna(q.domains[[k]]).any():
            yield fault("weights.no_domain", indicator=k)
    for k in q.domains.index:
        if k not in indicators:
            yield fault("weights.unknown_indicator", nearest(k, indicators), where="domains", indicator=k)


def _pools(q: Weighting) -> Iterator[Fault]:
    """A pool is of one system, since nothing else is comparable, and not called like one."""
    if q.pools is None:
        return
    known, systems = list(map(str, q.scores.index)), dict[str, set[str]]()
    taken = {ONE_SYSTEM} if q.systems is None else set(map(str, q.systems))
    for unit, pool in q.pools.items():
        if unit not in known:
            yield fault("weights.unknown_unit", nearest(unit, known), unit=unit)
        elif not isinstance(pool, str) or not CODE.fullmatch(pool):
            yield fault("weights.bad_code", what=Message("weights.a_pool"), code=pool)
        else:
            g = q.groups.get(unit)
            system = ONE_SYSTEM if q.systems is None else str(q.systems.get(g, g))
            systems.setdefault(pool, set()).add(system)
    for pool, of in systems.items():
        if len(of) > 1:
            yield fault("weights.pool_across_systems", pool=pool, systems=", ".join(sorted(of)))
        if pool in taken:
            yield fault("weights.pool_is_system", pool=pool)


def _scores(q: Weighting) -> Iterator[Fault]:
    for unit in q.scores.index:
        for k in q.indicators_of[str(q.groups[unit])]:
            x = q.scores_of[str(unit)][k]
            if not is_number(x):
                yield fault("weights.score_missing", unit=unit, indicator=k, found=x)
            elif not 0 <= x <= 1:
                yield fault("weights.score_outside", unit=unit, indicator=k, found=x)


def _reference(q: Weighting) -> Iterator[Fault]:
    p, known = q.reference, list(map(str, q.scores.columns))
    if p is None:
        return
    columns = p.index if isinstance(p, pd.Series) else p.columns
    missing = [k for k in known if k not in columns]
    yield from (fault("weights.reference_lacks", what=Message("weights.a_indicator"), code=k) for k in missing)
    for k in columns:
        if k not in known:
            yield fault("weights.unknown_indicator", nearest(k, known), where="reference", indicator=k)
    rows = p.to_dict("index") if isinstance(p, pd.DataFrame) else dict.fromkeys(q.indicators_of, p.to_dict())
    for g, own in q.indicators_of.items():
        if g not in rows:
            yield fault("weights.reference_lacks", what=Message("weights.a_group"), code=g)
            continue
        row = rows[g]
        wrong = [(k, row[k]) for k in own if k in columns and not (is_number(row[k]) and row[k] >= 0)]
        yield from (fault("weights.reference_cell", group=g, indicator=k, found=v) for k, v in wrong)
        if isinstance(p, pd.DataFrame):
            for k in (k for k in known if k in columns and k not in own and is_number(row[k]) and row[k] != 0):
                yield fault("weights.reference_not_applying", group=g, indicator=k, found=row[k])
        if not wrong and not missing and not math.isclose(total := sum(row[k] for k in own), 1.0, abs_tol=1e-6):
            yield fault("weights.reference_sum", group=g, total=total)
