r"""Rules that cannot hold together: every irreducible set of them, the fewest to drop, the least to relax.

A set of rules is *irreducible* when it admits no weights, but would if any one of its rules were dropped.  One is found
by deletion: drop a rule; if what remains still contradicts itself, leave it dropped, else put it back.  All of them are
found by duality: the smallest sets of rules whose loss cures every conflict are the smallest sets that hit each
irreducible set, and the other way round.  So a set that hits all known conflicts is dropped; what remains admits
weights, or it holds a conflict not yet known.  When every such set is a cure, none is missing.

The smallest relaxation gives every row :math:`r` of a rule its own slack,

.. math:: \min \sum_r e_r \quad\text{s.t.}\quad a_r'w \ge b_r - e_r \ \ (\text{or } \le b_r + e_r),\quad e_r \ge 0.

That weights are not negative and add up to 1 is not open to question.  Everything is asked of the long form, in which
every group has its own columns, so that a row that joins groups is named with the group it binds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pulp

from govperf_sim.errors import InfeasibleRules, fault
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.conflict_faults import Told
from govperf_sim.weights.hitting import hit_all, hitting_sets
from govperf_sim.weights.model import Applying, MeanRegret, WeightModel, linear
from govperf_sim.weights.rules import Rule
from govperf_sim.weights.statements import Names

MOST = 12
"""So many conflicts are looked for; when there are more, the answer says that there are."""
NOTICED = 1e-7
"""A relaxation below this is none, in weight."""


@dataclass(frozen=True)
class Conflicts:
    """What is wrong with a set of rules, in three answers; they differ, and each is one of several ways out."""

    irreducible: tuple[tuple[Rule, ...], ...]
    """Sets of rules that contradict one another, none of them to spare."""
    complete: bool
    """Whether these are all; else there are more than were looked for."""
    to_drop: tuple[tuple[Rule, ...], ...]
    """The smallest sets of rules without which the others admit weights; one at least, all when ``complete``."""
    relaxation: Mapping[str, float]
    """Row -> by how much to miss its limit, in weight; the least in total.  Other rows may do as well."""


def require_admissible(
    applying: Applying, rules: Sequence[Rule], names: Names, mean_regret: Mapping[str, MeanRegret] | None = None
) -> None:
    """Raise :class:`~govperf_sim.errors.InfeasibleRules` when no weights obey all the rules.

    ``mean_regret`` is what a rule of parity compares; without it such a rule asks for nothing.
    """
    program = _Slack(applying, rules, mean_regret)
    if program.contradiction(rules) is None:
        return
    found = _conflicts(program, rules)
    told = Told(applying, names)
    faults = list(told.conflict(found.irreducible[0], program.contradiction(found.irreducible[0]) or {}))
    faults += [told.another(conflict, program.contradiction(conflict) or {}) for conflict in found.irreducible[1:]]
    if not found.complete:
        faults.append(fault("weights.more_conflicts", count=len(found.irreducible)))
    faults += [told.drop(found.to_drop), told.relax(rules, found.relaxation)]
    raise InfeasibleRules(faults, [rule.id for rule in found.irreducible[0]])


def conflicts(applying: Applying, rules: Sequence[Rule]) -> Conflicts | None:
    """Everything that is wrong with the rules; ``None`` when they admit weights.

    >>> from govperf_sim.weights.rules import Share
    >>> rules = [Share("a_floor", of=["a"], at_least=0.6), Share("b_floor", of=["b"], at_least=0.5)]
    >>> found = conflicts({"g": ("a", "b")}, rules)
    >>> [rule.id for rule in found.irreducible[0]], round(sum(found.relaxation.values()), 9)
    (['a_floor', 'b_floor'], 0.1)
    """
    program = _Slack(applying, rules)
    return None if program.contradiction(rules) is None else _conflicts(program, rules)


def irreducible(applying: Applying, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """An irreducible set of the rules, which together admit no weights."""
    return _irreducible(_Slack(applying, rules), rules)


class _Slack:
    """The admissible set, with a slack in every line of every rule, compiled once."""

    def __init__(
        self, applying: Applying, rules: Sequence[Rule], mean_regret: Mapping[str, MeanRegret] | None = None
    ) -> None:
        model = _Elastic(applying, {line.name for rule in rules for line in rule.lines(applying)}, mean_regret)
        self._slacks: dict[str, list[str]] = {}
        for rule in rules:
            before = len(model.slacks)
            rule.write(model)
            self._slacks[rule.id] = model.slacks[before:]
        self._rule_of = {slack: rule.id for rule in rules for slack in self._slacks[rule.id]}
        self._program = CompiledProgram(model.problem)

    def contradiction(self, rules: Iterable[Rule]) -> Mapping[str, float] | None:
        """Rows, with multipliers, that cannot hold together; ``None`` when these rules admit weights."""
        held = {rule.id for rule in rules}
        for slack, rule_id in self._rule_of.items():
            self._program.cap(slack, 0.0 if rule_id in held else float("inf"))
        self._program.set_objective({})
        return self._program.contradiction() if self._program.attempt() is None else None

    def rules_in(self, proof: Mapping[str, float]) -> set[str]:
        """The rules whose rows a proof uses."""
        return {rule_id for slack, rule_id in self._rule_of.items() if _row_of(slack) in proof}

    def relaxation(self) -> dict[str, float]:
        """Row -> slack, the least in total."""
        for slack in self._rule_of:
            self._program.cap(slack, float("inf"))
        self._program.set_objective(dict.fromkeys(self._rule_of, 1.0))
        found = self._program.solve().columns
        return {_row_of(slack): found[slack] for slack in self._rule_of if found[slack] > NOTICED}


class _Elastic(WeightModel):
    """A model whose rules may be missed; the rows that only define a column of a rule hold as they are."""

    def __init__(self, applying: Applying, lines: set[str], mean_regret: Mapping[str, MeanRegret] | None) -> None:
        self.slacks: list[str] = []
        self._lines = lines
        super().__init__(applying, mean_regret)

    def require(self, name: str, constraint: pulp.LpConstraint) -> None:
        if name not in self._lines:
            super().require(name, constraint)
            return
        slack = f"slack({name})"
        self.slacks.append(slack)
        sign = -1.0 if constraint.sense == pulp.LpConstraintLE else 1.0
        row = linear([*constraint.items(), (self.column(slack), sign)])
        limit = -constraint.constant
        super().require(name, row <= limit if constraint.sense == pulp.LpConstraintLE else row >= limit)


def _row_of(slack: str) -> str:
    return slack.removeprefix("slack(").removesuffix(")")


def _irreducible(program: _Slack, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    kept = tuple(rules)
    for rule in rules:
        if rule not in kept:
            continue
        rest = tuple(r for r in kept if r is not rule)
        proof = program.contradiction(rest)
        if proof is not None:
            # The rows of the proof contradict one another already; rules without one of them are dropped at once.
            used = program.rules_in(proof)
            kept = tuple(r for r in rest if r.id in used)
    return kept


def _conflicts(program: _Slack, rules: Sequence[Rule]) -> Conflicts:
    known: list[tuple[Rule, ...]] = []
    place = {rule.id: n for n, rule in enumerate(rules)}

    def cures(dropped: frozenset[str]) -> bool:
        """Whether the rules admit weights without these; if not, a conflict more is known."""
        rest = tuple(rule for rule in rules if rule.id not in dropped)
        if program.contradiction(rest) is None:
            return True
        known.append(_irreducible(program, rest))
        return False

    def sets() -> list[frozenset[str]]:
        return [frozenset(rule.id for rule in conflict) for conflict in known]

    while not cures(fewest := hit_all(sets())):
        pass
    cured, complete = {fewest}, False
    while not complete and len(known) < MOST and (candidates := hitting_sets(sets())) is not None:
        before = len(known)
        for candidate in (c for c in candidates if c not in cured):
            if not cures(candidate):
                break
            cured.add(candidate)
        complete = len(known) == before
    smallest = sorted((c for c in cured if len(c) == len(fewest)), key=lambda c: sorted(place[r] for r in c))
    drops = tuple(tuple(rule for rule in rules if rule.id in c) for c in smallest)
    return Conflicts(tuple(known), complete, drops, program.relaxation())
