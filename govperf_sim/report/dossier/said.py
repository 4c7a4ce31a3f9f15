"""The summary of the dossier: five questions in the order in which an office asks them, one or two sentences each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from govperf_sim.experiments.appraisal.appraisal import CURRENT, DERIVED, PROPOSED, Appraisal
from govperf_sim.experiments.played import Played
from govperf_sim.report import measures
from govperf_sim.report.dossier.rows import LEAST_SHOWN, Stated, broken, stated
from govperf_sim.report.figures.ranked import Ranked, of_pool
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points, rounded, signed

HEADLINES = ("welfare", "gaming_share", "falsely_sanctioned")
"""What the first page tells of behaviour: what is achieved, deception, and wrongs done."""
NAMED = 3
"""Of so many pairs of units the first page gives the names."""


def answers(found: Appraisal, labels: Labels) -> list[str]:
    """Allowed?  Whom does it favour?  How sure?  What would it make people do?  What is nearest?"""
    return [
        labels.word("answer", question=labels.word(f"question_{key}"), answer=labels.word("sentence_gap").join(said))
        for key, said in (
            ("allowed", allowed(found, labels)),
            ("favours", favours(found, labels)),
            ("sure", sure(found, labels)),
            ("behaviour", behaviour(found, labels)),
            ("nearest", nearest(found, labels)),
        )
    ]


def allowed(found: Appraisal, labels: Labels) -> list[str]:
    """Whether the rules in force admit it, what is broken most, and whether its own rules do."""
    lacking = broken(found.rules)
    counts = {"rules": found.rules["rule"].nunique(), "rows": len(found.rules)}
    if lacking.empty:
        said = [labels.word("allowed", **counts)]
    else:
        base = found.proposed.base
        worst = stated(base, lacking.index[0], labels)
        said = [
            labels.word(
                "not_allowed", broken=len(lacking), of=lacking["rule"].nunique(), group=worst.group,
                statement=worst.statement, by=points(-float(lacking["slack"].iloc[0])),
                clause=lacking["clause"].iloc[0] or "—", **counts,
            )
        ]  # fmt: skip
    if found.conflict is not None:
        return [*said, labels.word("own_contradict")]
    if found.own_rules is None:
        return said
    own = broken(found.own_rules)
    return [*said, labels.word("own_broken" if len(own) else "own_kept", broken=len(own))]


def favours(found: Appraisal, labels: Labels) -> list[str]:
    """Who gains and who loses, and who is farthest from what would suit it best."""
    said = [_moved(found, against, labels) for against in dict.fromkeys(found.shifts.index.get_level_values("against"))]
    regret = {s: of_scheme(found.units, s)["regret"].dropna() for s in (PROPOSED, DERIVED)}
    if len(regret[PROPOSED]):
        said.append(
            labels.word(
                "most_regret", unit=labels.unit(regret[PROPOSED].idxmax()), most=rounded(regret[PROPOSED].max(), 2),
                derived=rounded(regret[DERIVED].max(), 2), best=labels.unit(regret[DERIVED].idxmax()),
            )
        )  # fmt: skip
    return said


def sure(found: Appraisal, labels: Labels) -> list[str]:
    """How far ranks hold when every weight moves a little, in the largest ranking, and how many neighbours are tied."""
    pairs = found.flips.pairs
    largest = largest_pool(found)
    if largest is None:
        return [labels.word("nobody_to_rank")]
    near = nearest_point(found)
    own = of_pool(at_point(found, near), largest.level, largest.pool)
    most = pd.concat([own["rank"] - own["best_bound"], own["worst_bound"] - own["rank"]], axis=1).max(axis=1)
    kept = int((most == 0).sum())
    said = [
        labels.word(
            "ranks_hold_all" if kept == len(own) else "ranks_hold", pool=largest.named(labels), points=f"{near:g}",
            within=labels.word(f"within_{found.bands.within.value}"), units=len(own), kept=kept, most=int(most.max()),
        )
    ]  # fmt: skip
    tied = of_pool(pairs, largest.level, largest.pool)
    names = [labels.word("trust_tie", ahead=labels.unit(a), behind=labels.unit(b)) for a, b in tied.index[tied["tie"]]]
    if not names:
        return [*said, labels.word("no_ties", pairs=len(tied))]
    shown = labels.word("semicolon").join(names[:NAMED]) + (labels.word("and_so_on") if len(names) > NAMED else "")
    return [*said, labels.word("ties", pairs=len(tied), ties=len(names), names=shown)]


def behaviour(found: Appraisal, labels: Labels) -> list[str]:
    """What the units would answer, paired with the scheme in force."""
    played, table = found.played, found.responses
    if played is None or table is None:
        return [labels.word("not_played")]
    said = [labels.word("played_so", **_of(played), first=labels.variant(played.scenarios[0]),
                        told=labels.word("semicolon").join(_responses(table, PROPOSED, labels)))]  # fmt: skip
    if played.scenarios[0] != DERIVED:
        said.append(labels.word("derived_so", told=labels.word("semicolon").join(_responses(table, DERIVED, labels))))
    return said


def nearest(found: Appraisal, labels: Labels) -> list[str]:
    """By how much it misses, and what has to change most."""
    near = found.nearest
    if near is None:
        return [labels.word("nearest_none")]
    if near.moves.empty or near.distance < LEAST_SHOWN:
        return [labels.word("nearest_itself")]
    told = {
        "points": points(near.distance / 2, 2),
        "cells": len(near.moves),
        "groups": near.moves.index.get_level_values("group").nunique(),
    }
    forced = near.moves[near.moves["why"] == "rows"]
    some = forced if len(forced) else near.moves
    (group, indicator), first = max(some.iterrows(), key=lambda row: abs(row[1]["change"]))
    said = [labels.word("nearest_by", **told)]
    most = {
        "group": labels.group(group), "indicator": labels.indicator(indicator),
        "before": points(first["proposed"]), "after": points(first["nearest"]),
    }  # fmt: skip
    why = forced_by(found, first["rows"], labels)
    key = "nearest_most_forced" if why else "nearest_most"
    return [*said, labels.word(key, why=labels.word("semicolon").join(s.statement for s in why[:2]), **most)]


def forced_by(found: Appraisal, rows: tuple[str, ...], labels: Labels) -> list[Stated]:
    """What the rows say that force a move; a unit's own regret is not among the rules."""
    known = [stated(found.proposed.base, row, labels) for row in rows if row in found.rules.index]
    return list({s.statement: s for s in known}.values())


