r"""Rules from year to year: how far weights may move from last year's :math:`p`.

An indicator that is new this year has no weight of last year and is exempt.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from govperf_sim.weights.model import Applying, WeightModel, linear
from govperf_sim.weights.rule import Cells, Limit, Line, Rule

Last = Mapping[str, Mapping[str, float]]
"""Group -> indicator -> its weight last year."""


@dataclass(frozen=True, kw_only=True)
class Stability(Rule):
    r"""No weight moves far: :math:`|w_{gk} - p_{gk}| \le \eta_g` for every indicator that had a weight last year."""

    kind = "stability"
    proportional = False
    last: Last
    at_most: Limit

    @property
    def sets(self) -> tuple[Sequence[str], ...]:
        return (_remembered(self.last),)

    @property
    def named_groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*super().named_groups, *self.last]))

    def where(self, applying: Applying) -> tuple[str, ...]:
        return _since_last(self.last, applying, super().where(applying))

    def lines(self, applying: Applying) -> Iterator[Line]:
        for at in super().lines(applying):
            for k in (k for k in at.sets[0] if k in self.last[at.group]):
                yield from at.of(k).band()

    def write(self, m: WeightModel) -> None:
        for at in self.lines(m.applying):
            w, p = m.w[at.group, str(at.indicator)], self.last[at.group][str(at.indicator)]
            m.require(at.name, w <= p + at.limit if at.side == "at_most" else w >= p - at.limit)


@dataclass(frozen=True, kw_only=True)
class TotalMovement(Rule):
    r"""Little weight changes hands: :math:`\frac12 \sum_k |w_{gk} - p_{gk}| \le \tau_g` over the indicators of last year.

    What some indicators gain others lose, so a movement of :math:`2\tau` hands :math:`\tau` over.
    """

    kind = "total_movement"
    proportional = False
    last: Last
    at_most: Limit

    @property
    def sets(self) -> tuple[Sequence[str], ...]:
        return (_remembered(self.last),)

    @property
    def named_groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*super().named_groups, *self.last]))

    def where(self, applying: Applying) -> tuple[str, ...]:
        return _since_last(self.last, applying, super().where(applying))

    def lines(self, applying: Applying) -> Iterator[Line]:
        for at in super().lines(applying):
            yield dataclasses.replace(at, sets=(tuple(k for k in at.sets[0] if k in self.last[at.group]),))

    def columns(self, applying: Applying, w: Cells) -> Mapping[str, float]:
        return {
            f"moved({self.id},{at.group},{k})": abs(w[at.group, k] - self.last[at.group][k])
            for at in self.lines(applying)
            for k in at.sets[0]
        }

    def write(self, m: WeightModel) -> None:
        for at in self.lines(m.applying):
            moved = {}
            for k in at.sets[0]:
                w, p, cell = m.w[at.group, k], self.last[at.group][k], f"{at.group},{k}"
                moved[k] = m.column(f"moved({self.id},{cell})")
                m.require(f"{self.id}_up({cell})", w - moved[k] <= p)
                m.require(f"{self.id}_down({cell})", w + moved[k] >= p)
            m.require(at.name, linear((e, 0.5) for e in moved.values()) <= at.limit)


def _remembered(last: Last) -> tuple[str, ...]:
    return tuple(dict.fromkeys(k for row in last.values() for k in row))


def _since_last(last: Last, applying: Applying, groups: Iterable[str]) -> tuple[str, ...]:
    """Those of the groups in which an indicator of last year still applies."""
    return tuple(g for g in groups if set(last.get(g, ())) & set(applying[g]))
