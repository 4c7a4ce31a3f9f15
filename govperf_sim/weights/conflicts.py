r"""Rules that cannot hold together: an irreducible set of them, and the sum that shows it.

A set of rules is *irreducible* when it admits no weights, but would if any one of its rules were dropped.  It is found
by deletion: drop a rule; if what remains still contradicts itself, leave it dropped, else put it back.  That weights
are not negative and add up to 1 is not open to question.

When adding up is enough (the multipliers of Farkas' lemma are all alike) the sum is spelt out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govperf_sim.errors import Fault, InfeasibleRules, fault
from govperf_sim.weights.arithmetic import EXACT, added, at
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.model import Applying
from govperf_sim.weights.rules import Line, Rule, admissible
from govperf_sim.weights.statements import Names, called, listed, says_with_source
from govperf_sim.words import Message


def require_admissible(applying: Applying, rules: Sequence[Rule], names: Names) -> None:
    """Raise :class:`~govperf_sim.errors.InfeasibleRules` when no weights obey all the rules."""
    if _contradiction(applying, rules) is None:
        return
    conflict = irreducible(applying, rules)
    raise InfeasibleRules(_faults(applying, conflict, names), [rule.id for rule in conflict])


def irreducible(applying: Applying, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """An irreducible set of the rules, which together admit no weights."""
    kept = tuple(rules)
    for rule in rules:
        if rule not in kept:
            continue
        rest = tuple(r for r in kept if r is not rule)
        proof = _contradiction(applying, rest)
        if proof is not None:
            # The rows of the proof contradict one another already; rules without one of them are dropped at once.
            kept = tuple(r for r in rest if any(line.name in proof for line in r.lines(applying)))
    return kept


def _contradiction(applying: Applying, rules: Sequence[Rule]) -> Mapping[str, float] | None:
    """Rows, with multipliers, that cannot hold together; ``None`` when the rules admit weights."""
    program = CompiledProgram(admissible(applying, rules).problem)
    return program.contradiction() if program.attempt() is None else None


def _faults(applying: Applying, conflict: Sequence[Rule], names: Names) -> list[Fault]:
    proof = _contradiction(applying, conflict) or {}
    lines = [line for rule in conflict for line in rule.lines(applying) if line.name in proof]
    groups = dict.fromkeys(line.group for line in lines)
    head = fault(
        "weights.conflict",
        rules=listed(called(rule.id, names) for rule in conflict),
        groups=listed(called(g, names) for g in groups),
    )
    total = _sum(lines, proof) if len(groups) == 1 else None
    why = [Fault(total)] if total is not None else []
    each = [at(line.rule.source, Fault(says_with_source(line, names))) for line in lines]
    return [head, *why, *each]


def _sum(lines: Sequence[Line], proof: Mapping[str, float]) -> Message | None:
    """The contradiction as a sum, when its rows are shares and each enters it once."""
    if any(len(line.rule.sets) > 1 for line in lines) or not all(abs(y) > 1 - EXACT for y in proof.values()):
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
