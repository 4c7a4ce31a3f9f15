r"""Rules: what a regulation, an expert or an assumption says about weights.

A kind of rule is a class: its docstring is its inequality, and ``write`` says the same in PuLP.  Here are the rules
within one group, and the catalogue; rules across groups are in :mod:`govperf_sim.weights.rules_across`, rules from year
to year in :mod:`govperf_sim.weights.rules_over_time`, rules on what a unit's score is made of in
:mod:`govperf_sim.weights.rules_on_units`.

Limits are written in proportion to the sum of the weights, which is 1; where weights are known only up to a factor, as in
a unit's own benchmark, the same rows are a restriction on relative weights.

To add a kind, write a class and enter it in :data:`KINDS` at the foot.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from govperf_sim.weights.model import Applying, MeanRegret, WeightModel
from govperf_sim.weights.rule import Cells, Limit, Line, Rule, Side
from govperf_sim.weights.rules_across import ClassDistance, CommonTotal, Comparability, Parity
from govperf_sim.weights.rules_on_units import EachOwnShare, OwnShare
from govperf_sim.weights.rules_over_time import Stability, TotalMovement

__all__ = [
    "KINDS",
    "Cells",
    "ClassDistance",
    "CommonTotal",
    "Comparability",
    "EachOwnShare",
    "EachShare",
    "Limit",
    "Line",
    "Order",
    "OwnShare",
    "Parity",
    "Ratio",
    "Rule",
    "SetRatio",
    "Share",
    "Side",
    "Stability",
    "TotalMovement",
    "admissible",
]


@dataclass(frozen=True, kw_only=True)
class Share(Rule):
    r"""A set of indicators together weighs so much: :math:`l_g \le \sum_{k \in B \cap K_g} w_{gk} \le u_g`."""

    kind = "share"
    of: Sequence[str]
    at_least: Limit | None = None
    at_most: Limit | None = None

    @property
    def sets(self) -> tuple[Sequence[str], ...]:
        return (self.of,)

    def write(self, m: WeightModel) -> None:
        for at in self.lines(m.applying):
            total, limit = m.total(at.group, self.of), at.limit * m.sum(at.group)
            m.require(at.name, total >= limit if at.side == "at_least" else total <= limit)


@dataclass(frozen=True, kw_only=True)
class EachShare(Rule):
    r"""Each indicator of a set weighs so much: :math:`l_g \le w_{gk} \le u_g \ \ \forall k \in B \cap K_g`."""

    kind = "each_share"
    of: Sequence[str]
    at_least: Limit | None = None
    at_most: Limit | None = None

    @property
    def sets(self) -> tuple[Sequence[str], ...]:
        return (self.of,)

    def lines(self, applying: Applying) -> Iterator[Line]:
        for at in super().lines(applying):
            yield from (at.of(k) for k in at.sets[0])

    def write(self, m: WeightModel) -> None:
        for at in self.lines(m.applying):
            w, limit = m.w[at.group, str(at.indicator)], at.limit * m.sum(at.group)
            m.require(at.name, w >= limit if at.side == "at_least" else w <= limit)


@dataclass(frozen=True, kw_only=True)
class Order(Rule):
    r"""A stated priority: :math:`w_{g,\text{more}} - w_{g,\text{less}} \ge \text{gap}`."""

    kind = "order"
    more: str
    less: str
    gap: float = 0.0

    @property
    def sets(self) -> tuple[Sequence[str], ...]:
        return ((self.more,), (self.less,))

    @property
    def limits(self) -> Mapping[Side, Limit | None]:
        return {"at_least": self.gap}

    def with_limit(self, side: Side, limit: Limit) -> Rule:
        return dataclasses.replace(self, gap=limit)  # type: ignore[arg-type]

    def write(self, m: WeightModel) -> None:
        for at in self.lines(m.applying):
            ahead = m.w[at.group, self.more] - m.w[at.group, self.less]
            m.require(at.name, ahead >= at.limit * m.sum(at.group))


@dataclass(frozen=True, kw_only=True)
class Ratio(Rule):
    r"""One indicator against another: :math:`a_g w_{g,\text{to}} \le w_{g,\text{of}} \le b_g w_{g,\text{to}}`."""

    kind = "ratio"
    largest = float("inf")
    of: str
    to: str
    at_least: Limit | None = None
    at_most: Limit | None = None

    @property
    def sets(self) -> tuple[Sequence[str], ...]:
        return ((self.of,), (self.to,))

    def write(self, m: WeightModel) -> None:
        for at in self.lines(m.applying):
            excess = m.w[at.group, self.of] - at.limit * m.w[at.group, self.to]
            m.require(at.name, excess >= 0 if at.side == "at_least" else excess <= 0)


@dataclass(frozen=True, kw_only=True)
class SetRatio(Rule):
    r"""One set of indicators against another: :math:`\sum_{k \in B} w_{gk} \ge r_g \sum_{k \in B'} w_{gk}`."""

    kind = "set_ratio"
    largest = float("inf")
    of: Sequence[str]
    to: Sequence[str]
    at_least: Limit

    @property
    def sets(self) -> tuple[Sequence[str], ...]:
        return (self.of, self.to)

    def write(self, m: WeightModel) -> None:
        for at in self.lines(m.applying):
            m.require(at.name, m.total(at.group, self.of) - at.limit * m.total(at.group, self.to) >= 0)


def admissible(
    applying: Applying, rules: Iterable[Rule], mean_regret: Mapping[str, MeanRegret] | None = None
) -> WeightModel:
    """The set of admissible weights: the model with the rows of every rule, and no goal yet.

    Without ``mean_regret`` the rules that speak of regret say nothing: this is the set that no data have touched.
    """
    m = WeightModel(applying, mean_regret)
    for rule in rules:
        rule.write(m)
    return m


KINDS: Mapping[str, type[Rule]] = {
    rule.kind: rule
    for rule in (
        *(Share, EachShare, Order, Ratio, SetRatio),
        *(Comparability, CommonTotal, ClassDistance, Parity),
        *(Stability, TotalMovement),
        *(OwnShare, EachOwnShare),
    )
}
