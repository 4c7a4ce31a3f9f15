r"""Adding-up: figures that must follow from one another, and do not.

.. math:: T = \sum_i P_i, \qquad R = f\,\frac{A}{B}, \qquad X_{\text{province}} = \sum_{\text{cities}} X

An identity is declared, never guessed.  The gap is the difference of the stated and the implied figure over the larger of
the two.  Where the whole (a total, a denominator) exists in other published versions, the identity names them: when the
figures that follow it fit one of those instead, vintages are mixed, and the finding points at the followers alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.screening.cells import Block, block, require
from govperf_sim.screening.findings import Checked, Finding, listed, of_cells
from govperf_sim.words import Message

ROUNDING = 0.001
"""Default tolerance: one in a thousand, ten times what parts published to two decimals of a per cent leave open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """``total`` is the sum of ``parts`` in every unit and period; ``versions`` are other publications of the total."""

    total: str
    parts: tuple[str, ...]
    tolerance: float = ROUNDING
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """``result`` = ``factor`` x ``of`` / ``per``; ``versions`` are other publications of ``per``."""

    result: str
    of: str
    per: str
    factor: float = 1.0
    tolerance: float = ROUNDING
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """The unit ``whole`` is the sum of the units ``parts``, indicator by indicator."""

    whole: str
    parts: tuple[str, ...]
    indicators: tuple[str, ...]
    tolerance: float = ROUNDING


Identity = Sum | Ratio | Aggregate


Key = tuple[str, str, int]
"""Unit, indicator, period."""


@dataclass(frozen=True, slots=True)
class _Equation:
    """One identity in one place: its figures, the stated one first, and what they imply."""

    keys: tuple[Key, ...]
    stated: float
    implied: float
    tolerance: float
    fits: tuple[str, ...] = ()
    """The other versions of the whole under which it holds."""
    followers: tuple[Key, ...] = ()
    """The figures to look at then."""

    @property
    def fails(self) -> bool:
        return abs(_gap(self.stated, self.implied)) > self.tolerance


def adding_up(cells: pd.DataFrame, identities: Iterable[Identity]) -> Checked:
    """Hold every declared identity against the cells; one that lacks a figure in a period is not tested there.

    Raises :class:`~govperf_sim.errors.PanelError` for an identity that names an unknown unit or indicator.
    """
    identities = tuple(identities)
    require(cells, "indicator", [k for identity in identities for k in _indicators(identity)])
    require(cells, "unit", [u for i in identities if isinstance(i, Aggregate) for u in (i.whole, *i.parts)])
    seen = block(cells)
    all_of_them = (e for identity in identities for e in _equations(seen, identity))
    told = [e for e in all_of_them if np.isfinite(e.stated) and np.isfinite(e.implied)]
    found = tuple(_finding(seen, e) for e in told if e.fails)
    return Checked(check="adding_up", tested=len(told), findings=found)


def _indicators(identity: Identity) -> tuple[str, ...]:
    match identity:
        case Sum():
            return (identity.total, *identity.parts, *identity.versions)
        case Ratio():
            return (identity.result, identity.of, identity.per, *identity.versions)
        case Aggregate():
            return identity.indicators


def _equations(seen: Block, identity: Identity) -> Iterator[_Equation]:
    match identity:
        case Sum():
            return (_sum(seen, identity, u, t) for u in seen.units for t in seen.periods)
        case Ratio():
            return (_ratio(seen, identity, u, t) for u in seen.units for t in seen.periods)
        case Aggregate():
            return (_aggregate(seen, identity, k, t) for k in identity.indicators for t in seen.periods)


def _sum(seen: Block, identity: Sum, unit: str, period: int) -> _Equation:
    parts = tuple((unit, k, period) for k in identity.parts)
    implied = sum(seen.at(*part) for part in parts)
    whole = (unit, identity.total, period)
    gaps = {v: _gap(seen.at(unit, v, period), implied) for v in identity.versions}
    fits = tuple(v for v, gap in gaps.items() if abs(gap) <= identity.tolerance)
    return _Equation((whole, *parts), seen.at(*whole), implied, identity.tolerance, fits, parts)


def _ratio(seen: Block, identity: Ratio, unit: str, period: int) -> _Equation:
    result, of, per = ((unit, k, period) for k in (identity.result, identity.of, identity.per))
    stated, scaled = seen.at(*result), identity.factor * seen.at(*of)
    gaps = {v: _gap(stated, _over(scaled, seen.at(unit, v, period))) for v in identity.versions}
    fits = tuple(v for v, gap in gaps.items() if abs(gap) <= identity.tolerance)
    return _Equation((result, of, per), stated, _over(scaled, seen.at(*per)), identity.tolerance, fits, (result,))


def _aggregate(seen: Block, identity: Aggregate, indicator: str, period: int) -> _Equation:
    whole, *parts = ((u, indicator, period) for u in (identity.whole, *identity.parts))
    return _Equation((whole, *parts), seen.at(*whole), sum(seen.at(*part) for part in parts), identity.tolerance)


def _over(x: float, y: float) -> float:
    return x / y if y else np.nan


def _gap(stated: float, implied: float) -> float:
    """The difference over the larger of the two: in [-2, 2], 0 when both are 0, NaN when one is missing."""
    larger = max(abs(stated), abs(implied))
    return (stated - implied) / larger if larger else 0.0


def _finding(seen: Block, equation: _Equation) -> Finding:
    (unit, indicator, period), *rest = equation.keys
    gap = _gap(equation.stated, equation.implied)
    names = [k if u == unit else u for u, k, _ in rest]
    values = {
        **{"unit": unit, "indicator": indicator, "period": period, "rest": listed(names), "gap": f"{gap:+.2%}"},
        **{"stated": f"{equation.stated:.6g}", "implied": f"{equation.implied:.6g}"},
        **{"followers": listed(k for _, k, _ in equation.followers), "versions": listed(equation.fits)},
    }
    key = "screening.adding_up_version" if equation.fits else "screening.adding_up"
    return of_cells(
        "adding_up",
        [seen.named(*at) for at in (equation.followers if equation.fits else equation.keys)],
        Message(key, values),
        strength=gap,
        measure="relative_gap",
        observed=equation.stated,
        expected=equation.implied,
    )
