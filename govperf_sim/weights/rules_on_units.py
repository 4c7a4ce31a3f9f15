r"""Rules on what a unit's score is made of: its own shares, :math:`w_{gk} x_{ik} / x_i'w_g`.

A share of a score means the same whatever the scale of an indicator, which a share of the weights does not.  These rules
need the scores; the weighting they belong to hands them over.  They narrow the weights, never the yardsticks of regret.
In a benchmark of one unit only its own rows hold (:mod:`govperf_sim.weights.doubt`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from govperf_sim.weights.model import Applying, WeightModel, linear
from govperf_sim.weights.rule import Limit, Line, Rule

Scores = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Group -> unit -> indicator -> score."""


@dataclass(frozen=True, kw_only=True)
class OwnShare(Rule):
    r"""A set of indicators brings so much of every unit's score:
    :math:`l_g\, x_i'w_g \le \sum_{k \in B \cap K_g} x_{ik} w_{gk} \le u_g\, x_i'w_g \ \ \forall i \in g`.
    """

    kind = "own_share"
    alone = False
    of: Sequence[str]
    at_least: Limit | None = None
    at_most: Limit | None = None
    scores: Scores = field(default_factory=dict, repr=False, compare=False)

    @property
    def sets(self) -> tuple[Sequence[str], ...]:
        return (self.of,)

    def lines(self, applying: Applying) -> Iterator[Line]:
        yield from of_units(self.group_lines(applying), self.scores)

    def group_lines(self, applying: Applying) -> Iterator[Line]:
        """Its lines before they are written for one unit after the other."""
        yield from super().lines(applying)

    def write(self, m: WeightModel) -> None:
        write_own_shares(m, self.lines(m.applying), self.scores)


@dataclass(frozen=True, kw_only=True)
class EachOwnShare(Rule):
    r"""Each indicator of a set brings so much of every unit's score:
    :math:`l_g\, x_i'w_g \le x_{ik} w_{gk} \le u_g\, x_i'w_g \ \ \forall k \in B \cap K_g,\ i \in g`.
    """

    kind = "each_own_share"
    alone = False
    of: Sequence[str]
    at_least: Limit | None = None
    at_most: Limit | None = None
    scores: Scores = field(default_factory=dict, repr=False, compare=False)

    @property
    def sets(self) -> tuple[Sequence[str], ...]:
        return (self.of,)

    def lines(self, applying: Applying) -> Iterator[Line]:
        yield from of_units(self.group_lines(applying), self.scores)

    def group_lines(self, applying: Applying) -> Iterator[Line]:
        """Its lines before they are written for one unit after the other."""
        for at in super().lines(applying):
            yield from (at.of(k) for k in at.sets[0])

    def write(self, m: WeightModel) -> None:
        write_own_shares(m, self.lines(m.applying), self.scores)


def with_scores(rules: Iterable[Rule], scores: Scores) -> tuple[Rule, ...]:
    """The rules, those on units told whom they speak of."""
    return tuple(
        dataclasses.replace(rule, scores=scores) if isinstance(rule, OwnShare | EachOwnShare) else rule
        for rule in rules
    )


def of_units(lines: Iterable[Line], scores: Scores) -> Iterator[Line]:
    """Every line, for every unit of its group."""
    for at in lines:
        yield from (dataclasses.replace(at, unit=unit) for unit in scores.get(at.group, ()))


def write_own_shares(m: WeightModel, lines: Iterable[Line], scores: Scores) -> None:
    """What the set brings, less the limit times what all bring: not below 0, or not above."""
    for at in lines:
        x, g = scores[at.group][str(at.unit)], at.group
        excess = linear((m.w[g, k], x[k] * ((k in at.sets[0]) - at.limit)) for k in m.applying[g])
        m.require(at.name, excess >= 0 if at.side == "at_least" else excess <= 0)