def of_scheme(table: pd.DataFrame, scheme: str) -> pd.DataFrame:
    """The part of one scheme, from an index that begins with it."""
    own: Any = table.xs(scheme, level=0)
    return pd.DataFrame(own)


def largest_pool(found: Appraisal) -> Ranked | None:
    """The ranking of most units; of equals one of a system before one of a group."""
    pools = list(ranked_pools(found))
    return max(pools, key=lambda p: (p.many, p.level != "group")) if pools else None


def ranked_pools(found: Appraisal) -> Iterator[Ranked]:
    """The pools of two units and more, best unit first."""
    ranks = at_point(found, nearest_point(found))["rank"]
    for level, pool in dict.fromkeys((str(level), str(pool)) for level, pool, _ in ranks.index):
        own = of_pool(ranks, level, pool).sort_values(kind="stable")
        if len(own) > 1:
            yield Ranked(level, pool, tuple(map(str, own.index)), len(own))


def nearest_point(found: Appraisal) -> float:
    """One point, or the move nearest to it that was asked for."""
    return min(sorted(set(found.bands.table.index.get_level_values("points"))), key=lambda p: abs(p - 1.0))


def at_point(found: Appraisal, by: float) -> pd.DataFrame:
    """The bands at that move: index (level, pool, unit)."""
    table: Any = found.bands.table.xs(by, level="points")
    return pd.DataFrame(table)


@dataclass(frozen=True)
class Counted:
    """How many units gain, lose and stay."""

    gains: int
    loses: int
    level: int


def counted(shifts: pd.DataFrame) -> Counted:
    verdict: Mapping[str, int] = shifts["verdict"].value_counts().to_dict()
    return Counted(*(int(verdict.get(v, 0)) for v in ("gains", "loses", "level")))


def _moved(found: Appraisal, against: str, labels: Labels) -> str:
    own = of_scheme(found.shifts, against)
    counts = counted(own)
    other = labels.variant(against)
    if not counts.gains + counts.loses:
        return labels.word("nobody_moves", other=other)
    ranks = int(((own["rank_in_group"].fillna(0) != 0) | (own["rank_in_pool"].fillna(0) != 0)).sum())
    said = [labels.word("who_moves", other=other, ranks=ranks, **vars(counts))]
    ends = ((counts.gains, "gains_most", own["score"].idxmax()), (counts.loses, "loses_most", own["score"].idxmin()))
    if against == CURRENT or CURRENT not in found.schemes:
        said += [labels.word(key, unit=labels.unit(u), by=signed(100 * float(own.loc[u, "score"])))
                 for many, key, u in ends if many]  # fmt: skip
    return labels.word("clause_gap").join(said) + labels.word("full_stop")


def _of(played: Played) -> dict[str, int]:
    return {"years": played.to_frame()["year"].nunique(), "replications": played.replications}


def _responses(table: pd.DataFrame, scheme: str, labels: Labels) -> list[str]:
    own = of_scheme(table, scheme)
    return [response(m, own.loc[m].to_dict(), labels) for m in HEADLINES if m in own.index]


def response(measure: str, row: Mapping[Any, Any], labels: Labels) -> str:
    """A difference, its interval, and what can be said of it."""
    slight = measures.negligible(measure, row["difference"])
    return labels.word(
        f"response_{measures.unit_of(measure)}", measure=measures.named(measure, labels),
        difference=measures.shown_difference(measure, row["difference"]),
        low=measures.shown_difference(measure, row["low"]), high=measures.shown_difference(measure, row["high"]),
        verdict=labels.word("verdict_slight") if slight else measures.verdict_named(row["verdict"], labels),
    )  # fmt: skip
