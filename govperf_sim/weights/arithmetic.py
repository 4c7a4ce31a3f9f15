r"""What can be refused by adding up, group by group, before any program is solved.

- a floor above a cap: :math:`l_A > u_B` with :math:`A \subseteq B`;
- floors of sets that share no indicator: :math:`\sum_A l_A > 1`;
- caps of sets that cover every indicator: :math:`\sum_B u_B < 1`, as when individual indicators cannot take up what a
  cap on the core leaves;
- groups that a rule of comparability holds together, and whose own limits do not meet:
  :math:`l_{gB} > u_{hB} + d_g + d_h`, where last year's weights and stability may be what sets them apart;
- the same sums for shares of a unit's own score, which also add up to 1: in every group, and for every unit over the
  indicators on which it scores anything.  Rows on own shares hold for a score of 0 whatever they say, so that no program
  would find these contradictions.

Sets are chosen greedily, so a clash may be overlooked here; the program finds it then, and names it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from govperf_sim.errors import Fault, fault
from govperf_sim.sources import Source
from govperf_sim.weights.model import Applying
from govperf_sim.weights.rules import (
    CommonTotal,
    Comparability,
    EachOwnShare,
    EachShare,
    OwnShare,
    Rule,
    Share,
    Side,
    Stability,
)

EXACT = 1e-9


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit on a set of indicators in one group."""

    rule: Rule
    of: frozenset[str]
    side: Side
    limit: float


def arithmetic(applying: Applying, rules: Sequence[Rule]) -> Iterator[Fault]:
    """Every clash that adding up shows."""
    bounds: dict[str, list[Bound]] = {g: [] for g in applying}
    for rule in rules:
        for line in rule.lines(applying):
            match rule:
                case Share() | EachShare():
                    bounds[line.group].append(Bound(rule, frozenset(line.sets[0]), line.side, line.limit))
                case Stability():
                    sign = 1 if line.side == "at_most" else -1
                    limit = rule.last[line.group][str(line.indicator)] + sign * line.limit
                    bounds[line.group].append(Bound(rule, frozenset(line.sets[0]), line.side, limit))
    for g, own in applying.items():
        floors = [b for b in bounds[g] if b.side == "at_least"]
        caps = [b for b in bounds[g] if b.side == "at_most"]
        yield from _floor_above_cap(g, floors, caps)
        yield from _floors_above_one(g, floors)
        yield from _caps_below_one(g, caps, frozenset(own))
    for rule in rules:
        if isinstance(rule, Comparability | CommonTotal):
            yield from _groups_apart(rule, applying, bounds)


def own_share_arithmetic(
    applying: Applying, rules: Sequence[Rule], scores: Mapping[str, Mapping[str, Mapping[str, float]]]
) -> Iterator[Fault]:
    """Every clash of limits on own shares; ``scores`` by group, unit and indicator."""
    bounds: dict[str, list[Bound]] = {g: [] for g in applying}
    for rule in rules:
        if isinstance(rule, OwnShare | EachOwnShare):
            for line in rule.group_lines(applying):
                bounds[line.group].append(Bound(rule, frozenset(line.sets[0]), line.side, line.limit))
    for g, own in applying.items():
        floors = [b for b in bounds[g] if b.side == "at_least" and b.limit > 0]
        caps = [b for b in bounds[g] if b.side == "at_most"]
        clashes = [
            *_floor_above_cap(g, floors, caps),
            *_floors_above_one(g, floors),
            *_caps_below_one(g, caps, frozenset(own)),
        ]
        yield from clashes
        if not clashes and bounds[g]:
            for unit, x in scores[g].items():
                if not all(x.values()):
                    yield from _own_score(unit, g, x, floors, caps)


def _own_score(
    unit: str, group: str, x: Mapping[str, float], floors: list[Bound], caps: list[Bound]
) -> Iterator[Fault]:
    """What one unit cannot have, because of what it scores nothing on."""
    scored = frozenset(k for k, a in x.items() if a > 0)
    empty = [b for b in floors if not b.of & scored]
    for b in empty:
        said = {"unit": unit, "rule": b.rule.id, "floor": b.limit, "of": ", ".join(sorted(b.of))}
        yield at(b.rule.source, fault("weights.zero_under_own_floor", **said))
    if scored and not empty:
        for clash in _caps_below_one(group, caps, scored):
            said = {"unit": unit, "terms": clash.message.values["terms"], "total": clash.message.values["total"]}
            yield at(caps[0].rule.source, fault("weights.own_caps_below_one", **said))


