"""A certificate is made: the question written out, every bound proved, the rest worked out from these.

The programs are those of :mod:`govperf_sim.weights.claims`, so that what is proved is what will be checked.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pulp

from govperf_sim.errors import NotOptimal
from govperf_sim.weights.certificate import FORMAT, Certificate, digest
from govperf_sim.weights.claims import Bounds, Question, Table
from govperf_sim.weights.compiled import CompiledProgram, Solution
from govperf_sim.weights.evenness import Cell, Evenness, held_row, level_row, move_column, remainder, widths
from govperf_sim.weights.follows import allowed, caps, derived, of_points, origin, proved, settled
from govperf_sim.weights.formulation import SENSES
from govperf_sim.weights.goal import numbers_of
from govperf_sim.weights.model import WeightModel, linear
from govperf_sim.weights.points import Points
from govperf_sim.weights.proof import HIGHEST, Row, lower_bound
from govperf_sim.weights.recheck import TOLERANCES
from govperf_sim.weights.rule import Rule

if TYPE_CHECKING:
    from govperf_sim.weights.answer import Weights

NO_PRICE = 1e-12
"""A price below this is left out of a proof."""
EASE = 1e-9
"""What limits met exactly are eased by when prices are sought; a proof is worked out on the limits as they are."""


def certify(answer: Weights) -> Certificate:
    """The certificate of an answer, and of the points it is published in; the programs of its proofs are solved here."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "made_with": {name: version(name) for name in ("govperf_sim", "pulp", "highspy")},
        "tolerances": dict(TOLERANCES),
        "question": _question(answer),
        "weights": {g: {k: answer.cells[g, k] for k in own} for g, own in answer.weighting.indicators_of.items()},
        "nearest_admissible": None,
        "closest": None,
        "slack": 0.0,
        "points": None,
    }
    content["question_digest"] = digest(content["question"])
    q = Question(content["question"])
    content["benchmarks"], bounds = _benchmarks(q)
    content["least_regret"] = _least_regret(q, bounds)
    if answer.guard is not None:
        near: Table = {g: {k: answer.guard.projected[g, k] for k in own} for g, own in q.indicators.items()}
        content["nearest_admissible"] = {"weights": near, **_move(q, near, q.start, None, bounds)}
        content["slack"] = answer.guard.slack
    content["caps"] = caps(q, content, bounds)
    if proved(content):
        move = content["weights"], origin(q, content), allowed(content), bounds
        content["closest"] = {**_move(q, *move), "face": _face(q, *move)}
    with contextlib.suppress(NotOptimal):  # no points obey the rules, or none were found in time
        content["points"] = _points(q, answer.rounding, content, bounds)
    return Certificate.of({**content, **derived(q, content, bounds)})


def _points(q: Question, points: Points, content: Mapping[str, Any], bounds: Bounds) -> dict[str, Any]:
    known = points.table.to_dict("index")
    table = {g: {k: known[g][k] for k in own} for g, own in q.indicators.items()}
    said = f"within {points.gap:.2g} of the smallest move" if points.gap else "the smallest move"
    return {"table": table, "solver_says": said, **of_points(q, {**content, "points": {"table": table}}, bounds)}


def _question(answer: Weights) -> dict[str, Any]:
    q = answer.weighting
    goal: dict[str, Any] = {"kind": answer.goal.kind, **numbers_of(answer.goal)}
    goal["source"] = answer.goal.source.cite if answer.goal.source else ""
    if answer.guard is not None:
        goal["kappa"] = answer.guard.kappa
    return {
        "groups": {
            g: {"system": q.system_of[g], "indicators": list(own), "units": list(q.units_of[g])}
            for g, own in q.indicators_of.items()
        },
        "scores": {u: {k: q.scores_of[u][k] for k in own} for g, own in q.indicators_of.items() for u in q.units_of[g]},
        "domains": None if q.domains is None else {k: str(q.domains[k]) for k in map(str, q.scores.columns)},
        "pools": dict(q.pool_of),
        "reference": None
        if q.start is None
        else {g: {k: q.start[g, k] for k in own} for g, own in q.indicators_of.items()},
        "rules": list(_rules(answer)),
        "goal": goal,
    }


