r"""Rules across groups: how far the weights of groups, or what they cost their units, may lie apart.

A unit's own best and worst are taken over the rules of its own group alone, so that coupling cannot move the yardstick.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pulp

from govperf_sim.weights.model import Applying, WeightModel, linear
from govperf_sim.weights.rule import Cells, Limit, Line, Rule


@dataclass(frozen=True, kw_only=True)
class Comparability(Rule):
    r"""One ruler for all groups: :math:`|w_{gk} - c_k| \le d_g \ \ \forall k \in C \cap K_g`, the ruler :math:`c` free.

    With the default :math:`d = 0` the core :math:`C` weighs the same everywhere, item by item and in total.
    """

    kind = "comparability"
    alone = False
    proportional = False
    of: Sequence[str]
    at_most: Limit = 0.0

    @property
    def sets(self) -> tuple[Sequence[str], ...]:
        return (self.of,)

    def couples(self, applying: Applying) -> Iterator[tuple[str, ...]]:
        for k in self.of:
            yield tuple(g for g in self.where(applying) if k in applying[g])

    def lines(self, applying: Applying) -> Iterator[Line]:
        shared = {k for k, groups in zip(self.of, self.couples(applying), strict=True) if len(groups) > 1}
        for at in super().lines(applying):
            for k in (k for k in at.sets[0] if k in shared):
                yield from at.of(k).band()

    def columns(self, applying: Applying, w: Cells) -> Mapping[str, float]:
        held: dict[str, list[tuple[float, float]]] = {}
        for at in (at for at in self.lines(applying) if at.side == "at_most"):
            held.setdefault(str(at.indicator), []).append((w[at.group, str(at.indicator)], at.limit))
        return {f"c({self.id},{k})": _middle(near) for k, near in held.items()}

    def write(self, m: WeightModel) -> None:
        lines = list(self.lines(m.applying))
        ruler = {k: m.column(f"c({self.id},{k})") for k in dict.fromkeys(str(at.indicator) for at in lines)}
        for at in lines:
            _within(m, at, m.w[at.group, str(at.indicator)] - ruler[str(at.indicator)])


@dataclass(frozen=True, kw_only=True)
class CommonTotal(Rule):
    r"""A set of indicators together weighs the same in all groups, within a tolerance:
    :math:`|\sum_{k \in B \cap K_g} w_{gk} - C| \le d_g`, the common total :math:`C` free.

    Groups in which different members of the set apply, as in different systems, have totals of their own.
    """

    kind = "common_total"
    alone = False
    proportional = False
    of: Sequence[str]
    at_most: Limit = 0.0

    @property
    def sets(self) -> tuple[Sequence[str], ...]:
        return (self.of,)

    def couples(self, applying: Applying) -> Iterator[tuple[str, ...]]:
        alike: dict[frozenset[str], list[str]] = {}
        for g in self.where(applying):
            alike.setdefault(frozenset(self.of) & frozenset(applying[g]), []).append(g)
        yield from (tuple(sorted(groups)) for groups in alike.values())

    def lines(self, applying: Applying) -> Iterator[Line]:
        shared = {g for groups in self.couples(applying) if len(groups) > 1 for g in groups}
        for at in super().lines(applying):
            if at.group in shared:
                yield from at.band()

    def columns(self, applying: Applying, w: Cells) -> Mapping[str, float]:
        held: dict[str, list[tuple[float, float]]] = {}
        for at in (at for at in self.lines(applying) if at.side == "at_most"):
            total = sum(w[at.group, k] for k in at.sets[0])
            held.setdefault(self._common(applying)[at.group], []).append((total, at.limit))
        return {column: _middle(near) for column, near in held.items()}

    def write(self, m: WeightModel) -> None:
        lines = list(self.lines(m.applying))
        column = {at.group: self._common(m.applying)[at.group] for at in lines}
        common = {name: m.column(name) for name in dict.fromkeys(column.values())}
        for at in lines:
            _within(m, at, m.total(at.group, self.of) - common[column[at.group]])

    def _common(self, applying: Applying) -> Mapping[str, str]:
        """Group -> the column of its common total."""
        return {g: f"c({self.id},{groups[0]})" for groups in self.couples(applying) for g in groups}


@dataclass(frozen=True, kw_only=True)
class ClassDistance(Rule):
    r"""Groups of one class weigh things alike: :math:`\sum_{k \in C \cap K_g \cap K_h} |w_{gk} - w_{hk}| \le D` for any
    two of them; the class is the groups the rule names.
    """

    kind = "class_distance"
    largest = float("inf")
    alone = False
    proportional = False
    of: Sequence[str]
    at_most: float

    @property
    def sets(self) -> tuple[Sequence[str], ...]:
        return (self.of,)

    def couples(self, applying: Applying) -> Iterator[tuple[str, ...]]:
        yield from ((at.group, str(at.other)) for at in self.lines(applying))

    def lines(self, applying: Applying) -> Iterator[Line]:
        for g, h in itertools.combinations(sorted(self.where(applying)), 2):
            both = tuple(k for k in self.of if k in applying[g] and k in applying[h])
            if both:
                yield Line(self, g, "at_most", self.at_most, self.id, (both,), other=h)

    def columns(self, applying: Applying, w: Cells) -> Mapping[str, float]:
        return {
            f"apart({self.id},{at.group},{at.other},{k})": abs(w[at.group, k] - w[str(at.other), k])
            for at in self.lines(applying)
            for k in at.sets[0]
        }

    def write(self, m: WeightModel) -> None:
        for at in self.lines(m.applying):
            apart = {}
            for k in at.sets[0]:
                pair = f"{at.group},{at.other},{k}"
                apart[k] = m.column(f"apart({self.id},{pair})")
                difference = m.w[at.group, k] - m.w[str(at.other), k]
                m.require(f"{self.id}_up({pair})", difference - apart[k] <= 0)
                m.require(f"{self.id}_down({pair})", difference + apart[k] >= 0)
            m.require(at.name, linear((e, 1.0) for e in apart.values()) <= at.limit)


@dataclass(frozen=True, kw_only=True)
class Parity(Rule):
    r"""No group is wronged much more than another on average: :math:`|\bar\rho_g - \bar\rho_h| \le \Delta`.

    :math:`\bar\rho_g` is the mean normalised regret of the units of :math:`g`.  The one rule that needs data: it
    narrows the weights, never the benchmarks.
    """

    kind = "parity"
    alone = False
    proportional = False
    at_most: float

    @property
    def sets(self) -> tuple[Sequence[str], ...]:
        return ()

    def couples(self, applying: Applying) -> Iterator[tuple[str, ...]]:
        yield self.where(applying)

    def lines(self, applying: Applying) -> Iterator[Line]:
        for g, h in itertools.combinations(sorted(self.where(applying)), 2):
            yield Line(self, g, "at_most", self.at_most, f"{self.id}_max", (), other=h)
            yield Line(self, g, "at_least", self.at_most, f"{self.id}_min", (), other=h)

    def write(self, m: WeightModel) -> None:
        for at in self.lines(m.applying):
            if at.group in m.mean_regret and at.other in m.mean_regret:
                _within(m, at, _mean_regret(m, at.group) - _mean_regret(m, str(at.other)))


def _mean_regret(m: WeightModel, group: str) -> pulp.LpAffineExpression:
    constant, slope = m.mean_regret[group]
    return constant - linear((m.w[group, k], b) for k, b in slope.items())


def _middle(near: Sequence[tuple[float, float]]) -> float:
    """The value farthest inside all of ``x - d .. x + d``, or least outside them."""
    return max((max(x - d for x, d in near) + min(x + d for x, d in near)) / 2, 0.0)


def _within(m: WeightModel, at: Line, difference: pulp.LpAffineExpression) -> None:
    """``difference`` no larger than the limit, or no smaller than minus the limit."""
    m.require(at.name, difference <= at.limit if at.side == "at_most" else difference >= -at.limit)
