r"""A certificate is checked: every number in it is part of the question, is proved by a bound, or is worked out again.

What is asked of each section:

- ``benchmarks``: prices prove that no admissible weights give a unit more (or less), and a point reaches it;
- ``least_regret``: stage by stage, prices prove the level of the leximin, and one point keeps every group within it;
- ``nearest_admissible`` and ``closest``: prices prove that no admissible weights (within the caps) move less;
- the ``evenness`` of both: stage by stage, prices prove that the moves are as even as they can be, and no other weights
  as close and as even differ from these by more than the ``widths`` (:mod:`govperf_sim.weights.evenness`): they are unique;
- ``caps``: as kappa has it; ``weights`` obey the rules and keep within the caps;
- ``points`` are whole, obey the rules, and keep within the caps but for a slack that is stated;
- the ``face`` of ``closest`` is how wide, at most, the set of weights is that move no more, part by part, in a direction that no
  edge is at right angles to: where it is 0 the smallest move alone decides, elsewhere the evenness of moves does;
- all else follows from these.

What cannot be proved without a search stands as text: that no points are closer to the weights is what the solver says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from govperf_sim.errors import Fault, fault
from govperf_sim.weights.claims import Bounds, Question, Table
from govperf_sim.weights.evenness import SETTLED, STILL, UNIQUE, Cell, Evenness, remainder, widths
from govperf_sim.weights.follows import (
    FEASIBLE,
    FORCED,
    GAP,
    MOVED,
    allowed,
    caps,
    derived,
    of_points,
    origin,
    proved,
    settled,
    shares_of,
    table,
)
from govperf_sim.weights.guard import SLACK
from govperf_sim.weights.proof import Bound, Row, lower_bound

SAME = 1e-12
"""The largest difference between a number and the same number worked out again."""
TOLERANCES = {"feasible": FEASIBLE, "gap": GAP, "same": SAME, "forced": FORCED, "moved": MOVED,
              "settled": SETTLED, "still": STILL, "unique": UNIQUE}  # fmt: skip


class Recheck:
    """The faults of the content of a certificate, section by section."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._content = content
        self._q = Question(content["question"])
        self._goal: Mapping[str, Any] = content["question"]["goal"]

    def faults(self) -> Iterator[Fault]:
        """Every fault; a section that cannot be read ends the search with an error of Python's own."""
        content, q = self._content, self._q
        guarded = self._goal["kind"] == "regret_guard"
        for name, asked in (("nearest_admissible", guarded), ("closest", proved(content))):
            if (content[name] is not None) != asked:
                yield fault("weights.certificate_names", what=name)
        yield from same("tolerances", content["tolerances"], TOLERANCES)
        self._same_names()
        bounds: dict[str, tuple[float, float]] = {}
        for g, units in q.units.items():
            for u in units:
                yield from self._benchmark(u, g, bounds)
        yield from self._least_regret(bounds)
        yield from same("caps", content["caps"], caps(q, content, bounds))
        if content["slack"] not in (SLACK if content["nearest_admissible"] is not None else (0.0,)):
            yield fault("weights.certificate_number", what="slack", found=content["slack"], expected=list(SLACK))
        if content["nearest_admissible"] is not None:
            near = table(content["nearest_admissible"]["weights"])
            yield from self._admissible("nearest_admissible", near)
            yield from self._move("nearest_admissible", near, q.start, None, bounds)
        weights = table(content["weights"])
        yield from self._admissible("weights", weights)
        yield from self._within_caps(weights, bounds)
        if content["closest"] is not None:
            yield from self._move("closest", weights, origin(q, content), allowed(content), bounds)
            yield from self._face(weights, bounds)
        if content["points"] is not None:
            yield from self._points(bounds)
        for name, expected in derived(q, content, bounds).items():
            yield from same(name, content[name], expected)

    def _points(self, bounds: Bounds) -> Iterator[Fault]:
        """Published points are whole, add up, obey the rules, and keep within the caps as far as is stated."""
        claim = self._content["points"]
        step = claim["step"]
        for g, row in claim["table"].items():
            for k in (k for k, s in row.items() if abs(s - step * round(s / step)) > SAME * 100):
                yield fault("weights.certificate_not_whole", group=g, indicator=k, found=row[k], step=step)
        yield from self._admissible("points", shares_of(claim["table"]))
        yield from same(
            "points",
            {k: claim[k] for k in claim if k not in ("table", "solver_says")},
            of_points(self._q, self._content, bounds),
        )

    def _same_names(self) -> None:
        """Every table of weights has the groups and indicators of the question, no more and no fewer."""
        tables = {"weights": self._content["weights"], "least_regret.at": self._content["least_regret"]["at"]}
        if self._content["points"] is not None:
            tables["points"] = self._content["points"]["table"]
        if self._content["nearest_admissible"] is not None:
            tables["nearest_admissible"] = self._content["nearest_admissible"]["weights"]
        for name, found in tables.items():
            if {g: set(row) for g, row in found.items()} != {g: set(own) for g, own in self._q.indicators.items()}:
                raise KeyError(name)

    def _benchmark(self, unit: str, group: str, bounds: dict[str, tuple[float, float]]) -> Iterator[Fault]:
        rows, found = self._q.own_rows(group), {}
        for side, sign in (("best", -1.0), ("worst", 1.0)):
            path, proof = f"benchmarks.{unit}.{side}", self._content["benchmarks"][unit][side]
            bound = lower_bound(self._q.cost(unit, group, sign), rows, proof["prices"], self._q.simplices([group]))
            yield from self._proved(path, bound, proof["left"])
            at = {k: float(proof["at"].get(k, 0.0)) for k in self._q.indicators[group]}
            yield from self._admissible(path, {group: at}, rows)
            found[side] = sign * float(bound.value)
            reached = self._q.score(unit, group, at)
            yield from gap(path, sign * (reached - found[side]))
        bounds[unit] = found["best"], found["worst"]

    def _least_regret(self, bounds: Bounds) -> Iterator[Fault]:
        claim, q = self._content["least_regret"], self._q
        at = table(claim["at"])
        yield from self._admissible("least_regret", at)
        levels = {g: q.worst_regret(g, at, bounds) for g in q.indicators}
        yield from same("least_regret.groups", claim["groups"], levels)
        held: dict[str, float] = {}
        for n, stage in enumerate(claim["stages"]):
            path, part = f"least_regret.stages.{n}", tuple(stage["part"])
            if part not in q.parts:
                raise KeyError(f"{path}.part")
            free = [g for g in part if g not in held]
            rows = q.least_regret(part, free, held, bounds)
            bound = lower_bound({"z": 1.0}, rows, stage["prices"], q.simplices(part))
            yield from self._proved(path, bound, stage["left"])
            yield from same(f"{path}.value", stage["value"], float(bound.value))
            value = max(float(bound.value), 0.0)
            for g in settled(free, stage["prices"], value):
                held[g] = value
                yield from gap(f"least_regret.groups.{g}", levels[g] - value)
            for g in (g for g in free if levels[g] > value + GAP):
                yield fault("weights.certificate_level", group=g, found=levels[g], value=value)
        for g in (g for g in q.indicators if g not in held):
            yield fault("weights.certificate_not_settled", group=g)

    def _move(
        self, name: str, weights: Table, to: Table, within: Mapping[str, float] | None, bounds: Bounds
    ) -> Iterator[Fault]:
        claim, q = self._content[name], self._q
        if len(claim["proofs"]) != len(q.parts):
            raise KeyError(f"{name}.proofs")
        proved, spans = 0.0, dict[Cell, float]()
        for n, (part, proof) in enumerate(zip(q.parts, claim["proofs"], strict=True)):
            rows = q.closest(part, to, within, bounds)
            bound = lower_bound(q.moves_cost(part), rows, proof["prices"], q.simplices(part))
            yield from self._proved(f"{name}.proofs.{n}", bound, proof["left"])
            proved += float(bound.value)
        value = q.distance(weights, to)
        yield from same(f"{name}.value", claim["value"], value)
        yield from same(f"{name}.gap", claim["gap"], value - proved)
        yield from gap(name, value - proved)
        if len(claim["evenness"]) != len(q.parts):
            raise KeyError(f"{name}.evenness")
        for n, (part, stages) in enumerate(zip(q.parts, claim["evenness"], strict=True)):
            even = Evenness(q, part, weights, to, within, bounds)
            yield from self._even(f"{name}.evenness.{n}", even, q.simplices(part), stages)
            spans |= even.spans
        known = widths(q, spans, value - proved)
        yield from same(f"{name}.widths", claim["widths"], known)
        for g, k, width in ((g, k, width) for g, row in known.items() for k, width in row.items() if width > UNIQUE):
            yield fault("weights.certificate_wide", what=name, group=g, indicator=k, found=width)

    def _even(
        self, path: str, even: Evenness, simplices: Sequence[Sequence[str]], stages: Sequence[Mapping[str, Any]]
    ) -> Iterator[Fault]:
        """Stage by stage, prices prove the largest move that is left, until all moves are settled."""
        for n, stage in enumerate(stages):
            if even.done:
                raise KeyError(f"{path}.{n}")
            bound = lower_bound({"z": 1.0}, even.rows, stage["prices"], simplices)
            yield from (fault("weights.certificate_sign", what=f"{path}.{n}", row=row) for row in bound.wrong)
            yield from same(f"{path}.{n}.value", stage["value"], float(bound.value))
            yield from same(f"{path}.{n}.left", stage["left"], remainder(bound))
            yield from gap(f"{path}.{n}", even.level - float(bound.value))
            even.settle(bound, stage["prices"])
        if not even.done:
            yield fault("weights.certificate_not_unique", what=path)

    def _face(self, weights: Table, bounds: Bounds) -> Iterator[Fault]:
        """How wide the set of weights is that move no more, in a direction that sees every width."""
        q, claim = self._q, self._content["closest"]["face"]
        if len(claim) != len(q.parts):
            raise KeyError("closest.face")
        for n, (part, face) in enumerate(zip(q.parts, claim, strict=True)):
            rows = q.as_close(part, weights, origin(q, self._content), allowed(self._content), bounds)
            ends = []
            for sign, proof in zip((1.0, -1.0), (face["low"], face["high"]), strict=True):
                cost = {c: sign * r for c, r in q.direction(part).items()}
                bound = lower_bound(cost, rows, proof["prices"], q.simplices(part))
                yield from self._proved(f"closest.face.{n}", bound, proof["left"])
                ends.append(sign * float(bound.value))
            yield from same(f"closest.face.{n}.width", face["width"], ends[1] - ends[0])

    def _proved(self, path: str, bound: Bound, left: Mapping[str, float]) -> Iterator[Fault]:
        yield from (fault("weights.certificate_sign", what=path, row=row) for row in bound.wrong)
        yield from same(f"{path}.left", left, bound.left)

    def _admissible(self, path: str, weights: Table, rows: Mapping[str, Row] | None = None) -> Iterator[Fault]:
        by = self._q.violation(weights, rows)
        if not by <= FEASIBLE:
            yield fault("weights.certificate_inadmissible", what=path, by=by)

    def _within_caps(self, weights: Table, bounds: Bounds) -> Iterator[Fault]:
        for g, cap in (allowed(self._content) or {}).items():
            regret = self._q.worst_regret(g, weights, bounds)
            if not regret <= cap + FEASIBLE:
                yield fault("weights.certificate_cap", group=g, found=regret, cap=cap)


def gap(path: str, found: float) -> Iterator[Fault]:
    if not abs(found) <= GAP:
        yield fault("weights.certificate_gap", what=path, gap=found)


def same(path: str, found: Any, expected: Any) -> Iterator[Fault]:
    """Where what stands there is not what it must be."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        for key in (*expected, *(k for k in found if k not in expected)):
            if key not in found or key not in expected:
                yield fault("weights.certificate_names", what=f"{path}.{key}")
            else:
                yield from same(f"{path}.{key}", found[key], expected[key])
    elif _is_number(found) and _is_number(expected):
        if not abs(found - expected) <= SAME:
            yield fault("weights.certificate_number", what=path, found=found, expected=expected)
    elif isinstance(expected, Sequence) and not isinstance(expected, str) and isinstance(found, list):
        if list(expected) != found:
            yield fault("weights.certificate_number", what=path, found=found, expected=list(expected))
    elif found != expected or type(found) is not type(expected):
        yield fault("weights.certificate_number", what=path, found=found, expected=expected)


def _is_number(x: object) -> bool:
    return isinstance(x, int | float) and not isinstance(x, bool)