def _rules(answer: Weights) -> Iterator[dict[str, Any]]:
    """Every row of every rule, as numbers."""
    q = answer.weighting
    m = WeightModel(q.indicators_of, q.mean_regret)
    of_rule: dict[str, Rule] = {}
    for rule in q.rules:
        before = set(m.rows)
        rule.write(m)
        of_rule |= {row: rule for row in m.rows if row not in before}
    called = {str(v.name): name for name, v in m.columns.items()}
    terms = {row: {called[str(v.name)]: float(a) for v, a in m.rows[row].items()} for row in of_rule}
    groups = {f"w({g},{k})": {g} for g, k in m.w}
    for columns in terms.values():  # a column that is not a weight ties together the groups it stands beside
        there = set[str]().union(*(groups.get(c, set()) for c in columns))
        for c in columns:
            if not c.startswith("w("):
                groups.setdefault(c, set()).update(there)
    for row, rule in of_rule.items():
        constraint, source = m.rows[row], rule.source
        yield {
            "row": row,
            "rule": rule.id,
            "groups": [g for g in q.indicators_of if any(g in groups[c] for c in terms[row])],
            "alone": rule.alone,
            "terms": terms[row],
            "sense": SENSES[constraint.sense],
            "limit": -float(constraint.constant),
            "clause": (source.clause if source else None) or "",
            "source": source.cite if source else "",
        }


class _Program:
    """Rows of a claim in HiGHS, and what its optimum proves."""

    def __init__(self, rows: Mapping[str, Row], simplices: Sequence[Sequence[str]], cost: Mapping[str, float]) -> None:
        self._rows, self._simplices = rows, simplices
        problem = pulp.LpProblem("proof", pulp.LpMinimize)
        shares = (c for columns in simplices for c in columns)
        columns = dict.fromkeys([*shares, *cost, *(c for row in rows.values() for c in row.terms)])
        v = {c: problem.add_variable(c, 0) for c in columns}
        for n, own in enumerate(simplices):
            problem.addConstraint(linear((v[c], 1.0) for c in own) == 1, f"sum_{n}")
        for name, row in rows.items():
            total = linear((v[c], a) for c, a in row.terms.items())
            sides = {"<=": total <= row.limit, ">=": total >= row.limit, "=": total == row.limit}
            problem.addConstraint(sides[row.sense], name)
        problem.setObjective(linear((v[c], a) for c, a in cost.items()))
        self._program = CompiledProgram(problem)

    def prices(self, cost: Mapping[str, float]) -> dict[str, float]:
        """The prices at the optimum, of the sign they must have."""
        self._program.set_objective(cost)
        return self._of(self._program.solve())

    def hold(self, row: str, limit: float, instead_of: str) -> None:
        """Move the limit of a row; another asks nothing any more."""
        self._program.set_limit(row, limit)
        self._program.release(instead_of)

    def _of(self, optimum: Solution) -> dict[str, float]:
        return {r: y for r, y in optimum.duals.items() if r in self._rows and self._sound(r, y)}

    def proof(self, cost: Mapping[str, float]) -> tuple[dict[str, Any], float, Solution]:
        """Prices and what they leave of the costs; the bound they prove; the optimum."""
        self._program.set_objective(cost)
        optimum = self._program.solve()
        prices = self._of(optimum)
        bound = lower_bound(cost, self._rows, prices, self._simplices)
        return {"prices": prices, "left": dict(bound.left)}, float(bound.value), optimum

    def _sound(self, row: str, price: float) -> bool:
        sense = self._rows[row].sense
        return abs(price) > NO_PRICE and not (sense == "<=" and price > 0) and not (sense == ">=" and price < 0)


def _benchmarks(q: Question) -> tuple[dict[str, Any], Bounds]:
    """For each unit the proofs of its own best and own worst, and these as proved."""
    found: dict[str, Any] = {}
    bounds: dict[str, tuple[float, float]] = {}
    for g, units in q.units.items():
        program = _Program(q.own_rows(g), q.simplices([g]), {})
        for u in units:
            sides = {}
            for side, sign in (("best", -1.0), ("worst", 1.0)):
                proof, value, optimum = program.proof(q.cost(u, g, sign))
                at = {k: x for k in q.indicators[g] if (x := optimum.columns[f"w({g},{k})"]) > 0}
                sides[side] = {**proof, "at": at}, sign * value
            found[u] = {side: proof for side, (proof, _) in sides.items()}
            bounds[u] = sides["best"][1], sides["worst"][1]
    return found, bounds


