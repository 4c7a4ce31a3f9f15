r"""What a certificate speaks of, worked out from its own question: programs to bound, and numbers to compare.

Whoever makes a certificate and whoever checks one work from these same rows and sums; a number that stands in the
certificate is either part of the question or can be had from here.  Sums are correctly rounded, so that they are the same
on every machine.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from govperf_sim.weights.benchmark import INDIFFERENT
from govperf_sim.weights.moves import alike
from govperf_sim.weights.proof import Row, violation

SAME_RANK = 9
"""Scores equal to so many decimals share a rank."""

Table = Mapping[str, Mapping[str, float]]
"""Group -> indicator -> a number; or unit -> indicator -> a number."""
Bounds = Mapping[str, tuple[float, float]]
"""Unit -> own best and own worst."""


@dataclass(frozen=True, eq=False)
class Question:
    """The question of a certificate, as it stands in its JSON under ``question``."""

    content: Mapping[str, Any]

    @functools.cached_property
    def indicators(self) -> Mapping[str, Sequence[str]]:
        return {g: group["indicators"] for g, group in self.content["groups"].items()}

    @functools.cached_property
    def systems(self) -> Mapping[str, str]:
        return {g: group["system"] for g, group in self.content["groups"].items()}

    @functools.cached_property
    def units(self) -> Mapping[str, Sequence[str]]:
        return {g: group["units"] for g, group in self.content["groups"].items()}

    @functools.cached_property
    def pools(self) -> Mapping[str, str]:
        """Unit -> the units it is ranked with."""
        pools: Mapping[str, str] = self.content["pools"]
        return pools

    @functools.cached_property
    def scores(self) -> Table:
        return {u: {k: float(x) for k, x in row.items()} for u, row in self.content["scores"].items()}

    @functools.cached_property
    def start(self) -> Table:
        """The reference; where there is none, domains alike, and indicators alike within a domain."""
        if self.content["reference"] is None:
            domain = self.content["domains"] or {k: k for own in self.indicators.values() for k in own}
            return {g: alike(own, domain) for g, own in self.indicators.items()}
        return {g: {k: float(p) for k, p in row.items()} for g, row in self.content["reference"].items()}

    @functools.cached_property
    def rows(self) -> Mapping[str, Row]:
        return {r["row"]: Row(r["terms"], r["sense"], r["limit"]) for r in self.content["rules"]}

    @functools.cached_property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The groups, those that a row ties together in one part."""
        part = {g: {g} for g in self.indicators}
        for r in self.content["rules"]:
            whole = set[str]().union(*(part[g] for g in r["groups"]))
            part.update(dict.fromkeys(whole, whole))
        return tuple(sorted({tuple(sorted(whole)) for whole in part.values()}))

    def own_rows(self, group: str) -> dict[str, Row]:
        """The rows of the rules that speak of the group alone."""
        return {r["row"]: self.rows[r["row"]] for r in self.content["rules"] if r["alone"] and r["groups"] == [group]}

    def rows_of(self, part: Iterable[str]) -> dict[str, Row]:
        """The rows that bind any of the groups."""
        there = set(part)
        return {r["row"]: self.rows[r["row"]] for r in self.content["rules"] if there & set(r["groups"])}

    def simplices(self, part: Iterable[str]) -> list[tuple[str, ...]]:
        return [tuple(f"w({g},{k})" for k in self.indicators[g]) for g in part]

    def cost(self, unit: str, group: str, sign: float) -> dict[str, float]:
        """The score of a unit, or with sign -1 its negative, by column."""
        return {f"w({group},{k})": sign * self.scores[unit][k] for k in self.indicators[group]}

    def score(self, unit: str, group: str, weights: Mapping[str, float]) -> float:
        return fsum(weights[k] * self.scores[unit][k] for k in self.indicators[group])

    def regret(self, unit: str, group: str, weights: Mapping[str, float], bounds: Bounds) -> float | None:
        """Normalised, at least 0; ``None`` for an indifferent unit."""
        best, worst = bounds[unit]
        if best - worst < INDIFFERENT:
            return None
        return max((best - self.score(unit, group, weights)) / (best - worst), 0.0)

    def worst_regret(self, group: str, weights: Table, bounds: Bounds) -> float:
        found = [self.regret(u, group, weights[group], bounds) for u in self.units[group]]
        return max((r for r in found if r is not None), default=0.0)

    def violation(self, weights: Table, rows: Mapping[str, Row] | None = None) -> float:
        """The largest miss of a rule, of a sum, or of a sign."""
        flat = {f"w({g},{k})": w for g, row in weights.items() for k, w in row.items()}
        sums = (abs(fsum(row.values()) - 1.0) for row in weights.values())
        signs = (-w for w in flat.values())
        return max(violation(flat, self.rows if rows is None else rows), *sums, *signs, 0.0)

    def least_regret(
        self, part: Sequence[str], free: Iterable[str], held: Mapping[str, float], bounds: Bounds
    ) -> dict[str, Row]:
        """Rows of one stage: no unit of a free group above its T(g), none of these above z; the others held."""
        rows, open_ = self.rows_of(part), set(free)
        for g in part:
            for u in self.units[g]:
                best, worst = bounds[u]
                if best - worst >= INDIFFERENT:
                    score = self.cost(u, g, 1.0)
                    if g in open_:
                        rows[f"regret({u})"] = Row({**score, f"T({g})": best - worst}, ">=", best)
                    else:
                        rows[f"regret({u})"] = Row(score, ">=", best - (best - worst) * held[g])
            if g in open_:
                rows[f"worst_regret({g})"] = Row({f"T({g})": 1.0, "z": -1.0}, "<=", 0.0)
        return rows

    def closest(
        self, part: Sequence[str], to: Table, caps: Mapping[str, float] | None, bounds: Bounds
    ) -> dict[str, Row]:
        """Rows of the smallest move: d at least the distance, and every unit within the cap of its group."""
        rows = self.rows_of(part) if caps is None else self.least_regret(part, (), caps, bounds)
        for g in part:
            for k in self.indicators[g]:
                w, d = f"w({g},{k})", f"d({g},{k})"
                rows[f"up({g},{k})"] = Row({w: 1.0, d: -1.0}, "<=", to[g][k])
                rows[f"down({g},{k})"] = Row({w: 1.0, d: 1.0}, ">=", to[g][k])
        return rows

    def as_close(
        self, part: Sequence[str], weights: Table, to: Table, caps: Mapping[str, float] | None, bounds: Bounds
    ) -> dict[str, Row]:
        """Rows of the face: weights that move no more than these do."""
        within = Row(self.moves_cost(part), "<=", self.distance(weights, to, part))
        return {**self.closest(part, to, caps, bounds), "as_close": within}

    def direction(self, part: Iterable[str]) -> dict[str, float]:
        """A direction that no edge of a face will be at right angles to: by column, between 1 and 2, from its name."""
        return {c: generic(c) for g in part for k in self.indicators[g] for c in [f"w({g},{k})"]}

    def moves_cost(self, part: Iterable[str]) -> dict[str, float]:
        return {f"d({g},{k})": 1.0 / len(self.indicators) for g in part for k in self.indicators[g]}

    def distance(self, weights: Table, to: Table, part: Iterable[str] | None = None) -> float:
        """The total move, every group counting alike."""
        groups = self.indicators if part is None else part
        moves = (abs(weights[g][k] - to[g][k]) for g in groups for k in self.indicators[g])
        return fsum(moves) / len(self.indicators)

    def forced_by(self, prices: Mapping[str, float], rows: Mapping[str, Row], group: str, indicator: str) -> list[str]:
        """The rows with a price that speak of a weight, other than those that only measure its move."""
        column = f"w({group},{indicator})"
        measure = {f"up({group},{indicator})", f"down({group},{indicator})"}
        return sorted(r for r in prices if column in rows[r].terms and r not in measure)

    @functools.cached_property
    def core(self) -> Mapping[str, Sequence[str]]:
        """Group -> the indicators that apply in every group of its system."""
        return {
            g: [k for k in own if all(k in self.indicators[h] for h in own_system)]
            for g, own in self.indicators.items()
            for own_system in [[h for h, system in self.systems.items() if system == self.systems[g]]]
        }

    def core_score(self, unit: str, group: str, weights: Mapping[str, float]) -> float | None:
        """The mean score on the core; ``None`` where the core has no weight."""
        core = self.core[group]
        total = fsum(weights[k] for k in core)
        return fsum(weights[k] * self.scores[unit][k] for k in core) / total if total > 0 else None

    def effective(self, group: str, weights: Mapping[str, float]) -> dict[str, float] | None:
        """The share of each indicator in the variance of totals; ``None`` where totals do not differ."""
        units = self.units[group]
        totals = [self.score(u, group, weights) for u in units]
        mean = fsum(totals) / len(totals)
        apart = [t - mean for t in totals]
        variance = fsum(a * a for a in apart)
        if variance < 1e-18:
            return None
        return {
            k: fsum(weights[k] * self.scores[u][k] * a for u, a in zip(units, apart, strict=True)) / variance
            for k in self.indicators[group]
        }


@functools.cache
def generic(column: str) -> float:
    """A number between 1 and 2 that no other is likely to balance, from the name of a column."""
    return 1.0 + int(hashlib.sha256(column.encode()).hexdigest()[:8], 16) / 16**8


def ranks(scores: Mapping[str, float | None], pools: Mapping[str, str]) -> dict[str, int | None]:
    """Rank within the pool of each unit, 1 the best; equal scores share the better rank."""
    shown = {u: None if s is None else round(s, SAME_RANK) for u, s in scores.items()}
    by_pool: dict[str, list[float]] = {}
    for u, s in shown.items():
        if s is not None:
            by_pool.setdefault(pools[u], []).append(s)
    return {u: None if s is None else 1 + sum(t > s for t in by_pool[pools[u]]) for u, s in shown.items()}
