r"""What every rule is: a statement about weights, the groups it binds, and the lines it writes.

A rule that names no groups binds every group in which it makes sense; a limit given group by group binds the groups it
names.  Kinds of rules: :mod:`govperf_sim.weights.rules`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, get_args

from govperf_sim.sources import Source
from govperf_sim.weights.model import Applying, WeightModel

Limit = float | Mapping[str, float]
"""One limit for all groups, or one for each group it names."""
Cells = Mapping[tuple[str, str], float]
"""Weights by (group, indicator)."""
Side = Literal["at_least", "at_most"]
SIDES: tuple[Side, ...] = get_args(Side)


@dataclass(frozen=True)
class Rule:
    """One statement about weights, and where it comes from."""

    kind: ClassVar[str]
    largest: ClassVar[float] = 1.0
    """The largest limit that can mean something: 1 for a share of the whole."""
    alone: ClassVar[bool] = True
    """Whether it speaks of each group apart, before any data; only then does it shape what a unit could score at best."""
    proportional: ClassVar[bool] = True
    """Whether it speaks of proportions among the weights of one group, and so of weights known up to a factor."""
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
        """Its limits by side, ``None`` where it could have one and has not: its fields ``at_least`` and ``at_most``."""
        return {side: getattr(self, side) for side in SIDES if hasattr(self, side)}

    def with_limit(self, side: Side, limit: Limit) -> Rule:
        """The same rule with another limit."""
        return dataclasses.replace(self, **{side: limit})  # type: ignore[arg-type]

    @property
    def named_groups(self) -> tuple[str, ...]:
        """The groups it names, in its groups, in a limit or elsewhere."""
        by_group = (g for limit in self.limits.values() if isinstance(limit, Mapping) for g in limit)
        return tuple(dict.fromkeys([*(self.groups or ()), *by_group]))

    def couples(self, applying: Applying) -> Iterator[tuple[str, ...]]:
        """Sets of groups whose weights it ties together; none, when it speaks of each apart."""
        yield from ()

    def write(self, m: WeightModel) -> None:
        """State the rows in the model."""
        raise NotImplementedError

    def columns(self, applying: Applying, w: Cells) -> Mapping[str, float]:
        """The columns of its own, as the given weights would set them: as easy on its rows as can be."""
        return {}

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
    other: str | None = None
    """For a rule that compares groups two by two, the second."""
    unit: str | None = None
    """For a rule that speaks of units one by one, the one of this row."""

    @property
    def name(self) -> str:
        return f"{self.stem}({','.join(filter(None, (self.group, self.other, self.unit, self.indicator)))})"

    def of(self, indicator: str) -> Line:
        """The line of one indicator."""
        return Line(self.rule, self.group, self.side, self.limit, self.stem, ((indicator,),), indicator)

    def band(self) -> Iterator[Line]:
        """The two lines of a tolerance: no more above, ``id_max``, and no more below, ``id_min``."""
        for side in reversed(SIDES):
            stem = f"{self.rule.id}_{'min' if side == 'at_least' else 'max'}"
            yield Line(self.rule, self.group, side, self.limit, stem, self.sets, self.indicator)