def _least_regret(q: Question, bounds: Bounds) -> dict[str, Any]:
    """The leximin of group regret, stage by stage, and a point that reaches it."""
    stages: list[dict[str, Any]] = []
    at: dict[str, dict[str, float]] = {}
    for part in q.parts:
        held: dict[str, float] = {}
        while free := [g for g in part if g not in held]:
            program = _Program(q.least_regret(part, free, held, bounds), q.simplices(part), {"z": 1.0})
            proof, value, optimum = program.proof({"z": 1.0})
            stages.append({"part": list(part), "value": value, **proof})
            held |= dict.fromkeys(settled(free, proof["prices"], max(value, 0.0)), max(value, 0.0))
        at |= {g: _weights(q, g, optimum) for g in part}
    return {"stages": stages, "at": at, "groups": {g: q.worst_regret(g, at, bounds) for g in q.indicators}}


def _move(q: Question, weights: Table, to: Table, within: Mapping[str, float] | None, bounds: Bounds) -> dict[str, Any]:
    """The move of the weights, and the proof that none is smaller."""
    proofs, proved = [], 0.0
    for part in q.parts:
        cost = q.moves_cost(part)
        proof, value, _ = _Program(q.closest(part, to, within, bounds), q.simplices(part), cost).proof(cost)
        proofs.append(proof)
        proved += value
    value = q.distance(weights, to)
    stages, spans = _evenness(q, weights, to, within, bounds)
    return {
        "value": value,
        "gap": value - proved,
        "proofs": proofs,
        "evenness": stages,
        "widths": widths(q, spans, value - proved),
    }


def _evenness(
    q: Question, weights: Table, to: Table, within: Mapping[str, float] | None, bounds: Bounds
) -> tuple[list[list[dict[str, Any]]], dict[Cell, float]]:
    """Part by part the stages that prove the moves leximin, and how far each move is known."""
    found: list[list[dict[str, Any]]] = []
    spans: dict[Cell, float] = {}
    for part in q.parts:
        even, stages = Evenness(q, part, weights, to, within, bounds), []
        if not even.done:
            program = _stages_program(even, q.simplices(part))
        while not even.done:
            prices = program.prices({"z": 1.0})
            bound = lower_bound({"z": 1.0}, even.rows, prices, q.simplices(part))
            stages.append({"prices": prices, "value": float(bound.value), "left": remainder(bound)})
            level = even.level
            if not (settled := even.settle(bound, prices)):
                break  # these are not the most even weights; the certificate will not hold
            for at in settled:
                program.hold(held_row(at), level + EASE, instead_of=level_row(at))
        found.append(stages)
        spans |= even.spans
    return found, spans


def _stages_program(even: Evenness, simplices: Sequence[Sequence[str]]) -> _Program:
    """The rows of the first stage, and those that will hold moves later; limits eased, so that rounding leaves room."""
    close = even.rows["as_close"]
    eased = {**even.rows, "as_close": Row(close.terms, close.sense, close.limit + EASE)}
    held = {held_row(at): Row({move_column(at): 1.0}, "<=", HIGHEST) for at in even.moves}
    return _Program({**eased, **held}, simplices, {"z": 1.0})


def _face(
    q: Question, weights: Table, to: Table, within: Mapping[str, float] | None, bounds: Bounds
) -> list[dict[str, Any]]:
    """Part by part, how wide the set of weights is that move no more."""
    found = []
    for part in q.parts:
        along = q.direction(part)
        program = _Program(q.as_close(part, weights, to, within, bounds), q.simplices(part), along)
        low, least, _ = program.proof(along)
        high, most, _ = program.proof({c: -r for c, r in along.items()})
        found.append({"low": low, "high": high, "width": -most - least})
    return found


def _weights(q: Question, group: str, optimum: Solution) -> dict[str, float]:
    return {k: max(optimum.columns[f"w({group},{k})"], 0.0) for k in q.indicators[group]}
