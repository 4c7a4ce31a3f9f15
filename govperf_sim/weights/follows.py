"""What follows from the question, the weights and the proofs of a certificate; nothing here is a matter of trust."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum
from typing import Any

from govperf_sim.weights.claims import Bounds, Question, Table, ranks
from govperf_sim.weights.points import SLACK as POINTS_SLACK
from govperf_sim.weights.points import STEPS

FEASIBLE = 1e-8
"""The largest miss of a row, in weight or regret."""
GAP = 1e-6
"""The largest distance between a bound and what reaches it."""
FORCED = 1e-6
"""A price of a level above this says that its group cannot be better off."""
MOVED = 1e-9
"""A move below this is none."""


def table(found: Mapping[str, Mapping[str, Any]]) -> Table:
    return {g: {k: float(w) for k, w in row.items()} for g, row in found.items()}


def origin(q: Question, content: Mapping[str, Any]) -> Table:
    """What the last move starts from: the nearest admissible weights under a guard, else the reference."""
    near = content["nearest_admissible"]
    return q.start if near is None else table(near["weights"])


def proved(content: Mapping[str, Any]) -> bool:
    """Whether the optimum of the goal is proved; for other goals the weights are checked and the regrets proved."""
    goal = content["question"]["goal"]
    fair = goal["kind"] == "minimax_regret" and goal["regret"] == "normalised"
    return fair or goal["kind"] in ("closest_to_reference", "regret_guard")


def allowed(content: Mapping[str, Any]) -> dict[str, float] | None:
    """The caps with their slack."""
    return None if content["caps"] is None else {g: cap + content["slack"] for g, cap in content["caps"].items()}


def caps(q: Question, content: Mapping[str, Any], bounds: Bounds) -> dict[str, float] | None:
    """What regret each group may bear, as the goal has it; ``None`` where it says nothing of it."""
    least, goal = content["least_regret"]["groups"], content["question"]["goal"]
    if goal["kind"] == "minimax_regret" and proved(content):
        return dict(least)
    if content["nearest_admissible"] is None:
        return None
    near, kappa = table(content["nearest_admissible"]["weights"]), goal["kappa"]
    return {g: (1 - kappa) * least[g] + kappa * max(q.worst_regret(g, near, bounds), least[g]) for g in q.indicators}


def settled(free: Iterable[str], prices: Mapping[str, float], value: float) -> list[str]:
    """The groups whose level a stage settles: those whose level has a price; all, once there is no regret left."""
    return [g for g in free if value <= FORCED or -prices.get(f"worst_regret({g})", 0.0) > FORCED]


def derived(q: Question, content: Mapping[str, Any], bounds: Bounds) -> dict[str, Any]:
    """The sections that follow from the question, the weights, and the proofs."""
    weights, start = table(content["weights"]), q.start
    near = origin(q, content)
    units = {u: g for g, members in q.units.items() for u in members}
    score = {u: q.score(u, g, weights[g]) for u, g in units.items()}
    core = {u: q.core_score(u, g, weights[g]) for u, g in units.items()}
    in_group, in_system = ranks(score, units), ranks(core, {u: q.systems[g] for u, g in units.items()})
    in_pool = ranks(core, q.pools)
    within = allowed(content)
    over = {g: q.worst_regret(g, weights, bounds) - cap for g, cap in (within or {}).items()}
    guarded = content["nearest_admissible"] is not None
    return {
        "units": {
            u: {
                "own_best": bounds[u][0],
                "own_worst": bounds[u][1],
                "score": score[u],
                "regret": q.regret(u, g, weights[g], bounds),
                "rank_in_group": in_group[u],
                "core_score": core[u],
                "rank_in_system": in_system[u],
                "rank_in_pool": in_pool[u],
            }
            for u, g in units.items()
        },
        "group_regret": {g: q.worst_regret(g, weights, bounds) for g in q.indicators},
        "group_regret_at_nearest": {g: q.worst_regret(g, near, bounds) for g in q.indicators} if guarded else None,
        "moves": {
            g: {
                "by_rules": fsum(abs(near[g][k] - start[g][k]) for k in own) if guarded else None,
                "by_guard": fsum(abs(weights[g][k] - near[g][k]) for k in own) if guarded else None,
                "in_all": fsum(abs(weights[g][k] - start[g][k]) for k in own),
            }
            for g, own in q.indicators.items()
        },
        "forced": {
            "nearest_admissible": _forced(q, content["nearest_admissible"], near, start, None, bounds),
            "closest": _forced(q, content["closest"], weights, near, within, bounds),
        },
        "effective_weights": {g: q.effective(g, weights[g]) for g in q.indicators},
        "residuals": {"rules": q.violation(weights), "caps": max([0.0, *over.values()])},
    }


def of_points(q: Question, content: Mapping[str, Any], bounds: Bounds) -> dict[str, Any]:
    """What follows from the published points: how far they moved, what they cost, and the ranks they give."""
    points = content["points"]["table"]
    shares, weights = shares_of(points), table(content["weights"])
    within = None if content["nearest_admissible"] is None else allowed(content)
    units = {u: g for g, members in q.units.items() for u in members}
    score = {u: q.score(u, g, shares[g]) for u, g in units.items()}
    over = {g: max(q.worst_regret(g, shares, bounds) - cap, 0.0) for g, cap in (within or {}).items()}
    most = max(over.values(), default=0.0)
    in_group = ranks(score, units)
    return {
        "step": max(
            s for s in STEPS if all(abs(x - s * round(x / s)) < GAP for row in points.values() for x in row.values())
        ),
        "moved": 100 * q.distance(shares, weights),
        "over_caps": over,
        "slack": min((s for s in POINTS_SLACK if most <= s + FEASIBLE), default=most),
        "group_regret": {g: q.worst_regret(g, shares, bounds) for g in q.indicators},
        "units": {u: {"score": score[u], "rank_in_group": in_group[u]} for u in units},
    }


def shares_of(points: Mapping[str, Mapping[str, Any]]) -> Table:
    return {g: {k: float(s) / 100 for k, s in row.items()} for g, row in points.items()}


def _forced(
    q: Question,
    claim: Mapping[str, Any] | None,
    weights: Table,
    to: Table,
    within: Mapping[str, float] | None,
    bounds: Bounds,
) -> dict[str, dict[str, Any]] | None:
    """Each weight that a move moved: the rows that force it, else ``balance``, else ``tie-break``."""
    if claim is None:
        return None
    found: dict[str, dict[str, Any]] = {}
    for part, proof in zip(q.parts, claim["proofs"], strict=True):
        rows = q.closest(part, to, within, bounds)
        for g in part:
            least = min(proof["left"].get(f"w({g},{k})", 0.0) for k in q.indicators[g])
            rest = "balance" if abs(least) > FORCED else "tie-break"
            found[g] = {
                k: q.forced_by(proof["prices"], rows, g, k) or rest
                for k in q.indicators[g]
                if abs(weights[g][k] - to[g][k]) > MOVED
            }
    return found