def at(source: Source | None, found: Fault) -> Fault:
    """The fault, at the line of the file its source names, if any."""
    file, _, line = (source.place if source else "").rpartition(":")
    return replace(found, file=file, line=int(line)) if file and line.isdigit() else found


def added(terms: Iterable[tuple[str, float]]) -> str:
    """What is added up, rule by rule.

    >>> added([("key", 0.3), ("each", 0.01), ("each", 0.01)])
    'key 0.3 + each 2 × 0.01'
    """
    counted = Counter(terms)
    return " + ".join(f"{rule} {n} × {x:g}" if n > 1 else f"{rule} {x:g}" for (rule, x), n in counted.items())


def _floor_above_cap(group: str, floors: list[Bound], caps: list[Bound]) -> Iterator[Fault]:
    for low in floors:
        for high in caps:
            if low.rule is not high.rule and low.of <= high.of and low.limit > high.limit + EXACT:
                yield at(
                    low.rule.source,
                    fault(
                        "weights.floor_above_cap",
                        group=group,
                        floor_rule=low.rule.id,
                        floor=low.limit,
                        cap_rule=high.rule.id,
                        cap=high.limit,
                    ),
                )


def _floors_above_one(group: str, floors: list[Bound]) -> Iterator[Fault]:
    chosen: list[Bound] = []
    for b in sorted(floors, key=lambda b: (-b.limit, len(b.of), sorted(b.of), b.rule.id)):
        if b.limit > 0 and all(b.of.isdisjoint(c.of) for c in chosen):
            chosen.append(b)
    total = sum(b.limit for b in chosen)
    if total > 1 + EXACT:
        terms = added((b.rule.id, b.limit) for b in chosen)
        yield at(chosen[0].rule.source, fault("weights.floors_above_one", group=group, terms=terms, total=total))


def _caps_below_one(group: str, caps: list[Bound], own: frozenset[str]) -> Iterator[Fault]:
    chosen: list[Bound] = []
    open_: frozenset[str] = own
    while open_:
        useful = [b for b in caps if b.of & open_]
        if not useful:
            return
        best = min(useful, key=lambda b: (b.limit / len(b.of & open_), sorted(b.of), b.rule.id))
        chosen.append(best)
        open_ -= best.of
    total = sum(b.limit for b in chosen)
    if total < 1 - EXACT:
        terms = added((b.rule.id, b.limit) for b in chosen)
        yield at(chosen[0].rule.source, fault("weights.caps_below_one", group=group, terms=terms, total=total))


def _groups_apart(
    rule: Comparability | CommonTotal, applying: Applying, bounds: Mapping[str, list[Bound]]
) -> Iterator[Fault]:
    """For each thing that must weigh alike, the highest floor against the lowest cap of another group."""
    alike: dict[tuple[str, ...], dict[str, float]] = {}
    for line in rule.lines(applying):
        alike.setdefault(line.sets[0], {})[line.group] = line.limit
    for of, within in alike.items():
        held = [(g, b, within[g]) for g in within for b in bounds[g]]
        floors = [(b.limit - d, g, b, d) for g, b, d in held if b.side == "at_least" and b.of == frozenset(of)]
        caps = [(b.limit + d, g, b, d) for g, b, d in held if b.side == "at_most" and b.of == frozenset(of)]
        if not floors or not caps:
            continue
        low, g, floor, d = max(floors, key=lambda f: (f[0], f[1], f[2].rule.id))
        high, h, cap, e = min(caps, key=lambda f: (f[0], f[1], f[2].rule.id))
        if low <= high + EXACT or g == h:
            continue
        said = {"rule": rule.id, "of": ", ".join(of), "low_group": g, "high_group": h, "apart": d + e}
        if isinstance(floor.rule, Stability) and isinstance(cap.rule, Stability):
            (k,) = of
            p, r = floor.rule.last[g][k], cap.rule.last[h][k]
            terms = f"{p - floor.limit:g} + {cap.limit - r:g} + {d:g} + {e:g}"
            said |= {
                "last": p,
                "other_last": r,
                "spread": p - r,
                "terms": terms,
                "total": p - floor.limit + cap.limit - r + d + e,
            }
            yield at(rule.source, fault("weights.stability_apart", **said))
        else:
            said |= {"floor_rule": floor.rule.id, "floor": floor.limit, "cap_rule": cap.rule.id, "cap": cap.limit}
            yield at(rule.source, fault("weights.groups_apart", **said))
