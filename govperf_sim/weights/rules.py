r"""Rules: what a regulation, an expert or an assumption says about weights.

A kind of rule is a class: its docstring is its inequality, and ``write`` says the same in PuLP.  A rule that names no
groups binds every group in which it makes sense; a limit given group by group binds the groups it names.

To add a kind, write a class and enter it in :data:`KINDS` at the foot.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from govperf_sim.sources import Source
from govperf_sim.weights.model import Applying, WeightModel

Limit = float | Mapping[str, float]
"""One limit for all groups, or one for each group it names."""
Side = Literal["at_least", "at_most"]


@dataclass(frozen=True)
class Rule:
    """One statement about weights, and where it comes from."""

    kind: ClassVar[str]
    largest: ClassVar[float] = 1.0
    """The largest limit that can mean something: 1 for a share of the whole."""
    id: str
    groups: Sequence[str] | None = field(default=None, kw_only=True)
    source: Source | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        for f in dataclasses.fields(self):
            if isinstance(given := getattr(self, f.name), list):
                object.__setattr__(self, f.name, tuple(given))

    @property
    def sets(self) -> tuple[Sequence[str], ...]:
        """The sets of indicators it compares; it makes sense in a group where some of each apply."""
        raise NotImplementedError

    @property
    def limits(self) -> Mapping[Side, Limit | None]:
        raise NotImplementedError

    def write(self, m: WeightModel) -> None:
        """State the rows in the model."""
        raise NotImplementedError

    def where(self, applying: Applying) -> tuple[str, ...]:
        """The groups it binds."""
        asked = self.groups if self.groups is not None else applying
        return tuple(g for g, own in applying.items() if g in asked and all(set(own) & set(s) for s in self.sets))

    def lines(self, applying: Applying) -> Iterator[Line]:
        """The lines it writes: ``id(g)``, or ``id_min(g)`` and ``id_max(g)`` when it is a band."""
        given = {side: limit for side, limit in self.limits.items() if limit is not None}
        for side, limit in given.items():
            stem = self.id if len(given) == 1 else f"{self.id}_{'min' if side == 'at_least' else 'max'}"
            for g in self.where(applying):
                if isinstance(limit, Mapping) and g not in limit:
                    continue
                value = float(limit[g] if isinstance(limit, Mapping) else limit)
                sets = tuple(tuple(k for k in s if k in applying[g]) for s in self.sets)
                yield Line(self, g, side, value, stem, sets)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a rule."""

    rule: Rule
    group: str
    side: Side
    limit: float
    stem: str
    sets: tuple[tuple[str, ...], ...]
    """The sets it compares, as far as their indicators apply in the group."""
    indicator: str | None = None
    """For a rule that speaks of indicators one by one, the one of this row."""

    @property
    def name(self) -> str:
        return f"{self.stem}({self.group})" if self.indicator is None else f"{self.stem}({self.group},{self.indicator})"


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

    @property
    def limits(self) -> Mapping[Side, Limit | None]:
        return {"at_least": self.at_least, "at_most": self.at_most}

    def write(self, m: WeightModel) -> None:
        for at in self.lines(m.applying):
            total = m.total(at.group, self.of)
            m.require(at.name, total >= at.limit if at.side == "at_least" else total <= at.limit)


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

    @property
    def limits(self) -> Mapping[Side, Limit | None]:
        return {"at_least": self.at_least, "at_most": self.at_most}

    def lines(self, applying: Applying) -> Iterator[Line]:
        for at in super().lines(applying):
            yield from (dataclasses.replace(at, sets=((k,),), indicator=k) for k in at.sets[0])

    def write(self, m: WeightModel) -> None:
        for at in self.lines(m.applying):
            w = m.w[at.group, str(at.indicator)]
            m.require(at.name, w >= at.limit if at.side == "at_least" else w <= at.limit)


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

    def write(self, m: WeightModel) -> None:
        for at in self.lines(m.applying):
            m.require(at.name, m.w[at.group, self.more] - m.w[at.group, self.less] >= at.limit)


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

    @property
    def limits(self) -> Mapping[Side, Limit | None]:
        return {"at_least": self.at_least, "at_most": self.at_most}

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

    @property
    def limits(self) -> Mapping[Side, Limit | None]:
        return {"at_least": self.at_least}

    def write(self, m: WeightModel) -> None:
        for at in self.lines(m.applying):
            m.require(at.name, m.total(at.group, self.of) - at.limit * m.total(at.group, self.to) >= 0)


def admissible(applying: Applying, rules: Iterable[Rule]) -> WeightModel:
    """The set of admissible weights: the model with the rows of every rule, and no goal yet."""
    m = WeightModel(applying)
    for rule in rules:
        rule.write(m)
    return m


KINDS: Mapping[str, type[Rule]] = {rule.kind: rule for rule in (Share, EachShare, Order, Ratio, SetRatio)}
