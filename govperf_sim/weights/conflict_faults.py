"""What is wrong with rules that contradict one another, and what to do about it, in sentences.

When adding up is enough to see a conflict (the multipliers of Farkas' lemma are all alike) the sum is spelt out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from govperf_sim.errors import Fault, fault
from govperf_sim.weights.arithmetic import EXACT, added, at
from govperf_sim.weights.model import Applying
from govperf_sim.weights.rules import EachShare, Line, Rule, Share
from govperf_sim.weights.statements import Names, called, listed, says_with_source
from govperf_sim.words import Message

SHOWN = 3
"""So many ways of dropping rules are shown; one is enough to act on."""


@dataclass(frozen=True)
class Told:
    """The sentences, for groups and codes that have names."""

    applying: Applying
    names: Names

    def conflict(self, rules: Sequence[Rule], proof: Mapping[str, float]) -> Iterator[Fault]:
        """Which rules, why, and what each of their rows says."""
        lines = self._lines(rules, proof)
        yield fault("weights.conflict", rules=self._called(rules), groups=self._groups(lines))
        total = _sum(lines, proof) if len({line.group for line in lines}) == 1 else None
        if total is not None:
            yield Fault(total)
        yield from (at(line.rule.source, Fault(says_with_source(line, self.names))) for line in lines)

    def another(self, rules: Sequence[Rule], proof: Mapping[str, float]) -> Fault:
        """Which rules, in one line."""
        return fault(
            "weights.another_conflict", rules=self._called(rules), groups=self._groups(self._lines(rules, proof))
        )

    def drop(self, ways: Sequence[Sequence[Rule]]) -> Fault:
        """The fewest rules to drop, and other choices of as many."""
        first, *others = (self._called(way) for way in ways[:SHOWN])
        told: Message = first
        for other in others:
            told = Message("weights.either", {"one": told, "other": other})
        return fault("weights.rules_to_drop", count=len(ways[0]), rules=told)

    def relax(self, rules: Iterable[Rule], relaxation: Mapping[str, float]) -> Fault:
        """The rows of the smallest relaxation, and by how many points each is missed."""
        lines = {line.name: line for rule in rules for line in rule.lines(self.applying)}
        rows = listed(self._relaxed(lines[row], by) for row, by in relaxation.items())
        return fault("weights.relaxation", total=f"{100 * sum(relaxation.values()):.4g}", rows=rows)

    def _relaxed(self, line: Line, by: float) -> Message:
        values = {
            "rule": called(line.rule.id, self.names),
            "group": self._groups([line]),
            "points": f"{100 * by:.4g}",
        }
        if line.indicator is None:
            return Message("weights.relaxed", values)
        return Message("weights.relaxed_of", {**values, "indicator": called(line.indicator, self.names)})

    def _lines(self, rules: Sequence[Rule], proof: Mapping[str, float]) -> list[Line]:
        return [line for rule in rules for line in rule.lines(self.applying) if line.name in proof]

    def _called(self, rules: Iterable[Rule]) -> Message:
        return listed(called(rule.id, self.names) for rule in rules)

    def _groups(self, lines: Iterable[Line]) -> Message:
        groups = (g for line in lines for g in (line.group, line.other) if g is not None)
        return listed(called(g, self.names) for g in dict.fromkeys(groups))


def _sum(lines: Sequence[Line], proof: Mapping[str, float]) -> Message | None:
    """The contradiction as a sum, when its rows are shares and each enters it once."""
    if not all(isinstance(line.rule, Share | EachShare) for line in lines) or not all(
        abs(y) > 1 - EXACT for y in proof.values()
    ):
        return None
    floors = [(line.rule.id, line.limit) for line in lines if line.side == "at_least"]
    caps = [(line.rule.id, line.limit) for line in lines if line.side == "at_most"]
    low, high = sum(x for _, x in floors), sum(x for _, x in caps)
    if not caps and low > 1:
        return Message("weights.sum_of_floors", {"terms": added(floors), "total": low})
    if not floors and high < 1:
        return Message("weights.sum_of_caps", {"terms": added(caps), "total": high})
    if caps and floors and low > high:
        return Message("weights.sum_of_both", {"floors": added(floors), "caps": added(caps), "low": low, "high": high})
    return None
